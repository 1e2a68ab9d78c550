/// Harm is counted once, and to somebody: splits add up, are zero where nothing happens, and move where it does.
#include <gtest/gtest.h>

#include <cmath>

#include "models/harm_state.hpp"
#include "models/population.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t exclusive_classes = 5;  // the others overlap with these
constexpr Size village{.households = 250, .warmup_days = 30, .days = 120};

std::size_t at(Watcher watcher) { return static_cast<std::size_t>(watcher); }
std::size_t at(Bearer bearer) { return static_cast<std::size_t>(bearer); }
std::size_t at(FloorGroup floor) { return static_cast<std::size_t>(floor); }
std::size_t at(ReportingThird third) { return static_cast<std::size_t>(third); }

Settings busy() {
  Settings settings = busy_settings(village);
  at_once(settings);
  settings.set("act_before_complaint.padding", 0.0);
  settings.set("contests.padding", 0.0);
  return settings;
}

/// A littered place where many children lead, and nobody else looks.
Settings with_children() {
  Settings settings = small_settings(village);
  settings.set("request_kinds.litter.rate_places", 1000.0);
  settings.switch_on("youth_leaders", true);
  settings.set("youth_leaders.share", 1.0);
  settings.set("youth_leaders.consent_chance", 1.0);
  settings.set("youth_leaders.notice_chance", 1.0);
  settings.set("youth_leaders.rounds_per_week", std::int64_t{5});
  at_once(settings);
  return settings;
}

/// Riders who all report much of what they see.
Settings with_riders() {
  Settings settings = small_settings({.households = 900, .warmup_days = 30, .days = 180});
  settings.switch_on("roaming_couriers", true);
  settings.set("roaming_couriers.enrolled_share", 1.0);
  settings.set("roaming_couriers.notice_chance", .2);
  settings.set("roaming_couriers.false_per_1000_stops", 2.0);
  at_once(settings);
  return settings;
}

/// A sum over groups of what is told per person, times people.
double all_of(const Runs& runs, const std::string& measure, const std::string& people, std::size_t groups,
              std::size_t policy = 0) {
  double sum = 0;
  for (std::size_t i = 0; i < groups; ++i) sum += runs.of(policy, measure, i) * runs.of(policy, people, i);
  return sum;
}

double residents(const Runs& runs) {
  double sum = 0;
  for (std::size_t i = 0; i < exclusive_classes; ++i) sum += runs.of(0, "residents_by_class", i);
  return sum;
}

TEST(Watching, IsOfSomebodyAndBySomebody) {
  const Runs runs({busy()});
  const double people = residents(runs);
  const double years = village.days / 365.0;
  double by_watcher = 0;
  for (std::size_t w = 0; w < watcher_count; ++w) by_watcher += runs.of(0, "intrusions_by_watcher", w) * people;
  EXPECT_NEAR(all_of(runs, "intrusions_by_class", "residents_by_class", exclusive_classes), by_watcher, 1e-6);
  const double of_places = runs.of(0, "records_of_places") / years;
  EXPECT_GT(of_places, 0);
  EXPECT_NEAR(runs.of(0, "intrusions_per_person") * people, by_watcher + of_places, 1e-6);
  // Doors, whether they opened; cases on record; neighbours' checks; conduct that children told of.
  const double looks = runs.of(0, "visits_by_ledger", 2) + runs.of(0, "cases_by_ledger", 1) +
                       runs.of(0, "pair_checks") + runs.of(0, "youth_told_on");
  EXPECT_NEAR(runs.of(0, "intrusions_per_person") * people * years, looks, 1e-6);
}

TEST(Watching, ByChildrenIsThereOnlyWhereChildrenLead) {
  Settings without = with_children();
  without.switch_on("youth_leaders", false);
  const Runs runs({with_children()});
  EXPECT_GT(runs.of(0, "youth_told_on"), 10);
  const std::size_t children = at(Watcher::children);
  EXPECT_GT(runs.of(0, "intrusions_by_watcher", children), 0);
  EXPECT_GE(runs.of(0, "intrusions_by_watcher", children) * residents(runs) * village.days / 365,
            runs.of(0, "youth_told_on"));
  const Runs never({without});
  EXPECT_EQ(never.of(0, "intrusions_by_watcher", children), 0);
}

