#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

void set(Settings& s, const char* key, const Value& value) {
  s.set(std::string("self_governing_groups.") + key, value);
}

}  // namespace

MechanismCase self_governing_groups_case();
MechanismCase self_governing_groups_case() {
  constexpr std::size_t noise_dogs = 8, dispute = 9;
  return {
      .section = "self_governing_groups",
      .zero = [](Settings& s) { set(s, "tried_per_year", 0.0); },
      .size = {.households = 300, .warmup_days = 20, .days = 180},
      .place = [](Settings& s) { s.set("request_kinds.noise_dogs.rate_places", 400.0); },
      .on =
          [](Settings& s) {
            set(s, "tried_per_year", 12.0);
            set(s, "quorum", .1);
            set(s, "effect", .9);
            set(s, "attendance", .8);
            set(s, "dispute_chance", .5);
          },
      .moves = {{"true_requests", Goes::down},
                {"arisen_by_kind", Goes::down, noise_dogs},
                {"belonging_mean", Goes::up},
                {"groups_founded", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("residents' hours in meetings"); },
                 [](const Seen& seen) { return seen.of("group_attendances") * 1.5 * 3600; }},
                {[](const Seen& seen) { return seen.booked("groups' subsidies"); },
                 [](const Seen& seen) { return seen.of("group_months"); }}},
      .failing = [](Settings& s) { set(s, "captured_share", .1); },
      .failure = {{"group_captured_share", Goes::up},
                  {"arisen_by_kind", Goes::up, noise_dogs},
                  {"arisen_by_kind", Goes::up, dispute}},
      .prepare =
          [](Settings& s, const std::string& key) {
            set(s, "attendance", .4);
            set(s, "captured_share", .5);
            set(s, "weak_months", std::int64_t{2});
            if (key == "forms") set(s, "forms", std::vector<std::string>{"dog owners"});
            if (key == "come_chance") set(s, "tried_per_year", 3.0);
          },
  };
}

}  // namespace cogov::testing
