/// Sensitivity indices of functions whose indices are known, from the points that designs draw.
#include "output/sensitivity.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "models/design.hpp"

namespace cogov::testing {
namespace {

using Function = std::function<double(const std::vector<double>&)>;

/// A design over so many parameters, each a share from 0 to 1. Which ones they are doesn't matter here.
Design design_over(DesignMethod method, std::size_t parameters) {
  Design design{.method = method, .points = 1024, .trajectories = 40, .levels = 8, .vary = {}};
  for (std::size_t s = 0; s < all_sections().size() && design.vary.size() < parameters; ++s) {
    const std::vector<Param>& params = all_sections()[s].params;
    for (std::size_t p = 0; p < params.size() && design.vary.size() < parameters; ++p) {
      if (params[p].type == Type::real) design.vary.push_back({.section = s, .param = p, .low = 0, .high = 1});
    }
  }
  return design;
}

std::vector<double> outputs_of(const DesignTable& table, const Function& function) {
  std::vector<double> outputs;
  for (std::uint32_t point = 0; point < table.points(); ++point) {
    std::vector<double> x;
    for (const DesignParameter& one : table.parameters) x.push_back(one.values[point]);
    outputs.push_back(function(x));
  }
  return outputs;
}

/// Ishigami and Homma (1990), a = 7, b = 0.1, over [−π, π].
double ishigami(const std::vector<double>& shares) {
  const auto at = [&](std::size_t k) { return std::numbers::pi * (2 * shares[k] - 1); };
  return std::sin(at(0)) + 7 * std::pow(std::sin(at(1)), 2) + 0.1 * std::pow(at(2), 4) * std::sin(at(0));
}
constexpr double ishigami_first[] = {0.31390519, 0.44241114, 0};
constexpr double ishigami_total[] = {0.55758886, 0.44241114, 0.24368366};

/// Sobol's g-function: the indices follow from the products of its variances.
constexpr double g_weights[] = {0, 1, 4.5, 9};
double g_function(const std::vector<double>& shares) {
  double product = 1;
  for (std::size_t k = 0; k < 4; ++k) product *= (std::abs(4 * shares[k] - 2) + g_weights[k]) / (1 + g_weights[k]);
  return product;
}

struct Coverage {
  int inside = 0, all = 0;
  double furthest = 0;  ///< of an estimate from the truth
};

Coverage coverage_of(const Function& function, std::span<const double> first, std::span<const double> total) {
  Coverage coverage;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Design design = design_over(DesignMethod::sobol, first.size());
    const std::vector<double> outputs = outputs_of(draw_points(design, seed), function);
    const std::vector<SobolIndex> indices = sobol_indices(outputs, first.size(), seed);
    for (std::size_t k = 0; k < first.size(); ++k) {
      for (const auto& [estimate, truth] : {std::pair{indices[k].first, first[k]}, {indices[k].total, total[k]}}) {
        ++coverage.all;
        coverage.inside += estimate.interval.contains(truth) ? 1 : 0;
        coverage.furthest = std::max(coverage.furthest, std::abs(estimate.value - truth));
      }
    }
  }
  return coverage;
}

// A Sobol sequence is spread more evenly than chance, so that the true values are inside more often than 95 %. Fixed
// seeds: either holds for good or fails for good.
TEST(Sensitivity, FindsIshigamisIndices) {
  const Coverage coverage = coverage_of(ishigami, ishigami_first, ishigami_total);
  EXPECT_GE(coverage.inside, coverage.all * 95 / 100) << coverage.inside << " of " << coverage.all;
  EXPECT_LT(coverage.furthest, 0.05);
}

TEST(Sensitivity, FindsTheIndicesOfSobolsFunction) {
  double all = 1;
  std::vector<double> own, first, total;
  for (const double weight : g_weights) {
    own.push_back(1 / (3 * (1 + weight) * (1 + weight)));
    all *= 1 + own.back();
  }
  for (const double variance : own) {
    first.push_back(variance / (all - 1));
    total.push_back(variance * all / (1 + variance) / (all - 1));
  }
  const Coverage coverage = coverage_of(g_function, first, total);
  EXPECT_GE(coverage.inside, coverage.all * 95 / 100) << coverage.inside << " of " << coverage.all;
  EXPECT_LT(coverage.furthest, 0.05);
}

// Where the points are drawn at random the intervals are to hold 95 %: of 6 × 200 within 92 to 98 % (the indices of one
// sample hang together, so the spread is that of fewer).
TEST(Sensitivity, IntervalsHoldWhatTheySayWhereThePointsAreRandom) {
  int inside = 0, all = 0;
  std::uint64_t state = 7;
  const auto uniform = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  for (int sample = 0; sample < 60; ++sample) {
    std::vector<double> outputs;
    for (int row = 0; row < 256; ++row) {
      const std::vector<double> a{uniform(), uniform(), uniform()}, b{uniform(), uniform(), uniform()};
      outputs.push_back(ishigami(a));
      for (std::size_t k = 0; k < 3; ++k) {
        std::vector<double> mixed = a;
        mixed[k] = b[k];
        outputs.push_back(ishigami(mixed));
      }
      outputs.push_back(ishigami(b));
    }
    const std::vector<SobolIndex> indices = sobol_indices(outputs, 3, static_cast<std::uint64_t>(sample));
    for (std::size_t k = 0; k < 3; ++k) {
      inside += indices[k].first.interval.contains(ishigami_first[k]) ? 1 : 0;
      inside += indices[k].total.interval.contains(ishigami_total[k]) ? 1 : 0;
      all += 2;
    }
  }
  EXPECT_GT(inside, all * 90 / 100) << inside << " of " << all;
  EXPECT_LT(inside, all) << "intervals that always hold are too wide";
}

TEST(Sensitivity, IsAFunctionOfItsSeed) {
  const Design design = design_over(DesignMethod::sobol, 3);
  const std::vector<double> outputs = outputs_of(draw_points(design, 1), ishigami);
  const auto interval = [&](std::uint64_t seed) { return sobol_indices(outputs, 3, seed)[0].total.interval; };
  EXPECT_EQ(interval(5), interval(5));
  EXPECT_NE(interval(5), interval(6));
}

TEST(Sensitivity, AnOutputThatNeverVariesHasIndicesOfZero) {
  const std::vector<double> outputs(4 * 5, 3.25);
  for (const SobolIndex& index : sobol_indices(outputs, 3, 1)) {
    EXPECT_EQ(index.first.value, 0);
    EXPECT_EQ(index.total.interval, (Interval{0, 0}));
  }
}

TEST(Sensitivity, MorrisFindsALineAndABend) {
  const DesignTable table = draw_points(design_over(DesignMethod::morris, 3), 3);
  ASSERT_EQ(table.points(), 40U * 4);
  const std::vector<double> outputs =
      outputs_of(table, [](const std::vector<double>& x) { return 5 + 2 * x[0] - 3 * x[1] * x[1]; });
  const std::vector<MorrisEffect> effects = morris_effects(table, outputs, 1);
  EXPECT_NEAR(effects[0].mu, 2, 1e-9);
  EXPECT_NEAR(effects[0].mu_star.value, 2, 1e-9);
  EXPECT_NEAR(effects[0].sigma, 0, 1e-9);
  EXPECT_LT(effects[1].mu, 0);
  EXPECT_NEAR(effects[1].mu_star.value, 3, 0.35);  // the mean slope of 3 x² over the range
  EXPECT_TRUE(effects[1].mu_star.interval.contains(3));
  EXPECT_GT(effects[1].sigma, 0.3);
  EXPECT_EQ(effects[2].mu_star.value, 0);
  EXPECT_EQ(effects[2].mu_star.interval, (Interval{0, 0}));
}

TEST(Sensitivity, RankCorrelationsTellTheDirection) {
  const DesignTable table = draw_points(design_over(DesignMethod::latin_hypercube, 3), 3);
  const std::vector<double> outputs =
      outputs_of(table, [](const std::vector<double>& x) { return std::exp(3 * x[0]) - 0.5 * x[1]; });
  const std::vector<Estimate> found = rank_correlations(table, outputs, 1);
  EXPECT_GT(found[0].value, 0.95);
  EXPECT_LT(found[1].interval.high, 0.1);
  EXPECT_LT(std::abs(found[2].value), 0.1);
}

TEST(Sensitivity, LuckIsToldFromThePoints) {
  EXPECT_TRUE(std::isnan(luck_share({{1}, {2}})));
  EXPECT_EQ(luck_share({{1, 1}, {5, 5}}), 0);
  EXPECT_EQ(luck_share({{0, 10}, {10, 0}}), 1);
  // Luck that both points share makes no difference between them.
  EXPECT_EQ(luck_share({{0, 2}, {4, 6}}), 0);
  EXPECT_EQ(luck_share({{0, 2}, {0, 2}}), 0);
  EXPECT_TRUE(std::isnan(luck_share({{0, 2}})));
  // Means 1 and 6 (variance 12.5); what is left is 0.5 to either side: 1 / (1 · 1) / 2.
  EXPECT_DOUBLE_EQ(luck_share({{0, 2}, {4, 8}}), 0.04);
}

// ---- the points themselves

TEST(Designs, AGridHasEveryCombinationTheLastFastest) {
  Design design = design_over(DesignMethod::grid, 2);
  design.vary[0].values = {Value(0.1), Value(0.2)};
  design.vary[1].levels = 3;
  ASSERT_EQ(design.size(), 6U);
  const DesignTable table = draw_points(design, 1);
  EXPECT_EQ(table.parameters[0].values, (std::vector<double>{.1, .1, .1, .2, .2, .2}));
  EXPECT_EQ(table.parameters[1].values, (std::vector<double>{0, .5, 1, 0, .5, 1}));
  EXPECT_EQ(table.block, 1U);
}

TEST(Designs, ALatinHypercubeHasOnePointInEachPart) {
  Design design = design_over(DesignMethod::latin_hypercube, 3);
  design.points = 50;
  const DesignTable table = draw_points(design, 9);
  for (const DesignParameter& one : table.parameters) {
    std::vector<int> parts(50, 0);
    for (const double value : one.values) ++parts[static_cast<std::size_t>(value * 50)];
    EXPECT_EQ(parts, std::vector<int>(50, 1));
  }
  EXPECT_NE(table.parameters[0].values, table.parameters[1].values);
  EXPECT_EQ(table, draw_points(design, 9));
  EXPECT_NE(table, draw_points(design, 10));
}

TEST(Designs, ASobolRowTakesOneValueAfterTheOtherFromItsPartner) {
  Design design = design_over(DesignMethod::sobol, 3);
  design.points = 64;
  const DesignTable table = draw_points(design, 2);
  ASSERT_EQ(table.block, 5U);
  ASSERT_EQ(table.points(), 64U * 5);
  for (std::uint32_t row = 0; row < table.points(); row += 5) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::vector<double>& values = table.parameters[k].values;
      for (std::uint32_t step = 1; step <= 3; ++step) {
        EXPECT_EQ(values[row + step], values[step == k + 1 ? row + 4 : row]);
      }
      EXPECT_NE(values[row], values[row + 4]);
    }
  }
  // Spread evenly: of 64 base points one lies in each 64th of each range.
  for (const DesignParameter& one : table.parameters) {
    std::vector<int> parts(64, 0);
    for (std::uint32_t row = 0; row < table.points(); row += 5) {
      ++parts[static_cast<std::size_t>(one.values[row] * 64)];
    }
    EXPECT_EQ(parts, std::vector<int>(64, 1));
  }
}

TEST(Designs, AMorrisWalkMovesEachParameterOnce) {
  const DesignTable table = draw_points(design_over(DesignMethod::morris, 3), 4);
  int up = 0, down = 0;
  for (std::uint32_t walk = 0; walk < table.points(); walk += 4) {
    std::vector<int> moved(3, 0);
    for (std::uint32_t step = 1; step < 4; ++step) {
      for (std::size_t k = 0; k < 3; ++k) {
        const double change = table.parameters[k].values[walk + step] - table.parameters[k].values[walk + step - 1];
        if (change == 0) continue;
        ++moved[k];
        ++(change > 0 ? up : down);
        EXPECT_NEAR(std::abs(change), 4.0 / 7, 1e-12);  // levels / (2 (levels − 1))
      }
    }
    EXPECT_EQ(moved, std::vector<int>(3, 1));
  }
  EXPECT_GT(up, 30);
  EXPECT_GT(down, 30);
}

TEST(Designs, CountingNeverWraps) {
  Design design = design_over(DesignMethod::grid, 12);
  for (Varied& varied : design.vary) varied.levels = 1000;
  EXPECT_EQ(design.size(), std::numeric_limits<std::uint64_t>::max());
}

}  // namespace
}  // namespace cogov::testing
