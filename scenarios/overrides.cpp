#include "scenarios/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "scenarios/source.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

/// One part of a dotted key; a quoted part is never a number.
struct Part {
  std::string text;
  bool in_quotes = false;
};

struct Argument {
  std::vector<Part> key;
  std::string value;
};

/// Splits KEY=VALUE; nothing when KEY is malformed. Quotes shield dots and '=' in a policy's name.
std::optional<Argument> split(std::string_view text) {
  Argument argument;
  Part part;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != '='; ++at) {
    const char letter = text[at];
    if (letter == '"' || letter == '\'') {
      const std::size_t end = text.find(letter, at + 1);
      if (end == std::string_view::npos || !part.text.empty() || part.in_quotes) return {};
      part = {std::string(text.substr(at + 1, end - at - 1)), true};
      at = end;
    } else if (letter == '.') {
      if (part.text.empty() && !part.in_quotes) return {};
      argument.key.push_back(std::move(part));
      part = {};
    } else if (part.in_quotes) {
      return {};
    } else {
      part.text += letter;
    }
  }
  if (at == text.size() || (part.text.empty() && !part.in_quotes)) return {};
  argument.key.push_back(std::move(part));
  argument.value = text.substr(at + 1);
  return argument;
}

/// The parts of a key from `first` on, joined by dots.
std::string joined(const std::vector<Part>& key, std::size_t first, std::size_t end) {
  std::string text;
  for (std::size_t i = first; i < end; ++i) text += (i > first ? "." : "") + key[i].text;
  return text;
}

class OverrideReader {
 public:
  OverrideReader(const std::vector<std::string>& policy_names, Problems& problems)
      : policy_names_(policy_names), problems_(problems) {
    overrides_.policies.resize(policy_names.size());
    overrides_.money.resize(policy_names.size());
  }

  void read(const std::string& text) {
    // In a message an argument stands where a file would.
    where_ = {"--set " + shown(text), 0, 0};
    problems_.rank_file(where_.file);
    std::string checked = text;
    if (has_control_character(text) || !check_source(checked, where_.file, problems_)) {
      if (has_control_character(text)) {
        problems_.add({where_, "holds a control character or is not UTF-8", {}, "write it on one line"});
      }
      return;
    }
    const std::optional<Argument> argument = split(text);
    if (!argument) {
      problems_.add({where_, "is not of the form KEY=VALUE", {}, "for example --set run.days=30"});
      return;
    }
    const std::string path = joined(argument->key, 0, argument->key.size());
    if (!seen_.insert(path).second) {
      problems_.add({where_, fmt::format("sets {} a second time", shown(path)), {}, "keep one of the two"});
      return;
    }
    parse_value(argument->value);
    read_argument(*argument);
  }

  Overrides take() {
    for (const Mention& mention : overrides_.scenario) check_mention(mention, problems_);
    for (const Layer& layer : overrides_.policies) {
      for (const Mention& mention : layer) check_mention(mention, problems_);
    }
    return std::move(overrides_);
  }

 private:
  /// What TOML can't read is taken as words; whether words are wanted is seen later.
  void parse_value(const std::string& text) {
    literal_ = text;
    try {
      value_ = toml::parse("value = " + text);
      if (value_.size() == 1 && value_.contains("value")) return;
    } catch (const toml::parse_error&) {
    }
    value_ = toml::table{{"value", text}};
  }

  const toml::node& value() { return *value_.get("value"); }

  /// For a key that wants words, a word that looks like something else is still a word.
  void take_literally(Type wanted) {
    if ((wanted == Type::text || wanted == Type::choice) && !value().is_string()) {
      value_ = toml::table{{"value", literal_}};
    }
  }

