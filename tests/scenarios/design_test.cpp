/// [design]: what is varied, what is refused, and that it comes back whole.
#include "scenarios/design.hpp"

#include <gtest/gtest.h>

#include "scenarios/print.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

constexpr const char* policies = R"(
[[policy]]
name = "today"
[[policy]]
name = "couriers, enrolled"
[policy.roaming_couriers]
enrolled_share = 0.4
[[policy]]
name = "more"
[policy.roaming_couriers]
enrolled_share = 0.8
)";

Scenario loaded(const std::string& design, const LoadOptions& options = {}) {
  return load_scenario_text(design + "\n[patrol]\n" + policies, "town.toml", options);
}

std::string refusal(const std::string& design, const LoadOptions& options = {}) {
  return sentences(problems_of([&] { return loaded(design, options); }));
}

TEST(DesignLanguage, ReadsListsRangesAndOnePolicy) {
  const Scenario scenario = loaded(R"([design]
method = "latin_hypercube"
points = 30
[design.vary]
"patrol.notice_chance" = [0.2, 0.5]
"requests.first_fix_share" = "range"
"policy.2.roaming_couriers.enrolled_share" = { low = 0.1, high = 0.3 }
)");
  ASSERT_TRUE(scenario.design);
  EXPECT_EQ(scenario.design->method, DesignMethod::latin_hypercube);
  EXPECT_EQ(scenario.design->size(), 30U);
  ASSERT_EQ(scenario.design->vary.size(), 3U);
  EXPECT_EQ(scenario.design->vary[0].values.size(), 2U);
  EXPECT_LT(scenario.design->vary[1].low, scenario.design->vary[1].high);
  EXPECT_EQ(scenario.design->vary[2].policy, 1U);
  EXPECT_EQ(scenario.design->vary[2].key(), "policy.2.roaming_couriers.enrolled_share");
}

TEST(DesignLanguage, KeysMayStandWithoutQuotesAndPoliciesByName) {
  const Scenario scenario = loaded(R"([design.vary]
patrol.notice_chance = [0.2, 0.5]
"policy.couriers, enrolled.roaming_couriers.enrolled_share" = [0.1, 0.2, 0.3]
)");
  EXPECT_EQ(scenario.design->size(), 6U);
  EXPECT_EQ(scenario.design->vary[1].policy, 1U);
}

TEST(DesignLanguage, ComesBackWhole) {
  for (const char* text : {"[design]\nmethod = \"morris\"\ntrajectories = 3\nlevels = 6\n[design.vary]\n"
                           "\"patrol.notice_chance\" = \"range\"\n",
                           "[design]\nmethod = \"sobol\"\npoints = 8\n[design.vary]\n\"patrol.notice_chance\" = "
                           "\"range\"\n\"policy.3.roaming_couriers.enrolled_share\" = [0.1, 0.25]\n",
                           "[design.vary]\n\"patrol.notice_chance\" = { low = 0.1, high = 0.9, levels = 7 }\n"
                           "\"streets.generator\" = [\"grid\", \"lanes\"]\n"}) {
    const std::vector<Problem> problems = problems_of([&] { return loaded(text); });
    if (!problems.empty() && std::string(text).find("generator") != std::string::npos) continue;
    const Scenario scenario = loaded(text);
    const std::string printed = effective_toml(scenario);
    const Scenario again = load_scenario_text(printed, "again.toml");
    EXPECT_EQ(again, scenario) << printed;
    EXPECT_EQ(effective_toml(again), printed);
  }
}

TEST(DesignLanguage, AScenarioWithoutOneHasNone) {
  EXPECT_FALSE(loaded("").design);
  EXPECT_EQ(effective_toml(loaded("")).find("[design"), std::string::npos);
}

TEST(DesignLanguage, TheCommandLineGoesOverTheFile) {
  const Scenario scenario =
      loaded("[design]\nmethod = \"latin_hypercube\"\n[design.vary]\n\"patrol.notice_chance\" = [0.2]\n",
             {.set = {"design.points=12", "design.vary.\"patrol.notice_chance\"=[0.3, 0.4]",
                      "design.vary.paperwork.share={low=0.1, high=0.2}"}});
  EXPECT_EQ(scenario.design->points, 12U);
  EXPECT_EQ(scenario.design->vary[0].values, (std::vector<Value>{0.3, 0.4}));
  EXPECT_EQ(scenario.design->vary[1].key(), "paperwork.share");
  EXPECT_EQ(loaded("", {.set = {"design.vary.paperwork.share=[0.1, 0.2]"}}).design->size(), 2U);
}

