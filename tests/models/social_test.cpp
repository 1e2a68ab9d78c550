/// Belonging as it moves, and that ties move nothing else.
#include "models/social.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/models/place.hpp"

namespace cogov::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// Communities with nothing in them but belonging, and midnights.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Settings& settings)
      : population_(drawn(settings)),
        rules_(settings, *population_),
        needs_(population_->facts, rules_.kinds, rules_.requests, 0),
        communities_(population_->communities.size()) {
    for (std::uint32_t c = 0; c < communities_.size(); ++c) {
      Context ctx = at(c);
      start_social(ctx);
    }
  }

  [[nodiscard]] Context at(std::uint32_t c) {
    return {population_->communities[c], needs_, rules_, luck_, communities_[c], 0, 0, 1'000'000, untraced_};
  }
  void midnight() {
    for (std::uint32_t c = 0; c < communities_.size(); ++c) {
      Context ctx = at(c);
      social_day(ctx, communities_, day_);
    }
    for (Community& community : communities_) publish_social(community, day_);
    ++day_;
  }
  [[nodiscard]] SocialColumns& social(std::uint32_t c) { return communities_[c].social; }
  [[nodiscard]] const TieNetwork& ties(std::uint32_t c) const { return population_->communities[c].ties; }
  [[nodiscard]] std::uint32_t residents(std::uint32_t c) const {
    return static_cast<std::uint32_t>(population_->communities[c].residents());
  }

 private:
  Tracing untraced_;
  std::shared_ptr<const Population> population_;
  Rules rules_;
  NeedTables needs_;
  Luck luck_{3, 0};
  std::vector<Community> communities_;
  std::uint32_t day_ = 0;
};

Settings with_rule(const char* rule, std::int64_t communities = 1, std::int64_t households = 120) {
  Settings settings = place(communities, households);
  settings.set("influence.rule", std::string(rule));
  settings.set("influence.every_days", std::int64_t{1});
  return settings;
}

std::int64_t recounted(const SocialColumns& social) {
  std::int64_t sum = 0;
  for (const std::uint16_t level : social.belonging) sum += level;
  return sum;
}

TEST(Belonging, StartsWhereOneStandsByOneself) {
  Neighbourhood place(with_rule("none", 1, 3000));
  const SocialColumns& social = place.social(0);
  EXPECT_EQ(social.belonging, social.anchor);
  const auto n = static_cast<double>(social.belonging.size());
  const double mean = static_cast<double>(social.sum) / n;
  double squares = 0;
  for (const std::uint16_t level : social.belonging) squares += (level - mean) * (level - mean);
  EXPECT_NEAR(mean / 65535, .5, 5 * .15 / std::sqrt(n));
  EXPECT_NEAR(std::sqrt(squares / n) / 65535, .15, .01);
}

TEST(Belonging, WithoutARuleMovesByEventsAtMidnightOnly) {
  Neighbourhood place(with_rule("none"));
  const std::vector<std::uint16_t> start = place.social(0).belonging;
  Context ctx = place.at(0);
  touch_belonging(ctx, ResidentId(3), 1);
  touch_belonging(ctx, ResidentId(4), -.5);
  EXPECT_EQ(place.social(0).belonging, start);
  place.midnight();
  std::vector<std::uint16_t> expected = start;
  expected[3] = static_cast<std::uint16_t>(expected[3] + 3277);  // 0.05 of 65535
  expected[4] = static_cast<std::uint16_t>(expected[4] - 1638);
  EXPECT_EQ(place.social(0).belonging, expected);
  place.midnight();
  EXPECT_EQ(place.social(0).belonging, expected);
  EXPECT_DOUBLE_EQ(belonging_of(ctx, ResidentId(3)), expected[3] / 65535.0);
}

TEST(Belonging, StaysWithinItsBounds) {
  Neighbourhood place(with_rule("none"));
  Context ctx = place.at(0);
  for (int i = 0; i < 30; ++i) touch_belonging(ctx, ResidentId(0), 1);
  for (int i = 0; i < 30; ++i) touch_belonging(ctx, ResidentId(1), -1);
  place.midnight();
  EXPECT_EQ(place.social(0).belonging[0], 65535);
  EXPECT_EQ(place.social(0).belonging[1], 0);
  EXPECT_EQ(place.social(0).sum, recounted(place.social(0)));
}

TEST(Belonging, WithStepsOfNothingEventsAreNone) {
  Settings settings = with_rule("none");
  settings.set("influence.event_step", 0.0);
  Neighbourhood place(settings);
  Context ctx = place.at(0);
  touch_belonging(ctx, ResidentId(0), 1);
  EXPECT_THAT(place.social(0).touched, IsEmpty());
}

