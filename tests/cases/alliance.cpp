#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase alliance_case();
MechanismCase alliance_case() {
  return {
      .section = "alliance",
      .zero = [](Settings& s) { s.set("alliance.units", std::int64_t{0}); },
      .size = {.households = 400, .days = 150},
      .place =
          [](Settings& s) {
            for (const char* kind : {"home_care", "home_repairs", "medical_help", "jobs", "child_care"}) {
              const std::string at = "request_kinds." + std::string(kind) + ".";
              for (const char* rate : {"rate_17_59", "rate_60_79", "rate_80_plus"}) s.set(at + rate, 150.0);
              s.set(at + "lapse_days", 120.0);
            }
            s.set("organisations.last_resort", false);
          },
      .on = [](Settings& s) { s.set("alliance.attendance", 1.0); },
      .moves = {{"served_by_organisations", Goes::up},
                {"needs_gathered", Goes::up},
                {"found_first_share", Goes::up},
                {"off_budget_yuan_per_year", Goes::up}},
      // 31 units for two hours a meeting, and what they make available.
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("units' time in meetings"); },
                 .stated = [](const Seen& seen) { return seen.of("alliance_meetings") * 31 * 2 * 3600; }},
                {.booked = [](const Seen& seen) { return seen.booked("units' hours made available"); },
                 .stated = [](const Seen& seen) { return seen.of("alliance_hours_honoured") * 3600; }}},
      .failing = [](Settings& s) { s.set("alliance.honour", 0.0); },
      .failure = {{"served_by_organisations", Goes::down}, {"pledges_not_honoured", Goes::up}},
  };
}

}  // namespace cogov::testing
