#include "scenarios/document.hpp"

#include <fmt/format.h>

#include "scenarios/words.hpp"

namespace cogov {

namespace {

constexpr std::size_t parsing_budget = 4u << 20;  // bytes; keeps repeated parsing of large files in bounds
constexpr int most_mended = 20;

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;  // without the line break
};

Span span_of_line(const std::string& text, int line) {
  Span span;
  for (int i = 1; i < line; ++i) {
    const std::size_t next = text.find('\n', span.begin);
    if (next == std::string::npos) return {text.size(), text.size()};
    span.begin = next + 1;
  }
  span.end = std::min(text.find('\n', span.begin), text.size());
  if (span.end > span.begin && text[span.end - 1] == '\r') --span.end;
  return span;
}

bool parses(std::string_view text) {
  try {
    return toml::parse(text).size() < SIZE_MAX;
  } catch (const toml::parse_error&) {
    return false;
  }
}

/// The parser says "Error while parsing <what>: <why>"; only the second half is of use.
std::string reason_of(std::string_view description) {
  const std::size_t colon = description.find(": ");
  if (description.starts_with("Error while") && colon != std::string_view::npos) description.remove_prefix(colon + 2);
  std::string reason;
  // It quotes what it met: a line break or a control character would break our own line.
  for (const char letter : description) reason += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  return reason;
}

Problem syntax_problem(const Location& where, const std::string& reason, std::string_view line) {
  if (reason.find("redefine") != std::string::npos) {
    const bool header = line.starts_with('[');
    return {where, header ? "this section is given twice" : "this key is given twice", reason, "keep one of the two"};
  }
  if (reason.find("representable in 64 bits") != std::string::npos) {
    return {where, "the number is too large", reason, "see 'cogov explain' for the range of each key"};
  }
  if (reason.find("could not determine value type") != std::string::npos) {
    return {where, "this is not a value", reason, "put words in \"quotes\"; close every list with ]"};
  }
  if (reason.find("could not be interpreted as a value") != std::string::npos) {
    return {where, "the number is too large or not a number", reason, "see 'cogov explain' for the range of each key"};
  }
  return {where, "this is not valid TOML", reason, "see the guide to scenarios for examples"};
}

enum class Mended { no, yes, cut };

/// Replaces a faulty line by one that changes nothing; the line count stays.
/// Returns whether parsing again makes sense: not when the fault began on an earlier line, as an
/// unclosed list or string does, for then every following line would be called wrong.
Mended leave_out(std::string& text, int line, const std::string& reason, int how_many) {
  const Span span = span_of_line(text, line);
  const std::string content = text.substr(span.begin, span.end - span.begin);
  if (content.empty()) return Mended::no;
  const bool repeated = reason.find("redefine") != std::string::npos;
  if (!repeated && parses(content)) return Mended::no;
  const std::size_t first = content.find_first_not_of(" \t");
  if (first != std::string::npos && content.compare(first, 2, "[[") == 0) {
    // What follows would count for the policy before: it is looked at once the header is right.
    text.resize(span.begin);
    return Mended::cut;
  }
  const bool header = first != std::string::npos && content[first] == '[';
  const std::string instead = header ? fmt::format("[\"{}{}\"]", broken_table, how_many) : std::string{};
  text.replace(span.begin, span.end - span.begin, instead);
  return Mended::yes;
}

}  // namespace

std::optional<Document> parse_document(std::string text, const std::string& name, Problems& problems) {
  std::size_t parsed = 0;
  bool complete = true;
  for (int mended = 0;; ++mended) {
    parsed += text.size();
    try {
      return Document{name, toml::parse(text), complete};
    } catch (const toml::parse_error& error) {
      const toml::source_position at = error.source().begin;
      const int line = static_cast<int>(at.line);
      const std::string reason = reason_of(error.description());
      const Span span = span_of_line(text, line);
      const std::string_view content = std::string_view(text).substr(span.begin, span.end - span.begin);
      problems.add(syntax_problem({name, line, static_cast<int>(at.column)}, reason, content));
      if (mended == most_mended || parsed + text.size() > parsing_budget) return {};
      const Mended outcome = leave_out(text, line, reason, mended);
      if (outcome == Mended::no) return {};
      if (outcome == Mended::cut) complete = false;
    }
  }
}

}  // namespace cogov
