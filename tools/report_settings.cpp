/// What was run, for the web page: every parameter of the sections in force.
#include <algorithm>

#include "scenarios/explain.hpp"
#include "scenarios/param_words.hpp"
#include "scenarios/print.hpp"
#include "tools/report_parts.hpp"

namespace cogov::report {

namespace {

bool on_anywhere(const Scenario& scenario, std::size_t section) {
  return std::ranges::any_of(scenario.policies, [&](const Policy& policy) { return policy.settings.on_at(section); });
}

/// One parameter: its value under the baseline, whether that is the default, and what other policies have.
Json param_json(const Scenario& scenario, std::size_t section, std::size_t param) {
  const Param& declared = all_sections()[section].params[param];
  const Value& value = scenario.baseline().at(section, param);
  Json json{
      {"key", declared.key},
      {"meaning", both(declared.meaning, declared.meaning_zh)},
      {"unit", declared.unit.empty() ? Json() : both(unit_in_words(declared, false), unit_in_words(declared, true))},
      {"tag", tag_text(declared.tag)},
      {"value", toml_text(value)}};
  if (value != declared.fallback) json["default"] = toml_text(declared.fallback);
  for (std::size_t policy = 1; policy < scenario.policies.size(); ++policy) {
    const Value& other = scenario.policies[policy].settings.at(section, param);
    if (other != value) json["policies"].push_back({policy, toml_text(other)});
  }
  return json;
}

}  // namespace

Json settings_json(const Scenario& scenario) {
  Json sections = Json::array();
  for (std::size_t section = 0; section < all_sections().size(); ++section) {
    const Section& declared = all_sections()[section];
    if (declared.switchable && !on_anywhere(scenario, section)) continue;
    Json entry{{"key", declared.key}, {"title", both(declared.title, declared.title_zh)}};
    if (declared.switchable) {
      Json& on = entry["on"] = Json::array();
      for (std::size_t policy = 0; policy < scenario.policies.size(); ++policy) {
        if (scenario.policies[policy].settings.on_at(section)) on.push_back(policy);
      }
    }
    Json& params = entry["params"] = Json::array();
    for (std::size_t param = 0; param < declared.params.size(); ++param) {
      params.push_back(param_json(scenario, section, param));
    }
    sections.push_back(std::move(entry));
  }
  return sections;
}

}  // namespace cogov::report
