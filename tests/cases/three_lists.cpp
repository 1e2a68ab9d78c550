#include "tests/cases/case.hpp"

namespace cogov::testing {

/// Every service that organisations could do takes an hour.
MechanismCase three_lists_case();
MechanismCase three_lists_case() {
  return {
      .section = "three_lists",
      .zero = [](Settings& s) { s.set("three_lists.resources", std::int64_t{0}); },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            for (const char* kind : {"home_care", "home_repairs", "medical_help", "jobs", "child_care"}) {
              const std::string at = "request_kinds." + std::string(kind) + ".";
              for (const char* rate : {"rate_17_59", "rate_60_79", "rate_80_plus"}) s.set(at + rate, 150.0);
              s.set(at + "lapse_days", 120.0);
              s.set(at + "service_shape", std::string("fixed"));
              s.set(at + "service_median", 60.0);
            }
            s.set("grid_workers.skill_saves", 0.0);
            s.set("organisations.last_resort", false);
          },
      .on = [](Settings& s) { s.set("three_lists.cycle_days", std::int64_t{14}); },
      .moves = {{"served_by_organisations", Goes::up},
                {"list_staff_hours", Goes::up},
                {"off_budget_yuan_per_year", Goes::up}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("units' hours made available"); },
                 .stated =
                     [](const Seen& seen) { return (seen.of("offers_matched") - seen.of("paper_matches")) * 3600; }}},
      .failing = [](Settings& s) { s.set("three_lists.usable_share", 0.0); },
      .failure = {{"paper_matches", Goes::up},
                  {"served_by_organisations", Goes::down},
                  {"cases_by_ledger", Goes::up, 2}},
  };
}

}  // namespace cogov::testing
