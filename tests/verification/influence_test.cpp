/// The rules of influence against what is known exactly: matrices, linear equations, a chain, cascades.
///
/// Statistical comparisons reject a correct rule with a chance of one in a million each (estimate.hpp). Levels have 16
/// bits and are rounded by chance: a single result may be off by some units of 1/65535, the mean of many is not.
#include "sim/network/influence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/distributions.hpp"
#include "tests/verification/estimate.hpp"

namespace cogov::testing {
namespace {

constexpr double one = 65535;

/// Many copies of one small network, side by side in one column, each with a luck of its own.
class Copies {
 public:
  /// @param rows  whom each row hears, as often as its weight says
  Copies(const std::vector<std::vector<std::uint32_t>>& rows, std::uint32_t copies)
      : size_(static_cast<std::uint32_t>(rows.size())), copies_(copies) {
    for (std::uint32_t copy = 0; copy < copies; ++copy) {
      for (const std::vector<std::uint32_t>& row : rows) {
        first_.push_back(static_cast<std::uint32_t>(others_.size()));
        for (const std::uint32_t other : row) others_.push_back(copy * size_ + other);
      }
    }
    first_.push_back(static_cast<std::uint32_t>(others_.size()));
    order_.resize(size_ * copies);
    std::iota(order_.begin(), order_.end(), 0u);
    level_.resize(order_.size());
    next_.resize(order_.size());
  }

  /// A value for each row of the network, the same in all copies.
  [[nodiscard]] std::vector<std::uint16_t> column(const std::vector<double>& values) const {
    std::vector<std::uint16_t> all;
    for (std::uint32_t copy = 0; copy < copies_; ++copy) {
      for (const double value : values) all.push_back(level_of(value));
    }
    return all;
  }
  void start(std::vector<std::uint16_t> level) { level_ = std::move(level); }

  void step(InfluenceRule rule, const InfluenceNumbers& numbers, InfluenceColumns columns) {
    Heard heard(rule, level_.size());
    heard.hear({first_, others_}, order_, level_);
    columns.level = level_;
    columns.next = next_;
    influence_step(rule, numbers, heard, columns, {luck_, 0, order_, step_++});
    level_.swap(next_);
  }

  [[nodiscard]] const std::vector<std::uint16_t>& level() const { return level_; }
  [[nodiscard]] std::uint16_t level(std::uint32_t copy, std::uint32_t row) const { return level_[copy * size_ + row]; }
  [[nodiscard]] std::uint32_t copies() const { return copies_; }
  [[nodiscard]] std::uint32_t size() const { return size_; }

