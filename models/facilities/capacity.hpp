/// What can be bought or worked by somebody who is not a person of the model: hours of the day at which they are at
/// work, and an amount that becomes available evenly over the year.
#pragma once

#include <cstdint>

#include "sim/time.hpp"

namespace cogov {

/// Hours of working days.
struct OfficeHours {
  Seconds from = 0, to = 0;  ///< seconds of the day; never open where `from` is not before `to`
  [[nodiscard]] bool on_day(std::uint32_t day) const { return is_working_day(day) && from < to; }
  [[nodiscard]] bool open(Seconds t) const {
    return on_day(day_of(t)) && from <= second_of_day(t) && second_of_day(t) < to;
  }
};

/// Of so much a year, what becomes available on a day: whole numbers whose sum over any days is never further than
/// one from the even share.
[[nodiscard]] std::int32_t evenly(double a_year, std::uint32_t day);

/// The most that a balance of such amounts holds: what is beyond it is forgotten.
inline constexpr std::int32_t most_held = 2'000'000'000;
[[nodiscard]] std::int32_t added(std::int32_t balance, std::int32_t amount);

}  // namespace cogov
