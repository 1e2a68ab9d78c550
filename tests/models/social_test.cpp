/// Ties as they are drawn and read, and belonging as it moves.
#include "models/social.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "models/imports.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::StartsWith;

constexpr auto number_of(TieKind kind) { return static_cast<std::uint8_t>(kind); }

std::shared_ptr<const Population> drawn(const Settings& settings, std::uint64_t seed = 5) {
  return build_population(PlaceFacts::read(settings), Luck(seed, 0), Luck(seed, 0));
}

Settings place(std::int64_t communities, std::int64_t households) {
  return small_settings({.communities = communities, .households = households});
}

/// Calls `each(row, other, kind)` with both ends of every tie of a community.
template <class F>
void for_ends(const CommunityPlan& plan, F each) {
  std::size_t edge = 0;
  for (std::uint32_t row = 0; row < plan.residents(); ++row) {
    for (const std::uint32_t other : plan.ties.neighbours(row)) each(row, other, plan.ties.kind[edge++]);
  }
}

/// How many ends of ties fulfil something, of those that have one of the four kinds of wider ties.
double share_of_wider(const CommunityPlan& plan, const std::function<bool(std::uint32_t, std::uint32_t)>& is) {
  double wider = 0;
  double found = 0;
  for_ends(plan, [&](std::uint32_t row, std::uint32_t other, std::uint8_t kind) {
    if (kind < number_of(TieKind::ideals) || kind > number_of(TieKind::affection)) return;
    ++wider;
    found += is(row, other) ? 1 : 0;
  });
  return found / wider;
}

int age_group(std::uint8_t age) { return age < 17 ? 0 : age < 60 ? 1 : 2; }

/// 38 villages in Karnataka; a town may have fewer ties, which is swept.
TEST(DrawnTies, HaveTheFiguresOfNeighbourhoodNetworks) {
  for (const auto& settings : {place(1, 2528), place(9, 1050), place(2, 300)}) {
    const TieFigures figures = drawn(settings)->tie_figures;
    EXPECT_THAT(figures.mean_degree, AllOf(Ge(6.1), Le(12.8)));
    EXPECT_THAT(figures.clustering, AllOf(Ge(.15), Le(.36)));
    EXPECT_THAT(figures.giant_share, AllOf(Ge(.85), Le(.99)));
  }
}

TEST(DrawnTies, HoldHouseholdsTogetherAndChildrenAtHome) {
  const auto population = drawn(place(3, 400));
  for (const CommunityPlan& plan : population->communities) {
    std::vector<std::uint32_t> at_home(plan.residents(), 0);
    for_ends(plan, [&](std::uint32_t row, std::uint32_t other, std::uint8_t kind) {
      const bool same_home = plan.household[row] == plan.household[other];
      EXPECT_EQ(same_home, kind == number_of(TieKind::household));
      at_home[row] += same_home ? 1 : 0;
      EXPECT_TRUE(same_home || plan.age[row] >= 9);
      if (kind == number_of(TieKind::building)) {
        EXPECT_EQ(plan.building_of(ResidentId(row)), plan.building_of(ResidentId(other)));
      }
    });
    for (std::uint32_t row = 0; row < plan.residents(); ++row) {
      const std::uint32_t home = plan.household[row].row;
      EXPECT_EQ(at_home[row], plan.first_resident[home + 1] - plan.first_resident[home] - 1);
    }
    for (const CrossTie& tie : plan.ties.cross) EXPECT_GE(plan.age[tie.here], 9);
  }
}

TEST(DrawnTies, AcrossBordersStandOnBothSidesAndLeadNear) {
  const auto population = drawn(place(20, 300));
  std::set<std::array<std::uint32_t, 4>> ends;
  double adjacent = 0;
  for (const CommunityPlan& plan : population->communities) {
    for (const CrossTie& tie : plan.ties.cross) {
      EXPECT_NE(tie.community, plan.number);
      ends.insert({plan.number, tie.here, tie.community, tie.there});
      adjacent += std::abs(static_cast<int>(tie.community) - static_cast<int>(plan.number)) == 1 ? 1 : 0;
    }
  }
  for (const auto& [c, row, other_c, other_row] : ends) EXPECT_TRUE(ends.contains({other_c, other_row, c, row}));
  EXPECT_GT(adjacent / static_cast<double>(ends.size()), .55);
  EXPECT_LT(adjacent / static_cast<double>(ends.size()), .8);
}

