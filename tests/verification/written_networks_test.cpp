/// Influence through the scenarios: matrices, anchors and groups written in keys, and cascades on random graphs,
/// against linear algebra, a chain and Watts' condition. What is rounded by chance is compared within the units stated;
/// what is luck, with false positives of one in a million (estimate.hpp).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/errors.hpp"
#include "tests/verification/estimate.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

constexpr double one = 65535;
constexpr double unit = 1 / one;

using Matrix = std::vector<std::vector<double>>;
using Set = std::vector<std::string>;

/// A network as keys and as numbers.
struct Network {
  std::string weights, starts, susceptibilities;
  Matrix w;
  std::vector<double> s, a;

  [[nodiscard]] std::size_t people() const { return w.size(); }
  [[nodiscard]] Set keys() const {
    Set set{"influence.weights=" + weights, "influence.starts=" + starts,
            "community.households=" + std::to_string(people())};
    if (!susceptibilities.empty()) set.push_back("influence.susceptibilities=" + susceptibilities);
    return set;
  }
};

/// Where x(t + 1) = A W x(t) + (1 - A) s leads; with all of A at 1, DeGroot.
std::vector<double> limit(const Network& network) {
  const std::size_t n = network.people();
  std::vector<double> x = network.s;
  for (int step = 0; step < 20000; ++step) {
    std::vector<double> next(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0;
      for (const double weight : network.w[i]) sum += weight;
      const double yields = network.a.empty() ? 1 : network.a[i];
      for (std::size_t j = 0; j < n; ++j) next[i] += yields * network.w[i][j] / sum * x[j];
      next[i] += (1 - yields) * network.s[i];
    }
    x = next;
  }
  return x;
}

/// Levels of the first community's people at the end, from the trace.
std::vector<double> levels(const RunResult& run, std::size_t people) {
  const auto table =
      std::find_if(run.trace.begin(), run.trace.end(), [](const TraceTable& t) { return t.name == "residents"; });
  std::vector<double> result;
  for (const auto& column : table->columns) {
    for (std::size_t i = 0; column.name == "belonging" && i < people; ++i) {
      result.push_back(static_cast<double>(column.values[i]) / one);
    }
  }
  return result;
}

void expect_limit(const std::string& scenario, const Network& network, double mean_units, double each_units) {
  const std::vector<double> exact = limit(network);
  double mean = 0;
  for (const double level : exact) mean += level / static_cast<double>(exact.size());
  const Reduced model(scenario, network.keys());
  const RunResult run = model.run();
  const double measured = model.measure(run, "belonging_mean")[0];
  EXPECT_NEAR(measured, mean, mean_units * unit);
  const std::vector<double> each = levels(run, network.people());
  ASSERT_EQ(each.size(), exact.size());
  for (std::size_t i = 0; i < exact.size(); ++i) EXPECT_NEAR(each[i], exact[i], each_units * unit) << "person " << i;
  EXPECT_GT(.02 * mean, 50 * mean_units * unit);  // 2 % are far beyond what is allowed
}

const Network listed_t{"2 1 1; 1 3 0; 1 0 2", "1 0 0", "", {{2, 1, 1}, {1, 3, 0}, {1, 0, 2}}, {1, 0, 0}, {}};
const Network four{"1 2 0 0; 3 5 1 1; 0 1 0 1; 1 1 1 7",
                   "0.9 0.1 0.5 0.3",
                   "",
                   {{1, 2, 0, 0}, {3, 5, 1, 1}, {0, 1, 0, 1}, {1, 1, 1, 7}},
                   {.9, .1, .5, .3},
                   {}};
const Network two{"9 1; 4 6", "0.2 0.8", "", {{9, 1}, {4, 6}}, {.2, .8}, {}};

TEST(DeGrootScenario, AgreesOnTheLimitOfTheMatrix) {
  EXPECT_NEAR(limit(listed_t)[0], 4. / 11, 1e-9);
  expect_limit("degroot", listed_t, 3, 25);
  expect_limit("degroot", four, 3, 25);
  expect_limit("degroot", two, 3, 25);
  const Reduced plain("degroot", {}, false);
  EXPECT_NEAR(plain.measure(plain.run(), "belonging_mean")[0], 4. / 11, 3 * unit);
}

const Network listed_w{"1 1; 3 7", "1 0", "0.8 0.4", {{1, 1}, {3, 7}}, {1, 0}, {.8, .4}};
const Network stubborn{
    "0 1 1; 1 0 1; 1 1 0", "1 0.5 0", "0 0.5 0.9", {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}, {1, .5, 0}, {0, .5, .9}};
const Network chain{"1 1 0 0; 1 1 1 0; 0 1 1 1; 0 0 1 1",
                    "1 0 0 0.4",
                    "0.6 0.7 0.8 0.3",
                    {{1, 1, 0, 0}, {1, 1, 1, 0}, {0, 1, 1, 1}, {0, 0, 1, 1}},
                    {1, 0, 0, .4},
                    {.6, .7, .8, .3}};

TEST(FriedkinJohnsenScenario, SettlesWhereTheEquationsSay) {
  const std::vector<double> exact = limit(listed_w);
  EXPECT_NEAR(exact[0], .375, 1e-9);
  EXPECT_NEAR(exact[1], .0625, 1e-9);
  expect_limit("friedkin_johnsen", listed_w, 1, 8);
  expect_limit("friedkin_johnsen", stubborn, 1, 8);
  expect_limit("friedkin_johnsen", chain, 1, 8);
}

