/// What the ledgers say of requests that are given up, never truly fixed, found too late, or left by their servers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/properties/support.hpp"

namespace cogov::testing {

namespace {

/// One kind of request, everybody reports at once, nothing lapses or turns into something else.
Settings one_kind(const std::string& kind) {
  Settings settings = small_settings({.communities = 1, .households = 300, .warmup_days = 0, .days = 90});
  settings.set("requests.only", std::vector<std::string>{kind});
  const std::string section = "request_kinds." + kind;
  settings.set(section + ".reported_share", 1.0);
  settings.set(section + ".rate_17_59", 400.0);
  settings.set(section + ".report_delay_hours", .01);
  settings.set(section + ".lapse_days", 0.0);
  settings.set(section + ".becomes", std::string("nothing"));
  settings.set("requests.patience", 0.0);
  settings.set("requests.wrong_owner_share", 0.0);
  return settings;
}

double outcome(const Settings& settings, const std::string& measure, std::size_t at = 0) {
  const PolicyExperiment experiment({settings});
  return values(experiment.layout(), run_of(experiment), measure).at(at);
}

TEST(RequestLife, WhatIsGivenUpIsCensoredAtItsLength) {
  Settings settings = one_kind("errands");
  settings.set("request_kinds.errands.served_by", std::vector<std::string>{});
  settings.set("requests.patience", 48.0);
  ASSERT_GT(outcome(settings, "reported_requests"), 20);
  // All are given up after two days or so: nobody knows how long they would have taken.
  EXPECT_EQ(outcome(settings, "resolution_days_median"), std::numeric_limits<double>::infinity());
}

TEST(RequestLife, RecordsCountTheFirstClosingTruthTheRepair) {
  Settings settings = one_kind("errands");
  settings.set("request_kinds.errands.served_by", std::vector<std::string>{"grid worker"});
  settings.set("requests.first_fix_share", 0.0);
  settings.set("grid_workers.skill_start", 0.0);
  settings.set("grid_workers.practice", 0.0);
  EXPECT_EQ(outcome(settings, "resolved_within_7_days_by_ledger", 0), 0);
  EXPECT_GT(outcome(settings, "resolved_within_7_days_by_ledger", 1), .9);
}

TEST(RequestLife, AFindAfterTheComplaintIsNoFindBeforeIt) {
  Settings settings = one_kind("litter");
  settings.set("request_kinds.litter.visible_share", 1.0);
  settings.set("request_kinds.litter.served_by", std::vector<std::string>{"grid worker"});
  settings.set("requests.first_fix_share", .3);  // repairs fail, and a patrol sees it again
  settings.switch_on("patrol", true);
  settings.set("patrol.notice_chance", 1.0);
  settings.set("grid_workers.acts_on_finds", 1.0);
  settings.set("request_kinds.litter.report_delay_hours", 0.0);
  EXPECT_EQ(outcome(settings, "found_first_share"), 0);
  settings.set("request_kinds.litter.reported_share", 0.0);
  EXPECT_GT(outcome(settings, "found_first_share"), .8);
  EXPECT_LE(outcome(settings, "found_first_share"), 1);
}

TEST(RequestLife, AnAbolishedPostLeavesNobodyWaitingForIt) {
  Settings today = one_kind("errands");
  today.set("request_kinds.errands.served_by", std::vector<std::string>{"grid worker", "property firm"});
  today.set("request_kinds.errands.rate_17_59", 3000.0);  // more than two workers can do
  Settings none = today;
  none.set("grid_workers.full_time", std::int64_t{0});
  at_once(none);
  none.set("grid_workers.lead_days", 30.0);
  const PolicyExperiment experiment({today, none}, true);
  const RunResult run = run_of(experiment, 1);
  const TraceTable& requests = run.trace.at(0);
  const auto column = [&](const std::string& name) -> const std::vector<std::int64_t>& {
    return std::find_if(requests.columns.begin(), requests.columns.end(), [&](const auto& c) { return c.name == name; })
        ->values;
  };
  std::size_t elsewhere = 0;
  for (std::size_t i = 0; i < column("state").size(); ++i) {
    const bool waits_for_staff = column("state")[i] == static_cast<std::int64_t>(RequestState::dispatched) &&
                                 column("server")[i] == static_cast<std::int64_t>(Server::grid_worker);
    EXPECT_FALSE(waits_for_staff);
    elsewhere += column("server")[i] == static_cast<std::int64_t>(Server::property) ? 1 : 0;
  }
  EXPECT_GT(elsewhere, 50U);
}

}  // namespace

}  // namespace cogov::testing
