#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

#include "scenarios/load.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/classroom/combinations.hpp"
#include "tools/classroom/data.hpp"
#include "tools/classroom/sliders.hpp"
#include "tools/experiments.hpp"

namespace cogov::classroom {
namespace {

using report::Json;

const std::string place = R"(
[run]
days = 30
warmup_days = 7
replicates = 2
worlds = 0
seed = 11
[community]
households = 80
[requests]
hazard_factor = 5
[grid_workers]
extra_posts = 0.5
[merged_grids]
[patrol]
[paperwork]
share = 0.5
[compare]
primary_measure = "burden_days_mean"
[[policy]]
name = "today"
[[policy]]
name = "one more"
[policy.grid_workers]
extra_full_time = 1
lead_days = 0
)";

const std::string design = R"(
[design]
method = "grid"
[design.vary]
"paperwork.share" = [0.1, 0.3, 0.5, 0.6, 0.8]
"policy.2.grid_workers.extra_full_time" = [1, 2, 3, 4, 5]
"patrol.notice_chance" = { low = 0.1, high = 0.9, levels = 5 }
)";

Scenario scenario(const std::string& more) { return load_scenario_text(place + more, "class.toml"); }

Combinations computed(const Scenario& scenario, std::uint32_t threads) {
  const std::atomic<bool> stop{false};
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports, 0,
                                    choose_sliders(scenario).design);
  return run_combinations(experiment, scenario, threads, stop, [] {}).value();
}

/// The whole runs of a scenario without a design, in the order of its manifest.
std::vector<RunResult> plain_runs(const Scenario& scenario) {
  const PolicyExperiment experiment(runnable_policies(scenario));
  std::vector<RunResult> runs;
  for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
    const auto warm = experiment.warm_up(replicate);
    for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) runs.push_back(warm->live_on(policy));
  }
  return runs;
}

TEST(Sliders, AreTheScenariosOwnWhereItsDesignHasThreeOfFiveLevels) {
  const Scenario written = scenario(design);
  const Sliders sliders = choose_sliders(written);
  EXPECT_TRUE(sliders.written);
  EXPECT_EQ(sliders.start, (std::vector<std::size_t>{2, 0, 2}));
  EXPECT_EQ(sliders.start_point(), 2U * 25 + 0 * 5 + 2);
  const Json json = sliders_json(written, sliders);
  EXPECT_EQ(json["list"][0]["levels"], Json({0.1, 0.3, 0.5, 0.6, 0.8}));
  EXPECT_EQ(json["list"][0]["scale"], 100);
  EXPECT_EQ(json["list"][1]["levels"], Json({1, 2, 3, 4, 5}));
  EXPECT_EQ(json["list"][1]["label"]["en"], "Additional grid workers (one more)");
  EXPECT_EQ(json["list"][2]["levels"], Json({0.1, 0.3, 0.5, 0.7, 0.9}));
  EXPECT_EQ(json["list"][2]["own"], false);  // it is 0.6: the middle is taken
}

TEST(Sliders, AreChosenByTheRuleWhereThereIsNone) {
  const Scenario bare = scenario("");
  const Sliders sliders = choose_sliders(bare);
  EXPECT_FALSE(sliders.written);
  ASSERT_EQ(sliders.design.vary.size(), slider_count);
  EXPECT_EQ(sliders.design.vary[0].key(), "policy.2.grid_workers.extra_full_time");
  EXPECT_EQ(sliders.design.vary[1].key(), "requests.reporting_odds");
  EXPECT_EQ(sliders.design.vary[2].key(), "paperwork.share");
  for (std::size_t slider = 0; slider < slider_count; ++slider) {
    EXPECT_EQ(sliders.design.vary[slider].values.size(), level_count);
    EXPECT_TRUE(sliders.own[slider]);
  }
}

TEST(Sliders, LeaveAnotherDesignAside) {
  EXPECT_FALSE(
      choose_sliders(scenario("[design]\nmethod = \"grid\"\n[design.vary]\n\"paperwork.share\" = [0.1, 0.2]\n"))
          .written);
}

TEST(Names, AreTakenApartByLanguage) {
  EXPECT_EQ(in_both("one more / 多一名"), report::both("one more", "多一名"));
  EXPECT_EQ(in_both("and / or"), report::both("and / or", "and / or"));
  EXPECT_EQ(in_both("多一名 / one more"), report::both("多一名 / one more", "多一名 / one more"));
}

TEST(Combinations, AreWhatAPlainRunWithTheseValuesGives) {
  const Scenario written = scenario(design);
  const Combinations all = computed(written, 2);
  ASSERT_EQ(all.points.size(), 125U);
  const std::uint32_t point = Sliders::point({0, 3, 0});
  Scenario set = scenario("");
  for (Policy& policy : set.policies) {
    policy.settings.set("paperwork.share", 0.1);
    policy.settings.set("patrol.notice_chance", 0.1);
  }
  set.policies[1].settings.set("grid_workers.extra_full_time", std::int64_t{4});
  const std::vector<RunResult> runs = plain_runs(set);
  ASSERT_EQ(all.points[point].size(), runs.size());
  const Layout full = PolicyExperiment(runnable_policies(set)).layout();
  std::size_t compared = 0;
  for (std::size_t kept = 0; kept < all.layout.measures.size(); ++kept) {
    const std::string& name = all.layout.measures[kept].name;
    if (name == "open_requests" || all.layout.measures[kept].dimensions == std::vector<std::string>{"day"}) continue;
    const auto at = std::ranges::find(full.measures, name, &Measure::name) - full.measures.begin();
    ++compared;
    for (std::size_t run = 0; run < runs.size(); ++run) {
      EXPECT_EQ(all.points[point][run]->result.arrays[kept], runs[run].arrays[static_cast<std::size_t>(at)]) << name;
    }
  }
  EXPECT_GT(compared, 100U);
}

