/// What a result with a design says of one measure, point by point.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/result_file.hpp"

namespace cogov {

/// One number a run.
struct DesignRuns {
  Measure measure;
  std::vector<std::vector<std::vector<double>>>
      values;  ///< [policy][point][replicate]; NaN: failed; inf: never reached

  /// policy − baseline, run by run: [point][replicate].
  [[nodiscard]] std::vector<std::vector<double>> differences(std::size_t policy) const;
};

/// Reads a measure of one number a run. @throws UserError if the result has no design, or no such measure
[[nodiscard]] DesignRuns design_runs(const ResultFile& result, const std::string& measure);

/// Refuses a result in which runs failed: an index over the points that are left would be about another design.
/// @throws UserError naming the failed runs, with what their points take and why they failed
void require_no_failures(const ResultFile& result);

}  // namespace cogov
