/// The few statistics that comparing policies needs: Student's t on paired differences, Holm's
/// adjustment, and how many replicates would be enough. Plain values in, plain values out.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cogov {

/// A closed interval, `low` ≤ `high`, in the unit of what it bounds.
struct Interval {
  double low = 0;
  double high = 0;

  [[nodiscard]] double half_width() const { return (high - low) / 2; }
  [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
  bool operator==(const Interval&) const = default;
};

/// The quantile of Student's t; `probability` in (0, 1), `degrees` of freedom > 0.
[[nodiscard]] double student_t_quantile(double probability, double degrees);

/// A difference is told from luck below this p (adjusted for all but the primary measure).
constexpr double significance = 0.05;

/// The two-sided p of Student's t; `degrees` of freedom > 0.
[[nodiscard]] double two_sided_p(double t, double degrees);

/// The arithmetic mean, summed in order; NaN of no values.
[[nodiscard]] double mean(std::span<const double> values);

/// The sample variance (divided by n − 1); NaN of fewer than two values.
[[nodiscard]] double variance(std::span<const double> values);

/// What the pairs (baseline run, policy run) of one measure say. Means are in the measure's unit and
/// taken over the pairs that could be used; they are NaN when there is none.
struct PairedStatistics {
  std::size_t pairs = 0;           ///< used: both sides finite
  std::size_t failed = 0;          ///< left out: a side is NaN or −inf (the run failed)
  std::size_t infinite = 0;        ///< left out: none failed, a side is +inf (the value was never reached)
  std::size_t never_baseline = 0;  ///< of `infinite`: +inf on the baseline's side
  std::size_t never_policy = 0;    ///< of `infinite`: +inf on the policy's side
  double baseline_mean = 0;
  double policy_mean = 0;
  double difference = 0;               ///< mean of policy − baseline over the pairs
  double deviation = 0;                ///< sample standard deviation of the differences; NaN below two pairs
  double baseline_deviation = 0;       ///< sample standard deviation of the baseline's runs; NaN below two pairs
  bool exactly_zero = false;           ///< there are pairs and each difference is exactly 0
  bool constant = false;               ///< two pairs or more with the same difference, but for rounding error
  std::optional<Interval> interval;    ///< 95 % interval of the mean difference; none below two pairs or if constant
  std::optional<double> p;             ///< two-sided; none below two pairs
  std::optional<double> pairing_gain;  ///< variance if the runs were not paired / variance of the pairs

  [[nodiscard]] std::size_t left_out() const { return failed + infinite; }
};

/// Compares two columns of runs, pair by pair. The sizes must agree.
///
/// The interval and p are Student's, with pairs − 1 degrees of freedom. Where every difference is
/// the same (`constant`), the spread says nothing and the sign test takes its place: p = 2^(1 − pairs);
/// p is 1 if that difference is zero, or is nothing but rounding error.
[[nodiscard]] PairedStatistics paired_statistics(std::span<const double> baseline, std::span<const double> policy);

/// Compares two columns of runs that have nothing to do with each other, as Welch does: each side has its own spread.
/// `pairs` counts the runs used on the side that has fewer, and `deviation` is what pairs would need to have for the
/// same interval; there is no pairing_gain. `constant`: neither side has any spread; p is then the chance of telling
/// two such columns apart by shuffling them.
[[nodiscard]] PairedStatistics independent_statistics(std::span<const double> baseline, std::span<const double> policy);

/// Holm's step-down adjustment: rejecting where the adjusted p is below α keeps the chance of any
/// false rejection below α, however the tests hang together. Returned in the order given, each ≤ 1.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

/// The fewest pairs (at least two) whose 95 % interval has a half-width below `half_width`, were the
/// standard deviation of the differences `deviation`. None if either is not finite, or if
/// `half_width` ≤ 0, or beyond a billion.
[[nodiscard]] std::optional<std::size_t> replicates_needed(double deviation, double half_width);

/// The multiple of `precision` (> 0) that is nearest to `value`; never −0.
[[nodiscard]] double rounded(double value, double precision);

}  // namespace cogov
