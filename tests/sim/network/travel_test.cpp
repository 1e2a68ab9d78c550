#include "sim/network/travel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/sim/network/support.hpp"

namespace cogov {
namespace {

using namespace network_test;

constexpr std::uint32_t rounds = 300;

/// All four states of the gates, on foot and on wheels.
TravelRule rule_of(std::uint32_t round) {
  return {
      .road_speed = round % 3 == 0 ? 1.0 : 5.5, .lane_speed = 1.0, .rides = round % 2 == 1, .at_night = round % 4 > 1};
}

/// Shortest times by brute force: every node and every point is a place, every street is cut at its points, and
/// ways are extended until none gets shorter (R. W. Floyd, "Algorithm 97: shortest path", 1962).
class BruteForce {
 public:
  BruteForce(const Streets& streets, const TravelRule& rule, const std::vector<StreetPoint>& points,
             const std::vector<StreetNodeId>& within)
      : streets_(streets), nodes_(streets.nodes()), size_(nodes_ + points.size()), times_(size_ * size_, none) {
    for (std::size_t n = 0; n < nodes_; ++n) at(n, n) = 0;
    const auto used = [&](StreetNodeId node) {
      return within.empty() || std::find(within.begin(), within.end(), node) != within.end();
    };
    for (std::uint32_t e = 0; e < streets.edges(); ++e) {
      const StreetEdgeId edge(std::size_t{e});
      if (!passable(streets, rule, edge) || !used(streets.from[e]) || !used(streets.to[e])) continue;
      cut(edge, edge_milliseconds(streets, rule, edge), points);
    }
    for (std::size_t k = 0; k < size_; ++k) {
      for (std::size_t i = 0; i < size_; ++i) {
        for (std::size_t j = 0; j < size_; ++j) at(i, j) = std::min(at(i, j), at(i, k) + at(k, j));
      }
    }
  }
  [[nodiscard]] std::uint32_t between(std::size_t i, std::size_t j) const {
    const std::uint64_t time = times_[(nodes_ + i) * size_ + nodes_ + j];
    return time == none || time >= unreachable ? unreachable : static_cast<std::uint32_t>(time);
  }

 private:
  static constexpr std::uint64_t none = std::uint64_t{1} << 60;
  std::uint64_t& at(std::size_t i, std::size_t j) { return times_[i * size_ + j]; }

  void cut(StreetEdgeId edge, std::uint32_t whole, const std::vector<StreetPoint>& points) {
    std::vector<std::pair<std::uint64_t, std::size_t>> stops{{0, streets_.from[edge.row].row},
                                                             {whole, streets_.to[edge.row].row}};
    for (std::size_t p = 0; p < points.size(); ++p) {
      if (points[p].edge != edge) continue;
      stops.emplace_back(std::uint64_t{whole} * points[p].offset_mm / streets_.length_mm[edge.row], nodes_ + p);
    }
    for (const auto& [a, i] : stops) {
      for (const auto& [b, j] : stops) at(i, j) = std::min(at(i, j), a > b ? a - b : b - a);
    }
  }

