#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t illegal_structure = 7;
constexpr std::size_t dispute = 9;

void set(Settings& s, const char* key, Value value) { s.set(std::string("enforcement_sent_down.") + key, value); }

/// Much to enforce: structures that go to the city's office, lanes that grid workers clear in vain.
void many_violations(Settings& s) {
  s.set("request_kinds.illegal_structure.rate_places", 150.0);
  s.set("request_kinds.illegal_structure.reported_share", .9);
  s.set("request_kinds.fire_lane.rate_places", 300.0);
  s.set("request_kinds.fire_lane.reported_share", .9);
}

}  // namespace

MechanismCase enforcement_sent_down_case();
MechanismCase enforcement_sent_down_case() {
  constexpr double working_days = 44;  // of 60 that begin on a Monday
  return {
      .section = "enforcement_sent_down",
      .zero = [](Settings& s) { set(s, "officers", std::int64_t{0}); },
      .place = many_violations,
      .on = [](Settings& s) { set(s, "officers", std::int64_t{2}); },
      .moves = {{"burden_days_by_kind", Goes::down, illegal_structure},
                {"enforced_on_the_spot", Goes::up},
                {"coerced", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("enforcement officers sent down"); },
                 [](const Seen& seen) { return 2 * working_days * seen.replicates(); }}},
      .failing =
          [](Settings& s) {  // the city's office has a third of its people left for all but lanes
            set(s, "city_officers", std::int64_t{3});
            set(s, "kinds", std::vector<std::string>{"fire_lane"});
            set(s, "resentment", 1.0);
            set(s, "dispute_chance", .5);
          },
      .failure = {{"burden_days_by_kind", Goes::up, illegal_structure},
                  {"arisen_by_kind", Goes::up, dispute},
                  {"satisfaction_mean", Goes::down}},
      .against_off = true,
      .prepare =
          [](Settings& s, const std::string& key) {
            set(s, "dispute_chance", .5);
            if (key == "kinds") set(s, "kinds", std::vector<std::string>{"illegal_structure"});
            if (key == "city_officers") set(s, "kinds", std::vector<std::string>{"fire_lane"});
            if (key == "longest_wait") set(s, "longest_wait", .2);
            if (key != "turn_days") return;
            s.set("community.number", std::int64_t{2});
            set(s, "officers", std::int64_t{1});
            set(s, "turn_days", std::int64_t{10});
          },
      .replicates = 6,
  };
}

}  // namespace cogov::testing
