/// A traced run's movements of one day, and what must be true of any.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "models/movements.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {

/// The tables of one traced run, and what is needed to look things up in them.
class WatchedDay {
 public:
  explicit WatchedDay(const Settings& settings, const Imports& imports = {}) {
    const PolicyExperiment experiment({settings}, true, imports);
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

inline std::size_t begins_trip(const WatchedDay& day, std::size_t row) {
  return row == 0 || day.at("movements", "trip", row) != day.at("movements", "trip", row - 1) ? 1 : 0;
}

/// The junction at which a stretch that ends at `mm` touches the next; -1 within the street.
inline std::int64_t junction(const WatchedDay& day, std::int64_t edge, std::int64_t mm) {
  const auto row = static_cast<std::size_t>(edge);
  if (mm == 0) return day.at("street_edges", "from", row);
  if (mm == day.at("street_edges", "length_mm", row)) return day.at("street_edges", "to", row);
  return -1;
}

/// Stretches lie on their streets, and a way goes on where its last stretch ended.
inline void expect_no_gaps(const WatchedDay& day) {
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

/// Where somebody stands: at a junction, whichever street they came by, or on a street.
inline std::pair<std::int64_t, std::int64_t> spot(const WatchedDay& day, std::size_t row, const char* end) {
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

/// Ways of one person follow each other, and each begins where the last ended.
inline void expect_nobody_in_two_places(const WatchedDay& day) {
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

}  // namespace cogov::testing
