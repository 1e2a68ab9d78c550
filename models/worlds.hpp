/// Plausible worlds: what nobody has measured takes another value in each, the same for all policies.
#pragma once

#include <cstdint>
#include <vector>

#include "models/settings.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Draws every assumption from its range by a Latin hypercube: a parameter's values fall one into each of `worlds`
/// equal parts of its range, in an order of their own.
///
/// Drawn is what a table tags as an assumption with a range and is no size, in a section that some policy has on,
/// unless a policy (or the baseline) gives it another value than its default: what a scenario sets is taken as known. A
/// parameter's draws hang on its name, the seed and the number of worlds alone, so that other parameters and policies
/// leave them as they are.
[[nodiscard]] std::vector<WorldParameter> draw_worlds(const std::vector<Settings>& policies, std::uint32_t worlds,
                                                      std::uint64_t seed);

/// The policies in one world. Sections that a policy has off stay as they are.
[[nodiscard]] std::vector<Settings> in_world(const std::vector<Settings>& policies,
                                             const std::vector<WorldParameter>& parameters, std::uint32_t world);

}  // namespace cogov