 private:
  std::uint32_t size_, copies_, step_ = 0;
  std::vector<std::uint32_t> first_, others_, order_;
  std::vector<std::uint16_t> level_, next_;
  Luck luck_{20240521, 0};
};

using Rows = std::vector<std::vector<std::uint32_t>>;
using Matrix = std::vector<std::vector<double>>;

Matrix weights_of(const Rows& rows) {
  Matrix weights(rows.size(), std::vector<double>(rows.size(), 0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::uint32_t j : rows[i]) weights[i][j] += 1.0 / static_cast<double>(rows[i].size());
  }
  return weights;
}

/// Rows of `ties` others each, drawn evenly; each row holds itself, and the one before, so that all hang together.
Rows random_rows(std::uint32_t size, std::uint32_t ties, std::uint32_t n) {
  const Luck luck(7, n);
  Rows rows;
  for (std::uint32_t i = 0; i < size; ++i) {
    rows.push_back({i, (i + size - 1) % size});
    for (std::uint32_t k = 2; k < ties; ++k) {
      rows.back().push_back(below(luck.bits({0, EntityType::test, i}, k, Why::test).a, size));
    }
  }
  return rows;
}

std::vector<double> random_levels(std::uint32_t size, std::uint32_t n, std::uint32_t sub) {
  const Luck luck(8, n);
  std::vector<double> levels;
  for (std::uint32_t i = 0; i < size; ++i) {
    levels.push_back(std::round(luck.uniform({0, EntityType::test, i}, 0, Why::test, sub) * one) / one);
  }
  return levels;
}

// DeGroot

/// The level on which all agree in the end: by the matrix itself, step by step, in double precision.
double consensus(const Matrix& weights, std::vector<double> level) {
  for (int step = 0; step < 5000; ++step) {
    std::vector<double> next(level.size(), 0);
    for (std::size_t i = 0; i < level.size(); ++i) {
      for (std::size_t j = 0; j < level.size(); ++j) next[i] += weights[i][j] * level[j];
    }
    level = next;
  }
  return level.front();
}

void expect_consensus(const Rows& rows, const std::vector<double>& start, double exact) {
  Copies network(rows, 2000);
  network.start(network.column(start));
  for (int step = 0; step < 400; ++step) network.step(InfluenceRule::degroot, {.self_weight = 0}, {});
  std::vector<double> ends;
  for (std::uint32_t copy = 0; copy < network.copies(); ++copy) {
    ends.push_back(network.level(copy, 0) / one);
    ASSERT_NEAR(ends.back(), exact, 16 / one);  // a single one, by the roundings on the way
    for (std::uint32_t row = 0; row < network.size(); ++row)
      ASSERT_NEAR(network.level(copy, row) / one, exact, 16 / one);
  }
  const Estimate estimate = Estimate::of(ends);
  EXPECT_TRUE(agrees(estimate, exact));
  EXPECT_TRUE(would_notice(estimate, .5 / one));  // half a unit in the mean; a 2 % error is a thousand times that
}

TEST(DeGroot, AgreesOnFourElevenths) {
  // T = [1/2 1/4 1/4; 1/4 3/4 0; 1/3 0 2/3]
  const Rows rows{{0, 0, 1, 2}, {0, 1, 1, 1}, {0, 2, 2}};
  EXPECT_NEAR(consensus(weights_of(rows), {1, 0, 0}), 4. / 11, 1e-12);
  expect_consensus(rows, {1, 0, 0}, 4. / 11);
}

TEST(DeGroot, AgreesOnWhatRandomMatricesGive) {
  for (std::uint32_t n = 0; n < 4; ++n) {
    const std::uint32_t size = 3 + 2 * n;
    const Rows rows = random_rows(size, 12, n);
    const std::vector<double> start = random_levels(size, n, 0);
    SCOPED_TRACE(n);
    expect_consensus(rows, start, consensus(weights_of(rows), start));
  }
}

/// The weight of oneself is a number of its own: T = w I + (1 - w) W.
TEST(DeGroot, SelfWeightIsTheDiagonal) {
  const Rows rows{{1}, {0, 2, 2}, {0, 1}};
  Matrix weights = weights_of(rows);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) weights[i][j] = .7 * weights[i][j] + (i == j ? .3 : 0);
  }
  const std::vector<double> start{1, 0, 16384 / one};
  Copies network(rows, 1000);
  network.start(network.column(start));
  for (int step = 0; step < 400; ++step) network.step(InfluenceRule::degroot, {.self_weight = .3}, {});
  std::vector<double> ends;
  for (std::uint32_t copy = 0; copy < network.copies(); ++copy) ends.push_back(network.level(copy, 0) / one);
  EXPECT_TRUE(agrees(Estimate::of(ends), consensus(weights, start)));
}

// Friedkin and Johnsen

/// Solves x = A W x + (I - A) s by elimination.
std::vector<double> settled(const Matrix& weights, const std::vector<double>& yields,
                            const std::vector<double>& anchor) {
  const std::size_t n = anchor.size();
  Matrix m(n, std::vector<double>(n + 1));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) m[i][j] = (i == j ? 1 : 0) - yields[i] * weights[i][j];
    m[i][n] = (1 - yields[i]) * anchor[i];
  }
  for (std::size_t i = 0; i < n; ++i) {  // diagonally dominant: no pivoting needed
    for (std::size_t k = 0; k < n; ++k) {
      const double factor = k == i ? 0 : m[k][i] / m[i][i];
      for (std::size_t j = i; j <= n; ++j) m[k][j] -= factor * m[i][j];
    }
  }
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(m[i][n] / m[i][i]);
  return x;
}

