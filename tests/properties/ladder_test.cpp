/// The organisation ladder (row 1): it settles, notices and passes up; and it fails by delay, by nobody feeling
/// responsible, and by a week that is used up.
#include <gtest/gtest.h>

#include <numeric>

#include "models/costs.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr Size some{.households = 600, .warmup_days = 30, .days = 240};

void set(Settings& settings, const char* key, double value) {
  settings.set(std::string("organisation_ladder.") + key, value);
}

Settings without_ladder() {
  Settings settings = small_settings(some);
  at_once(settings);
  return settings;
}

/// Leaders in every building who settle nothing, notice nothing, and hold nothing up.
Settings idle_ladder() {
  Settings settings = without_ladder();
  settings.switch_on("organisation_ladder", true);
  set(settings, "leaders_share", 1);
  set(settings, "contacts_share", 1);
  for (const char* nothing : {"settles_nuisance", "settles_dispute", "settles_small_help", "unowned_share",
                              "notice_hazards", "notice_needs"}) {
    set(settings, nothing, 0);
  }
  return settings;
}

/// Leaders who settle what is theirs as long as they have time for it, all day.
Settings settling_ladder() {
  Settings settings = idle_ladder();
  for (const char* kinds : {"settles_nuisance", "settles_dispute", "settles_small_help"}) set(settings, kinds, 1);
  set(settings, "leader_hours", 40);
  return settings;
}

std::size_t at(Server server) { return static_cast<std::size_t>(server); }
std::size_t at(CostItem item) { return static_cast<std::size_t>(item); }

TEST(Ladder, OfLeadersWhoDoNothingDiffersInTheirStipendsAlone) {
  Settings four = idle_ladder();
  four.set("organisation_ladder.levels", std::int64_t{4});
  for (const Settings& idle : {idle_ladder(), four}) {
    const PolicyExperiment experiment({without_ladder(), idle});
    const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
    const std::vector<std::string> differ = differing(experiment.layout(), warm->live_on(0), warm->live_on(1));
    EXPECT_EQ(differ, std::vector<std::string>{"cost_quantity_by_item"});
  }
}

TEST(Ladder, SettlesWithinTheBuildingInUnpaidHours) {
  const Runs runs({without_ladder(), settling_ladder()});
  EXPECT_EQ(runs.of(0, "settled_by_leaders"), 0);
  EXPECT_EQ(runs.of(0, "leader_hours"), 0);
  EXPECT_GT(runs.of(1, "settled_by_leaders"), 30);
  EXPECT_GT(runs.of(1, "leader_hours"), .2 * runs.of(1, "settled_by_leaders"));
  EXPECT_EQ(runs.of(1, "passed_up"), 0);
  EXPECT_LT(runs.of(1, "served_by_server", at(Server::grid_worker)),
            runs.of(0, "served_by_server", at(Server::grid_worker)) - 20);
  EXPECT_GT(runs.of(1, "unpaid_hours"), runs.of(0, "unpaid_hours"));
  EXPECT_EQ(runs.of(1, "noticed_by_leaders"), 0);
}

