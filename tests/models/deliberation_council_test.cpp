/// The council: a quorum, a fair and a captured agenda, and projects that wait for money.
#include <gtest/gtest.h>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

void set(Settings& settings, const char* key, const Value& value) {
  settings.set(std::string("deliberation_council.") + key, value);
}

Settings meeting() {
  Settings settings = small_settings({.households = 400, .warmup_days = 1, .days = 150});
  settings.switch_on("deliberation_council", true);
  settings.set("request_kinds.litter.rate_places", 600.0);
  set(settings, "kinds", std::vector<std::string>{"litter"});
  set(settings, "meeting_every_days", std::int64_t{7});
  set(settings, "raise_chance", .3);
  set(settings, "yuan_per_year", 100000.0);
  set(settings, "project_days", 5.0);
  return settings;
}

TEST(DeliberationCouncil, WithoutAQuorumDecidesNothing) {
  Settings settings = meeting();
  EXPECT_GT(Lived(settings).of("council_passed"), 10);
  set(settings, "quorum", 1.0);
  const Lived lived(settings);
  EXPECT_GT(lived.of("council_meetings"), 15);
  EXPECT_EQ(lived.of("council_quorate_share"), 0);
  EXPECT_EQ(lived.of("council_passed"), 0);
  EXPECT_GT(lived.of("council_present"), 3);
}

TEST(DeliberationCouncil, WithoutMoneyDoesNothing) {
  Settings settings = meeting();
  set(settings, "yuan_per_year", 0.0);
  const Lived poor(settings);
  EXPECT_GT(poor.of("council_passed"), 10);
  EXPECT_EQ(poor.of("council_done"), 0);
  set(settings, "yuan_per_year", 30000.0);
  const Lived some(settings);  // 3,000 a project: 4 in 150 days, and some still under way
  EXPECT_GE(some.of("council_done"), 2);
  EXPECT_LE(some.of("council_done"), 5);
}

TEST(DeliberationCouncil, IsCapturedByTheWeightOfTheActive) {
  Settings settings = meeting();
  set(settings, "active_weight", 1.0);
  set(settings, "of_office", std::int64_t{0});
  set(settings, "items", std::int64_t{1});
  set(settings, "invited", std::int64_t{6});  // so that most who raise something have not been there before
  set(settings, "come_17_59", .1);
  set(settings, "quorum", 0.0);
  const Lived fair(settings);
  set(settings, "active_weight", 1000.0);
  const Lived captured(settings);
  EXPECT_LT(fair.of("council_active_share"), .7);
  EXPECT_GT(captured.of("council_active_share"), fair.of("council_active_share") + .15);
}

TEST(DeliberationCouncil, ThinsTheKindForAsLongAsItLasts) {
  Settings settings = meeting();
  set(settings, "effect", 1.0);
  const double with = Lived(settings).of("arisen_by_kind", 0);
  set(settings, "effect", 0.0);
  EXPECT_LT(with, .95 * Lived(settings).of("arisen_by_kind", 0));
}

}  // namespace
}  // namespace cogov::testing
