/// The alliance and the lists: what is pledged, honoured and used, what meeting costs, and how both fail.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t truth = 0, records = 1, claims = 2;
/// Day 0 is the 49th: 26 fortnightly meetings with all that prepares them lie in the year, or twelve monthly ones.
constexpr Size year{.households = 700, .warmup_days = 49, .days = 365};

std::size_t place_of(Server which) { return static_cast<std::size_t>(which); }
std::size_t place_of(CostItem which) { return static_cast<std::size_t>(which); }

/// A society with many needs that organisations may serve.
Settings needy(Size size = year) {
  Settings settings = small_settings(size);
  for (const char* kind : {"home_care", "home_repairs", "medical_help", "jobs", "child_care"}) {
    const std::string at = "request_kinds." + std::string(kind) + ".";
    for (const char* rate : {"rate_17_59", "rate_60_79", "rate_80_plus"}) settings.set(at + rate, 150.0);
    settings.set(at + "lapse_days", 120.0);
  }
  settings.set("staffing.quits_per_year", 0.0);
  settings.set("organisations.last_resort", false);
  at_once(settings);
  return settings;
}

Settings with_alliance(Settings settings = needy()) {
  settings.switch_on("alliance", true);
  return settings;
}

Settings with_lists(Settings settings = needy()) {
  settings.switch_on("three_lists", true);
  return settings;
}

Settings with(Settings settings, const std::string& path, Value value) {
  settings.set(path, std::move(value));
  return settings;
}

/// Only what somebody of 17-59 asks of offices.
Settings with_jobs_only() {
  Settings settings = with_alliance();
  settings.set("requests.only", std::vector<std::string>{"jobs"});
  for (const char* rate : {"rate_0_16", "rate_60_79", "rate_80_plus"})
    settings.set(std::string("request_kinds.jobs.") + rate, 0.0);
  for (const char* type : {"clinics", "schools", "repairers", "shops"})
    settings.set(std::string("organisations.") + type, 0.0);
  settings.set("organisations.offices", 1.0);
  settings.set("organisations.at_home", 1.0);
  return settings;
}

double duties(const Runs& runs, std::size_t policy) {
  const auto at = static_cast<std::size_t>(Activity::duties);
  return runs.of(policy, "grid_worker_hours", at) + runs.of(policy, "window_hours", at);
}

TEST(Organisations, AreLeftWhatNobodyElseHereCanDo) {
  const Settings waits = with_alliance();
  const Settings last = with(waits, "organisations.last_resort", true);
  const Runs first({waits});
  const Runs then({last});
  const auto jobs = static_cast<std::size_t>(17);
  EXPECT_LT(then.of(0, "burden_days_by_kind", jobs), first.of(0, "burden_days_by_kind", jobs))
      << "the window does what would have waited for a meeting";
  EXPECT_GT(then.of(0, "served_by_organisations"), 0) << "what only they can do is still theirs";
  EXPECT_LT(then.of(0, "served_by_organisations"), first.of(0, "served_by_organisations"));
}

TEST(AllianceMeetings, FortnightlyTakeTheHoursOfUnitsAndStaff) {
  const Settings fortnightly = with(with_alliance(), "alliance.meeting_every_days", std::int64_t{14});
  const Runs runs({needy(), fortnightly, with_alliance()});
  EXPECT_EQ(runs.of(1, "alliance_meetings"), 26);
  EXPECT_EQ(runs.of(1, "alliance_meeting_hours"), 26 * 31 * 2);  // the plausible year's 1,612
  EXPECT_EQ(runs.of(2, "alliance_meeting_hours"), 12 * 31 * 2);  // and 744
  EXPECT_EQ(runs.of(1, "cost_quantity_by_item", place_of(CostItem::unit_meetings)), 26 * 31 * 2 * 3600);
  EXPECT_NEAR(runs.of(1, "alliance_staff_hours"), 26 * 23.5, 1e-9);
  // Some days begin with what was begun the day before and end without duties, with an alliance or without.
  EXPECT_NEAR(duties(runs, 1) - duties(runs, 0), 26 * 23.5, .01 * 26 * 23.5);
  EXPECT_EQ(runs.of(0, "alliance_staff_hours"), 0);
}

