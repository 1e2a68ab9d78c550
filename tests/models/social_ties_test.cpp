/// Ties as they are drawn and read.
#include "models/social_ties.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "models/imports.hpp"
#include "sim/errors.hpp"
#include "tests/models/place.hpp"

namespace cogov::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;

constexpr auto number_of(TieKind kind) { return static_cast<std::uint8_t>(kind); }

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

/// Of the other communities, the four nearest: by the mean of where buildings stand.
std::set<std::uint32_t> four_nearest(const Population& population, std::uint32_t c) {
  const auto middle = [](const CommunityPlan& plan) {
    Position sum;
    for (std::size_t b = 0; b < plan.buildings(); ++b) sum = {sum.x + plan.x[b], sum.y + plan.y[b]};
    const auto count = static_cast<double>(plan.buildings());
    return Position{sum.x / count, sum.y / count};
  };
  const Position here = middle(population.communities[c]);
  std::vector<std::pair<double, std::uint32_t>> others;
  for (const CommunityPlan& plan : population.communities) {
    const Position there = middle(plan);
    const double dx = there.x - here.x;
    const double dy = there.y - here.y;
    if (plan.number != c) others.emplace_back(dx * dx + dy * dy, plan.number);
  }
  std::sort(others.begin(), others.end());
  std::set<std::uint32_t> nearest;
  for (std::size_t i = 0; i < 4; ++i) nearest.insert(others[i].second);
  return nearest;
}

TEST(DrawnTies, AcrossBordersStandOnBothSidesAndLeadNear) {
  const auto population = drawn(place(20, 300));
  std::set<std::array<std::uint32_t, 4>> ends;
  double near = 0;
  for (const CommunityPlan& plan : population->communities) {
    const std::set<std::uint32_t> nearest = four_nearest(*population, plan.number);
    for (const CrossTie& tie : plan.ties.cross) {
      EXPECT_NE(tie.community, plan.number);
      ends.insert({plan.number, tie.here, tie.community, tie.there});
      near += nearest.contains(tie.community) ? 1 : 0;
    }
  }
  for (const auto& [c, row, other_c, other_row] : ends) EXPECT_TRUE(ends.contains({other_c, other_row, c, row}));
  // Were distance nothing, it would be 4 of 19.
  EXPECT_GT(near / static_cast<double>(ends.size()), .4);
  EXPECT_LT(near / static_cast<double>(ends.size()), .8);
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

}  // namespace
}  // namespace cogov::testing
