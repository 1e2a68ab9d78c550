/// Which structures a scenario is tried under, and when a verdict is said to survive.
#include "tools/swaps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

#include "scenarios/load.hpp"

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
  std::vector<Structure> structures = structures_of(scenario);
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
  EXPECT_FALSE(survives(structures.front(), fixed, 1));
  EXPECT_TRUE(survives(structures.front(), fixed, 2));
  EXPECT_TRUE(survives(structures.front(), structures.front(), 1));
}

TEST(Swaps, LeaveOutWhatAPolicyChangesItselfAndWhatIsOff) {
  const Scenario scenario = load_scenario_text(
      std::string(small) + "[[policy]]\nname = \"a load\"\n[policy.paperwork]\nrule = \"fixed\"\n", "small.toml", {});
  for (const Structure& structure : structures_of(scenario)) {
    EXPECT_EQ(structure.name().find("paperwork"), std::string::npos) << structure.name();
    EXPECT_EQ(structure.name().find("volunteer_teams"), std::string::npos) << structure.name();
  }
}

}  // namespace
}  // namespace cogov::testing
