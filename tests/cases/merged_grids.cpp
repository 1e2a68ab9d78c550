#include "tests/cases/case.hpp"

namespace cogov::testing {

/// Four workers walk, in one grid or in four.
MechanismCase merged_grids_case();
MechanismCase merged_grids_case() {
  return {
      .section = "merged_grids",
      .zero = [](Settings& s) { s.set("merged_grids.households_per_grid", 100000.0); },
      .size = {.households = 480, .days = 120},
      .place =
          [](Settings& s) {
            s.set("grid_workers.full_time", std::int64_t{4});
            s.set("grid_workers.leave_days", 0.0);
            s.set("staffing.quits_per_year", 0.0);
            s.switch_on("patrol", true);
            s.set("patrol.seconds_per_stop", 900.0);
          },
      .on = [](Settings& s) { s.set("merged_grids.households_per_grid", 120.0); },
      .moves = {{"unpaid_hours", Goes::down}, {"grid_gini", Goes::up}, {"response_hours_median", Goes::up}},
      // Its workers' posts, whose number is not its business.
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("grid workers' wages"); },
                 .stated = [](const Seen& seen) { return seen.replicates() * 4 * 120 * 1000; }}},
      // One grid: its tour is longer than a shift.
      .failing = [](Settings& s) { s.set("merged_grids.households_per_grid", 480.0); },
      .failure = {{"unpaid_hours", Goes::up}},
      .replicates = 8,
  };
}

}  // namespace cogov::testing
