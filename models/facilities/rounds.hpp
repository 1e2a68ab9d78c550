/// What comes round so many times a year: a camp, a contest, a report.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/time.hpp"

namespace cogov {

/// How many rounds have come due within so many days; never one where there are 0 a year.
/// @param ahead  of a period, by which the first comes sooner than after a whole one: by default it comes halfway
[[nodiscard]] inline std::int32_t rounds_by(double per_year, std::int64_t days, double ahead = .5) {
  return per_year > 0 ? static_cast<std::int32_t>(per_year * static_cast<double>(days) / 365 + ahead + 1e-9) : 0;
}

/// Rounds held, when some rule changes: one that has come due and not been held yet is still to be held, no more.
[[nodiscard]] inline std::int32_t still_held(std::int32_t held, std::int32_t due) {
  return std::clamp(held, due - 1, due);
}

/// Rounds from the day on which a policy takes hold, each on a working day.
struct YearlyRounds {
  double per_year = 0;

  /// Whether a round is held on a day; then it is counted in `held`.
  /// @param begun  the first day   @param held  rounds so far
  [[nodiscard]] bool turn(std::int32_t begun, std::int32_t& held, std::uint32_t day) const {
    const std::int32_t due = rounds_by(per_year, std::int64_t{day} - begun);
    if (due <= held || !is_working_day(day)) return false;
    held = due;
    return true;
  }
  /// Whether the next round comes due within the next `days` days.
  [[nodiscard]] bool near(std::int32_t begun, std::int32_t held, std::uint32_t day, std::int64_t days) const {
    return rounds_by(per_year, std::int64_t{day} + days - begun) > held;
  }
};

}  // namespace cogov