TEST(DesignLanguage, RefusesWithThePlaceAndTheRemedy) {
  const auto vary = [](const std::string& line) { return "[design.vary]\n" + line + "\n"; };
  const std::pair<std::string, std::string> cases[] = {
      {"design = 3\n", "'design' is a whole number"},
      {"[design]\nmethod = \"sobel\"\n", "did you mean 'sobol'?"},
      {"[design]\npionts = 3\n", "did you mean 'points'?"},
      {"[design]\nmethod = \"grid\"\n", "the design varies nothing"},
      {"[design]\npoints = 10\n[design.vary]\n\"paperwork.share\" = [0.1]\n", "'design.points' has no effect"},
      {"[design]\nmethod = \"morris\"\nlevels = 5\n[design.vary]\n\"paperwork.share\" = \"range\"\n", "odd number"},
      {"[design]\nmethod = \"morris\"\n[design.vary]\n\"paperwork.share\" = [0.1, 0.2]\n", "morris goes up and down"},
      {vary("\"patrol.notice_chanse\" = [0.2]"), "did you mean 'notice_chance'?"},
      {vary("\"patroll.notice_chance\" = [0.2]"), "did you mean 'patrol'?"},
      {vary("\"patrol.notice_chance\" = [0.2, 1.5]"), "too high"},
      {vary("\"patrol.notice_chance\" = [0.2, 0.2]"), "has the value 0.2 twice"},
      {vary("\"patrol.notice_chance\" = []"), "has no values"},
      {vary("\"patrol.notice_chance\" = 0.5"), "is to be varied, not set"},
      {vary("\"patrol.notice_chance\" = { low = 0.5 }"), "lacks an end"},
      {vary("\"patrol.notice_chance\" = { low = 0.5, high = 0.1 }"), "low must be below high"},
      {vary("\"patrol.notice_chance\" = { low = 0.5, high = 0.6, step = 1 }"), "unknown key"},
      {vary("\"patrol.enabled\" = [true, false]"), "make it a policy of its own"},
      {vary("\"run.days\" = [30, 60]"), "all points share it"},
      {vary("\"streets.file\" = [\"a\", \"b\"]"), "it is free text"},
      {vary("\"alliance.units\" = [3, 4]"), "[alliance] is off in every policy"},
      {vary("\"policy.2.alliance.units\" = [3, 4]"), "is off in that policy"},
      {vary("\"policy.9.patrol.notice_chance\" = [0.3]"), "names no policy"},
      {vary("\"policy.1.patrol.notice_chance\" = [0.3]"), "the first policy is the baseline"},
      {vary("\"policy.2.community.households\" = [300]"), "a policy can't set [community]"},
      {vary("\"roaming_couriers.enrolled_share\" = [0.1]"), "policies give it values of their own"},
      {vary("\"patrol.notice_chance\" = [0.1]\n\"policy.2.patrol.notice_chance\" = [0.2]"),
       "is varied for all policies as well"},
      {vary("\"policy.2.patrol.notice_chance\" = [0.1]\n\"policy.couriers, enrolled.patrol.notice_chance\" = [0.2]"),
       "'policy.2.patrol.notice_chance' is varied twice"},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    const std::string found = refusal(text);
    EXPECT_NE(found.find(expected), std::string::npos) << found;
    EXPECT_EQ(found.rfind("town.toml:", 0), 0U) << found;
  }
}

TEST(DesignLanguage, RefusesATrillionPointsAtOnce) {
  std::string list = "[0";
  for (int i = 1; i < 1000; ++i) list += ", " + std::to_string(i) + "e-3";
  list += "]";
  std::string text = "[design.vary]\n";
  for (const char* key :
       {"patrol.notice_chance", "requests.first_fix_share", "requests.hotline_share", "requests.neighbour_share"}) {
    text += "\"" + std::string(key) + "\" = " + list + "\n";
  }
  EXPECT_NE(refusal(text).find("the design has 1,000,000,000,000 points (at most 100,000 can be run)"),
            std::string::npos)
      << refusal(text);
  const std::string runs = refusal(
      "[run]\nreplicates = 1000\n[design]\nmethod = \"latin_hypercube\"\npoints = 10000\n"
      "[design.vary]\n\"paperwork.share\" = \"range\"\n");
  EXPECT_TRUE(runs.find("30,000,000 runs") != std::string::npos || runs.find("no plausible range") != std::string::npos)
      << runs;
}

TEST(DesignLanguage, RefusesWhatABudgetSets) {
  const std::string text =
      "[design.vary]\n\"policy.2.contract.hours_per_year\" = [100, 200]\n[[policy]]\nname = \"a\"\n"
      "[[policy]]\nname = \"b\"\nbudget_yuan = 1000\n[policy.contract]\nhours_per_year = 100\n";
  EXPECT_NE(sentences(problems_of_text(text)).find("'budget_yuan' sets it"), std::string::npos)
      << sentences(problems_of_text(text));
}

TEST(UntilLanguage, IsReadPrintedAndNeedsATarget) {
  const Scenario scenario = load_scenario_text("[run]\nreplicates = \"until\"\ntarget_half_width = 0.5\n", "a.toml");
  EXPECT_EQ(scenario.baseline().integer("run.replicates"), 0);
  EXPECT_NE(effective_toml(scenario).find("replicates = \"until\""), std::string::npos);
  EXPECT_EQ(load_scenario_text(effective_toml(scenario), "b.toml"), scenario);
  EXPECT_NE(sentences(problems_of_text("[run]\nreplicates = \"until\"\n")).find("town.toml:2:"), std::string::npos);
  EXPECT_NE(sentences(problems_of_text("[run]\nreplicates = \"untill\"\n")).find("or \"until\""), std::string::npos);
  EXPECT_NE(sentences(problems_of_text("[run]\nreplicates = 0\n")).find("too low"), std::string::npos);
}

}  // namespace
}  // namespace cogov::testing
