/// Row 2: merged grids 综合网格, sized 200-400 households.
#include "models/mechanisms/merged_grids.hpp"

#include <algorithm>
#include <cmath>

#include "models/registry.hpp"
#include "models/sections.hpp"
#include "sim/network/tour.hpp"

namespace cogov {

Section merged_grids_section() {
  return {.key = "merged_grids",
          .title = "Merged grids",
          .title_zh = "综合网格",
          .rule = "households per grid set each worker's load and the length of a patrol",
          .rule_zh = "每网格户数决定每名网格员的负荷和巡查路线长度",
          .fails_by = "small grids cost posts; large ones have blind spots and long routes",
          .fails_by_zh = "网格过小费岗位；过大有盲区、路线长",
          .rows = {2},
          .source =
              "claim: Yantai, 5,499 grids of 200 to 400 households; evidence: Rizhao, one grid for each 258 households",
          .tag = Tag::claim,
          .moves = {"grid_gini", "found_first_share", "burden_days_mean", "grid_worker_hours", "unpaid_hours",
                    "response_hours_median"},
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

/// The tour of a grid; the same order by day and at night.
void plan_tour(const CommunityPlan& plan, std::uint32_t first, std::uint32_t count, GridPlan& result) {
  const Walks& walks = plan.walks;
  std::uint32_t number = 0;
  Seconds on_foot = 0;
  Seconds at_night = 0;
  BuildingId last;
  for (const std::uint32_t building : tour(walks.by_day, walks.centre, first, count)) {
    const BuildingId next(building);
    if (last.exists()) {
      on_foot += walks.way_by(last, next, false).seconds;
      at_night += walks.way_by(last, next, true).seconds;
    }
    result.route.push_back(next);
    result.stop[building] = number++;
    result.walk_to[building] = on_foot;
    result.walk_to_at_night[building] = at_night;
    last = next;
  }
}

}  // namespace

std::unique_ptr<Mechanism> make_merged_grids(const Settings&) { return std::make_unique<MergedGrids>(); }

GridPlan plan_grids(const CommunityPlan& plan, const Settings& settings) {
  const std::size_t grids = grids_wanted(plan, settings);
  const std::size_t buildings = plan.buildings();
  GridPlan result;
  for (std::size_t g = 0; g <= grids; ++g)
    result.first_building.push_back(static_cast<std::uint32_t>(g * buildings / grids));
  result.stop.resize(buildings);
  result.walk_to.resize(buildings);
  result.walk_to_at_night.resize(buildings);
  for (std::size_t g = 0; g < grids; ++g) {
    const std::uint32_t first = result.first_building[g];
    const std::uint32_t count = result.first_building[g + 1] - first;
    result.grid_of_building.insert(result.grid_of_building.end(), count, GridId(g));
    plan_tour(plan, first, count, result);
  }
  return result;
}

}  // namespace cogov
