/// Truth, records and claims are told apart, and box-ticking moves the last two only.
#include <gtest/gtest.h>

#include <algorithm>

#include "output/ledgers.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t truth = 0, records = 1, claims = 2;
constexpr Size village{.households = 300, .warmup_days = 30, .days = 150};

Settings with_visits(double formality) {
  Settings settings = small_settings(village);
  settings.set("community.share_80_plus", .1);
  settings.set("request_kinds.loneliness.rate_80_plus", 1000.0);
  settings.switch_on("home_visits", true);
  settings.set("home_visits.aged_80_plus", 40.0);
  settings.set("home_visits.refusal_chance", .2);
  settings.set("home_visits.formality", formality);
  at_once(settings);
  return settings;
}

TEST(FormalVisits, StandInTheRecordsAndFindNothing) {
  const Runs runs({with_visits(0), with_visits(.8)});
  EXPECT_EQ(runs.of(0, "visits_by_ledger", truth), runs.of(0, "visits"));
  EXPECT_EQ(runs.of(0, "visits_by_ledger", records), runs.of(0, "visits"));
  EXPECT_GT(runs.of(0, "visits_by_ledger", claims), runs.of(0, "visits"));
  EXPECT_GT(runs.of(1, "visits_by_ledger", records), 3 * runs.of(1, "visits_by_ledger", truth));
  EXPECT_LT(runs.of(1, "found_first_share"), runs.of(0, "found_first_share"));
  const Runs all({with_visits(1)});
  EXPECT_EQ(all.of(0, "visits"), 0);
  EXPECT_GT(all.of(0, "visits_by_ledger", records), 100);
}

TEST(FormalVisits, AreNothingAtZero) {
  Settings other = with_visits(0);
  other.set("home_visits.formal_minutes", 9.0);
  EXPECT_EQ(digest_of(other), digest_of(with_visits(0)));
}

TEST(Offers, TickedOffMoveOnlyWhatIsRecordedAndClaimed) {
  Settings honest = busy_settings(village);
  at_once(honest);
  Settings ticking = honest;
  ticking.set("alliance.ticked_off", 1.0);
  const PolicyExperiment experiment({honest, ticking});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const RunResult without = warm->live_on(0);
  const RunResult with = warm->live_on(1);
  const std::vector<std::string> moved = differing(experiment.layout(), without, with);
  EXPECT_TRUE(std::ranges::find(moved, "answered_in_ledgers") != moved.end());
  for (const std::string& name : moved) {
    const Measure& measure = experiment.layout().measures[position(experiment.layout(), name)];
    ASSERT_EQ(measure.dimensions, std::vector<std::string>{"ledger"}) << name;
    EXPECT_EQ(values(experiment.layout(), without, name)[truth], values(experiment.layout(), with, name)[truth])
        << name;
  }
}

/// One policy finds problems, the other logs trivial finds.
TEST(Ranking, HangsOnTheLedgerWherePaddingPays) {
  Settings today = small_settings(village);
  today.switch_on("patrol", true);
  today.set("grid_workers.acts_on_finds", .1);
  at_once(today);
  Settings honest = today;
  honest.switch_on("act_before_complaint", true);
  honest.set("act_before_complaint.act_share", .5);
  Settings padded = honest;
  padded.set("act_before_complaint.act_share", .1);
  padded.set("act_before_complaint.padding", 1.0);
  padded.set("act_before_complaint.target_share", .9);
  for (Settings* policy : {&honest, &padded}) policy->set("act_before_complaint.lead_days", 0.0);
  const Runs runs({today, honest, padded});
  LedgerValues found{.measure = {.name = "found_first_by_ledger",
                                 .unit = "1",
                                 .long_name = "Found first",
                                 .long_name_zh = "主动发现",
                                 .better = Better::higher,
                                 .integer = false,
                                 .dimensions = {"ledger"}},
                     .ledgers = {"truth", "records", "claims"},
                     .ledgers_zh = {"真实", "记录", "宣称"},
                     .means = {}};
  for (const std::size_t ledger : {truth, records, claims}) {
    std::vector<double>& means = found.means.emplace_back();
    for (std::size_t policy = 0; policy < 3; ++policy)
      means.push_back(runs.of(policy, "found_first_by_ledger", ledger));
  }
  EXPECT_EQ(places(found.measure, found.means[truth])[1], 1u);
  EXPECT_EQ(places(found.measure, found.means[records])[2], 1u);
  EXPECT_TRUE(first_place_differs(found));
  const std::string text = ledger_text({found}, {"today", "honest", "padded"}, Language::english);
  EXPECT_NE(text.find("First by truth: “honest”; by records: “padded”"), std::string::npos) << text;
}

