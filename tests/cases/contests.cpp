#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase contests_case();
MechanismCase contests_case() {
  return {
      .section = "contests",
      .zero = [](Settings& s) { s.set("contests.contests_per_year", 0.0); },
      .place =
          [](Settings& s) {
            busy_streets(s, 1, 1200);
            s.set("paperwork.share", .05);
            s.set("staffing.quits_per_year", 0.0);
          },
      .on =
          [](Settings& s) {
            s.set("contests.contests_per_year", 12.0);
            s.set("contests.scored", std::vector<std::string>{"litter"});
            s.set("contests.gain", 3.0);
            s.set("contests.target_cases", 300.0);
          },
      .moves = {{"burden_days_by_kind", Goes::down, 0},
                {"burden_days_by_kind", Goes::up, 1},
                {"cases_by_ledger", Goes::up, 1},
                {"contest_preparation_hours", Goes::up},
                {"budget_yuan_per_year", Goes::up}},
      // In the third and in the seventh week.
      .costs = {{[](const Seen& seen) { return seen.booked("contests"); },
                 [](const Seen& seen) { return seen.replicates() * 2; }}},
      .failing = [](Settings& s) { s.set("contests.padding", 1.0); },
      .failure = {{"contest_padding", Goes::up},
                  {"found_first_by_ledger", Goes::up, 1},
                  {"paperwork_share", Goes::up},
                  {"time_with_residents_share", Goes::down}},
      .prepare = [](Settings&, const std::string&) {},
  };
}

}  // namespace cogov::testing
