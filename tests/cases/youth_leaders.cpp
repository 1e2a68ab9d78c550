#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

void set(Settings& s, const char* key, const Value& value) { s.set(std::string("youth_leaders.") + key, value); }

}  // namespace

MechanismCase youth_leaders_case();
MechanismCase youth_leaders_case() {
  return {
      .section = "youth_leaders",
      .zero = [](Settings& s) { set(s, "share", 0.0); },
      .size = {.households = 400, .warmup_days = 20, .days = 120},
      .place =
          [](Settings& s) {
            s.switch_on("volunteer_teams", true);
            s.set("volunteer_teams.spontaneous", .01);
            for (const char* kind : {"litter", "noise_dogs"}) {
              s.set(std::string("request_kinds.") + kind + ".rate_places", 300.0);
            }
            for (const char* kind : {"papers", "child_care"}) {
              s.set(std::string("request_kinds.") + kind + ".rate_17_59", 300.0);
              s.set(std::string("request_kinds.") + kind + ".reported_share", .1);
            }
          },
      .on =
          [](Settings& s) {
            set(s, "share", .8);
            set(s, "family_factor", 6.0);
            set(s, "neighbour_factor", 2.0);
            set(s, "belonging_step", 1.0);
            set(s, "hears_chance", .3);
          },
      .moves = {{"found_first_share", Goes::up},
                {"volunteers_joined", Goes::up},
                {"belonging_mean", Goes::up},
                {"youth_reports", Goes::up},
                {"youth_heard", Goes::up},
                {"youth_told_on", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("children's hours"); },
                 [](const Seen& seen) { return seen.of("youth_rounds") * 20 * 60; }}},
      .failing =
          [](Settings& s) {
            set(s, "consent_chance", .1);
            set(s, "notice_chance", .9);
            set(s, "rounds_per_week", std::int64_t{5});
            set(s, "told_on_step", 1.0);
          },
      .failure = {{"youth_told_on", Goes::up}, {"belonging_mean", Goes::down}},
      .prepare = [](Settings& s, const std::string&) { set(s, "share", .2); },
  };
}

}  // namespace cogov::testing
