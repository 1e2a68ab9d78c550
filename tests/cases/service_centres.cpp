#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase service_centres_case();
MechanismCase service_centres_case() {
  return {
      .section = "service_centres",
      .zero = [](Settings& s) { s.set("service_centres.points", std::int64_t{0}); },
      .place =
          [](Settings& s) {
            s.set("request_kinds.home_care.rate_60_79", 300.0);
            s.set("request_kinds.home_care.rate_80_plus", 1500.0);
          },
      .on = [](Settings& s) { s.set("service_centres.area_per_100_households", 30.0); },
      .moves = {{"unmet_days_vulnerable", Goes::down},
                {"unmet_days_others", Goes::down},
                {"never_dealt_share", Goes::down},
                {"residents_in_reach", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("service points' space"); },
                 [](const Seen& seen) { return seen.replicates() * 60 * 75; }},  // 30 m2 for 100 of 250 households
                {[](const Seen& seen) { return seen.booked("service points' staff"); },
                 [](const Seen& seen) { return seen.replicates() * 60 * 2; }}},
      .failing =
          [](Settings& s) {
            s.set("service_centres.area_per_100_households", 90.0);
            s.set("service_centres.posts", std::int64_t{0});
          },
      .failure = {{"centres_staffed_share", Goes::down},
                  {"centres_served", Goes::down},
                  {"unmet_days_vulnerable", Goes::up},
                  {"never_dealt_share", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            for (const std::string kind : {"papers", "home_care", "jobs"})
              s.set("request_kinds." + kind + ".rate_17_59", 600.0);
            s.set("grid_workers.full_time", std::int64_t{1});
            s.set("service_centres.goes_per_day", .3);
            if (key == "reach_minutes") s.set("community.building_spacing", 500.0);
            if (key == "kinds") s.set("service_centres.kinds", std::vector<std::string>{"papers"});
          },
  };
}

}  // namespace cogov::testing
