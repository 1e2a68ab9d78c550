#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase contract_case();
MechanismCase contract_case() {
  return {
      .section = "contract",
      .zero = [](Settings& s) { s.set("contract.hours_per_year", 0.0); },
      .size = {.households = 400, .days = 120},
      .place =
          [](Settings& s) {
            s.set("community.share_80_plus", .08);
            for (const char* kind : {"home_care", "loneliness", "medical_help"}) {
              const std::string at = "request_kinds." + std::string(kind) + ".";
              s.set(at + "rate_60_79", 300.0);
              s.set(at + "rate_80_plus", 900.0);
              s.set(at + "served_by", std::vector<std::string>{"contract", "grid worker"});
            }
          },
      .on =
          [](Settings& s) {
            s.set("contract.hours_per_year", 2000.0);
            s.set("contract.audit_share", .25);
          },
      .moves = {{"contract_cases", Goes::up}, {"found_first_share", Goes::up}, {"unmet_days_vulnerable", Goes::down}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("service contract"); },
                 .stated = [](const Seen& seen) { return seen.of("contract_hours_claimed") * 3600; }},
                {.booked = [](const Seen& seen) { return seen.booked("audits"); },
                 .stated = [](const Seen& seen) { return seen.of("contract_hours_claimed") * 3600 / 4; },
                 .tolerance = 1e-3}},
      .failing =
          [](Settings& s) {
            s.set("contract.creaming", 1.0);
            s.set("contract.padding", .9);
            s.set("contract.audit_share", 0.0);
          },
      .failure = {{"contract_refused", Goes::up},
                  {"contract_ticked_off", Goes::up},
                  {"contract_hours_true", Goes::down}},
  };
}

}  // namespace cogov::testing
