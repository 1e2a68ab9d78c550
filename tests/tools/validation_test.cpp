/// The model held against what is known: it can fail, and what set a default does not count.
#include "tools/validation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "scenarios/load.hpp"

namespace cogov::testing {
namespace {

Validation of_dahaiyang(const std::vector<std::string>& set) {
  const std::filesystem::path scenarios = std::filesystem::path(COGOV_SOURCE_DIR) / "scenarios";
  return validate(load_scenario(scenarios / "places" / "yantai-dahaiyang.toml", {.set = set, .library = {scenarios}}),
                  2, 2);
}

const Pattern& named(const std::vector<Pattern>& patterns, const std::string& name) {
  const auto at =
      std::find_if(patterns.begin(), patterns.end(), [&](const Pattern& pattern) { return pattern.name == name; });
  if (at == patterns.end()) throw std::out_of_range(name);
  return *at;
}

TEST(Validation, NoticesAPlaceThatIsNotLikeWhatIsKnown) {
  const Validation usual = of_dahaiyang({});
  const Validation odd = of_dahaiyang({"requests.reporting_odds=4", "requests.first_fix_share=0.5",
                                       "request_kinds.litter.rate_places=600", "patrol.notice_chance=0.05"});
  EXPECT_TRUE(named(usual.plausible_year, "reported").inside());
  EXPECT_FALSE(named(odd.plausible_year, "reported").inside());
  EXPECT_TRUE(named(usual.patterns, "found_first_records").inside());
  EXPECT_FALSE(named(odd.patterns, "found_first_records").inside());
  EXPECT_TRUE(named(usual.patterns, "report_once").inside());
  EXPECT_FALSE(named(odd.patterns, "repeats").inside()) << named(odd.patterns, "repeats").value;
}

TEST(Validation, DoesNotCountWhatSetADefaultOrIsNotThere) {
  const Validation usual = of_dahaiyang({});
  EXPECT_FALSE(named(usual.patterns, "burnt_out").counts());
  EXPECT_TRUE(named(usual.patterns, "clustering").counts());
  EXPECT_TRUE(named(usual.patterns, "near_home").seen());
  EXPECT_FALSE(named(usual.patterns, "near_home").counts()) << "a rule makes it so";
  const Pattern& couriers = named(usual.patterns, "reports_an_order");
  EXPECT_FALSE(couriers.seen());
  EXPECT_FALSE(couriers.counts());
}

TEST(Validation, SeesVolunteersAndCouriersWhereThereAre) {
  const Validation with = of_dahaiyang({"volunteer_teams.enabled=true", "roaming_couriers.enabled=true"});
  for (const char* name : {"volunteers", "volunteer_hours", "volunteers_lost", "reports_an_order"}) {
    EXPECT_TRUE(named(with.patterns, name).seen()) << name;
  }
  EXPECT_TRUE(named(with.patterns, "volunteers").counts());
  EXPECT_TRUE(named(with.patterns, "reports_an_order").inside()) << named(with.patterns, "reports_an_order").value;
  EXPECT_TRUE(named(with.patterns, "orders_a_rider").inside()) << named(with.patterns, "orders_a_rider").value;
}

TEST(Validation, SaysHowFarLuckReaches) {
  Pattern pattern{
      .name = "", .meaning = "", .meaning_zh = "", .unit = "1", .low = 1, .high = 2, .source = "", .source_zh = ""};
  pattern.value = 1.9;
  pattern.reach = .05;
  EXPECT_TRUE(pattern.inside());
  EXPECT_FALSE(pattern.near_the_edge());
  pattern.reach = .2;
  EXPECT_TRUE(pattern.near_the_edge());
  const Validation usual = of_dahaiyang({});
  EXPECT_GT(named(usual.patterns, "repeats").reach, 0);
  EXPECT_EQ(named(usual.patterns, "degree").reach, 0) << "replicates share the society";
}

TEST(Validation, TellsTheTailOfEachKind) {
  const Validation usual = of_dahaiyang({});
  EXPECT_GE(usual.durations.size(), 10U);
  for (const KindDurations& kind : usual.durations) {
    EXPECT_GE(kind.cases, enough_cases);
    EXPECT_LT(kind.median, kind.p90);
    EXPECT_GT(kind.mean, 0);
    EXPECT_GT(kind.squared_variation, 0);
  }
}

TEST(Validation, DoesNotDependOnThreadsNorMuchOnTheLengthOfTheYear) {
  const std::filesystem::path scenarios = std::filesystem::path(COGOV_SOURCE_DIR) / "scenarios";
  const Scenario longer =
      load_scenario(scenarios / "places" / "yantai-dahaiyang.toml", {.set = {"run.days=728"}, .library = {scenarios}});
  const Validation one = validate(longer, 2, 1);
  const Validation two = validate(longer, 2, 2);
  const Validation usual = of_dahaiyang({});
  for (std::size_t i = 0; i < one.plausible_year.size(); ++i) {
    const Pattern& pattern = one.plausible_year[i];
    EXPECT_EQ(pattern.value, two.plausible_year[i].value);
    EXPECT_NEAR(pattern.value, usual.plausible_year[i].value, .15 * pattern.value) << pattern.name;
  }
}

}  // namespace
}  // namespace cogov::testing
