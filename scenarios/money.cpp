#include "scenarios/money.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/sections.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

const Section& policy_section() {
  static const Section section = [] {
    const auto text = [](const char* key, const char* meaning, const char* meaning_zh) {
      return Param{.key = key,
                   .type = Type::text,
                   .fallback = std::string(),
                   .unit = "",
                   .meaning = meaning,
                   .meaning_zh = meaning_zh,
                   .source = "convention",
                   .tag = Tag::convention};
    };
    return Section{
        .key = "policy",
        .title = "A policy's money",
        .title_zh = "政策的经费",
        .rule = "policies are compared at the same yearly cost: budget and partners' hours, once in force",
        .rule_zh = "按到位后每年成本（财政＋单位工时折价）相同来比较",
        .params = {real_param("budget_yuan", 0, 0, 1e9, "yuan/year",
                              "scales the one size that the policy names until it costs so much more a year than the "
                              "baseline, once in force; 0: as it is written",
                              "把该政策的规模调到每年比基准多花这么多钱（0：不调）", "convention", Tag::convention),
                   text("budget_scales", "the size that budget_yuan scales, where the policy names several",
                        "budget_yuan所调的规模（政策写有多项时）"),
                   text("control",
                        "\"plain-staff\": adds a policy that spends the same money on grid workers; or the name of "
                        "another policy",
                        "对照：“plain-staff”为把同样的钱用于增加网格员，或另一政策的名称")}};
  }();
  return section;
}

bool read_money(WrittenMoney& money, const std::string& key, const toml::node& node, const Location& where,
                Problems& problems) {
  const auto param =
      std::find_if(money_params().begin(), money_params().end(), [&](const Param& one) { return one.key == key; });
  if (param == money_params().end()) return false;
  const std::optional<Value> value = read_value(node, *param, key, where, problems);
  if (!value) return true;
  if (key == "budget_yuan") {
    money.budget_yuan = {std::get<double>(*value), where};
  } else {
    (key == "control" ? money.control : money.budget_scales) = {std::get<std::string>(*value), where};
  }
  return true;
}

void apply(const WrittenMoney& later, WrittenMoney& money) {
  if (later.budget_yuan.value) money.budget_yuan = later.budget_yuan;
  if (later.budget_scales.value) money.budget_scales = later.budget_scales;
  if (later.control.value) money.control = later.control;
}

namespace {

/// Sizes of the sections that a policy names; `given`: only those that it gives a value.
std::vector<std::string> sizes_of(const std::vector<const Layer*>& layers, bool given) {
  std::vector<std::string> sizes;
  const auto add = [&](const Section& section, const Param& param) {
    const std::string path = section.key + "." + param.key;
    if (param.size && std::find(sizes.begin(), sizes.end(), path) == sizes.end()) sizes.push_back(path);
  };
  for (const Layer* layer : layers) {
    for (const Mention& mention : *layer) {
      const Section& section = all_sections()[mention.section];
      if (!mention.enabled.value_or(true)) continue;
      if (given) {
        for (const Assignment& assignment : mention.values) add(section, section.params[assignment.param]);
      } else {
        for (const Param& param : section.params) add(section, param);
      }
    }
  }
  return sizes;
}

std::vector<std::string> all_sizes() {
  std::vector<std::string> sizes;
  for (const Section& section : all_sections()) {
    for (const Param& param : section.params) {
      if (param.size) sizes.push_back(section.key + "." + param.key);
    }
  }
  return sizes;
}

std::string size_named(const WrittenMoney& money, const std::vector<const Layer*>& layers, Problems& problems) {
  if (money.budget_scales.value && !money.budget_scales.value->empty()) {
    const std::vector<std::string> known = all_sizes();
    const std::string& wanted = *money.budget_scales.value;
    if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
    std::string remedy = did_you_mean(wanted, known);
    if (remedy.empty()) remedy = fmt::format("the sizes are {}", one_of(known));
    problems.add({money.budget_scales.where, fmt::format("'budget_scales' can't be {}", shown(wanted)),
                  "a budget scales the size of a policy", std::move(remedy)});
    return {};
  }
  for (const bool given : {true, false}) {
    const std::vector<std::string> sizes = sizes_of(layers, given);
    if (sizes.size() == 1) return sizes.front();
    if (sizes.empty()) continue;
    problems.add({money.budget_yuan.where,
                  fmt::format("'budget_yuan' could scale {}", one_of(sizes)),
                  {},
                  fmt::format("say which: budget_scales = \"{}\"", sizes.front())});
    return {};
  }
  problems.add({money.budget_yuan.where, "'budget_yuan' has nothing to scale", "it scales a size that the policy names",
                fmt::format("give a value to {}", one_of(all_sizes()))});
  return {};
}

}  // namespace

void resolve_money(const WrittenMoney& money, const std::vector<const Layer*>& layers, std::size_t index,
                   const std::vector<std::string>& names, Policy& policy, Problems& problems) {
  const bool has_budget = money.budget_yuan.value.value_or(0) > 0;
  const bool has_control = money.control.value && !money.control.value->empty();
  if (index == 0 && (has_budget || has_control)) {
    problems.add({has_budget ? money.budget_yuan.where : money.control.where, "the first policy is the baseline",
                  "money is counted from there", "move the key to another policy"});
    return;
  }
  if (has_budget) {
    policy.budget_yuan = *money.budget_yuan.value;
    policy.budget_scales = size_named(money, layers, problems);
    const std::string section = policy.budget_scales.substr(0, policy.budget_scales.rfind('.'));
    if (!section.empty() && !policy.settings.on(section)) {
      problems.add({money.budget_yuan.where, fmt::format("'budget_yuan' would scale {}", policy.budget_scales),
                    fmt::format("[{}] is off", section), fmt::format("add [policy.{}]", section)});
    }
  }
  if (!has_control) return;
  policy.control = *money.control.value;
  if (policy.control == plain_staff) return;
  const auto at = std::find(names.begin(), names.end(), policy.control);
  if (at != names.end() && at != names.begin() && static_cast<std::size_t>(at - names.begin()) != index) return;
  problems.add({money.control.where, fmt::format("'control' can't be {}", shown(policy.control)),
                "a control is another policy, not the baseline",
                fmt::format("write control = \"{}\", or the name of a policy", plain_staff)});
}

}  // namespace cogov
