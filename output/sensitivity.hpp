/// Which of the varied parameters matter: Morris's effects, Sobol's indices, rank correlations, each with a bootstrap
/// interval that is a function of its seed. Plain values in, plain values out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "output/statistics.hpp"
#include "sim/points.hpp"

namespace cogov {

/// An estimate and its 95 % bootstrap interval (percentiles).
struct Estimate {
  double value = 0;
  Interval interval;
};

/// How often the intervals resample.
inline constexpr std::uint32_t bootstrap_resamples = 1000;

/// What one parameter does to the output.
struct SobolIndex {
  Estimate first;  ///< share of the output's variance that it explains alone
  Estimate total;  ///< share that it has a part in, alone or together with others
};

/// Sobol's indices from Saltelli's scheme: rows of k + 2 outputs, those of a point A, of A with each of the k
/// parameters taken from B, and of B.
///
/// First-order indices are those of Janon et al. (2014): the covariance of B with the point that shares just one value
/// with it, over their pooled variance. Total indices are those of Jansen (1999): half the mean square of what the
/// step of one parameter changes, over the variance of A and B. The intervals resample whole rows. An output that never
/// varies has indices of 0.
/// @param outputs  (k + 2) numbers a row, finite, at least two rows
[[nodiscard]] std::vector<SobolIndex> sobol_indices(std::span<const double> outputs, std::size_t parameters,
                                                    std::uint64_t seed);

/// What one parameter does over its whole range, in the output's unit.
struct MorrisEffect {
  Estimate mu_star;  ///< mean size of the effect
  double mu = 0;     ///< mean effect: its sign says the direction
  double sigma = 0;  ///< spread of the effects: bent, or together with other parameters
};

/// Morris's elementary effects (1991; mu* of Campolongo et al. 2007). A step that moves a parameter by a share of its
/// range counts as if it went over all of it. The intervals resample whole walks.
/// @param design   method "morris"
/// @param outputs  one a point, finite
[[nodiscard]] std::vector<MorrisEffect> morris_effects(const DesignTable& design, std::span<const double> outputs,
                                                       std::uint64_t seed);

/// Spearman's rank correlation of each parameter with the output; 0 where either never varies. The intervals resample
/// points.
[[nodiscard]] std::vector<Estimate> rank_correlations(const DesignTable& design, std::span<const double> outputs,
                                                      std::uint64_t seed);

/// The share of the variance of the points' means that is luck, at most 1. All points share each replicate's luck, so
/// what counts is what is left of a run when its point's and its replicate's mean are taken off: the mean square of
/// that (over (points − 1)(replicates − 1)), divided by the replicates. NaN below two points or replicates.
/// @param runs  [point][replicate], as many replicates at each point
[[nodiscard]] double luck_share(const std::vector<std::vector<double>>& runs);

}  // namespace cogov
