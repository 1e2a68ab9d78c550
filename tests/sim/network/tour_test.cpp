#include "sim/network/tour.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "sim/network/district.hpp"
#include "tests/sim/network/support.hpp"

namespace cogov {
namespace {

using network_test::Dice;

std::uint64_t length_of(const TravelTimes& times, std::uint32_t start, const std::vector<std::uint32_t>& order) {
  std::uint64_t sum = 0;
  for (const std::uint32_t next : order) {
    sum += times.milliseconds(start, next);
    start = next;
  }
  return sum;
}

std::vector<std::uint32_t> by_nearest(const TravelTimes& times, std::uint32_t start, std::uint32_t first,
                                      std::uint32_t count) {
  std::vector<std::uint32_t> left(count), order;
  std::iota(left.begin(), left.end(), first);
  for (std::uint32_t here = start; !left.empty(); here = order.back()) {
    const auto next = std::min_element(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
      return times.milliseconds(here, a) < times.milliseconds(here, b);
    });
    order.push_back(*next);
    left.erase(next);
  }
  return order;
}

/// A table between random buildings of a generated community.
TravelTimes table(std::uint32_t round, std::uint32_t points) {
  DistrictFacts facts;
  facts.buildings = {100};
  const District district = build_district(facts, Luck(round, 0));
  const CommunityStreets& here = district.communities[0];
  Dice dice(round);
  std::vector<StreetPoint> some;
  for (std::uint32_t i = 0; i < points; ++i) some.push_back(here.buildings[dice.below(100)]);
  return {district.streets, {}, some, some, here.nodes};
}

TEST(Tour, ComesPastEveryPointOnceAndNoLongerThanByTheNearest) {
  std::uint32_t shorter = 0;
  for (std::uint32_t round = 0; round < 100; ++round) {
    const std::uint32_t count = round % 40;
    const TravelTimes times = table(round, 45);
    const std::vector<std::uint32_t> order = tour(times, 2, 5, count);
    const std::vector<std::uint32_t> nearest = by_nearest(times, 2, 5, count);
    std::vector<std::uint32_t> sorted = order, all(count);
    std::sort(sorted.begin(), sorted.end());
    std::iota(all.begin(), all.end(), 5U);
    EXPECT_EQ(sorted, all);
    EXPECT_LE(length_of(times, 2, order), length_of(times, 2, nearest));
    shorter += length_of(times, 2, order) < length_of(times, 2, nearest) ? 1 : 0;
  }
  EXPECT_GT(shorter, 50U);
}

TEST(Tour, IsOftenTheShortestOfAllForSevenPoints) {
  std::uint32_t best_of_all = 0;
  double excess = 0;
  constexpr std::uint32_t rounds = 200;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const TravelTimes times = table(round, 8);
    const std::uint64_t found = length_of(times, 0, tour(times, 0, 1, 7));
    std::vector<std::uint32_t> order{1, 2, 3, 4, 5, 6, 7};
    std::uint64_t best = length_of(times, 0, order);
    while (std::next_permutation(order.begin(), order.end())) best = std::min(best, length_of(times, 0, order));
    ASSERT_GE(found, best);
    best_of_all += found == best ? 1 : 0;
    excess += static_cast<double>(found) / static_cast<double>(best) - 1;
  }
  RecordProperty("best_of_all", static_cast<int>(best_of_all));
  EXPECT_GT(best_of_all, rounds * 7 / 10);
  EXPECT_LT(excess / rounds, .03);
}

TEST(Tour, TakesPointsThatCannotBeReachedLast) {
  Streets streets;
  for (int n = 0; n < 4; ++n) streets.add_node(n, 0);
  const StreetEdgeId near = streets.add_edge(StreetNodeId(std::size_t{0}), StreetNodeId(std::size_t{1}), 10'000);
  const StreetEdgeId far = streets.add_edge(StreetNodeId(std::size_t{2}), StreetNodeId(std::size_t{3}), 10'000);
  const std::vector<StreetPoint> points{{near, 0}, {far, 0}, {near, 9'000}, {near, 2'000}};
  const TravelTimes times(streets, {}, points, points);
  EXPECT_EQ(tour(times, 0, 1, 3), (std::vector<std::uint32_t>{3, 2, 1}));
}

}  // namespace
}  // namespace cogov
