#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase neighbour_pairs_case();
MechanismCase neighbour_pairs_case() {
  return {
      .section = "neighbour_pairs",
      .zero = [](Settings& s) { s.set("neighbour_pairs.pairs_share", 0.0); },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            s.set("grid_workers.walks", false);
            for (const char* kind : {"errands", "home_care", "loneliness", "medical_help"}) {
              s.set("request_kinds." + std::string(kind) + ".rate_60_79", 300.0);
              s.set("request_kinds." + std::string(kind) + ".rate_80_plus", 900.0);
            }
          },
      .on =
          [](Settings& s) {
            s.set("neighbour_pairs.pairs_share", 1.0);
            s.set("neighbour_pairs.checks_per_week", 2.0);
          },
      .moves = {{"found_by_neighbours", Goes::up},
                {"found_first_share", Goes::up},
                {"unmet_days_vulnerable", Goes::down},
                {"intrusions_per_person", Goes::up}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("neighbours' checks"); },
                 .stated = [](const Seen& seen) { return seen.of("pair_checks") * 10 * 60; }}},
      .failing =
          [](Settings& s) {
            s.set("neighbour_pairs.mismatch_chance", 1.0);
            s.set("neighbour_pairs.renewal_chance", 0.0);
          },
      .failure = {{"pair_checks", Goes::down}, {"found_by_neighbours", Goes::down}},
  };
}

}  // namespace cogov::testing
