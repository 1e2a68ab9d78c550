/// Which structures a scenario is tried under, and when a verdict is said to survive.
#include "tools/swaps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "scenarios/load.hpp"
#include "sim/errors.hpp"

namespace cogov::testing {
namespace {

constexpr const char* small = R"(
title = "small"
[run]
days = 60
warmup_days = 20
replicates = 6
seed = 7
worlds = 0
[community]
households = 300
[grid_workers]
full_time = 1
[compare]
primary_measure = "time_with_residents_share"
[patrol]
[home_visits]
[[policy]]
name = "today"
[[policy]]
name = "less paperwork"
[policy.paperwork]
share = 0.05
lead_days = 0
[[policy]]
name = "no patrols"
[policy.patrol]
enabled = false
lead_days = 0
)";

std::vector<Structure> tried(const std::string& more = "") {
  const Scenario scenario = load_scenario_text(small + more, "small.toml", {});
  std::vector<Structure> structures = structures_of(swaps_of(scenario), false);
  const std::atomic<bool> go_on{false};
  compare_structures(scenario, structures, 2, go_on);
  return structures;
}

const Structure& named(const std::vector<Structure>& structures, const std::string& name) {
  const auto at = std::find_if(structures.begin(), structures.end(),
                               [&](const Structure& structure) { return structure.name() == name; });
  if (at == structures.end()) throw std::out_of_range(name);
  return *at;
}

TEST(Swaps, FindTheRuleOnWhichAVerdictHangs) {
  const std::vector<Structure> structures = tried();
  EXPECT_EQ(structures.front().name(), "as the scenario says");
  const Structure& fixed = named(structures, "paperwork.rule = fixed");
  // Where papers are a load of the community's, a smaller share of the shift says nothing.
  EXPECT_TRUE(fixed.comparison.of(1).differences.front().statistics.exactly_zero);
  EXPECT_EQ(survival(structures.front(), fixed, 1), Survival::falls);
  EXPECT_EQ(survival(structures.front(), fixed, 2), Survival::holds);
  EXPECT_EQ(survival(structures.front(), structures.front(), 1), Survival::holds);
  Structure fewer = fixed;
  fewer.comparison.policies[0].differences.front().effect = Effect::too_few;
  EXPECT_EQ(survival(structures.front(), fewer, 1), Survival::open);
  EXPECT_EQ(survival(fewer, fewer, 1), Survival::open);
}

TEST(Swaps, NeedANumberOfReplicates) {
  const Scenario open =
      load_scenario_text(small, "small.toml", {.set = {"run.replicates=\"until\"", "run.target_half_width=0.1"}});
  std::vector<Structure> structures = structures_of(swaps_of(open), false);
  const std::atomic<bool> go_on{false};
  EXPECT_THROW(compare_structures(open, structures, 2, go_on), UserError);
}

TEST(Swaps, LeaveOutWhatAPolicyChangesItselfAndWhatIsOff) {
  const Scenario scenario = load_scenario_text(
      std::string(small) + "[[policy]]\nname = \"a load\"\n[policy.paperwork]\nrule = \"fixed\"\n", "small.toml", {});
  for (const Swap& swap : swaps_of(scenario)) {
    EXPECT_NE(swap.path, "paperwork.rule");
    EXPECT_NE(swap.path, "volunteer_teams.join_rule");
  }
}

/// Diffusion, queue discipline, satisfaction, paperwork, a network rewired, a society redrawn; and the names they have.
TEST(Swaps, AreOfAllStructuresThatTheScenarioHas) {
  std::set<std::string> names;
  for (const Swap& swap : swaps_of(load_scenario_text(small, "small.toml", {}))) names.insert(swap.name());
  for (const char* name :
       {"trust.diffusion = none", "trust.diffusion = household", "grid_workers.discipline = shortest",
        "grid_workers.queue = shared", "satisfaction.rule = performance", "paperwork.rule = fixed",
        "influence.rule = none", "social_ties.small_world = 1", "social_ties.homophily = 0", "society.redraw = true",
        "requests.daily_profile = flat"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  EXPECT_FALSE(names.contains("influence.rule = bass")) << "it moves something else";
  EXPECT_FALSE(names.contains("volunteer_teams.join_rule = threshold")) << "there are no teams";
}

TEST(Swaps, GoTwoByTwoButNeverTwiceOverTheSameRule) {
  const std::vector<Swap> swaps{{"trust.diffusion", std::string("none")},
                                {"trust.diffusion", std::string("household")},
                                {"paperwork.rule", std::string("fixed")}};
  const std::vector<Structure> structures = structures_of(swaps, true);
  ASSERT_EQ(structures.size(), 1U + 3 + 2);
  EXPECT_EQ(structures.back().name(), "trust.diffusion = household + paperwork.rule = fixed");
}

/// A generated network gives way to one that is read, and one that is read to a generated one.
TEST(Swaps, PutNetworksInEachOthersPlace) {
  const std::filesystem::path file = std::filesystem::path(::testing::TempDir()) / "cogov_swapped_ties.csv";
  std::ofstream(file) << "a,b\nb,c\nc,d\nd,a\n";
  const Scenario generated = load_scenario_text(small, "small.toml", {});
  const Scenario read = load_scenario_text(
      small, "small.toml", {.set = {"social_ties.file=" + file.filename().string()}, .library = {file.parent_path()}});
  ASSERT_TRUE(read.imports.ties);
  const auto of_ties = [](const Scenario& scenario) {
    std::vector<std::string> names;
    for (const Swap& swap : swaps_of(scenario)) {
      if (swap.path.starts_with("social_ties.")) names.push_back(swap.name());
    }
    return names;
  };
  EXPECT_EQ(of_ties(read), std::vector<std::string>{"social_ties.file = none, generated"});
  EXPECT_EQ(of_ties(generated).size(), 2U);
  const auto difference = [](const Scenario& scenario, const std::vector<Swap>& swaps) {
    std::vector<Structure> structures = structures_of(swaps, false);
    const std::atomic<bool> go_on{false};
    compare_structures(scenario, structures, 2, go_on);
    return std::pair{structures[0].comparison.of(1).differences[0].statistics.difference,
                     structures[1].comparison.of(1).differences[0].statistics.difference};
  };
  const auto [as_generated, then_read] =
      difference(generated, {{"social_ties.file", file.string(), {.streets = {}, .ties = read.imports.ties}}});
  const auto [as_read, then_generated] = difference(read, {{"social_ties.file", std::string()}});
  EXPECT_EQ(as_generated, then_generated);
  EXPECT_EQ(as_read, then_read);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace cogov::testing
