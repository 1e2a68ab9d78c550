/// Policies are compared fairly: nothing changed is exactly nothing changed, before its time no policy
/// acts, and who is compared with whom has no influence.
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <set>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

using Change = std::function<void(Settings&)>;

std::vector<std::string> what_differs(const Settings& one, const Settings& other) {
  const PolicyExperiment experiment({one, other});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  return differing(experiment.layout(), warm->live_on(0), warm->live_on(1));
}

TEST(ZeroSetting, TwoEqualPoliciesGiveEqualArrays) {
  const Settings settings = busy_settings();
  EXPECT_EQ(what_differs(settings, settings), std::vector<std::string>{});
}

struct Zero {
  const char* mechanism;
  Change set;
  friend std::ostream& operator<<(std::ostream& out, const Zero& zero) { return out << zero.mechanism; }
};

class ZeroSettings : public ::testing::TestWithParam<Zero> {};

/// With the setting that makes it do nothing, and it alone or all the others in force as well.
TEST_P(ZeroSettings, OfAMechanismIsTheSameAsHavingItOff) {
  for (const bool others_on : {false, true}) {
    Settings off = others_on ? busy_settings() : small_settings();
    at_once(off);
    off.switch_on(GetParam().mechanism, false);
    Settings zero = off;
    zero.switch_on(GetParam().mechanism, true);
    GetParam().set(zero);
    EXPECT_EQ(what_differs(off, zero), std::vector<std::string>{}) << (others_on ? "beside all others" : "alone");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Mechanisms, ZeroSettings,
    ::testing::Values(Zero{"patrol", [](Settings& s) { s.set("patrol.rounds_per_day", std::int64_t{0}); }},
                      Zero{"act_before_complaint",
                           [](Settings& s) {
                             s.set("act_before_complaint.act_share", 0.0);
                             s.set("act_before_complaint.padding", 0.0);
                           }},
                      Zero{"home_visits",
                           [](Settings& s) {
                             for (const char* who : {"alone_60_plus", "aged_80_plus", "disabled"})
                               s.set(std::string("home_visits.") + who, 0.0);
                           }},
                      Zero{"merged_grids", [](Settings& s) { s.set("merged_grids.households_per_grid", 100000.0); }},
                      Zero{"roaming_couriers", [](Settings& s) { s.set("roaming_couriers.enrolled_share", 0.0); }},
                      Zero{"rest_stations", [](Settings& s) { s.set("rest_stations.stations", std::int64_t{0}); }},
                      Zero{"volunteer_teams",
                           [](Settings& s) {
                             for (const char* joins : {"start_share", "spontaneous", "by_ties", "asks_per_week"})
                               s.set(std::string("volunteer_teams.") + joins, 0.0);
                           }},
                      Zero{"double_check_in", [](Settings& s) { s.set("double_check_in.members_share", 0.0); }},
                      Zero{"neighbour_pairs", [](Settings& s) { s.set("neighbour_pairs.pairs_share", 0.0); }},
                      Zero{"talent_studios", [](Settings& s) { s.set("talent_studios.studios", std::int64_t{0}); }},
                      Zero{"contract", [](Settings& s) { s.set("contract.hours_per_year", 0.0); }},
                      Zero{"repair_fund", [](Settings& s) { s.set("repair_fund.yuan_per_year", 0.0); }},
                      Zero{"organisation_ladder",
                           [](Settings& s) {  // leaders who do nothing still get stipends: ladder_test.cpp
                             s.set("organisation_ladder.leaders_share", 0.0);
                             s.set("organisation_ladder.contacts_share", 0.0);
                           }},
                      Zero{"alliance", [](Settings& s) { s.set("alliance.units", std::int64_t{0}); }},
                      Zero{"three_lists", [](Settings& s) { s.set("three_lists.resources", std::int64_t{0}); }}),
    [](const auto& each) { return std::string(each.param.mechanism); });

/// Every mechanism has a zero setting above: a new one must be given one.
TEST(ZeroSetting, IsKnownForEveryMechanism) {
  std::set<std::string> switchable;
  for (const Section& section : all_sections()) {
    if (section.switchable) switchable.insert(section.key);
  }
  EXPECT_EQ(switchable, (std::set<std::string>{"patrol", "act_before_complaint", "home_visits", "merged_grids",
                                               "roaming_couriers", "rest_stations", "volunteer_teams",
                                               "double_check_in", "neighbour_pairs", "talent_studios", "contract",
                                               "repair_fund", "organisation_ladder", "alliance", "three_lists"}));
}

/// The days on which a daily series differs.
std::set<std::size_t> days_apart(const std::vector<double>& one, const std::vector<double>& other) {
  std::set<std::size_t> days;
  for (std::size_t day = 0; day < one.size(); ++day) {
    if (one[day] != other[day]) days.insert(day);
  }
  return days;
}

TEST(LeadTime, BeforeItNothingDiffersAndAfterItSomethingDoes) {
  constexpr std::int64_t lead = 20;
  const Settings today = busy_settings({.households = 400, .days = 60});
  const std::vector<std::pair<std::string, Change>> changes{
      {"grid_workers", [](Settings& s) { s.set("grid_workers.extra_full_time", std::int64_t{2}); }},
      {"window", [](Settings& s) { s.set("window.staff", std::int64_t{0}); }},
      {"paperwork", [](Settings& s) { s.set("paperwork.share", .9); }},
      {"outside_servers", [](Settings& s) { s.set("outside_servers.property_median", 6.0); }},
      {"patrol", [](Settings& s) { s.switch_on("patrol", false); }},
      {"home_visits", [](Settings& s) { s.switch_on("home_visits", false); }},
      {"merged_grids", [](Settings& s) { s.switch_on("merged_grids", false); }},
      {"roaming_couriers",
       [](Settings& s) {
         s.set("roaming_couriers.enrolled_share", 1.0);
         s.set("roaming_couriers.notice_chance", .5);
         s.set("roaming_couriers.belief_start", 1.0);
         s.set("roaming_couriers.false_per_1000_stops", 50.0);
       }},
      {"act_before_complaint", [](Settings& s) { s.set("act_before_complaint.act_share", 1.0); }},
      {"staffing", [](Settings& s) { s.set("staffing.quits_per_year", 20.0); }},
      {"volunteer_teams", [](Settings& s) { s.switch_on("volunteer_teams", false); }},
      {"double_check_in",
       [](Settings& s) {
         s.set("double_check_in.members_share", .8);
         s.set("double_check_in.hours_per_year", 200.0);
       }},
      {"neighbour_pairs",
       [](Settings& s) {
         s.set("neighbour_pairs.pairs_share", 1.0);
         s.set("neighbour_pairs.checks_per_week", 7.0);
         s.set("neighbour_pairs.notice_chance", 1.0);
       }},
      {"talent_studios", [](Settings& s) { s.switch_on("talent_studios", false); }},
      {"contract", [](Settings& s) { s.switch_on("contract", false); }},
      {"repair_fund", [](Settings& s) { s.set("repair_fund.finder", std::string("all")); }},
      {"organisation_ladder", [](Settings& s) { s.switch_on("organisation_ladder", false); }},
      {"alliance", [](Settings& s) { s.switch_on("alliance", false); }},
      {"three_lists", [](Settings& s) { s.switch_on("three_lists", false); }}};
  std::vector<Settings> policies{today};
  for (const auto& [section, change] : changes) {
    change(policies.emplace_back(today));
    policies.back().set(section + ".lead_days", static_cast<double>(lead));
  }
  const PolicyExperiment experiment(policies);
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const RunResult baseline = warm->live_on(0);
  for (std::uint32_t p = 1; p < policies.size(); ++p) {
    SCOPED_TRACE(changes[p - 1].first);
    const RunResult run = warm->live_on(p);
    std::set<std::size_t> apart;
    for (const char* series : {"open_requests", "arisen", "reported", "fixed", "workers_at_post", "satisfaction",
                               "belief", "volunteers_by_day"}) {
      apart.merge(days_apart(values(experiment.layout(), baseline, series), values(experiment.layout(), run, series)));
    }
    ASSERT_FALSE(apart.empty());
    EXPECT_GE(*apart.begin(), static_cast<std::size_t>(lead));
  }
}

TEST(Branch, EqualsARunListedElsewhereAndARunOfItsOwn) {
  const Settings today = busy_settings();
  Settings more = today;
  more.set("grid_workers.extra_full_time", std::int64_t{1});
  Settings less = today;
  less.set("paperwork.share", .2);
  const PolicyExperiment both({today, more, less});
  const PolicyExperiment swapped({today, less, more});
  const PolicyExperiment alone({today, more});
  const auto digest = [](const PolicyExperiment& experiment, std::uint32_t policy) {
    return run_digest(experiment.layout(), run_of(experiment, policy));
  };
  EXPECT_EQ(digest(both, 1), digest(swapped, 2));
  EXPECT_EQ(digest(both, 1), digest(alone, 1));
  EXPECT_EQ(digest(both, 2), digest(swapped, 1));
  EXPECT_NE(digest(both, 1), digest(both, 2));
}

/// A society that lives through warm-up and policy in one go, never copied.
TEST(Branch, EqualsASocietyThatWasNeverCopied) {
  Settings today = busy_settings();
  Settings more = today;
  more.set("grid_workers.extra_full_time", std::int64_t{1});
  const PolicyExperiment experiment({today, more});
  Society society = experiment.society(0);
  society.set_timeline(experiment.timeline(1));
  advance(society, {experiment.calendar().start, experiment.calendar().end}, experiment.window());
  society.finish();
  const RunResult branch = run_of(experiment, 1);
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  static_cast<void>(warm->live_on(0));  // another branch lives first
  EXPECT_EQ(result_arrays(society, experiment.layout()), branch.arrays);
  EXPECT_EQ(warm->live_on(1).arrays, branch.arrays);
}

}  // namespace
}  // namespace cogov::testing
