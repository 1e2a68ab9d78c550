#include "tools/live/start.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "scenarios/explain.hpp"
#include "scenarios/param_words.hpp"
#include "tools/live/live_state.hpp"
#include "tools/report_parts.hpp"

namespace cogov::live {

namespace {

using report::both;

double number_of(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

/// 1, 2 or 5 times a power of ten, at most `size`.
double human_step(double size) {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (const double times : {5., 2.}) {
    if (times * power <= size * (1 + 1e-9)) return times * power;
  }
  return power;
}

/// A step at which all values can be told, or else the first; at most a thousand to the whole range.
double step_for(const Slider& range, const std::vector<double>& values) {
  const double first = human_step((range.high - range.low) / 40);
  const auto tells_all = [&](double step) {
    return std::ranges::all_of(values, [&](double value) {
      const double times = value / step;
      return std::abs(times - std::round(times)) < 1e-6;
    });
  };
  for (double step = first; step >= (range.high - range.low) / 1000; step = human_step(step * .99)) {
    if (tells_all(step)) return step;
  }
  return first;
}

/// What a number without a default to go by is mostly about, by its unit.
double usual_high(const std::string& unit) {
  if (unit.starts_with("yuan/y")) return 200'000;
  if (unit.starts_with("yuan")) return 100;
  if (unit == "min" || unit == "d") return 60;
  if (unit == "h") return 8;
  return 10;
}

/// Before it is made wide enough for values in use, and rounded.
Slider plausible(const Param& param) {
  if (param.key == "worlds") return {0, most_worlds, 0};
  if (param.swept()) return {param.swept_low, param.swept_high, 0};
  const double middle = number_of(param.fallback);
  const bool is_small = param.high - param.low <= std::max(24.0, 10 * std::abs(middle));
  if (is_small) return {param.low, param.high, 0};  // a share, an hour of the day
  if (middle == 0) return {std::max(param.low, 0.0), std::min(param.high, usual_high(param.unit)), 0};
  if (middle < 0) return {std::max(param.low, 3 * middle), std::min(param.high, -3 * middle), 0};
  return {std::max(param.low, 0.0), std::min(param.high, 3 * middle), 0};
}

/// A multiple of the step, without the dust of binary fractions.
double rounded(double times, double step) {
  if (step >= 1) return times * step;
  const double per_one = std::round(1 / step);
  return times / per_one;
}

Json slider_json(const Slider& slider) { return {{"low", slider.low}, {"high", slider.high}, {"step", slider.step}}; }

/// All values that some policy of the scenario gives a parameter while its section is on.
std::vector<double> values_in(const Scenario& scenario, std::size_t section, std::size_t param) {
  std::vector<double> values;
  for (const Policy& policy : scenario.policies) {
    if (policy.settings.on_at(section)) values.push_back(number_of(policy.settings.at(section, param)));
  }
  return values;
}

Json param_json(const Scenario& scenario, std::size_t section, std::size_t param) {
  const Param& declared = all_sections()[section].params[param];
  Json json{
      {"key", all_sections()[section].key + "." + declared.key},
      {"meaning", both(declared.meaning, declared.meaning_zh)},
      {"unit", declared.unit.empty() ? Json() : both(unit_in_words(declared, false), unit_in_words(declared, true))},
      {"type", type_text(declared.type)},
      {"tag", tag_text(declared.tag)},
      {"source", declared.source},
      {"fallback", json_of(declared.fallback)}};
  if (is_number(declared)) {
    json["low"] = declared.low;
    json["high"] = declared.key == "worlds" ? double{most_worlds} : declared.high;
    // Seeds are as good one as the other.
    if (declared.key != "seed") json["slider"] = slider_json(slider_of(declared, values_in(scenario, section, param)));
  }
  if (!declared.choices.empty()) json["choices"] = declared.choices;
  json["size"] = declared.size;
  return json;
}

Json sections_json(const Scenario& scenario) {
  Json sections = Json::array();
  for (std::size_t s = 0; s < all_sections().size(); ++s) {
    const Section& section = all_sections()[s];
    Json params = Json::array();
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      if (may_change(s, p)) params.push_back(param_json(scenario, s, p));
    }
    sections.push_back({{"key", section.key},
                        {"title", both(section.title, section.title_zh)},
                        {"rule", both(section.rule, section.rule_zh)},
                        {"switchable", section.switchable},
                        {"policyMaySet", section.policy_may_set},
                        {"params", std::move(params)}});
  }
  return sections;
}

Json base_json(const Settings& baseline) {
  Json base = Json::object();
  for (std::size_t s = 0; s < all_sections().size(); ++s) {
    const Section& section = all_sections()[s];
    if (section.switchable) base[Change{s, {}, {}}.key()] = baseline.on_at(s);
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      if (may_change(s, p)) base[Change{s, p, {}}.key()] = json_of(baseline.at(s, p));
    }
  }
  return base;
}

Json presets_json(const Scenario& scenario) {
  Json presets = Json::array();
  for (const Policy& policy : scenario.policies) {
    Json set = Json::object();
    for (const Change& change : changes_between(scenario.baseline(), policy.settings))
      set[change.key()] = json_of(change.value);
    presets.push_back({{"name", policy.name}, {"set", std::move(set)}});
  }
  return presets;
}

}  // namespace

Slider slider_of(const Param& param, std::vector<double> values) {
  Slider slider = plausible(param);
  values.push_back(number_of(param.fallback));
  for (const double value : values) {
    slider.low = std::min(slider.low, value);
    slider.high = std::max(slider.high, value);
  }
  if (slider.high <= slider.low) slider.high = std::min(param.high, slider.low + 1);
  if (slider.high <= slider.low) slider.low = std::max(param.low, slider.high - 1);
  slider.step = std::max(param.type == Type::integer ? 1.0 : 0.0, step_for(slider, values));
  // A slider counts its steps from `low`: only from a multiple does it come to round numbers.
  double low = rounded(std::floor(slider.low / slider.step + 1e-9), slider.step);
  if (low < param.low) low = rounded(std::ceil(param.low / slider.step - 1e-9), slider.step);
  const bool hides_a_value = std::ranges::any_of(values, [&](double value) { return value < low; });
  slider.low = hides_a_value ? param.low : low;
  slider.high = std::min(param.high, rounded(std::ceil(slider.high / slider.step - 1e-9), slider.step));
  return slider;
}

nlohmann::ordered_json live_start(const Scenario& scenario, std::uint32_t residents, Language language) {
  return {{"language", language == Language::chinese ? "zh" : "en"},
          {"title", scenario.title},
          {"presets", presets_json(scenario)},
          {"base", base_json(scenario.baseline())},
          {"sections", sections_json(scenario)},
          {"stages", stages},
          {"worlds", std::min<std::int64_t>(scenario.baseline().integer("run.worlds"), most_worlds)},
          {"days", scenario.baseline().integer("run.days")},
          {"residents", residents}};
}

}  // namespace cogov::live
