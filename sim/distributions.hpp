/// Distributions as pure functions of uniform numbers.
///
/// Wherever possible a value is the quantile of one uniform number: it then grows with that number, and two
/// policies that share the number but not the parameters stay close (common random numbers). What isn't
/// monotone says so. Monotone means up to the rounding of the arithmetic (about 1e-15 of the value for what is
/// made from exp, log and the normal quantile; 1e-12 for gamma and beta).
///
/// Uniforms `u` lie in the open interval (0, 1), as `uniform_of` gives them. Types that have parameters to
/// keep check them when constructed; functions that take them with every draw don't check (they stand in the
/// hot path) and state the range that the caller has to have checked.
///
/// Never write two draws in one expression: compilers evaluate operands in different orders. Name each first.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/draw.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

/// True with probability p; 0 never happens, 1 always does. Monotone: what happens at p happens at any larger p.
inline bool bernoulli(double u, double p) noexcept { return u < p; }

/// A whole number in 0 .. n-1 from a random word, for n >= 1 (0 for n = 0).
///
/// The upper half of word * n (D. Lemire, "Fast random integer generation in an interval", 2019), without
/// rejection: no value's probability is off by more than 2^-64, that is n * 2^-64 < 2^-32 of itself. Monotone.
inline std::uint32_t below(std::uint64_t word, std::uint32_t n) noexcept {
  const std::uint64_t low = (word & 0xffffffffU) * n;
  return static_cast<std::uint32_t>(((word >> 32) * n + (low >> 32)) >> 32);
}

/// Exponential with the given mean >= 0, in the mean's unit; above 0, at most 36.8 means.
inline double exponential(double u, double mean) noexcept { return -mean * exact_log(1.0 - u); }

/// Normal with the given mean and standard deviation sd >= 0.
inline double normal(double u, double mean, double sd) noexcept { return mean + sd * exact_normal_quantile(u); }

/// Lognormal: the logarithm is normal with mean `mu` and standard deviation `sigma`.
struct Lognormal {
  double mu = 0.0;
  double sigma = 0.0;  ///< >= 0; 0 gives the median always

  /// From what people know of durations: half lie below `median`, nine tenths below `p90`.
  /// @param median  above 0   @param p90  at least the median; both finite, in the same unit
  static Lognormal from_median_p90(double median, double p90);

  [[nodiscard]] double at(double u) const noexcept { return exact_exp(mu + sigma * exact_normal_quantile(u)); }
  [[nodiscard]] double mean() const noexcept { return exact_exp(mu + 0.5 * sigma * sigma); }
};

/// A mixture of lognormals: one uniform picks the part and, rescaled within the part's share, the value.
///
/// Monotone within a part, not across parts; list the parts from short to long to come near to it.
class LognormalMixture {
 public:
  /// @param weights  one a part, finite, >= 0, with a sum above 0 (scaled to 1)
  LognormalMixture(std::span<const double> weights, std::span<const Lognormal> parts);

  [[nodiscard]] double at(double u) const noexcept;
  [[nodiscard]] double mean() const noexcept;

 private:
  struct Part {
    double begin, share;  ///< the part's uniforms are [begin, begin + share)
    Lognormal law;
  };
  std::vector<Part> parts_;  ///< those of positive weight
};

/// Poisson with the given mean, 0 <= mean <= 1e8, by inversion. Monotone in u; a few steps, whatever the mean.
std::uint32_t poisson(double u, double mean) noexcept;

/// Failures before the first success, 0 < p <= 1: mean (1-p)/p, at most 2^32 - 1 (larger values are cut to it).
std::uint32_t geometric(double u, double p) noexcept;

/// Successes among n trials of probability 0 <= p <= 1, by inversion. Monotone in u.
std::uint32_t binomial(double u, std::uint32_t n, double p) noexcept;

/// Gamma by inversion: relative error of the quantile below 1e-10. About a microsecond a draw.
class Gamma {
 public:
  /// @param shape  0.01 to 1e8   @param scale  above 0; the mean is shape * scale
  Gamma(double shape, double scale);

  /// The quantile; 0 where it lies below about 1e-300 scales.
  [[nodiscard]] double at(double u) const noexcept;
  [[nodiscard]] double mean() const noexcept { return shape_ * scale_; }

 private:
  double shape_, scale_;
  double error_;      ///< exact_stirling_error(shape)
  double log_gamma_;  ///< log Gamma(shape + 1)
};

/// Beta by inversion: relative error of the quantile below 1e-10. About a microsecond a draw.
class Beta {
 public:
  /// @param a, b  0.01 to 1e8; the mean is a / (a + b)
  Beta(double a, double b);

  /// From the mean (above 0, below 1) and the standard deviation (above 0, below sqrt(mean (1 - mean))).
  static Beta from_mean_sd(double mean, double sd);

  /// The quantile, 0 to 1; the ends occur only where the quantile rounds to them.
  [[nodiscard]] double at(double u) const noexcept;
  [[nodiscard]] double mean() const noexcept { return a_ / (a_ + b_); }

 private:
  double a_, b_;
  double errors_;    ///< exact_stirling_error(a + b) less those of a and of b
  double log_beta_;  ///< log of the beta function B(a, b)
};

/// Gamma and Beta for a single draw; the parameters' ranges are checked each time.
inline double gamma(double u, double shape, double scale) { return Gamma(shape, scale).at(u); }
inline double beta(double u, double a, double b) { return Beta(a, b).at(u); }

/// Erlang-k with the given mean of the sum (k >= 1 phases of mean / k each), from k successive draws.
/// Monotone in each of them.
double erlang(Draws& draws, std::uint32_t k, double mean) noexcept;

/// Picks among n outcomes with given weights in constant time (M. D. Vose, "A linear algorithm for generating
/// random numbers with a given distribution", 1991). Not monotone: use it for marks, not for sizes.
class AliasTable {
 public:
  /// @param weights  1 to 2^20 of them, finite, >= 0, with a sum above 0. Equal weights give an equal table.
  explicit AliasTable(std::span<const double> weights);

  /// An outcome, 0 .. n-1. Its probability is the weight's share within n * 2^-52.
  [[nodiscard]] std::uint32_t pick(double u) const noexcept {
    const double place = u * static_cast<double>(cells_.size());
    auto cell = static_cast<std::uint32_t>(place);
    if (cell >= cells_.size()) cell = static_cast<std::uint32_t>(cells_.size() - 1);
    return place - cell < cells_[cell].keep ? cell : cells_[cell].alias;
  }
  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }

 private:
  struct Cell {
    double keep;          ///< the share of the cell that is its own
    std::uint32_t alias;  ///< whose the rest is
  };
  std::vector<Cell> cells_;
};

}  // namespace cogov