  void read_argument(const Argument& argument) {
    const std::vector<Part>& key = argument.key;
    if (key.size() == 1 && key[0].text == "place") {
      take_literally(Type::text);
      overrides_.place = read_text(value(), "place", false, where_, problems_);
      overrides_.place_where = where_;
    } else if (key.size() == 1 && key[0].text == "title") {
      take_literally(Type::text);
      overrides_.title = read_text(value(), "title", true, where_, problems_);
    } else if (key[0].text == design_section().key && !key[0].in_quotes) {
      if (key.size() == 2 && key[1].text == "method") take_literally(Type::choice);
      DesignOverride& one = overrides_.design.emplace_back(DesignOverride{{}, value_, where_});
      for (std::size_t i = 1; i < key.size(); ++i) one.key.push_back(key[i].text);
    } else if (key[0].text != "policy" || key[0].in_quotes) {
      read_setting(key, 0, overrides_.scenario, false);
    } else if (is_money(key)) {
      if (key[2].text != "budget_yuan") take_literally(Type::text);
      if (const std::optional<std::size_t> policy = find_policy(key[1]))
        static_cast<void>(read_money(overrides_.money[*policy], key[2].text, value(), where_, problems_));
    } else if (key.size() < 4) {
      problems_.add({where_,
                     "does not say what to set of which policy",
                     {},
                     "for example --set policy.2.grid_workers.extra_full_time=2"});
    } else if (const std::optional<std::size_t> policy = find_policy(key[1])) {
      read_setting(key, 2, overrides_.policies[*policy], true);
    }
  }

  static bool is_money(const std::vector<Part>& key) {
    const std::vector<Param>& params = money_params();
    return key.size() == 3 &&
           std::any_of(params.begin(), params.end(), [&](const Param& param) { return param.key == key[2].text; });
  }

  std::optional<std::size_t> find_policy(const Part& part) {
    if (!part.in_quotes) {
      std::size_t number = 0;
      const char* end = part.text.data() + part.text.size();
      const auto result = std::from_chars(part.text.data(), end, number);
      if (result.ptr == end && result.ec == std::errc{}) {
        if (number >= 1 && number <= policy_names_.size()) return number - 1;
        problems_.add({where_,
                       fmt::format("there is no policy {}", part.text),
                       fmt::format("the scenario has {}, counted from 1", policy_names_.size()),
                       {}});
        return {};
      }
    }
    const auto found = std::find(policy_names_.begin(), policy_names_.end(), part.text);
    if (found != policy_names_.end()) return static_cast<std::size_t>(found - policy_names_.begin());
    std::string remedy = did_you_mean(part.text, policy_names_);
    if (remedy.empty()) remedy = fmt::format("the policies are {}", one_of(policy_names_));
    problems_.add({where_, fmt::format("there is no policy {}", shown(part.text)), {}, std::move(remedy)});
    return {};
  }

  void read_setting(const std::vector<Part>& key, std::size_t first, Layer& layer, bool of_policy) {
    const std::string name = joined(key, first, key.size() - 1);
    const std::string last = key.back().text;
    const int section = key.size() - first < 2 ? -1 : section_index(name);
    if (section < 0) {
      const std::string whole = key.size() - first < 2 ? last : name;
      problems_.add(unknown_section(where_, whole, {"title", "place", "policy", "design"}));
      return;
    }
    const auto index = static_cast<std::size_t>(section);
    if (of_policy && !policy_may(index, where_, problems_)) return;
    auto mention = std::find_if(layer.begin(), layer.end(), [&](const Mention& one) { return one.section == index; });
    if (mention == layer.end()) mention = layer.insert(layer.end(), Mention{index, where_, {}, {}, {}});
    const int param = param_index(all_sections()[index], last);
    if (param >= 0) take_literally(all_sections()[index].params[static_cast<std::size_t>(param)].type);
    read_key(*mention, last, value(), where_, where_, problems_);
  }

  const std::vector<std::string>& policy_names_;
  Problems& problems_;
  Overrides overrides_;
  std::set<std::string> seen_;
  Location where_;
  std::string literal_;
  toml::table value_;
};

}  // namespace

Overrides read_overrides(const std::vector<std::string>& arguments, const std::vector<std::string>& policy_names,
                         Problems& problems) {
  OverrideReader reader(policy_names, problems);
  for (const std::string& argument : arguments) reader.read(argument);
  return reader.take();
}

}  // namespace cogov
