#include <algorithm>

#include "models/request_kinds.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

std::size_t kind_at(const char* key) {
  const auto& keys = kind_keys();
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

constexpr double shift_hours = 17 + 1. / 3 - 8.5 - 1.5;

}  // namespace

/// Three weeks of storm, which one grid worker can't cope with.
MechanismCase emergency_surge_case();
MechanismCase emergency_surge_case() {
  return {
      .section = "emergency_surge",
      .zero =
          [](Settings& s) {  // during an emergency: emergency_test.cpp
            s.set("emergency_surge.cadres", 0.0);
            s.set("emergency_surge.longer_hours", 0.0);
            s.set("emergency_surge.stops", std::vector<std::string>{});
          },
      .size = {.households = 500, .days = 70},
      .place =
          [](Settings& s) {
            s.set("emergency.event", std::string("storm"));
            s.set("emergency.from_day", std::int64_t{21});
            s.set("emergency.days", std::int64_t{21});
            s.set("emergency.times", 40.0);
            s.set("grid_workers.full_time", std::int64_t{1});
            s.set("request_kinds.litter.rate_places", 150.0);
            s.set("request_kinds.litter.reported_share", .9);
            s.set("request_kinds.noise_dogs.rate_places", 150.0);
          },
      .on =
          [](Settings& s) {
            s.set("emergency_surge.stops", std::vector<std::string>{"patrols and visits", "paperwork"});
          },
      .moves = {{"burden_days_by_kind", Goes::down, kind_at("litter")},
                {"unpaid_hours", Goes::up},
                {"surge_cadre_days", Goes::up},
                {"surge_longer_shifts", Goes::up},
                {"off_budget_yuan_per_year", Goes::up}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("lent cadres' time"); },
                 .stated = [](const Seen& seen) { return seen.of("surge_cadre_days") * shift_hours * 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("emergency_surge.stops",
                  std::vector<std::string>{"patrols and visits", "paperwork", "other requests"});
          },
      .failure = {{"burden_days_by_kind", Goes::up, kind_at("noise_dogs")},
                  {"burden_days_by_kind", Goes::up, kind_at("dispute")}},
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "stops") s.set("emergency_surge.stops", std::vector<std::string>{"other requests"});
          },
  };
}

}  // namespace cogov::testing
