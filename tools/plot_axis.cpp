#include "tools/plot_axis.hpp"

#include <algorithm>
#include <cmath>

#include "output/wording.hpp"

namespace cogov::plot {

namespace {

struct Step {
  double size, precision;
};

/// The smallest round step that needs no more than `most` ticks.
Step step_for(double range, std::size_t most) {
  double power = std::pow(10, std::floor(std::log10(range / static_cast<double>(most))) - 1);
  while (true) {
    for (const double times : {1., 2., 5.}) {
      if (range / (times * power) <= static_cast<double>(most) - 1) return {times * power, power};
    }
    power *= 10;
  }
}

}  // namespace

Axis axis_over(std::span<const double> values, std::size_t most, Zero zero, bool whole, bool signs) {
  double low = INFINITY, high = -INFINITY;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (!(low <= high)) low = high = 0;
  // A level that comes near zero shows how near; one far from it would be a flat line.
  const bool near = low > 0 && low < .5 * high;
  if (zero == Zero::always || (zero == Zero::if_near && near)) low = std::min(low, 0.0), high = std::max(high, 0.0);
  if (high - low <= 1e-9 * std::max(std::abs(low), std::abs(high))) {
    const double around = low == 0 ? 1 : std::abs(low) * .05;
    low -= around, high += around;
  }
  const auto [step, precision] = step_for(high - low, std::max<std::size_t>(most, 2));
  Axis axis{low, high, {}};
  if (whole)
    axis.low = std::min(low, std::floor(low / step + 1e-9) * step),
    axis.high = std::max(high, std::ceil(high / step - 1e-9) * step);
  for (double k = std::ceil(axis.low / step - 1e-9); k * step <= axis.high + 1e-9 * step; ++k) {
    axis.ticks.push_back({k * step, k == 0 ? "0" : number_text(k * step, precision, signs)});
  }
  return axis;
}

}  // namespace cogov::plot
