#include "sim/distributions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/geometric.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "sim/errors.hpp"

namespace cogov {
namespace {

namespace bm = boost::math;

constexpr std::uint32_t many = 400'000;
constexpr double infinity = std::numeric_limits<double>::infinity();

std::uint64_t word(std::uint32_t i, std::uint32_t sub = 0) {
  return Luck(20240521, 1).bits({0, EntityType::test, i}, 0, Why::test, sub).a;
}

double uniform(std::uint32_t i, std::uint32_t sub = 0) { return uniform_of(word(i, sub)); }

template <typename Draw>
std::vector<double> sample(Draw draw) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < many; ++i) values.push_back(static_cast<double>(draw(uniform(i))));
  return values;
}

// The tests of shape. Each statistic has a limit that a right program passes with probability 1 - 1e-6 for a
// seed drawn at random (the seed is fixed, so in fact always or never). With 400,000 draws the same limit is
// passed by far when the mean is 2 % wrong, and each case shows that as well.

/// sqrt(n) times the Kolmogorov-Smirnov distance; above 2.694 with probability 2 exp(-2 * 2.694^2) = 1e-6.
double kolmogorov(std::vector<double> values, const std::function<double(double)>& cdf) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double f = cdf(values[i]);
    distance = std::max({distance, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return std::sqrt(n) * distance;
}

constexpr double kolmogorov_limit = 2.694;

/// Checks values against a continuous law, and that the same check fails for values that are 2 % too large.
void expect_shape(std::vector<double> values, const std::function<double(double)>& cdf) {
  EXPECT_LT(kolmogorov(values, cdf), kolmogorov_limit);
  for (double& value : values) value *= 1.02;
  EXPECT_GT(kolmogorov(values, cdf), kolmogorov_limit);
}

/// Mean and variance within five standard errors (false alarm: 5.7e-7 each).
void expect_moments(const std::vector<double>& values, double mean, double variance, double kurtosis) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double value : values) {
    sum += value - mean;
    squares += (value - mean) * (value - mean);
  }
  EXPECT_LT(std::fabs(sum / n), 5 * std::sqrt(variance / n));
  EXPECT_LT(std::fabs(squares / n - variance), 5 * variance * std::sqrt((kurtosis - 1) / n));
  EXPECT_GT(0.02 * mean, 10 * std::sqrt(variance / n)) << "2 % would go unnoticed";
}

/// The p-value of a chi-square test of whole numbers against a law given by its cdf, in cells of at least 50.
double chi_square_p(const std::vector<double>& values, const std::function<double(double)>& cdf) {
  const auto n = static_cast<double>(values.size());
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  double statistic = 0, before = 0;
  std::size_t seen = 0;
  int cells = 0;
  for (double k = sorted.front(); before < 1; ++k) {
    double upto = cdf(k);
    if ((upto - before) * n < 50 && upto < 1) continue;
    if ((1 - upto) * n < 50) upto = 1;
    std::size_t end = seen;
    while (end < sorted.size() && (upto == 1 || sorted[end] <= k)) ++end;
    const double expected = (upto - before) * n;
    statistic += std::pow(static_cast<double>(end - seen) - expected, 2) / expected;
    seen = end;
    before = upto;
    ++cells;
  }
  return bm::cdf(bm::complement(bm::chi_squared(cells - 1), statistic));
}

TEST(Uniform, IsUniform) {
  expect_shape(sample([](double u) { return u; }), [](double x) { return std::min(x, 1.0); });
}

TEST(Bernoulli, HappensAtItsRate) {
  for (const double p : {0.3, 0.5, 0.9}) {
    double hits = 0;
    for (std::uint32_t i = 0; i < many; ++i) hits += bernoulli(uniform(i), p) ? 1 : 0;
    const double error = std::sqrt(p * (1 - p) * many);
    EXPECT_LT(std::fabs(hits - p * many), 5 * error);
    EXPECT_GT(std::fabs(hits - 1.02 * p * many), 5 * error);
  }
  EXPECT_FALSE(bernoulli(0x1p-53, 0));
  EXPECT_TRUE(bernoulli(1 - 0x1p-53, 1));
}

