#include "scenarios/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "scenarios/words.hpp"

namespace cogov {

namespace {

std::string unit_suffix(const Param& param) {
  return param.unit.empty() || param.unit == "1" ? std::string{} : " " + param.unit;
}

/// Whether the number may be left to the precision that is wanted.
bool is_until(const Param& param) { return param.key == "replicates"; }

/// What a reader of one message needs: where it went wrong and how to say it right.
class Reader {
 public:
  Reader(const Param& param, const std::string& path, const Location& where, Problems& problems)
      : param_(param), path_(path), where_(where), problems_(problems) {}

  std::optional<Value> read(const toml::node& node) {
    switch (param_.type) {
      case Type::boolean:
        if (node.is_boolean()) return Value(**node.as_boolean());
        return wrong_type(node);
      case Type::integer:
        // 0 stands for it, which the bounds keep everybody else from.
        if (is_until(param_) && node.is_string() && **node.as_string() == until_word) return Value(std::int64_t{0});
        return whole(node);
      case Type::real:
        return real(node);
      case Type::choice:
        if (!node.is_string()) return wrong_type(node);
        if (!is_choice(**node.as_string(), where_)) return {};
        return Value(**node.as_string());
      case Type::list:
        return list(node);
      case Type::text:
        if (!node.is_string()) return wrong_type(node);
        return text(node);
    }
    return {};
  }

 private:
  std::optional<Value> refuse(std::string what, std::string remedy) {
    problems_.add({where_, fmt::format("'{}' {}", path_, what), param_.meaning, std::move(remedy)});
    return {};
  }

  std::optional<Value> wrong_type(const toml::node& node) {
    return refuse(fmt::format("is {}", kind_text(node)), fmt::format("give {}", expectation(param_)));
  }

  std::optional<Value> whole(const toml::node& node) {
    if (node.is_floating_point()) {
      const double value = **node.as_floating_point();
      const bool safe = value == std::floor(value) && std::abs(value) < 9007199254740992.0;
      const std::string wanted = safe && value >= param_.low && value <= param_.high
                                     ? fmt::format("write {}, a whole number", number_text(value))
                                     : fmt::format("give {}", expectation(param_));
      return refuse("is a number with a point or an exponent", wanted);
    }
    if (!node.is_integer()) return wrong_type(node);
    const std::int64_t value = **node.as_integer();
    // Long double holds every 64-bit integer exactly; double would let 2^53 + 1 pass for 2^53.
    const auto exact = static_cast<long double>(value);
    if (exact < param_.low) return out_of_range(fmt::format("{}", value), "too low");
    if (exact > param_.high) return out_of_range(fmt::format("{}", value), "too high");
    if (param_.key == "window_seconds" && 86400 % value != 0) {
      return refuse(fmt::format("is {}, which does not divide a day of 86400 s", value), "try 900, 1800 or 3600");
    }
    return Value(value);
  }

  std::optional<Value> real(const toml::node& node) {
    if (!node.is_integer() && !node.is_floating_point()) return wrong_type(node);
    const double value = node.is_integer() ? static_cast<double>(**node.as_integer()) : **node.as_floating_point();
    if (!std::isfinite(value)) {
      return refuse(std::isnan(value) ? "is not a number (NaN)" : "is infinite", "give " + expectation(param_));
    }
    if (value < param_.low) return out_of_range(number_text(value), "too low");
    if (value > param_.high) return out_of_range(number_text(value), "too high");
    return Value(value);
  }

  std::optional<Value> out_of_range(const std::string& value, const char* how) {
    return refuse(fmt::format("is {}{}, which is {}", value, unit_suffix(param_), how),
                  fmt::format("give a number {}", range_text(param_)));
  }

