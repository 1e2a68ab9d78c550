#include "tools/experiments.hpp"

#include <fmt/format.h>
#include <tbb/info.h>
#include <unistd.h>

#include <algorithm>

#include "models/harm_state.hpp"
#include "models/population.hpp"
#include "models/tally.hpp"
#include "output/compare_text.hpp"
#include "output/design_compare.hpp"
#include "output/wording.hpp"
#include "scenarios/load.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

void check_primary_measure(const std::vector<Settings>& policies) {
  const std::string& primary = policies.front().word("compare.primary_measure");
  std::vector<std::string> names;
  for (const Measure& measure : result_layout(1, mechanisms_on(policies)).measures) {
    if (measure.dimensions.empty()) names.push_back(measure.name);
  }
  if (std::find(names.begin(), names.end(), primary) != names.end()) return;
  throw UserError(fmt::format("compare.primary_measure: there is no measure {} with one number a run", shown(primary)),
                  "", did_you_mean(primary, names));
}

void check_memory(const Settings& baseline) {
  // Measured: a society takes under 300 bytes a resident, and two are held for each run under way.
  constexpr double bytes_per_resident = 600;
  const double residents = static_cast<double>(baseline.integer("community.number")) *
                           static_cast<double>(baseline.integer("community.households")) *
                           baseline.real("community.mean_household_size");
  const double needed = residents * bytes_per_resident;
  const double there = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  if (needed < there * .8) return;
  throw UserError(
      fmt::format("a society of {:.0f} residents would take about {:.0f} GiB of memory", residents, needed / (1 << 30)),
      fmt::format("this machine has {:.0f} GiB", there / (1 << 30)), "lower community.number or community.households");
}

}  // namespace

std::vector<Settings> runnable_policies(const Scenario& scenario) {
  std::vector<Settings> policies;
  for (const Policy& policy : scenario.policies) policies.push_back(policy.settings);
  check_primary_measure(policies);
  check_memory(scenario.baseline());
  return policies;
}

std::vector<Problem> problems_of_a_run(const Scenario& scenario) {
  std::vector<Problem> problems;
  const auto collect = [&](const auto& attempt) {
    try {
      attempt();
    } catch (const UserError& error) {
      for (const Problem& problem : error.problems()) problems.push_back(problem);
    }
  };
  collect([&] { check_memory(scenario.baseline()); });
  // Whether facts agree doesn't depend on how many people they are about, so that few will do.
  std::vector<Settings> policies;
  for (const Policy& policy : scenario.policies) {
    Settings& few = policies.emplace_back(policy.settings);
    few.set("community.number", std::int64_t{1});
    few.set("community.households", std::min<std::int64_t>(few.integer("community.households"), 500));
    few.set("community.extra_residents", std::min<std::int64_t>(few.integer("community.extra_residents"), 500));
  }
  collect([&] { check_primary_measure(policies); });
  collect([&] { const PolicyExperiment experiment(policies, false, scenario.imports); });
  return problems;
}

std::vector<std::string> late_policies(const Scenario& scenario) {
  const auto days = static_cast<double>(scenario.baseline().integer("run.days"));
  std::vector<std::string> notes;
  for (const Policy& policy : scenario.policies) {
    double first = std::numeric_limits<double>::infinity();
    bool differs = false;
    for (std::size_t section = 0; section < all_sections().size(); ++section) {
      if (!policy.settings.section_differs(section, scenario.baseline())) continue;
      differs = true;
      first = std::min(first, policy.settings.real(all_sections()[section].key + "." + std::string(lead_key)));
    }
    if (!differs || first < days) continue;
    notes.push_back(
        fmt::format("policy '{}' takes hold on day {:.0f} (lead_days), after the {:.0f} days that are counted",
                    policy.name, first, days));
  }
  return notes;
}