TEST(Below, IsTheUpperHalfOfTheProduct) {
  EXPECT_EQ(below(0, 6), 0U);
  EXPECT_EQ(below(~std::uint64_t{0}, 6), 5U);
  EXPECT_EQ(below(~std::uint64_t{0}, 0xffffffff), 0xfffffffeU);
  EXPECT_EQ(below(std::uint64_t{1} << 63, 6), 3U);
  EXPECT_EQ(below((std::uint64_t{1} << 63) - 1, 6), 2U);
  EXPECT_EQ(below(0x5555555555555555, 3), 0U);
  EXPECT_EQ(below(0x5555555555555556, 3), 1U);
  EXPECT_EQ(below(12345, 1), 0U);
}

TEST(Below, IsUniform) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < many; ++i) values.push_back(below(word(i), 31));
  EXPECT_GT(chi_square_p(values, [](double k) { return std::min(1.0, (k + 1) / 31); }), 1e-6);
  EXPECT_LT(chi_square_p(values, [](double k) { return std::min(1.0, (k + 1) / 32); }), 1e-6);
}

TEST(Exponential, HasItsShape) {
  const std::vector<double> values = sample([](double u) { return exponential(u, 3); });
  expect_moments(values, 3, 9, 9);
  expect_shape(values, [](double x) { return bm::cdf(bm::exponential(1.0 / 3), x); });
  EXPECT_GT(exponential(0x1p-53, 3), 0);
  EXPECT_NEAR(exponential(1 - 0x1p-53, 1), 36.74, 0.01);
  EXPECT_EQ(exponential(0.5, 0), 0);
}

TEST(Normal, HasItsShape) {
  const std::vector<double> values = sample([](double u) { return normal(u, 10, 2); });
  expect_moments(values, 10, 4, 3);
  expect_shape(values, [](double x) { return bm::cdf(bm::normal(10, 2), x); });
}

TEST(LognormalLaw, HasItsShape) {
  const Lognormal law{1.0, 0.5};
  const std::vector<double> values = sample([&](double u) { return law.at(u); });
  const double w = std::exp(0.25), mean = std::exp(1.125);
  expect_moments(values, mean, mean * mean * (w - 1), w * w * w * w + 2 * w * w * w + 3 * w * w - 3);
  expect_shape(values, [](double x) { return bm::cdf(bm::lognormal(1.0, 0.5), x); });
  EXPECT_NEAR(law.mean(), mean, 1e-14 * mean);
}

TEST(LognormalLaw, MeetsItsMedianAndNinthTenth) {
  const Lognormal law = Lognormal::from_median_p90(40, 200);
  EXPECT_NEAR(law.at(0.5), 40, 1e-12);
  EXPECT_NEAR(law.at(0.9), 200, 1e-11);
  EXPECT_EQ(Lognormal::from_median_p90(40, 40).sigma, 0);
  EXPECT_THROW(Lognormal::from_median_p90(40, 39), InternalError);
  EXPECT_THROW(Lognormal::from_median_p90(0, 39), InternalError);
  EXPECT_THROW(Lognormal::from_median_p90(1, infinity), InternalError);
}

