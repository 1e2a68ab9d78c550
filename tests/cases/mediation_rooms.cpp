#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Much quarrelling, all of it reported.
void place(Settings& s) {
  s.set("request_kinds.dispute.rate_places", 250.0);
  s.set("request_kinds.dispute.reported_share", .95);
}

void on(Settings& s) {
  s.set("mediation_rooms.evenings", std::int64_t{5});
  s.set("mediation_rooms.mediators", std::int64_t{2});
}

/// Only the share settled counts.
void failing(Settings& s) {
  s.set("mediation_rooms.target", .95);
  s.set("mediation_rooms.yields", 1.0);
}

/// A room in which not everything is settled at once.
void prepare(Settings& s, const std::string& key) {
  s.set("mediation_rooms.settles_per_hour", .4);
  s.set("mediation_rooms.target", .8);
  s.set("run.days", std::int64_t{100});
  if (key == "most_sessions" || key == "settles_per_hour" || key == "tie_factor") s.set("mediation_rooms.target", 0.0);
}

}  // namespace

MechanismCase mediation_rooms_case();
MechanismCase mediation_rooms_case() {
  return {
      .section = "mediation_rooms",
      .zero = [](Settings& s) { s.set("mediation_rooms.mediators", std::int64_t{0}); },
      .place = place,
      .on = on,
      .moves = {{"grid_worker_hours", Goes::down, 3},
                {"served_by_server", Goes::up, 11},
                {"disputes_settled", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("mediators' pay"); },
                 [](const Seen& seen) { return seen.of("mediation_hours") * .3 * 3600; }},
                {[](const Seen& seen) {
                   return seen.booked("mediators' unpaid hours") + seen.booked("mediators' pay");
                 },
                 [](const Seen& seen) { return seen.of("mediation_hours") * 3600; }},
                {[](const Seen& seen) { return seen.booked("parties' hours in mediation"); },
                 [](const Seen& seen) { return seen.of("mediation_sessions") * 2 * 3600; }}},
      .failing = failing,
      .failure = {{"disputes_pressed", Goes::up},
                  {"disputes_settled", Goes::up},
                  {"cases_by_ledger", Goes::up, 2},
                  {"repeats_share", Goes::up},
                  {"satisfaction_mean", Goes::down}},
      .prepare = prepare,
  };
}

}  // namespace cogov::testing
