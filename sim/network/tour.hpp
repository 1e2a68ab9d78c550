/// Routes that come past every one of some places.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/network/travel.hpp"

namespace cogov {

/// An order in which to walk past the points first ... first + count - 1 of a square table (its `from`
/// and `to` are the same points): begins at the point nearest to `start`, goes on to the nearest that is
/// left, then is shortened by reversing stretches (2-opt) until none helps or so many rounds are done.
/// Deterministic; ties go to the lower number. An open way, not a circle.
[[nodiscard]] std::vector<std::uint32_t> tour(const TravelTimes& times, std::uint32_t start, std::uint32_t first,
                                              std::uint32_t count);

}  // namespace cogov
