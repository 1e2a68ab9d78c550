#include <algorithm>

#include "models/request_kinds.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

std::size_t kind_at(const char* key) {
  const auto& keys = kind_keys();
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

}  // namespace

/// All buildings are done within two months of a society in which much breaks.
MechanismCase renovation_case();
MechanismCase renovation_case() {
  return {
      .section = "renovation",
      .zero = [](Settings& s) { s.set("renovation.buildings_per_year", 0.0); },
      .size = {.days = 120},
      .place =
          [](Settings& s) {
            for (const char* kind : {"leak", "building_fault", "charging_wires", "street_fault"})
              s.set("request_kinds." + std::string(kind) + ".rate_places", 300.0);
          },
      .on =
          [](Settings& s) {
            s.set("renovation.buildings_per_year", 365.0);
            s.set("renovation.works_weeks", 2.0);
          },
      .moves = {{"arisen_by_kind", Goes::down, kind_at("leak")},
                {"arisen_by_kind", Goes::down, kind_at("building_fault")},
                {"arisen_by_kind", Goes::down, kind_at("charging_wires")},
                {"arisen_by_kind", Goes::down, kind_at("street_fault")},
                {"true_requests", Goes::down},
                {"buildings_renovated", Goes::up},
                {"budget_yuan_per_year", Goes::up}},
      // All households of the place.
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("renovation"); },
                 .stated = [](const Seen& seen) { return seen.replicates() * 250 * 1000; }}},
      .failing =
          [](Settings& s) {
            s.set("renovation.works_weeks", 40.0);
            s.set("renovation.noise_times", 20.0);
          },
      .failure = {{"arisen_by_kind", Goes::up, kind_at("noise_dogs")},
                  {"arisen_by_kind", Goes::up, kind_at("dispute")},
                  {"true_requests", Goes::up}},
      .against_off = true,
      .prepare =
          [](Settings& s, const std::string& key) {
            s.set("renovation.buildings_per_year", 60.0);
            if (!key.starts_with("consent")) return;
            s.set("renovation.order", std::string("by consent"));
            s.set("renovation.consent_chance", .6);
            s.set("renovation.consent_needed", .6);
          },
  };
}

}  // namespace cogov::testing
