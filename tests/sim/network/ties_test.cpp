#include "sim/network/ties.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "sim/errors.hpp"

namespace cogov {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A triangle 0 1 2 with a tail 2 - 3, and 4 apart.
std::vector<Tie> triangle_with_a_tail() { return {{0, 1, 1}, {2, 0, 2}, {1, 2, 3}, {3, 2, 4}}; }

TEST(BuildTies, EachTieStandsInBothRowsInOrder) {
  const TieNetwork ties = build_ties(5, triangle_with_a_tail(), {});
  EXPECT_THAT(ties.neighbours(0), ElementsAre(1, 2));
  EXPECT_THAT(ties.neighbours(1), ElementsAre(0, 2));
  EXPECT_THAT(ties.neighbours(2), ElementsAre(0, 1, 3));
  EXPECT_THAT(ties.neighbours(3), ElementsAre(2));
  EXPECT_THAT(ties.neighbours(4), IsEmpty());
  EXPECT_THAT(ties.kind, ElementsAre(1, 2, 1, 3, 2, 3, 4, 4));
  EXPECT_EQ(ties.degree(2), 3u);
}

TEST(BuildTies, SelfTiesAndRepetitionsAreDropped) {
  const TieNetwork ties = build_ties(3, {{1, 1, 0}, {0, 1, 7}, {1, 0, 5}, {0, 1, 6}, {2, 2, 0}}, {});
  EXPECT_THAT(ties.neighbours(0), ElementsAre(1));
  EXPECT_THAT(ties.neighbours(1), ElementsAre(0));
  EXPECT_THAT(ties.neighbours(2), IsEmpty());
  EXPECT_THAT(ties.kind, ElementsAre(5, 5));
}

TEST(BuildTies, RowsOfOneDegreeStayInOrder) {
  EXPECT_THAT(build_ties(5, triangle_with_a_tail(), {}).by_degree, ElementsAre(4, 3, 0, 1, 2));
  EXPECT_THAT(build_ties(0, {}, {}).by_degree, IsEmpty());
  EXPECT_THAT(build_ties(2, {}, {}).by_degree, ElementsAre(0, 1));
}

TEST(BuildTies, CrossTiesAreSortedAndStandOnce) {
  const TieNetwork ties = build_ties(3, {}, {{2, 1, 0}, {0, 4, 1}, {2, 1, 0}, {0, 3, 9}});
  EXPECT_THAT(ties.cross, ElementsAre(CrossTie{0, 3, 9}, CrossTie{0, 4, 1}, CrossTie{2, 1, 0}));
}

TEST(BuildTies, ARowThatIsNotThereIsABug) { EXPECT_THROW((void)build_ties(2, {{0, 2, 0}}, {}), InternalError); }

RC_GTEST_PROP(BuildTies, AnyTiesBecomeASymmetricGraphOfEachOnce, ()) {
  const auto rows = *rc::gen::inRange<std::uint32_t>(1, 30);
  const auto pairs = *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(
      rc::gen::pair(rc::gen::inRange<std::uint32_t>(0, rows), rc::gen::inRange<std::uint32_t>(0, rows)));
  std::vector<Tie> given;
  std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
  for (const auto& [a, b] : pairs) {
    given.push_back({a, b, 0});
    if (a != b) expected.insert({a, b});
    if (a != b) expected.insert({b, a});
  }
  const TieNetwork ties = build_ties(rows, given, {});
  std::set<std::pair<std::uint32_t, std::uint32_t>> found;
  std::size_t ends = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (const std::uint32_t other : ties.neighbours(row)) found.insert({row, other});
    ends += ties.degree(row);
  }
  RC_ASSERT(found == expected);
  RC_ASSERT(ends == expected.size());
  for (std::uint32_t i = 0; i + 1 < rows; ++i) {
    RC_ASSERT(ties.degree(ties.by_degree[i]) <= ties.degree(ties.by_degree[i + 1]));
  }
}

TEST(TieFigures, OfATriangleWithATail) {
  const TieFigures figures = figures_of(build_ties(5, triangle_with_a_tail(), {{4, 1, 0}}));
  EXPECT_DOUBLE_EQ(figures.mean_degree, 9. / 5);               // four ties twice, and one that leads away
  EXPECT_DOUBLE_EQ(figures.clustering, (1 + 1 + 1. / 3) / 3);  // 3 and 4 have fewer than two ties
  EXPECT_DOUBLE_EQ(figures.giant_share, 4. / 5);
}

TEST(TieFigures, CrossTiesConnectCommunities) {
  const TieNetwork one = build_ties(3, {{0, 1, 0}}, {{1, 1, 0}});
  const TieNetwork other = build_ties(2, {{0, 1, 0}}, {{0, 0, 1}});
  const TieNetwork* const both[] = {&one, &other};
  const TieFigures figures = figures_of(both);
  EXPECT_DOUBLE_EQ(figures.mean_degree, 6. / 5);
  EXPECT_DOUBLE_EQ(figures.giant_share, 4. / 5);
  EXPECT_DOUBLE_EQ(figures_of(other).giant_share, 1);
  EXPECT_EQ(figures_of(build_ties(0, {}, {})), TieFigures{});
}

}  // namespace
}  // namespace cogov
