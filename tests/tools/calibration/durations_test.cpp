/// Known distributions come back within their stated errors, and the errors are as wide as they say.
#include "tools/calibration/durations.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/tools/calibration/synthetic.hpp"

namespace cogov::testing {
namespace {

/// Five standard errors: a false alarm in 1.7 million estimates.
constexpr double five = 5;

struct Truth {
  double share, short_median, short_p90, long_median, long_p90;
};

std::vector<Duration> draw(const Truth& truth, std::size_t number, double censored_at_most, std::uint64_t seed) {
  Uniforms u(seed);
  const Lognormal quick = Lognormal::from_median_p90(truth.short_median, truth.short_p90);
  const Lognormal slow = Lognormal::from_median_p90(truth.long_median, truth.long_p90);
  std::vector<Duration> durations;
  for (std::size_t i = 0; i < number; ++i) {
    const bool is_quick = u() < truth.share;
    const double value = (is_quick ? quick : slow).at(u());
    const double limit = censored_at_most > 0 ? censored_at_most * u() : 1e300;
    durations.push_back({std::min(value, limit), value > limit});
  }
  return durations;
}

void expect_near(const Estimate& estimate, double truth) {
  ASSERT_GT(estimate.error, 0);
  EXPECT_LT(std::abs(estimate.value - truth), five * estimate.error) << estimate.value << " for " << truth;
  EXPECT_LT(estimate.error, .2 * std::max(truth, .1)) << "an error that wide says nothing";
}

TEST(Survival, QuantilesComeBackUnderCensoring) {
  const Truth truth{0, 1, 2, 3, 9};
  for (const double censored : {0.0, 60.0, 20.0}) {
    const Survival survival(draw(truth, 20000, censored, 11));
    expect_near(survival.quantile(.5), 3);
    expect_near(survival.quantile(.9), 9);
  }
}

TEST(Survival, IsTheProductLimitOfATextbookCase) {
  // Of five, one closes at 1; one is censored at 2; of the three left one closes at 3: 4/5 and 4/5 * 2/3.
  const Survival survival({{1, false}, {2, true}, {3, false}, {4, true}, {5, true}});
  EXPECT_EQ(survival.quantile(.2).value, 1);
  EXPECT_EQ(survival.quantile(.4).value, 3);
  EXPECT_FALSE(survival.quantile(.5).known());
}

TEST(Survival, LeavingCensoringOutWouldBeNoticed) {
  std::vector<Duration> durations = draw({0, 1, 2, 3, 9}, 20000, 10, 5);
  for (Duration& each : durations) each.censored = false;
  const Estimate median = Survival(durations).quantile(.5);
  EXPECT_GT(std::abs(median.value - 3), five * median.error);
}

TEST(Lognormals, BothPartsComeBack) {
  const Truth truths[] = {{.2, .003, .02, 3, 9}, {.5, .1, .4, 5, 20}, {.85, 1, 4, 40, 90}};
  std::uint64_t seed = 1;
  for (const Truth& truth : truths) {
    for (const double censored : {0.0, 100.0}) {
      const auto mixture = fit_lognormals(draw(truth, 20000, censored, ++seed), 2, 1e-6);
      ASSERT_TRUE(mixture && mixture->parts.size() == 2);
      expect_near(mixture->parts[0].share, truth.share);
      expect_near(mixture->parts[0].median, truth.short_median);
      expect_near(mixture->parts[0].p90, truth.short_p90);
      expect_near(mixture->parts[1].median, truth.long_median);
      expect_near(mixture->parts[1].p90, truth.long_p90);
    }
  }
}

TEST(Lognormals, OnePartIsEnoughForOne) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto mixture = fit_lognormals(draw({0, 1, 2, 3, 9}, 2000, 60, seed), 2, 1e-6);
    ASSERT_TRUE(mixture.has_value());
    ASSERT_EQ(mixture->parts.size(), 1U) << seed;
    expect_near(mixture->parts[0].median, 3);
    expect_near(mixture->parts[0].p90, 9);
  }
}

TEST(Lognormals, StatedErrorsCoverAsOftenAsTheySay) {
  int within = 0;
  constexpr int logs = 200;
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    const auto mixture = fit_lognormals(draw({0, 1, 2, 3, 9}, 400, 30, 1000 + seed), 1, 1e-6);
    ASSERT_TRUE(mixture.has_value());
    const Estimate& median = mixture->parts[0].median;
    within += std::abs(median.value - 3) < 1.96 * median.error ? 1 : 0;
  }
  // 95 % of 200: binomial, mean 190, standard deviation 3.1; four of these either side.
  EXPECT_GE(within, 178);
  EXPECT_LE(within, 200);
}

TEST(Lognormals, FewCasesSayNothing) {
  EXPECT_FALSE(fit_lognormals(draw({0, 1, 2, 3, 9}, 19, 0, 3), 2, 1e-6).has_value());
  const std::vector<Duration> equal(100, Duration{0, false});  // a log in days: all closed on the day
  EXPECT_TRUE(fit_lognormals(equal, 2, 1).has_value());
}

}  // namespace
}  // namespace cogov::testing
