#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t duties = 7;

void set(Settings& s, const char* key, Value value) { s.set(std::string("paired_communities.") + key, value); }

/// Communities of very unequal size, in which grid workers serve everything and have no papers.
void unequal(Settings& s) {
  s.set("community.household_variation", .6);
  s.set("paperwork.share", .1);
  s.set("staffing.quits_per_year", 0.0);
  s.set("grid_workers.full_time", std::int64_t{3});
  for (const std::string& kind : kind_keys()) {
    s.set("request_kinds." + kind + ".served_by", std::vector<std::string>{"grid worker"});
  }
}

}  // namespace

MechanismCase paired_communities_case();
MechanismCase paired_communities_case() {
  constexpr double working_days = 39;  // from day 6 to day 59
  return {
      .section = "paired_communities",
      .zero = [](Settings& s) { set(s, "workers", std::int64_t{0}); },
      .size = {.communities = 2, .households = 700},
      .place = unequal,
      .on =
          [](Settings& s) {
            set(s, "period_days", std::int64_t{56});
            set(s, "days_a_week", std::int64_t{5});
            set(s, "fit_chance", 1.0);
          },
      .moves = {{"burden_days_mean", Goes::down},
                {"grid_worker_hours", Goes::up, duties},
                {"days_in_paired_communities", Goes::up}},
      .costs = {{[](const Seen& seen) { return seen.booked("trips between paired communities"); },
                 [](const Seen& seen) { return working_days * seen.replicates(); }}},
      .failing = [](Settings& s) { set(s, "fit_chance", 0.0); },
      .failure = {{"burden_days_mean", Goes::up}, {"habits_misfitted", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            set(s, "misfit_days", 14.0);
            if (key == "pairs_by") s.set("community.number", std::int64_t{5});
            if (key == "period_days") set(s, "period_days", std::int64_t{28});
            if (key == "misfit_days") set(s, "fit_chance", 0.0);
            if (key == "fit_chance") {  // many terms, so that some fit and some don't
              s.set("grid_workers.full_time", std::int64_t{6});
              set(s, "workers", std::int64_t{6});
              set(s, "period_days", std::int64_t{14});
            }
            if (key != "stay_days" && key != "taken_over" && key != "host_minutes") return;
            set(s, "gives", std::string("skill"));
            set(s, "stay_days", std::int64_t{12});  // one more ends on another working day
            set(s, "local_share", 0.0);
            s.set("grid_workers.skill_start", .2);
          },
      .replicates = 6,
  };
}

}  // namespace cogov::testing
