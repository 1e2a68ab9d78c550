/// Movements of a watched day: every way is a way along streets, nobody is in two places, nobody passes a locked gate.
#include "models/movements.hpp"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "tests/properties/support.hpp"

namespace cogov::testing {

namespace {

/// The tables of one traced run, and what is needed to look things up in them.
class WatchedDay {
 public:
  explicit WatchedDay(const Settings& settings) {
    const PolicyExperiment experiment({settings}, true);
    for (TraceTable& table : run_of(experiment).trace) tables_.emplace(table.name, std::move(table));
  }
  [[nodiscard]] std::int64_t at(const std::string& table, const std::string& column, std::size_t row) const {
    return column_of(table, column).values[row];
  }
  [[nodiscard]] std::size_t rows(const std::string& table) const { return tables_.at(table).columns[0].values.size(); }
  [[nodiscard]] const TraceColumn& column_of(const std::string& table, const std::string& column) const {
    for (const TraceColumn& one : tables_.at(table).columns) {
      if (one.name == column) return one;
    }
    throw std::out_of_range(column);
  }

 private:
  std::map<std::string, TraceTable> tables_;
};

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

std::size_t begins_trip(const WatchedDay& day, std::size_t row) {
  return row == 0 || day.at("movements", "trip", row) != day.at("movements", "trip", row - 1) ? 1 : 0;
}

/// The junction at which a stretch that ends at `mm` touches the next; -1 within the street.
std::int64_t junction(const WatchedDay& day, std::int64_t edge, std::int64_t mm) {
  const auto row = static_cast<std::size_t>(edge);
  if (mm == 0) return day.at("street_edges", "from", row);
  if (mm == day.at("street_edges", "length_mm", row)) return day.at("street_edges", "to", row);
  return -1;
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

TEST(Movements, GoFromStreetToStreetWithoutAGap) {
  const WatchedDay day(watched(2));
  for (std::size_t row = 0; row < day.rows("movements"); ++row) {
    const std::int64_t edge = day.at("movements", "edge", row);
    const std::int64_t length = day.at("street_edges", "length_mm", static_cast<std::size_t>(edge));
    for (const char* end : {"from_mm", "to_mm"}) {
      ASSERT_GE(day.at("movements", end, row), 0);
      ASSERT_LE(day.at("movements", end, row), length);
    }
    if (begins_trip(day, row) == 1) continue;
    ASSERT_EQ(day.at("movements", "enter_ms", row), day.at("movements", "leave_ms", row - 1));
    const std::int64_t left =
        junction(day, day.at("movements", "edge", row - 1), day.at("movements", "to_mm", row - 1));
    ASSERT_GE(left, 0);
    ASSERT_EQ(left, junction(day, edge, day.at("movements", "from_mm", row)));
  }
}

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

/// Where somebody stands: at a junction, whichever street they came by, or on a street.
std::pair<std::int64_t, std::int64_t> spot(const WatchedDay& day, std::size_t row, const char* end) {
  const std::int64_t edge = day.at("movements", "edge", row);
  const std::int64_t mm = day.at("movements", end, row);
  const std::int64_t at = junction(day, edge, mm);
  return at >= 0 ? std::pair{std::int64_t{-1}, at} : std::pair{edge, mm};
}

/// Where and when somebody's last way ended.
struct Standing {
  std::int64_t since = -1;
  std::pair<std::int64_t, std::int64_t> at;
};

TEST(Movements, NobodyIsInTwoPlaces) {
  for (const std::int64_t number : {1, 2, 3, 5, 6}) {
    const WatchedDay day(watched(number));
    std::map<std::pair<std::int64_t, std::int64_t>, Standing> who;
    for (std::size_t row = 0; row < day.rows("movements"); ++row) {
      std::int64_t mover = day.at("movements", "mover", row);
      if (mover == static_cast<std::int64_t>(Mover::volunteer)) mover = static_cast<std::int64_t>(Mover::resident);
      Standing& last = who[{mover, day.at("movements", "who", row)}];
      if (begins_trip(day, row) == 1 && last.since >= 0) {
        ASSERT_GE(day.at("movements", "enter_ms", row), last.since);
        ASSERT_EQ(spot(day, row, "from_mm"), last.at) << "row " << row;
      }
      last = {day.at("movements", "leave_ms", row), spot(day, row, "to_mm")};
    }
  }
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

TEST(Movements, AnotherDayOrNoTraceChangesNoResult) {
  const Settings settings = watched(2);
  const PolicyExperiment traced({settings}, true);
  const std::string digest = run_digest(traced.layout(), run_of(traced));
  EXPECT_EQ(digest, digest_of(settings));
  EXPECT_EQ(digest, digest_of(watched(4)));
}

}  // namespace

}  // namespace cogov::testing
