/// Reads a fit file and checks it against the scenario that it is about.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/experiment.hpp"
#include "models/tally.hpp"
#include "scenarios/document.hpp"
#include "scenarios/source.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"
#include "tools/calibration/fit.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

class FitReader {
 public:
  FitReader(const Document& document, const Scenario& scenario, Problems& problems)
      : document_(document),
        scenario_(scenario),
        problems_(problems),
        layout_(result_layout(1, mechanisms_on(runnable_policies(scenario)))) {}

  FitTask read() {
    const toml::table& table = document_.table;
    task_.replicates = static_cast<std::uint32_t>(whole(table, "replicates", 8, 2, 1000));
    task_.evaluations = static_cast<std::uint32_t>(whole(table, "evaluations", 200, 1, 100000));
    task_.seed = static_cast<std::uint32_t>(whole(table, "seed", 1, 0, 4294967295));
    for (auto&& [key, node] : table) {
      known(key, {"replicates", "evaluations", "seed", "parameter", "target"});
    }
    each(table, "parameter", [&](const toml::table& entry) { read_parameter(entry); });
    each(table, "target", [&](const toml::table& entry) { read_target(entry); });
    return std::move(task_);
  }

 private:
  void known(const toml::key& key, const std::vector<std::string>& keys) {
    const std::string name(key.str());
    if (name.starts_with(broken_table) || std::find(keys.begin(), keys.end(), name) != keys.end()) return;
    problems_.add({document_.at(key), fmt::format("unknown key {}", shown(name)), {}, did_you_mean(name, keys)});
  }

  template <class Read>
  void each(const toml::table& table, const char* name, Read read) {
    const toml::array* list = table.get_as<toml::array>(name);
    if (list == nullptr || list->empty()) {
      problems_.add({{document_.name},
                     fmt::format("there is no [[{}]]", name),
                     "a fit needs parameters to vary and targets to meet",
                     fmt::format("add [[{}]], in two brackets", name)});
      return;
    }
    for (const toml::node& node : *list) {
      if (const toml::table* entry = node.as_table()) read(*entry);
    }
  }

