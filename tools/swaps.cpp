#include "tools/swaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>

#include "models/experiment.hpp"
#include "models/structures.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/until.hpp"

namespace cogov {

namespace {

std::string section_part(const std::string& path) { return path.substr(0, path.rfind('.')); }

bool in_use(const Scenario& scenario, const Section& section) {
  return !section.switchable || std::any_of(scenario.policies.begin(), scenario.policies.end(),
                                            [&](const Policy& policy) { return policy.settings.on(section.key); });
}

/// A policy that changes a rule itself is what is compared: the rule is no structure then.
bool changed_by_a_policy(const Scenario& scenario, std::size_t section, std::size_t param) {
  return std::any_of(scenario.policies.begin(), scenario.policies.end(), [&](const Policy& policy) {
    return policy.settings.at(section, param) != scenario.baseline().at(section, param);
  });
}

std::string written(const Value& value) {
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  return fmt::format("{:g}", std::get<double>(value));
}

/// Whether the scenario's own value is one that the others can be compared with.
bool comparable(const StructureParam& structure, const Value& own) {
  return !std::holds_alternative<std::string>(own) ||
         std::find(structure.values.begin(), structure.values.end(), own) != structure.values.end();
}

bool is_read(const Settings& settings, const char* path) { return !settings.word(path).empty(); }

void add_parameters(const Scenario& scenario, std::vector<Swap>& swaps) {
  const Settings& baseline = scenario.baseline();
  for (const StructureParam& structure : structure_params()) {
    const auto s = static_cast<std::size_t>(section_index(section_part(structure.path)));
    const Section& section = all_sections()[s];
    const auto p = static_cast<std::size_t>(param_index(section, structure.path.substr(section.key.size() + 1)));
    const Value& own = baseline.at(s, p);
    if (section.key == "social_ties" && is_read(baseline, "social_ties.file")) continue;
    if (!in_use(scenario, section) || changed_by_a_policy(scenario, s, p) || !comparable(structure, own)) continue;
    for (const Value& other : structure.values) {
      if (other != own) swaps.push_back({structure.path, other});
    }
  }
}

constexpr const char* network_files[] = {"streets.file", "social_ties.file"};

/// Puts a network in the place of the scenario's: one that was read, or a generated one.
void put_network(Scenario& scenario, const Swap& swap) {
  if (swap.path == network_files[0]) scenario.imports.streets = swap.read.streets;
  if (swap.path == network_files[1]) scenario.imports.ties = swap.read.ties;
  if (!swap.read.streets) return;
  const Settings defaults;  // estates are of generated streets: a scenario's facts about them have no place here
  for (const char* path :
       {"streets.estates", "streets.side_gates", "streets.locked_share", "streets.riders_kept_out_share"}) {
    for (Policy& policy : scenario.policies) policy.settings.set(path, defaults.real(path));
  }
}

bool is_network(const Swap& swap) {
  return std::find(std::begin(network_files), std::end(network_files), swap.path) != std::end(network_files);
}

Scenario under(const Scenario& scenario, const Structure& structure) {
  Scenario other = scenario;
  for (const Swap& swap : structure.swaps) {
    if (is_network(swap)) put_network(other, swap);
    for (Policy& policy : other.policies) {
      // Left off where it is off: a value there would only be a difference in name.
      if (policy.settings.on(section_part(swap.path))) policy.settings.set(swap.path, swap.value);
    }
  }
  return other;
}

std::size_t primary_row(const Layout& layout, const std::string& primary) {
  const auto at = std::find_if(layout.measures.begin(), layout.measures.end(),
                               [&](const Measure& measure) { return measure.name == primary; });
  EXPECT(at != layout.measures.end());
  return static_cast<std::size_t>(at - layout.measures.begin());
}

Comparison compared(const Scenario& scenario, std::uint32_t threads, const std::atomic<bool>& stop,
                    const std::function<void()>& done) {
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
                        if (done) done();
                      },
                  .failed = [&](RunKey, const std::string&) {  // stays NaN, and is left out of the pairs
                    if (done) done();
                  }};
  run_ensemble(experiment, runs, threads, stop, sink);
  CompareInput input{.title = scenario.title, .policies = {}, .measures = {std::move(values)}, .primary = primary};
  input.smallest_difference = scenario.baseline().real("compare.smallest_difference");
  for (const Policy& policy : scenario.policies) input.policies.push_back(policy.name);
  return compare(input);
}

}  // namespace

std::string Swap::name() const {
  return path + " = " + (is_network(*this) && written(value).empty() ? "none, generated" : written(value));
}

std::string Structure::name() const {
  std::vector<std::string> names;
  for (const Swap& swap : swaps) names.push_back(swap.name());
  return names.empty() ? "as the scenario says" : fmt::format("{}", fmt::join(names, " + "));
}

std::vector<Swap> swaps_of(const Scenario& scenario) {
  std::vector<Swap> swaps;
  add_parameters(scenario, swaps);
  for (const char* path : network_files) {
    if (is_read(scenario.baseline(), path)) swaps.push_back({path, std::string()});
  }
  return swaps;
}

std::vector<Structure> structures_of(const std::vector<Swap>& swaps, bool pairs) {
  std::vector<Structure> structures{{}};
  for (const Swap& swap : swaps) structures.push_back({{swap}});
  for (std::size_t i = 0; pairs && i < swaps.size(); ++i) {
    for (std::size_t j = i + 1; j < swaps.size(); ++j) {
      if (swaps[i].path != swaps[j].path) structures.push_back({{swaps[i], swaps[j]}});
    }
  }
  return structures;
}

void require_replicates(const Scenario& scenario) {
  if (!is_open(scenario)) return;
  throw UserError("swaps need a number of replicates", "run.replicates is \"until\"", "give --replicates a number");
}

void compare_structures(const Scenario& scenario, std::vector<Structure>& structures, std::uint32_t threads,
                        const std::atomic<bool>& stop, const std::function<void()>& done) {
  require_replicates(scenario);
  for (Structure& structure : structures) {
    structure.comparison = compared(under(scenario, structure), threads, stop, done);
    if (stop) return;
  }
}

Survival survival(const Structure& own, const Structure& other, std::size_t policy) {
  const Difference& mine = own.comparison.of(policy).differences.front();
  const Difference& others = other.comparison.of(policy).differences.front();
  if (mine.effect == Effect::too_few || others.effect == Effect::too_few) return Survival::open;
  if (mine.effect != others.effect) return Survival::falls;
  const bool same = (mine.statistics.difference > 0) == (others.statistics.difference > 0);
  return mine.effect != Effect::changed || same ? Survival::holds : Survival::falls;
}

std::vector<std::size_t> those_with(Survival survival_, const std::vector<Structure>& structures, std::size_t policy) {
  std::vector<std::size_t> those;
  for (std::size_t i = 1; i < structures.size(); ++i) {
    if (survival(structures.front(), structures[i], policy) == survival_) those.push_back(i);
  }
  return those;
}

}  // namespace cogov
