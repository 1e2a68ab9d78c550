#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase academy_case();
MechanismCase academy_case() {
  return {
      .section = "academy",
      .zero =
          [](Settings& s) {
            s.set("academy.lectures_per_year", 0.0);
            s.set("academy.exchanges_per_year", 0.0);
          },
      .place =
          [](Settings& s) {
            busy_streets(s, 4, 1000);
            s.set("grid_workers.skill_start", .3);
            s.set("staffing.quits_per_year", 0.0);
          },
      .on =
          [](Settings& s) {
            s.set("academy.lectures_per_year", 52.0);
            s.set("academy.gamma", .2);
            s.set("academy.exchanges_per_year", 12.0);
            s.set("academy.exchanged_share", .5);
          },
      .moves = {{"repeats_share", Goes::down},
                {"grid_worker_hours", Goes::up, static_cast<std::size_t>(Activity::gathering)},
                {"budget_yuan_per_year", Goes::up},
                {"academy_exchanged", Goes::up},
                {"academy_handover_hours", Goes::up}},
      // Eight weeks of three hours, a twentieth of each.
      .costs = {{[](const Seen& seen) { return seen.booked("lecturers"); },
                 [](const Seen& seen) { return seen.replicates() * 8 * 3 * 3600 / 20; }}},
      .failing =
          [](Settings& s) {
            s.set("academy.gamma", 0.0);
            s.set("academy.exchanged_share", 1.0);
            s.set("academy.local_share", 1.0);
          },
      .failure = {{"repeats_share", Goes::up}, {"academy_skill_lost", Goes::up}},
      .prepare = [](Settings&, const std::string&) {},
  };
}

}  // namespace cogov::testing
