#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase career_ladder_case();
MechanismCase career_ladder_case() {
  return {
      .section = "career_ladder",
      .zero = [](Settings& s) { s.set("career_ladder.grades", std::int64_t{0}); },
      .size = {.days = 120},
      .place =
          [](Settings& s) {
            busy_streets(s, 6, 1000);
            s.set("staffing.quits_per_year", 4.0);
            s.set("staffing.recruitment", 20.0);
          },
      .on =
          [](Settings& s) {
            s.set("career_ladder.rounds_per_year", 12.0);
            s.set("career_ladder.promoted_share", .8);
            s.set("career_ladder.pay_step", .1);
            s.set("career_ladder.kappa", 3.0);
            s.set("career_ladder.eta", 1.0);
            s.set("career_ladder.eta_half_life", 60.0);
          },
      .moves = {{"quits", Goes::down},
                {"vacancy_days", Goes::down},
                {"budget_yuan_per_year", Goes::up},
                {"ladder_promotions", Goes::up},
                {"ladder_assessment_hours", Goes::up}},
      // Base wages of the posts that are filled, a tenth more for each grade and for the assistant.
      .costs = {{[](const Seen& seen) { return seen.booked("grid workers' wages"); },
                 [](const Seen& seen) {
                   const double filled = seen.replicates() * 6 * 120 - seen.of("vacancy_days");
                   return 1000 * filled + 100 * (seen.of("ladder_grade_days") + seen.of("ladder_assistant_days"));
                 }}},
      .failing = [](Settings& s) { s.set("career_ladder.upwards", 1.0); },
      .failure = {{"ladder_called_up", Goes::up}, {"vacancy_days", Goes::up}, {"repeats_share", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            s.set("grid_workers.full_time", std::int64_t{12});
            s.set("staffing.quits_per_year", 8.0);
            s.set("staffing.recruitment", 5.0);
            s.set("career_ladder.kappa", 1.0);
            s.set("career_ladder.eta", .4);
            if (key == "grades") s.set("career_ladder.grades", std::int64_t{1});
            if (key == "upwards") s.set("career_ladder.upwards", .9);
          },
  };
}

}  // namespace cogov::testing