/// Distances go by where buildings stand, once communities stand in different places.
TEST(DrawnTies, AcrossBordersFollowThePlaces) {
  auto population = std::make_shared<Population>(*drawn(place(6, 200)));
  // Numbers 0 and 5 side by side, as are 1 and 2, 3 and 4; each two far from the others.
  const float at[] = {0, 1'000'000, 1'000'300, 2'000'000, 2'000'300, 300};
  for (CommunityPlan& plan : population->communities) {
    for (float& x : plan.x) x += at[plan.number];
  }
  tie_residents(*population, PlaceFacts::read(place(6, 200)).ties, Luck(5, 0), nullptr);
  for (const CrossTie& tie : population->communities[0].ties.cross) EXPECT_EQ(tie.community, 5u);
  EXPECT_GT(population->communities[0].ties.cross.size(), 50u);
}

bool same_ties(const CommunityPlan& one, const CommunityPlan& other) {
  if (one.residents() != other.residents() || one.ties.kind != other.ties.kind) return false;
  if (one.ties.cross != other.ties.cross) return false;
  for (std::uint32_t row = 0; row < one.residents(); ++row) {
    const auto a = one.ties.neighbours(row);
    const auto b = other.ties.neighbours(row);
    if (!std::equal(a.begin(), a.end(), b.begin(), b.end())) return false;
  }
  return true;
}

TEST(DrawnTies, AreAFunctionOfTheLuckWhateverTheThreads) {
  const Settings settings = place(9, 150);
  std::shared_ptr<const Population> one;
  std::shared_ptr<const Population> many;
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 8);
  tbb::task_arena(1).execute([&] { one = drawn(settings); });
  tbb::task_arena(4).execute([&] { many = drawn(settings); });
  const auto other = drawn(settings, 6);
  EXPECT_EQ(one->tie_figures, many->tie_figures);
  for (std::size_t c = 0; c < 9; ++c) {
    EXPECT_TRUE(same_ties(one->communities[c], many->communities[c]));
    EXPECT_FALSE(same_ties(one->communities[c], other->communities[c]));
    EXPECT_EQ(one->communities[0].ties.kind == one->communities[c].ties.kind, c == 0);
  }
}

TEST(DrawnTies, AreAsManyAsTheMeansSay) {
  Settings settings = place(4, 2000);
  settings.set("social_ties.household_only", 0.0);
  settings.set("social_ties.wider_ties", 6.0);
  double cross = 0;
  double wider = 0;
  double building = 0;
  double mixers = 0;
  const auto population = drawn(settings);
  for (const CommunityPlan& plan : population->communities) {
    for_ends(plan, [&](std::uint32_t, std::uint32_t, std::uint8_t kind) {
      building += kind == number_of(TieKind::building) ? 1 : 0;
      wider += kind > number_of(TieKind::building) ? 1 : 0;
    });
    cross += static_cast<double>(plan.ties.cross.size());
    for (const std::uint8_t age : plan.age) mixers += age >= 9 ? 1 : 0;
  }
  // A few coincide, of those in the building more: each has thirty others to choose from.
  EXPECT_NEAR(building / mixers, 2.5, .15);
  EXPECT_NEAR((wider + cross) / mixers, 6, .25);
  EXPECT_NEAR(cross / (wider + cross), .1, .01);
}

TEST(DrawnTies, FollowTheKindsShares) {
  Settings settings = place(1, 500);
  for (const char* kind : {"ideals", "interest", "affection"}) {
    settings.set(std::string("social_ties.") + kind, 0.0);
  }
  const auto population = drawn(settings);
  for_ends(population->communities[0], [](std::uint32_t, std::uint32_t, std::uint8_t kind) {
    EXPECT_THAT(static_cast<TieKind>(kind), ::testing::AnyOf(TieKind::household, TieKind::building, TieKind::work));
  });
  settings.set("social_ties.work", 0.0);  // no weights at all: even ones
  std::set<std::uint8_t> kinds;
  const auto even = drawn(settings);
  for_ends(even->communities[0], [&](std::uint32_t, std::uint32_t, std::uint8_t kind) { kinds.insert(kind); });
  EXPECT_EQ(kinds.size(), 6u);
}

