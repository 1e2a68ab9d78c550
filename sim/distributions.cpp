#include "sim/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double normal_90 = 1.281551565544600467;  // the standard normal quantile at 0.9
constexpr double half_log_two_pi = 0x1.d67f1c864beb5p-1;
constexpr double least_u = 0x1p-53;

bool finite(double x) { return x - x == 0.0; }

double checked_sum(std::span<const double> weights) {
  double sum = 0.0;
  for (const double weight : weights) {
    EXPECT(finite(weight) && weight >= 0);
    sum += weight;
  }
  EXPECT(sum > 0 && finite(sum));
  return sum;
}

}  // namespace

Lognormal Lognormal::from_median_p90(double median, double p90) {
  EXPECT(median > 0 && p90 >= median && finite(p90));
  return {exact_log(median), exact_log(p90 / median) / normal_90};
}

LognormalMixture::LognormalMixture(std::span<const double> weights, std::span<const Lognormal> parts) {
  EXPECT(weights.size() == parts.size());
  const double sum = checked_sum(weights);
  double begun = 0.0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT(finite(parts[i].mu) && finite(parts[i].sigma) && parts[i].sigma >= 0);
    if (weights[i] > 0) parts_.push_back({begun / sum, weights[i] / sum, parts[i]});
    begun += weights[i];
  }
}

double LognormalMixture::at(double u) const noexcept {
  std::size_t i = parts_.size() - 1;
  while (i > 0 && u < parts_[i].begin) --i;
  const double within = (u - parts_[i].begin) / parts_[i].share;
  return parts_[i].law.at(std::clamp(within, least_u, 1.0 - least_u));
}

double LognormalMixture::mean() const noexcept {
  double sum = 0.0;
  for (const Part& part : parts_) sum += part.share * part.law.mean();
  return sum;
}

namespace {

/// Below this mean the search starts at 0, above at a guess near the answer.
constexpr double small_mean = 20.0;

/// Searches from 0 for the least k with cdf(k) >= u, at most `last`.
/// @param probability  that of 0   @param ratio  ratio(k) = probability of k over that of k-1
template <typename Ratio>
std::uint32_t search_up(double u, double probability, std::uint32_t last, Ratio ratio) {
  double sum = probability;
  std::uint32_t k = 0;
  // Rounding may keep the sum below a u next to 1; past the bulk nothing more can be added.
  while (u > sum && k < last && (probability > 1e-18 || k < small_mean)) {
    ++k;
    probability *= ratio(k);
    sum += probability;
  }
  return k;
}

/// The same from `k`, where the cdf is `sum` and the probability `probability`.
template <typename Ratio>
std::uint32_t search_around(double u, std::uint32_t k, double sum, double probability, std::uint32_t last,
                            Ratio ratio) {
  while (u > sum && k < last && probability > 1e-18) {
    ++k;
    probability *= ratio(k);
    sum += probability;
  }
  while (k > 0 && u <= sum - probability) {
    sum -= probability;
    probability /= ratio(k);
    --k;
  }
  return k;
}

/// The first two terms of the Cornish-Fisher expansion, cut to 0 .. last: within a few of the quantile.
std::uint32_t guess(double u, double mean, double variance, double skew_times_sd, std::uint32_t last) {
  const double z = exact_normal_quantile(u);
  const double k = mean + z * std::sqrt(variance) + skew_times_sd * (z * z - 1.0) / 6.0;
  return static_cast<std::uint32_t>(std::clamp(k, 0.0, static_cast<double>(last)));
}

}  // namespace

std::uint32_t poisson(double u, double mean) noexcept {
  if (!(mean > 0)) return 0;
  const auto ratio = [mean](std::uint32_t k) { return mean / k; };
  constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  if (mean < small_mean) return search_up(u, exact_exp(-mean), last, ratio);
  const std::uint32_t k = guess(u, mean, mean, 1.0, last);
  return search_around(u, k, exact_gamma_tails(k + 1.0, mean).upper, exact_poisson_density(k, mean), last, ratio);
}