TEST(Mixture, HasItsShape) {
  const std::vector<Lognormal> parts = {{0, 0.3}, {9, 9}, {2, 0.4}};
  const LognormalMixture law(std::vector<double>{1, 0, 3}, parts);
  const auto cdf = [](double x) {
    return 0.25 * bm::cdf(bm::lognormal(0, 0.3), x) + 0.75 * bm::cdf(bm::lognormal(2, 0.4), x);
  };
  expect_shape(sample([&](double u) { return law.at(u); }), cdf);
  EXPECT_NEAR(law.mean(), 0.25 * std::exp(0.045) + 0.75 * std::exp(2.08), 1e-12);
  EXPECT_LT(law.at(1 - 0x1p-53), infinity);
  EXPECT_GT(law.at(0x1p-53), 0);
  EXPECT_NEAR(law.at(0.125), 1, 1e-12);
  EXPECT_GT(law.at(0.25), 0);  // the first uniform of a part is its lowest value
  EXPECT_LT(law.at(0.25), 1.0);
  EXPECT_THROW(LognormalMixture(std::vector<double>{1, 2}, parts), InternalError);
  EXPECT_THROW(LognormalMixture(std::vector<double>{0, 0, 0}, parts), InternalError);
  EXPECT_THROW(LognormalMixture(std::vector<double>{1, -1, 1}, parts), InternalError);
}

TEST(Poisson, HasItsShape) {
  for (const double mean : {0.7, 3.0, 19.9, 20.1, 400.0, 5000.0}) {
    const std::vector<double> values = sample([=](double u) { return poisson(u, mean); });
    expect_moments(values, mean, mean, 3 + 1 / mean);
    EXPECT_GT(chi_square_p(values, [=](double k) { return bm::cdf(bm::poisson(mean), k); }), 1e-6) << mean;
    EXPECT_LT(chi_square_p(values, [=](double k) { return bm::cdf(bm::poisson(1.02 * mean), k); }), 1e-6) << mean;
  }
  EXPECT_EQ(poisson(0.99, 0), 0U);
}

TEST(Binomial, HasItsShape) {
  struct Case {
    std::uint32_t n;
    double p;
  };
  for (const Case c : {Case{20, 0.3}, Case{24, 0.8}, Case{1000, 0.01}, Case{1000, 0.4}, Case{5000, 0.9}}) {
    const std::vector<double> values = sample([=](double u) { return binomial(u, c.n, c.p); });
    const double variance = c.n * c.p * (1 - c.p);
    expect_moments(values, c.n * c.p, variance, 3 + (1 - 6 * c.p * (1 - c.p)) / variance);
    const auto cdf = [=](double p) {
      return [=](double k) { return k >= c.n ? 1.0 : bm::cdf(bm::binomial(c.n, p), k); };
    };
    EXPECT_GT(chi_square_p(values, cdf(c.p)), 1e-6) << c.n;
    EXPECT_LT(chi_square_p(values, cdf(1.02 * c.p)), 1e-6) << c.n;
  }
  EXPECT_EQ(binomial(0.5, 7, 0), 0U);
  EXPECT_EQ(binomial(0.5, 7, 1), 7U);
  EXPECT_EQ(binomial(0.5, 0, 0.3), 0U);
  EXPECT_EQ(binomial(1 - 0x1p-53, 3, 0.9), 3U);
}

TEST(Geometric, HasItsShape) {
  const std::vector<double> values = sample([](double u) { return geometric(u, 0.2); });
  expect_moments(values, 4, 20, 9 + 0.04 / 0.8);
  EXPECT_GT(chi_square_p(values, [](double k) { return bm::cdf(bm::geometric(0.2), k); }), 1e-6);
  EXPECT_LT(chi_square_p(values, [](double k) { return bm::cdf(bm::geometric(0.2 / 1.02), k); }), 1e-6);
  EXPECT_EQ(geometric(0.999, 1), 0U);
  EXPECT_EQ(geometric(0.999, 1e-300), 0xffffffffU);
}

TEST(GammaLaw, HasItsShape) {
  const Gamma law(2.5, 4);
  const std::vector<double> values = sample([&](double u) { return law.at(u); });
  expect_moments(values, 10, 40, 3 + 6 / 2.5);
  expect_shape(values, [](double x) { return bm::cdf(bm::gamma_distribution<>(2.5, 4), x); });
}

