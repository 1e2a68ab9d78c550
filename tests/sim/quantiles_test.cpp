#include "sim/quantiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/draw.hpp"
#include "sim/errors.hpp"

namespace cogov {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double quantile_of(std::vector<double> values, double p) { return exact_quantile(values, p); }

TEST(ExactQuantile, InterpolatesBetweenNeighbours) {
  EXPECT_EQ(quantile_of({3, 1, 2, 4}, 0.5), 2.5);
  EXPECT_EQ(quantile_of({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(quantile_of({10, 20, 30, 40, 50}, 0.9), 46);
  EXPECT_EQ(quantile_of({5, 1, 9}, 0), 1);
  EXPECT_EQ(quantile_of({5, 1, 9}, 1), 9);
  EXPECT_EQ(quantile_of({7}, 0.3), 7);
  EXPECT_TRUE(std::isnan(quantile_of({}, 0.5)));
}

TEST(ExactQuantile, TakesInfiniteValues) {
  EXPECT_EQ(quantile_of({1, infinity, infinity}, 0.75), infinity);
  EXPECT_EQ(quantile_of({1, 2, infinity}, 0.5), 2);
  EXPECT_EQ(quantile_of({1, 2, infinity}, 0.6), infinity);
}

TEST(ExactQuantile, DoesNotDependOnTheOrder) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < 501; ++i)
    values.push_back(std::floor(100 * Luck(1, 0).uniform({0, EntityType::test, i}, 0, Why::test)));
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t k = 0; k <= 500; k += 25) {
    EXPECT_EQ(quantile_of(values, static_cast<double>(k) / 500), sorted[k]);
    EXPECT_EQ(quantile_of(sorted, static_cast<double>(k) / 500), sorted[k]);
  }
}

TEST(ExactQuantile, RefusesWhatIsNoValue) {
  EXPECT_THROW(quantile_of({1, std::nan(""), 3}, 0.5), InternalError);
  EXPECT_THROW(quantile_of({1}, 1.5), InternalError);
}

double km(const std::vector<std::uint32_t>& durations, const std::vector<std::uint8_t>& finished, double p) {
  return censored_quantile(durations, finished, p);
}

// By hand: at 2 the share left is 5/6, at 4 (3 was censored) 5/6 * 3/4 = 0.625, at 7 (5 was censored)
// 0.625 * 1/2 = 0.3125, and 9 was censored.
TEST(CensoredQuantile, FollowsKaplanAndMeier) {
  const std::vector<std::uint32_t> durations = {9, 2, 5, 4, 3, 7};
  const std::vector<std::uint8_t> finished = {0, 1, 0, 1, 0, 1};
  EXPECT_EQ(km(durations, finished, 0.16), 2);
  EXPECT_EQ(km(durations, finished, 1.0 / 6), 2);
  EXPECT_EQ(km(durations, finished, 0.17), 4);
  EXPECT_EQ(km(durations, finished, 0.375), 4);
  EXPECT_EQ(km(durations, finished, 0.38), 7);
  EXPECT_EQ(km(durations, finished, 0.6875), 7);
  EXPECT_EQ(km(durations, finished, 0.69), infinity);
}

TEST(CensoredQuantile, IsThePlainQuantileWithoutCensoring) {
  for (std::uint32_t n : {1U, 4U, 10U, 100U, 1000U}) {
    std::vector<std::uint32_t> durations;
    for (std::uint32_t i = n; i > 0; --i) durations.push_back(i);
    const std::vector<std::uint8_t> finished(n, 1);
    for (std::uint32_t k = 1; k <= n; ++k) ASSERT_EQ(km(durations, finished, static_cast<double>(k) / n), k) << n;
  }
}

TEST(CensoredQuantile, AnEndCountsBeforeCensoringAtTheSameTime) {
  EXPECT_EQ(km({5, 5}, {1, 0}, 0.5), 5);
  EXPECT_EQ(km({5, 5}, {0, 1}, 0.5), 5);
  EXPECT_EQ(km({5, 5}, {0, 1}, 0.51), infinity);
}

TEST(CensoredQuantile, NobodyOrNobodyFinished) {
  EXPECT_TRUE(std::isnan(km({}, {}, 0.5)));
  EXPECT_EQ(km({1, 2, 3}, {0, 0, 0}, 0.1), infinity);
  EXPECT_THROW(km({1, 2}, {1}, 0.5), InternalError);
}

TEST(Gini, MeetsKnownValues) {
  EXPECT_DOUBLE_EQ(gini({1, 2, 3, 4, 10}), 0.4);
  EXPECT_DOUBLE_EQ(gini({10, 1, 3, 2, 4}), 0.4);
  EXPECT_DOUBLE_EQ(gini({0, 0, 0, 8}), 0.75);
  EXPECT_EQ(gini({3, 3, 3}), 0);
  EXPECT_EQ(gini({0, 0}), 0);
  EXPECT_TRUE(std::isnan(gini({})));
  EXPECT_THROW(gini({1, -1}), InternalError);
}

TEST(LogLinearHistogram, BinsCoverAllValuesWithoutGapOrOverlap) {
  using H = LogLinearHistogram;
  EXPECT_EQ(H::low_of(0), 0U);
  EXPECT_EQ(H::high_of(H::bins - 1), 0xffffffffU);
  for (std::uint32_t bin = 0; bin < H::bins; ++bin) {
    const std::uint32_t low = H::low_of(bin), high = H::high_of(bin);
    ASSERT_LE(low, high);
    ASSERT_EQ(H::bin_of(low), bin);
    ASSERT_EQ(H::bin_of(high), bin);
    ASSERT_EQ(bin == 0 ? 0 : H::high_of(bin - 1) + 1, low);
    ASSERT_LE((high - low) * 32.0, low);
  }
}

std::vector<std::uint32_t> some_durations(std::uint32_t n) {
  std::vector<std::uint32_t> values;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double u = Luck(2, 0).uniform({0, EntityType::test, i}, 0, Why::test);
    values.push_back(static_cast<std::uint32_t>(std::exp2(32 * u)));
  }
  return values;
}

