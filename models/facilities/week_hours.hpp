/// The hours of a week: when an office is open, when somebody can be met.
#pragma once

#include <array>
#include <cstdint>

#include "sim/time.hpp"

namespace cogov {

/// Seconds of a day; closed when `to` is not after `from`. The break, if any, lies within them.
struct DayHours {
  Seconds from = 0, to = 0, break_from = 0, break_to = 0;
  bool operator==(const DayHours&) const = default;
};

/// Weekdays as bits: bit 0 is Monday.
inline constexpr std::uint32_t working_days = 0x1F;
inline constexpr std::uint32_t all_days = 0x7F;
[[nodiscard]] constexpr bool has_weekday(std::uint32_t weekdays, std::uint32_t day) {
  return (weekdays >> weekday_of_day(day) & 1U) != 0;
}

/// Hours by weekday, Monday first. Hours end at midnight at the latest: nothing lasts over it.
struct WeekHours {
  std::array<DayHours, 7> days{};

  /// The same hours on each of some weekdays, closed on the others.
  static WeekHours on(std::uint32_t weekdays, DayHours hours);

  /// Whether `t` lies within the hours and not in a break.
  [[nodiscard]] bool open(Seconds t) const;

  /// The earliest start, not before `t`, from which it stays open for `duration` seconds and at least one; `never`
  /// if no day of the week is that long.
  [[nodiscard]] Seconds next_open(Seconds t, Seconds duration) const;

  /// Seconds until closing or the next break; 0 when closed.
  [[nodiscard]] Seconds open_for(Seconds t) const;

  /// Seconds open in a week, breaks taken off.
  [[nodiscard]] Seconds seconds_a_week() const;

  bool operator==(const WeekHours&) const = default;
};

}  // namespace cogov
