/// Dates and times as logs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cogov {

/// A moment on the clock on the wall.
struct Moment {
  std::int64_t wall = 0;            ///< seconds since 1970-01-01 00:00 by that clock
  std::optional<int> zone_minutes;  ///< ahead of UTC, where the text says so
  bool has_time = true;             ///< false: a day alone, wall is its midnight
};

/// Which comes first in 3/5/2020.
enum class DayOrder { month_first, day_first };

/// Reads 2024-05-03 14:05:30 (with T, fraction, Z or +08:00), 2024/5/3, 5/3/2024 2:05 PM, 3.5.24 14:05, 20240503140530,
/// 2024年5月3日 14时05分 (下午2:05). Years of two digits are 1970 to 2069. Nothing where it is no date from 1900 to
/// 2200.
[[nodiscard]] std::optional<Moment> read_moment(std::string_view text, DayOrder order);

/// What one text says of the order of day and month: nothing where both could be meant, or it is no such date.
[[nodiscard]] std::optional<DayOrder> order_of(std::string_view text);

/// "2024-05-03", of seconds since 1970.
[[nodiscard]] std::string day_text(std::int64_t wall);

}  // namespace cogov
