#include "tests/cases/staff.hpp"

namespace cogov::testing {

MechanismCase training_studios_case();
MechanismCase training_studios_case() {
  return {
      .section = "training_studios",
      .zero = [](Settings& s) { s.set("training_studios.cohorts_per_year", 0.0); },
      .place =
          [](Settings& s) {
            busy_streets(s, 4, 1000);
            s.set("grid_workers.skill_start", .5);
            s.set("staffing.quits_per_year", 3.0);
          },
      .on =
          [](Settings& s) {
            s.set("training_studios.camp_communities", std::int64_t{1});
            s.set("training_studios.camp_places", std::int64_t{2});
            s.set("training_studios.cohorts_per_year", 12.0);
            s.set("training_studios.chosen", std::string("random"));
            s.set("training_studios.days", std::int64_t{3});
            s.set("training_studios.gamma", .5);
          },
      .moves = {{"repeats_share", Goes::down},
                {"budget_yuan_per_year", Goes::up},
                {"studio_graduate_skill_after", Goes::up},
                {"studio_beside_hours", Goes::up}},
      // Of two instructors each of two places pays one.
      .costs = {{[](const Seen& seen) { return seen.booked("training studio days"); },
                 [](const Seen& seen) { return seen.of("studio_days"); }},
                {[](const Seen& seen) { return seen.booked("training studio instructors"); },
                 [](const Seen& seen) { return seen.of("studio_days") * 1000; }}},
      // Picked, kept away and taught nothing, they still are ahead of the others.
      .failing =
          [](Settings& s) {
            s.set("training_studios.chosen", std::string("best"));
            s.set("training_studios.days", std::int64_t{20});
            s.set("training_studios.gamma", 0.0);
            s.set("training_studios.beside_days", std::int64_t{0});
          },
      .failure = {{"burden_days_mean", Goes::up}, {"studio_graduates_lead", Goes::up}},
      .against_off = true,
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key == "camp_places") s.set("training_studios.most_away", 1.0);
            if (key == "most_away") s.set("training_studios.camp_places", std::int64_t{10});
          },
  };
}

}  // namespace cogov::testing
