#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

void set(Settings& s, const char* key, const Value& value) { s.set(std::string("four_ties.") + key, value); }

}  // namespace

MechanismCase four_ties_case();
MechanismCase four_ties_case() {
  return {
      .section = "four_ties",
      .zero = [](Settings& s) { set(s, "groups", std::int64_t{0}); },
      .size = {.households = 300, .warmup_days = 20, .days = 180},
      .place =
          [](Settings& s) {
            s.switch_on("volunteer_teams", true);
            s.set("volunteer_teams.spontaneous", .01);
            s.set("volunteer_teams.by_ties", .05);
          },
      .on =
          [](Settings& s) {
            set(s, "groups", std::int64_t{12});
            set(s, "meets_every_days", std::int64_t{10});
            set(s, "join_share", .5);
            set(s, "likeness", .2);
            set(s, "joining_factor", 5.0);
            set(s, "belonging_step", 1.0);
            set(s, "leaves_per_month", .5);
          },
      .moves = {{"belonging_mean", Goes::up}, {"volunteers_joined", Goes::up}, {"four_tie_meetings", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("residents' hours in meetings"); },
                 [](const Seen& seen) { return seen.of("four_tie_attendances") * 2 * 3600; }},
                {[](const Seen& seen) { return seen.booked("four-tie meetings"); },
                 [](const Seen& seen) { return seen.of("four_tie_meetings"); }}},
      .failing =
          [](Settings& s) {
            set(s, "likeness", 1.0);
            set(s, "age_weight", .3);
          },
      .failure = {{"four_tie_distance", Goes::down}, {"four_tie_across_ages_share", Goes::down}},
      .prepare = [](Settings&, const std::string&) {},
  };
}

}  // namespace cogov::testing
