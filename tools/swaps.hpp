/// Structural swaps: does what a scenario says of its policies survive when a rule is replaced by another that is as
/// plausible?
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "scenarios/scenario.hpp"

namespace cogov {

/// One rule, replaced for every policy.
struct Swap {
  std::string path;   ///< "paperwork.rule"
  Value value;        ///< what is put there
  Imports read = {};  ///< of a network: what is read in its place; none: it is generated

  /// "paperwork.rule = fixed", "streets.file = none, generated".
  [[nodiscard]] std::string name() const;
};

/// One structure: the scenario's own (no swaps), or that with some rules replaced.
struct Structure {
  std::vector<Swap> swaps;
  Comparison comparison = {};  ///< of the primary measure alone

  /// Its swaps' names; "as the scenario says" without any.
  [[nodiscard]] std::string name() const;
};

/// The swaps that make sense for a scenario. Of each structure (structure_params()), the other values; and where
/// networks are read from files, generated ones. Left out are parameters of mechanisms that no policy has on, those
/// that a policy changes (they are what is compared), and ties' parameters where ties are read.
[[nodiscard]] std::vector<Swap> swaps_of(const Scenario& scenario);

/// The scenario's own structure first, then each swap alone, then, where asked for, each two of different parameters.
[[nodiscard]] std::vector<Structure> structures_of(const std::vector<Swap>& swaps, bool pairs);

/// Refuses a scenario that leaves its number of replicates open: each structure would come to another one.
/// @throws UserError
void require_replicates(const Scenario& scenario);

/// Runs the scenario under each structure and compares its policies by the primary measure.
/// @param done  called after each run, from several threads at once
/// @throws UserError where the scenario can't be run
void compare_structures(const Scenario& scenario, std::vector<Structure>& structures, std::uint32_t threads,
                        const std::atomic<bool>& stop, const std::function<void()>& done = {});

/// What becomes of a policy's verdict under another structure.
enum class Survival {
  holds,  ///< it is the one under the scenario's own: told from luck in the same direction, or not told from luck
  falls,  ///< it is another
  open,   ///< under one of the two there are too few replicates to tell
};
[[nodiscard]] Survival survival(const Structure& own, const Structure& other, std::size_t policy);

/// Those of the structures but the own, which is the first, under which so becomes of a policy's verdict; by position.
[[nodiscard]] std::vector<std::size_t> those_with(Survival survival, const std::vector<Structure>& structures,
                                                  std::size_t policy);

}  // namespace cogov