TEST(Watching, FallsOnThoseWhoAreVisited) {
  Settings without = small_settings(village);
  at_once(without);
  Settings with = without;
  with.switch_on("home_visits", true);
  with.set("home_visits.alone_60_plus", 0.0);
  with.set("home_visits.aged_80_plus", 52.0);
  const Runs runs({without, with});
  const auto aged = static_cast<std::size_t>(ResidentClass::aged);
  const auto child = static_cast<std::size_t>(ResidentClass::child);
  EXPECT_GT(runs.of(1, "intrusions_by_class", aged), runs.of(0, "intrusions_by_class", aged) + 20);
  EXPECT_LT(runs.of(1, "intrusions_by_class", child), runs.of(0, "intrusions_by_class", child) + 1);
  EXPECT_GT(runs.of(1, "intrusions_most_watched_tenth"), runs.of(0, "intrusions_most_watched_tenth") + 10);
  EXPECT_GE(runs.of(0, "intrusions_most_watched_tenth"), runs.of(0, "intrusions_by_class", child));
  EXPECT_GT(runs.of(1, "intrusions_by_watcher", at(Watcher::staff)),
            runs.of(0, "intrusions_by_watcher", at(Watcher::staff)));
}

TEST(UnpaidHours, AreGivenBySomebody) {
  Settings without = with_children();
  without.switch_on("youth_leaders", false);
  const Runs runs({busy()});
  double sum = 0;
  for (std::size_t b = 0; b < bearer_count; ++b) sum += runs.of(0, "unpaid_hours_by_bearer", b);
  EXPECT_NEAR(sum, runs.of(0, "unpaid_hours"), 1e-6);
  for (const Bearer bearer :
       {Bearer::volunteers, Bearer::leaders, Bearer::neighbours, Bearer::children, Bearer::residents}) {
    EXPECT_GT(runs.of(0, "unpaid_hours_by_bearer", at(bearer)), 0) << at(bearer);
  }
  EXPECT_GT(Runs({with_riders()}).of(0, "unpaid_hours_by_bearer", at(Bearer::riders)), 0);
  EXPECT_EQ(Runs({without}).of(0, "unpaid_hours_by_bearer", at(Bearer::children)), 0);
}

TEST(Riders, LoseByTheHourAndOnlyWhereTheyReport) {
  Settings without = with_riders();
  without.switch_on("roaming_couriers", false);
  const Runs runs({with_riders()});
  EXPECT_GT(runs.of(0, "rider_hours_lost_each"), 0);
  const double rider_years = runs.of(0, "rider_minutes_lost") / 60 / runs.of(0, "rider_hours_lost_each");
  const double riders = rider_years * 365 / 180;
  EXPECT_NEAR(riders, std::floor(riders + .5), 1e-6);
  EXPECT_NEAR(runs.of(0, "rider_crashes_each") * rider_years, runs.of(0, "rider_extra_crashes"), 1e-6);
  const double pay = runs.of(0, "rider_minutes_lost") * .5 + runs.of(0, "rider_late_orders") * 5;
  EXPECT_NEAR(runs.of(0, "rider_pay_lost_each") * rider_years, pay, 1e-6);
  const Runs nobody({without});
  for (const char* measure : {"rider_hours_lost_each", "rider_pay_lost_each", "rider_crashes_each"}) {
    EXPECT_EQ(nobody.of(0, measure), 0) << measure;
  }
}

