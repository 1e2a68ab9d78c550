/// The second bar: what the plausible worlds say of a difference, with luck's own spread taken off, and which
/// unknown parameter goes with it. Plain values in, plain values out.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "output/statistics.hpp"
#include "sim/results.hpp"

namespace cogov {

/// An unknown parameter that goes with a difference over the worlds.
struct Driver {
  std::size_t parameter = 0;  ///< position among the parameters drawn
  double correlation = 0;     ///< Spearman's, of the parameter with policy − baseline; −1 … 1
  double share = 0;           ///< of the spread of the differences that it explains: the correlation squared
  double adjusted_p = 1;      ///< Holm over all parameters
};

/// What a policy does where the assumptions vary. Differences are policy − baseline in the measure's unit.
struct WorldRange {
  Interval range;             ///< holds 90 % of the plausible worlds; NaN if no world has a difference
  std::size_t worlds = 0;     ///< that have a difference: both sides finite
  std::size_t better = 0;     ///< of them, those in which the policy is better
  std::size_t unnoticed = 0;  ///< of them, those in which the difference is smaller than is worth noticing
  std::size_t failed = 0;     ///< left out: a run failed
  std::size_t infinite = 0;   ///< left out: a value was never reached
  double mean = 0;            ///< of the differences
  bool exactly_zero = false;  ///< there are worlds and each difference is exactly 0
  /// Luck's variance over that of the differences, at most 1; none: luck is unknown and nothing was taken off.
  std::optional<double> luck_share;
  /// How far luck may have moved an end of the range: 1.96 standard errors of the mean; none if luck is unknown.
  std::optional<double> luck_reach;
  std::vector<Driver> drivers;  ///< the strongest first; empty if none stands out

  [[nodiscard]] std::size_t drawn() const { return worlds + failed + infinite; }
};

/// Fewer worlds have no 5 % on either side of a range that holds 90 %.
constexpr std::size_t least_worlds = 20;

/// How many drivers are kept of a difference.
constexpr std::size_t most_drivers = 3;

/// The range that holds 90 % of plausible worlds, luck's own variance taken off.
///
/// In a world a policy meets one luck, so the differences d of the worlds vary by V = var(d) = (spread of the worlds)
/// + (luck), and the replicates tell luck's variance L. Each d is drawn towards the mean of all by the
/// factor sqrt(1 − L / V), which leaves just the worlds' spread; the ends are the 5 % and the 95 % quantile of what
/// results (the (n + 1)·p-th of n worlds), but the range is no narrower than luck leaves the mean, and `better` and
/// `unnoticed` count the same numbers. L and V are known from so many pairs and worlds: where 1 − L / V is less than
/// one standard error of L / V, the spread can't be told from none, and that much is left. Where luck is unknown
/// (`luck_variance` empty: fewer than two replicates) nothing is taken off. Taken for granted: luck varies
/// as much in the other worlds as at default assumptions.
///
/// @param baseline, policy  one value a world; NaN: failed; +inf: never reached. Both are left out and counted
/// @param smallest          differences below it (in size) count as `unnoticed`; 0: only those of exactly 0
/// @param luck_pairs        pairs of replicates that tell L; 0: as good as known
/// @returns everything but the drivers
[[nodiscard]] WorldRange world_range(std::span<const double> baseline, std::span<const double> policy,
                                     std::optional<double> luck_variance, double smallest, Better better,
                                     std::size_t luck_pairs = 0);

/// Ranks from 1, those of equal values averaged.
[[nodiscard]] std::vector<double> ranks_of(std::span<const double> values);

/// Finds which of the parameters drawn goes with a difference.
class DriverSearch {
 public:
  /// One column a parameter, each with a value for every world.
  explicit DriverSearch(std::vector<std::vector<double>> columns);

  /// The parameters whose rank correlation with the differences is significant (5 %, Holm over all parameters that
  /// vary), the strongest first, at most most_drivers. p is that of Student's t with n − 2 degrees of freedom. A
  /// difference that rises and falls again with a parameter can go unseen. Worlds without a difference (NaN) are left
  /// out.
  [[nodiscard]] std::vector<Driver> drivers(std::span<const double> differences) const;

 private:
  std::vector<std::vector<double>> columns_;
  std::vector<std::vector<double>> ranks_;  ///< of all worlds; sorting them for each measure would be most of the work
};

}  // namespace cogov
