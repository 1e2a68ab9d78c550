/// What a scenario means: defaults, order of values, policies, switches.
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

Scenario loaded(std::string_view toml, const LoadOptions& options = {}) {
  return load_scenario_text(toml, "town.toml", options);
}

TEST(Load, AnEmptyScenarioIsAllDefaults) {
  const Scenario scenario = loaded("");
  ASSERT_EQ(scenario.policies.size(), 1u);
  EXPECT_EQ(scenario.policies[0].name, only_policy);
  EXPECT_EQ(scenario.baseline(), Settings());
  EXPECT_EQ(scenario.title, "town.toml");
}

TEST(Load, ValuesAreTaken) {
  const Scenario scenario = loaded(
      "title = \"\xE7\xA4\xBE\xE5\x8C\xBA\"\n[run]\ndays = 30\nseed = 9007199254740992\n"
      "[compare]\nsmallest_difference = 2\nprimary_measure = \"x\"\n");
  EXPECT_EQ(scenario.title, "\xE7\xA4\xBE\xE5\x8C\xBA");
  EXPECT_EQ(scenario.baseline().integer("run.days"), 30);
  EXPECT_EQ(scenario.baseline().integer("run.seed"), 9007199254740992);
  EXPECT_EQ(scenario.baseline().real("compare.smallest_difference"), 2.0);
  EXPECT_EQ(scenario.baseline().word("compare.primary_measure"), "x");
}

TEST(Load, DottedKeysAndInlineTablesAreTheSame) {
  EXPECT_EQ(loaded("run.days = 30"), loaded("[run]\ndays = 30"));
  EXPECT_EQ(loaded("run = {days = 30}"), loaded("[run]\ndays = 30"));
}

TEST(Load, ByteOrderMarkAndCarriageReturnsAreAccepted) {
  EXPECT_EQ(loaded("\xEF\xBB\xBF[run]\r\ndays = 30\r\n"), loaded("[run]\ndays = 30\n"));
}

TEST(Override, GoesOverTheFileAndReadsWordsWithoutQuotes) {
  const Scenario scenario = loaded(
      "title = \"a\"\n[run]\ndays = 30\n",
      {.set = {"run.days=7", "title=two words", "compare.primary_measure=trust", "compare.smallest_difference=0.5"}});
  EXPECT_EQ(scenario.title, "two words");
  EXPECT_EQ(scenario.baseline().integer("run.days"), 7);
  EXPECT_EQ(scenario.baseline().word("compare.primary_measure"), "trust");
}

TEST(Policy, TakesTheScenarioAndOverridesIt) {
  const Scenario scenario = loaded(
      "[grid_workers]\nextra_full_time = 1\n"
      "[[policy]]\nname = \"today\"\n"
      "[[policy]]\nname = \"two\"\n[policy.grid_workers]\nextra_full_time = 2\nlead_days = 5\n");
  ASSERT_EQ(scenario.policies.size(), 2u);
  EXPECT_EQ(scenario.policies[0].settings.integer("grid_workers.extra_full_time"), 1);
  EXPECT_EQ(scenario.policies[1].settings.integer("grid_workers.extra_full_time"), 2);
  EXPECT_EQ(scenario.policies[1].settings.real("grid_workers.lead_days"), 5);
}

TEST(Policy, OverridesOfTheFirstStayWithTheFirst) {
  const Scenario scenario =
      loaded("[[policy]]\nname = \"a\"\n[policy.grid_workers]\nextra_full_time = 2\n[[policy]]\nname = \"b\"\n");
  EXPECT_EQ(scenario.baseline().integer("grid_workers.extra_full_time"), 2);
  EXPECT_EQ(scenario.policies[1].settings.integer("grid_workers.extra_full_time"), 0);
}

