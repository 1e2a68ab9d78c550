#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase home_visits_case();
MechanismCase home_visits_case() {
  return {
      .section = "home_visits",
      .zero =
          [](Settings& s) {
            for (const char* who : {"alone_60_plus", "aged_80_plus", "disabled"})
              s.set(std::string("home_visits.") + who, 0.0);
          },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            s.set("community.share_80_plus", .08);
            s.set("grid_workers.walks", false);
            for (const char* kind : {"errands", "home_care", "loneliness"})
              s.set("request_kinds." + std::string(kind) + ".rate_80_plus", 1000.0);
          },
      .on =
          [](Settings& s) {
            s.set("home_visits.aged_80_plus", 50.0);
            s.set("home_visits.refusal_chance", 0.0);
          },
      .moves = {{"found_first_share", Goes::up},
                {"unmet_days_vulnerable", Goes::down},
                {"visits", Goes::up},
                {"intrusions_per_person", Goes::up},
                {"idle_share", Goes::down}},
      .costs = {{.booked =
                     [](const Seen& seen) {
                       return seen.of("grid_worker_hours", static_cast<std::size_t>(Activity::visit));
                     },
                 .stated = [](const Seen& seen) { return seen.of("visits") * 22 / 60; }}},
      // Behind shut doors.
      .failing = [](Settings& s) { s.set("home_visits.refusal_chance", 1.0); },
      .failure = {{"visits", Goes::down}, {"found_first_share", Goes::down}},
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "formal_minutes") s.set("home_visits.formality", .5);
          },
  };
}

}  // namespace cogov::testing
