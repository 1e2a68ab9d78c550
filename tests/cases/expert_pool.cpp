#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t medical_help = 14;

void set(Settings& s, const char* key, Value value) { s.set(std::string("expert_pool.") + key, value); }

/// Much for experts: medical help that nobody else gives, disputes that grid workers can't settle.
void much_for_experts(Settings& s) {
  s.set("request_kinds.medical_help.rate_60_79", 200.0);
  s.set("request_kinds.medical_help.rate_80_plus", 400.0);
  s.set("request_kinds.medical_help.reported_share", .8);
  s.set("request_kinds.dispute.rate_places", 60.0);
  s.set("request_kinds.dispute.settled_share", .2);
  s.set("request_kinds.dispute.served_by", std::vector<std::string>{"grid worker", "department"});
  s.set("request_kinds.loneliness.rate_60_79", 300.0);
  s.set("request_kinds.loneliness.reported_share", .05);
}

}  // namespace

MechanismCase expert_pool_case();
MechanismCase expert_pool_case() {
  constexpr double saturdays = 8;  // of 60 days that begin on a Monday
  return {
      .section = "expert_pool",
      .zero =
          [](Settings& s) {
            for (const char* who : {"doctors", "teachers", "lawyers"}) set(s, who, std::int64_t{0});
          },
      .place = much_for_experts,
      .on =
          [](Settings& s) {
            set(s, "doctors", std::int64_t{4});
            set(s, "hours_per_year", 200.0);
            set(s, "grant_chance", 1.0);
            set(s, "decision_days", std::int64_t{5});
          },
      .moves = {{"burden_days_by_kind", Goes::down, medical_help},
                {"never_dealt_share", Goes::down},
                {"expert_consultations", Goes::up},
                {"grant_visits", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("experts' hours"); },
                 [](const Seen& seen) { return saturdays * 7 * 3 * 3600 * seen.replicates(); }}},
      .failing =
          [](Settings& s) {  // one doctor, who comes every other week and is busy with an application
            set(s, "doctors", std::int64_t{1});
            set(s, "hours_per_year", 78.0);
            set(s, "longest_wait", 10.0);
          },
      .failure = {{"experts_turned_away", Goes::up},
                  {"expert_wait_days", Goes::up},
                  {"burden_days_by_kind", Goes::up, medical_help}},
      .prepare =
          [](Settings& s, const std::string& key) {
            set(s, "decision_days", std::int64_t{40});  // from the warm-up's first day on
            if (key == "longest_wait") {
              set(s, "doctors", std::int64_t{1});
              set(s, "hours_per_year", 40.0);
              set(s, "longest_wait", 10.0);
            }
            if (key == "grant_yuan" || key == "companion_hour") set(s, "grant_yuan", 500.0);
            if (key == "hours_per_year") set(s, "hours_per_year", 60.0);
            if (key == "grant_chance") {  // in one of these communities at least it wins then
              set(s, "grant_chance", 0.0);
              s.set("community.number", std::int64_t{8});
            }
            if (key == "application_hours") set(s, "application_hours", 0.0);
            if (key == "teachers_serve" || key == "lawyers_serve") set(s, "doctors", std::int64_t{0});
            if (key == "lawyers_serve") set(s, "teachers", std::int64_t{0});
            if (key.ends_with("_serve")) set(s, key.c_str(), std::vector<std::string>{"medical_help"});
          },
      .replicates = 6,
  };
}

}  // namespace cogov::testing
