#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Seconds of the team's meetings, and of what was waited for in vain: whoever is not the grid worker is always there.
double seconds_each(const Seen& s) { return (60 * s.of("team_meetings") + 30 * s.of("team_in_vain")) * 60; }

}  // namespace

MechanismCase one_plus_six_case();
MechanismCase one_plus_six_case() {
  constexpr std::size_t illegal_structure = 7;
  constexpr std::size_t dispute = 9;
  return {
      .section = "one_plus_six",
      .zero = [](Settings& s) { s.set("one_plus_six.members", std::int64_t{0}); },
      .place =
          [](Settings& s) {
            s.set("request_kinds.illegal_structure.rate_places", 100.0);
            for (const char* kind : {"dispute", "noise_dogs", "illegal_structure"})
              s.set(std::string("request_kinds.") + kind + ".reported_share", .9);
            s.set("request_kinds.dispute.rate_places", 80.0);
            s.set("request_kinds.noise_dogs.rate_places", 80.0);
            s.set("paperwork.share", .2);
          },
      .on =
          [](Settings& s) {  // everybody must come, and does nothing else in working hours; each meeting lasts an hour
            s.set("one_plus_six.members", std::int64_t{7});
            s.set("one_plus_six.half_days", std::int64_t{10});
            s.set("one_plus_six.time_share", .01);
            s.set("one_plus_six.least_minutes", 60.0);
          },
      .moves = {{"team_meetings", Goes::up},
                {"burden_days_by_kind", Goes::down, illegal_structure},
                {"hand_offs", Goes::down},
                {"off_budget_yuan_per_year", Goes::up}},
      .costs = {{.booked = [](const Seen& s) { return s.booked("partners' hours in the team"); },
                 .stated = [](const Seen& s) { return 4 * seconds_each(s); }},
                {.booked = [](const Seen& s) { return s.booked("member households' hours in the team"); },
                 .stated = seconds_each},
                {.booked = [](const Seen& s) { return s.booked("secretaries' hours in the team"); },
                 .stated = seconds_each}},
      .failing = [](Settings& s) { s.set("one_plus_six.half_days", std::int64_t{2}); },
      .failure = {{"team_meetings", Goes::down},
                  {"burden_days_by_kind", Goes::up, illegal_structure},
                  {"burden_days_by_kind", Goes::up, dispute}},
      .prepare =
          [](Settings& s, const std::string& key) {
            s.set("one_plus_six.members", std::int64_t{4});
            s.set("one_plus_six.half_days", std::int64_t{5});
            s.set("one_plus_six.time_share", key == "least_minutes" ? .01 : .5);
            s.set("grid_workers.leave_days", 120.0);
            if (key == "kinds") s.set("one_plus_six.kinds", std::vector<std::string>{"dispute"});
            if (key == "required") s.set("one_plus_six.required", std::vector<std::string>{"police"});
            if (key != "gives_up_days") return;
            s.set("one_plus_six.gives_up_days", std::int64_t{5});
            s.set("one_plus_six.half_days", std::int64_t{0});
          },
  };
}

}  // namespace cogov::testing
