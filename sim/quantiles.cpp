#include "sim/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_nan(double x) { return x != x; }

}  // namespace

double exact_quantile(std::vector<double>& values, double p) {
  EXPECT(p >= 0 && p <= 1);
  EXPECT(std::none_of(values.begin(), values.end(), is_nan));
  if (values.empty()) return not_a_number;
  const double position = p * static_cast<double>(values.size() - 1);
  const auto rank = static_cast<std::ptrdiff_t>(position);
  const double part = position - static_cast<double>(rank);
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  const double low = values[static_cast<std::size_t>(rank)];
  if (part == 0.0) return low;
  const double high = *std::min_element(values.begin() + rank + 1, values.end());
  // Equal neighbours are answered exactly, infinite ones included.
  return low == high ? low : low + part * (high - low);
}

double censored_quantile(std::span<const std::uint32_t> durations, std::span<const std::uint8_t> finished, double p) {
  EXPECT(durations.size() == finished.size());
  EXPECT(p > 0 && p <= 1);
  if (durations.empty()) return not_a_number;
  // One key sorts by duration and puts what was seen to end before what was censored at the same time.
  std::vector<std::uint64_t> keys(durations.size());
  for (std::size_t i = 0; i < keys.size(); ++i)
    keys[i] = (std::uint64_t{durations[i]} << 1) | (finished[i] != 0 ? 0U : 1U);
  std::sort(keys.begin(), keys.end());
  // Between censored ones the product of the survivors' shares telescopes to one ratio of counts. So it has
  // few roundings, and the allowance suffices for a share that is reached exactly to count as reached.
  const double goal = (1.0 - p) + 1e-12;
  double before = 1.0;                              // the share still running when the stretch began
  double begun = static_cast<double>(keys.size());  // how many were observed then
  for (std::size_t i = 0; i < keys.size();) {
    const std::uint64_t key = keys[i];
    const double at_risk = static_cast<double>(keys.size() - i);
    while (i < keys.size() && keys[i] == key) ++i;
    const double left = static_cast<double>(keys.size() - i);
    if ((key & 1U) != 0) {
      before *= at_risk / begun;
      begun = left;
    } else if (before * (left / begun) <= goal) {
      return static_cast<double>(key >> 1);
    }
  }
  return std::numeric_limits<double>::infinity();
}

double gini(std::vector<double> values) {
  EXPECT(std::all_of(values.begin(), values.end(), [](double x) { return x >= 0; }));
  if (values.empty()) return not_a_number;
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double sum = 0.0;
  double weighted = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    weighted += (2.0 * static_cast<double>(i) + 1.0 - n) * values[i];
  }
  return sum > 0 ? weighted / (n * sum) : 0.0;
}

void LogLinearHistogram::merge(const LogLinearHistogram& other) noexcept {
  for (std::size_t i = 0; i < bins; ++i) counts_[i] += other.counts_[i];
  total_ += other.total_;
}

double LogLinearHistogram::quantile(double p) const {
  EXPECT(p >= 0 && p <= 1);
  if (total_ == 0) return not_a_number;
  // The rank is ceil(p n); the small allowance keeps 0.07 * 100 from counting as more than 7.
  const double exact_rank = p * static_cast<double>(total_);
  const double rank = std::max(1.0, std::ceil(exact_rank * (1.0 - 1e-12)));
  std::uint64_t seen = 0;
  std::uint32_t bin = 0;
  while (bin + 1 < bins && static_cast<double>(seen + counts_[bin]) < rank) seen += counts_[bin++];
  return 0.5 * (static_cast<double>(low_of(bin)) + static_cast<double>(high_of(bin)));
}

}  // namespace cogov
