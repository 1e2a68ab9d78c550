#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// A firm that lets people wait.
void place(Settings& s) {
  s.set("outside_servers.property_median", 8.0);
  s.set("outside_servers.property_p90", 20.0);
  for (const char* kind : {"leak", "building_fault"}) {
    s.set(std::string("request_kinds.") + kind + ".rate_places", 150.0);
  }
}

void on(Settings& s) { s.set("property_on_board.crews", std::int64_t{2}); }

/// Crews with too few hours, residents who don't pay for that.
void failing(Settings& s) {
  s.set("property_on_board.crews", std::int64_t{1});
  s.set("property_on_board.crew_hours", 2.0);
  s.set("property_on_board.withhold_chance", .6);
  s.set("property_on_board.quarrel_chance", .5);
  s.set("property_on_board.passes_the_buck", .6);
  s.set("property_on_board.meeting_every", std::int64_t{0});
}

/// Work enough that the crews' hours are used up, and a year with several quarters.
void prepare(Settings& s, const std::string& key) {
  s.set("run.days", std::int64_t{200});
  s.set("property_on_board.crews", std::int64_t{1});
  s.set("property_on_board.crew_hours", 3.0);
  s.set("property_on_board.limit", 3.0);
  s.set("property_on_board.withhold_chance", .2);
  s.set("property_on_board.attendance", .5);
  s.set("property_on_board.subsidy_yuan", 3000.0);
  s.set("property_on_board.passes_the_buck", .5);
  if (key == "kinds") s.set("property_on_board.kinds", std::vector<std::string>{"leak"});
  if (key == "lies_days") s.set("property_on_board.meeting_every", std::int64_t{0});
}

}  // namespace

MechanismCase property_on_board_case();
MechanismCase property_on_board_case() {
  return {
      .section = "property_on_board",
      .zero = [](Settings& s) { s.set("property_on_board.crews", std::int64_t{0}); },
      .size = {.days = 120},
      .place = place,
      .on = on,
      .moves = {{"burden_days_by_kind", Goes::down, 5},
                {"burden_days_by_kind", Goes::down, 4},
                {"burden_days_mean", Goes::down},
                {"served_by_server", Goes::up, 11}},
      .costs = {{[](const Seen& seen) { return seen.booked("property crews' hours"); },
                 [](const Seen& seen) { return seen.of("property_crew_hours") * 3600; }},
                {[](const Seen& seen) { return seen.booked("property managers' meetings"); },
                 [](const Seen& seen) { return seen.of("property_meetings") * 1.5 * 3600; }}},
      .failing = failing,
      .failure = {{"fees_withheld_share", Goes::up},
                  {"fee_disputes", Goes::up},
                  {"property_passed", Goes::up},
                  {"burden_days_by_kind", Goes::up, 5},
                  {"hand_offs", Goes::up}},
      .prepare = prepare,
  };
}

}  // namespace cogov::testing