  const Streets& streets_;
  std::size_t nodes_, size_;
  std::vector<std::uint64_t> times_;
};

TEST(TravelTimes, AreThoseOfBruteForce) {
  for (std::uint32_t round = 0; round < rounds; ++round) {
    Dice dice(round);
    const Streets streets = random_streets(dice, 12, round % 2 == 0);
    const TravelRule rule = rule_of(round);
    const std::vector<StreetPoint> points = random_points(dice, streets, 12);
    const std::vector<StreetNodeId> within = random_nodes(dice, streets);
    const BruteForce truth(streets, rule, points, within);
    const TravelTimes times(streets, rule, points, points, within);
    const std::vector<StreetPoint> few(points.begin(), points.begin() + 2);  // searched from the few, either way
    const TravelTimes from_few(streets, rule, few, points, within), to_few(streets, rule, points, few, within);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      for (std::uint32_t j = 0; j < points.size(); ++j) {
        ASSERT_EQ(times.milliseconds(i, j), truth.between(i, j)) << round << ": " << i << " to " << j;
        if (i < 2) {
          ASSERT_EQ(from_few.milliseconds(i, j), truth.between(i, j)) << round;
        }
        if (j < 2) {
          ASSERT_EQ(to_few.milliseconds(i, j), truth.between(i, j)) << round;
        }
      }
    }
  }
}

TEST(TravelTimes, TakeTheWayAroundWhereASharedStreetIsLonger) {
  Streets streets;
  const StreetNodeId a = streets.add_node(0, 0), b = streets.add_node(1, 0);
  const StreetEdgeId winding = streets.add_edge(a, b, 100'000);
  streets.add_edge(a, b, 1'000);
  const std::vector<StreetPoint> points{{winding, 10'000}, {winding, 20'000}, {winding, 95'000}};
  const TravelTimes times(streets, {.road_speed = 1}, points, points);
  EXPECT_EQ(times.milliseconds(0, 1), 10'000);
  EXPECT_EQ(times.milliseconds(0, 2), 10'000 + 1'000 + 5'000);
}

TEST(TravelTimes, StayUnreachableInsteadOfRunningOver) {
  Streets streets;
  const StreetNodeId a = streets.add_node(0, 0), b = streets.add_node(1, 0), c = streets.add_node(2, 0);
  const std::uint32_t long_way = 4'000'000'000;
  const StreetEdgeId first = streets.add_edge(a, b, long_way);
  const StreetEdgeId second = streets.add_edge(b, c, long_way);
  const std::vector<StreetPoint> points{{first, 0}, {second, long_way}, {second, 200'000'000}, {second, 400'000'000}};
  const TravelTimes times(streets, {.road_speed = 1}, points, points);
  EXPECT_EQ(times.milliseconds(0, 1), unreachable);
  EXPECT_EQ(times.milliseconds(0, 2), 4'200'000'000);
  EXPECT_EQ(times.milliseconds(0, 3), unreachable);
  const TravelTimes slow(streets, {.road_speed = .001}, points, points);  // a street takes just less than for ever
  EXPECT_EQ(slow.milliseconds(1, 0), unreachable);
  EXPECT_TRUE(route(streets, {.road_speed = 1}, points[0], points[1]).empty());
}

TEST(TravelTimes, KnowNoWayThroughAClosedGateNorOffTheMap) {
  Streets streets;
  const StreetNodeId a = streets.add_node(0, 0), b = streets.add_node(1, 0), c = streets.add_node(2, 0);
  const StreetEdgeId lane = streets.add_edge(a, b, 10'000, StreetKind::lane);
  const StreetEdgeId gate = streets.add_edge(b, c, 6'000, StreetKind::gate);
  streets.locked_at_night[gate.row] = 1;
  const std::vector<StreetPoint> points{{lane, 0}, {gate, 3'000}, {gate, 6'000}};
  const TravelTimes day(streets, {.lane_speed = 1}, points, points);
  EXPECT_EQ(day.milliseconds(0, 1), 13'000);
  const TravelTimes night(streets, {.at_night = true}, points, points);
  for (const std::uint32_t to : {1U, 2U}) {
    EXPECT_EQ(night.milliseconds(0, to), unreachable);
    EXPECT_EQ(night.milliseconds(to, to), unreachable);
  }
  const std::vector<StreetNodeId> within{b, c};
  const TravelTimes inside(streets, {.lane_speed = 1}, points, points, within);
  EXPECT_EQ(inside.milliseconds(0, 1), unreachable);
  EXPECT_EQ(inside.milliseconds(1, 2), 3'000);
}

/// Whether the legs hang together from one point to the other, and no way turns round within a street.
void expect_way(const Streets& streets, const std::vector<Leg>& legs, StreetPoint from, StreetPoint to) {
  const auto node_at = [&](StreetEdgeId edge, std::uint32_t offset) {
    if (offset == 0) return streets.from[edge.row];
    return offset == streets.length_mm[edge.row] ? streets.to[edge.row] : StreetNodeId{};
  };
  const auto same = [&](StreetPoint a, StreetPoint b) {
    const StreetNodeId node = node_at(a.edge, a.offset_mm);
    return a == b || (node.exists() && node == node_at(b.edge, b.offset_mm));
  };
  StreetPoint here = from;
  for (const Leg& leg : legs) {
    EXPECT_TRUE(same(here, {leg.edge, leg.from_mm}));
    EXPECT_NE(leg.from_mm, leg.to_mm);
    EXPECT_TRUE(&leg == legs.data() || !(here == StreetPoint{leg.edge, leg.from_mm})) << "turns round";
    here = {leg.edge, leg.to_mm};
  }
  EXPECT_TRUE(same(here, to));
}

TEST(Route, AddsUpToTheTableAndKeepsToOpenGates) {
  for (std::uint32_t round = 0; round < rounds; ++round) {
    Dice dice(round);
    const Streets streets = random_streets(dice, 12, round % 2 == 0);
    const TravelRule rule = rule_of(round);
    const std::vector<StreetPoint> points = random_points(dice, streets, 12);
    const std::vector<StreetNodeId> within = random_nodes(dice, streets);
    const TravelTimes times(streets, rule, points, points, within);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      for (std::uint32_t j = 0; j < points.size(); ++j) {
        const std::vector<Leg> legs = route(streets, rule, points[i], points[j], within);
        if (times.milliseconds(i, j) == unreachable) {
          ASSERT_TRUE(legs.empty()) << round;
          continue;
        }
        std::uint64_t sum = 0;
        for (const Leg& leg : legs) {
          sum += leg.milliseconds;
          ASSERT_TRUE(passable(streets, rule, leg.edge)) << round;
        }
        ASSERT_EQ(sum, times.milliseconds(i, j)) << round << ": " << i << " to " << j;
        expect_way(streets, legs, points[i], points[j]);
      }
    }
  }
}

TEST(Route, ArrivesByTheStreetWithTheLowestNumberAmongEquals) {
  for (const bool by_three : {true, false}) {  // two ways of equal length around a square, and a street beyond
    Streets streets;
    for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {2, 2}}) streets.add_node(x, y);
    const auto connect = [&](std::size_t a, std::size_t b) {
      return streets.add_edge(StreetNodeId(a), StreetNodeId(b), 10'000);
    };
    const StreetEdgeId beyond = connect(2, 4);
    const StreetEdgeId lower = connect(by_three ? 3 : 1, 2);
    connect(by_three ? 1 : 3, 2);
    const StreetEdgeId to_one = connect(0, 1), to_three = connect(0, 3), start = connect(0, 0);
    const std::vector<Leg> legs = route(streets, {}, {start, 0}, {beyond, 10'000});
    ASSERT_EQ(legs.size(), 3U);
    EXPECT_EQ(legs[0].edge, by_three ? to_three : to_one);
    EXPECT_EQ(legs[1].edge, lower);
    EXPECT_EQ(legs[2].edge, beyond);
  }
}

/// What `passes` promises, read off the legs.
bool comes_past(const Streets& streets, const std::vector<Leg>& legs, StreetPoint from, StreetPoint to,
                StreetPoint point) {
  std::set<std::uint32_t> nodes;
  const auto visit = [&](StreetEdgeId edge, std::uint32_t offset) {
    if (offset == 0) nodes.insert(streets.from[edge.row].row);
    if (offset == streets.length_mm[edge.row]) nodes.insert(streets.to[edge.row].row);
  };
  visit(from.edge, from.offset_mm);
  visit(to.edge, to.offset_mm);
  for (const Leg& leg : legs) {
    visit(leg.edge, leg.from_mm);
    visit(leg.edge, leg.to_mm);
    const bool inside =
        std::min(leg.from_mm, leg.to_mm) <= point.offset_mm && point.offset_mm <= std::max(leg.from_mm, leg.to_mm);
    if (leg.edge == point.edge && inside) return true;
  }
  if (point == from || point == to) return true;
  if (point.offset_mm == 0) return nodes.contains(streets.from[point.edge.row].row);
  return point.offset_mm == streets.length_mm[point.edge.row] && nodes.contains(streets.to[point.edge.row].row);
}

TEST(RouteTrees, AgreeWithRoutes) {
  std::uint32_t passed = 0, asked = 0;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    Dice dice(round);
    const Streets streets = random_streets(dice, 12, round % 2 == 0);
    const TravelRule rule = rule_of(round);
    const std::vector<StreetPoint> points = random_points(dice, streets, 10);
    const std::vector<StreetNodeId> within = random_nodes(dice, streets);
    const TravelTimes times(streets, rule, points, points, within);
    const RouteTrees trees(streets, rule, points, within);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      for (std::uint32_t j = 0; j < points.size(); ++j) {
        ASSERT_EQ(trees.milliseconds(i, points[j]), times.milliseconds(i, j)) << round;
        const std::vector<Leg> legs = route(streets, rule, points[i], points[j], within);
        const bool there_is_one = times.milliseconds(i, j) != unreachable;
        for (std::uint32_t k = 0; k < points.size(); ++k) {
          const bool off_the_map = times.milliseconds(k, k) == unreachable;
          const bool truth = there_is_one && !off_the_map && comes_past(streets, legs, points[i], points[j], points[k]);
          ASSERT_EQ(trees.passes(i, points[j], points[k]), truth) << round << ": " << i << " to " << j << " by " << k;
          passed += truth ? 1 : 0;
          ++asked;
        }
      }
    }
  }
  EXPECT_GT(passed, asked / 20);  // the question was not empty
  EXPECT_LT(passed, asked / 2);
}

}  // namespace
}  // namespace cogov
