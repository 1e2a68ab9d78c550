/// Row 2: merged grids 综合网格, sized 200-400 households.
#include "models/mechanisms/merged_grids.hpp"

#include <algorithm>
#include <cmath>

#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

Section merged_grids_section() {
  return {.key = "merged_grids",
          .title = "Merged grids",
          .title_zh = "综合网格",
          .rule = "households per grid set each worker's load and the length of a patrol",
          .fails_by = "small grids cost posts; large ones have blind spots and long routes",
          .rows = {2},
          .switchable = true,
          .lead_days = 30,
          .params = {real_param("households_per_grid", 316, 10, 100000, "1", "households that one grid takes in",
                                "每网格户数", "claim: Yantai, grids of 200-400 households; Dahaiyang 2,528 in 8",
                                Tag::claim)}};
}

namespace {

/// It acts through plan_grids alone.
class MergedGrids final : public Mechanism {};

std::size_t grids_wanted(const CommunityPlan& plan, const Settings& settings) {
  if (!settings.on("merged_grids")) return 1;
  const double wanted = static_cast<double>(plan.households()) / settings.real("merged_grids.households_per_grid");
  return std::clamp<std::size_t>(static_cast<std::size_t>(wanted + .5), 1, plan.buildings());
}

Seconds way_between(const CommunityPlan& plan, std::size_t a, std::size_t b) {
  const double dx = plan.x[a] - plan.x[b];
  const double dy = plan.y[a] - plan.y[b];
  return whole_seconds(walk_seconds(std::sqrt(dx * dx + dy * dy)));
}

}  // namespace

std::unique_ptr<Mechanism> make_merged_grids(const Settings&) { return std::make_unique<MergedGrids>(); }

GridPlan plan_grids(const CommunityPlan& plan, const Settings& settings) {
  const std::size_t grids = grids_wanted(plan, settings);
  const std::size_t buildings = plan.buildings();
  GridPlan result;
  for (std::size_t g = 0; g <= grids; ++g)
    result.first_building.push_back(static_cast<std::uint32_t>(g * buildings / grids));
  for (std::size_t g = 0; g < grids; ++g) {
    Seconds on_foot = 0;
    for (std::size_t b = result.first_building[g]; b < result.first_building[g + 1]; ++b) {
      if (b > result.first_building[g]) on_foot += way_between(plan, b - 1, b);
      result.grid_of_building.push_back(GridId(g));
      result.walk_to.push_back(on_foot);
    }
  }
  return result;
}

}  // namespace cogov