TEST(Ledgers, AgreeWithTheMeasuresTheyAreMadeOf) {
  Settings busy = busy_settings(village);
  at_once(busy);
  const Runs runs({busy});
  EXPECT_EQ(runs.of(0, "found_first_by_ledger", truth), runs.of(0, "found_first_share"));
  EXPECT_EQ(runs.of(0, "never_dealt_by_ledger", truth), runs.of(0, "never_dealt_share"));
  EXPECT_EQ(runs.of(0, "burden_days_by_ledger", truth), runs.of(0, "burden_days_median"));
  EXPECT_EQ(runs.of(0, "resolution_days_by_ledger", truth), runs.of(0, "resolution_days_median"));
  EXPECT_EQ(runs.of(0, "resolved_within_15_days_by_ledger", truth), runs.of(0, "fixed_within_15_days_share"));
  EXPECT_EQ(runs.of(0, "satisfaction_by_ledger", truth), runs.of(0, "satisfaction_mean"));
  EXPECT_EQ(runs.of(0, "cost_by_ledger", truth), runs.of(0, "cost_per_household"));
  EXPECT_EQ(runs.of(0, "contract_hours_by_ledger", truth), runs.of(0, "contract_hours_true"));
  EXPECT_EQ(runs.of(0, "organisation_hours_by_ledger", truth), runs.of(0, "organisation_hours_used"));
  EXPECT_EQ(runs.of(0, "disputes_by_ledger", truth), runs.of(0, "disputes_settled") - runs.of(0, "disputes_pressed"));
  EXPECT_EQ(runs.of(0, "disputes_by_ledger", records), runs.of(0, "disputes_settled"));
  EXPECT_EQ(runs.of(0, "jobs_by_ledger", truth), runs.of(0, "jobs_found"));
  EXPECT_EQ(runs.of(0, "jobs_by_ledger", claims), runs.of(0, "vacancies_listed"));
  EXPECT_EQ(runs.of(0, "diary_by_ledger", records), runs.of(0, "diary_answers"));
  EXPECT_EQ(runs.of(0, "reach_by_ledger", truth), runs.of(0, "residents_in_reach"));
  EXPECT_EQ(runs.of(0, "reach_by_ledger", claims), runs.of(0, "residents_in_reach_when_open"));
}

TEST(Ledgers, RecordsCloseBeforeTheTruthIsFixed) {
  Settings sloppy = small_settings(village);
  sloppy.set("requests.first_fix_share", .4);
  Settings careful = sloppy;
  careful.set("requests.first_fix_share", 1.0);
  at_once(sloppy);
  at_once(careful);
  const Runs fixes({careful}), fails({sloppy});  // whether repairs hold is no policy's to set
  EXPECT_LE(fails.of(0, "resolution_days_by_ledger", claims), fails.of(0, "resolution_days_by_ledger", records));
  EXPECT_LT(fails.of(0, "resolution_days_by_ledger", records), fails.of(0, "resolution_days_by_ledger", truth));
  EXPECT_EQ(fixes.of(0, "resolution_days_by_ledger", records), fixes.of(0, "resolution_days_by_ledger", truth));
  EXPECT_GT(fails.of(0, "repeats_by_ledger", truth), fixes.of(0, "repeats_by_ledger", truth) + .1);
  // Not all who see it come back say so.
  EXPECT_GT(fails.of(0, "repeats_by_ledger", truth) * fails.of(0, "cases_by_ledger", truth),
            fails.of(0, "repeats_by_ledger", records) * fails.of(0, "cases_by_ledger", records));
  EXPECT_EQ(fixes.of(0, "repeats_by_ledger", records), 0);
  double fixed = 0;
  for (std::size_t server = 0; server < server_count; ++server) {
    EXPECT_LE(fails.of(0, "fixed_by_server", server), fails.of(0, "served_by_server", server)) << server;
    EXPECT_EQ(fixes.of(0, "fixed_by_server", server), fixes.of(0, "served_by_server", server)) << server;
    fixed += fails.of(0, "fixed_by_server", server);
  }
  EXPECT_GT(fixed, 0);
}

TEST(Ledgers, AContractBillsMoreThanItFixes) {
  Settings padded = busy_settings(village);
  padded.set("contract.padding", .5);
  at_once(padded);
  const Runs runs({padded});
  EXPECT_GT(runs.of(0, "contract_cases_by_ledger", claims), runs.of(0, "contract_cases_by_ledger", records));
  EXPECT_EQ(runs.of(0, "contract_cases_by_ledger", records), runs.of(0, "contract_cases"));
  EXPECT_LE(runs.of(0, "contract_cases_by_ledger", truth), runs.of(0, "contract_cases_by_ledger", records));
}

}  // namespace
}  // namespace cogov::testing
