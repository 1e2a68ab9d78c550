#include "output/statistics.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/non_central_t.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace cogov {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Standard normal numbers that are the same on every machine (std::normal_distribution is not).
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : engine_(seed) {}
  double operator()() {
    const double u = (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53;
    const double v = (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53;
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * 3.141592653589793 * v);
  }

 private:
  std::mt19937_64 engine_;
};

struct Rates {
  double excluded_zero = 0;  ///< share of experiments whose interval leaves out zero
  double covered = 0;        ///< share of experiments whose interval holds the true effect
};

/// Paired runs that share most of their luck, as simulated policies do.
Rates simulate(int experiments, int pairs, double effect, std::uint64_t seed) {
  Normal normal(seed);
  int excluded = 0;
  int covered = 0;
  for (int experiment = 0; experiment < experiments; ++experiment) {
    std::vector<double> baseline, policy;
    for (int pair = 0; pair < pairs; ++pair) {
      const double luck = 10 + 3 * normal();
      baseline.push_back(luck);
      policy.push_back(luck + effect + normal());
    }
    const PairedStatistics result = paired_statistics(baseline, policy);
    EXPECT_EQ(*result.p < 0.05, !result.interval->contains(0));
    if (!result.interval->contains(0)) ++excluded;
    if (result.interval->contains(effect)) ++covered;
  }
  return {static_cast<double>(excluded) / experiments, static_cast<double>(covered) / experiments};
}

/// 3.3 standard deviations of a share counted in `n` trials: exceeded by chance once in 1,000.
double margin(double share, double n) { return 3.3 * std::sqrt(share * (1 - share) / n); }

TEST(Statistics, StudentTQuantilesAreThePublishedOnes) {
  EXPECT_NEAR(student_t_quantile(0.975, 1), 12.706, 0.0005);
  EXPECT_NEAR(student_t_quantile(0.975, 2), 4.303, 0.0005);
  EXPECT_NEAR(student_t_quantile(0.975, 9), 2.262, 0.0005);
  EXPECT_NEAR(student_t_quantile(0.975, 39), 2.023, 0.0005);
  EXPECT_NEAR(student_t_quantile(0.95, 30), 1.697, 0.0005);
  EXPECT_NEAR(student_t_quantile(0.025, 9), -2.262, 0.0005);
}

TEST(Statistics, PairedIntervalOfAHandWorkedCase) {
  // Differences 1, 2, 3: mean 2, sd 1, half-width 4.3027 / sqrt(3) = 2.4841, t = 3.4641, p = 0.0742.
  const PairedStatistics result = paired_statistics(std::vector{10.0, 20.0, 30.0}, std::vector{11.0, 22.0, 33.0});
  EXPECT_EQ(result.pairs, 3U);
  EXPECT_DOUBLE_EQ(result.baseline_mean, 20);
  EXPECT_DOUBLE_EQ(result.policy_mean, 22);
  EXPECT_DOUBLE_EQ(result.difference, 2);
  ASSERT_TRUE(result.interval);
  EXPECT_NEAR(result.interval->low, -0.4841, 0.0001);
  EXPECT_NEAR(result.interval->high, 4.4841, 0.0001);
  EXPECT_NEAR(*result.p, 0.0742, 0.0001);
  // Variances of the columns 100 and 121, of the differences 1.
  EXPECT_NEAR(*result.pairing_gain, 221, 1e-9);
  EXPECT_FALSE(result.constant);
}

TEST(Statistics, HolmOfAHandWorkedCase) {
  // Sorted 0.01, 0.03, 0.04, 0.05 by 4, 3, 2, 1: 0.04, 0.09, 0.08 → 0.09, 0.05 → 0.09.
  const std::vector<double> adjusted = holm(std::vector{0.04, 0.01, 0.05, 0.03});
  ASSERT_EQ(adjusted.size(), 4U);
  EXPECT_DOUBLE_EQ(adjusted[0], 0.09);
  EXPECT_DOUBLE_EQ(adjusted[1], 0.04);
  EXPECT_DOUBLE_EQ(adjusted[2], 0.09);
  EXPECT_DOUBLE_EQ(adjusted[3], 0.09);
  EXPECT_DOUBLE_EQ(holm(std::vector{0.7, 0.6})[0], 1);
  EXPECT_TRUE(holm({}).empty());
}

