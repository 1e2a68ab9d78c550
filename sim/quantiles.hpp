/// Quantiles of what was measured: exact ones, ones under censoring, and ones from mergeable counts.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace cogov {

/// The p-quantile of `values`, 0 <= p <= 1, interpolated linearly between neighbours in order: with n values
/// it stands at position p (n-1), counted from 0 (type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in
/// statistical packages", 1996). It depends on the multiset of values only.
///
/// Reorders `values`. Infinite values are allowed (a quantile between a finite and an infinite value is
/// infinite); NaN is not: a bug of ours. NaN for no values.
double exact_quantile(std::vector<double>& values, double p);

/// The p-quantile, 0 < p <= 1, of durations of which some were still running when observation ended
/// (E. L. Kaplan and P. Meier, 1958): the least duration by which the estimated share of finished ones is p.
///
/// @param durations  until the end, or until observation ended, in any unit
/// @param finished   one each: 1 the end was seen, 0 it was not (censored; at equal durations counted as longer)
/// @return in the durations' unit; +inf where the share is never reached, NaN for no durations
double censored_quantile(std::span<const std::uint32_t> durations, std::span<const std::uint8_t> finished, double p);

/// The Gini coefficient, 0 (all equal) to 1 - 1/n (one has all), of values >= 0 in any order.
/// 0 where all are 0, NaN for no values; a negative value or NaN is a bug of ours.
double gini(std::vector<double> values);

/// Counts of unsigned 32-bit values in bins that grow with the value: 32 an octave, one value a bin below 64.
///
/// The bin [low, high] that holds a value is at most low/32 wide. Counts are whole numbers, so that merging
/// is exact and the order of merging doesn't matter. 7 KB each.
class LogLinearHistogram {
 public:
  static constexpr std::uint32_t bins = 896;

  /// The bin of a value, and the least and greatest value of a bin (bin < bins).
  static constexpr std::uint32_t bin_of(std::uint32_t value) noexcept {
    if (value < 64) return value;
    const auto shift = static_cast<std::uint32_t>(std::bit_width(value)) - 6;
    return shift * 32 + (value >> shift);
  }
  static constexpr std::uint32_t low_of(std::uint32_t bin) noexcept {
    if (bin < 64) return bin;
    const std::uint32_t shift = bin / 32 - 1;
    return (bin - shift * 32) << shift;
  }
  static constexpr std::uint32_t high_of(std::uint32_t bin) noexcept {
    return bin < 64 ? bin : low_of(bin) + ((1U << (bin / 32 - 1)) - 1U);
  }

  void add(std::uint32_t value, std::uint64_t times = 1) noexcept {
    counts_[bin_of(value)] += times;
    total_ += times;
  }
  void merge(const LogLinearHistogram& other) noexcept;

  /// The middle of the bin that holds the p-quantile, 0 <= p <= 1: the value with ceil(p n) values at or below
  /// it (the least value for p = 0). Exact below 64, elsewhere within 1/64 of the value. NaN when empty.
  [[nodiscard]] double quantile(double p) const;

  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
  [[nodiscard]] std::span<const std::uint64_t, bins> counts() const noexcept { return counts_; }
  bool operator==(const LogLinearHistogram&) const = default;

 private:
  std::array<std::uint64_t, bins> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace cogov