TEST(Ladder, NeverSettlesWhatIsNotItsBusiness) {
  Settings settings = settling_ladder();
  settings.set("requests.only", std::vector<std::string>{"leak", "papers", "emergency"});
  set(settings, "relay_delay", 100);
  const Settings off = [&] {
    Settings none = settings;
    none.switch_on("organisation_ladder", false);
    return none;
  }();
  const Runs runs({off, settings});
  EXPECT_GT(runs.of(0, "cases_by_ledger", 1), 10);
  EXPECT_EQ(runs.of(1, "settled_by_leaders"), 0);
  EXPECT_EQ(runs.of(1, "passed_up"), 0);  // refused: up at once
  EXPECT_EQ(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
}

TEST(Ladder, FailsWhereTheWeekIsUsedUp) {
  Settings short_of_time = settling_ladder();
  set(short_of_time, "leader_hours", .05);
  Settings no_time = settling_ladder();
  set(no_time, "leader_hours", 0);
  const Runs runs({settling_ladder(), short_of_time, no_time});
  EXPECT_EQ(runs.of(0, "passed_up_for_want_of_time"), 0);
  EXPECT_GT(runs.of(1, "passed_up_for_want_of_time"), 0);
  EXPECT_LT(runs.of(1, "settled_by_leaders"), runs.of(0, "settled_by_leaders"));
  EXPECT_GT(runs.of(1, "settled_by_leaders"), 0);
  EXPECT_EQ(runs.of(2, "settled_by_leaders"), 0);
  EXPECT_EQ(runs.of(2, "passed_up"), 0) << "who has no time at all is not asked";
  EXPECT_EQ(runs.of(2, "leader_hours"), 0);
  // In the long run no leader gives more than the week has, but for what was begun.
  const double buildings = 600 / 15.;
  EXPECT_LT(runs.of(1, "leader_hours"), buildings * (.05 * 240 / 7 + 8));
}

TEST(Ladder, FailsByRelayDelay) {
  Settings quick = idle_ladder();
  for (const char* kinds : {"settles_nuisance", "settles_dispute", "settles_small_help"}) set(quick, kinds, 1e-9);
  set(quick, "relay_delay", 0);
  Settings slow = quick;
  set(slow, "relay_delay", 20);
  Settings twice = slow;
  twice.set("organisation_ladder.levels", std::int64_t{4});
  const Runs runs({quick, slow, twice});
  EXPECT_GT(runs.of(0, "passed_up"), 20);
  EXPECT_GT(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean") + .5);
  EXPECT_GT(runs.of(2, "burden_days_mean"), runs.of(1, "burden_days_mean"));
  EXPECT_GT(runs.of(2, "passed_up"), 1.3 * runs.of(1, "passed_up"));  // by contact household and leader
}

TEST(Ladder, FailsByDiffuseResponsibility) {
  Settings owned = idle_ladder();
  Settings nobody = idle_ladder();
  set(nobody, "unowned_share", 1);
  set(nobody, "unowned_delay", 15);
  const Runs runs({owned, nobody});
  EXPECT_EQ(runs.of(0, "lay_unowned"), 0);
  EXPECT_GT(runs.of(1, "lay_unowned"), 100);
  EXPECT_GT(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean") + 1);
}

TEST(Ladder, LeavesWhatIsUrgentAlone) {
  Settings settings = settling_ladder();
  set(settings, "unowned_share", 1);
  settings.set("requests.only", std::vector<std::string>{"emergency"});
  settings.set("request_kinds.emergency.rate_17_59", 50.0);
  Settings off = settings;
  off.switch_on("organisation_ladder", false);
  const Runs runs({off, settings});
  EXPECT_GT(runs.of(0, "reported_requests"), 10);
  EXPECT_EQ(runs.of(1, "lay_unowned"), 0);
  EXPECT_EQ(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
}

TEST(Leaders, NoticeInTheirOwnBuildingAndGiveTimeToIt) {
  Settings blind = idle_ladder();
  Settings hazards = blind;
  set(hazards, "notice_hazards", .3);
  Settings needs = blind;
  set(needs, "notice_needs", .3);
  Settings half = hazards;
  set(half, "leaders_share", .5);
  const Runs runs({blind, hazards, needs, half});
  EXPECT_EQ(runs.of(0, "noticed_by_leaders"), 0);
  EXPECT_EQ(runs.of(0, "leader_hours"), 0);
  EXPECT_GT(runs.of(1, "noticed_by_leaders"), 20);
  EXPECT_GT(runs.of(1, "found_first_share"), runs.of(0, "found_first_share") + .05);
  EXPECT_GT(runs.of(1, "found_first_by_kind", 6), 0);   // what is off indoors, which no patrol sees
  EXPECT_EQ(runs.of(1, "found_first_by_kind", 11), 0);  // errands are needs
  EXPECT_GT(runs.of(2, "found_first_by_kind", 11), 0);
  EXPECT_EQ(runs.of(2, "found_first_by_kind", 0), 0);
  EXPECT_LT(runs.of(3, "noticed_by_leaders"), .8 * runs.of(1, "noticed_by_leaders"));
  // 40 minutes a week in each building: 34 Mondays of 240 days and day 0.
  const double leaders = runs.of(1, "cost_quantity_by_item", at(CostItem::building_leaders)) / 240;
  EXPECT_DOUBLE_EQ(runs.of(1, "leader_hours"), leaders * 35 * 40 / 60);
}

/// Leaders may settle what they notice; staff's habit of leaving finds alone has no say in it.
TEST(Leaders, SettleOrReportWhatTheyNotice) {
  Settings report = idle_ladder();
  set(report, "notice_hazards", .3);
  report.set("grid_workers.acts_on_finds", 0.0);
  Settings settle = settling_ladder();
  set(settle, "notice_hazards", .3);
  settle.set("grid_workers.acts_on_finds", 0.0);
  const Runs runs({report, settle});
  EXPECT_GT(runs.of(0, "found_first_share"), .05);
  EXPECT_EQ(runs.of(0, "settled_by_leaders"), 0);
  EXPECT_GT(runs.of(1, "settled_by_leaders"), runs.of(1, "noticed_by_leaders") / 4);
}

/// Whether the first of a kind's servers could settle it is not asked of a level that could.
TEST(Leaders, HandNothingOnThatTheySettle) {
  Settings settings = settling_ladder();
  settings.set("requests.only", std::vector<std::string>{"litter"});
  settings.set("requests.wrong_owner_share", 0.0);
  settings.set("requests.first_fix_share", 1.0);
  settings.set("request_kinds.litter.settled_share", 0.0);
  Settings off = settings;
  off.switch_on("organisation_ladder", false);
  const Runs runs({off, settings});
  EXPECT_GT(runs.of(0, "hand_offs"), 10);
  EXPECT_LT(runs.of(1, "hand_offs"), .3 * runs.of(0, "hand_offs"));  // what was under way at day 0
}

TEST(Leaders, AreSeenInTheTrace) {
  Settings settings = idle_ladder();
  set(settings, "notice_hazards", .3);
  const PolicyExperiment experiment({settings}, true);
  const RunResult run = run_of(experiment);
  std::int64_t found = 0;
  for (const TraceColumn& column : run.trace.at(0).columns) {
    if (column.name == "finder")
      found = std::count(column.values.begin(), column.values.end(), static_cast<std::int64_t>(Finder::leader));
  }
  EXPECT_GT(found, 20);
}

TEST(Leaders, GetTheirStipends) {
  Settings unpaid = idle_ladder();
  unpaid.set("costs.building_leader_month", 0.0);
  Settings paid = unpaid;
  paid.set("costs.building_leader_month", 100.0);
  const Runs dear({paid});
  const Runs free({unpaid});
  const double leader_days = dear.of(0, "cost_quantity_by_item", at(CostItem::building_leaders));
  EXPECT_EQ(leader_days / 240, std::floor(leader_days / 240));
  EXPECT_GT(leader_days, 20 * 240);
  EXPECT_NEAR(dear.of(0, "budget_yuan_per_year") - free.of(0, "budget_yuan_per_year"), leader_days / 240 * 1200, 1e-6);
}

/// Contact households settle part of it before it comes to a leader.
TEST(FourLevels, TakeWorkOffTheLeader) {
  Settings three = settling_ladder();
  Settings four = three;
  four.set("organisation_ladder.levels", std::int64_t{4});
  set(four, "contact_settles", 1);
  set(four, "contact_hours", 40);
  set(four, "leader_hours", 0);
  const Runs runs({three, four});
  // A week of leaders without any time: all is settled below them.
  EXPECT_GT(runs.of(1, "settled_by_leaders"), .9 * runs.of(0, "settled_by_leaders"));
}

TEST(OneOwner, HalvesWrongDispatchesAndTakesTime) {
  Settings off = idle_ladder();
  off.set("requests.wrong_owner_share", .6);
  Settings on = off;
  on.set("organisation_ladder.one_owner", true);
  Settings certain = on;
  set(certain, "wrong_owner_factor", 0);
  set(certain, "chase_minutes", 0);
  const Runs runs({off, on, certain});
  EXPECT_LT(runs.of(1, "hand_offs"), .8 * runs.of(0, "hand_offs"));
  EXPECT_LT(runs.of(2, "hand_offs"), runs.of(1, "hand_offs"));
  EXPECT_EQ(runs.of(0, "leader_hours"), 0);
  EXPECT_GT(runs.of(1, "leader_hours"), 1);
  EXPECT_EQ(runs.of(2, "leader_hours"), 0);
}

TEST(Ladder, ServesAKindThatNamesItsLeaders) {
  Settings settings = idle_ladder();
  set(settings, "leaders_share", .5);
  settings.set("request_kinds.litter.served_by",
               std::vector<std::string>{server_words()[at(Server::leader)], "grid worker"});
  settings.set("request_kinds.litter.settled_share", 1.0);
  settings.set("request_kinds.litter.reported_share", 1.0);
  settings.set("requests.only", std::vector<std::string>{"litter"});
  const Runs runs({settings});
  EXPECT_GT(runs.of(0, "settled_by_leaders"), 10);
  EXPECT_GT(runs.of(0, "served_by_server", at(Server::grid_worker)), 10);  // where no leader is
}

}  // namespace
}  // namespace cogov::testing
