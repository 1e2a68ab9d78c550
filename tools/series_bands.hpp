/// Curves with bands: what many runs say of a measure point by point.
#pragma once

#include <cstddef>
#include <vector>

#include "output/result.hpp"

namespace cogov {

/// A curve and what lies around it, one number a point; NaN where no run has a number.
struct Band {
  std::vector<double> middle, low, high;
};

/// How many days one point of a curve stands for: a whole number of weeks, so that weekends don't show as waves.
[[nodiscard]] std::size_t days_a_point(std::size_t days, std::size_t policies);

/// The runs of a measure by day, [policy][replicate][point], averaged over `step` days (those left at the end, being
/// no whole step, are left out); a failed run is empty.
[[nodiscard]] std::vector<std::vector<std::vector<double>>> daily_runs(const Result& result, const Measure& measure,
                                                                       std::size_t days, std::size_t step);

/// Mean and the range that holds nine in ten runs, point by point. `runs` are [run][point]; a failed one is empty.
[[nodiscard]] Band spread_of(const std::vector<std::vector<double>>& runs, std::size_t points);

/// Mean paired difference and its 95 % interval, point by point; both sides as for spread_of().
[[nodiscard]] Band difference_of(const std::vector<std::vector<double>>& baseline,
                                 const std::vector<std::vector<double>>& policy, std::size_t points);

}  // namespace cogov
