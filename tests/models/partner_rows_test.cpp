/// Merchants, property crews, mediation rooms, job desks: what each promises about hours, evenings, lists and fees.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "models/registry.hpp"
#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

/// A society of one community with one of the rows on.
Settings with(const std::string& section) {
  Settings settings = small_settings({.warmup_days = 0, .days = 150});
  at_once(settings);
  settings.switch_on(section, true);
  return settings;
}

/// What a mechanism kept, by the words of its event.
std::vector<OwnEvent> events_of(const Lived& lived, const std::string& section, const std::string& words) {
  std::vector<OwnEvent> found;
  for (const OwnEvent& event : lived.community().events) {
    const Section& of = mechanism_section(event.mechanism);
    if (of.key == section && of.events[event.what] == words) found.push_back(event);
  }
  return found;
}

Settings merchants() {
  Settings settings = with("caring_merchants");
  for (const char* kind : {"home_care", "errands", "home_repairs"}) {
    settings.set(std::string("request_kinds.") + kind + ".rate_17_59", 2000.0);
    settings.set(std::string("request_kinds.") + kind + ".reported_share", .9);
  }
  settings.set("caring_merchants.hours_per_week", 3.0);
  return settings;
}

TEST(CaringMerchants, GiveTheirHoursAndLittleMore) {
  const Lived lived(merchants());
  std::map<std::pair<std::int64_t, std::uint32_t>, std::int64_t> by_four_weeks;
  for (const OwnEvent& event : events_of(lived, "caring_merchants", "a merchant serves")) {
    by_four_weeks[{event.subject, event.time / (4 * week_seconds)}] += event.amount;
  }
  ASSERT_GT(by_four_weeks.size(), 8U);
  std::int64_t most = 0;
  for (const auto& [whose, seconds] : by_four_weeks) most = std::max(most, seconds);
  EXPECT_GT(most, std::int64_t{8} * hour_seconds);
  EXPECT_LT(most, std::int64_t{25} * hour_seconds);  // 5 weeks begun, what is begun is finished, and set off
}

TEST(CaringMerchants, StayWhereItPaysAndGoWhereItDoesNot) {
  Settings settings = merchants();
  settings.set("caring_merchants.leaving_per_month", 20.0);
  settings.set("caring_merchants.joins_chance", 0.0);
  settings.set("caring_merchants.margin", 10000.0);
  settings.set("caring_merchants.customers_by_service", 1.0);
  EXPECT_EQ(Lived(settings).of("merchants_left"), 0);
  settings.set("caring_merchants.margin", 0.0);
  const Lived losing(settings);
  EXPECT_GE(losing.of("merchants_left"), 5);
  const std::vector<OwnEvent> services = events_of(losing, "caring_merchants", "a merchant serves");
  ASSERT_FALSE(services.empty());
  EXPECT_LT(services.back().time, 100 * day_seconds);
}

Settings property() {
  Settings settings = with("property_on_board");
  for (const char* kind : {"leak", "building_fault"}) {
    settings.set(std::string("request_kinds.") + kind + ".rate_places", 400.0);
  }
  return settings;
}

TEST(PropertyOnBoard, CrewsHaveNoMoreHoursThanTheirDays) {
  Settings settings = property();
  settings.set("property_on_board.crew_hours", 2.0);
  settings.set("property_on_board.withhold_chance", 0.0);
  const double working_days = 150.0 * 5 / 7 + 1;
  const double hours = Lived(settings).of("property_crew_hours");
  EXPECT_LT(hours, 2 * working_days + 24);
  EXPECT_GT(hours, 1.8 * working_days);  // there is more to do than that
}

TEST(PropertyOnBoard, WithheldFeesAreHoursLost) {
  Settings settings = property();
  settings.set("property_on_board.crew_hours", 2.0);
  settings.set("property_on_board.withhold_chance", 0.0);
  const Lived paid(settings);
  settings.set("property_on_board.withhold_chance", .5);
  settings.set("property_on_board.quarrel_chance", .5);
  const Lived unpaid(settings);
  EXPECT_EQ(paid.of("fees_withheld_share"), 0);
  EXPECT_GT(unpaid.of("fees_withheld_share"), .2);
  EXPECT_LT(unpaid.of("property_crew_hours"), .85 * paid.of("property_crew_hours"));
  EXPECT_EQ(unpaid.of("fee_disputes"),
            static_cast<double>(events_of(unpaid, "property_on_board", "a quarrel about fees").size()));
  EXPECT_GT(unpaid.of("arisen_by_kind", 19), paid.of("arisen_by_kind", 19));
}

TEST(PropertyOnBoard, MeetingsHoldTheFirmToItsWord) {
  Settings settings = property();
  settings.set("property_on_board.passes_the_buck", .5);
  settings.set("property_on_board.attendance", 1.0);
  settings.set("property_on_board.meeting_effect", 1.0);
  settings.set("property_on_board.meeting_half_life", 3650.0);
  const Lived lived(settings);
  const std::vector<OwnEvent> meetings = events_of(lived, "property_on_board", "a meeting");
  ASSERT_FALSE(meetings.empty());
  std::size_t before = 0;
  std::size_t soon_after = 0;
  for (const OwnEvent& event : events_of(lived, "property_on_board", "the firm passes the buck")) {
    ++(event.time < meetings.front().time ? before : soon_after);
  }
  EXPECT_EQ(meetings.front().time / day_seconds, 3U);
  EXPECT_GT(before, 0U);
  EXPECT_LE(soon_after, 3U);  // half a chance times what the half-life takes off in a month
}

