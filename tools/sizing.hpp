/// Makes policies comparable by money: scales a policy to its budget, and adds the control that planners forget, the
/// same money on plain staff.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace cogov {

/// Gives each policy that has a `budget_yuan` the size at which it costs so much more a year than the baseline once
/// in force (the measure yearly_cost_yuan), and makes the policies that `control = "plain-staff"` asks for: grid
/// workers' posts, a part of one included, for what the policy costs. By the secant method on the first 8 replicates,
/// with at most 6 steps; a size that fits already to 0.5 % is kept, so that a scenario that has been sized stays as
/// it is.
///
/// @returns what should be said of it: where a budget can't be reached, or a control makes no sense
/// @throws UserError where the scenario can't be run
[[nodiscard]] std::vector<std::string> size_policies(Scenario& scenario, std::uint32_t threads,
                                                     const std::atomic<bool>& stop);

}  // namespace cogov
