// The second bar on synthetic worlds whose truth is known: its width, what it names, and how often it is wrong.
#include "output/worlds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "output/compare.hpp"
#include "output/finding.hpp"

namespace cogov {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
using Column = std::vector<double>;

/// Numbers that are the same on every machine (the standard library's distributions are not).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : engine_(seed) {}
  double uniform() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53; }
  double normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * 3.141592653589793 * uniform()); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }

 private:
  std::mt19937_64 engine_;
};

/// A Latin hypercube over [0, 1]: each column has one value in each of `worlds` equal parts.
std::vector<Column> hypercube(Numbers& numbers, std::size_t parameters, std::size_t worlds) {
  std::vector<Column> columns(parameters, Column(worlds));
  for (Column& column : columns) {
    for (std::size_t w = 0; w < worlds; ++w)
      column[w] = (static_cast<double>(w) + numbers.uniform()) / static_cast<double>(worlds);
    for (std::size_t w = worlds; w > 1; --w) std::swap(column[w - 1], column[numbers.below(w)]);
  }
  return columns;
}

/// A policy whose truth is put in by hand: `effect` at default assumptions, `slope` more from one end of parameter 7's
/// range to the other. Luck's standard deviation in a paired difference is `luck`.
struct Truth {
  double effect = 0;
  double slope = 0;
  double luck = 1;
};

constexpr std::size_t replicates = 40;
constexpr std::size_t worlds = 100;
constexpr std::size_t parameters = 60;
constexpr std::size_t driving = 7;

Comparison experiment(Numbers& numbers, const Truth& truth, double smallest) {
  CompareInput input;
  input.policies = {"today", "policy"};
  input.smallest_difference = smallest;
  MeasureValues values;
  values.measure = {"burden", "d", "days with a problem", "", Better::lower, false, {}};
  values.runs.resize(2);
  values.worlds.resize(2);
  const std::vector<Column> drawn = hypercube(numbers, parameters, worlds);
  for (std::size_t p = 0; p < parameters; ++p)
    input.world_parameters.push_back({"key" + std::to_string(p), "1", "", "", 0, 1, 0.5, drawn[p]});
  const auto add = [&](Column& baseline, Column& policy, double effect) {
    const double shared = 20 + 3 * numbers.normal();  // most luck is the same under both policies
    baseline.push_back(shared);
    policy.push_back(shared + effect + truth.luck * numbers.normal());
  };
  for (std::size_t r = 0; r < replicates; ++r) add(values.runs[0], values.runs[1], truth.effect);
  for (std::size_t w = 0; w < worlds; ++w)
    add(values.worlds[0], values.worlds[1], truth.effect + truth.slope * (drawn[driving][w] - 0.5));
  input.measures = {values};
  return compare(input);
}

struct Rates {
  double clearly = 0;  ///< share of experiments in which the policy is called better or worse
  double better = 0;
  double named = 0;     ///< ... in which the driving parameter is named first
  double somebody = 0;  ///< ... in which any parameter is named
  double width = 0;     ///< of the range, on average
};

Rates over(int experiments, const Truth& truth, double smallest, std::uint64_t seed) {
  Numbers numbers(seed);
  Rates rates;
  for (int i = 0; i < experiments; ++i) {
    const Comparison comparison = experiment(numbers, truth, smallest);
    const Finding finding = judged(comparison, 1).finding;
    const WorldRange& range = *comparison.of(1).differences.front().worlds;
    rates.better += finding == Finding::better ? 1 : 0;
    rates.clearly += finding == Finding::better || finding == Finding::worse ? 1 : 0;
    rates.somebody += range.drivers.empty() ? 0 : 1;
    rates.named += !range.drivers.empty() && range.drivers.front().parameter == driving ? 1 : 0;
    rates.width += range.range.high - range.range.low;
  }
  for (double* rate : {&rates.clearly, &rates.better, &rates.named, &rates.somebody, &rates.width})
    *rate /= experiments;
  return rates;
}

// Stated: a policy without any effect is called clearly better or worse in at most 5 % of experiments, whatever the
// smallest difference (the first bar alone errs that often, and the worlds have to agree with it).
TEST(WorldsPower, APolicyWithoutEffectIsSeldomCalledClear) {
  const Rates strict = over(400, {.effect = 0, .slope = 0, .luck = 1}, 0, 1);
  EXPECT_LE(strict.clearly, 0.05);
  const Rates usual = over(400, {.effect = 0, .slope = 0, .luck = 1}, 0.2, 2);
  EXPECT_LE(usual.clearly, 0.02);
  // Its sign depends on what nobody knows: there is no telling.
  const Rates torn = over(400, {.effect = 0, .slope = 4, .luck = 0.2}, 0, 3);
  EXPECT_LE(torn.clearly, 0.01);
}

