#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t patrol_hours = static_cast<std::size_t>(Activity::patrol);

}  // namespace

MechanismCase patrol_case();
MechanismCase patrol_case() {
  return {
      .section = "patrol",
      .zero = [](Settings& s) { s.set("patrol.rounds_per_day", std::int64_t{0}); },
      .size = {.households = 320, .days = 120},
      .place =
          [](Settings& s) {
            s.set("grid_workers.walks", false);
            s.set("community.condition_spread", 0.0);  // no building keeps the worker past the time of a round
            s.set("grid_workers.full_time", std::int64_t{1});
            s.set("grid_workers.leave_days", 0.0);
            s.set("staffing.quits_per_year", 0.0);
            s.set("requests.only", std::vector<std::string>{"litter", "street_fault", "papers"});
          },
      .moves = {{"found_first_share", Goes::up},
                {"burden_days_mean", Goes::down},
                {"grid_worker_hours", Goes::up, patrol_hours},
                {"idle_share", Goes::down}},
      // Two rounds on each working day, past 20 buildings.
      .costs = {{.booked = [](const Seen& seen) { return seen.of("grid_worker_hours", patrol_hours); },
                 .stated = [](const Seen& seen) { return seen.replicates() * 2 * 86 * 20 * 95 / 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("patrol.rounds_per_day", std::int64_t{4});
            s.set("patrol.seconds_per_stop", 1200.0);
          },
      .failure = {{"unpaid_hours", Goes::up}, {"burnt_out_share", Goes::up}},
  };
}

}  // namespace cogov::testing