TEST(Combinations, KeepWeeklyMeansOfFourCurvesOnly) {
  const Scenario written = scenario("");
  const PolicyExperiment experiment(runnable_policies(written));
  const Reducer reducer(experiment.layout());
  EXPECT_EQ(reducer.step(), 7U);
  const RunResult whole = plain_runs(written).front();
  const RunResult reduced = reducer.reduce(whole);
  std::size_t curves = 0;
  for (std::size_t at = 0; at < reduced.arrays.size(); ++at) {
    const Measure& measure = reducer.layout().measures[at];
    if (measure.dimensions != std::vector<std::string>{"day"}) continue;
    ++curves;
    const auto& points = std::get<std::vector<double>>(reduced.arrays[at]);
    EXPECT_EQ(points.size(), 4U);  // of 30 days two are left over
    if (measure.name != "open_requests") continue;
    const auto& full = experiment.layout().measures;
    const auto position =
        static_cast<std::size_t>(std::ranges::find(full, measure.name, &Measure::name) - full.begin());
    const auto& days = std::get<std::vector<std::int64_t>>(whole.arrays[position]);
    double sum = 0;
    for (std::size_t day = 7; day < 14; ++day) sum += static_cast<double>(days[day]);
    EXPECT_DOUBLE_EQ(points[1], sum / 7);
  }
  EXPECT_EQ(curves, 4U);
}

TEST(Combinations, TellHowManyDaysAPointOfALongRunsCurvesStandsFor) {
  Scenario longer = scenario("");
  constexpr std::int64_t days = 900;
  for (Policy& policy : longer.policies) policy.settings.set("run.days", days);
  const Reducer reducer(PolicyExperiment(runnable_policies(longer)).layout());
  Combinations all{.layout = reducer.layout(), .curves = reducer.curves(), .step = reducer.step(), .points = {{}}};
  for (const RunResult& run : plain_runs(longer)) all.points[0].push_back(hold(all.layout, reducer.reduce(run)));
  const Json curves = combinations_json(all, longer)["curves"];
  const auto points = static_cast<std::int64_t>(curves["levels"][0]["open_requests"]["lines"][0][0].size());
  const auto step = curves["step"].get<std::int64_t>();
  EXPECT_GT(step, 7);  // weeks are more points than a curve has
  EXPECT_LE(points * step, days);
  EXPECT_GT((points + 1) * step, days);
}

/// On one thread; computed once.
const Json& page_data() {
  static const Json data = [] {
    const std::atomic<bool> stop{false};
    return classroom_data(scenario(design), Language::chinese, 1, stop).value();
  }();
  return data;
}

TEST(ClassroomData, DoesNotDependOnThreads) {
  const std::atomic<bool> stop{false};
  const Json three = classroom_data(scenario(design), Language::chinese, 3, stop).value();
  EXPECT_EQ(page_data().dump(), three.dump());
}

TEST(ClassroomData, HoldsWhatThePageShows) {
  const Json& data = page_data();
  EXPECT_EQ(data["language"], "zh");
  EXPECT_EQ(data["startPoint"], 52);
  EXPECT_EQ(data["place"]["gridWorkers"], 9);  // eight posts, and half of one
  const Json& combinations = data["combinations"];
  ASSERT_EQ(combinations["points"].size(), 125U);
  EXPECT_EQ(combinations["points"][0].size(), combinations["measures"].size());
  EXPECT_EQ(combinations["curves"]["levels"].size(), 125U);
  EXPECT_EQ(combinations["curves"]["measures"][0]["name"], "open_requests");
  EXPECT_EQ(combinations["curves"]["measures"][0]["scale"], 1);  // a count, though means of it are no whole numbers
  EXPECT_EQ(combinations["curves"]["levels"][0]["open_requests"]["lines"].size(), 2U);
  // The start stands in both tables, and says the same.
  const Json& row = data["tables"]["rows"][0];
  const auto& measures = combinations["measures"];
  const auto at = std::ranges::find_if(measures, [&](const Json& one) { return one["name"] == row["name"]; });
  ASSERT_NE(at, measures.end());
  EXPECT_EQ(combinations["points"][52][static_cast<std::size_t>(at - measures.begin())][2], row["cells"][0]);
  ASSERT_FALSE(data["story"].is_null());
  EXPECT_GE(data["story"]["needs"].size(), data["story"]["least"].get<std::size_t>());
  for (const Json& courses : data["story"]["policies"]) EXPECT_EQ(courses.size(), data["story"]["needs"].size());
}

TEST(ClassroomData, StopsWithoutAResult) {
  const std::atomic<bool> stop{true};
  EXPECT_FALSE(classroom_data(scenario(design), Language::english, 1, stop));
}

TEST(ClassroomData, RefusesOnePolicy) {
  const std::atomic<bool> stop{false};
  const Scenario one = load_scenario_text("[run]\ndays = 7\nreplicates = 2\n", "one.toml");
  EXPECT_THROW(static_cast<void>(classroom_data(one, Language::english, 1, stop)), UserError);
}

}  // namespace
}  // namespace cogov::classroom