TEST(BetaLaw, HasItsShape) {
  const Beta law(2, 6);
  const std::vector<double> values = sample([&](double u) { return law.at(u); });
  const bm::beta_distribution<> reference(2, 6);
  expect_moments(values, 0.25, bm::variance(reference), bm::kurtosis(reference));
  expect_shape(values, [=](double x) { return bm::cdf(reference, std::min(x, 1.0)); });
}

const double some_uniforms[] = {0x1p-53, 1e-9, 1e-3, 0.05, 0.3, 0.4999, 0.5, 0.5001, 0.8, 0.99, 1 - 1e-6, 1 - 0x1p-53};

TEST(GammaLaw, QuantilesAgreeWithBoost) {
  for (const double shape : {0.01, 0.1, 0.5, 1.0, 3.0, 50.0, 1e4, 1e8})
    for (const double u : some_uniforms) {
      const auto reference = static_cast<double>(u < 0.5 ? bm::gamma_p_inv<long double>(shape, u)
                                                         : bm::gamma_q_inv<long double>(shape, 1 - u));
      if (reference > 1e-290) {
        EXPECT_NEAR(gamma(u, shape, 2) / (2 * reference), 1, 1e-10) << shape << " " << u;
      } else {
        EXPECT_LT(gamma(u, shape, 2), 1e-280);
      }
    }
  EXPECT_THROW(Gamma(0, 1), InternalError);
  EXPECT_THROW(Gamma(1, 0), InternalError);
  EXPECT_THROW(Gamma(std::nan(""), 1), InternalError);
}

/// How far x is from the u-quantile of Beta(a, b), relative to x: what a Newton step from x would correct.
double beta_error(double x, double u, long double a, long double b) {
  const long double excess = u < 0.5 ? bm::ibeta(a, b, 1.0L * x) - u : (1.0L - u) - bm::ibetac(a, b, 1.0L * x);
  return static_cast<double>(std::fabs(excess / (bm::ibeta_derivative(a, b, 1.0L * x) * x)));
}

// Boost's inverse gives up for some of these shapes; its function and derivative don't.
TEST(BetaLaw, QuantilesAgreeWithBoost) {
  for (const double a : {0.01, 0.05, 0.5, 1.0, 3.0, 50.0, 500.0})
    for (const double b : {0.01, 0.05, 0.5, 1.0, 3.0, 50.0, 500.0})
      for (const double u : some_uniforms) {
        const double x = beta(u, a, b);
        if (x < 1e-290) {
          EXPECT_GT(bm::ibeta(1.0L * a, 1.0L * b, 1e-280L), u) << a << " " << b;
        } else if (x == 1) {
          EXPECT_GT(bm::ibetac(1.0L * a, 1.0L * b, 1 - 0x1p-52L), 1 - u) << a << " " << b;
        } else {
          EXPECT_LT(beta_error(x, u, a, b), 1e-10) << a << " " << b << " " << u;
        }
      }
  EXPECT_GT(beta_error(1.001 * beta(0.3, 2, 3), 0.3, 2, 3), 1e-4);
  // Beyond what Boost's derivative can do, the law is normal but for terms of the order of 1 / a.
  const double sd = 0.5 / std::sqrt(2e8 + 1);
  for (const double u : some_uniforms) EXPECT_NEAR((beta(u, 1e8, 1e8) - 0.5) / sd, exact_normal_quantile(u), 1e-5);
  const Beta law = Beta::from_mean_sd(0.25, 0.1);
  EXPECT_NEAR(law.mean(), 0.25, 1e-15);
  EXPECT_NEAR(law.at(0.5), bm::quantile(bm::beta_distribution<>(4.4375, 13.3125), 0.5), 1e-10);
  EXPECT_THROW(Beta(0, 1), InternalError);
  EXPECT_THROW(Beta::from_mean_sd(0.5, 0.5), InternalError);
}

