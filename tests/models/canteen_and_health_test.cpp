/// A canteen has so many meals; checks open a record once.
#include <gtest/gtest.h>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

Settings with_canteen() {
  Settings settings = small_settings({.households = 400, .warmup_days = 0, .days = 60});
  settings.switch_on("canteen_and_health", true);
  return settings;
}

TEST(CanteenAndHealth, ServesNoMoreMealsThanItHas) {
  Settings settings = with_canteen();
  settings.set("canteen_and_health.meals_per_day", std::int64_t{7});
  const Lived lived(settings);
  EXPECT_EQ(lived.of("canteen_meals"), 7 * 44);  // working days of sixty from a Monday on
  EXPECT_GT(lived.of("canteen_turned_away"), 0);
}

TEST(CanteenAndHealth, SubsidyFillsTheTables) {
  Settings dear = with_canteen();
  dear.set("canteen_and_health.subsidy", 0.0);
  Settings cheap = with_canteen();
  cheap.set("canteen_and_health.subsidy", 18.0);
  EXPECT_GT(Lived(cheap).of("canteen_meals"), 1.3 * Lived(dear).of("canteen_meals"));
}

TEST(CanteenAndHealth, OpensARecordOnceForEach) {
  Settings settings = with_canteen();
  settings.set("canteen_and_health.check_chance", 1.0);
  settings.set("canteen_and_health.decay", 0.0);
  settings.set("canteen_and_health.frail_share", 1.0);
  const Lived lived(settings);
  EXPECT_EQ(lived.of("health_records") * 2, lived.of("health_checks"));
  EXPECT_EQ(lived.of("health_checks_frail_rate"), 1);
}

}  // namespace
}  // namespace cogov::testing
