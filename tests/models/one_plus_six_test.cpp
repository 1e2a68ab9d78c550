/// The "1+6" team: nobody sits in two meetings, cases wait for each other, and nothing stays behind when it ends.
#include <gtest/gtest.h>

#include "models/facilities/gangs.hpp"
#include "models/facilities/pools.hpp"
#include "models/registry.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

Settings quarrels() {
  Settings settings = place(1, 300);
  at_once(settings);
  for (const char* kind : {"illegal_structure", "noise_dogs", "dispute"}) {
    settings.set(std::string("request_kinds.") + kind + ".rate_places", 150.0);
    settings.set(std::string("request_kinds.") + kind + ".reported_share", .95);
  }
  settings.set("one_plus_six.hard_minutes", 30.0);
  settings.set("one_plus_six.half_days", std::int64_t{6});
  settings.switch_on("one_plus_six", true);
  return settings;
}

std::uint8_t number_of(const std::string& section) {
  std::uint8_t number = 0;
  while (mechanism_section(number).key != section) ++number;
  return number;
}

std::size_t waiting(const Community& community) {
  std::size_t n = 0;
  for (const Pool& pool : community.pools) n += pool.waiting.size();
  return n;
}

std::size_t held(const Community& community) {
  std::size_t n = 0;
  for (const GangColumns::Meeting& meeting : community.gangs.meetings)
    n += meeting.state < MeetingState::over && meeting.mechanism == number_of("one_plus_six") ? 1 : 0;
  return n;
}

TEST(OnePlusSix, NobodySitsInTwoMeetingsAndTimesTheyAgreedOnStand) {
  Life life(quarrels());
  std::size_t agreed = 0;
  life.each_midnight = [&](const Society& society, std::uint32_t) {
    ASSERT_TRUE(diaries_sound(society.community(0).gangs));
    agreed += held(society.community(0));
  };
  life.until(60);
  EXPECT_GT(agreed, 0U);
  EXPECT_GT(life.community(0).tally.own.at(number_of("one_plus_six")).at(1), 3);  // meetings held
}

TEST(OnePlusSix, WhenItEndsNothingStaysBehind) {
  Life life(quarrels());
  Settings without = quarrels();
  without.switch_on("one_plus_six", false);
  life.change(without, {}, 30);
  life.until(30);
  EXPECT_GT(waiting(life.community(0)) + held(life.community(0)), 0U);
  life.until(31);
  EXPECT_EQ(waiting(life.community(0)), 0U);
  EXPECT_EQ(held(life.community(0)), 0U);
  for (const std::vector<DiaryEntry>& entries : life.community(0).gangs.entries) EXPECT_TRUE(entries.empty());
  EXPECT_TRUE(life.community(0).columns[number_of("one_plus_six")].empty());
  life.until(60);
}

TEST(OnePlusSix, WhatFindsNoTimeGoesBackToWhoWouldHaveHadIt) {
  Settings never_free = quarrels();
  never_free.set("one_plus_six.half_days", std::int64_t{0});
  never_free.set("one_plus_six.gives_up_days", std::int64_t{5});
  Life life(never_free);
  life.until(60);
  const std::vector<std::int64_t>& own = life.community(0).tally.own.at(number_of("one_plus_six"));
  EXPECT_GT(own.at(3), 3);  // given back
  EXPECT_EQ(own.at(1), 0);  // no meeting
  EXPECT_LE(static_cast<std::int64_t>(waiting(life.community(0))), own.at(0) - own.at(3));
  const Tally& tally = life.community(0).tally;
  EXPECT_GT(tally.fixed[7] + tally.fixed[8] + tally.fixed[9], 0);  // by those who would have had it
}

}  // namespace
}  // namespace cogov::testing
