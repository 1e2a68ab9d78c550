#include "tools/live/admission.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "sim/errors.hpp"
#include "tools/live/connection.hpp"

namespace cogov::live {

namespace {

constexpr std::size_t token_bytes = 16;

constexpr Route routes[] = {{"", "GET"},          {"status", "GET"},  {"run", "POST"},
                            {"scenario", "POST"}, {"report", "POST"}, {"day", "POST"}};

/// Takes as long whatever the first difference is, so that nobody can find a token out letter by letter.
bool same(std::string_view given, std::string_view token) {
  if (given.size() != token.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(token[i]));
  }
  return difference == 0;
}

/// A header that must not be given twice. Nothing where it is missing or given twice.
std::optional<std::string> only(const httplib::Request& request, const char* header) {
  if (request.get_header_value_count(header) != 1) return std::nullopt;
  return request.get_header_value(header);
}

bool is_json(std::string_view type) {
  const std::string_view name = type.substr(0, type.find(';'));
  const std::string_view json = "application/json";
  return name.size() == json.size() && std::equal(name.begin(), name.end(), json.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
         });
}

/// What can be said against the way a body is sent.
Refusal judge_body(const httplib::Request& request) {
  if (!is_json(only(request, "Content-Type").value_or(""))) return {415, "the body must be application/json"};
  if (request.has_header("Content-Encoding")) return {415, "the body must not be compressed"};
  if (request.has_header("Transfer-Encoding") || !request.has_header("Content-Length")) {
    return {411, "the length of the body must be told before it"};
  }
  const std::string length = only(request, "Content-Length").value_or("");
  const bool digits = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (length.empty() || !digits) return {400, "Content-Length is not one number"};
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  if (error != std::errc{} || bytes > most_body_bytes) {
    return {413, fmt::format("a body of more than {} bytes is not taken", most_body_bytes)};
  }
  return {};
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, token_bytes> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw UserError("the system gives no random numbers", "", "the live page needs them for its address");
  }
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

const Route* route_of(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(routes), std::end(routes), [&](const Route& r) { return r.name == name; });
  return found == std::end(routes) ? nullptr : found;
}

Admission::Admission(int port, std::string token)
    : hosts_{fmt::format("127.0.0.1:{}", port), fmt::format("localhost:{}", port)}, token_(std::move(token)) {}

Refusal Admission::judge_sender(const httplib::Request& request) const {
  const std::optional<std::string> host = only(request, "Host");
  if (!host || (*host != hosts_[0] && *host != hosts_[1]))
    return {403, "this server goes by the address it printed only"};
  const bool reads = request.method == "GET";
  if (!reads || request.has_header("Origin")) {
    if (only(request, "Origin") != "http://" + *host) return {403, "only the page itself may ask this server"};
  }
  const std::string site = request.has_header("Sec-Fetch-Site") ? only(request, "Sec-Fetch-Site").value_or("") : "none";
  // A link to the page may stand anywhere: whoever has its address was given it.
  const bool follows_link =
      reads && only(request, "Sec-Fetch-Mode") == "navigate" && only(request, "Sec-Fetch-Dest") == "document";
  if (site != "same-origin" && site != "none" && !follows_link)
    return {403, "only the page itself may ask this server"};
  return {};
}

const Route* Admission::route(const httplib::Request& request) const {
  // As it was sent, not as decoded: an address that is written differently is another one.
  std::string_view target = request.target;
  target = target.substr(0, target.find('?'));
  const std::size_t slash = target.find('/', 1);
  if (!target.starts_with('/') || slash == std::string_view::npos) return nullptr;
  return same(target.substr(1, slash - 1), token_) ? route_of(target.substr(slash + 1)) : nullptr;
}

Refusal Admission::judge(const httplib::Request& request) const {
  if (const Refusal sender = judge_sender(request); sender.status != 200) return sender;
  const Route* const asked = route(request);
  if (asked == nullptr) return {404, ""};
  if (request.method != asked->method) return {405, fmt::format("{} is the way to ask this", asked->method)};
  return request.method == "POST" ? judge_body(request) : Refusal{};
}

}  // namespace cogov::live
