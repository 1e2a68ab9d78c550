/// Villages lie some way from the township's services: who has to go there asks less, and spends the way.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t papers = 10, errands = 11;

Settings village_at(double km) {
  Settings settings = small_settings({.households = 400, .warmup_days = 0, .days = 90});
  settings.set("community.town_km", km);
  settings.set("trust.weight", 0.0);
  settings.set("requests.first_fix_share", 1.0);
  settings.set("request_kinds.papers.reported_share", .6);
  settings.set("request_kinds.papers.rate_17_59", 600.0);
  return settings;
}

TEST(Town, FewerAskTheFartherItIs) {
  const Lived near(village_at(0));
  const Lived far(village_at(20));
  EXPECT_LT(far.of("reported_by_kind", papers), .8 * near.of("reported_by_kind", papers));
  EXPECT_EQ(far.of("arisen_by_kind", papers), near.of("arisen_by_kind", papers));
  EXPECT_EQ(far.of("reported_by_kind", errands), near.of("reported_by_kind", errands));
}

TEST(Town, EachReportTakesTheWayThereAndBack) {
  Settings settings = village_at(15);
  settings.set("community.town_kinds", std::vector<std::string>{"papers"});
  const Lived lived(settings);
  const auto booked = lived.tally().costs.quantity.at(static_cast<std::size_t>(CostItem::town_ways));
  EXPECT_EQ(booked, static_cast<std::int64_t>(lived.of("reported_by_kind", papers)) * 2 * 15 * 4 * 60);
}

TEST(Town, VillagesLieNearerOrFarther) {
  Settings settings = place(12, 30);
  settings.set("community.town_km", 10.0);
  settings.set("community.town_km_spread", 5.0);
  const auto population = drawn(settings);
  const auto nearer = [](const CommunityPlan& a, const CommunityPlan& b) { return a.town_km < b.town_km; };
  const auto [nearest, farthest] =
      std::minmax_element(population->communities.begin(), population->communities.end(), nearer);
  EXPECT_GE(nearest->town_km, 5);
  EXPECT_LE(farthest->town_km, 15);
  EXPECT_GT(farthest->town_km - nearest->town_km, 5);
  EXPECT_EQ(farthest->town_seconds, farthest->town_km * 4 * 60);
}

}  // namespace
}  // namespace cogov::testing
