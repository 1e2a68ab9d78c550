/// `run.replicates = "until"`: as many replicates as it takes.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>

#include "models/experiment.hpp"
#include "scenarios/scenario.hpp"
#include "sim/results.hpp"

namespace cogov {

/// How many replicates there are to be, and the runs that told so, as far as they are kept.
struct UntilPrecise {
  std::uint32_t replicates = 0;  ///< 0 when interrupted
  double half_width = 0;         ///< the widest that is left, in the primary measure's unit; may be infinite
  std::map<RunKey, RunResult> runs;
};

/// Whether the scenario leaves the number of replicates open.
[[nodiscard]] bool is_open(const Scenario& scenario);

/// Runs batches of ten replicates until the 95 % interval of every policy's paired difference in the primary measure
/// (of the level itself where there is one policy) has a half-width of at most run.target_half_width, or
/// run.most_replicates are run. Only whole batches decide, so the number doesn't depend on threads. While a pair lacks
/// a value (one that was never reached), the half-width counts as infinite. UserError if a run fails. Keeps about 256
/// MB of runs; those beyond are to be run again.
[[nodiscard]] UntilPrecise run_until_precise(const Scenario& scenario, bool tracing, std::uint32_t threads,
                                             const std::atomic<bool>& stop);

/// Settles the number in all policies.
void set_replicates(Scenario& scenario, std::uint32_t replicates);

}  // namespace cogov