TEST(AllianceMeetings, CostOnlyTheUnitsThatCome) {
  const Runs runs({needy(), with(with_alliance(), "alliance.attendance", .5)});
  // 372 seats; five standard deviations of a fair coin's share are 13 points.
  EXPECT_NEAR(runs.of(1, "alliance_meeting_hours") / 744, .5, .13);
}

TEST(Alliance, ServesWithWhatIsHonoured) {
  const Runs runs({needy(), with_alliance(), with(with_alliance(), "alliance.honour", 1.0)});
  EXPECT_EQ(runs.of(0, "served_by_organisations"), 0);
  EXPECT_GT(runs.of(1, "served_by_organisations"), 50);
  // What is not settled is handed on.
  EXPECT_GE(runs.of(1, "served_by_organisations"), runs.of(1, "served_by_server", place_of(Server::alliance)));
  EXPECT_GT(runs.of(1, "organisation_hours_used"), 50);
  EXPECT_LT(runs.of(1, "organisation_hours_used"), runs.of(1, "alliance_hours_honoured"));
  EXPECT_NEAR(runs.of(1, "alliance_hours_pledged"), 24. * 31 * 12 * 30 / 365, 1);
  // 31 units, a third of whose spread is persistent: 0.6 within five standard errors of .28 / sqrt(31).
  EXPECT_NEAR(runs.of(1, "pledges_honoured_share"), .6, .25);
  EXPECT_GT(runs.of(1, "pledges_not_honoured"), 0);
  EXPECT_GT(runs.of(2, "served_by_organisations"), runs.of(1, "served_by_organisations"));
}

TEST(Alliance, WhosePledgesAreAlwaysHonouredGivesAllItPledges) {
  Settings always = with(with_alliance(), "alliance.honour", 1.0);
  always.set("alliance.unused_effect", 0.0);
  const Runs runs({needy(), always});
  EXPECT_EQ(runs.of(1, "pledges_honoured_share"), 1);
  EXPECT_EQ(runs.of(1, "pledges_not_honoured"), 0);
}

