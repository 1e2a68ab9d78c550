/// Movements of a watched day: every way is a way along streets, nobody is in two places, nobody passes a locked gate.
#include <gtest/gtest.h>

#include <map>

#include "sim/errors.hpp"
#include "tests/properties/watched_day.hpp"

namespace cogov::testing {

namespace {

Settings watched(std::int64_t day) {
  // Many volunteers, so that every day has some.
  Settings settings = busy_settings({.communities = 5, .households = 400, .warmup_days = 10, .days = 12});
  settings.set("run.trace_day", day);
  settings.set("run.trace_community", std::int64_t{2});
  settings.set("streets.locked_share", 1.0);
  settings.set("streets.riders_kept_out_share", .5);
  settings.set("grid_workers.shift_from", 6.0);
  settings.set("grid_workers.shift_to", 24.0);  // also after gates are locked
  settings.set("streets.locked_from", 21.0);
  settings.set("patrol.last_round", 22.5);
  settings.set("volunteer_teams.start_share", .1);
  settings.set("request_kinds.papers.rate_17_59", 8000.0);
  return settings;
}

TEST(Movements, AreKeptForEveryKindOfMoverOfTheModel) {
  const WatchedDay day(watched(2));
  std::map<std::int64_t, std::size_t> trips;
  for (std::size_t row = 0; row < day.rows("movements"); ++row) {
    trips[day.at("movements", "mover", row)] += begins_trip(day, row);
  }
  EXPECT_GT(trips[static_cast<std::int64_t>(Mover::grid_worker)], 20U);
  EXPECT_GT(trips[static_cast<std::int64_t>(Mover::resident)], 1U);
  EXPECT_GT(trips[static_cast<std::int64_t>(Mover::volunteer)], 1U);
  EXPECT_GT(trips[static_cast<std::int64_t>(Mover::courier)], 50U);
}

TEST(Movements, GoFromStreetToStreetWithoutAGap) { expect_no_gaps(WatchedDay(watched(2))); }

TEST(Movements, TakeAsLongAsTheDistanceAsks) {
  const Settings settings = watched(2);
  const WatchedDay day(settings);
  const double walking = settings.real("streets.walking_speed");
  for (std::size_t row = 0; row < day.rows("movements"); ++row) {
    if (day.at("movements", "rides", row) != 0) continue;
    const auto millimetres = std::abs(day.at("movements", "to_mm", row) - day.at("movements", "from_mm", row));
    const auto milliseconds = day.at("movements", "leave_ms", row) - day.at("movements", "enter_ms", row);
    ASSERT_NEAR(static_cast<double>(milliseconds), static_cast<double>(millimetres) / walking, 2.0);
  }
}

TEST(Movements, NobodyIsInTwoPlaces) {
  for (const std::int64_t number : {1, 2, 3, 5, 6}) expect_nobody_in_two_places(WatchedDay(watched(number)));
}

TEST(Movements, NobodyPassesALockedGate) {
  constexpr std::int64_t hour = 3'600'000;
  std::size_t at_night = 0;
  for (const std::int64_t number : {1, 2, 3}) {
    const WatchedDay day(watched(number));
    for (std::size_t row = 0; row < day.rows("movements"); ++row) {
      const auto edge = static_cast<std::size_t>(day.at("movements", "edge", row));
      const std::int64_t enter = day.at("movements", "enter_ms", row) - number * 24 * hour;
      const std::int64_t leave = day.at("movements", "leave_ms", row) - number * 24 * hour;
      const bool locked = leave >= 21 * hour || enter < 5 * hour;
      at_night += locked ? 1 : 0;
      ASSERT_FALSE(locked && day.at("street_edges", "locked_at_night", edge) != 0);
      const bool rides = day.at("movements", "rides", row) != 0;
      ASSERT_FALSE(rides && day.at("street_edges", "closed_to_riders", edge) != 0);
    }
  }
  EXPECT_GT(at_night, 10U);  // or the test would say nothing
}

TEST(Movements, OfADayOrACommunityThatIsNotThereAreRefused) {
  Settings late = watched(2);
  late.set("run.trace_day", late.integer("run.days"));
  EXPECT_THROW(PolicyExperiment({late}, true), UserError);
  EXPECT_NO_THROW(PolicyExperiment({late}, false));
  Settings nowhere = watched(2);
  nowhere.set("run.trace_community", std::int64_t{6});
  EXPECT_THROW(PolicyExperiment({nowhere}, true), UserError);
}

TEST(Movements, AnotherDayOrNoTraceChangesNoResult) {
  const Settings settings = watched(2);
  const PolicyExperiment traced({settings}, true);
  const std::string digest = run_digest(traced.layout(), run_of(traced));
  EXPECT_EQ(digest, digest_of(settings));
  EXPECT_EQ(digest, digest_of(watched(4)));
}

}  // namespace

}  // namespace cogov::testing
