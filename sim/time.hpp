/// Time is whole seconds from a Monday 00:00, in 32 bits (136 years).
#pragma once

#include <cmath>
#include <cstdint>

namespace cogov {

using Seconds = std::uint32_t;

inline constexpr Seconds minute_seconds = 60;
inline constexpr Seconds hour_seconds = 3'600;
inline constexpr Seconds day_seconds = 86'400;
inline constexpr Seconds week_seconds = 7 * day_seconds;
inline constexpr Seconds never = 0xFFFF'FFFF;

/// The half-open interval [from, to).
struct Epoch {
  Seconds from = 0;
  Seconds to = 0;
  [[nodiscard]] constexpr bool holds(Seconds t) const { return from <= t && t < to; }
};

[[nodiscard]] constexpr std::uint32_t day_of(Seconds t) { return t / day_seconds; }
[[nodiscard]] constexpr Seconds second_of_day(Seconds t) { return t % day_seconds; }
[[nodiscard]] constexpr Seconds start_of_day(std::uint32_t day) { return day * day_seconds; }
/// 0 is Monday, 6 is Sunday.
[[nodiscard]] constexpr std::uint32_t weekday_of_day(std::uint32_t day) { return day % 7; }
[[nodiscard]] constexpr bool is_working_day(std::uint32_t day) { return weekday_of_day(day) < 5; }

/// A duration in whole seconds, rounded to nearest: truncating would shorten every mean.
[[nodiscard]] inline Seconds whole_seconds(double seconds) {
  if (!(seconds > 0)) return 0;
  if (seconds > 4e9) return 4'000'000'000U;
  return static_cast<Seconds>(seconds + 0.5);
}

/// `delay` seconds after `t`, at the latest `never`.
[[nodiscard]] inline Seconds later(Seconds t, double delay) {
  const double sum = static_cast<double>(t) + static_cast<double>(whole_seconds(delay));
  return sum >= static_cast<double>(never) ? never : static_cast<Seconds>(sum);
}

}  // namespace cogov
