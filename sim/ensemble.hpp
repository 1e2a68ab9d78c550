/// Policies × replicates, side by side: one warm-up a replicate, branched for each policy.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "sim/results.hpp"

namespace cogov {

/// A world that has lived through the warm-up, ready to be copied for each policy.
class WarmWorld {
 public:
  virtual ~WarmWorld() = default;
  /// Copies this world, lives on under a policy, and returns what came of it. May be called from
  /// several threads at once.
  [[nodiscard]] virtual RunResult live_on(std::uint32_t policy) const = 0;
};

/// What an ensemble runs: a pure function of (policy, replicate).
class Experiment {
 public:
  virtual ~Experiment() = default;
  [[nodiscard]] virtual std::unique_ptr<WarmWorld> warm_up(std::uint32_t replicate) const = 0;
};

/// Where results go. Both are called from several threads at once.
struct Sink {
  std::function<void(RunKey, RunResult&&)> done;
  std::function<void(RunKey, const std::string& reason)> failed;
};

/// Runs the given runs (in replicate-major order), at most `threads` at a time, started in order.
/// Once `stop` becomes true no further run is started; what is under way is finished. A run that
/// throws is handed to `Sink::failed`; an exception of the sink itself ends the ensemble.
void run_ensemble(const Experiment& experiment, std::span<const RunKey> runs, std::uint32_t threads,
                  const std::atomic<bool>& stop, const Sink& sink);

}  // namespace cogov