/// A weight that is 2 % off, or whose row and column are swapped, leads elsewhere.
TEST(DeGrootScenario, SeededErrorsAreNoticed) {
  const auto mean_with = [](const std::string& weights) {
    const Reduced model("degroot", {"influence.weights=" + weights}, false);
    return model.measure(model.run(), "belonging_mean")[0];
  };
  EXPECT_GT(std::abs(mean_with("204 98 98; 1 3 0; 1 0 2") - 4. / 11), 12 * unit);
  EXPECT_GT(std::abs(mean_with("2 1 1; 1 3 0; 1 0 1") - 4. / 11), 100 * unit);
}

TEST(WrittenNetworks, RefuseWhatMakesNoSense) {
  const auto refused = [](const std::string& setting) {
    EXPECT_THROW((void)Reduced("degroot", {setting}).run(), UserError) << setting;
  };
  refused("influence.weights=1 2; 3");
  refused("influence.weights=1 x; 3 4");
  refused("influence.weights=0.5 0.5; 1 1");
  refused("influence.starts=1 0 2");
  refused("influence.starts=1 0 0 0");
  refused("influence.susceptibilities=-0.1");
}

// Groups

struct Group {
  int people = 10;
  double imitation = 2, recovery = 1, spontaneous = .1;
};

/// Mean share active of the chain with rates (N - i)(ε + β i/N) up and γ i down.
double chain_mean(const Group& g) {
  double weight = 1;
  double sum = 1;
  double mean = 0;
  for (int i = 1; i <= g.people; ++i) {
    weight *= (g.people - i + 1) * (g.spontaneous + g.imitation * (i - 1) / g.people) / (g.recovery * i);
    sum += weight;
    mean += weight * i / g.people;
  }
  return mean / sum;
}

Estimate share_active(const Group& g, std::uint32_t replicates) {
  const auto yearly = [](double rate) { return std::to_string(3.65 * rate); };
  const Reduced model(
      "contagion",
      {"community.households=" + std::to_string(g.people), "influence.imitation=" + yearly(g.imitation),
       "influence.recovery=" + yearly(g.recovery), "influence.spontaneous=" + yearly(g.spontaneous), "run.days=3650"},
      false);
  std::vector<double> shares;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const std::vector<double> days = model.measure(model.run(replicate), "belonging");
    shares.push_back(mean(days));
  }
  return Estimate::of(shares);
}

/// Steps of a day are a hundredth of the unit of time, which is worth up to 0.5 % (influence_test.cpp).
void check(const Group& g, std::uint32_t replicates, double notice) {
  const Estimate estimate = share_active(g, replicates);
  const double exact = chain_mean(g);
  EXPECT_NEAR(estimate.mean, exact, estimate.allowed() + .005 * exact) << g.people << " people";
  EXPECT_TRUE(would_notice(estimate, (notice - .005) * exact));
}

TEST(ContagionScenario, MeanShareIsThatOfTheChain) {
  EXPECT_NEAR(chain_mean({}), .43953802, 5e-9);
  check({}, 10, .08);
}

TEST(SlowContagionScenario, MeanShareIsThatOfTheChain) {
  check({}, 60, .02);
  check({.people = 6, .imitation = 1, .spontaneous = .5}, 40, .02);
  check({.people = 4, .imitation = 3, .spontaneous = .3}, 40, .02);
}

TEST(SlowContagionScenario, OtherRatesAreNoticed) {
  const Estimate wrong = share_active({.imitation = 2.1}, 60);
  EXPECT_GT(std::abs(wrong.mean - chain_mean({})), wrong.allowed() + .005);
}

// Cascades

double joined(const Set& set, std::uint32_t replicate) {
  const Reduced model("cascades", set, false);
  return model.measure(model.run(replicate), "belonging_mean")[0];
}

Set mean_degree(double z) { return {"social_ties.wider_ties=" + std::to_string(z), "run.days=200"}; }

TEST(CascadeScenario, ComeInsideTheWindowOnly) {
  for (const double z : {1.5, 3., 5.}) {
    for (std::uint32_t graph = 0; graph < 2; ++graph) EXPECT_GT(joined(mean_degree(z), graph), .5) << z;
  }
  for (const double z : {.9, 6.5, 8.}) {
    for (std::uint32_t graph = 0; graph < 2; ++graph) EXPECT_LT(joined(mean_degree(z), graph), .05) << z;
  }
}

/// At φ = 0.22 a single neighbour moves only who has four or fewer: the window ends before 4.
TEST(CascadeScenario, TheWindowMovesWithTheThreshold) {
  Set set = mean_degree(5);
  set.emplace_back("influence.threshold_mean=0.22");
  EXPECT_LT(joined(set, 0), .05);
  set = mean_degree(2);
  set.emplace_back("influence.threshold_mean=0.22");
  EXPECT_GT(joined(set, 0), .5);
}

TEST(CascadeScenario, TheGraphHasTheMeanDegreeAskedFor) {
  for (const double z : {1.5, 3., 6.5}) {
    const Reduced model("cascades", mean_degree(z), false);
    const double drawn = model.measure(model.run(), "ties_mean_degree")[0];
    // The number of ties is Poisson: z n / 2 with a standard deviation of its root.
    EXPECT_NEAR(drawn, z, 4.9 * z / std::sqrt(z * 10000) + .002 * z);
  }
}

}  // namespace

}  // namespace cogov::testing