  bool is_choice(const std::string& word, const Location& where) {
    if (std::find(param_.choices.begin(), param_.choices.end(), word) != param_.choices.end()) return true;
    std::string remedy = did_you_mean(word, param_.choices);
    if (!remedy.empty()) remedy += " ";
    remedy += fmt::format("choose {}", one_of(param_.choices));
    problems_.add({where, fmt::format("'{}' can't be {}", path_, shown(word)), param_.meaning, std::move(remedy)});
    return false;
  }

  /// The place of an entry of a list; what comes from the command line has no place of its own.
  [[nodiscard]] Location place_of(const toml::node& entry) const {
    if (where_.line == 0) return where_;
    const toml::source_position at = entry.source().begin;
    return {where_.file, static_cast<int>(at.line), static_cast<int>(at.column)};
  }

  std::optional<Value> list(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return wrong_type(node);
    std::vector<std::string> words;
    bool sound = true;
    for (const toml::node& entry : *array) {
      if (problems_.full()) return {};
      if (!entry.is_string()) {
        problems_.add({place_of(entry), fmt::format("an entry of '{}' is {}", path_, kind_text(entry)), param_.meaning,
                       fmt::format("choose from {}", one_of(param_.choices))});
        sound = false;
        continue;
      }
      const std::string& word = **entry.as_string();
      if (!is_choice(word, place_of(entry))) {
        sound = false;
      } else if (std::find(words.begin(), words.end(), word) != words.end()) {
        problems_.add({place_of(entry), fmt::format("'{}' names {} twice", path_, shown(word)), param_.meaning,
                       "keep the one that says how much it is preferred"});
        sound = false;
      } else {
        words.push_back(word);
      }
    }
    return sound ? std::optional<Value>(std::move(words)) : std::nullopt;
  }

  std::optional<Value> text(const toml::node& node) {
    std::optional<std::string> words = read_text(node, path_, true, where_, problems_);
    return words ? std::optional<Value>(std::move(*words)) : std::nullopt;
  }

  const Param& param_;
  const std::string& path_;
  const Location& where_;
  Problems& problems_;
};

}  // namespace

std::string range_text(const Param& param) {
  return fmt::format("from {} to {}{}", number_text(param.low), number_text(param.high), unit_suffix(param));
}

std::string expectation(const Param& param) {
  switch (param.type) {
    case Type::boolean:
      return "true or false";
    case Type::integer:
      return "a whole number " + range_text(param) + (is_until(param) ? ", or \"until\"" : "");
    case Type::real:
      return "a number " + range_text(param);
    case Type::choice:
      return "one of " + one_of(param.choices);
    case Type::list:
      return "a list in [ ], in order of preference, of " + one_of(param.choices);
    case Type::text:
      return fmt::format("text in \"quotes\", at most {} characters", longest_text);
  }
  return {};
}

std::string kind_text(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a point or an exponent";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or a time";
    default:
      return "nothing";
  }
}

std::optional<Value> read_value(const toml::node& node, const Param& param, const std::string& path,
                                const Location& where, Problems& problems) {
  return Reader(param, path, where, problems).read(node);
}

std::optional<std::string> read_text(const toml::node& node, const std::string& path, bool may_be_empty,
                                     const Location& where, Problems& problems) {
  const std::string wanted =
      fmt::format("give text in \"quotes\", {} to {} characters", may_be_empty ? 0 : 1, longest_text);
  if (!node.is_string()) {
    problems.add({where, fmt::format("'{}' is {}", path, kind_text(node)), {}, wanted});
    return {};
  }
  const std::string& text = **node.as_string();
  const std::size_t length = character_count(text);
  if (length > longest_text || (length == 0 && !may_be_empty)) {
    problems.add({where, fmt::format("'{}' has {} characters", path, length), {}, wanted});
    return {};
  }
  if (has_control_character(text)) {
    problems.add({where, fmt::format("'{}' holds a control character", path),
                  "it would break tables and pages that show it", "remove line breaks, tabs and the like"});
    return {};
  }
  return text;
}

}  // namespace cogov
