#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t errands = 11, medical_help = 14;

}  // namespace

MechanismCase canteen_and_health_case();
MechanismCase canteen_and_health_case() {
  return {
      .section = "canteen_and_health",
      .zero =
          [](Settings& s) {
            s.set("canteen_and_health.meals_per_day", std::int64_t{0});
            s.set("canteen_and_health.check_chance", 0.0);
          },
      .place =
          [](Settings& s) {
            for (const std::string kind : {"errands", "medical_help", "home_care"}) {
              s.set("request_kinds." + kind + ".rate_60_79", 2000.0);
              s.set("request_kinds." + kind + ".rate_80_plus", 3000.0);
            }
            for (const std::string kind : {"medical_help", "errands"})
              s.set("request_kinds." + kind + ".served_by", std::vector<std::string>{"grid worker"});
          },
      .on = [](Settings& s) { s.set("canteen_and_health.check_chance", .9); },
      .moves = {{"arisen_by_kind", Goes::down, errands},
                {"found_first_by_kind", Goes::up, medical_help},
                {"unmet_days_vulnerable", Goes::down},
                {"unmet_days_others", Goes::down}},
      .costs = {{[](const Seen& seen) { return seen.booked("meals' subsidies"); },
                 [](const Seen& seen) { return seen.of("canteen_meals"); }},
                {[](const Seen& seen) { return seen.booked("kitchen posts"); },
                 [](const Seen& seen) { return seen.replicates() * 60 * 2000; }},
                {[](const Seen& seen) { return seen.booked("nurses' hours"); },
                 [](const Seen& seen) { return seen.of("health_checks") * 480 + seen.of("health_records") * 1500; }}},
      .failing = [](Settings& s) { s.set("canteen_and_health.frail_share", 0.0); },
      .failure = {{"canteen_use_frail", Goes::down},
                  {"health_checks_frail_rate", Goes::down},
                  {"unmet_days_vulnerable", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            const bool for_guests = key.ends_with("_spared");
            s.set("canteen_and_health.meals_per_day", std::int64_t{for_guests ? 1000 : 10});
            if (for_guests) s.set("canteen_and_health.eats_chance", 1.0);
            s.set("request_kinds.loneliness.rate_60_79", 4000.0);
          },
  };
}

}  // namespace cogov::testing