/// The anchors all alike, one who differs: whoever is tied to them moves, nobody else does.
void even_but_one(Neighbourhood& place, std::uint32_t community, std::uint32_t row, std::uint32_t communities) {
  for (std::uint32_t c = 0; c < communities; ++c) {
    SocialColumns& social = place.social(c);
    std::fill(social.anchor.begin(), social.anchor.end(), std::uint16_t{20'000});
    social.belonging = social.anchor;
  }
  place.social(community).belonging[row] = 60'000;
}

std::vector<std::uint32_t> who_moved(Neighbourhood& place, std::uint32_t c) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < place.residents(c); ++row) {
    if (place.social(c).belonging[row] > 20'000) rows.push_back(row);
  }
  return rows;
}

TEST(Belonging, TravelsAlongTiesAndNowhereElse) {
  Neighbourhood place(with_rule("friedkin_johnsen"));
  std::uint32_t row = 0;
  while (place.ties(0).degree(row) < 3) ++row;
  even_but_one(place, 0, row, 1);
  place.midnight();
  const auto near = place.ties(0).neighbours(row);
  std::vector<std::uint32_t> expected(near.begin(), near.end());
  expected.push_back(row);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(who_moved(place, 0), expected);
  EXPECT_EQ(place.social(0).sum, recounted(place.social(0)));
}

TEST(Belonging, TravelsAcrossBorders) {
  Neighbourhood place(with_rule("degroot", 2));
  const CrossTie tie = place.ties(0).cross.front();
  even_but_one(place, 0, tie.here, 2);
  place.midnight();
  std::vector<std::uint32_t> expected;
  for (const CrossTie& each : place.ties(1).cross) {
    if (each.there == tie.here) expected.push_back(each.here);
  }
  EXPECT_EQ(who_moved(place, 1), expected);
  EXPECT_THAT(expected, ::testing::Contains(tie.there));
}

TEST(Belonging, IsUpdatedEveryFewDays) {
  Settings settings = with_rule("degroot");
  settings.set("influence.every_days", std::int64_t{3});
  Neighbourhood place(settings);
  for (int day = 0; day < 9; ++day) {
    const std::vector<std::uint16_t> before = place.social(0).belonging;
    place.midnight();
    EXPECT_EQ(place.social(0).belonging != before, day % 3 == 0) << day;
  }
}

TEST(Belonging, TravelsAlongAddedTiesFromTheNextMonthOn) {
  Settings settings = with_rule("friedkin_johnsen");
  settings.set("social_ties.building_ties", 0.0);
  settings.set("social_ties.wider_ties", 0.0);
  Neighbourhood place(settings);
  const std::uint32_t last = place.residents(0) - 1;
  Context ctx = place.at(0);
  place.midnight();  // day 0
  add_tie(ctx, ResidentId(last), ResidentId(0), TieKind::pair);
  add_tie(ctx, ResidentId(0), ResidentId(last), TieKind::team);  // once is enough
  add_tie(ctx, ResidentId(0), ResidentId(0), TieKind::team);
  const auto reached = [&] {
    even_but_one(place, 0, 0, 1);
    place.midnight();
    return place.social(0).belonging[last] > 20'000;
  };
  for (int day = 1; day < 30; ++day) EXPECT_FALSE(reached()) << day;
  EXPECT_TRUE(reached());  // day 30
  EXPECT_THAT(place.social(0).overlay.rows, ElementsAre(0, last));
  EXPECT_THAT(place.social(0).overlay.others, ElementsAre(last, 0));
  drop_ties(ctx, TieKind::pair);
  for (int day = 31; day < 61; ++day) EXPECT_TRUE(reached()) << day;  // the team's still stands
  drop_ties(ctx, TieKind::team);
  for (int day = 61; day < 90; ++day) EXPECT_TRUE(reached()) << day;
  EXPECT_FALSE(reached());  // day 90
  EXPECT_THAT(place.social(0).overlay.rows, IsEmpty());
}

TEST(Belonging, OfWhoIsActiveStaysAndOfOthersFallsBack) {
  Settings settings = with_rule("bass");
  settings.set("influence.spontaneous", 365.0);
  settings.set("influence.recovery", 365.0);
  Neighbourhood place(settings);
  for (int day = 0; day < 10; ++day) {
    place.midnight();
    const SocialColumns& social = place.social(0);
    for (std::size_t row = 0; row < social.belonging.size(); ++row) {
      EXPECT_TRUE(social.belonging[row] == 65535 || social.belonging[row] == social.anchor[row]);
    }
  }
  const auto active = std::count(place.social(0).belonging.begin(), place.social(0).belonging.end(), 65535);
  EXPECT_NEAR(static_cast<double>(active) / place.residents(0), .5, .2);
  EXPECT_EQ(place.social(0).sum, recounted(place.social(0)));
}

TEST(Belonging, OfTheInactiveMovesByEventsForGood) {
  Settings settings = with_rule("bass");
  for (const char* rate : {"spontaneous", "imitation", "recovery"}) {
    settings.set(std::string("influence.") + rate, 0.0);
  }
  Neighbourhood place(settings);
  SocialColumns& social = place.social(0);
  social.belonging[1] = 65535;
  const std::vector<std::uint16_t> before = social.anchor;
  Context ctx = place.at(0);
  for (const std::size_t row : {0, 1}) touch_belonging(ctx, ResidentId(row), -1);
  for (int day = 0; day < 3; ++day) {
    place.midnight();
    EXPECT_EQ(social.belonging[0], before[0] - 3277);
    EXPECT_EQ(social.belonging[1], 65535);
    EXPECT_EQ(social.anchor[1], before[1] - 3277);
    EXPECT_EQ(social.belonging[2], before[2]);
  }
  for (int i = 0; i < 30; ++i) touch_belonging(ctx, ResidentId(0), 1);
  place.midnight();
  EXPECT_EQ(social.belonging[0], 65534);  // as high as one gets without being active
}

TEST(Belonging, ByThresholdsSpreadsFromThoseWithNone) {
  Settings settings = with_rule("threshold");
  settings.set("influence.threshold_mean", .2);
  settings.set("influence.threshold_sd", .2);
  Neighbourhood place(settings);
  std::int64_t before = 0;
  for (int day = 0; day < 8; ++day) {
    place.midnight();
    const auto& levels = place.social(0).belonging;
    const std::int64_t active = std::count(levels.begin(), levels.end(), 65535);
    EXPECT_GE(active, before);
    EXPECT_GT(active, 0);
    before = active;
  }
  EXPECT_GT(before, place.residents(0) / 3);
}

// In whole runs

constexpr const char* every_rule[] = {"none", "degroot", "friedkin_johnsen", "threshold", "bass"};

/// Services, reports, everything else: as if nobody knew anybody.
TEST(Ties, ChangeNothingButBelonging) {
  Settings settings = steady_settings({.communities = 2, .households = 200});
  for (const char* by_ties : {"volunteer_teams", "double_check_in", "neighbour_pairs", "talent_studios"}) {
    settings.switch_on(by_ties, false);  // people join through ties and belonging
  }
  const PolicyExperiment one({settings});
  for (const char* rule : every_rule) {
    Settings other = settings;
    other.set("social_ties.wider_ties", 0.0);
    other.set("social_ties.cross_share", .4);
    other.set("influence.rule", std::string(rule));
    other.set("influence.event_step", 0.0);
    for (const std::string& name : differing(one.layout(), run_of(one), run_of(PolicyExperiment({other})))) {
      EXPECT_THAT(name, ::testing::AnyOf(StartsWith("belonging"), StartsWith("ties_"))) << rule;
    }
  }
}

TEST(Influence, OfNoneWithStepsOfNothingIsNone) {
  Settings settings = busy_settings({.communities = 2});
  settings.set("influence.rule", std::string("none"));
  settings.set("influence.event_step", 0.0);
  const PolicyExperiment experiment({settings});
  const std::vector<double> series = values(experiment.layout(), run_of(experiment), "belonging");
  EXPECT_THAT(series, Each(series.front()));
  settings.set("influence.event_step", .05);
  const PolicyExperiment moving({settings});
  const std::vector<double> moves = values(moving.layout(), run_of(moving), "belonging");
  EXPECT_NE(moves.front(), moves.back());
}

TEST(Influence, DoesNotDependOnThreads) {
  const tbb::global_control most(tbb::global_control::max_allowed_parallelism, 8);
  for (const char* rule : every_rule) {
    Settings settings = busy_settings({.communities = 9, .households = 80, .warmup_days = 14, .days = 35});
    settings.set("influence.rule", std::string(rule));
    settings.set("influence.recovery", 3.0);
    settings.set("social_ties.cross_share", .4);
    std::set<std::string> digests;
    for (const int threads : {1, 2, 5}) {
      tbb::task_arena(threads).execute([&] { digests.insert(digest_of(settings)); });
    }
    EXPECT_EQ(digests.size(), 1u) << rule;
  }
}

TEST(Influence, ByAnyRuleIsAnother) {
  std::set<std::string> digests;
  for (const char* rule : every_rule) digests.insert(digest_of(with_rule(rule)));
  EXPECT_EQ(digests.size(), std::size(every_rule));
}

}  // namespace
}  // namespace cogov::testing
