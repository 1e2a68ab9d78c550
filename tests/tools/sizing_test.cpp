/// Policies sized by money.
#include "tools/sizing.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "scenarios/load.hpp"
#include "scenarios/print.hpp"

namespace cogov::testing {
namespace {

constexpr const char* town =
    "[run]\ndays = 140\nwarmup_days = 10\nreplicates = 3\n[community]\nhouseholds = 300\n[grid_workers]\nfull_time = "
    "2\n[staffing]\nquits_per_year = 0\n[[policy]]\nname = \"today\"\n[[policy]]\nname = \"more\"\n";

Scenario sized(const std::string& text, std::vector<std::string>& notes) {
  Scenario scenario = load_scenario_text(text, "x");
  const std::atomic<bool> go_on{false};
  notes = size_policies(scenario, 2, go_on);
  return scenario;
}

TEST(Sizing, FindsThePostsThatABudgetPays) {
  std::vector<std::string> notes;
  const Scenario scenario =
      sized(std::string(town) + "budget_yuan = 127500\n[policy.grid_workers]\nextra_posts = 9\n", notes);
  EXPECT_NEAR(scenario.policies[1].settings.real("grid_workers.extra_posts"), 1.5, .01);
  EXPECT_TRUE(notes.empty());
}

TEST(Sizing, KeepsASizeThatFits) {
  std::vector<std::string> notes;
  const Scenario once =
      sized(std::string(town) + "budget_yuan = 127500\n[policy.grid_workers]\nextra_posts = 9\n", notes);
  EXPECT_EQ(effective_toml(sized(effective_toml(once), notes)), effective_toml(once));
}

TEST(Sizing, AddsTheSameMoneyOnPlainStaff) {
  std::vector<std::string> notes;
  const Scenario scenario = sized(std::string(town) + "control = \"plain-staff\"\n[policy.window]\nstaff = 4\n", notes);
  ASSERT_EQ(scenario.policies.size(), 3U);
  const Policy& control = scenario.policies[2];
  EXPECT_EQ(control.name, "same money on plain staff");
  EXPECT_EQ(scenario.policies[1].control, control.name);
  EXPECT_NEAR(control.settings.real("grid_workers.extra_posts"), 1, .01) << "a clerk costs what a grid worker does";
  EXPECT_EQ(control.settings.integer("window.staff"), scenario.baseline().integer("window.staff"));
}

TEST(Sizing, SaysWhereThereIsNoMoneyToCompareWith) {
  std::vector<std::string> notes;
  const Scenario scenario =
      sized(std::string(town) + "control = \"plain-staff\"\n[policy.paperwork]\nshare = 0.3\n", notes);
  EXPECT_EQ(scenario.policies.size(), 2U);
  EXPECT_EQ(scenario.policies[1].control, "");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes.front().find("'more' costs no more than the baseline"), std::string::npos) << notes.front();
}

TEST(Sizing, SaysWhereABudgetCantBeReached) {
  std::vector<std::string> notes;
  const Scenario scenario =
      sized(std::string(town) + "budget_yuan = 1000\n[policy.grid_workers]\nextra_full_time = 2\n", notes);
  ASSERT_EQ(notes.size(), 1U) << "posts are whole";
  EXPECT_NE(notes.front().find("as near as it comes"), std::string::npos) << notes.front();
}

}  // namespace
}  // namespace cogov::testing
