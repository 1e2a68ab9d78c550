#include "tests/properties/random_settings.hpp"

#include <algorithm>
#include <cmath>

namespace cogov::testing {

namespace {

std::string path(const Section& section, const Param& param) { return section.key + "." + param.key; }

}  // namespace

double RandomSettings::number(const Section& section, const Param& param) {
  const double fallback = param.type == Type::integer ? static_cast<double>(std::get<std::int64_t>(param.fallback))
                                                      : std::get<double>(param.fallback);
  const double most = most_of(section, param);
  const double usual = std::clamp(fallback == 0 ? param.low + 1 : 3 * fallback, param.low, most);
  const double u = uniform();
  if (u < .1) return param.low;
  if (u < .2) return most;
  return param.low + uniform() * (usual - param.low);
}

Value RandomSettings::drawn(const Section& section, const Param& param) {
  switch (param.type) {
    case Type::boolean:
      return below(2) == 1;
    case Type::integer:
      return static_cast<std::int64_t>(std::floor(number(section, param)));
    case Type::real:
      return number(section, param);
    case Type::choice:
      return param.choices[below(param.choices.size())];
    case Type::list: {
      std::vector<std::string> words = param.choices;
      for (std::size_t i = words.size(); i > 1; --i) std::swap(words[i - 1], words[below(i)]);
      words.resize(below(std::min<std::size_t>(words.size(), 5)));
      return words;
    }
    case Type::text:
      break;
  }
  return param.fallback;
}

void RandomSettings::draw_section(Settings& settings, std::size_t index) {
  const Section& section = all_sections()[index];
  for (const Param& param : section.params) {
    const bool change = uniform() < .4;
    Value value = drawn(section, param);
    if (change) settings.set(path(section, param), std::move(value));
  }
  // Hours have an order, so they are drawn together.
  if (param_index(section, "shift_from") >= 0) {
    double hours[4];
    for (double& hour : hours) hour = static_cast<double>(below(289)) / 12;
    std::sort(std::begin(hours), std::end(hours));
    if (uniform() < .2) hours[0] = 0, hours[3] = 24;
    if (hours[0] == hours[3]) hours[3] += hours[3] < 24 ? 1 : 0, hours[0] -= hours[3] == hours[0] ? 1 : 0;
    settings.set(section.key + ".shift_from", hours[0]);
    settings.set(section.key + ".break_from", hours[1]);
    settings.set(section.key + ".break_to", hours[2]);
    settings.set(section.key + ".shift_to", hours[3]);
  }
  if (section.switchable) settings.switch_on(section.key, uniform() < .7);
}

Settings RandomSettings::society() {
  Settings settings;
  for (std::size_t i = 0; i < all_sections().size(); ++i) {
    const std::string& key = all_sections()[i].key;
    if (key != "run" && key != "compare") draw_section(settings, i);
  }
  settings.set("run.days", static_cast<std::int64_t>(1 + below(45)));
  settings.set("run.warmup_days", static_cast<std::int64_t>(below(40)));
  settings.set("run.seed", static_cast<std::int64_t>(below(1'000'000)));
  return settings;
}

Settings RandomSettings::combination() {
  Settings settings = society();
  settings.set("community.number", static_cast<std::int64_t>(1 + below(3)));
  settings.set("community.households", static_cast<std::int64_t>(uniform() < .1 ? 1 : 1 + below(90)));
  settings.set("run.days", static_cast<std::int64_t>(1 + below(35)));
  settings.set("run.warmup_days", static_cast<std::int64_t>(below(21)));
  const double share_on = .1 + .8 * uniform();
  for (const Section& section : all_sections()) {
    if (section.switchable) settings.switch_on(section.key, uniform() < share_on);
  }
  return settings;
}

Settings RandomSettings::policy_on(const Settings& baseline) {
  Settings policy = baseline;
  for (std::size_t i = 0; i < all_sections().size(); ++i) {
    const Section& section = all_sections()[i];
    if (!section.policy_may_set || uniform() < .5) continue;
    draw_section(policy, i);
    policy.set(section.key + "." + std::string(lead_key), static_cast<double>(below(20)));
  }
  return policy;
}

}  // namespace cogov::testing