std::uint32_t geometric(double u, double p) noexcept {
  if (p >= 1.0) return 0;
  const double k = exact_log(1.0 - u) / exact_log1p(-p);
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  return k < most ? static_cast<std::uint32_t>(k) : most;
}

std::uint32_t binomial(double u, std::uint32_t n, double p) noexcept {
  if (p >= 1.0) return n;
  if (!(p > 0) || n == 0) return 0;
  // Counting failures instead keeps p <= 1/2; the uniform is mirrored so that the result still grows with it.
  if (p > 0.5) return n - binomial(1.0 - u, n, 1.0 - p);
  const double q = 1.0 - p;
  const double odds = p / q;
  const auto ratio = [n, odds](std::uint32_t k) { return odds * (n - k + 1.0) / k; };
  const double mean = n * p;
  if (mean < small_mean) return search_up(u, exact_binomial_density(0, n, p, q), n, ratio);
  const std::uint32_t k = guess(u, mean, mean * q, q - p, n);
  const double sum = k < n ? exact_beta_tails(k + 1.0, n - k, p, q).upper : 1.0;
  return search_around(u, k, sum, exact_binomial_density(k, n - k, p, q), n, ratio);
}

namespace {

/// x log x - x + log(2 pi x) / 2: Stirling's approximation of log Gamma(x + 1).
double stirling(double x) { return (x + 0.5) * exact_log(x) - x + half_log_two_pi; }

struct TailAndSlope {
  double value, slope;  ///< a probability and the size of its derivative
};

/// Solves tail(z) = probability for -710 < z < 710.
///
/// Newton's method on the logarithm of the tail, which is concave in z for the laws below, so that after at
/// most one step too far the steps approach from one side. A bracket guards the start: whatever would leave it
/// is replaced by halving.
/// @param direction  +1 where the tail grows with z (the lower one), -1 where it falls
template <typename Tail>
double solve(double z, double probability, double direction, Tail tail) {
  const double goal = exact_log(probability);
  double low = -710.0;
  double high = 710.0;
  for (int i = 0; i < 200; ++i) {
    const TailAndSlope at = tail(z);
    ((at.value < probability) == (direction > 0) ? low : high) = z;
    double step = 0.5 * (low + high) - z;
    if (at.value > 0 && at.slope > 0) {
      const double newton = direction * (goal - exact_log(at.value)) * at.value / at.slope;
      // Newton's error is squared with every step: after one this small the next would be lost in rounding.
      if (newton < 1e-8 && newton > -1e-8) return z + newton;
      if (z + newton > low && z + newton < high) step = newton;
    }
    z += step;
    if (high - low < 1e-15) break;
  }
  return z;
}

}  // namespace

Gamma::Gamma(double shape, double scale) : shape_(shape), scale_(scale), error_(0.0), log_gamma_(0.0) {
  EXPECT(shape >= 0.01 && shape <= 1e8);
  EXPECT(scale > 0 && finite(scale));
  error_ = exact_stirling_error(shape);
  log_gamma_ = error_ + stirling(shape);
}

double Gamma::at(double u) const noexcept {
  // P(a, x) < x^a / Gamma(a+1): its inverse is a lower bound, and nearly the quantile where that is small.
  const double bound = (exact_log(u) + log_gamma_) / shape_;
  if (bound < -690.0) return 0.0;
  // Elsewhere start from E. B. Wilson and M. M. Hilferty's normal approximation of the cube root (1931).
  const double cube = 1.0 / (9.0 * shape_);
  const double root = 1.0 - cube + exact_normal_quantile(u) * std::sqrt(cube);
  const double start = root > 0.1 ? std::max(bound, exact_log(shape_ * root * root * root)) : bound;
  const bool lower = u <= 0.5;
  const auto tail = [&](double z) -> TailAndSlope {
    const double x = exact_exp(z);
    const double density = exact_poisson_density(shape_, x, error_);
    const Tails tails = exact_gamma_tails(shape_, x, density);
    return {lower ? tails.lower : tails.upper, shape_ * density};
  };
  return scale_ * exact_exp(solve(start, lower ? u : 1.0 - u, lower ? 1.0 : -1.0, tail));
}

