/// Estimates with a stated error, and what they may be asked: whether they agree with an exact value, and
/// whether they would notice a wrong one.
///
/// Each comparison rejects a correct model with a chance of one in a million. All of them together, fewer than a
/// hundred, do so with a chance below 1 in 10,000 (a chance over seeds: with the seeds as they stand, a test
/// either passes always or fails always).
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <vector>

#include "output/statistics.hpp"

namespace cogov::testing {

inline constexpr double false_positive_rate = 1e-6;  ///< of one comparison
inline constexpr double missing_rate = 1e-3;         ///< of not noticing what an estimate claims to notice

/// A mean, and its standard error from the spread of batches that hardly hang together.
struct Estimate {
  double mean = 0;
  double error = 0;
  double degrees = 0;

  static Estimate of(std::span<const double> batches) {
    const auto n = static_cast<double>(batches.size());
    return {cogov::mean(batches), std::sqrt(cogov::variance(batches) / n), n - 1};
  }
  [[nodiscard]] double allowed() const { return student_t_quantile(1 - false_positive_rate / 2, degrees) * error; }
  [[nodiscard]] double noticed() const { return allowed() + student_t_quantile(1 - missing_rate, degrees) * error; }
};

/// Sums up values in turn into batches of equal size.
class Batches {
 public:
  explicit Batches(std::size_t batch) : batch_(batch) {}

  void add(double value) {
    sum_ += value;
    if (++count_ < batch_) return;
    means_.push_back(sum_ / static_cast<double>(batch_));
    sum_ = 0;
    count_ = 0;
  }
  [[nodiscard]] Estimate estimate() const { return Estimate::of(means_); }

 private:
  std::size_t batch_, count_ = 0;
  double sum_ = 0;
  std::vector<double> means_;
};

/// Whether an estimate is compatible with an exact value.
inline ::testing::AssertionResult agrees(const Estimate& estimate, double exact) {
  auto result = std::abs(estimate.mean - exact) <= estimate.allowed() ? ::testing::AssertionSuccess()
                                                                      : ::testing::AssertionFailure();
  return result << "estimate " << estimate.mean << ", exact " << exact << ", difference " << estimate.mean - exact
                << ", allowed " << estimate.allowed();
}

/// Whether a model that is off by so much would be rejected all but surely.
inline ::testing::AssertionResult would_notice(const Estimate& estimate, double shift) {
  auto result = estimate.noticed() <= std::abs(shift) ? ::testing::AssertionSuccess() : ::testing::AssertionFailure();
  return result << "notices " << estimate.noticed() << ", to be noticed " << std::abs(shift) << ", estimate "
                << estimate.mean;
}

}  // namespace cogov::testing