TEST(Statistics, FalseAlarmsComeAtFivePercent) {
  // With the normal quantile instead of Student's, ten pairs would give 8.2 %.
  constexpr int experiments = 4000;
  const Rates rates = simulate(experiments, 10, 0, 20240521);
  RecordProperty("false_positive_rate", std::to_string(rates.excluded_zero));
  EXPECT_NEAR(rates.excluded_zero, 0.05, margin(0.05, experiments));
  EXPECT_NEAR(rates.covered, 0.95, margin(0.05, experiments));
}

TEST(Statistics, AKnownEffectIsFoundAsOftenAsTheoryHasIt) {
  // An effect of one standard deviation in ten pairs: power from the noncentral t.
  constexpr int experiments = 4000;
  const boost::math::non_central_t theory(9, std::sqrt(10.0));
  const double critical = student_t_quantile(0.975, 9);
  const double power = 1 - boost::math::cdf(theory, critical) + boost::math::cdf(theory, -critical);
  ASSERT_NEAR(power, 0.803, 0.002);
  const Rates rates = simulate(experiments, 10, 1, 7);
  EXPECT_NEAR(rates.excluded_zero, power, margin(power, experiments));
  EXPECT_NEAR(rates.covered, 0.95, margin(0.05, experiments));
}

TEST(Statistics, SameRunsGiveExactlyZero) {
  const std::vector<double> runs{1.5, 2.5, 0.1};
  const PairedStatistics result = paired_statistics(runs, runs);
  EXPECT_TRUE(result.exactly_zero);
  EXPECT_TRUE(result.constant);
  EXPECT_EQ(result.difference, 0);
  EXPECT_EQ(*result.p, 1);
  EXPECT_FALSE(result.interval);
  std::vector<double> nearly = runs;
  nearly[2] = std::nextafter(nearly[2], 1.0);
  const PairedStatistics off = paired_statistics(runs, nearly);
  EXPECT_FALSE(off.exactly_zero);
  EXPECT_EQ(*off.p, 1) << "rounding error is no effect";
}

TEST(Statistics, AConstantDifferenceIsJudgedByTheSignTest) {
  const PairedStatistics few = paired_statistics(std::vector{1.0, 2.0}, std::vector{2.0, 3.0});
  EXPECT_TRUE(few.constant);
  EXPECT_FALSE(few.exactly_zero);
  EXPECT_FALSE(few.interval);
  EXPECT_DOUBLE_EQ(*few.p, 0.5);
  // The sums differ in their last bits; the difference is meant to be the same.
  const PairedStatistics many = paired_statistics(std::vector{0.1, 0.2, 0.3, 0.4, 0.5, 0.6},
                                                  std::vector{0.1 + 0.7, 0.9, 1.0, 1.1, 1.2, 0.6 + 0.7});
  EXPECT_TRUE(many.constant);
  EXPECT_DOUBLE_EQ(*many.p, 1.0 / 32);
}

TEST(Statistics, PairsWithoutAValueAreLeftOutAndCounted) {
  const std::vector<double> baseline{1, nan_value, 3, infinity, 5, infinity, infinity, 8};
  const std::vector<double> policy{2, 2, infinity, 4, 8, infinity, nan_value, -infinity};
  const PairedStatistics result = paired_statistics(baseline, policy);
  EXPECT_EQ(result.pairs, 2U);
  EXPECT_EQ(result.failed, 3U);
  EXPECT_EQ(result.infinite, 3U);
  EXPECT_EQ(result.never_baseline, 2U);
  EXPECT_EQ(result.never_policy, 2U);
  EXPECT_EQ(result.left_out(), 6U);
  EXPECT_DOUBLE_EQ(result.baseline_mean, 3);
  EXPECT_DOUBLE_EQ(result.policy_mean, 5);
}

TEST(Statistics, OnePairOrNoneHasNoInterval) {
  const PairedStatistics one = paired_statistics(std::vector{1.0}, std::vector{3.0});
  EXPECT_DOUBLE_EQ(one.difference, 2);
  EXPECT_FALSE(one.interval);
  EXPECT_FALSE(one.p);
  EXPECT_FALSE(one.constant);
  const PairedStatistics none = paired_statistics(std::vector{nan_value}, std::vector{3.0});
  EXPECT_EQ(none.pairs, 0U);
  EXPECT_TRUE(std::isnan(none.difference));
  EXPECT_FALSE(none.exactly_zero);
}

