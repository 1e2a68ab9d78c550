#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Litter arises often; the council meets weekly and has money.
void busy_council(Settings& s) {
  const auto set = [&](const char* key, auto value) { s.set(std::string("deliberation_council.") + key, value); };
  set("kinds", std::vector<std::string>{"litter"});
  set("meeting_every_days", std::int64_t{7});
  set("items", std::int64_t{6});
  set("raise_chance", .8);
  set("yuan_per_year", 200000.0);
  set("project_days", 5.0);
  set("effect", .9);
}

}  // namespace

MechanismCase deliberation_council_case();
MechanismCase deliberation_council_case() {
  return {
      .section = "deliberation_council",
      .zero = [](Settings& s) { s.set("deliberation_council.meeting_every_days", std::int64_t{0}); },
      .size = {.households = 400, .warmup_days = 20, .days = 120},
      .place = [](Settings& s) { s.set("request_kinds.litter.rate_places", 400.0); },
      .on = busy_council,
      .moves = {{"true_requests", Goes::down},
                {"burden_days_mean", Goes::down},
                {"council_done", Goes::up},
                {"council_settled", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("residents' hours in meetings"); },
                 [](const Seen& seen) {
                   return seen.of("council_present") * seen.of("council_meetings") / seen.replicates() * 2 * 3600;
                 }},
                {[](const Seen& seen) { return seen.booked("council projects"); },
                 [](const Seen& seen) { return seen.of("council_done"); }}},
      .failing =
          [](Settings& s) {
            s.set("deliberation_council.items", std::int64_t{1});
            s.set("deliberation_council.active_weight", 50.0);
          },
      .failure = {{"council_waiting", Goes::up}, {"council_active_share", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            const auto set = [&](const char* name, auto value) {
              s.set(std::string("deliberation_council.") + name, value);
            };
            s.set("request_kinds.litter.rate_places", 900.0);
            set("items", std::int64_t{2});
            set("raise_chance", .05);
            set("yes_concerned", .6);
            set("yes_spread", .4);
            set("yuan_per_year", 90000.0);
            set("effect_days", std::int64_t{60});
            if (key == "susceptibility") set("invited", std::int64_t{500});  // so many that some know each other
            if (key == "active_weight") {
              set("raise_chance", .3);
              set("invited", std::int64_t{150});
              set("of_office", std::int64_t{0});
            }
            if (key == "quorum") set("quorum", .4);
          },
  };
}

}  // namespace cogov::testing
