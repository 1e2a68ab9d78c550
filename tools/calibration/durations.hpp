/// How long cases take: quantiles with open cases counted as censored, and mixtures of lognormals.
///
/// Units are the caller's; everything here is a function of the values alone, whatever their order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace cogov {

/// One case: it took `value`, or, where it is censored, longer than that.
struct Duration {
  double value = 0;
  bool censored = false;
};

/// A number and its standard error.
struct Estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  double error = std::numeric_limits<double>::quiet_NaN();
  [[nodiscard]] bool known() const { return value == value; }
};

/// The product-limit estimate of a distribution (E. L. Kaplan and P. Meier, 1958).
class Survival {
 public:
  explicit Survival(std::vector<Duration> durations);
  /// The least value at which the share still open is at most 1 - p; none where too many are censored. The error is
  /// half the distance between the quantiles at p ± the standard error of the share there (R. S. Woodruff, 1952; M.
  /// Greenwood, 1926).
  [[nodiscard]] Estimate quantile(double p) const;
  [[nodiscard]] std::size_t cases() const { return cases_; }

 private:
  struct Step {
    double value, open, variance;  ///< share still open after it, and its Greenwood sum
  };
  [[nodiscard]] std::optional<Step> step_at(double p) const;
  std::vector<Step> steps_;
  std::size_t cases_ = 0;
};

/// One part of a mixture: a lognormal, by what people know of durations.
struct LognormalPart {
  Estimate share, median, p90;
  double mu = 0, sigma = 0;  ///< of the logarithm
};

/// A mixture of one or two lognormals, from short to long.
struct Mixture {
  std::vector<LognormalPart> parts;
  double log_likelihood = 0;
  double bic = 0;  ///< Bayes' information criterion: smaller is better
  std::size_t cases = 0;
};

/// Fits by maximum likelihood (EM; A. P. Dempster and others, 1977) from fixed starts, logarithms binned by 1/100.
/// Values below `least` count as half of it: a log in minutes has zeros. Errors are from the curvature of the
/// likelihood. Nothing where fewer than 20 cases are closed.
/// @param most_parts  1, or 2: the second is kept where BIC falls by more than 10 and both parts hold 2 % or more
[[nodiscard]] std::optional<Mixture> fit_lognormals(const std::vector<Duration>& durations, int most_parts,
                                                    double least);

/// Variance over the squared mean of the values that are not censored; NaN of fewer than two.
[[nodiscard]] double squared_variation(const std::vector<Duration>& durations);

}  // namespace cogov
