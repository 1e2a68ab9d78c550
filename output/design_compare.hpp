/// Comparing policies over the points of a design: where is each one better?
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "output/design_runs.hpp"
#include "output/language.hpp"

namespace cogov {

/// A policy against the baseline at one point.
struct PointDifference {
  PairedStatistics statistics;
  Effect effect = Effect::none;  ///< told from luck at 5 %, not adjusted for the number of points
};

/// One measure over all points.
struct DesignComparison {
  Measure measure;
  std::vector<std::vector<PointDifference>> points;  ///< [policy − 1][point]
};

[[nodiscard]] DesignComparison compare_points(const DesignRuns& runs);

/// For each policy at how many points it is better, worse or open, and the points where it does best and worst; and how
/// many points chance alone makes look different.
[[nodiscard]] std::string design_text(const Manifest& manifest, const DesignComparison& comparison,
                                      const std::string& file, Language language);

/// The same numbers for programs.
[[nodiscard]] nlohmann::ordered_json design_json(const Manifest& manifest,
                                                 const std::vector<DesignComparison>& measures);

/// One row a point, policy and measure, with what the point takes.
[[nodiscard]] std::string design_csv(const Manifest& manifest, const std::vector<DesignComparison>& measures);

}  // namespace cogov
