#include "tools/live/answers.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <limits>

#include "output/columns.hpp"
#include "sim/errors.hpp"

namespace cogov::live {

namespace {

/// A state is three levels deep; what is much deeper could exhaust the stack of whoever copies it.
constexpr int most_levels = 16;

constexpr std::size_t most_tab_letters = 64;

const Json& member(const Json& body, const char* key) {
  const auto found = body.find(key);
  if (found == body.end()) throw UserError(fmt::format("the request has no '{}'", key));
  return *found;
}

/// The content security policy in a page's own <meta>.
std::string policy_of(std::string_view page) {
  constexpr std::string_view before = "http-equiv=\"Content-Security-Policy\" content=\"";
  const std::size_t begin = page.find(before);
  if (begin == std::string_view::npos) return "default-src 'none'";
  const std::string_view rest = page.substr(begin + before.size());
  return std::string(rest.substr(0, rest.find('"')));
}

}  // namespace

Json read_body(const std::string& body) {
  const auto not_deep = [](int depth, Json::parse_event_t, Json&) {
    if (depth > most_levels) throw UserError("the request is nested too deep");
    return true;
  };
  try {
    Json json = Json::parse(body, not_deep);
    if (!json.is_object()) throw UserError("the request is not a JSON object");
    return json;
  } catch (const Json::exception& error) {
    throw UserError("the request is not JSON", error.what());
  }
}

const Json& state_of(const Json& body) {
  const Json& state = member(body, "state");
  if (!state.is_object()) throw UserError("'state' is not an object");
  return state;
}

std::string tab_of(const Json& body) {
  const Json& tab = member(body, "tab");
  if (!tab.is_string() || tab.get_ref<const std::string&>().size() > most_tab_letters) {
    throw UserError(fmt::format("'tab' is not a word of at most {} letters", most_tab_letters));
  }
  return tab;
}

Language language_of(const Json& body) {
  const Json& language = member(body, "language");
  if (language == "en") return Language::english;
  if (language == "zh") return Language::chinese;
  throw UserError("'language' is neither \"en\" nor \"zh\"");
}

std::uint32_t count_of(const Json& body, const char* key, std::uint32_t most) {
  const Json& count = member(body, key);
  if (!count.is_number_unsigned() || count.get<std::uint64_t>() > most) {
    throw UserError(fmt::format("'{}' is not a whole number from 0 to {}", key, most));
  }
  return count.get<std::uint32_t>();
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json problem(const std::string& what) {
  return {{"problems", Json::array({{{"what", what}, {"why", ""}, {"hint", ""}}})}};
}

Json problems_of(const std::exception_ptr& error, int& status) {
  try {
    std::rethrow_exception(error);
  } catch (const UserError& wrong) {
    status = 400;
    Json problems = Json::array();
    for (const Problem& one : wrong.problems()) {
      problems.push_back({{"what", one.what}, {"why", one.why}, {"hint", one.remedy}});
    }
    return {{"problems", problems}};
  } catch (const std::bad_alloc&) {
    status = 500;
    fmt::print(stderr, "cogov: out of memory; the live page goes on\n");
    return problem("there is not enough memory for this");
  } catch (const std::exception& bug) {
    status = 500;
    fmt::print(stderr, "cogov: {}; this is a bug of cogov, please report it\n", printable(bug.what()));
  }
  return problem("cogov could not compute this, by a mistake of its own; what is known stands where it was started");
}

std::string event_text(const std::string& event, const Json& data) {
  return fmt::format("event: {}\ndata: {}\n\n", event, text_of(data));
}

httplib::Headers secure_headers(std::string_view page) {
  return {{"Content-Security-Policy", policy_of(page) + "; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "no-store"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"}};
}

std::string bare_answer(int status, const httplib::Headers& headers) {
  const char* const what = status == 408   ? "the request took too long to come"
                           : status == 414 ? "the address is too long"
                           : status == 431 ? "the header fields are too long"
                                           : "this is not an HTTP/1.1 request";
  const std::string body = text_of(problem(what));
  std::string answer =
      fmt::format("HTTP/1.1 {} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n", status);
  for (const auto& [name, value] : headers) answer += fmt::format("{}: {}\r\n", name, value);
  return answer + fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace cogov::live