// Stated: an effect of one and a half standard deviations of luck is found in at least 95 % of experiments, also where
// it is twice as large at one end of an unknown parameter as at the other.
TEST(WorldsPower, AnEffectIsFound) {
  EXPECT_GE(over(400, {.effect = -1.5, .slope = 0, .luck = 1}, 0.2, 4).better, 0.95);
  EXPECT_GE(over(400, {.effect = -1.5, .slope = 1, .luck = 0.5}, 0.2, 5).better, 0.95);
}

// Stated: of 60 parameters the one that drives is named first in at least 95 % of experiments, where it makes half of
// the variance; where none drives, one is named in at most 5 % (Holm), give or take 3.3 standard deviations.
TEST(WorldsPower, TheParameterThatDrivesIsNamed) {
  const double half = std::sqrt(1.0 / 12);  // the standard deviation of a uniform number
  EXPECT_GE(over(400, {.effect = -1, .slope = 1, .luck = half}, 0.2, 6).named, 0.95);
  EXPECT_LE(over(400, {.effect = -1, .slope = 0, .luck = 1}, 0.2, 7).somebody,
            0.05 + 3.3 * std::sqrt(0.05 * 0.95 / 400));
}

// Stated: with luck as wide as the worlds the width of the range is within 10 % of the truth on average; left on, luck
// would make it 40 % too wide.
TEST(WorldsPower, LuckIsTakenOffTheWidth) {
  const double luck = std::sqrt(1.0 / 12);
  EXPECT_NEAR(over(400, {.effect = -1, .slope = 1, .luck = luck}, 0.2, 8).width, 0.9, 0.09);
  EXPECT_NEAR(over(100, {.effect = -1, .slope = 1, .luck = 0.001}, 0.2, 9).width, 0.9, 0.02);
  Numbers numbers(10);
  double with = 0, without = 0, truth = 0;
  for (int i = 0; i < 400; ++i) {  // normal worlds: no bias from the shape of the distribution
    Column zero(200, 0.0), difference;
    for (int w = 0; w < 200; ++w) difference.push_back(2 * numbers.normal() + 2 * numbers.normal());
    const Interval off = world_range(zero, difference, 4.0, 0, Better::lower).range;
    const Interval on = world_range(zero, difference, {}, 0, Better::lower).range;
    with += off.high - off.low;
    without += on.high - on.low;
    truth += 2 * 2 * 1.6449;
  }
  EXPECT_NEAR(with / truth, 1, 0.03);
  EXPECT_NEAR(without / truth, std::sqrt(2.0), 0.04);
}

Column counted(int from, int to) {
  Column column;
  for (int i = from; i <= to; ++i) column.push_back(i);
  return column;
}

