/// Pairs of communities: who helps whom, what moves, and that people come back.
#include <gtest/gtest.h>

#include "models/registry.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

std::uint8_t number_of(const std::string& key) {
  std::size_t m = 0;
  while (mechanism_section(m).key != key) ++m;
  return static_cast<std::uint8_t>(m);
}

Settings paired(std::int64_t communities, const char* gives) {
  Settings settings = small_settings({.communities = communities, .households = 200});
  settings.set("grid_workers.leave_days", 0.0);
  settings.set("staffing.quits_per_year", 0.0);
  settings.switch_on("paired_communities", true);
  settings.set("paired_communities.gives", std::string(gives));
  settings.set("paired_communities.period_days", std::int64_t{28});
  settings.set("paired_communities.stay_days", std::int64_t{14});
  settings.set("paired_communities.days_a_week", std::int64_t{3});
  settings.set("paired_communities.fit_chance", 1.0);
  settings.set("paired_communities.local_share", 0.0);
  settings.set("grid_workers.skill_half_life", 1000.0);
  return settings;
}

constexpr std::size_t partner = 1, role = 2;  // fields of the mechanism's column

TEST(PairedCommunities, TheLeastBusyHelpsTheBusiest) {
  Settings settings = paired(5, "hours");
  settings.set("community.household_variation", .5);
  Life life(settings);
  const std::uint8_t number = number_of("paired_communities");
  std::vector<std::pair<std::int64_t, std::uint32_t>> open;
  life.each_midnight = [&](const Society& society, std::uint32_t day) {
    if (day != 28) return;  // loads are sent at this midnight
    for (std::uint32_t c = 0; c < 5; ++c) {
      std::int64_t sum = 0;
      for (std::size_t state = 0; state < 6; ++state) sum += society.community(c).in_state[state];
      open.emplace_back(sum * 500, c);
    }
  };
  life.until(33);
  std::sort(open.begin(), open.end());
  ASSERT_LT(open.front().first, open.back().first);
  for (std::size_t i = 0; i < 5; ++i) {
    const std::vector<std::int32_t>& column = life.community(open[i].second).columns[number];
    EXPECT_EQ(column[role], i == 2 ? 0 : (i < 2 ? 1 : 2));
    if (i == 2) continue;
    EXPECT_EQ(static_cast<std::uint32_t>(column[partner]), open[4 - i].second);
  }
}

TEST(PairedCommunities, HoursMoveFromOneToTheOther) {
  Settings settings = paired(3, "hours");
  settings.set("paired_communities.pairs_by", std::string("number"));
  Life life(settings);
  life.until(29);
  const std::int64_t shift = life.society().rules().staff.grid_shift.length();
  const std::int64_t days = 10;  // Mondays to Wednesdays from day 6 to 28
  EXPECT_EQ(life.community(0).lending.lent, days * shift);
  EXPECT_EQ(life.community(1).lending.borrowed, days * shift);
  EXPECT_EQ(life.community(2).lending.lent + life.community(2).lending.borrowed, 0);
}

/// Community 0 knows much, community 1 nothing; 1 sends a learner there.
TEST(PairedCommunities, LearnersTakeHomeAShareOfTheHostsLead) {
  Settings settings = paired(2, "skill");
  settings.set("paired_communities.pairs_by", std::string("number"));
  settings.set("grid_workers.skill_start", .1);
  settings.set("grid_workers.practice", 0.0);
  Life life(settings);
  std::vector<int> there;
  life.each_midnight = [&](const Society& society, std::uint32_t day) {
    const Community& home = society.community(1);
    const std::uint32_t row = home.posts[0][0].row;
    if (day <= 20 && is_working_day(day - 1) && home.workers.rostered[row] == 0)
      there.push_back(static_cast<int>(day) - 1);
  };
  life.until(21);
  EXPECT_EQ(there, (std::vector<int>{7, 8, 9, 14, 15, 16}));
  const auto skill = [&](std::uint32_t c) {
    return life.community(c).workers.skill[life.community(c).posts[0][0].row * kind_count];
  };
  EXPECT_EQ(skill(0), skill(1));  // nothing to learn from equals

  settings.set("paired_communities.taken_over", .3);
  Life other(settings);
  other.until(1);
  Community& hosts = const_cast<Community&>(other.community(0));
  for (std::uint16_t& level : hosts.workers.skill) level = 60000;
  other.until(21);
  const std::uint16_t before = skill(1);
  const Community& home = other.community(1);
  EXPECT_NEAR(home.workers.skill[home.posts[0][0].row * kind_count], before + .3 * (60000 - before), 2);
  EXPECT_EQ(home.workers.skill[home.posts[0][1].row * kind_count], before);
}

TEST(PairedCommunities, EverybodyIsHomeWhenThePolicyEnds) {
  const Settings settings = paired(2, "hours");
  Settings without = settings;
  without.switch_on("paired_communities", false);
  Life life(settings);
  life.change(without, {}, 15);
  life.until(30);
  for (const std::uint32_t c : {0U, 1U}) {
    EXPECT_TRUE(life.community(c).lending.guests.empty());
    EXPECT_TRUE(life.community(c).lending.away.empty());
    EXPECT_TRUE(life.community(c).columns[number_of("paired_communities")].empty());
  }
}

}  // namespace
}  // namespace cogov::testing