TEST(DrawnTies, HomophilyKeepsThemAmongOnesOwn) {
  Settings settings = place(1, 1500);
  const auto of_one_age = [&](double homophily) {
    settings.set("social_ties.homophily", homophily);
    const auto population = drawn(settings);
    const CommunityPlan& plan = population->communities[0];
    return share_of_wider(plan, [&](std::uint32_t row, std::uint32_t other) {
      return age_group(plan.age[row]) == age_group(plan.age[other]);
    });
  };
  EXPECT_EQ(of_one_age(1), 1);
  EXPECT_LT(of_one_age(0), .7);
}

TEST(DrawnTies, SmallWorldTakesThemFurther) {
  Settings settings = place(1, 1500);
  settings.set("social_ties.homophily", 0.0);
  const auto far = [&](double small_world) {
    settings.set("social_ties.small_world", small_world);
    const auto population = drawn(settings);
    const CommunityPlan& plan = population->communities[0];
    return share_of_wider(plan, [&](std::uint32_t row, std::uint32_t other) {
      const std::uint32_t apart = row < other ? other - row : row - other;
      return apart > 150 && apart < plan.residents() - 150;
    });
  };
  EXPECT_EQ(far(0), 0);
  EXPECT_GT(far(1), .85);
}

TEST(DrawnTies, WithoutAnyMeansAreThoseOfHouseholds) {
  Settings settings = place(2, 200);
  settings.set("social_ties.building_ties", 0.0);
  settings.set("social_ties.wider_ties", 0.0);
  const auto population = drawn(settings);
  for (const CommunityPlan& plan : population->communities) {
    EXPECT_THAT(plan.ties.kind, Each(number_of(TieKind::household)));
    EXPECT_THAT(plan.ties.cross, IsEmpty());
  }
}

TEST(DrawnTies, StayFewHoweverManyResidentsAreAdded) {
  Settings settings = place(1, 50);
  settings.set("community.extra_residents", std::int64_t{20'000});
  EXPECT_LT(drawn(settings)->tie_figures.mean_degree, 40);
}

TEST(DrawnTies, OfTheSmallestPlacesAreNoTrouble) {
  for (const std::int64_t households : {1, 2, 3}) {
    for (const double all : {0.0, 1.0}) {
      Settings settings = place(2, households);
      for (const char* key : {"homophily", "small_world", "cross_share", "household_only"}) {
        settings.set(std::string("social_ties.") + key, all);
      }
      settings.set("social_ties.wider_ties", 50.0);
      EXPECT_GE(drawn(settings)->tie_figures.giant_share, 0);
    }
  }
}

TEST(ImportedTies, ReplaceAllButHouseholds) {
  auto population = std::make_shared<Population>(*drawn(place(2, 20)));
  const auto first = static_cast<std::uint32_t>(population->communities[0].residents());
  const TieList list{.people = first + 3, .ties = {{0, first - 1, 0}, {1, first + 2, 0}}};
  tie_residents(*population, {}, Luck(5, 0), &list);
  std::vector<std::uint32_t> imported;
  for_ends(population->communities[0], [&](std::uint32_t row, std::uint32_t other, std::uint8_t kind) {
    if (kind == number_of(TieKind::imported)) imported.insert(imported.end(), {row, other});
    EXPECT_THAT(static_cast<TieKind>(kind), ::testing::AnyOf(TieKind::household, TieKind::imported));
  });
  EXPECT_THAT(imported, ElementsAre(0, first - 1, first - 1, 0));
  EXPECT_THAT(population->communities[0].ties.cross, ElementsAre(CrossTie{1, 1, 2}));
  EXPECT_THAT(population->communities[1].ties.cross, ElementsAre(CrossTie{2, 0, 1}));
}

TEST(ImportedTies, OfMorePeopleThanLiveThereAreRefused) {
  auto population = std::make_shared<Population>(*drawn(place(1, 20)));
  const TieList list{.people = 1'000'000, .ties = {}};
  EXPECT_THROW(tie_residents(*population, {}, Luck(5, 0), &list), UserError);
}

// Belonging

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
    return {population_->communities[c], needs_, rules_, luck_, communities_[c], 0, 0, 1'000'000, false};
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
  const Settings settings = busy_settings({.communities = 2, .households = 200});
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