TEST(Worlds, RangeOfAHandWorkedCase) {
  // 0 … 100: the 5.1th and the 96.9th of 101, mean 50, variance 858.5. With half of it luck: 50 ± 45.9 / sqrt(2).
  const Column zero(101, 0.0), difference = counted(0, 100);
  const WorldRange plain = world_range(zero, difference, 0.0, 10, Better::higher);
  EXPECT_DOUBLE_EQ(plain.range.low, 4.1);
  EXPECT_DOUBLE_EQ(plain.range.high, 95.9);
  EXPECT_EQ(plain.better, 100U);
  EXPECT_EQ(plain.unnoticed, 10U);
  EXPECT_EQ(plain.luck_share, 0.0);
  const WorldRange halved = world_range(zero, difference, 858.5 / 2, 0, Better::lower);
  EXPECT_NEAR(halved.range.low, 50 - 45.9 / std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(halved.range.high, 50 + 45.9 / std::sqrt(2.0), 1e-9);
  EXPECT_EQ(halved.better, 0U);
  EXPECT_NEAR(*halved.luck_share, 0.5, 1e-12);
  EXPECT_NEAR(*halved.luck_reach, 1.96 * std::sqrt(858.5 / 2 / 101), 1e-9);
  const WorldRange all_luck = world_range(zero, difference, 2000, 0, Better::higher);
  // More luck than spread: what can't be told from none is left, one standard error of 2000 / 858.5.
  const double left = 45.9 * std::sqrt(2000 / 858.5 * std::sqrt(2.0 / 100));
  EXPECT_NEAR(all_luck.range.low, 50 - left, 1e-9);
  EXPECT_NEAR(all_luck.range.high, 50 + left, 1e-9);
  const WorldRange few_runs = world_range(zero, difference, 858.5, 0, Better::higher, 4);
  EXPECT_GT(few_runs.range.half_width(), world_range(zero, difference, 858.5, 0, Better::higher, 40).range.half_width())
      << "fewer runs never make a firmer verdict";
  EXPECT_EQ(all_luck.luck_share, 1.0);
  const WorldRange unknown = world_range(zero, difference, {}, 0, Better::higher);
  EXPECT_EQ(unknown.range, plain.range) << "nothing is taken off";
  EXPECT_FALSE(unknown.luck_share);
}

TEST(Worlds, ExactlyZeroStaysZero) {
  const Column same = counted(1, 30);
  const WorldRange range = world_range(same, same, 5.0, 0.1, Better::lower);
  EXPECT_TRUE(range.exactly_zero);
  EXPECT_EQ(range.range, (Interval{0, 0}));
  EXPECT_EQ(range.better, 0U);
  EXPECT_EQ(range.unnoticed, 30U);
}

TEST(Worlds, WorldsWithoutAValueAreLeftOutAndCounted) {
  const Column baseline{1, nan_value, 3, infinity, 5, 6};
  const Column policy{2, 2, infinity, 4, 7, 9};
  const WorldRange range = world_range(baseline, policy, 0.0, 0, Better::higher);
  EXPECT_EQ(range.worlds, 3U);
  EXPECT_EQ(range.failed, 1U);
  EXPECT_EQ(range.infinite, 2U);
  EXPECT_EQ(range.drawn(), 6U);
  EXPECT_EQ(range.better, 3U);
  EXPECT_DOUBLE_EQ(range.mean, 2);
  const WorldRange none = world_range(Column{nan_value}, Column{1}, 0.0, 0, Better::higher);
  EXPECT_EQ(none.worlds, 0U);
  EXPECT_TRUE(std::isnan(none.range.low));
  const DriverSearch search({counted(1, 6)});
  EXPECT_TRUE(search.drivers(Column{1, nan_value, infinity, nan_value, 2, 3}).empty()) << "three worlds say nothing";
}

TEST(Worlds, RanksAverageTies) {
  EXPECT_EQ(ranks_of(Column{10, 30, 20, 20}), (Column{1, 4, 2.5, 2.5}));
  EXPECT_EQ(ranks_of(Column{5, 5, 5}), (Column{2, 2, 2}));
  EXPECT_TRUE(ranks_of(Column{}).empty());
}

TEST(Worlds, DriversAreRankCorrelations) {
  Column falling, constant(40, 3.0), noise;
  Numbers numbers(11);
  Column difference;
  for (int w = 0; w < 40; ++w) {
    difference.push_back(w * w * w);  // not a straight line: ranks don't mind
    falling.push_back(-w);
    noise.push_back(numbers.uniform());
  }
  const DriverSearch search({noise, constant, falling});
  const std::vector<Driver> found = search.drivers(difference);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].parameter, 2U);
  EXPECT_DOUBLE_EQ(found[0].correlation, -1);
  EXPECT_DOUBLE_EQ(found[0].share, 1);
  EXPECT_EQ(found[0].adjusted_p, 0);
  EXPECT_TRUE(search.drivers(constant).empty()) << "what doesn't vary hangs on nothing";
  difference[5] = nan_value;
  difference[6] = infinity;
  EXPECT_DOUBLE_EQ(search.drivers(difference).at(0).correlation, -1) << "worlds without a difference are left out";
}

TEST(Worlds, DriversAreAdjustedForTheirNumber) {
  // Ranks 1 … 12 with the correlation 1 − 6 Σd² / (n³ − n); here Σd² = 80, so r = 0.7203, t = 3.284, p = 0.0082.
  const Column difference = counted(1, 12);
  const Column related{3, 1, 6, 2, 8, 4, 5, 12, 7, 9, 10, 11};
  double squares = 0;
  for (std::size_t i = 0; i < 12; ++i) squares += (related[i] - difference[i]) * (related[i] - difference[i]);
  const double r = 1 - 6 * squares / (12 * 12 * 12 - 12);
  const std::vector<Driver> alone = DriverSearch({related}).drivers(difference);
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_NEAR(alone[0].correlation, r, 1e-12);
  const double t = r * std::sqrt(10 / (1 - r * r));
  EXPECT_NEAR(alone[0].adjusted_p, two_sided_p(t, 10), 1e-12);
  std::vector<Column> many{related};
  Numbers numbers(12);
  for (int p = 0; p < 30; ++p) {
    Column other;
    for (int w = 0; w < 12; ++w) other.push_back(w % 2 + 0.01 * numbers.uniform());
    many.push_back(other);
  }
  EXPECT_TRUE(DriverSearch(many).drivers(difference).empty() || alone[0].adjusted_p * 31 < 0.05);
}

}  // namespace
}  // namespace cogov