  std::int64_t whole(const toml::table& table, const char* key, std::int64_t fallback, std::int64_t low,
                     std::int64_t high) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return fallback;
    const std::optional<std::int64_t> value = node->value_exact<std::int64_t>();
    if (value && *value >= low && *value <= high) return *value;
    problems_.add({document_.at(*node),
                   fmt::format("'{}' can't be this", key),
                   {},
                   fmt::format("give a whole number from {} to {}", low, high)});
    return fallback;
  }

  std::optional<double> number(const toml::table& table, const char* key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    const std::optional<double> value = node->value<double>();
    if (node->is_number() && value && std::isfinite(*value)) return value;
    problems_.add({document_.at(*node), fmt::format("'{}' is {}", key, kind_text(*node)), {}, "give a finite number"});
    return {};
  }

  std::string text(const toml::table& table, const char* key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    return read_text(*node, key, false, document_.at(*node), problems_).value_or("");
  }

  /// The parameter of a dotted key, or null.
  static const Param* declared(const std::string& key) {
    const std::size_t dot = key.rfind('.');
    if (dot == std::string::npos) return nullptr;
    const int section = section_index(key.substr(0, dot));
    if (section < 0) return nullptr;
    const Section& of = all_sections()[static_cast<std::size_t>(section)];
    const int param = param_index(of, key.substr(dot + 1));
    return param < 0 ? nullptr : &of.params[static_cast<std::size_t>(param)];
  }

  static std::vector<std::string> all_keys() {
    std::vector<std::string> keys;
    for (const Section& section : all_sections()) {
      for (const Param& param : section.params) keys.push_back(section.key + "." + param.key);
    }
    return keys;
  }

  void read_parameter(const toml::table& entry) {
    for (auto&& [key, node] : entry) known(key, {"key", "low", "high"});
    FitParameter parameter{.key = text(entry, "key")};
    const Location where = document_.at(entry);
    const Param* param = declared(parameter.key);
    if (param == nullptr) {
      problems_.add({where,
                     fmt::format("there is no parameter {}", shown(parameter.key)),
                     {},
                     did_you_mean(parameter.key, all_keys())});
      return;
    }
    const std::string section = parameter.key.substr(0, parameter.key.rfind('.'));
    if (param->type != Type::real && param->type != Type::integer) {
      problems_.add({where, fmt::format("{} is no number", parameter.key), {}, "fit numbers only"});
    } else if (section == "run") {
      problems_.add({where, fmt::format("{} says how to run, not what is so", parameter.key), {}, "leave it out"});
    } else if (!scenario_.baseline().on(section)) {
      problems_.add({where, fmt::format("[{}] is off under the baseline", section), "its keys have no effect then",
                     "switch it on in the scenario"});
    }
    parameter.whole = param->type == Type::integer;
    const std::optional<double> low = number(entry, "low"), high = number(entry, "high");
    if ((!low || !high) && !param->swept()) {
      problems_.add({where,
                     fmt::format("{} has no plausible range of its own", parameter.key),
                     {},
                     fmt::format("give low and high, {}", range_text(*param))});
      return;
    }
    parameter.low = low.value_or(param->swept_low);
    parameter.high = high.value_or(param->swept_high);
    if (!(parameter.low < parameter.high) || parameter.low < param->low || parameter.high > param->high) {
      problems_.add({where,
                     fmt::format("{} can't go from {:g} to {:g}", parameter.key, parameter.low, parameter.high),
                     {},
                     fmt::format("low below high, both {}", range_text(*param))});
    }
    for (const FitParameter& other : task_.parameters) {
      if (other.key == parameter.key) problems_.add({where, parameter.key + " is there twice", {}, "keep one"});
    }
    task_.parameters.push_back(parameter);
  }

  std::optional<std::size_t> policy(const toml::table& entry, const char* key) {
    const std::string name = text(entry, key);
    if (name.empty()) return {};
    std::vector<std::string> names;
    for (const Policy& each : scenario_.policies) names.push_back(each.name);
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) {
      problems_.add({document_.at(entry), fmt::format("there is no policy {}", shown(name)),
                     "the scenario has " + one_of(names), did_you_mean(name, names)});
      return {};
    }
    return static_cast<std::size_t>(at - names.begin());
  }

  void read_target(const toml::table& entry) {
    for (auto&& [key, node] : entry) known(key, {"measure", "value", "tolerance", "policy", "minus", "group"});
    FitTarget target{.measure = text(entry, "measure"), .group = text(entry, "group")};
    const Location where = document_.at(entry);
    const std::optional<double> value = number(entry, "value"), tolerance = number(entry, "tolerance");
    target.policy = policy(entry, "policy").value_or(0);
    target.minus = policy(entry, "minus");
    if (!value || !tolerance || !(*tolerance > 0)) {
      problems_.add({where, "a target needs a value and a tolerance above 0",
                     "gaps are counted in tolerances: how well the value is known",
                     "add value = ... and tolerance = ..."});
    }
    target.value = value.value_or(0);
    target.tolerance = tolerance.value_or(1);
    check_measure(target, where);
    target.name = target.measure + (target.group.empty() ? "" : ", " + target.group) + " (" +
                  scenario_.policies[target.policy].name +
                  (target.minus ? " − " + scenario_.policies[*target.minus].name : "") + ")";
    task_.targets.push_back(std::move(target));
  }

  void check_measure(const FitTarget& target, const Location& where) {
    std::vector<std::string> names;
    for (const Measure& measure : layout_.measures) {
      names.push_back(measure.name);
      if (measure.name != target.measure) continue;
      if (measure.dimensions.empty() && target.group.empty()) return;
      if (measure.dimensions.size() == 1 && measure.dimensions.front() != "day") {
        const std::vector<std::string>& labels = layout_.dimension(measure.dimensions.front()).labels;
        if (std::find(labels.begin(), labels.end(), target.group) != labels.end()) return;
        problems_.add({where, fmt::format("{} has no group {}", target.measure, shown(target.group)),
                       "its groups are " + one_of(labels), did_you_mean(target.group, labels)});
        return;
      }
      problems_.add({where, target.measure + " can't be a target so", "it has no groups, or one number a day", {}});
      return;
    }
    problems_.add(
        {where, fmt::format("there is no measure {}", shown(target.measure)), {}, did_you_mean(target.measure, names)});
  }

  const Document& document_;
  const Scenario& scenario_;
  Problems& problems_;
  Layout layout_;
  FitTask task_;
};

}  // namespace

FitTask read_fit_task(const std::filesystem::path& file, const Scenario& scenario) {
  Problems problems;
  const std::string name = file.string();
  problems.rank_file(name);
  std::string text;
  FitTask task;
  if (read_source(file, name, text, problems)) {
    const std::optional<Document> document = parse_document(std::move(text), name, problems);
    if (document) task = FitReader(*document, scenario, problems).read();
  }
  problems.throw_if_any();
  return task;
}

}  // namespace cogov