TEST(LogLinearHistogram, QuantilesAreWithinTheStatedError) {
  std::vector<std::uint32_t> values = some_durations(1000);
  LogLinearHistogram histogram;
  for (const std::uint32_t value : values) histogram.add(value);
  std::sort(values.begin(), values.end());
  for (std::uint32_t rank = 1; rank <= 1000; ++rank) {
    const double exact = values[rank - 1];
    const double got = histogram.quantile(rank / 1000.0);
    ASSERT_LE(std::fabs(got - exact), exact / 64) << rank;
    ASSERT_TRUE(exact >= 64 || got == exact) << rank;
  }
  EXPECT_LE(std::fabs(histogram.quantile(0) - values[0]), values[0] / 64.0);
}

TEST(LogLinearHistogram, MergingIsExactInAnyOrder) {
  const std::vector<std::uint32_t> values = some_durations(300);
  LogLinearHistogram all, parts[3];
  for (std::size_t i = 0; i < values.size(); ++i) {
    all.add(values[i]);
    parts[i % 3].add(values[i]);
  }
  LogLinearHistogram forth = parts[0], back = parts[2];
  forth.merge(parts[1]);
  forth.merge(parts[2]);
  back.merge(parts[1]);
  back.merge(parts[0]);
  EXPECT_EQ(forth, all);
  EXPECT_EQ(back, all);
  EXPECT_EQ(all.total(), 300U);
  EXPECT_FALSE(parts[0] == all);
}

TEST(LogLinearHistogram, TakesMultiplesAndNothing) {
  LogLinearHistogram histogram;
  EXPECT_TRUE(std::isnan(histogram.quantile(0.5)));
  histogram.add(7, 99);
  histogram.add(50);
  EXPECT_EQ(histogram.quantile(0.99), 7);
  EXPECT_EQ(histogram.quantile(0.991), 50);
  EXPECT_EQ(histogram.counts()[7], 99U);
  LogLinearHistogram two;
  two.add(50);
  two.add(7);
  EXPECT_EQ(two.quantile(0), 7);
  EXPECT_EQ(two.quantile(0.5), 7);
  EXPECT_EQ(two.quantile(0.51), 50);
}

}  // namespace
}  // namespace cogov