namespace {

/// Why a mechanism that is on can do nothing under these settings; empty where it can.
std::string why_idle(const Settings& settings, const std::string& key) {
  if (key == "paired_communities" && settings.integer("community.number") < 2) {
    return "there is no other community (community.number is 1)";
  }
  if (key == "emergency_surge" && settings.word("emergency.event") == "none") {
    return "there is no emergency (emergency.event is none)";
  }
  if (key == "career_ladder" && settings.real("staffing.quits_per_year") <= 0) {
    return "nobody quits (staffing.quits_per_year is 0), so pay and grades keep nobody";
  }
  const double from = settings.real(key + "." + std::string(lead_key));
  const auto days = static_cast<double>(settings.integer("run.days"));
  if (from < days) return "";
  return fmt::format("it takes hold on day {:.0f} (lead_days), after the {:.0f} days that are counted", from, days);
}

}  // namespace

std::vector<std::string> idle_mechanisms(const Scenario& scenario) {
  std::vector<std::string> notes;
  const std::vector<std::string> late = late_policies(scenario);
  for (const Policy& policy : scenario.policies) {
    const bool all_late = std::any_of(late.begin(), late.end(), [&](const std::string& note) {
      return note.starts_with(fmt::format("policy '{}' ", policy.name));
    });
    if (all_late) continue;
    for (std::size_t at = 0; at < all_sections().size(); ++at) {
      const Section& section = all_sections()[at];
      if (!section.switchable || !policy.settings.on(section.key)) continue;
      if (!policy.settings.section_differs(at, scenario.baseline())) continue;
      const std::string why = why_idle(policy.settings, section.key);
      if (!why.empty()) notes.push_back(fmt::format("policy '{}': {} does nothing: {}", policy.name, section.key, why));
    }
  }
  return notes;
}

Manifest manifest_of(const Scenario& scenario, const Layout& layout, std::string arguments) {
  Manifest manifest;
  manifest.title = scenario.title;
  manifest.scenario_toml = effective_toml(scenario);
  for (const Policy& policy : scenario.policies) manifest.policies.push_back(policy.name);
  manifest.replicates = static_cast<std::uint32_t>(scenario.baseline().integer("run.replicates"));
  manifest.seed = static_cast<std::uint64_t>(scenario.baseline().integer("run.seed"));
  manifest.layout = layout;
  manifest.program_version = COGOV_VERSION;
  manifest.model_version = model_version;
  manifest.arguments = std::move(arguments);
  manifest.set_imports(scenario.imports);
  return manifest;
}

namespace {

/// One label's numbers of all runs of a span, [policy][run]; NaN for a run that failed.
std::vector<std::vector<double>> by_policy(const Result& result, RunSpan span, const std::vector<double>& all,
                                           std::size_t labels, std::size_t label) {
  std::vector<std::vector<double>> values;
  for (std::uint32_t policy = 0; policy < result.manifest().policies.size(); ++policy) {
    std::vector<double>& runs = values.emplace_back();
    for (std::uint32_t run = 0; run < span.count; ++run) {
      const std::size_t at = (static_cast<std::size_t>(policy) * span.count + run) * labels + label;
      const bool failed = result.failed({policy, span.first + run});
      runs.push_back(failed ? std::numeric_limits<double>::quiet_NaN() : all[at]);
    }
  }
  return values;
}

}  // namespace

std::vector<MeasureValues> measure_values(const Result& result, const Measure& measure) {
  const Manifest& manifest = result.manifest();
  const std::vector<double> all = result.values(measure.name);
  const std::vector<double> varied = result.world_values(measure.name);
  const Dimension* groups =
      measure.dimensions.empty() ? nullptr : &manifest.layout.dimension(measure.dimensions.front());
  const std::size_t labels = groups == nullptr ? 1 : groups->size();
  std::vector<MeasureValues> values;
  for (std::size_t label = 0; label < labels; ++label) {
    MeasureValues one{.measure = measure,
                      .runs = {},
                      .group = groups ? groups->labels[label] : "",
                      .group_zh = groups ? groups->labels_zh[label] : "",
                      .worlds = {}};
    one.runs = by_policy(result, manifest.replicate_span(), all, labels, label);
    if (manifest.worlds > 0) one.worlds = by_policy(result, manifest.world_span(), varied, labels, label);
    values.push_back(std::move(one));
  }
  return values;
}