TEST(Policy, SwitchesSectionsOnAndOff) {
  const Scenario off = loaded("[[policy]]\nname=\"a\"\n[[policy]]\nname=\"b\"\n[policy.patrol]\nnotice_chance = 0.5\n");
  EXPECT_FALSE(off.baseline().on("patrol"));
  EXPECT_TRUE(off.policies[1].settings.on("patrol"));
  const Scenario on = loaded(
      "[patrol]\nnotice_chance = 0.5\n[[policy]]\nname=\"a\"\n"
      "[[policy]]\nname=\"b\"\n[policy.patrol]\nenabled = false\nlead_days = 3\n");
  EXPECT_TRUE(on.baseline().on("patrol"));
  EXPECT_FALSE(on.policies[1].settings.on("patrol"));
  EXPECT_EQ(on.policies[1].settings.real("patrol.lead_days"), 3);
  // What is off has no size: two policies without patrols are equal whatever the scenario says.
  EXPECT_EQ(on.policies[1].settings.real("patrol.notice_chance"), Settings().real("patrol.notice_chance"));
}

TEST(Policy, AnEmptySectionSwitchesOn) {
  EXPECT_TRUE(loaded("[patrol]\n").baseline().on("patrol"));
  EXPECT_FALSE(loaded("[patrol]\nenabled = false\n").baseline().on("patrol"));
}

TEST(Policy, KeysUnderASectionThatIsOffAreWrong) {
  const std::vector<Problem> problems = problems_of_text("[patrol]\nenabled = false\nnotice_chance = 0.5\n");
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.line, 3);
  EXPECT_NE(problems[0].sentence().find("turned off"), std::string::npos);
  EXPECT_EQ(problems_of_text("", {.set = {"patrol.enabled=false", "patrol.notice_chance=0.5"}}).size(), 1u);
  EXPECT_EQ(problems_of_text("[patrol]\nenabled = 1\n").at(0).where.column, 11);
  // A value that is wrong in itself doesn't hide that the key has no effect.
  EXPECT_EQ(problems_of_text("[patrol]\nenabled = false\nnotice_chance = 2\n").size(), 2u);
}

TEST(Policy, ProbabilityAboveOneIsWrong) {
  const std::vector<Problem> problems = problems_of_text("[patrol]\nnotice_chance = 1.5\nrounds_per_day = 7\n");
  ASSERT_EQ(problems.size(), 2u) << sentences(problems);
  EXPECT_NE(problems[0].sentence().find("from 0 to 1"), std::string::npos);
  EXPECT_NE(problems[1].sentence().find("from 0 to 4"), std::string::npos);
}

TEST(Override, ReachesOnePolicyByNumberOrName) {
  const char* toml = "[[policy]]\nname=\"a\"\n[[policy]]\nname=\"a.b = c\"\n[[policy]]\nname=\"1\"\n";
  const Scenario scenario =
      loaded(toml, {.set = {"grid_workers.extra_full_time=3", "policy.\"a.b = c\".grid_workers.extra_full_time=4",
                            "policy.'1'.patrol.notice_chance=0.5", "policy.1.grid_workers.extra_full_time=5"}});
  EXPECT_EQ(scenario.policies[0].settings.integer("grid_workers.extra_full_time"), 5);
  EXPECT_EQ(scenario.policies[1].settings.integer("grid_workers.extra_full_time"), 4);
  EXPECT_EQ(scenario.policies[2].settings.integer("grid_workers.extra_full_time"), 3);
  EXPECT_TRUE(scenario.policies[2].settings.on("patrol"));
  EXPECT_FALSE(scenario.policies[1].settings.on("patrol"));
}

TEST(Override, OfTheScenarioYieldsToAPolicy) {
  const Scenario scenario =
      loaded("[[policy]]\nname=\"a\"\n[[policy]]\nname=\"b\"\n[policy.grid_workers]\nextra_full_time = 2\n",
             {.set = {"grid_workers.extra_full_time=3"}});
  EXPECT_EQ(scenario.policies[0].settings.integer("grid_workers.extra_full_time"), 3);
  EXPECT_EQ(scenario.policies[1].settings.integer("grid_workers.extra_full_time"), 2);
}

}  // namespace
}  // namespace cogov::testing
