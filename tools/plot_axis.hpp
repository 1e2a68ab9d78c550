/// Round numbers along an axis.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace cogov::plot {

struct Tick {
  double at = 0;
  std::string text;  ///< as people write it: "−0.5", "1,000"
};

/// An axis from `low` to `high`, both in display units.
struct Axis {
  double low = 0, high = 1;
  std::vector<Tick> ticks;
};

enum class Zero { as_is, if_near, always };

/// The axis over numbers (those that are not finite are passed over) with at most `most` (≥ 2) ticks, 1, 2 or 5 times a
/// power of ten apart.
/// @param zero    whether it holds zero: always, or where numbers come near it, or only where they hold it
/// @param whole   it ends on ticks
/// @param signs   "+" stands before what is above zero
[[nodiscard]] Axis axis_over(std::span<const double> values, std::size_t most, Zero zero, bool whole, bool signs);

}  // namespace cogov::plot
