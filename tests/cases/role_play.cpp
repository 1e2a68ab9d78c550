#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase role_play_case();
MechanismCase role_play_case() {
  return {
      .section = "role_play",
      .zero = [](Settings& s) { s.set("role_play.sessions_per_year", 0.0); },
      .place =
          [](Settings& s) {
            busy_streets(s, 4, 1000);
            s.set("staffing.quits_per_year", 2.0);
            s.set("staffing.load_effect", 4.0);
          },
      .on =
          [](Settings& s) {
            s.set("role_play.sessions_per_year", 52.0);
            s.set("role_play.kinds", std::vector<std::string>{"litter", "fire_lane"});
            s.set("role_play.gamma", .4);
            s.set("role_play.heart", .3);
          },
      .moves = {{"repeats_share", Goes::down},
                {"burnt_out_share", Goes::down},
                {"grid_worker_hours", Goes::up, static_cast<std::size_t>(Activity::gathering)},
                {"unpaid_yuan_per_year", Goes::up},
                {"role_play_attendances", Goes::up}},
      // Eight weeks; ten residents, two hours.
      .costs = {{[](const Seen& seen) { return seen.booked("role-play sessions"); },
                 [](const Seen& seen) { return seen.replicates() * 8; }},
                {[](const Seen& seen) { return seen.booked("residents' hours in role play"); },
                 [](const Seen& seen) { return seen.replicates() * 8 * 10 * 2 * 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("role_play.kinds", std::vector<std::string>{"jobs"});
            s.set("role_play.transfer", 0.0);
          },
      .failure = {{"repeats_share", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "topics" || key == "transfer") s.set("role_play.topics", std::int64_t{1});
            if (key == "transfer") s.set("role_play.kinds", std::vector<std::string>{"litter"});
            if (key == "heart") {
              s.set("run.days", std::int64_t{120});
              s.set("role_play.heart", .05);
              s.set("staffing.burnout_effect", 1.0);
              s.set("staffing.recruitment", 5.0);
              s.set("staffing.quits_per_year", 8.0);
            }
            if (key == "kinds") s.set("role_play.topics", std::int64_t{1});
          },
  };
}

}  // namespace cogov::testing