Beta::Beta(double a, double b) : a_(a), b_(b), errors_(0.0), log_beta_(0.0) {
  EXPECT(a >= 0.01 && a <= 1e8);
  EXPECT(b >= 0.01 && b <= 1e8);
  errors_ = exact_stirling_error(a + b) - exact_stirling_error(a) - exact_stirling_error(b);
  log_beta_ = stirling(a) + stirling(b) - stirling(a + b) - errors_ + exact_log((a + b) / (a * b));
}

Beta Beta::from_mean_sd(double mean, double sd) {
  EXPECT(mean > 0 && mean < 1);
  EXPECT(sd > 0 && sd * sd < mean * (1.0 - mean));
  const double sum = mean * (1.0 - mean) / (sd * sd) - 1.0;
  return {mean * sum, (1.0 - mean) * sum};
}

double Beta::at(double u) const noexcept {
  // In z = log(x / (1-x)) the bulk is nearly normal for large a and b; for small ones the tails follow their
  // power laws, I_x(a, b) ~ x^a / (a B) and its mirror image.
  const bool lower = u <= 0.5;
  const double left = (exact_log(u) + exact_log(a_) + log_beta_) / a_;
  const double right = -(exact_log(1.0 - u) + exact_log(b_) + log_beta_) / b_;
  if (lower && left < -690.0) return 0.0;
  if (!lower && right > 690.0) return 1.0;
  const double bulk = exact_log(a_ / b_) + exact_normal_quantile(u) * std::sqrt(1.0 / a_ + 1.0 / b_);
  const bool small = lower ? a_ < 1.0 : b_ < 1.0;
  const double start = std::clamp(small ? (lower ? left : right) : bulk, -690.0, 690.0);
  const auto tail = [&](double z) -> TailAndSlope {
    const double e = exact_exp(z < 0 ? z : -z);
    const double minor = e / (1.0 + e);
    const double major = 1.0 / (1.0 + e);
    const double x = z < 0 ? minor : major;
    const double y = z < 0 ? major : minor;
    const double density = exact_binomial_density(a_, b_, x, y, errors_);
    const Tails tails = exact_beta_tails(a_, b_, x, y, density);
    return {lower ? tails.lower : tails.upper, density * a_ * b_ / (a_ + b_)};
  };
  return exact_logistic(solve(start, lower ? u : 1.0 - u, lower ? 1.0 : -1.0, tail));
}

double erlang(Draws& draws, std::uint32_t k, double mean) noexcept {
  double sum = 0.0;
  for (std::uint32_t i = 0; i < k; ++i) sum += exponential(draws.uniform(), mean / k);
  return sum;
}

AliasTable::AliasTable(std::span<const double> weights) {
  EXPECT(!weights.empty() && weights.size() <= (1U << 20));
  const double sum = checked_sum(weights);
  const auto n = static_cast<std::uint32_t>(weights.size());
  // Cells that hold less than their share are filled up from one that holds more, in order of number.
  std::vector<std::uint32_t> poor, rich;
  for (std::uint32_t i = 0; i < n; ++i) {
    cells_.push_back({weights[i] / sum * n, i});
    (cells_[i].keep < 1.0 ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t giver = rich.back();
    Cell& taker = cells_[poor.back()];
    poor.pop_back();
    taker.alias = giver;
    cells_[giver].keep = (cells_[giver].keep + taker.keep) - 1.0;
    if (cells_[giver].keep < 1.0) {
      rich.pop_back();
      poor.push_back(giver);
    }
  }
  // What is left is full but for rounding.
  for (const std::uint32_t i : poor) cells_[i].keep = 1.0;
  for (const std::uint32_t i : rich) cells_[i].keep = 1.0;
}

}  // namespace cogov
