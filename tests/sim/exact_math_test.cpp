#include "sim/exact_math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/draw.hpp"

namespace cogov {
namespace {

using exact_detail::infinity;
using exact_detail::not_a_number;

/// Distance in units of the last place of a double of the reference's size (subnormal: of 2^-1074).
double ulps(double got, long double reference) {
  int exponent = 0;
  std::frexp(static_cast<double>(reference), &exponent);
  const long double unit = std::ldexp(1.0L, std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(static_cast<long double>(got) - reference) / unit);
}

/// Uniform numbers between low and high, the same in every run.
std::vector<double> spread(double low, double high, int n, std::uint32_t sub = 0) {
  const Luck luck(1, 0);
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    const double u = luck.uniform({0, EntityType::test, 0}, static_cast<std::uint32_t>(i), Why::test, sub);
    values.push_back(low + (high - low) * u);
  }
  return values;
}

TEST(ExactMath, ArithmeticIsExactHere) { EXPECT_TRUE(arithmetic_is_exact()); }

TEST(ExactMath, ExpIsWithinTwoUlp) {
  double worst = 0, worst_subnormal = 0;
  for (const double x : spread(-708, 709.78, 300'000)) worst = std::max(worst, ulps(exact_exp(x), std::exp(1.0L * x)));
  for (const double x : spread(-1, 1, 300'000)) worst = std::max(worst, ulps(exact_exp(x), std::exp(1.0L * x)));
  for (const double x : spread(-746, -708, 50'000))
    worst_subnormal = std::max(worst_subnormal, ulps(exact_exp(x), std::exp(1.0L * x)));
  EXPECT_LT(worst, 1.0);
  EXPECT_LT(worst_subnormal, 2.0);
}

TEST(ExactMath, ExpAtItsLimits) {
  EXPECT_EQ(exact_exp(0.0), 1.0);
  EXPECT_EQ(exact_exp(-0.0), 1.0);
  EXPECT_EQ(exact_exp(1e-300), 1.0);
  EXPECT_EQ(exact_exp(infinity), infinity);
  EXPECT_EQ(exact_exp(-infinity), 0.0);
  EXPECT_EQ(exact_exp(709.79), infinity);
  EXPECT_EQ(exact_exp(-745.14), 0.0);
  EXPECT_EQ(exact_exp(-745.0), 0x1p-1074);
  EXPECT_LT(exact_exp(709.782712893383), infinity);
  EXPECT_TRUE(std::isnan(exact_exp(not_a_number)));
}

TEST(ExactMath, LogIsWithinTwoUlp) {
  double worst = 0;
  for (const double e : spread(-1074, 1023.9, 300'000)) {
    const double x = std::max(std::exp2(e), 0x1p-1074);
    worst = std::max(worst, ulps(exact_log(x), std::log(1.0L * x)));
  }
  for (const double x : spread(0, 2, 300'000)) worst = std::max(worst, ulps(exact_log(x), std::log(1.0L * x)));
  for (const double x : spread(0.999, 1.001, 100'000)) worst = std::max(worst, ulps(exact_log(x), std::log(1.0L * x)));
  EXPECT_LT(worst, 1.0);
}

TEST(ExactMath, LogAtItsLimits) {
  EXPECT_EQ(exact_log(1.0), 0.0);
  EXPECT_EQ(exact_log(0.0), -infinity);
  EXPECT_EQ(exact_log(-0.0), -infinity);
  EXPECT_EQ(exact_log(infinity), infinity);
  EXPECT_TRUE(std::isnan(exact_log(-1.0)));
  EXPECT_TRUE(std::isnan(exact_log(-infinity)));
  EXPECT_TRUE(std::isnan(exact_log(not_a_number)));
  EXPECT_LT(ulps(exact_log(0x1p-1074), std::log(0x1p-1074L)), 1.0);
}

TEST(ExactMath, Log1pIsWithinTwoUlp) {
  double worst = 0;
  for (const double x : spread(-1, 3, 200'000)) worst = std::max(worst, ulps(exact_log1p(x), std::log1p(1.0L * x)));
  for (const double e : spread(-300, 60, 200'000)) {
    const double x = std::exp2(e);
    worst = std::max(worst, ulps(exact_log1p(x), std::log1p(1.0L * x)));
    if (x < 1) worst = std::max(worst, ulps(exact_log1p(-x), std::log1p(-1.0L * x)));
  }
  EXPECT_LT(worst, 2.0);
  EXPECT_EQ(exact_log1p(0.0), 0.0);
  EXPECT_EQ(exact_log1p(-1.0), -infinity);
  EXPECT_EQ(exact_log1p(infinity), infinity);
  EXPECT_TRUE(std::isnan(exact_log1p(-1.5)));
  EXPECT_TRUE(std::isnan(exact_log1p(not_a_number)));
}

TEST(ExactMath, PowIsWithinItsBounds) {
  double worst_near = 0, worst = 0;
  const std::vector<double> exponents = spread(-60, 60, 200'000, 1);
  const std::vector<double> bases = spread(-30, 30, 200'000, 2);
  for (std::size_t i = 0; i < bases.size(); ++i) {
    const double x = std::exp(bases[i] / 3);
    const double y = exponents[i];
    const double log_of_it = std::fabs(y * bases[i] / 3);
    const double error = ulps(exact_pow(x, y), std::pow(1.0L * x, 1.0L * y));
    if (log_of_it <= 50) worst_near = std::max(worst_near, error);
    if (log_of_it <= 700) worst = std::max(worst, error);
  }
  EXPECT_LT(worst_near, 2.0);
  EXPECT_LT(worst, 10.0);
  EXPECT_EQ(exact_pow(0.5, 3.0), 0.125);
  EXPECT_LT(ulps(exact_pow(1 + 0x1p-52, 0x1p52), 2.718281828459044778L), 2.0);
  EXPECT_LT(ulps(exact_pow(1 - 0x1p-53, 0x1p58), std::pow(1 - 0x1p-53L, 0x1p58L)), 2.0);
}

TEST(ExactMath, PowAtItsLimitsAgreesWithTheStandard) {
  const double values[] = {0.0, 0.5, 1.0, 1 + 0x1p-52, 2.0, 1e300, 1e-310, 1e308, infinity};
  const double powers[] = {-infinity, -1e308, -1e3, -1.0, -1e-300, 0.0, 1e-300, 0.5, 1.0, 1e3, 1e308, infinity};
  for (const double x : values)
    for (const double y : powers) {
      const double expected = std::pow(x, y);
      const double got = exact_pow(x, y);
      if (std::isfinite(expected)) {
        EXPECT_LT(ulps(got, expected), 3.0) << x << " ^ " << y;
      } else {
        EXPECT_EQ(got, expected) << x << " ^ " << y;
      }
    }
  EXPECT_TRUE(std::isnan(exact_pow(-1.0, 2.0)));
  EXPECT_TRUE(std::isnan(exact_pow(not_a_number, 2.0)));
  EXPECT_TRUE(std::isnan(exact_pow(2.0, not_a_number)));
}

TEST(ExactMath, LogisticIsAccurateOnBothSides) {
  double worst = 0;
  for (const double x : spread(-700, 50, 100'000))
    worst = std::max(worst, ulps(exact_logistic(x), 1.0L / (1.0L + std::exp(-1.0L * x))));
  EXPECT_LT(worst, 3.0);
  EXPECT_EQ(exact_logistic(0.0), 0.5);
  EXPECT_EQ(exact_logistic(1e3), 1.0);
  EXPECT_EQ(exact_logistic(-1e3), 0.0);
}

TEST(ExactMath, NormalQuantileAgreesWithBoost) {
  double worst = 0;
  const auto check = [&](double p) {
    const long double reference = -std::sqrt(2.0L) * boost::math::erfc_inv(2.0L * p);
    const double error = std::fabs(static_cast<double>(exact_normal_quantile(p) / reference - 1));
    if (p != 0.5) worst = std::max(worst, error);
  };
  for (const double p : spread(0, 1, 20'000)) check(p);
  for (const double e : spread(-300, 0, 20'000)) check(std::pow(10.0, e));
  check(0x1p-53);
  check(1 - 0x1p-53);
  EXPECT_LT(worst, 1e-15);
  EXPECT_EQ(exact_normal_quantile(0.5), 0.0);
  EXPECT_EQ(exact_normal_quantile(0.0), -infinity);
  EXPECT_EQ(exact_normal_quantile(1.0), infinity);
  EXPECT_TRUE(std::isnan(exact_normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(exact_normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(exact_normal_quantile(not_a_number)));
}

TEST(ExactMath, StirlingErrorAgreesWithBoost) {
  for (const double x : {1e-6, 0.01, 0.5, 1.0, 3.25, 14.9, 15.0, 40.0, 1e3}) {
    const long double z = x;
    const long double half_log_two_pi = 0.918938533204672741780329736L;
    const long double stirling = (z + 0.5L) * std::log(z) - z + half_log_two_pi;
    EXPECT_NEAR(exact_stirling_error(x), static_cast<double>(boost::math::lgamma(z + 1) - stirling), 1e-14) << x;
  }
}

double relative(double got, long double reference) {
  return std::fabs(static_cast<double>((got - reference) / reference));
}

TEST(ExactMath, GammaTailsAgreeWithBoost) {
  double worst = 0;
  for (const double shape : {0.01, 0.3, 1.0, 2.5, 17.0, 400.0, 5e4})
    for (const double z : {-6.0, -3.0, -1.0, -0.1, 0.0, 0.5, 2.0, 5.0}) {
      const double x = shape * std::exp(z / std::sqrt(shape + 1));
      const Tails tails = exact_gamma_tails(shape, x);
      worst = std::max(worst, relative(tails.lower, boost::math::gamma_p<long double>(shape, x)));
      const long double upper = boost::math::gamma_q<long double>(shape, x);
      if (upper > 1e-2L || x > shape + 1) worst = std::max(worst, relative(tails.upper, upper));
    }
  EXPECT_LT(worst, 1e-12);
}

TEST(ExactMath, BetaTailsAgreeWithBoost) {
  double worst = 0;
  for (const double a : {0.05, 0.5, 1.0, 3.0, 40.0, 2e3})
    for (const double b : {0.05, 0.5, 1.0, 3.0, 40.0, 2e3})
      for (const double x : {1e-6, 0.01, 0.2, 0.5, 0.7, 0.99}) {
        const Tails tails = exact_beta_tails(a, b, x, 1 - x);
        const long double lower = boost::math::ibeta<long double>(a, b, x);
        const long double upper = boost::math::ibetac<long double>(a, b, x);
        // Of the two, the one that was not made by 1 - other is held to relative accuracy.
        if (lower > 1e-280L && (x <= (a + 1) / (a + b + 2) || lower > 0.01L))
          worst = std::max(worst, relative(tails.lower, lower));
        if (upper > 1e-280L && (x > (a + 1) / (a + b + 2) || upper > 0.01L))
          worst = std::max(worst, relative(tails.upper, upper));
      }
  EXPECT_LT(worst, 2e-12);
}

TEST(ExactMath, DensitiesAreTheBinomialAndPoissonOnes) {
  EXPECT_LT(relative(exact_poisson_density(3, 2.5), std::exp(-2.5L) * 2.5L * 2.5L * 2.5L / 6), 1e-14);
  EXPECT_EQ(exact_poisson_density(0, 2), exact_exp(-2));
  EXPECT_LT(relative(exact_binomial_density(2, 3, 0.25, 0.75), 10 * 0.0625L * 0.421875L), 1e-14);
  EXPECT_LT(relative(exact_binomial_density(0, 4, 0.25, 0.75), 0.31640625L), 1e-14);
  EXPECT_LT(relative(exact_binomial_density(4, 0, 0.25, 0.75), 0.00390625L), 1e-14);
}

struct Golden {
  double x;
  std::uint64_t exp, log, normal;  // of x, |x|, and the quantile at |x| / 64
};

// The bits themselves: equal with g++ and clang++, at every level of optimisation, on every processor.
TEST(ExactMath, GivesThePublishedBits) {
  const Golden golden[] = {
      {1, 0x4005bf0a8b14576a, 0x0000000000000000, 0xc0013b22a7d5685c},
      {-1, 0x3fd78b56362cef38, 0x0000000000000000, 0xc0013b22a7d5685c},
      {0.10000000000000001, 0x3ff1aec7b35a00d4, 0xc0026bb1bbb55515, 0xc007a42e8421d025},
      {-0.29999999999999999, 0x3fe7b4c869c37c05, 0xbff34378fcbda721, 0xc004c8d7bc03560d},
      {2.5, 0x40285d6fd931e0bb, 0x3fed5240f0e0e078, 0xbffc2fcd4fed71be},
      {-7.25, 0x3f47455fe323fafe, 0x3fffb22e98a1c24e, 0xbff359224e282f19},
      {10, 0x40d5829dcf950560, 0x40026bb1bbb55516, 0xbff028eb73a355da},
      {0.0001, 0x3ff00068dce3484e, 0xc0226bb1bbb55515, 0xc012a65399ae5dcc},
      {-33.299999999999997, 0x3cef165bb9b59d94, 0x400c0b61ad3275b2, 0x3faa148881ada2af},
      {63.899999999999999, 0x45b23ac8d09603a2, 0x4010a11853a0adc3, 0x4007a42e8421d01d},
      {50, 0x44719103e4080b45, 0x400f4bd2b7ac1baf, 0x3fe8d87273010eee},
  };
  for (const Golden& g : golden) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exact_exp(g.x)), g.exp) << g.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exact_log(std::fabs(g.x))), g.log) << g.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exact_normal_quantile(std::fabs(g.x) / 64)), g.normal) << g.x;
  }
}

// A digest over many results notices a last bit that differs anywhere.
TEST(ExactMath, GivesThePublishedBitsOverAMillionResults) {
  std::uint64_t digest = 0;
  const auto take = [&](double value) {
    digest = (std::rotl(digest, 7) ^ std::bit_cast<std::uint64_t>(value)) * 0x9e3779b97f4a7c15U;
  };
  for (const double x : spread(-40, 40, 200'000)) {
    take(exact_exp(x));
    take(exact_log(std::fabs(x)));
    take(exact_pow(std::fabs(x), 0.37));
    take(exact_logistic(x));
    take(exact_normal_quantile(std::fabs(x) / 40));
  }
  EXPECT_EQ(digest, 0x1cd6255d21d3faeaU);
}

}  // namespace
}  // namespace cogov
