#include "tools/swaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>

#include "models/experiment.hpp"
#include "models/param.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

/// Rules that are choices between words; the section has to be on in some policy if it can be switched.
constexpr const char* swapped_words[] = {"trust.diffusion", "satisfaction.rule",         "grid_workers.discipline",
                                         "paperwork.rule",  "volunteer_teams.join_rule", "influence.rule"};

/// Rules of influence that move the same quantity, belonging, from the same start.
bool comparable(const std::string& path, const std::string& word) {
  return path != "influence.rule" || word == "none" || word == "degroot" || word == "friedkin_johnsen";
}

std::string section_part(const std::string& path) { return path.substr(0, path.find('.')); }
std::string key_part(const std::string& path) { return path.substr(path.find('.') + 1); }

bool in_use(const Scenario& scenario, const std::string& section) {
  const Section& declared = all_sections()[static_cast<std::size_t>(section_index(section))];
  return !declared.switchable || std::any_of(scenario.policies.begin(), scenario.policies.end(),
                                             [&](const Policy& policy) { return policy.settings.on(section); });
}

/// A policy that changes a rule itself is what is compared: the rule is no structure then.
bool changed_by_a_policy(const Scenario& scenario, const std::string& path) {
  const auto section = static_cast<std::size_t>(section_index(section_part(path)));
  const auto key = static_cast<std::size_t>(param_index(all_sections()[section], key_part(path)));
  return std::any_of(scenario.policies.begin(), scenario.policies.end(), [&](const Policy& policy) {
    return policy.settings.at(section, key) != scenario.baseline().at(section, key);
  });
}

std::string written(const Value& value) {
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return fmt::format("{:g}", std::get<double>(value));
}

struct Swap {
  std::string path;
  Value value;
};

std::vector<Swap> swaps_of(const Scenario& scenario) {
  std::vector<Swap> swaps;
  for (const char* path : swapped_words) {
    if (!in_use(scenario, section_part(path)) || changed_by_a_policy(scenario, path)) continue;
    const Section& section = all_sections()[static_cast<std::size_t>(section_index(section_part(path)))];
    const Param& param = section.params[static_cast<std::size_t>(param_index(section, key_part(path)))];
    for (const std::string& word : param.choices) {
      if (word != scenario.baseline().word(path) && comparable(path, word)) swaps.push_back({path, word});
    }
  }
  swaps.push_back({"society.redraw", !scenario.baseline().boolean("society.redraw")});
  if (scenario.baseline().real("social_ties.small_world") < 1) swaps.push_back({"social_ties.small_world", 1.0});
  return swaps;
}

Scenario under(const Scenario& scenario, const Structure& structure) {
  Scenario other = scenario;
  if (structure.generated) {
    other.imports = {};
    for (Policy& policy : other.policies) {
      for (const char* path : {"streets.file", "social_ties.file"}) policy.settings.set(path, std::string());
    }
  }
  for (const Swap& swap : swaps_of(scenario)) {
    if (std::find(structure.set.begin(), structure.set.end(), swap.path + " = " + written(swap.value)) ==
        structure.set.end())
      continue;
    for (Policy& policy : other.policies) policy.settings.set(swap.path, swap.value);
  }
  return other;
}

std::size_t primary_row(const Layout& layout, const std::string& primary) {
  const auto at = std::find_if(layout.measures.begin(), layout.measures.end(),
                               [&](const Measure& measure) { return measure.name == primary; });
  EXPECT(at != layout.measures.end());
  return static_cast<std::size_t>(at - layout.measures.begin());
}

Comparison compared(const Scenario& scenario, std::uint32_t threads, const std::atomic<bool>& stop) {
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports);
  const auto policies = static_cast<std::uint32_t>(scenario.policies.size());
  const auto replicates = static_cast<std::uint32_t>(scenario.baseline().integer("run.replicates"));
  const std::string& primary = scenario.baseline().word("compare.primary_measure");
  const std::size_t row = primary_row(experiment.layout(), primary);
  MeasureValues values{.measure = experiment.layout().measures[row], .runs = {}, .group = "", .group_zh = ""};
  values.runs.assign(policies, std::vector<double>(replicates, std::numeric_limits<double>::quiet_NaN()));
  std::vector<RunKey> runs;
  for (std::uint32_t r = 0; r < replicates; ++r) {
    for (std::uint32_t p = 0; p < policies; ++p) runs.push_back({p, r});
  }
  const Sink sink{.done =
                      [&](RunKey key, RunResult&& result) {
                        values.runs[key.policy][key.replicate] = std::visit(
                            [](const auto& array) { return static_cast<double>(array.front()); }, result.arrays[row]);
                      },
                  .failed = [](RunKey, const std::string&) {}};  // stays NaN, and is left out of the pairs
  run_ensemble(experiment, runs, threads, stop, sink);
  CompareInput input{.title = scenario.title, .policies = {}, .measures = {std::move(values)}, .primary = primary};
  input.smallest_difference = scenario.baseline().real("compare.smallest_difference");
  for (const Policy& policy : scenario.policies) input.policies.push_back(policy.name);
  return compare(input);
}

}  // namespace

std::string Structure::name() const {
  if (generated) return "networks generated";
  return set.empty() ? "as the scenario says" : fmt::format("{}", fmt::join(set, ", "));
}

std::vector<Structure> structures_of(const Scenario& scenario) {
  std::vector<Structure> structures{{}};
  for (const Swap& swap : swaps_of(scenario)) {
    structures.push_back({.set = {swap.path + " = " + written(swap.value)}});
  }
  const bool imported =
      !scenario.baseline().word("streets.file").empty() || !scenario.baseline().word("social_ties.file").empty();
  if (imported) structures.push_back({.set = {}, .generated = true});
  return structures;
}

void compare_structures(const Scenario& scenario, std::vector<Structure>& structures, std::uint32_t threads,
                        const std::atomic<bool>& stop) {
  for (Structure& structure : structures) {
    structure.comparison = compared(under(scenario, structure), threads, stop);
    if (stop) return;
  }
}

bool survives(const Structure& own, const Structure& other, std::size_t policy) {
  const auto told = [&](const Structure& structure) {
    const Effect effect = structure.comparison.of(policy).differences.front().effect;
    return effect == Effect::too_few ? Effect::none : effect;
  };
  const Difference& mine = own.comparison.of(policy).differences.front();
  const Difference& others = other.comparison.of(policy).differences.front();
  if (told(own) != told(other)) return false;
  return told(own) != Effect::changed || (mine.statistics.difference > 0) == (others.statistics.difference > 0);
}

}  // namespace cogov
