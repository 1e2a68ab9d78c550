/// The people's diary: what an answer does to belief, and what stays of entries when the policy ends.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/registry.hpp"
#include "models/residents.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

TEST(PeoplesDiary, AReplyIsNotARepair) {
  Village village(place(1, 40));
  Context ctx = village.at(0, 0);
  start_residents(ctx);
  const ResidentId told(std::size_t{3});
  const ResidentId neighbour(std::size_t{4});
  const double before = belief(ctx, told);
  hear_answer(ctx, told, .5, false);
  const double lower = belief(ctx, told);
  EXPECT_LT(lower, before);
  hear_answer(ctx, told, 2, true);
  EXPECT_GT(belief(ctx, told), before);
  EXPECT_EQ(belief(ctx, neighbour), before);  // an answer is given to one
}

Settings talkative() {
  Settings settings = place(1, 200);
  at_once(settings);
  settings.set("paperwork.share", .05);
  settings.set("request_kinds.dispute.rate_places", 300.0);
  settings.set("request_kinds.building_fault.rate_places", 300.0);
  settings.set("peoples_diary.answer_days", std::int64_t{10});
  settings.switch_on("peoples_diary", true);
  return settings;
}

std::uint8_t number_of_diary() {
  std::uint8_t number = 0;
  while (mechanism_section(number).key != "peoples_diary") ++number;
  return number;
}

/// Rows of requests that are closed and yet kept.
std::size_t kept(const Community& community) {
  std::size_t n = 0;
  for (std::size_t row = 0; row < community.requests.rows(); ++row) {
    const bool gone = terminal(community.requests.state[row]) && community.requests.pending[row] == 0;
    n += gone && std::find(community.requests.free.begin(), community.requests.free.end(), row) ==
                     community.requests.free.end()
             ? 1
             : 0;
  }
  return n;
}

TEST(PeoplesDiary, EntriesAreAnsweredAfterTheirDays) {
  Life life(talkative());
  life.until(60);
  const std::vector<std::int64_t>& own = life.community(0).tally.own.at(number_of_diary());
  ASSERT_EQ(own.size(), 7U);
  EXPECT_GT(own[0], 5);
  EXPECT_GT(own[1], own[0] / 2);
  EXPECT_LE(own[1], own[0]);
}

TEST(PeoplesDiary, MayEndAndBeginAgain) {
  Life life(talkative());
  Settings without = talkative();
  without.switch_on("peoples_diary", false);
  life.change(without, {}, 20);
  life.change(talkative(), {}, 25);  // while events of the first are still to come
  life.until(20);
  EXPECT_FALSE(life.community(0).columns[number_of_diary()].empty());
  life.until(21);
  EXPECT_TRUE(life.community(0).columns[number_of_diary()].empty());
  life.until(60);
  EXPECT_EQ(kept(life.community(0)), 0U);
}

}  // namespace
}  // namespace cogov::testing
