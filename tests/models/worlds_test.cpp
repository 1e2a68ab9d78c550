/// What the worlds draw, and for whom.
#include "models/worlds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "models/param.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

using ::testing::IsEmpty;

const WorldParameter* find(const std::vector<WorldParameter>& parameters, const std::string& key) {
  const auto at = std::find_if(parameters.begin(), parameters.end(), [&](const auto& one) { return one.key == key; });
  return at == parameters.end() ? nullptr : &*at;
}

TEST(Worlds, DrawEveryPartOfARangeOnce) {
  constexpr std::uint32_t worlds = 40;
  const std::vector<WorldParameter> drawn = draw_worlds({busy_settings()}, worlds, 7);
  ASSERT_GT(drawn.size(), 60U);
  for (const WorldParameter& parameter : drawn) {
    ASSERT_EQ(parameter.values.size(), worlds) << parameter.key;
    std::set<int> parts;
    for (const double value : parameter.values) {
      const double share = (value - parameter.low) / (parameter.high - parameter.low);
      ASSERT_GT(share, 0) << parameter.key;
      ASSERT_LT(share, 1) << parameter.key;
      parts.insert(static_cast<int>(share * worlds));
    }
    EXPECT_EQ(parts.size(), worlds) << parameter.key;
  }
}

TEST(Worlds, DrawEachParameterInAnOrderOfItsOwn) {
  const std::vector<WorldParameter> drawn = draw_worlds({busy_settings()}, 60, 7);
  // The rank correlation of two independent orders of 60 lies beyond 0.6 once in a million pairs.
  const auto part = [](const WorldParameter& p, std::size_t w) {
    return (p.values[w] - p.low) / (p.high - p.low) - .5;
  };
  for (std::size_t a = 0; a < drawn.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double product = 0;
      for (std::size_t w = 0; w < 60; ++w) product += part(drawn[a], w) * part(drawn[b], w) * 12 / 60;
      ASSERT_LT(std::abs(product), .65) << drawn[a].key << " and " << drawn[b].key;
    }
  }
}

TEST(Worlds, DrawNothingElseThanAssumptionsWithARange) {
  for (const WorldParameter& parameter : draw_worlds({busy_settings()}, 3, 7)) {
    const std::size_t dot = parameter.key.rfind('.');
    const Section& section = all_sections()[static_cast<std::size_t>(section_index(parameter.key.substr(0, dot)))];
    const Param& param = section.params[static_cast<std::size_t>(param_index(section, parameter.key.substr(dot + 1)))];
    EXPECT_EQ(param.tag, Tag::assumption) << parameter.key;
    EXPECT_TRUE(param.swept()) << parameter.key;
    EXPECT_FALSE(parameter.meaning_zh.empty()) << parameter.key;
  }
  EXPECT_THAT(draw_worlds({busy_settings()}, 0, 7), IsEmpty());
}

TEST(Worlds, TakeAsKnownWhatAScenarioSets) {
  Settings today = small_settings();
  today.switch_on("patrol", true);
  Settings other = today;
  EXPECT_NE(find(draw_worlds({today, other}, 5, 7), "patrol.notice_chance"), nullptr);
  other.set("patrol.notice_chance", .9);
  EXPECT_EQ(find(draw_worlds({today, other}, 5, 7), "patrol.notice_chance"), nullptr) << "the policy is about it";
  today.set("paperwork.share", .3);
  EXPECT_EQ(find(draw_worlds({today}, 5, 7), "paperwork.share"), nullptr) << "the place is known to be so";
}

TEST(Worlds, LeaveSectionsThatAreOff) {
  const Settings today = small_settings();
  Settings other = today;
  other.switch_on("patrol", true);
  EXPECT_EQ(find(draw_worlds({today}, 5, 7), "patrol.notice_chance"), nullptr);
  const std::vector<WorldParameter> drawn = draw_worlds({today, other}, 5, 7);
  ASSERT_NE(find(drawn, "patrol.notice_chance"), nullptr);
  const std::vector<Settings> there = in_world({today, other}, drawn, 3);
  EXPECT_EQ(there[0].real("patrol.notice_chance"), today.real("patrol.notice_chance"));
  EXPECT_EQ(there[1].real("patrol.notice_chance"), find(drawn, "patrol.notice_chance")->values[3]);
  EXPECT_EQ(there[0].real("paperwork.share"), there[1].real("paperwork.share")) << "one world for all policies";
}

TEST(Worlds, DrawAParameterAlikeWhateverElseIsDrawn) {
  Settings more = small_settings();
  const std::vector<WorldParameter> few = draw_worlds({more}, 9, 7);
  more.switch_on("patrol", true);
  more.switch_on("volunteer_teams", true);
  const std::vector<WorldParameter> many = draw_worlds({more}, 9, 7);
  ASSERT_GT(many.size(), few.size());
  for (const WorldParameter& parameter : few) EXPECT_EQ(*find(many, parameter.key), parameter);
  EXPECT_NE(draw_worlds({more}, 9, 8), many) << "another seed";
}

}  // namespace
}  // namespace cogov::testing
