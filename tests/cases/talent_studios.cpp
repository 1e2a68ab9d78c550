#include "tests/cases/case.hpp"

namespace cogov::testing {

/// Volunteers are there already; the studios' are added.
MechanismCase talent_studios_case();
MechanismCase talent_studios_case() {
  return {
      .section = "talent_studios",
      .zero = [](Settings& s) { s.set("talent_studios.studios", std::int64_t{0}); },
      .size = {.households = 400, .days = 150},
      .place =
          [](Settings& s) {
            s.set("grid_workers.walks", false);
            s.switch_on("volunteer_teams", true);
            s.set("volunteer_teams.hours_per_week", 0.0);
            s.set("volunteer_teams.activity_every", std::int64_t{0});
            s.set("volunteer_teams.quits_per_month", 0.0);
            s.set("volunteer_teams.load_effect", 0.0);
            s.set("volunteer_teams.asks_per_week", 4.0);
            s.set("volunteer_teams.yes_chance", .3);
          },
      .on =
          [](Settings& s) {
            s.set("talent_studios.studios", std::int64_t{6});
            s.set("talent_studios.attendance", 1.0);
            s.set("talent_studios.closed", 0.0);
          },
      .moves = {{"volunteers_joined", Goes::up}, {"activities", Goes::up}, {"volunteer_hours", Goes::up}},
      // Nobody else meets, and all eight of a studio come for two hours.
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("volunteers' hours"); },
                 .stated = [](const Seen& seen) { return seen.of("activities") * 8 * 2 * 3600; }}},
      .failing = [](Settings& s) { s.set("talent_studios.closed", 1.0); },
      .failure = {{"volunteers_joined", Goes::down}},
  };
}

}  // namespace cogov::testing
