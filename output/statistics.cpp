#include "output/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// How far a difference of numbers of this size can be off by rounding alone.
double rounding_error(std::span<const double> a, std::span<const double> b) {
  double largest = 0;
  for (const double value : a) largest = std::max(largest, std::abs(value));
  for (const double value : b) largest = std::max(largest, std::abs(value));
  return 16 * std::numeric_limits<double>::epsilon() * largest;
}

/// The pairs that can be used, and why the others can't.
struct Pairs {
  std::vector<double> baseline, policy, difference;
};

Pairs usable(std::span<const double> baseline, std::span<const double> policy, PairedStatistics& counts) {
  Pairs kept;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    const double a = baseline[i];
    const double b = policy[i];
    if (std::isfinite(a) && std::isfinite(b)) {
      kept.baseline.push_back(a);
      kept.policy.push_back(b);
      kept.difference.push_back(b - a);
      continue;
    }
    const auto failed = [](double x) { return std::isnan(x) || (std::isinf(x) && x < 0); };
    if (failed(a) || failed(b)) {
      ++counts.failed;
      continue;
    }
    ++counts.infinite;
    if (std::isinf(a)) ++counts.never_baseline;
    if (std::isinf(b)) ++counts.never_policy;
  }
  counts.pairs = kept.difference.size();
  return kept;
}

/// Fills in what rests on the spread of the differences; two pairs or more.
void add_uncertainty(const Pairs& kept, PairedStatistics& result) {
  const std::vector<double>& differences = kept.difference;
  const double degrees = static_cast<double>(differences.size()) - 1;
  const double noise = rounding_error(kept.baseline, kept.policy);
  const auto [least, most] = std::minmax_element(differences.begin(), differences.end());
  if (*most - *least <= noise) {
    result.constant = true;
    result.p = std::abs(result.difference) <= noise ? 1.0 : std::pow(2.0, -degrees);
    return;
  }
  const double error = result.deviation / std::sqrt(degrees + 1);
  const double reach = student_t_quantile(0.975, degrees) * error;
  result.interval = Interval{result.difference - reach, result.difference + reach};
  result.p = two_sided_p(result.difference / error, degrees);
  const double unpaired = variance(kept.baseline) + variance(kept.policy);
  result.pairing_gain = unpaired / (result.deviation * result.deviation);
}

}  // namespace

double student_t_quantile(double probability, double degrees) {
  EXPECT(probability > 0 && probability < 1 && degrees > 0);
  return boost::math::quantile(boost::math::students_t(degrees), probability);
}

double two_sided_p(double t, double degrees) {
  EXPECT(degrees > 0);
  const boost::math::students_t distribution(degrees);
  return 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

double mean(std::span<const double> values) {
  if (values.empty()) return nan_value;
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double variance(std::span<const double> values) {
  if (values.size() < 2) return nan_value;
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares / static_cast<double>(values.size() - 1);
}

PairedStatistics paired_statistics(std::span<const double> baseline, std::span<const double> policy) {
  EXPECT(baseline.size() == policy.size());
  PairedStatistics result;
  const Pairs kept = usable(baseline, policy, result);
  result.baseline_mean = mean(kept.baseline);
  result.policy_mean = mean(kept.policy);
  result.difference = mean(kept.difference);
  result.deviation = std::sqrt(variance(kept.difference));
  result.baseline_deviation = std::sqrt(variance(kept.baseline));
  result.exactly_zero =
      result.pairs > 0 && std::ranges::all_of(kept.difference, [](double difference) { return difference == 0; });
  if (result.pairs >= 2) add_uncertainty(kept, result);
  return result;
}

namespace {

/// The runs of one side that can be used; the others are counted.
std::vector<double> usable(std::span<const double> runs, PairedStatistics& counts, std::size_t& never) {
  std::vector<double> kept;
  for (const double value : runs) {
    if (std::isfinite(value)) {
      kept.push_back(value);
    } else if (value > 0) {
      ++counts.infinite;
      ++never;
    } else {
      ++counts.failed;
    }
  }
  return kept;
}

/// The chance that two columns without any spread in common are told apart by shuffling: 2 / C(a + b, a).
double chance_of_separation(std::size_t a, std::size_t b) {
  double ways = 1;
  for (std::size_t i = 1; i <= a; ++i) ways *= static_cast<double>(b + i) / static_cast<double>(i);
  return std::min(1.0, 2 / ways);
}

}  // namespace

PairedStatistics independent_statistics(std::span<const double> baseline, std::span<const double> policy) {
  PairedStatistics result;
  const std::vector<double> before = usable(baseline, result, result.never_baseline);
  const std::vector<double> after = usable(policy, result, result.never_policy);
  result.pairs = std::min(before.size(), after.size());
  result.baseline_mean = mean(before);
  result.policy_mean = mean(after);
  result.difference = result.policy_mean - result.baseline_mean;
  result.baseline_deviation = std::sqrt(variance(before));
  result.deviation = nan_value;
  if (result.pairs < 2) return result;
  const double noise = rounding_error(before, after);
  const auto spread = [](const std::vector<double>& runs) { return std::ranges::max(runs) - std::ranges::min(runs); };
  result.constant = spread(before) <= noise && spread(after) <= noise;
  if (result.constant) {
    result.deviation = 0;
    result.exactly_zero = before.front() == after.front() && spread(before) == 0 && spread(after) == 0;
    const bool same = std::abs(result.difference) <= noise;
    result.p = same ? 1.0 : chance_of_separation(before.size(), after.size());
    return result;
  }
  const double a = variance(before) / static_cast<double>(before.size());
  const double b = variance(after) / static_cast<double>(after.size());
  const double degrees =
      (a + b) * (a + b) /
      (a * a / static_cast<double>(before.size() - 1) + b * b / static_cast<double>(after.size() - 1));
  const double error = std::sqrt(a + b);
  const double reach = student_t_quantile(0.975, degrees) * error;
  result.deviation = error * std::sqrt(static_cast<double>(result.pairs));
  result.interval = Interval{result.difference - reach, result.difference + reach};
  result.p = two_sided_p(result.difference / error, degrees);
  return result;
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double floor = 0;  // an adjusted p never falls below that of a smaller p
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const double factor = static_cast<double>(p.size() - rank);
    floor = std::max(floor, std::min(1.0, factor * p[order[rank]]));
    adjusted[order[rank]] = floor;
  }
  return adjusted;
}

std::optional<std::size_t> replicates_needed(double deviation, double half_width) {
  if (!std::isfinite(deviation) || !std::isfinite(half_width) || half_width <= 0) return std::nullopt;
  const auto enough = [&](std::size_t pairs) {
    const double n = static_cast<double>(pairs);
    return student_t_quantile(0.975, n - 1) * deviation / std::sqrt(n) < half_width;
  };
  // The half-width falls with the number of pairs: double until enough, then halve the gap.
  constexpr std::size_t limit = 1'000'000'000;
  std::size_t high = 2;
  while (!enough(high)) {
    if (high >= limit) return std::nullopt;
    high *= 2;
  }
  std::size_t low = std::max<std::size_t>(high / 2, 1);  // not enough
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

double rounded(double value, double precision) {
  EXPECT(precision > 0);
  const double steps = std::round(value / precision);
  // Dividing by the reciprocal gives 0.3 where 3 * 0.1 would give 0.30000000000000004.
  const double reciprocal = std::round(1 / precision);
  const bool exact = precision < 1 && std::abs(reciprocal * precision - 1) < 1e-9;
  const double result = exact ? steps / reciprocal : steps * precision;
  return result + 0.0;
}

}  // namespace cogov
