/// Routes that come past every one of some places.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/network/travel.hpp"

namespace cogov {

/// An order in which to walk past the points first ... first + count - 1 of a square table (its `from`
/// and `to` are the same points), coming from point `start`: goes to the nearest that is left, and again;
/// then is shortened by reversing stretches (2-opt) until none helps or 32 rounds are done. An open way,
/// not a circle; the way from `start` counts, a way back does not. Deterministic; ties go to the lower
/// number. Time grows with the square of `count`, a round.
///
/// @return  numbers of points in the table, each of them once
[[nodiscard]] std::vector<std::uint32_t> tour(const TravelTimes& times, std::uint32_t start, std::uint32_t first,
                                              std::uint32_t count);

}  // namespace cogov
