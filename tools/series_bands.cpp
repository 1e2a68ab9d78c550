#include "tools/series_bands.hpp"

#include <algorithm>
#include <cmath>

#include "output/statistics.hpp"
#include "sim/quantiles.hpp"

namespace cogov {

namespace {

/// One run's series, averaged over every `step` days; what is left over is left out, being no whole week.
std::vector<double> thinned(const double* values, std::size_t days, std::size_t step) {
  std::vector<double> points;
  for (std::size_t day = 0; day + step <= days; day += step) {
    double sum = 0;
    for (std::size_t d = day; d < day + step; ++d) sum += values[d];
    points.push_back(sum / static_cast<double>(step));
  }
  return points;
}

}  // namespace

std::size_t days_a_point(std::size_t days, std::size_t policies) {
  constexpr std::size_t most_points = 122;
  constexpr std::size_t many_policies = 40;
  std::size_t step = days <= most_points ? 1 : 7;
  while (days / step > most_points) step *= 2;
  return policies > many_policies && days > 84 ? std::max<std::size_t>(step, 28) : step;
}

Band spread_of(const std::vector<std::vector<double>>& runs, std::size_t points) {
  Band band;
  for (std::size_t at = 0; at < points; ++at) {
    std::vector<double> values;
    for (const std::vector<double>& run : runs) {
      if (!run.empty() && std::isfinite(run[at])) values.push_back(run[at]);
    }
    band.middle.push_back(mean(values));
    band.low.push_back(values.empty() ? NAN : exact_quantile(values, .05));
    band.high.push_back(values.empty() ? NAN : exact_quantile(values, .95));
  }
  return band;
}

Band difference_of(const std::vector<std::vector<double>>& baseline, const std::vector<std::vector<double>>& policy,
                   std::size_t points) {
  Band band;
  for (std::size_t at = 0; at < points; ++at) {
    std::vector<double> differences;
    for (std::size_t run = 0; run < policy.size(); ++run) {
      if (baseline[run].empty() || policy[run].empty()) continue;
      const double difference = policy[run][at] - baseline[run][at];
      if (std::isfinite(difference)) differences.push_back(difference);
    }
    const auto n = static_cast<double>(differences.size());
    const double middle = mean(differences);
    const double half =
        differences.size() < 2 ? 0 : student_t_quantile(.975, n - 1) * std::sqrt(variance(differences) / n);
    band.middle.push_back(middle);
    band.low.push_back(middle - half);
    band.high.push_back(middle + half);
  }
  return band;
}

std::vector<std::vector<std::vector<double>>> daily_runs(const Result& result, const Measure& measure, std::size_t days,
                                                         std::size_t step) {
  const Manifest& manifest = result.manifest();
  const std::vector<double> values = result.values(measure.name);
  std::vector<std::vector<std::vector<double>>> runs(manifest.policies.size());
  const double* next = values.data();
  for (std::uint32_t policy = 0; policy < runs.size(); ++policy) {
    for (std::uint32_t replicate = 0; replicate < manifest.replicates; ++replicate, next += days) {
      const bool failed = result.failed({policy, replicate});
      runs[policy].push_back(failed ? std::vector<double>() : thinned(next, days, step));
    }
  }
  return runs;
}

}  // namespace cogov
