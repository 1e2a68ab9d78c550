#include "output/worlds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double reach_of_luck = 1.96;  ///< standard errors to either side that hold 95 %

/// The quantile of sorted values, in proportion between neighbours. Of n worlds the (n + 1)·p-th counts, or else an
/// outermost (R's type 6): the range between two such holds the share it should of all that could be drawn, in the
/// mean, however few were drawn.
double quantile(const std::vector<double>& sorted, double probability) {
  const double size = static_cast<double>(sorted.size());
  const double at = std::clamp(probability * (size + 1) - 1, 0.0, size - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Draws the differences towards their mean until only the spread of the worlds is left.
void take_off_luck(std::vector<double>& differences, double luck_variance, std::size_t luck_pairs, WorldRange& result) {
  const double spread = variance(differences);
  if (!(spread > 0)) return;
  const double share = luck_variance / spread;
  result.luck_share = std::min(1.0, share);
  const double of_pairs = luck_pairs > 1 ? 2 / static_cast<double>(luck_pairs - 1) : 0;
  const double of_worlds = 2 / static_cast<double>(differences.size() - 1);
  const double untold = std::min(1.0, share * std::sqrt(of_pairs + of_worlds));
  const double factor = std::sqrt(std::max(untold, 1 - share));
  if (factor == 1) return;  // luck does nothing: not even rounding may move a difference
  for (double& difference : differences) difference = result.mean + factor * (difference - result.mean);
}

void count(const std::vector<double>& differences, double smallest, Better better, WorldRange& result) {
  for (const double difference : differences) {
    if ((better == Better::lower && difference < 0) || (better == Better::higher && difference > 0)) ++result.better;
    if (difference == 0 || std::abs(difference) < smallest) ++result.unnoticed;
  }
}

}  // namespace

WorldRange world_range(std::span<const double> baseline, std::span<const double> policy,
                       std::optional<double> luck_variance, double smallest, Better better, std::size_t luck_pairs) {
  const PairedStatistics pairs = paired_statistics(baseline, policy);
  WorldRange result{.range = {nan_value, nan_value},
                    .worlds = pairs.pairs,
                    .better = 0,
                    .unnoticed = 0,
                    .failed = pairs.failed,
                    .infinite = pairs.infinite,
                    .mean = pairs.difference,
                    .exactly_zero = pairs.exactly_zero,
                    .luck_share = {},
                    .luck_reach = {},
                    .drivers = {}};
  if (pairs.pairs == 0) return result;
  std::vector<double> differences;
  for (std::size_t world = 0; world < baseline.size(); ++world) {
    if (std::isfinite(baseline[world]) && std::isfinite(policy[world]))
      differences.push_back(policy[world] - baseline[world]);
  }
  if (luck_variance && !result.exactly_zero) {
    result.luck_share = 0;
    result.luck_reach = reach_of_luck * std::sqrt(*luck_variance / static_cast<double>(pairs.pairs));
    take_off_luck(differences, *luck_variance, luck_pairs, result);
  }
  count(differences, smallest, better, result);
  std::ranges::sort(differences);
  const double reach = result.luck_reach.value_or(0);
  result.range = {std::min(quantile(differences, 0.05), result.mean - reach),
                  std::max(quantile(differences, 0.95), result.mean + reach)};
  return result;
}

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    // The ranks begin + 1 … end, averaged.
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + 1 + end) / 2;
    begin = end;
  }
  return ranks;
}

namespace {

/// Pearson's correlation of two columns of ranks; none if one of them is constant. Ranks are multiples of a half, so
/// the sums are exact.
std::optional<double> correlation(std::span<const double> a, std::span<const double> b) {
  const double middle = (static_cast<double>(a.size()) + 1) / 2;
  double products = 0, squares_a = 0, squares_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    products += (a[i] - middle) * (b[i] - middle);
    squares_a += (a[i] - middle) * (a[i] - middle);
    squares_b += (b[i] - middle) * (b[i] - middle);
  }
  if (squares_a == 0 || squares_b == 0) return {};
  return products / std::sqrt(squares_a * squares_b);
}

std::vector<double> kept(std::span<const double> values, const std::vector<std::size_t>& worlds) {
  std::vector<double> some;
  for (const std::size_t world : worlds) some.push_back(values[world]);
  return some;
}

double p_of(double correlation, std::size_t worlds) {
  const double left = 1 - correlation * correlation;
  if (left <= 0) return 0;
  const double degrees = static_cast<double>(worlds) - 2;
  return two_sided_p(correlation * std::sqrt(degrees / left), degrees);
}

/// The first ones of candidates that are sorted by strength, as long as Holm lets them stand.
std::vector<Driver> significant(const std::vector<Driver>& candidates, std::size_t worlds) {
  std::vector<Driver> found;
  double floor = 0;  // an adjusted p never falls below that of a stronger one
  for (std::size_t i = 0; i < std::min(most_drivers, candidates.size()); ++i) {
    const double factor = static_cast<double>(candidates.size() - i);
    floor = std::max(floor, std::min(1.0, factor * p_of(candidates[i].correlation, worlds)));
    if (floor >= significance) break;
    found.push_back(candidates[i]);
    found.back().adjusted_p = floor;
  }
  return found;
}

}  // namespace

DriverSearch::DriverSearch(std::vector<std::vector<double>> columns) : columns_(std::move(columns)) {
  for (const std::vector<double>& column : columns_) ranks_.push_back(ranks_of(column));
}

std::vector<Driver> DriverSearch::drivers(std::span<const double> differences) const {
  constexpr std::size_t fewest = 4;  // below, no correlation is significant
  std::vector<std::size_t> worlds;
  for (std::size_t world = 0; world < differences.size(); ++world) {
    if (std::isfinite(differences[world])) worlds.push_back(world);
  }
  if (worlds.size() < fewest) return {};
  const bool all = worlds.size() == differences.size();
  const std::vector<double> own = ranks_of(kept(differences, worlds));
  std::vector<Driver> candidates;
  for (std::size_t parameter = 0; parameter < columns_.size(); ++parameter) {
    EXPECT(columns_[parameter].size() == differences.size());
    const auto r = correlation(own, all ? ranks_[parameter] : ranks_of(kept(columns_[parameter], worlds)));
    if (r) candidates.push_back({parameter, *r, *r * *r, 1});
  }
  std::ranges::stable_sort(candidates, std::greater<>{}, &Driver::share);
  return significant(candidates, worlds.size());
}

}  // namespace cogov
