#include "tests/cases/case.hpp"

namespace cogov::testing {

/// Riders who soon lose heart, and half of whom never enrolled.
MechanismCase rest_stations_case();
MechanismCase rest_stations_case() {
  return {
      .section = "rest_stations",
      .zero = [](Settings& s) { s.set("rest_stations.stations", std::int64_t{0}); },
      .size = {.households = 600, .warmup_days = 0, .days = 120},
      .place =
          [](Settings& s) {
            s.switch_on("roaming_couriers", true);
            for (const auto& [key, value] : {std::pair{"enrolled_share", .5},
                                             {"notice_chance", .2},
                                             {"belief_start", .2},
                                             {"learning", 0.0},
                                             {"leaving_per_month", 1.0}})
              s.set(std::string("roaming_couriers.") + key, value);
          },
      .on =
          [](Settings& s) {
            s.set("rest_stations.use_chance", 1.0);
            s.set("rest_stations.stays_effect", 1.0);
          },
      .moves = {{"riders_enrolled_end", Goes::up}, {"courier_reports", Goes::up}, {"budget_yuan_per_year", Goes::up}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("rest stations"); },
                 .stated = [](const Seen& seen) { return seen.replicates() * 120; }}},
      .failing =
          [](Settings& s) {
            s.set("rest_stations.recruited_only", 1.0);
            s.set("rest_stations.trivial_per_1000_stops", 20.0);
          },
      .failure = {{"courier_false_reports", Goes::up}, {"courier_precision", Goes::down}},
  };
}

}  // namespace cogov::testing
