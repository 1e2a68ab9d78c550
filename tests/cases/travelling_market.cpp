#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr double km = 10;

double seconds_of_a_market(double people) { return people * (3 * 3600 + 3600 + 2 * km * 90); }

}  // namespace

MechanismCase travelling_market_case();
MechanismCase travelling_market_case() {
  return {
      .section = "travelling_market",
      .zero = [](Settings& s) { s.set("travelling_market.stalls", std::int64_t{0}); },
      .size = {.communities = 2},
      .place = [](Settings& s) { s.set("community.town_km", km); },
      .on =
          [](Settings& s) {
            s.set("travelling_market.cycle_days", std::int64_t{8});
            s.set("travelling_market.per_day", std::int64_t{1});
          },
      .moves = {{"unmet_days_vulnerable", Goes::down},
                {"unmet_days_others", Goes::down},
                {"never_dealt_share", Goes::down},
                {"market_served", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("market vehicles' ways"); },
                 [](const Seen& seen) { return seen.of("markets_held") * 2 * km * 1000 * 2; }},
                {[](const Seen& seen) { return seen.booked("market staff's hours"); },
                 [](const Seen& seen) { return seen.of("markets_held") * seconds_of_a_market(8); },
                 .001},  // a stall stays on for whoever is being served at closing time
                {[](const Seen& seen) { return seen.booked("markets held"); },
                 [](const Seen& seen) {
                   return seen.replicates() * (7 + 7);
                 }}},  // every eighth of sixty days, two villages
      .failing =
          [](Settings& s) {
            s.set("travelling_market.at_home_17_59", 0.0);
            s.set("travelling_market.at_home_others", .2);
          },
      .failure = {{"market_absent_share", Goes::up},
                  {"market_served", Goes::down},
                  {"unmet_days_others", Goes::up},
                  {"unmet_days_vulnerable", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            for (const std::string kind : {"papers", "medical_help", "jobs"})
              s.set("request_kinds." + kind + ".rate_17_59", 400.0);
            if (key == "kinds") s.set("travelling_market.kinds", std::vector<std::string>{"papers"});
            if (key == "per_day") s.set("travelling_market.cycle_days", std::int64_t{1});
          },
  };
}

}  // namespace cogov::testing
