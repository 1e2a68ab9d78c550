/// The market comes on its days, serves who comes as fast as its stalls can, and drives its kilometres.
#include <gtest/gtest.h>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t papers = 10;

/// Everybody with a need knows, is there and comes.
Settings with_market(std::int64_t communities = 1) {
  Settings settings = small_settings({.communities = communities, .households = 300, .warmup_days = 0, .days = 60});
  settings.switch_on("travelling_market", true);
  settings.set("travelling_market.cycle_days", std::int64_t{10});
  for (const char* chance : {"announced", "interest", "at_home_17_59", "at_home_others"}) {
    settings.set(std::string("travelling_market.") + chance, 1.0);
  }
  settings.set("travelling_market.decay", 0.0);
  return settings;
}

/// Needs of one kind that nobody else serves.
void only_papers(Settings& settings) {
  settings.set("requests.only", std::vector<std::string>{"papers"});
  settings.set("request_kinds.papers.rate_17_59", 1000.0);
  settings.set("request_kinds.papers.served_by", std::vector<std::string>{"leader"});
  settings.set("request_kinds.papers.service_shape", std::string("fixed"));
  settings.set("request_kinds.papers.service_median", 60.0);
  settings.set("request_kinds.papers.service_p90", 60.0);
  settings.set("requests.first_fix_share", 1.0);
}

TEST(TravellingMarket, ComesToEachVillageOnceARound) {
  const Lived lived(with_market(3));
  EXPECT_EQ(lived.of("markets_held"), 3 * 6);
}

TEST(TravellingMarket, ServesWhoComesAndNobodyInBetween) {
  Settings settings = with_market();
  settings.set("travelling_market.stalls", std::int64_t{20});
  only_papers(settings);
  settings.set("travelling_market.closes", 24.0);
  const Lived lived(settings);
  EXPECT_EQ(lived.of("market_came_share"), 1);
  EXPECT_GT(lived.of("market_served"), 10);
  EXPECT_EQ(lived.of("fixed_by_kind", papers), lived.of("market_served"));
  for (std::size_t day = 0; day < 60; ++day) {
    if (day % 10 == 0) continue;
    EXPECT_EQ(lived.of("fixed", day), 0) << day;
  }
}

TEST(TravellingMarket, TurnsAwayWhoCannotBeServedBeforeItLeaves) {
  Settings settings = with_market();
  only_papers(settings);
  settings.set("request_kinds.papers.rate_17_59", 4000.0);
  const Lived lived(settings);
  EXPECT_LE(lived.of("market_served"), 6 * 3);  // three hours, an hour each
  EXPECT_GT(lived.of("market_served"), 6);
  EXPECT_GT(lived.of("market_turned_away"), 6 * 3);
}

TEST(TravellingMarket, StaysAtHomeWithoutStalls) {
  Settings settings = with_market();
  settings.set("travelling_market.stalls", std::int64_t{0});
  const Lived lived(settings);
  EXPECT_EQ(lived.of("markets_held"), 0);
  EXPECT_EQ(lived.of("market_km"), 0);
}

}  // namespace
}  // namespace cogov::testing
