#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t medical_help = 14;

void set(Settings& s, const char* key, Value value) { s.set(std::string("health_stewards.") + key, value); }

/// Many of high age, much of whose medical needs nobody hears of; what is heard of an agency sees to.
void many_silent_needs(Settings& s) {
  s.set("community.share_80_plus", .08);
  s.set("request_kinds.medical_help.rate_60_79", 400.0);
  s.set("request_kinds.medical_help.rate_80_plus", 1500.0);
  s.set("request_kinds.medical_help.reported_share", .3);
  s.switch_on("contract", true);
  s.set("contract.hours_per_year", 8000.0);
  s.set("contract.staff", std::int64_t{4});
}

}  // namespace

MechanismCase health_stewards_case();
MechanismCase health_stewards_case() {
  constexpr double working_days = 44;  // of 60 that begin on a Monday
  return {
      .section = "health_stewards",
      .zero = [](Settings& s) { set(s, "stewards", std::int64_t{0}); },
      .size = {.households = 600},
      .place = many_silent_needs,
      .on =
          [](Settings& s) {
            set(s, "stewards", std::int64_t{2});
            set(s, "aged_80_plus", 52.0);
            set(s, "alone_60_plus", 52.0);
          },
      .moves = {{"unmet_days_vulnerable", Goes::down},
                {"visits", Goes::up},
                {"steward_finds", Goes::up},
                {"steward_help", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("health stewards' hours"); },
                 [](const Seen& seen) { return 2 * 3 * 3600 * working_days * seen.replicates(); }},
                {[](const Seen& seen) { return seen.of("clinic_hours_drained"); },
                 [](const Seen& seen) { return 2 * 3 * working_days * seen.replicates(); }}},
      .failing =
          [](Settings& s) {  // a seventh of the clinic is left, and nobody on rounds has an eye for anything
            set(s, "stewards", std::int64_t{4});
            set(s, "clinic_hours", 70.0);
            set(s, "clinic_share", 1.0);
            set(s, "notice_chance", 0.0);
          },
      .failure = {{"burden_days_by_kind", Goes::up, medical_help}},
      .against_off = true,
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "finds") set(s, "finds", std::vector<std::string>{"loneliness"});
          },
      .replicates = 6,
  };
}

}  // namespace cogov::testing