TEST(Statistics, SharedLuckIsWorthWhatItsCorrelationSays) {
  // Variances 9 and 9 + 1, of the difference 1: unpaired runs need 19 times the replicates.
  Normal normal(3);
  std::vector<double> baseline, policy, stranger;
  for (int i = 0; i < 20000; ++i) {
    const double luck = 3 * normal();
    baseline.push_back(luck);
    policy.push_back(luck + normal());
    stranger.push_back(3 * normal());
  }
  EXPECT_NEAR(*paired_statistics(baseline, policy).pairing_gain, 19, 0.8);
  EXPECT_NEAR(*paired_statistics(baseline, stranger).pairing_gain, 1, 0.05);
}

TEST(Statistics, ReplicatesNeededIsTheFirstThatSuffices) {
  for (const double half_width : {0.1, 0.5, 2.0}) {
    const auto needed = replicates_needed(1, half_width);
    ASSERT_TRUE(needed);
    const auto reach = [](std::size_t pairs) {
      const double n = static_cast<double>(pairs);
      return student_t_quantile(0.975, n - 1) / std::sqrt(n);
    };
    EXPECT_LT(reach(*needed), half_width);
    EXPECT_GE(reach(*needed - 1), half_width);
  }
  EXPECT_EQ(replicates_needed(1, 0.5), 18U);  // t(17) = 2.110: 0.497; t(16) = 2.120: 0.514
  EXPECT_EQ(replicates_needed(0, 0.5), 2U);
  EXPECT_FALSE(replicates_needed(1, 0));
  EXPECT_FALSE(replicates_needed(nan_value, 1));
  EXPECT_FALSE(replicates_needed(1, 1e-9));
}

TEST(Statistics, Rounded) {
  EXPECT_EQ(rounded(0.3000001, 0.1), 0.3);
  EXPECT_EQ(rounded(-0.25, 0.1), -0.3);
  EXPECT_EQ(rounded(1749, 100), 1700);
  EXPECT_EQ(rounded(2.9, 0.25), 3.0);
  EXPECT_FALSE(std::signbit(rounded(-0.04, 0.1)));
}

TEST(IndependentStatistics, AreWelchs) {
  // Checked by hand: variances 2.5 and 20 / 3 over 5 and 4 runs.
  const std::vector<double> before{1, 2, 3, 4, 5};
  const std::vector<double> after{6, 8, 10, 12};
  const PairedStatistics found = independent_statistics(before, after);
  EXPECT_EQ(found.pairs, 4U);
  EXPECT_DOUBLE_EQ(found.difference, 6);
  const double error = std::sqrt(2.5 / 5 + 20.0 / 3 / 4);
  const double degrees = std::pow(error, 4) / (0.25 / 4 + std::pow(20.0 / 12, 2) / 3);
  ASSERT_TRUE(found.interval);
  EXPECT_NEAR(found.interval->half_width(), student_t_quantile(0.975, degrees) * error, 1e-12);
  EXPECT_NEAR(*found.p, two_sided_p(6 / error, degrees), 1e-12);
  EXPECT_FALSE(found.pairing_gain);
}

TEST(IndependentStatistics, OrderSaysNothing) {
  const std::vector<double> before{1, 2, 3, 4}, turned{4, 3, 2, 1};
  const PairedStatistics found = independent_statistics(before, turned);
  EXPECT_EQ(found.difference, 0);
  EXPECT_FALSE(found.exactly_zero) << "the same values by chance";
  EXPECT_DOUBLE_EQ(*found.p, 1);
}

TEST(IndependentStatistics, WithoutSpread) {
  const std::vector<double> ones{1, 1, 1}, twos{2, 2, 2};
  EXPECT_TRUE(independent_statistics(ones, ones).exactly_zero);
  const PairedStatistics apart = independent_statistics(ones, twos);
  EXPECT_TRUE(apart.constant);
  EXPECT_FALSE(apart.interval);
  EXPECT_DOUBLE_EQ(*apart.p, 2.0 / 20) << "one of the 20 ways to part six runs, and its mirror image";
}

TEST(IndependentStatistics, LeaveOutWhatHasNoValue) {
  const double never = std::numeric_limits<double>::infinity(), failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> before{1, 2, 3, never}, after{2, failed, 4};
  const PairedStatistics found = independent_statistics(before, after);
  EXPECT_EQ(found.pairs, 2U);
  EXPECT_EQ(found.never_baseline, 1U);
  EXPECT_EQ(found.failed, 1U);
  EXPECT_DOUBLE_EQ(found.baseline_mean, 2);
  EXPECT_DOUBLE_EQ(found.policy_mean, 3);
}

}  // namespace
}  // namespace cogov