/// Paper offers: meetings cost, needs wait, nobody is served.
TEST(Alliance, WhoseUnitsNeverHonourServesNobody) {
  const Runs runs({needy(), with(with_alliance(), "alliance.honour", 0.0)});
  EXPECT_EQ(runs.of(1, "alliance_meeting_hours"), 744);
  EXPECT_GT(runs.of(1, "alliance_hours_pledged"), 700);
  EXPECT_EQ(runs.of(1, "alliance_hours_honoured"), 0);
  EXPECT_EQ(runs.of(1, "pledges_honoured_share"), 0);
  EXPECT_GT(runs.of(1, "pledges_not_honoured"), 50);
  EXPECT_EQ(runs.of(1, "served_by_server", place_of(Server::alliance)), 0);
  EXPECT_EQ(runs.of(1, "cost_by_item", place_of(CostItem::unit_hours)), 0);
  EXPECT_GT(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
}

TEST(Alliance, CostsItsHoursAtTheirPrice) {
  const Settings dear = with(with_alliance(), "costs.unit_hour", 90.0);
  const Runs runs({with(needy(), "costs.unit_hour", 90.0), dear});
  const double meetings = runs.of(1, "cost_by_item", place_of(CostItem::unit_meetings));
  const double hours = runs.of(1, "cost_by_item", place_of(CostItem::unit_hours));
  EXPECT_NEAR(meetings, 744 * 90., 1e-6);
  EXPECT_NEAR(hours, runs.of(1, "alliance_hours_honoured") * 90., 1e-6);
  EXPECT_NEAR(runs.of(1, "off_budget_yuan_per_year") - runs.of(0, "off_budget_yuan_per_year"), meetings + hours, 1e-6);
}

TEST(Alliance, OffersFitByKindNoticeAndOfficeHours) {
  Settings schools = with_jobs_only();
  schools.set("organisations.offices", 0.0);
  schools.set("organisations.schools", 1.0);
  Settings short_lived = with_jobs_only();
  short_lived.set("request_kinds.jobs.lapse_days", 6.0);
  const Settings at_work = with(with_jobs_only(), "organisations.at_home", 0.0);
  Settings evenings = at_work;  // shops serve no jobs, so that nobody is open for those at work
  evenings.set("organisations.shops", 1.0);
  const auto matched = [](const Settings& settings) { return Runs({settings}).of(0, "offers_matched"); };
  EXPECT_GT(matched(with_jobs_only()), 50);
  EXPECT_EQ(matched(schools), 0);
  EXPECT_EQ(matched(short_lived), 0);
  EXPECT_EQ(matched(at_work), 0);
  EXPECT_EQ(matched(evenings), 0);
}

TEST(Alliance, GathersWhatNobodyHasReported) {
  const Runs runs(
      {needy(), with(with_alliance(), "alliance.gathering", 0.0), with(with_alliance(), "alliance.gathering", .8)});
  EXPECT_EQ(runs.of(1, "needs_gathered"), 0);
  EXPECT_GT(runs.of(2, "needs_gathered"), 100);
  EXPECT_GT(runs.of(2, "found_first_share"), runs.of(1, "found_first_share"));
}

TEST(Alliance, WhatItDoesNotAnswerGoesToTheNext) {
  Settings patient = with(with_jobs_only(), "alliance.honour", 0.0);
  patient.set("organisations.waits", 3650.0);
  const Settings waits = with(patient, "organisations.waits", 30.0);
  const std::size_t window = place_of(Server::window);
  EXPECT_EQ(Runs({patient}).of(0, "served_by_server", window), 0);
  EXPECT_GT(Runs({waits}).of(0, "served_by_server", window), 20);
}

/// Nobody asks for anything that an organisation could serve.
TEST(Alliance, UnusedOffersMakeUnitsCareless) {
  Settings unused = with_alliance(small_settings({.warmup_days = 0, .days = 365}));
  at_once(unused);
  unused.set("requests.only", std::vector<std::string>{"litter"});
  unused.set("alliance.honour", 1.0);
  unused.set("alliance.unused_effect", 0.0);
  const Settings careless = with(unused, "alliance.unused_effect", .2);
  const Runs runs({unused, careless});
  EXPECT_EQ(runs.of(0, "pledges_honoured_share"), 1);
  EXPECT_LT(runs.of(1, "pledges_honoured_share"), .5);
  EXPECT_GT(runs.of(1, "pledges_honoured_share"), .1);
  EXPECT_EQ(runs.of(1, "organisation_hours_used"), 0);
}

/// An alliance that only meets, and whose meetings take nobody's time on the staff.
Settings only_meets(double familiarity) {
  Settings settings = with_alliance();
  settings.set("requests.wrong_owner_share", 1.0);
  settings.set("requests.hand_off_delay", 6.0);
  settings.set("alliance.hours_per_unit", 0.0);
  settings.set("alliance.staff_hours", 0.0);
  settings.set("alliance.staff_hours_per_unit", 0.0);
  settings.set("alliance.familiarity", familiarity);
  return settings;
}

TEST(Familiarity, OfNoneIsExactlyNoDifferenceButTheMeetingsThemselves) {
  Settings off = only_meets(0);
  off.switch_on("alliance", false);
  const PolicyExperiment experiment({off, only_meets(0)});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const std::vector<std::string> names = differing(experiment.layout(), warm->live_on(0), warm->live_on(1));
  for (const std::string& name : names) {
    const bool of_meetings = name.starts_with("alliance_meeting") || name.find("cost") != std::string::npos ||
                             name.find("off_budget") != std::string::npos;
    EXPECT_TRUE(of_meetings) << name;
  }
  EXPECT_FALSE(names.empty());
}

TEST(Familiarity, ShortensHandOffs) {
  const Runs runs({only_meets(0), only_meets(.8)});
  EXPECT_EQ(runs.of(0, "familiarity"), 0);
  EXPECT_GT(runs.of(1, "familiarity"), .6);
  EXPECT_LT(runs.of(1, "familiarity"), .8);
  EXPECT_EQ(runs.of(0, "true_requests") > 0, runs.of(1, "true_requests") > 0);
  // Every request is handed off once at least, in six days on average; over the year .5 of that is saved.
  EXPECT_LT(runs.of(1, "resolution_days_median"), runs.of(0, "resolution_days_median") - 1);
}

TEST(Familiarity, IsForgottenBetweenMeetings) {
  Settings often = only_meets(.8);
  Settings seldom = often;
  seldom.set("alliance.familiarity_half_life", .5);
  const Runs runs({often, seldom});
  EXPECT_LT(runs.of(1, "familiarity"), .6 * runs.of(0, "familiarity"));
}

TEST(ThreeLists, OfRealResourcesServe) {
  const Runs runs({needy(), with(with_lists(), "three_lists.usable_share", 1.0)});
  EXPECT_GT(runs.of(1, "served_by_organisations"), 50);
  EXPECT_EQ(runs.of(1, "paper_matches"), 0);
  EXPECT_EQ(runs.of(1, "list_paper_share"), 0);
  EXPECT_EQ(runs.of(1, "alliance_meeting_hours"), 0);
  EXPECT_GT(runs.of(1, "list_staff_hours"), 12 * 40 * 3 / 60.);  // twelve times forty entries, and needs
  EXPECT_LT(runs.of(1, "list_staff_hours"), 20 * 40 * 3 / 60.);
  // Called on, not set aside: what is agreed on costs, though some needs lapse before the notice is over.
  const double booked = runs.of(1, "cost_quantity_by_item", place_of(CostItem::unit_hours)) / 3600;
  EXPECT_GE(booked, runs.of(1, "organisation_hours_used") * .95);
  EXPECT_LT(booked, runs.of(1, "organisation_hours_used") * 1.8);
}

TEST(ThreeLists, OfPaperClaimWhatNobodyDoes) {
  const Runs runs({needy(), with(with_lists(), "three_lists.usable_share", 0.0)});
  EXPECT_EQ(runs.of(1, "served_by_organisations"), 0);
  EXPECT_EQ(runs.of(1, "list_paper_share"), 1);
  EXPECT_GT(runs.of(1, "paper_matches"), 50);
  EXPECT_EQ(runs.of(1, "answered_in_ledgers", truth), 0);
  EXPECT_EQ(runs.of(1, "answered_in_ledgers", records), 0);
  EXPECT_EQ(runs.of(1, "answered_in_ledgers", claims), runs.of(1, "paper_matches"));
  EXPECT_GT(runs.of(1, "cases_by_ledger", claims), runs.of(0, "cases_by_ledger", claims));
  EXPECT_GT(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
}

TEST(ThreeLists, WithAnAllianceMatchItsPledgesToo) {
  Settings both = with_lists(with_alliance());
  both.set("three_lists.hours_per_resource", 0.0);  // nothing but the list itself
  const Runs runs({needy(), with_alliance(), both});
  EXPECT_GT(runs.of(2, "offers_matched"), runs.of(1, "offers_matched"));  // the best for all, and twice as often
  EXPECT_EQ(runs.of(2, "paper_matches"), 0);
}

/// Books balance at every midnight, whatever is switched on or off at day 0.
TEST(OffersBooks, BalanceWhenPoliciesComeAndGo) {
  const Settings none = needy({.communities = 2, .households = 300, .warmup_days = 60, .days = 90});
  const std::vector<Settings> policies{with_lists(with_alliance(none)), none, with_alliance(none), with_lists(none),
                                       with(with_alliance(none), "alliance.units", std::int64_t{0})};
  for (const std::size_t baseline : {0U, 1U}) {
    std::vector<Settings> ordered = policies;
    std::swap(ordered[0], ordered[baseline]);
    const PolicyExperiment experiment(ordered);
    const Calendar& calendar = experiment.calendar();
    for (std::uint32_t policy = 0; policy < ordered.size(); ++policy) {
      Society society = experiment.society(0);
      society.set_timeline(experiment.timeline(policy));
      for (Seconds now = calendar.start; now < calendar.end; now += day_seconds) {
        advance(society, {now, now + day_seconds}, experiment.window());
        ASSERT_NO_THROW(society.check_books(now + day_seconds)) << policy << " after " << baseline;
      }
      const Settings& now = society.rules().settings;
      const bool meets = now.on("alliance") && now.integer("alliance.units") > 0;
      EXPECT_EQ(society.community(0).hand_off_factor != 1, meets);
      EXPECT_EQ(society.community(0).offers.units.empty(), !meets);
      EXPECT_EQ(society.community(0).offers.entries.empty(), !now.on("three_lists"));
    }
  }
}

TEST(OffersRuns, DoNotDependOnTheWindow) {
  const Settings settings = with_lists(with_alliance(needy({.communities = 2, .households = 300, .days = 90})));
  const std::string digest = digest_of(with(settings, "run.window_seconds", std::int64_t{900}));
  EXPECT_EQ(digest_of(with(settings, "run.window_seconds", std::int64_t{3600})), digest);
  EXPECT_EQ(digest_of(with(settings, "run.window_seconds", std::int64_t{86400})), digest);
}

}  // namespace
}  // namespace cogov::testing
