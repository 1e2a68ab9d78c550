#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

double reports(const Seen& seen) { return seen.of("courier_reports") + seen.of("courier_false_reports"); }

}  // namespace

MechanismCase roaming_couriers_case();
MechanismCase roaming_couriers_case() {
  return {
      .section = "roaming_couriers",
      .zero = [](Settings& s) { s.set("roaming_couriers.enrolled_share", 0.0); },
      .size = {.households = 600, .days = 120},
      .on =
          [](Settings& s) {
            for (const auto& [key, value] : {std::pair{"enrolled_share", 1.0},
                                             {"notice_chance", .2},
                                             {"belief_start", .5},
                                             {"pay_per_report", 10.0},
                                             {"false_per_1000_stops", 1.0}})
              s.set(std::string("roaming_couriers.") + key, value);
          },
      .moves = {{"found_first_share", Goes::up}, {"courier_reports", Goes::up}, {"burden_days_mean", Goes::down}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("riders' time"); },
                 .stated = [](const Seen& seen) { return reports(seen) * 90; }},
                {.booked = [](const Seen& seen) { return seen.booked("couriers' paid reports"); },
                 .stated = [](const Seen& seen) { return reports(seen) * 1000; }}},
      .failing = [](Settings& s) { s.set("roaming_couriers.false_per_1000_stops", 50.0); },
      .failure = {{"courier_precision", Goes::down}, {"verification_hours", Goes::up}, {"idle_share", Goes::down}},
  };
}

}  // namespace cogov::testing