namespace {

/// How many of the residents under the baseline are of each group of a measure that counts them; of its first `groups`.
std::vector<GroupShare> shares_of(const std::vector<MeasureValues>& measures, std::string_view name,
                                  std::size_t groups) {
  std::vector<GroupShare> shares;
  double all = 0;
  for (const MeasureValues& values : measures) {
    if (values.measure.name != name || shares.size() == groups) continue;
    const double count = mean(values.runs.front());
    shares.push_back({values.group, count});
    all += count;
  }
  if (!(all > 0)) return {};  // also where a run failed
  for (GroupShare& group : shares) group.share /= all;
  return shares;
}

/// By class (those that overlap with others left out), by floor and by readiness to report: each adds up to 1, and no
/// measure is told by two of them.
std::vector<GroupShare> residents_of(const std::vector<MeasureValues>& measures) {
  constexpr auto overlapping = static_cast<std::size_t>(ResidentClass::lives_alone);  // this class and those after it
  std::vector<GroupShare> shares = shares_of(measures, "residents_by_class", overlapping);
  for (const auto& [name, groups] : {std::pair("residents_by_floor", floor_group_count),
                                     std::pair("residents_by_reporting", reporting_third_count)}) {
    const std::vector<GroupShare> more = shares_of(measures, name, groups);
    shares.insert(shares.end(), more.begin(), more.end());
  }
  return shares;
}

/// Means of a measure by label and policy, [label][policy].
std::vector<std::vector<double>> means_of(const Result& result, const Measure& measure, std::size_t labels) {
  const std::vector<double> numbers = result.values(measure.name);
  std::vector<std::vector<double>> all;
  for (std::size_t label = 0; label < labels; ++label) {
    std::vector<double>& means = all.emplace_back();
    for (const std::vector<double>& runs :
         by_policy(result, result.manifest().replicate_span(), numbers, labels, label)) {
      means.push_back(mean(runs));
    }
  }
  return all;
}

/// What is told by ledger.
std::vector<LedgerValues> ledgers_of(const Result& result) {
  const Manifest& manifest = result.manifest();
  std::vector<LedgerValues> all;
  for (const Measure& measure : manifest.layout.measures) {
    if (measure.dimensions != std::vector<std::string>{"ledger"}) continue;
    const Dimension& ledger = manifest.layout.dimension("ledger");
    all.push_back({measure, ledger.labels, ledger.labels_zh, means_of(result, measure, ledger.size())});
  }
  return all;
}

/// What somebody bears for a policy: shown by group, and never a verdict on the group, as who is visited more doesn't
/// lose by that alone.
constexpr std::string_view harm_measures[] = {"intrusions_per_person", "intrusions_most_watched_tenth",
                                              "intrusions_by_class",   "intrusions_by_watcher",
                                              "unpaid_hours",          "unpaid_hours_by_bearer",
                                              "rider_hours_lost_each", "rider_pay_lost_each",
                                              "rider_crashes_each",    "accidents",
                                              "youth_told_on"};

bool is_harm(const Measure& measure) {
  return std::ranges::find(harm_measures, std::string_view(measure.name)) != std::end(harm_measures);
}

std::vector<HarmValues> harms_of(const Result& result) {
  const Layout& layout = result.manifest().layout;
  std::vector<HarmValues> all;
  for (const std::string_view name : harm_measures) {
    const auto measure = std::ranges::find(layout.measures, name, &Measure::name);
    if (measure == layout.measures.end()) continue;
    HarmValues values{*measure, {""}, {""}, {}};
    if (!measure->dimensions.empty()) {
      const Dimension& groups = layout.dimension(measure->dimensions.front());
      values.groups = groups.labels;
      values.groups_zh = groups.labels_zh;
    }
    values.means = means_of(result, *measure, values.groups.size());
    all.push_back(std::move(values));
  }
  return all;
}

/// Whether a measure tells groups of residents apart who may lose: classes, floors, thirds by readiness to report.
bool counts_groups(const Measure& measure) {
  constexpr std::string_view counted[] = {"resident_class", "floor", "reporting"};
  if (measure.dimensions.size() != 1 || is_harm(measure)) return false;
  return std::ranges::find(counted, std::string_view(measure.dimensions.front())) != std::end(counted);
}

/// For each policy the one that is the same money on plain staff, if there is one.
std::vector<std::optional<std::size_t>> controls_of(const Scenario& scenario) {
  std::vector<std::optional<std::size_t>> controls;
  for (const Policy& policy : scenario.policies) {
    std::optional<std::size_t>& control = controls.emplace_back();
    for (std::size_t other = 1; other < scenario.policies.size(); ++other) {
      if (scenario.policies[other].name == policy.control) control = other;
    }
  }
  return controls;
}

}  // namespace