TEST(Erlang, HasItsShapeAndTakesSuccessiveDraws) {
  const Luck luck(3, 0);
  std::vector<double> values;
  for (std::uint32_t i = 0; i < many; ++i) {
    Draws draws{luck, {0, EntityType::test, i}, 0, Why::test};
    values.push_back(erlang(draws, 3, 6));
    ASSERT_EQ(draws.next_sub, 3U);
  }
  expect_moments(values, 6, 12, 5);
  expect_shape(values, [](double x) { return bm::cdf(bm::gamma_distribution<>(3, 2), x); });
}

TEST(AliasTable, PicksInProportion) {
  const std::vector<double> weights = {5, 0, 1, 2, 0.5, 0, 11, 3};
  const AliasTable table(weights);
  const auto cdf = [&](double scale) {
    return [&weights, scale](double k) {
      double sum = 0, all = 0;
      for (std::size_t i = 0; i < weights.size(); ++i) {
        const double weight = i == 6 ? scale * weights[i] : weights[i];
        all += weight;
        if (static_cast<double>(i) <= k) sum += weight;
      }
      return static_cast<std::size_t>(k) + 1 >= weights.size() ? 1.0 : sum / all;
    };
  };
  const std::vector<double> values = sample([&](double u) { return table.pick(u); });
  EXPECT_GT(chi_square_p(values, cdf(1)), 1e-6);
  EXPECT_LT(chi_square_p(values, cdf(1.05)), 1e-6);
  EXPECT_EQ(std::count(values.begin(), values.end(), 1.0) + std::count(values.begin(), values.end(), 5.0), 0);
}

// The table's own probabilities, read off a fine grid of uniforms, without luck.
TEST(AliasTable, HoldsTheWeightsExactly) {
  const std::vector<double> weights = {1, 2, 3, 4, 6};
  const AliasTable table(weights);
  std::vector<double> hits(5, 0);
  for (int i = 0; i < 160'000; ++i) ++hits[table.pick((i + 0.5) / 160'000)];
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(hits[i], 10'000 * weights[i], 2);
  EXPECT_EQ(AliasTable(std::vector<double>{7}).pick(1 - 0x1p-53), 0U);
  EXPECT_EQ(AliasTable(std::vector<double>(1000, 0.1)).pick(1 - 0x1p-53), 999U);
  EXPECT_THROW(AliasTable(std::vector<double>{}), InternalError);
  EXPECT_THROW(AliasTable(std::vector<double>{0, 0}), InternalError);
  EXPECT_THROW(AliasTable(std::vector<double>{1, infinity}), InternalError);
}