void expect_settled(const Rows& rows, const std::vector<double>& yields, const std::vector<double>& anchor,
                    const std::vector<double>& exact) {
  Copies network(rows, 500);
  const std::vector<std::uint16_t> anchors = network.column(anchor);
  const std::vector<std::uint16_t> susceptibility = network.column(yields);
  network.start(anchors);
  const auto step = [&] {
    network.step(InfluenceRule::friedkin_johnsen, {.self_weight = 0},
                 {.anchor = anchors, .susceptibility = susceptibility});
  };
  for (int i = 0; i < 300; ++i) step();
  std::vector<std::vector<double>> means(network.size(), std::vector<double>(network.copies(), 0));
  constexpr int steps = 100;
  for (int i = 0; i < steps; ++i) {
    step();
    for (std::uint32_t copy = 0; copy < network.copies(); ++copy) {
      for (std::uint32_t row = 0; row < network.size(); ++row) {
        ASSERT_NEAR(network.level(copy, row) / one, exact[row], 8 / one);
        means[row][copy] += network.level(copy, row) / one / steps;
      }
    }
  }
  for (std::uint32_t row = 0; row < network.size(); ++row) {
    const Estimate estimate = Estimate::of(means[row]);
    EXPECT_TRUE(agrees(estimate, exact[row])) << "row " << row;
    EXPECT_TRUE(would_notice(estimate, .2 / one)) << "row " << row;
  }
}

TEST(FriedkinJohnsen, SettlesWhereTheEquationsSay) {
  const Rows rows{{0, 1}, {0, 0, 0, 1, 1, 1, 1, 1, 1, 1}};
  const std::vector<double> exact = settled(weights_of(rows), {.8, .4}, {1, 0});
  EXPECT_NEAR(exact[0], .375, 1e-12);
  EXPECT_NEAR(exact[1], .0625, 1e-12);
  expect_settled(rows, {.8, .4}, {1, 0}, exact);
}

TEST(FriedkinJohnsen, SettlesWhereRandomEquationsSay) {
  for (std::uint32_t n = 0; n < 3; ++n) {
    const std::uint32_t size = 4 + 2 * n;
    const Rows rows = random_rows(size, 7, 50 + n);
    std::vector<double> yields = random_levels(size, n, 1);
    for (double& each : yields) each = std::round(each * .9 * one) / one;
    const std::vector<double> anchor = random_levels(size, n, 2);
    SCOPED_TRACE(n);
    expect_settled(rows, yields, anchor, settled(weights_of(rows), yields, anchor));
  }
}

// Susceptible, infected, susceptible, with spontaneous joining: the Bass-like rule in a group where all know all.

struct Group {
  int people;
  double imitation, recovery, spontaneous;
  bool holds_itself;  ///< neighbours' share i / N as in the textbook; otherwise i / (N - 1), as among real neighbours
  int samples;        ///< of each of 1,000 such groups, half a unit of time apart

  [[nodiscard]] double joining(int active) const {
    return spontaneous + imitation * active / (holds_itself ? people : people - 1);
  }
};

/// Mean share of active ones, from the stationary law of the birth-death chain with rates (N - i) joining(i) and i·γ.
double chain_mean(const Group& g) {
  double weight = 1;
  double sum = 1;
  double mean = 0;
  for (int i = 1; i <= g.people; ++i) {
    weight *= (g.people - i + 1) * g.joining(i - 1) / (g.recovery * i);
    sum += weight;
    mean += weight * i / g.people;
  }
  return mean / sum;
}

double binomial_chance(int n, int k, double p) {
  return std::exp(std::lgamma(n + 1.) - std::lgamma(k + 1.) - std::lgamma(n - k + 1.)) * std::pow(p, k) *
         std::pow(1 - p, n - k);
}

