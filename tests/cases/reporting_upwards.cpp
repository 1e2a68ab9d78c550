#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase reporting_upwards_case();
MechanismCase reporting_upwards_case() {
  return {
      .section = "reporting_upwards",
      .zero = [](Settings& s) { s.set("reporting_upwards.reports_per_year", 0.0); },
      .size = {.days = 90},
      .place =
          [](Settings& s) {
            busy_streets(s, 3, 3000);
            s.set("staffing.quits_per_year", 1.0);
          },
      .on =
          [](Settings& s) {
            s.set("reporting_upwards.reports_per_year", 12.0);
            s.set("reporting_upwards.shown", std::vector<std::string>{"litter"});
            s.set("reporting_upwards.visibility", 3.0);
            s.set("reporting_upwards.promoted_share", .3);
            s.set("reporting_upwards.eta", 2.0);
          },
      .moves = {{"burden_days_by_kind", Goes::down, 0},
                {"burden_days_by_kind", Goes::up, 1},
                {"vacancy_days", Goes::up},
                {"promoted_out", Goes::up},
                {"off_budget_yuan_per_year", Goes::up},
                {"upward_preparation_hours", Goes::up}},
      // Five officials, twenty minutes a report.
      .costs = {{[](const Seen& seen) { return seen.booked("panels that hear reports"); },
                 [](const Seen& seen) { return seen.of("upward_reports") * 5 * 20 * 60; }}},
      .failing = [](Settings& s) { s.set("reporting_upwards.promoted_share", 1.0); },
      .failure = {{"promoted_out", Goes::up}, {"vacancy_days", Goes::up}, {"burden_days_mean", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "eta" || key == "aspirants_share") {
              s.set("run.days", std::int64_t{150});
              s.set("grid_workers.full_time", std::int64_t{12});
              s.set("staffing.quits_per_year", 8.0);
              s.set("staffing.recruitment", 5.0);
              s.set("reporting_upwards.promoted_share", 0.0);
              s.set("reporting_upwards.eta", .5);
            }
          },
  };
}

}  // namespace cogov::testing