/// Largest step down of a function of u on a fine grid, relative to the value.
template <typename Law>
double largest_fall(Law law) {
  double fall = 0, last = law(0x1p-53);
  for (int i = 1; i < 20'000; ++i) {
    const auto value = static_cast<double>(law(i / 20'000.0));
    fall = std::max(fall, (last - value) / std::max(1e-300, std::fabs(last)));
    last = value;
  }
  return fall;
}

// What common random numbers rest on.
TEST(Monotone, QuantilesGrowWithTheUniform) {
  EXPECT_EQ(largest_fall([](double u) { return exponential(u, 1); }), 0);
  EXPECT_EQ(largest_fall([](double u) { return normal(u, 0, 1); }), 0);
  EXPECT_EQ(largest_fall([](double u) { return Lognormal{1, 1}.at(u); }), 0);
  EXPECT_EQ(largest_fall([](double u) { return gamma(u, 0.3, 1); }), 0);
  EXPECT_EQ(largest_fall([](double u) { return gamma(u, 30, 1); }), 0);
  EXPECT_EQ(largest_fall([](double u) { return beta(u, 0.5, 2); }), 0);
  for (const double mean : {0.1, 5.0, 50.0, 3000.0})
    EXPECT_EQ(largest_fall([=](double u) { return poisson(u, mean); }), 0) << mean;
  for (const double p : {0.01, 0.4, 0.6, 0.99})
    EXPECT_EQ(largest_fall([=](double u) { return binomial(u, 300, p); }), 0) << p;
  EXPECT_EQ(largest_fall([](double u) { return geometric(u, 0.01); }), 0);
}

TEST(Monotone, LargerParametersGiveLargerValues) {
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const double u = uniform(i);
    for (const double mean : {0.5, 10.0, 19.99, 25.0, 900.0}) {
      ASSERT_LE(poisson(u, mean), poisson(u, mean * 1.05));
      ASSERT_LE(binomial(u, 2000, mean / 1000), binomial(u, 2000, mean * 1.05 / 1000));
    }
    ASSERT_GE(geometric(u, 0.2), geometric(u, 0.21));
    ASSERT_LT(gamma(u, 2, 1), gamma(u, 2.1, 1));
    ASSERT_LT(beta(u, 2, 5), beta(u, 2.1, 5));
  }
}

/// Checks that just inside its range of uniforms, at both ends, each k is the answer.
template <typename Law, typename Draw>
void expect_inverse(const Law& law, std::uint32_t from, std::uint32_t to, Draw draw) {
  for (std::uint32_t k = from; k <= to; ++k) {
    const double begin = k == 0 ? 0.0 : bm::cdf(law, k - 1.0), end = bm::cdf(law, k);
    if (end - begin < 1e-8) continue;  // hidden by rounding
    ASSERT_EQ(draw(begin + 1e-4 * (end - begin)), k);
    ASSERT_EQ(draw(end - 1e-4 * (end - begin)), k);
  }
}

// Inversion gives the least k with cdf(k) >= u, on both sides of the change of method.
TEST(Poisson, IsTheInverse) {
  for (const double mean : {0.01, 2.0, 19.99, 20.0, 21.0, 333.3, 1e4}) {
    const auto width = static_cast<std::uint32_t>(8 * std::sqrt(mean) + 10), centre = static_cast<std::uint32_t>(mean);
    expect_inverse(bm::poisson(mean), centre - std::min(centre, width), centre + width,
                   [=](double u) { return poisson(u, mean); });
  }
}

TEST(Binomial, IsTheInverse) {
  for (const double p : {0.001, 0.06, 0.07, 0.5, 0.6, 0.999})
    expect_inverse(bm::binomial(300, p), 0, 300, [=](double u) { return binomial(u, 300, p); });
}

// The bits themselves: equal with g++ and clang++, at every level of optimisation, on every processor. A value
// that changes here changes the results of every scenario.
TEST(Distributions, GiveThePublishedBits) {
  std::uint64_t digest = 0;
  const auto take = [&](double value) {
    digest = (std::rotl(digest, 7) ^ std::bit_cast<std::uint64_t>(value)) * 0x9e3779b97f4a7c15U;
  };
  const Lognormal law = Lognormal::from_median_p90(30, 120);
  const LognormalMixture mixture(std::vector<double>{1, 2}, std::vector<Lognormal>{{0, 1}, law});
  const AliasTable table(std::vector<double>{0.1, 0.7, 0.4, 3});
  const Luck luck(1, 2);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const double u = uniform(i);
    take(exponential(u, 3));
    take(normal(u, 1, 2));
    take(law.at(u));
    take(mixture.at(u));
    take(poisson(u, 2.5));
    take(poisson(u, 250));
    take(geometric(u, 0.03));
    take(binomial(u, 24, 0.8));
    take(binomial(u, 900, 0.3));
    take(gamma(u, 0.4, 2));
    take(beta(u, 2, 5));
    take(table.pick(u));
    Draws draws{luck, {0, EntityType::test, i}, 0, Why::test};
    take(erlang(draws, 2, 1));
  }
  EXPECT_EQ(digest, 0x74399c999970701fU);
}

}  // namespace
}  // namespace cogov