/// The same for steps of length dt in which all move at once: who stays and who joins are both binomial.
double stepwise_mean(const Group& g, double dt) {
  const auto states = static_cast<std::size_t>(g.people) + 1;
  Matrix chance(states, std::vector<double>(states, 0));
  for (int i = 0; i <= g.people; ++i) {
    const double joins = i < g.people ? 1 - std::exp(-g.joining(i) * dt) : 0;
    for (int stay = 0; stay <= i; ++stay) {
      const double stayed = binomial_chance(i, stay, std::exp(-g.recovery * dt));
      for (int join = 0; join <= g.people - i; ++join) {
        chance[static_cast<std::size_t>(i)][static_cast<std::size_t>(stay + join)] +=
            stayed * binomial_chance(g.people - i, join, joins);
      }
    }
  }
  std::vector<double> law(states, 1. / static_cast<double>(states));
  for (int step = 0; step < static_cast<int>(60 / dt); ++step) {
    std::vector<double> next(states, 0);
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = 0; j < states; ++j) next[j] += law[i] * chance[i][j];
    }
    law = next;
  }
  double mean = 0;
  for (int i = 0; i <= g.people; ++i) mean += law[static_cast<std::size_t>(i)] * i / g.people;
  return mean;
}

// In two steps, since small steps are slow to simulate and known exactly: (a) the rule's mean is that of the law of
// steps in which all move at once, here a twentieth of a unit of time long; (b) that law's mean goes over into the
// chain's in proportion to the length, and is within 0.3 % of it at a hundredth.
constexpr double step_length = .05;
constexpr double small_step = .01;
constexpr double bias_of_small_step = .003;

Estimate simulated(const Group& g) {
  Rows rows(static_cast<std::size_t>(g.people));
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    for (std::uint32_t j = 0; j < rows.size(); ++j) {
      if (i != j || g.holds_itself) rows[i].push_back(j);
    }
  }
  Copies groups(rows, 1000);
  const InfluenceNumbers numbers{.spontaneous = g.spontaneous * step_length,
                                 .imitation = g.imitation * step_length,
                                 .recovery = g.recovery * step_length};
  std::vector<double> shares(groups.copies(), 0);
  constexpr int warm_up = static_cast<int>(10 / step_length);
  constexpr int every = static_cast<int>(.5 / step_length);
  for (int step = 0; step < warm_up; ++step) groups.step(InfluenceRule::bass, numbers, {});
  for (int sample = 0; sample < g.samples; ++sample) {
    for (int step = 0; step < every; ++step) groups.step(InfluenceRule::bass, numbers, {});
    for (std::uint32_t row = 0; row < groups.level().size(); ++row) {
      if (groups.level()[row] == active_level)
        shares[row / rows.size()] += 1.0 / static_cast<double>(rows.size()) / g.samples;
    }
  }
  return Estimate::of(shares);
}

void PrintTo(const Group& g, std::ostream* out) { *out << g.people << " people, imitation " << g.imitation; }

class Contagion : public ::testing::TestWithParam<Group> {};

TEST_P(Contagion, MeanShareIsThatOfTheStepwiseLaw) {
  const double exact = stepwise_mean(GetParam(), step_length);
  const Estimate estimate = simulated(GetParam());
  EXPECT_TRUE(agrees(estimate, exact));
  EXPECT_TRUE(would_notice(estimate, .02 * exact));
}

TEST_P(Contagion, TheStepwiseLawGoesOverIntoTheChain) {
  const double exact = chain_mean(GetParam());
  const double bias = stepwise_mean(GetParam(), small_step) - exact;
  EXPECT_LT(std::abs(bias), bias_of_small_step * exact);
  EXPECT_NEAR(bias / (stepwise_mean(GetParam(), small_step / 2) - exact), 2, .05);
}

