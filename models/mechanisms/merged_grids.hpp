#pragma once

#include "models/rules.hpp"

namespace cogov {

/// Divides a community's buildings into grids of about the households that [merged_grids] asks for,
/// in the order in which the buildings stand; one grid for all when it is off.
[[nodiscard]] GridPlan plan_grids(const CommunityPlan& plan, const Settings& settings);

}  // namespace cogov
