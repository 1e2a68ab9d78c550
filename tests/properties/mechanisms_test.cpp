/// What single mechanisms do beyond what holds for all of them (tests/rows).
#include <gtest/gtest.h>

#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

/// A policy beside one without any mechanism, on the same luck.
class Compared {
 public:
  Compared(Settings without, Settings with) : experiment_({at_once_both(without), at_once_both(with)}) {
    const std::unique_ptr<WarmWorld> warm = experiment_.warm_up(0);
    without_ = warm->live_on(0);
    with_ = warm->live_on(1);
  }

  [[nodiscard]] double without(const std::string& measure, std::size_t at = 0) const {
    return values(experiment_.layout(), without_, measure).at(at);
  }
  [[nodiscard]] double with(const std::string& measure, std::size_t at = 0) const {
    return values(experiment_.layout(), with_, measure).at(at);
  }

 private:
  static Settings at_once_both(Settings settings) {
    at_once(settings);
    return settings;
  }

  PolicyExperiment experiment_;
  RunResult without_, with_;
};

constexpr Size year{.households = 900, .warmup_days = 60, .days = 300};
constexpr std::size_t truth = 0, records = 1, claims = 2;

std::size_t activity(Activity which) { return static_cast<std::size_t>(which); }

TEST(Patrol, NeverFindsWhatIsIndoors) {
  const Settings without = small_settings(year);
  Settings with = without;
  with.switch_on("patrol", true);
  with.set("patrol.notice_chance", 1.0);
  const Compared runs(without, with);
  double seen = 0;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const double visible = with.real("request_kinds." + kind_keys()[kind] + ".visible_share");
    const double found = runs.with("found_first_by_kind", kind);
    seen += found;
    if (visible == 0) {
      EXPECT_EQ(found, 0) << kind_keys()[kind];
    }
  }
  EXPECT_GT(seen, 0);
}

/// Padding that costs no time moves records and claims, and nothing else at all.
TEST(ActBeforeComplaint, PaddingMovesTheLedgersAndNotTheTruth) {
  Settings honest = busy_settings(year);
  honest.set("act_before_complaint.padding", 0.0);
  honest.set("act_before_complaint.target_share", .9);
  honest.set("act_before_complaint.minutes_per_trivial_find", 0.0);
  Settings padded = honest;
  padded.set("act_before_complaint.padding", 1.0);
  const Compared runs(honest, padded);
  for (const std::size_t ledger : {records, claims}) {
    EXPECT_GT(runs.with("found_first_by_ledger", ledger), runs.without("found_first_by_ledger", ledger) + .1);
    EXPECT_GT(runs.with("cases_by_ledger", ledger), runs.without("cases_by_ledger", ledger));
  }
  for (const char* measure : {"found_first_by_ledger", "resolved_within_7_days_by_ledger", "cases_by_ledger"})
    EXPECT_EQ(runs.with(measure, truth), runs.without(measure, truth)) << measure;
  EXPECT_EQ(runs.with("burden_days_mean"), runs.without("burden_days_mean"));
  EXPECT_EQ(runs.with("paperwork_share"), runs.without("paperwork_share"));
}

TEST(HomeVisits, BehindShutDoorsFindNothing) {
  const Settings without = small_settings(year);
  Settings with = without;
  with.switch_on("home_visits", true);
  with.set("home_visits.refusal_chance", 1.0);
  const Compared runs(without, with);
  EXPECT_EQ(runs.with("visits"), 0);
  EXPECT_EQ(runs.with("found_first_share"), 0);
  EXPECT_GT(runs.with("intrusions_per_person"), runs.without("intrusions_per_person"));  // each knock is one
  EXPECT_GT(runs.with("grid_worker_hours", activity(Activity::visit)), 20);
}

TEST(MergedGrids, SmallerOnesMakeShorterPatrols) {
  Settings one = small_settings(year);
  one.set("grid_workers.full_time", std::int64_t{4});
  one.set("grid_workers.leave_days", 0.0);  // where the grid is one, others stand in
  one.set("staffing.quits_per_year", 0.0);
  one.switch_on("patrol", true);
  Settings four = one;
  four.switch_on("merged_grids", true);
  four.set("merged_grids.households_per_grid", 225.0);
  const Compared runs(one, four);
  // The same buildings are passed: in four rounds at the same time instead of one after another.
  EXPECT_NEAR(runs.with("grid_worker_hours", activity(Activity::patrol)),
              runs.without("grid_worker_hours", activity(Activity::patrol)),
              .1 * runs.without("grid_worker_hours", activity(Activity::patrol)));
  EXPECT_GT(runs.with("grid_gini"), 0);
  EXPECT_EQ(runs.without("grid_gini"), 0);  // one grid differs from nobody
}

}  // namespace
}  // namespace cogov::testing
