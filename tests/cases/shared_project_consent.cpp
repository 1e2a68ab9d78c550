#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

void set(Settings& s, const char* key, const Value& value) {
  s.set(std::string("shared_project_consent.") + key, value);
}

/// Every building asks at once, and all goes fast.
void hurry(Settings& s) {
  set(s, "cases_per_year", 12.0);
  set(s, "without_lift", 1.0);
  set(s, "lifts_per_year", 100.0);
  set(s, "vote_every_days", std::int64_t{10});
  set(s, "papers_days", std::int64_t{5});
  set(s, "papers_hours", 4.0);
  set(s, "works_days", std::int64_t{5});
  set(s, "relief", 1.0);
}

}  // namespace

MechanismCase shared_project_consent_case();
MechanismCase shared_project_consent_case() {
  return {
      .section = "shared_project_consent",
      .zero = [](Settings& s) { set(s, "cases_per_year", 0.0); },
      .size = {.households = 250, .warmup_days = 20, .days = 200},
      .place =
          [](Settings& s) {
            s.set("community.share_80_plus", .2);
            s.set("paperwork.share", .1);
          },
      .on = hurry,
      .moves = {{"unmet_days_vulnerable", Goes::down},
                {"satisfaction_lowest_tenth", Goes::down},
                {"visits", Goes::up},
                {"lifts_done", Goes::up},
                {"lift_turned", Goes::up},
                {"lift_losers", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("residents' hours in meetings"); },
                 [](const Seen& seen) {
                   return seen.of("lift_votes_cast") * 30 * 60 + seen.of("lift_visits_opened") * 40 * 60;
                 }},
                {[](const Seen& seen) { return seen.booked("subsidies for lifts"); },
                 [](const Seen& seen) { return seen.of("lifts_done"); }},
                {[](const Seen& seen) { return seen.booked("residents' money for lifts"); },
                 [](const Seen& seen) { return seen.of("lifts_done"); }}},
      .failing =
          [](Settings& s) {
            set(s, "consent", .95);
            set(s, "yes_ground", .05);
          },
      .failure = {{"lift_stalled", Goes::up}, {"lifts_done", Goes::down}},
      .prepare =
          [](Settings& s, const std::string& key) {
            set(s, "most_votes", std::int64_t{3});
            set(s, "rest_days", std::int64_t{10});
            set(s, "compensation_yuan", 10000.0);
            set(s, "relief", .5);
            s.set("request_kinds.errands.rate_80_plus", 3000.0);
            set(s, "lifts_per_year", 8.0);
            if (key == "cases_per_year") set(s, "cases_per_year", 2.0);
            if (key == "quorum") set(s, "quorum", .9);
            if (key == "least_floors") set(s, "least_floors", std::int64_t{6});
            if (key == "ground_loss" || key == "upper_gain") set(s, key.c_str(), .5);
          },
  };
}

}  // namespace cogov::testing
