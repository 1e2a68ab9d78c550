/// Structural swaps: does what a scenario says of its policies survive when a rule is replaced by another that is as
/// plausible?
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "scenarios/scenario.hpp"

namespace cogov {

/// One structure: the scenario's own (no keys), or that with some keys set for every policy.
struct Structure {
  std::vector<std::string> set;  ///< "trust.diffusion = none"
  bool generated = false;        ///< the place's networks are generated although the scenario imports them
  Comparison comparison = {};    ///< of the primary measure alone

  [[nodiscard]] std::string name() const;
};

/// The structures that make sense for a scenario: its own first, then one rule swapped at a time.
[[nodiscard]] std::vector<Structure> structures_of(const Scenario& scenario);

/// Runs the scenario under each structure and compares its policies by the primary measure.
/// @throws UserError where the scenario can't be run
void compare_structures(const Scenario& scenario, std::vector<Structure>& structures, std::uint32_t threads,
                        const std::atomic<bool>& stop);

/// Whether a policy's verdict under another structure is the one under the scenario's own: told from luck in the same
/// direction, or not told from luck under both.
[[nodiscard]] bool survives(const Structure& own, const Structure& other, std::size_t policy);

}  // namespace cogov
