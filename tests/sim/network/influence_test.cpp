#include "sim/network/influence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace cogov {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

std::vector<std::uint32_t> counted(std::size_t n) {
  std::vector<std::uint32_t> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 0u);
  return numbers;
}

/// A line of people, each tied to the next.
TieNetwork line(std::uint32_t people) {
  std::vector<Tie> ties;
  for (std::uint32_t row = 0; row + 1 < people; ++row) ties.push_back({row, row + 1, 0});
  return build_ties(people, ties, {});
}

struct Columns {
  std::vector<std::uint16_t> level, anchor = {}, susceptibility = {}, threshold = {};
};

std::vector<std::uint16_t> after_step(InfluenceRule rule, const TieNetwork& ties, const Columns& columns,
                                      const InfluenceNumbers& numbers = {}, std::uint32_t step = 0) {
  Heard heard(rule, columns.level.size());
  heard.hear(rows_of(ties), ties.by_degree, columns.level);
  std::vector<std::uint16_t> next(columns.level.size());
  const Luck luck(1, 0);
  const std::vector<std::uint32_t> ordinal = counted(columns.level.size());
  influence_step(rule, numbers, heard, {columns.level, next, columns.anchor, columns.susceptibility, columns.threshold},
                 {luck, 0, ordinal, step});
  return next;
}

TEST(Level, IsRoundedAndCutOff) {
  EXPECT_EQ(level_of(0), 0);
  EXPECT_EQ(level_of(1), 65535);
  EXPECT_EQ(level_of(-3), 0);
  EXPECT_EQ(level_of(7), 65535);
  EXPECT_EQ(level_of(.5), 32768);
}

TEST(Heard, IsTheSumAlongTheRowsAndWhatIsAdded) {
  const TieNetwork ties = line(3);
  const std::vector<std::uint16_t> level{10, 200, 65535};
  Heard heard(InfluenceRule::degroot, 3);
  heard.hear(rows_of(ties), ties.by_degree, level);
  heard.hear(0, 5);
  EXPECT_EQ(heard.sum(0), 205u);
  EXPECT_EQ(heard.ties(0), 2u);
  EXPECT_EQ(heard.sum(1), 65545u);
  Heard active(InfluenceRule::bass, 3);
  active.hear(rows_of(ties), ties.by_degree, level);
  active.hear(0, 65535);
  active.hear(0, 65534);
  EXPECT_EQ(active.sum(0), 1u);
  EXPECT_EQ(active.ties(0), 3u);
  EXPECT_EQ(active.sum(1), 1u);
}

TEST(Heard, TakesRowsThatRepeatOrHoldThemselves) {
  const std::vector<std::uint32_t> first{0, 3, 4};
  const std::vector<std::uint32_t> others{0, 1, 1, 1};
  const std::vector<std::uint16_t> level{1, 100};
  Heard heard(InfluenceRule::degroot, 2);
  heard.hear({first, others}, counted(2), level);
  EXPECT_EQ(heard.sum(0), 201u);
  EXPECT_EQ(heard.ties(0), 3u);
  EXPECT_EQ(heard.sum(1), 100u);
}

TEST(Averaging, WhereAllAreEqualNobodyMoves) {
  for (const double share : {0., .00002, .3, .99999, 1.}) {
    const std::uint16_t level = level_of(share);
    const Columns columns{.level = std::vector<std::uint16_t>(200, level),
                          .anchor = std::vector<std::uint16_t>(200, level)};
    for (const InfluenceRule rule : {InfluenceRule::degroot, InfluenceRule::friedkin_johnsen}) {
      for (std::uint32_t step = 0; step < 20; ++step) {
        ASSERT_EQ(after_step(rule, line(200), columns, {.self_weight = .3, .susceptibility = .7}, step), columns.level);
      }
    }
  }
}

TEST(Averaging, WhoeverHearsNobodyKeepsTheirLevel) {
  const Columns columns{.level = {123, 65535, 9}};
  EXPECT_EQ(after_step(InfluenceRule::degroot, build_ties(3, {}, {}), columns), columns.level);
}

TEST(Averaging, OfWholeNumbersIsExact) {
  const Columns columns{.level = {100, 300, 500}};
  EXPECT_THAT(after_step(InfluenceRule::degroot, line(3), columns, {.self_weight = .5}), ElementsAre(200, 300, 400));
  EXPECT_THAT(after_step(InfluenceRule::degroot, line(3), columns, {.self_weight = .75}), ElementsAre(150, 300, 450));
}