const std::vector<std::string>& first_measures() {
  static const std::vector<std::string> names{"burden_days_median", "burden_days_p90",
                                              "never_dealt_share",  "unmet_days_vulnerable",
                                              "unmet_days_gap",     "fixed_within_7_days_share",
                                              "found_first_share",  "time_with_residents_share",
                                              "burnt_out_share",    "unpaid_hours",
                                              "cost_per_household"};
  return names;
}

std::string primary_measure(const ResultFile& result) {
  return load_scenario_text(result.manifest().scenario_toml, result.path().string(), {.imports = Imports{}})
      .baseline()
      .word("compare.primary_measure");
}

std::string outcome_text(const ResultFile& result, Language language, bool all) {
  const std::string file = result.path().string();
  if (result.manifest().design.empty()) {
    return comparison_text(compare(compare_input(result)), {.language = language, .all = all, .file = file});
  }
  return design_text(result.manifest(), compare_points(design_runs(result, primary_measure(result))), file, language);
}

CompareInput compare_input(const Result& result) {
  const Manifest& manifest = result.manifest();
  if (!manifest.design.empty()) {
    throw UserError(fmt::format("'{}' has a design", result.path().string()),
                    fmt::format("its runs are at {} points", manifest.points()),
                    fmt::format("see `cogov compare {0}` or `cogov sensitivity {0}`", result.path().string()));
  }
  // What is compared doesn't hang on the networks.
  const Scenario scenario = load_scenario_text(manifest.scenario_toml, result.path().string(), {.imports = Imports{}});
  CompareInput input{.title = manifest.title,
                     .policies = manifest.policies,
                     .measures = {},
                     .primary = scenario.baseline().word("compare.primary_measure"),
                     .smallest_difference = scenario.baseline().real("compare.smallest_difference"),
                     .first_screen = first_measures()};
  for (const Measure& measure : manifest.layout.measures) {
    if (!measure.dimensions.empty() && !counts_groups(measure)) continue;
    for (MeasureValues& values : measure_values(result, measure)) input.measures.push_back(std::move(values));
  }
  input.ledgers = ledgers_of(result);
  input.harms = harms_of(result);
  input.world_parameters = manifest.world_parameters;
  input.controls = controls_of(scenario);
  input.residents = residents_of(input.measures);
  return input;
}

Language language_of(const std::string& word) { return word == "zh" ? Language::chinese : Language::english; }

std::uint32_t threads_to_use(std::int64_t asked) {
  constexpr std::int64_t most = 1024;
  if (asked == 0) return static_cast<std::uint32_t>(std::max(1, tbb::info::default_concurrency()));
  if (asked < 1 || asked > most) {
    throw UserError(fmt::format("--threads {} is out of range", asked), "",
                    fmt::format("give a number from 1 to {}, or leave it out to use all cores", most));
  }
  return static_cast<std::uint32_t>(asked);
}

}  // namespace cogov