Settings quarrels() {
  Settings settings = with("mediation_rooms");
  settings.set("request_kinds.dispute.rate_places", 400.0);
  settings.set("request_kinds.dispute.reported_share", .95);
  return settings;
}

TEST(MediationRooms, AreOpenOnTheirEveningsForTheirSeats) {
  Settings settings = quarrels();
  settings.set("mediation_rooms.mediators", std::int64_t{2});
  settings.set("mediation_rooms.evenings", std::int64_t{2});
  const Lived lived(settings);
  std::map<std::uint32_t, int> seats;
  for (const char* words : {"a session", "a party does not come"}) {
    for (const OwnEvent& event : events_of(lived, "mediation_rooms", words)) {
      const std::uint32_t weekday = weekday_of_day(day_of(event.time));
      EXPECT_TRUE(weekday == 2 || weekday == 5) << weekday;
      ++seats[day_of(event.time)];
    }
  }
  ASSERT_GT(seats.size(), 20U);
  int most = 0;
  for (const auto& [day, taken] : seats) most = std::max(most, taken);
  EXPECT_LE(most, 6);
  EXPECT_GE(most, 4);
}

TEST(MediationRooms, WhatIsPressedIsOverInTheRecordsOnly) {
  Settings settings = quarrels();
  settings.set("mediation_rooms.evenings", std::int64_t{7});
  settings.set("mediation_rooms.settles_per_hour", 0.0);
  settings.set("mediation_rooms.target", 1.0);
  settings.set("mediation_rooms.yields", 1.0);
  settings.set("mediation_rooms.most_sessions", std::int64_t{15});
  settings.set("request_kinds.dispute.served_by", std::vector<std::string>{"grid worker"});
  const Lived pressed(settings);
  EXPECT_GT(pressed.of("disputes_settled"), 20);
  EXPECT_EQ(pressed.of("disputes_settled"), pressed.of("disputes_pressed"));
  EXPECT_EQ(pressed.of("fixed_by_kind", 9), 0);
  settings.set("mediation_rooms.target", 0.0);
  settings.set("mediation_rooms.settles_per_hour", 5.0);
  const Lived free(settings);
  EXPECT_EQ(free.of("disputes_pressed"), 0);
  EXPECT_GT(free.of("fixed_by_kind", 9), .7 * free.of("disputes_settled"));
}

TEST(MediationRooms, PassOnWhatDoesNotSettle) {
  Settings settings = quarrels();
  settings.set("mediation_rooms.evenings", std::int64_t{7});
  settings.set("mediation_rooms.settles_per_hour", 0.0);
  settings.set("mediation_rooms.most_sessions", std::int64_t{2});
  const Lived lived(settings);
  const std::vector<OwnEvent> gone = events_of(lived, "mediation_rooms", "a dispute goes on");
  ASSERT_GT(gone.size(), 10U);
  for (const OwnEvent& event : gone) EXPECT_EQ(event.other, 2);
  EXPECT_EQ(lived.of("disputes_settled"), 0);
}

Settings seekers() {
  Settings settings = with("job_desks");
  settings.set("request_kinds.jobs.rate_17_59", 400.0);
  settings.set("request_kinds.jobs.served_by", std::vector<std::string>{"alliance"});
  settings.set("job_desks.adviser_hours", 40.0);
  settings.set("job_desks.fit_share", 1.0);
  settings.set("job_desks.hired_chance", 1.0);
  return settings;
}

TEST(JobDesks, FillEachVacancyOnce) {
  Settings settings = seekers();
  settings.set("job_desks.real_share", 1.0);
  settings.set("job_desks.trades", std::int64_t{1});
  const Lived lived(settings);
  EXPECT_LE(lived.of("jobs_found"), lived.of("vacancies_listed"));
  EXPECT_GT(lived.of("jobs_found"), .6 * lived.of("vacancies_listed"));
  EXPECT_EQ(lived.of("job_referrals_on_paper"), 0);
}

TEST(JobDesks, FindNobodyWorkWithAListOfPaper) {
  Settings settings = seekers();
  settings.set("job_desks.real_share", 0.0);
  const Lived lived(settings);
  EXPECT_EQ(lived.of("jobs_found"), 0);
  EXPECT_GT(lived.of("job_referrals"), 10);
  EXPECT_EQ(lived.of("employer_hours"), 0);
}

TEST(JobDesks, ReferOnlyWhoIsFitAndCoursesMakeThemSo) {
  Settings settings = seekers();
  settings.set("job_desks.fit_share", 0.0);
  settings.set("job_desks.course_places", std::int64_t{0});
  const Lived untrained(settings);
  EXPECT_GT(untrained.of("job_interviews"), 10);
  EXPECT_EQ(untrained.of("job_referrals"), 0);
  settings.set("job_desks.course_places", std::int64_t{5});
  const Lived trained(settings);
  EXPECT_GT(trained.of("jobs_found"), 0);
  EXPECT_EQ(trained.of("course_person_days"),
            10.0 * static_cast<double>(events_of(trained, "job_desks", "a seeker begins a course").size()));
}

}  // namespace
}  // namespace cogov::testing
