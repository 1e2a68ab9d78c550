#include "tools/classroom/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "models/rules.hpp"
#include "scenarios/explain.hpp"
#include "scenarios/print.hpp"
#include "sim/errors.hpp"
#include "tools/classroom/combinations.hpp"
#include "tools/classroom/story.hpp"
#include "tools/day_data.hpp"
#include "tools/design_plan.hpp"
#include "tools/experiments.hpp"
#include "tools/terminal.hpp"

namespace cogov::classroom {

namespace {

using report::both;
using report::Json;

/// One combination lived once more under every policy, with its trace.
struct Traced {
  std::unique_ptr<PolicyExperiment> experiment;
  std::vector<RunResult> runs;  ///< by policy, the first replicate
  std::int64_t day = 0;         ///< the day that is watched
};

Traced trace_on(std::vector<Settings> policies, const Imports& imports, std::int64_t day) {
  Traced traced;
  traced.day = day;
  for (Settings& policy : policies) policy.set("run.trace_day", day);
  const auto count = static_cast<std::uint32_t>(policies.size());
  traced.experiment = std::make_unique<PolicyExperiment>(std::move(policies), true, imports);
  const std::unique_ptr<WarmWorld> warm = traced.experiment->warm_up(0);
  for (std::uint32_t policy = 0; policy < count; ++policy) traced.runs.push_back(warm->live_on(policy));
  return traced;
}

/// Who moves on the day that a run watches: residents, grid workers, volunteers ...
std::set<std::int64_t> movers_of(const RunResult& run) {
  const auto table = std::ranges::find(run.trace, "movements", &TraceTable::name);
  EXPECT(table != run.trace.end());
  const auto mover = std::ranges::find(table->columns, "mover", &TraceColumn::name);
  EXPECT(mover != table->columns.end());
  return {mover->values.begin(), mover->values.end()};
}

std::size_t kinds_of_movers(const Traced& traced) {
  std::set<std::int64_t> all;
  for (const RunResult& run : traced.runs) all.merge(movers_of(run));
  return all.size();
}

/// The day that is watched: the scenario's own where it says; else, of the week in the middle, when what policies
/// change is in force, the first with most kinds of movers.
Traced trace_at(const Scenario& scenario, const Sliders& sliders, const DesignTable& table, std::uint32_t point) {
  const std::vector<Settings> policies = at_point(runnable_policies(scenario), sliders.design, table, point);
  const std::int64_t own = policies.front().integer("run.trace_day"), days = policies.front().integer("run.days");
  if (own > 0) return trace_on(policies, scenario.imports, own);
  constexpr std::int64_t week = 7;
  const std::int64_t monday = days / 2 / week * week;
  Traced best = trace_on(policies, scenario.imports, std::min(monday, days - 1));
  for (std::int64_t day = monday + 1; day < std::min(monday + week, days); ++day) {
    Traced other = trace_on(policies, scenario.imports, day);
    if (kinds_of_movers(other) > kinds_of_movers(best)) best = std::move(other);
  }
  return best;
}

/// The policy whose deciding measure changes most at this combination.
std::uint32_t most_changing(const Json& tables, std::size_t policies) {
  std::uint32_t most = 1;
  double largest = -1;
  for (std::uint32_t policy = 1; policy < policies; ++policy) {
    const Json& cell = tables["rows"][0]["cells"][policy - 1];
    const double change = cell.size() > 1 && cell[1].is_number() ? std::abs(cell[1].get<double>()) : 0;
    if (change <= largest) continue;
    largest = change;
    most = policy;
  }
  return most;
}

/// The policies that are watched: the baseline, the one that changes most, and the first that brings movers whom those
/// two don't show.
std::vector<std::uint32_t> policies_to_watch(const Traced& traced, std::uint32_t changing) {
  std::vector<std::uint32_t> watched{0, changing};
  std::set<std::int64_t> seen = movers_of(traced.runs.front());
  seen.merge(movers_of(traced.runs[changing]));
  for (std::uint32_t policy = 1; policy < traced.runs.size(); ++policy) {
    const std::set<std::int64_t> own = movers_of(traced.runs[policy]);
    if (std::ranges::includes(seen, own)) continue;
    watched.push_back(policy);
    break;
  }
  return watched;
}

Json days_json(const Traced& traced, std::uint32_t changing) {
  Json watched = Json::array();
  for (const std::uint32_t policy : policies_to_watch(traced, changing))
    watched.push_back({{"policy", policy}, {"data", day_data(*traced.experiment, traced.runs[policy])}});
  return {{"day", traced.day}, {"watched", std::move(watched)}};
}

/// How a section can do harm. The tables tell it in Chinese for mechanisms only.
Json fails_by(const Section& section) {
  if (!section.fails_by_zh.empty()) return both(section.fails_by, section.fails_by_zh);
  if (section.key == "grid_workers") return both(section.fails_by, "材料台账和巡查占去本可办诉求的时间");
  return {{"en", section.fails_by}, {"zh", ""}};
}

/// What a policy has that the baseline hasn't: sections with how they fail, and the values that it sets.
Json changes_json(const Scenario& scenario, const Sliders& sliders, std::size_t policy) {
  const Settings &base = scenario.baseline(), &own = scenario.policies[policy].settings;
  Json changes = Json::array();
  for (std::size_t at = 0; at < all_sections().size(); ++at) {
    const Section& section = all_sections()[at];
    if (!own.section_differs(at, base)) continue;
    Json entry{{"title", both(section.title, section.title_zh)},
               {"failsBy", fails_by(section)},
               {"on", own.on_at(at)},
               {"brought", own.on_at(at) && !base.on_at(at)},
               {"values", Json::array()}};
    for (std::size_t param = 0; param < section.params.size() && own.on_at(at); ++param) {
      const Param& declared = section.params[param];
      const bool brought = !base.on_at(at);
      if (declared.key == lead_key) continue;
      const bool moved = std::ranges::any_of(
          sliders.design.vary, [&](const Varied& varied) { return varied.section == at && varied.param == param; });
      const bool same = own.at(at, param) == (brought ? declared.fallback : base.at(at, param));
      if (same && !(brought && (declared.size || moved))) continue;
      entry["values"].push_back({{"meaning", param_label(at, param)},
                                 {"unit", both(unit_in_words(declared, false), unit_in_words(declared, true))},
                                 {"value", toml_text(own.at(at, param))}});
    }
    changes.push_back(std::move(entry));
  }
  return changes;
}

Json policies_json(const Scenario& scenario, const Sliders& sliders) {
  Json policies = Json::array();
  for (std::size_t policy = 0; policy < scenario.policies.size(); ++policy) {
    policies.push_back({{"name", in_both(scenario.policies[policy].name)},
                        {"budget", scenario.policies[policy].budget_yuan},
                        {"changes", changes_json(scenario, sliders, policy)}});
  }
  return policies;
}

/// Totals of the whole district; grid workers are the posts that the baseline has, one of part of a day as one.
Json place_json(const Traced& traced, const Settings& settings) {
  const Society society = traced.experiment->society(0);
  const Population& people = society.population();
  return {{"communities", people.communities.size()},
          {"households", people.households()},
          {"residents", people.residents()},
          {"gridWorkers", people.communities.size() * StaffRules::read(settings).grid_posts}};
}

/// What a plain run of the scenario as it stands is called by, for the plan that is announced.
Manifest manifest_for(const Scenario& scenario, const PolicyExperiment& experiment) {
  Manifest manifest = manifest_of(scenario, experiment.layout(), "");
  manifest.design = experiment.points();
  return manifest;
}

/// Says what is coming: it takes minutes.
void announce(const Scenario& scenario, const PolicyExperiment& experiment, std::uint32_t threads,
              const std::atomic<bool>& stop) {
  const Manifest manifest = manifest_for(scenario, experiment);
  const DesignPlan plan = plan_of(experiment, manifest, manifest.size(), threads, stop);
  const std::string text = plan_text(plan);
  fmt::print(stderr, "cogov: {}\n", text.substr(0, text.find(';')));  // no result file is written
}

}  // namespace

std::optional<Json> classroom_data(const Scenario& scenario, Language first, std::uint32_t threads,
                                   const std::atomic<bool>& stop) {
  if (scenario.policies.size() < 2) {
    throw UserError("a class has nothing to vote on", "the scenario has one policy", "give it at least two [[policy]]");
  }
  const Sliders sliders = choose_sliders(scenario);
  Scenario designed = scenario;
  designed.design = sliders.design;
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports, 0, sliders.design);
  announce(designed, experiment, threads, stop);
  if (stop) return {};
  const std::size_t policies = scenario.policies.size();
  const auto replicates = static_cast<std::size_t>(scenario.baseline().integer("run.replicates"));
  Progress progress(experiment.points().points() * policies * replicates, stderr);
  const std::optional<Combinations> all =
      run_combinations(experiment, designed, threads, stop, [&] { progress.done(); });
  progress.finish();
  if (!all) return {};
  const std::uint32_t start = sliders.start_point();
  const Traced traced = trace_at(scenario, sliders, experiment.points(), start);
  const Json tables = tables_json(*all, scenario, start);
  const Settings& settings = scenario.baseline();
  Json json{{"language", first == Language::chinese ? "zh" : "en"},
            {"title", in_both(scenario.title)},
            {"policies", policies_json(scenario, sliders)},
            {"place", place_json(traced, settings)},
            {"replicates", replicates},
            {"days", settings.integer("run.days")},
            {"smallest", settings.real("compare.smallest_difference")},
            {"sliders", sliders_json(scenario, sliders)},
            {"startPoint", start},
            {"combinations", combinations_json(*all, scenario)},
            {"tables", tables},
            {"day", days_json(traced, most_changing(tables, policies))},
            {"story", story_json(*traced.experiment, traced.runs)},
            {"program", COGOV_VERSION},
            {"seed", std::to_string(settings.integer("run.seed"))}};
  return json;
}

}  // namespace cogov::classroom
