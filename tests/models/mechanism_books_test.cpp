/// What mechanisms claim, book and keep of what they do: once, at its time, and within the day.
#include <gtest/gtest.h>

#include <set>

#include "models/registry.hpp"
#include "tests/models/probe.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

Settings with(const std::string& section, const Size& size) {
  Settings settings = small_settings(size);
  at_once(settings);
  settings.switch_on(section, true);
  settings.set("grid_workers.leave_days", 0.0);
  settings.set("staffing.quits_per_year", 0.0);
  return settings;
}

/// Requests of one kind only, of so many minutes each, and so many a year.
void only(Settings& settings, const std::string& kind, double minutes, const std::string& server) {
  const std::string path = "request_kinds." + kind + ".";
  settings.set("requests.only", std::vector<std::string>{kind});
  settings.set(path + "served_by", std::vector<std::string>{server});
  settings.set(path + "service_shape", std::string("fixed"));
  settings.set(path + "service_median", minutes);
  settings.set(path + "service_p90", minutes);
}

/// What a mechanism kept whose words begin like this.
std::vector<OwnEvent> kept(const Lived& lived, const std::string& section, const std::string& words) {
  std::vector<OwnEvent> found;
  for (const OwnEvent& event : lived.community().events) {
    const Section& of = mechanism_section(event.mechanism);
    if (of.key == section && of.events[event.what].starts_with(words)) found.push_back(event);
  }
  return found;
}

TEST(Academy, WhoChangesGridsHandsThemOverOnAWorkingDay) {
  Settings settings = with("academy", {.households = 100, .warmup_days = 0, .days = 365});
  settings.set("grid_workers.full_time", std::int64_t{6});
  settings.set("academy.lectures_per_year", 0.0);
  settings.set("academy.exchanges_per_year", 12.0);
  settings.set("academy.exchanged_share", 1.0);
  settings.set("academy.handover_hours", 4.0);
  const Lived lived(settings);
  EXPECT_GE(lived.of("academy_exchanged"), 6 * 11);
  EXPECT_EQ(lived.of("academy_handover_hours"), 4 * lived.of("academy_exchanged"));
}

TEST(JobDesk, SendsWhoWaitsTooLongToTheClerkWhoWouldHaveServedThem) {
  Settings settings = with("job_desks", {.households = 300, .warmup_days = 0, .days = 90});
  only(settings, "jobs", 30, "window");
  settings.set("request_kinds.jobs.rate_17_59", 1000.0);
  settings.set("job_desks.vacancies_per_month", 0.0);
  settings.set("job_desks.longest_wait", 5.0);
  const Lived lived(settings);
  EXPECT_GT(lived.of("served_by_server", static_cast<std::size_t>(Server::window)), 5);
}

TEST(PublishedContacts, NobodyIsOnTheTelephoneLongerThanTheClockGoes) {
  Settings settings = with("published_contacts", {.households = 500, .warmup_days = 0, .days = 30});
  settings.set("grid_workers.full_time", std::int64_t{1});
  settings.set("published_contacts.noticed_share", 1.0);
  settings.set("published_contacts.other_calls", 500.0);
  settings.set("published_contacts.call_minutes", 120.0);
  const Lived lived(settings);
  EXPECT_GT(lived.of("worker_call_hours"), 30 * 10);
  EXPECT_LE(lived.of("worker_call_hours"), 30 * 24);
  EXPECT_GT(lived.of("worker_calls_engaged"), 0);
}

TEST(RepairFund, PaysOnceForWorkThatWasAgreedOnWhenItWasDropped) {
  Settings fund = with("repair_fund", {.households = 600, .warmup_days = 0, .days = 60});
  only(fund, "street_fault", 60, "department");
  fund.set("request_kinds.street_fault.rate_places", 500.0);
  fund.set("request_kinds.street_fault.reported_share", .9);
  fund.set("repair_fund.finder", std::string("all"));
  fund.set("repair_fund.yuan_per_year", 1e6);
  fund.set("repair_fund.response_median", 3.0);
  Settings none = fund;
  none.switch_on("repair_fund", false);
  Life life(fund);
  life.change(none, {}, 20);
  life.change(fund, {}, 21);
  life.until(60);
  const RepairTally& repairs = life.community(0).tally.repairs;
  const std::int64_t served = life.community(0).tally.served[static_cast<std::size_t>(Server::contractor)];
  EXPECT_GT(repairs.paid, 5);
  EXPECT_GE(repairs.seconds, served * hour_seconds);
  EXPECT_LE(repairs.seconds, (served + 2) * hour_seconds);  // what lapses after it has been paid ahead stays paid
}

TEST(TravellingMarket, EachComesAtATimeOfTheirOwnAndALongCaseIsServedWhereNobodyWaits) {
  Settings settings = with("travelling_market", {.households = 300, .warmup_days = 0, .days = 60});
  only(settings, "papers", 250, "leader");
  settings.set("request_kinds.papers.rate_17_59", 1000.0);
  settings.set("travelling_market.cycle_days", std::int64_t{10});
  settings.set("travelling_market.announced", 1.0);
  settings.set("travelling_market.interest", 1.0);
  settings.set("travelling_market.at_home_17_59", 1.0);
  settings.set("travelling_market.at_home_others", 1.0);
  settings.set("travelling_market.decay", 0.0);
  const Lived lived(settings);
  EXPECT_GE(lived.of("market_served"), 5);
  Settings quick = settings;
  only(quick, "papers", 5, "leader");
  quick.set("travelling_market.stalls", std::int64_t{20});
  const Lived served(quick);
  std::set<Seconds> times;
  for (const OwnEvent& event : kept(served, "travelling_market", "who came")) times.insert(event.time);
  EXPECT_GT(times.size(), 20u);
  EXPECT_EQ(served.of("market_turned_away"), 0);
}

TEST(OnePlusSix, KeepsWhoWasThereOneByOne) {
  Settings settings = with("one_plus_six", {.households = 400, .warmup_days = 0, .days = 200});
  only(settings, "dispute", 300, "grid_worker");
  settings.set("request_kinds.dispute.rate_places", 100.0);
  settings.set("request_kinds.dispute.reported_share", .9);
  const Lived lived(settings);
  const std::vector<OwnEvent> met = kept(lived, "one_plus_six", "team met");
  std::set<std::int64_t> members;
  for (const OwnEvent& event : met) {
    members.insert(event.subject);
    EXPECT_GT(event.amount, 0);
  }
  ASSERT_GT(members.size(), 3u);
  EXPECT_LT(*members.rbegin(), 7);
}

TEST(OneOffCosts, AreWhatIsPaidBeyondTheYearlyPace) {
  Settings settings = with("emergency_surge", {.households = 300, .warmup_days = 0, .days = 120});
  settings.set("emergency.event", std::string("storm"));
  settings.set("emergency.from_day", std::int64_t{10});
  Settings left = settings;
  left.switch_on("emergency_surge", false);
  const Lived surge(settings);
  const Lived none(left);
  const double years = 120. / 365;
  const double all = (surge.of("budget_yuan_per_year") + surge.of("off_budget_yuan_per_year")) * years;
  EXPECT_NEAR(surge.of("yearly_cost_yuan") * years + surge.of("one_off_cost_yuan"), all, 1);
  EXPECT_NEAR(surge.of("yearly_cost_yuan"), none.of("yearly_cost_yuan"), 1);
  EXPECT_GT(surge.of("one_off_cost_yuan"), none.of("one_off_cost_yuan") + 1000);
}

}  // namespace
}  // namespace cogov::testing
