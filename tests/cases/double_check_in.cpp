#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase double_check_in_case();
MechanismCase double_check_in_case() {
  return {
      .section = "double_check_in",
      .zero = [](Settings& s) { s.set("double_check_in.members_share", 0.0); },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            for (const char* kind : {"errands", "home_care", "loneliness", "medical_help"}) {
              s.set("request_kinds." + std::string(kind) + ".rate_60_79", 300.0);
              s.set("request_kinds." + std::string(kind) + ".rate_80_plus", 900.0);
            }
          },
      .on =
          [](Settings& s) {
            s.set("double_check_in.members_share", .3);
            s.set("double_check_in.hours_per_year", 24.0);
            s.set("double_check_in.formality", 0.0);
          },
      .moves = {{"member_hours_in_ledgers", Goes::up, 0},
                {"unpaid_hours", Goes::up},
                {"served_by_server", Goes::up, static_cast<std::size_t>(Server::volunteer)}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("volunteers' hours"); },
                 .stated = [](const Seen& seen) { return seen.of("member_hours_in_ledgers", 0) * 3600; }}},
      .failing = [](Settings& s) { s.set("double_check_in.formality", .9); },
      .failure = {{"member_hours_in_ledgers", Goes::down, 0}},
  };
}

}  // namespace cogov::testing