INSTANTIATE_TEST_SUITE_P(Verification, Contagion,
                         ::testing::Values(Group{10, 2, 1, .1, true, 440}, Group{10, 2, 1, .1, false, 320},
                                           Group{6, 1, 1, .5, false, 160}, Group{4, 3, 1, .3, false, 220}));

TEST(ContagionFormula, KnowsWhatNeighboursAreCountedAmong) {
  EXPECT_NEAR(chain_mean({10, 2, 1, .1, true, 0}), .43953802, 5e-9);
  EXPECT_NEAR(chain_mean({10, 2, 1, .1, false, 0}), .4869, 5e-5);
}

// Watts' cascades on random graphs

/// Whether the vulnerable (whom a single active neighbour moves: at most 1/φ neighbours) hang together throughout a
/// Poisson random graph: the sum over their degrees k of k (k - 1) p(k), less the mean degree z, above 0.
double cascade_condition(double z, double threshold) {
  double chance = std::exp(-z);
  double sum = 0;
  for (int k = 1; k <= static_cast<int>(1 / threshold + 1e-9); ++k) {
    chance *= z / k;
    sum += k * (k - 1) * chance;
  }
  return sum - z;
}

double root_between(double low, double high, double threshold) {
  const bool rises = cascade_condition(low, threshold) < 0;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    const bool below_root = (cascade_condition(middle, threshold) < 0) == rises;
    (below_root ? low : high) = middle;
  }
  return low;
}

TEST(CascadeFormula, GivesTheWindow) {
  EXPECT_NEAR(root_between(.5, 3, .18), 1.0207, 5e-5);
  EXPECT_NEAR(root_between(3, 9, .18), 5.7647, 5e-5);
}

/// The share of an Erdős–Rényi graph that is active in the end, after ten people begin.
double cascade(double z, std::uint32_t graph) {
  constexpr std::uint32_t people = 20'000;
  const Luck luck(99, graph);
  std::vector<Tie> pairs;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(z * people / 2); ++i) {
    const Bits bits = luck.bits({0, EntityType::test, i}, 0, Why::test);
    pairs.push_back({below(bits.a, people), below(bits.b, people), 0});
  }
  const TieNetwork ties = build_ties(people, pairs, {});
  std::vector<std::uint16_t> level(people, 0);
  for (std::uint32_t i = 0; i < 10; ++i)
    level[below(luck.bits({0, EntityType::test, i}, 1, Why::test).a, people)] = active_level;
  std::vector<std::uint16_t> next(people);
  const std::vector<std::uint16_t> thresholds(people, level_of(.18));
  std::vector<std::uint32_t> ordinal(people);
  std::iota(ordinal.begin(), ordinal.end(), 0u);
  for (std::uint32_t step = 0; step < 1000; ++step) {
    Heard heard(InfluenceRule::threshold, people);
    heard.hear(rows_of(ties), ties.by_degree, level);
    influence_step(InfluenceRule::threshold, {}, heard, {.level = level, .next = next, .threshold = thresholds},
                   {luck, 0, ordinal, step});
    if (next == level) break;
    level.swap(next);
  }
  return static_cast<double>(std::count(level.begin(), level.end(), active_level)) / people;
}

/// Ten begin: that one of them touches the vulnerable is all but certain where these hang together (at z = 4 they are
/// a quarter of all, with their neighbours four fifths).
TEST(Cascades, HappenInsideTheWindow) {
  for (const double z : {1.5, 2., 3., 4.}) {
    ASSERT_GT(cascade_condition(z, .18), 0);
    for (std::uint32_t graph = 0; graph < 8; ++graph) EXPECT_GT(cascade(z, graph), .5) << z << ", graph " << graph;
  }
}

TEST(Cascades, DontHappenOutsideTheWindow) {
  for (const double z : {.7, 7.5, 9.}) {
    ASSERT_LT(cascade_condition(z, .18), 0);
    for (std::uint32_t graph = 0; graph < 8; ++graph) EXPECT_LT(cascade(z, graph), .02) << z << ", graph " << graph;
  }
}

}  // namespace
}  // namespace cogov::testing
