#include "models/state.hpp"
#include "models/volunteer_state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

double hours_by_use(const Seen& seen) {
  double hours = 0;
  for (const UnpaidUse use : {UnpaidUse::requests, UnpaidUse::walking, UnpaidUse::own_work, UnpaidUse::activities})
    hours += seen.of("unpaid_hours_by_use", static_cast<std::size_t>(use));
  return hours;
}

}  // namespace

MechanismCase volunteer_teams_case();
MechanismCase volunteer_teams_case() {
  return {
      .section = "volunteer_teams",
      .zero =
          [](Settings& s) {
            for (const char* joins : {"start_share", "spontaneous", "by_ties", "asks_per_week"})
              s.set(std::string("volunteer_teams.") + joins, 0.0);
          },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            for (const char* kind : {"errands", "home_care", "loneliness", "medical_help"}) {
              s.set("request_kinds." + std::string(kind) + ".rate_60_79", 300.0);
              s.set("request_kinds." + std::string(kind) + ".rate_80_plus", 900.0);
            }
          },
      .on = [](Settings& s) { s.set("volunteer_teams.start_share", .05); },
      // What replaces paid work is part of it.
      .moves = {{"volunteers_active", Goes::up},
                {"volunteer_hours", Goes::up},
                {"activities", Goes::up},
                {"unpaid_hours", Goes::up},
                {"served_by_server", Goes::up, static_cast<std::size_t>(Server::volunteer)},
                {"served_by_server", Goes::down, static_cast<std::size_t>(Server::grid_worker)}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("volunteers' hours"); },
                 .stated = [](const Seen& seen) { return hours_by_use(seen) * 3600; }}},
      .failing = [](Settings& s) { s.set("volunteer_teams.load_effect", .5); },
      .failure = {{"volunteers_left", Goes::up}, {"volunteers_active", Goes::down}},
  };
}

}  // namespace cogov::testing
