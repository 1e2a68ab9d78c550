#include "scenarios/param_words.hpp"

#include <fmt/format.h>

#include "scenarios/words.hpp"

namespace cogov {

const char* tag_text(Tag tag) {
  switch (tag) {
    case Tag::claim:
      return "claim";
    case Tag::evidence:
      return "evidence";
    case Tag::calculated:
      return "calculated";
    case Tag::assumption:
      return "assumption";
    case Tag::convention:
      return "convention";
  }
  return "";
}

const char* type_text(Type type) {
  switch (type) {
    case Type::boolean:
      return "boolean";
    case Type::integer:
      return "integer";
    case Type::real:
      return "real";
    case Type::choice:
      return "choice";
    case Type::list:
      return "list";
    case Type::text:
      return "text";
  }
  return "";
}

const char* pick(bool chinese, const char* english, const char* other) { return chinese ? other : english; }

std::string source_text(const Param& param) {
  std::string source = param.source;
  const std::string tag = tag_text(param.tag);
  if (!source.starts_with(tag)) return source;
  source.erase(0, tag.size());
  const std::size_t begin = source.find_first_not_of(":;, ");
  return begin == std::string::npos ? "" : source.substr(begin);
}

bool is_number(const Param& param) { return param.type == Type::integer || param.type == Type::real; }

std::string accepted_range(const Param& param, bool chinese) {
  if (is_number(param))
    return fmt::format(fmt::runtime(pick(chinese, "{} to {}", "{}至{}")), number_text(param.low),
                       number_text(param.high));
  if (param.type == Type::boolean) return "true, false";
  if (param.type == Type::text) return pick(chinese, "any text", "任意文字");
  return fmt::format("{}", fmt::join(param.choices, ", "));
}

std::string plausible_range(const Param& param, bool chinese) {
  if (!param.swept()) return "";
  return fmt::format(fmt::runtime(pick(chinese, "{} to {}", "{}至{}")), number_text(param.swept_low),
                     number_text(param.swept_high));
}

}  // namespace cogov
