#include "output/design_runs.hpp"

#include <fmt/format.h>

#include <limits>

#include "sim/errors.hpp"

namespace cogov {

std::vector<std::vector<double>> DesignRuns::differences(std::size_t policy) const {
  std::vector<std::vector<double>> all;
  for (std::size_t point = 0; point < values[policy].size(); ++point) {
    std::vector<double>& own = all.emplace_back();
    for (std::size_t r = 0; r < values[policy][point].size(); ++r) {
      own.push_back(values[policy][point][r] - values[0][point][r]);
    }
  }
  return all;
}

DesignRuns design_runs(const ResultFile& result, const std::string& name) {
  const Manifest& manifest = result.manifest();
  if (manifest.design.empty()) {
    throw UserError(fmt::format("'{}' has no design", result.path().string()), "all its runs are at one point",
                    "run a scenario with a [design]; `cogov explain design` says how");
  }
  const Measure& measure = result.measure(name);
  if (!measure.dimensions.empty()) {
    throw UserError(fmt::format("measure '{}' is no single number a run", name),
                    fmt::format("it is over {}", fmt::join(measure.dimensions, ", ")), "choose another one");
  }
  const std::vector<double> all = result.values(name);
  const std::uint32_t points = manifest.points();
  DesignRuns runs{measure, {}};
  for (std::uint32_t policy = 0; policy < manifest.policies.size(); ++policy) {
    auto& own = runs.values.emplace_back(points, std::vector<double>(manifest.replicates));
    for (std::uint32_t r = 0; r < manifest.replicates; ++r) {
      for (std::uint32_t point = 0; point < points; ++point) {
        const RunKey key{policy, r * points + point};
        own[point][r] = result.failed(key) ? std::numeric_limits<double>::quiet_NaN()
                                           : all[std::size_t{policy} * points * manifest.replicates + key.replicate];
      }
    }
  }
  return runs;
}

void require_no_failures(const ResultFile& result) {
  constexpr std::size_t most_named = 5;
  const Manifest& manifest = result.manifest();
  std::size_t failures = 0;
  std::string named;
  for (const RunKey key : manifest.runs()) {
    if (!result.failed(key)) continue;
    if (failures++ >= most_named) continue;
    named += fmt::format("\n  {}: {}", manifest.name_of(key), result.failure(key));
  }
  if (failures == 0) return;
  throw UserError(
      fmt::format("'{}': {} of {} runs failed", result.path().string(), failures, manifest.size()),
      "what the other points say is not what the design asks",
      fmt::format("narrow what is varied so that these can run:{}{}", named, failures > most_named ? "\n  ..." : ""));
}

}  // namespace cogov
