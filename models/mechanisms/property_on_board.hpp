/// Row 21: the parameters and measures of property crews, meetings and fees.
#pragma once

#include <cstddef>
#include <vector>

#include "models/param.hpp"

namespace cogov::property_on_board {

/// What it counts, in the order of its counters.
enum Counter : std::size_t {
  served,
  late,
  passed,
  overdue,
  crew_seconds,
  meetings,
  meeting_seconds,
  manager_seconds,
  bills,
  withheld,
  fee_disputes,
  subsidy_days
};

/// What it keeps with --trace.
enum Event : std::size_t { passes_on, misses_limit, meets, collects, quarrels };

/// What it pays for.
enum Cost : std::size_t { crews_time, managers_time, subsidy };

[[nodiscard]] std::vector<Param> params();
[[nodiscard]] std::vector<OwnMeasure> measures();

}  // namespace cogov::property_on_board
