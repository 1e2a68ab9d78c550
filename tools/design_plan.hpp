/// What a design is going to take, said before it begins.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "models/experiment.hpp"
#include "output/manifest.hpp"

namespace cogov {

struct DesignPlan {
  std::uint32_t points = 0, policies = 0, replicates = 0, threads = 0;
  std::size_t runs = 0;   ///< all of them
  std::size_t to_do = 0;  ///< of them, those that are missing here
  double seconds = 0;     ///< for those that are missing; NaN where it couldn't be measured
  double bytes = 0;       ///< of the result file
};

/// Measures how long one replicate of the first and of the last point takes (a result that is thrown away), and how
/// small its numbers can be packed.
[[nodiscard]] DesignPlan plan_of(const PolicyExperiment& experiment, const Manifest& manifest, std::size_t to_do,
                                 std::uint32_t threads, const std::atomic<bool>& stop);

/// "600 points x 4 policies x 20 replicates = 48,000 runs, about 7 min on 2 threads, about 110 MB"
[[nodiscard]] std::string plan_text(const DesignPlan& plan);

}  // namespace cogov
