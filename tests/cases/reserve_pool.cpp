#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase reserve_pool_case();
MechanismCase reserve_pool_case() {
  return {
      .section = "reserve_pool",
      .zero = [](Settings& s) { s.set("reserve_pool.places", std::int64_t{0}); },
      .size = {.days = 120},
      .place =
          [](Settings& s) {
            busy_streets(s, 6, 8000);
            s.set("requests.first_fix_share", 1.0);
            s.set("staffing.quits_per_year", 4.0);
            s.set("staffing.recruitment", 60.0);
          },
      .on =
          [](Settings& s) {
            s.set("reserve_pool.places", std::int64_t{6});
            s.set("reserve_pool.refills_per_year", 12.0);
            s.set("reserve_pool.days_share", .1);
          },
      .moves = {{"vacancy_days", Goes::down},
                {"burden_days_mean", Goes::down},
                {"unpaid_yuan_per_year", Goes::up},
                {"reserve_filled", Goes::up},
                {"reserve_tutoring_hours", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("candidates in reserve"); },
                 [](const Seen& seen) { return seen.of("reserve_person_days"); }},
                {[](const Seen& seen) { return seen.booked("candidates' unpaid hours"); },
                 [](const Seen& seen) { return seen.of("reserve_tutoring_hours") * 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("reserve_pool.patience", .3);
            s.set("reserve_pool.deterrence", .5);
          },
      .failure = {{"reserve_frustrated", Goes::up}, {"reserve_filled", Goes::down}, {"vacancy_days", Goes::up}},
      .prepare =
          [](Settings& s, const std::string&) {
            s.set("reserve_pool.patience", .5);
            s.set("staffing.quits_per_year", 8.0);
          },
  };
}

}  // namespace cogov::testing
