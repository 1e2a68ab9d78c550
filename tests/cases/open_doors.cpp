#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t papers = 10, aged = 4;

}  // namespace

MechanismCase open_doors_case();
MechanismCase open_doors_case() {
  return {
      .section = "open_doors",
      .zero =
          [](Settings& s) {
            for (const char* staff : {"clerks", "carers"}) s.set(std::string("open_doors.") + staff, std::int64_t{0});
          },
      .size = {.days = 120},
      .place =
          [](Settings& s) {
            s.set("window.staff", std::int64_t{3});
            s.set("community.share_80_plus", .08);
            s.set("request_kinds.papers.rate_17_59", 300.0);
            s.set("staffing.quits_per_year", .3);
            s.set("staffing.burnout_effect", 1.0);
            s.set("staffing.load_memory", 1.0);
            s.set("staffing.load_effect", 3.0);
          },
      .moves = {{"burden_days_by_kind", Goes::down, papers},
                {"unmet_days_by_class", Goes::down, aged},
                {"unmet_days_vulnerable", Goes::down},
                {"visits", Goes::up},
                {"late_cases", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("carers' posts"); },
                 [](const Seen& seen) { return seen.replicates() * 120; }},
                {[](const Seen& seen) { return seen.booked("late shifts' premium"); },
                 [](const Seen& seen) { return seen.of("late_hours") * 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("open_doors.staffed_by", std::string("same"));
            s.set("open_doors.closes", 22.0);
          },
      .failure = {{"quits", Goes::up}, {"late_hours_per_case", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            s.set("request_kinds.papers.rate_17_59", 2000.0);
            if (key == "night_use") s.set("open_doors.night_use", .4);
            if (key.starts_with("night")) s.set("open_doors.night_clerks", std::int64_t{1});
            if (key == "door_kinds") s.set("open_doors.door_kinds", std::vector<std::string>{"home_care"});
          },
  };
}

}  // namespace cogov::testing