TEST(Groups, UnmetDaysAddUpByClassFloorAndReadinessToReport) {
  const Runs runs({busy()});
  const double by_class = all_of(runs, "unmet_days_by_class", "residents_by_class", exclusive_classes);
  EXPECT_GT(by_class, 0);
  EXPECT_NEAR(all_of(runs, "unmet_days_by_floor", "residents_by_floor", floor_group_count), by_class, 1e-6 * by_class);
  EXPECT_NEAR(all_of(runs, "unmet_days_by_reporting", "residents_by_reporting", reporting_third_count), by_class,
              1e-6 * by_class);
  const double satisfied = runs.of(0, "satisfaction_mean") * residents(runs);
  EXPECT_NEAR(all_of(runs, "satisfaction_by_floor", "residents_by_floor", floor_group_count), satisfied, 1e-6);
  EXPECT_NEAR(all_of(runs, "satisfaction_by_reporting", "residents_by_reporting", reporting_third_count), satisfied,
              1e-6);
  EXPECT_NEAR(all_of(runs, "belonging_by_floor", "residents_by_floor", floor_group_count),
              runs.of(0, "belonging_mean") * residents(runs), 1e-6);
}

TEST(Groups, ThirdsAreThirdsAndFloorsAreAFactOfThePlace) {
  const Runs runs({small_settings({.households = 2000, .warmup_days = 1, .days = 1})});
  const double people = residents(runs);
  for (std::size_t third = 0; third < reporting_third_count; ++third) {
    EXPECT_NEAR(runs.of(0, "residents_by_reporting", third), people / 3, .05 * people) << third;
  }
  // Sixteen households, three on a floor: three at the ground, three each on the second and third, seven above.
  EXPECT_NEAR(runs.of(0, "residents_by_floor", at(FloorGroup::ground)), people * 3 / 16, .05 * people);
  EXPECT_NEAR(runs.of(0, "residents_by_floor", at(FloorGroup::middle)), people * 6 / 16, .05 * people);
  EXPECT_NEAR(runs.of(0, "residents_by_floor", at(FloorGroup::upper)), people * 7 / 16, .05 * people);
  Settings flat = small_settings({.households = 200, .warmup_days = 1, .days = 1});
  flat.set("community.homes_per_floor", std::int64_t{100});
  const Runs low({flat});
  EXPECT_EQ(low.of(0, "residents_by_floor", at(FloorGroup::ground)), residents(low));
}

TEST(Groups, WhoReportsLeastWaitsLonger) {
  Settings spread = small_settings({.households = 600, .warmup_days = 30, .days = 200});
  spread.set("society.reporting_spread", 3.0);
  const Runs runs({spread});
  EXPECT_GT(runs.of(0, "unmet_days_by_reporting", at(ReportingThird::least)),
            1.1 * runs.of(0, "unmet_days_by_reporting", at(ReportingThird::most)));
  EXPECT_GT(runs.of(0, "burden_days_by_reporting", at(ReportingThird::least)),
            1.1 * runs.of(0, "burden_days_by_reporting", at(ReportingThird::most)));
}

/// A lift that pleases those above and not the ground floor.
TEST(Groups, TheGroundFloorLosesByALift) {
  Settings without = small_settings({.households = 300, .warmup_days = 1, .days = 200});
  without.set("community.share_80_plus", .15);
  at_once(without);
  Settings with = without;
  with.switch_on("shared_project_consent", true);
  const std::string lift = "shared_project_consent.";
  with.set(lift + "cases_per_year", 12.0);
  with.set(lift + "without_lift", 1.0);
  with.set(lift + "consent", .01);
  with.set(lift + "quorum", .01);
  with.set(lift + "vote_every_days", std::int64_t{10});
  with.set(lift + "lifts_per_year", 100.0);
  with.set(lift + "works_days", std::int64_t{10});
  with.set(lift + "papers_days", std::int64_t{14});
  const Runs runs({without, with});
  ASSERT_GT(runs.of(1, "lifts_done"), 5);
  const auto change = [&](FloorGroup floor) {
    return runs.of(1, "satisfaction_by_floor", at(floor)) - runs.of(0, "satisfaction_by_floor", at(floor));
  };
  EXPECT_LT(change(FloorGroup::ground), -.01);
  EXPECT_GT(change(FloorGroup::upper), change(FloorGroup::middle));
  EXPECT_GT(change(FloorGroup::upper), .01);
}

}  // namespace
}  // namespace cogov::testing
