/// Posts left at one rate and filled at another: the number at post is binomial.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/verification/estimate.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

/// Posts, and rates a year at which one is left and filled.
struct Posts {
  int number = 20;
  double quits = .2;
  double filled = 2;

  [[nodiscard]] double share() const { return filled / (filled + quits); }
  [[nodiscard]] double mean() const { return number * share(); }
  [[nodiscard]] double variance() const { return number * share() * (1 - share()); }
};

Reduced model_of(const Posts& posts) {
  return Reduced("staffing",
                 {"grid_workers.full_time=" + std::to_string(posts.number),
                  "staffing.quits_per_year=" + std::to_string(posts.quits),
                  "staffing.recruitment=" + std::to_string(365 / posts.filled)},
                 false);
}

struct AtPost {
  Estimate mean, variance;          ///< about the exact mean
  std::vector<double> snapshots{};  ///< by number at post: how often, every fifth year
  double looks = 0;
};

/// Replicates of a hundred years each. Years apart, the posts have forgotten what they were.
AtPost at_post(const Posts& simulated, const Posts& expected, std::uint32_t replicates) {
  const Reduced model = model_of(simulated);
  std::vector<double> means, variances;
  AtPost result;
  result.snapshots.assign(static_cast<std::size_t>(simulated.number) + 1, 0);
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const std::vector<double> days = model.measure(model.run(replicate), "workers_at_post");
    double sum = 0, squares = 0;
    for (std::size_t day = 0; day < days.size(); ++day) {
      sum += days[day];
      squares += (days[day] - expected.mean()) * (days[day] - expected.mean());
      if (day % (5 * 365) != 0) continue;
      ++result.snapshots[static_cast<std::size_t>(days[day])];
      ++result.looks;
    }
    means.push_back(sum / static_cast<double>(days.size()));
    variances.push_back(squares / static_cast<double>(days.size()));
  }
  result.mean = Estimate::of(means);
  result.variance = Estimate::of(variances);
  return result;
}

double binomial_share(int n, int k, double p) {
  return std::exp(std::lgamma(n + 1.) - std::lgamma(k + 1.) - std::lgamma(n - k + 1.) + k * std::log(p) +
                  (n - k) * std::log1p(-p));
}

/// The greatest distance, in standard errors, of a snapshot's share from the binomial's; cells seen too seldom for a
/// normal approximation are put together.
double worst_cell(const AtPost& result, const Posts& posts) {
  double worst = 0, seen = 0, expected = 0;
  const auto look = [&] {
    if (expected < 50 || expected > result.looks - 50) return;
    const double error = std::sqrt(expected * (1 - expected / result.looks));
    worst = std::max(worst, std::abs(seen - expected) / error);
    seen = expected = 0;
  };
  for (int k = 0; k <= posts.number; ++k) {
    seen += result.snapshots[static_cast<std::size_t>(k)];
    expected += result.looks * binomial_share(posts.number, k, posts.share());
    look();
  }
  return worst;
}

void check(const Posts& posts, std::uint32_t replicates, double notice_in_variance) {
  const AtPost result = at_post(posts, posts, replicates);
  EXPECT_TRUE(agrees(result.mean, posts.mean()));
  EXPECT_TRUE(agrees(result.variance, posts.variance()));
  EXPECT_TRUE(would_notice(result.mean, .02 * posts.mean()));
  EXPECT_TRUE(would_notice(result.variance, notice_in_variance * posts.variance()));
  EXPECT_LT(worst_cell(result, posts), 5.5);  // below one in a million for any of these cells
}

constexpr Posts listed{};
constexpr Posts other{.number = 8, .quits = .35, .filled = 4};

TEST(StaffingLimit, NumberAtPostIsBinomial) {
  EXPECT_NEAR(listed.mean(), 18.1818, 5e-5);
  EXPECT_NEAR(std::sqrt(listed.variance()), 1.28565, 5e-6);
  check(listed, 120, .08);
  check(other, 120, .08);
}

/// A standard deviation that is off by 2 % is a variance that is off by 4 %.
TEST(SlowStaffingLimit, NumberAtPostIsBinomial) {
  check(listed, 600, .04);
  check(other, 600, .04);
}

TEST(StaffingLimit, OtherRatesWouldBeNoticed) {
  const Posts slower{.filled = 1.6};
  const AtPost result = at_post(slower, listed, 120);
  EXPECT_FALSE(agrees(result.mean, listed.mean()));
  EXPECT_FALSE(agrees(result.variance, listed.variance()));
  EXPECT_GT(worst_cell(result, listed), 5.5);
}

}  // namespace

}  // namespace cogov::testing