/// A change of a hundredth of a unit is not lost: one in a hundred makes it whole.
TEST(Averaging, SmallChangesAreKeptByChance) {
  constexpr std::uint32_t people = 40'000;
  const Columns columns{.level = std::vector<std::uint16_t>(people, 1000),
                        .anchor = std::vector<std::uint16_t>(people, 1001)};
  const auto next =
      after_step(InfluenceRule::friedkin_johnsen, build_ties(people, {}, {}), columns, {.susceptibility = .99});
  const auto moved = std::count(next.begin(), next.end(), 1001);
  EXPECT_EQ(std::count(next.begin(), next.end(), 1000) + moved, people);
  EXPECT_NEAR(static_cast<double>(moved), people * .01, 5 * 20);  // five standard deviations: 6e-7 by chance
}

/// Sixteen bits each, as if drawn on their own: neighbours in a block don't move together.
TEST(Averaging, RoundingsOfAHouseholdAreIndependent) {
  constexpr std::uint32_t people = 80'000;
  const Columns columns{.level = std::vector<std::uint16_t>(people, 0),
                        .anchor = std::vector<std::uint16_t>(people, 1)};
  const auto next =
      after_step(InfluenceRule::friedkin_johnsen, build_ties(people, {}, {}), columns, {.susceptibility = .5});
  for (const std::uint32_t apart : {1u, 2u, 4u, 7u}) {
    double both = 0;
    for (std::uint32_t row = 0; row < people; row += 8) both += next[row] * next[row + apart];
    EXPECT_NEAR(both, people / 8 * .25, 5 * 43.3) << apart;
  }
  EXPECT_NE(next, after_step(InfluenceRule::friedkin_johnsen, build_ties(people, {}, {}), columns,
                             {.susceptibility = .5}, 1));
}

TEST(FriedkinJohnsen, TheUnmovableStayAtTheirAnchor) {
  Columns columns{.level = {0, 0, 0}, .anchor = {65535, 600, 0}, .susceptibility = {0, 0, 65535}};
  EXPECT_THAT(after_step(InfluenceRule::friedkin_johnsen, line(3), columns), ElementsAre(65535, 600, 0));
}

TEST(Threshold, IsReachedExactlyAtTheShare) {
  // 2 has four neighbours, of whom 0 and 1 are active.
  const TieNetwork star = build_ties(5, {{2, 0, 0}, {2, 1, 0}, {2, 3, 0}, {2, 4, 0}}, {});
  Columns columns{.level = {65535, 65535, 0, 0, 0}, .threshold = std::vector<std::uint16_t>(5, 32767)};
  EXPECT_THAT(after_step(InfluenceRule::threshold, star, columns), ElementsAre(65535, 65535, 65535, 0, 0));
  columns.threshold[2] = 32768;
  EXPECT_THAT(after_step(InfluenceRule::threshold, star, columns), ElementsAre(65535, 65535, 0, 0, 0));
}

TEST(Threshold, AFifthOfFiveIsEnough) {
  const TieNetwork star = build_ties(6, {{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {0, 4, 0}, {0, 5, 0}}, {});
  const Columns columns{.level = {0, 65535, 0, 0, 0, 0}, .threshold = {13107, 1, 65535, 65535, 65535, 65535}};
  EXPECT_THAT(after_step(InfluenceRule::threshold, star, columns), ElementsAre(65535, 65535, 0, 0, 0, 0));
}

TEST(Threshold, OfNothingIsActiveUnpromptedAndTheLonelyAreNever) {
  const Columns columns{.level = {0, 5}, .anchor = {7, 65535}, .threshold = {0, 1}};
  EXPECT_THAT(after_step(InfluenceRule::threshold, build_ties(2, {}, {}), columns), ElementsAre(65535, 65534));
}

TEST(Bass, WithoutRatesNobodyMovesAndWithHugeOnesAllDo) {
  const Columns columns{.level = {65535, 3, 3}, .anchor = {1, 3, 3}};
  EXPECT_EQ(after_step(InfluenceRule::bass, line(3), columns), columns.level);
  EXPECT_THAT(after_step(InfluenceRule::bass, line(3), columns, {.spontaneous = 99, .recovery = 99}),
              ElementsAre(1, 65535, 65535));
  EXPECT_THAT(after_step(InfluenceRule::bass, line(3), columns, {.imitation = 99}), ElementsAre(65535, 65535, 3));
}

/// By chance 1 - exp(-rate): here of spontaneous joining.
TEST(Bass, RatesAreTurnedIntoChances) {
  constexpr std::uint32_t people = 40'000;
  const Columns columns{.level = std::vector<std::uint16_t>(people, 0)};
  const auto next = after_step(InfluenceRule::bass, build_ties(people, {}, {}), columns, {.spontaneous = .5});
  EXPECT_NEAR(static_cast<double>(std::count(next.begin(), next.end(), 65535)), people * .3934693, 5 * 97.7);
}

}  // namespace
}  // namespace cogov
