#include "sim/network/district.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "sim/errors.hpp"
#include "sim/network/block.hpp"
#include "sim/network/travel.hpp"
#include "tests/sim/network/support.hpp"

namespace cogov {
namespace {

using namespace network_test;

/// Any sizes and shares, those at the ends of their ranges included.
DistrictFacts random_facts(Dice& dice) {
  DistrictFacts facts;
  const std::uint32_t communities = 1 + dice.below(dice.below(2) == 0 ? 3 : 30);
  const std::uint32_t most = dice.below(2) == 0 ? 4 : 200;
  for (std::uint32_t c = 0; c < communities; ++c) facts.buildings.push_back(1 + dice.below(most));
  facts.building_spacing_metres = 5 + dice.below(80);
  facts.estates_per_community = 1 + dice.below(5) / 2.0;
  facts.side_gates_per_estate = dice.below(9) / 2.0;
  facts.locked_share = dice.below(3) / 2.0;
  facts.riders_kept_out_share = dice.below(3) / 2.0;
  facts.shops_per_community = dice.below(8);
  return facts;
}

DistrictFacts usual_facts(std::uint32_t communities, std::uint32_t buildings) {
  DistrictFacts facts;
  facts.buildings.assign(communities, buildings);
  return facts;
}

std::uint32_t longest(const TravelTimes& times, std::size_t from, std::size_t to) {
  std::uint32_t most = 0;
  for (std::uint32_t i = 0; i < from; ++i) {
    for (std::uint32_t j = 0; j < to; ++j) most = std::max(most, times.milliseconds(i, j));
  }
  return most;
}

std::vector<StreetPoint> places_of(const CommunityStreets& community) {
  std::vector<StreetPoint> places = community.buildings;
  places.push_back(community.centre);
  places.push_back(community.rest_station);
  places.insert(places.end(), community.shops.begin(), community.shops.end());
  return places;
}

TEST(District, IsConnectedByDayAndAtNightAndForRiders) {
  std::uint32_t kept_out = 0, locked = 0;
  for (std::uint32_t round = 0; round < 150; ++round) {
    Dice dice(round);
    const DistrictFacts facts = random_facts(dice);
    const District district = build_district(facts, Luck(round, 0));
    const Streets& streets = district.streets;
    const std::vector<std::uint32_t> parts = connected_parts(streets);
    ASSERT_EQ(std::count(parts.begin(), parts.end(), 0U), static_cast<std::ptrdiff_t>(parts.size()));
    locked +=
        static_cast<std::uint32_t>(std::accumulate(streets.locked_at_night.begin(), streets.locked_at_night.end(), 0));
    std::vector<StreetPoint> stations;
    for (const CommunityStreets& here : district.communities) {
      const std::vector<StreetPoint> places = places_of(here), station{here.rest_station};
      stations.push_back(here.rest_station);
      for (const bool night : {false, true}) {
        const TravelTimes walks(streets, {.at_night = night}, places, places, here.nodes);
        ASSERT_LT(longest(walks, places.size(), places.size()), 24U * 3'600'000) << round;
        const TravelRule ride{.road_speed = 5, .lane_speed = 3, .rides = true, .at_night = night};
        const TravelTimes rides(streets, ride, station, here.drop_off, here.nodes);
        ASSERT_LT(longest(rides, 1, here.drop_off.size()), 24U * 3'600'000) << round;
        const TravelTimes to_the_door(streets, ride, station, here.buildings, here.nodes);
        for (std::uint32_t b = 0; b < here.buildings.size(); ++b) {
          const bool at_the_gate = !(here.drop_off[b] == here.buildings[b]);
          ASSERT_EQ(to_the_door.milliseconds(0, b) == unreachable, at_the_gate) << round;
          kept_out += at_the_gate ? 1 : 0;
        }
      }
    }
    const TravelTimes across(streets, {.rides = true, .at_night = true}, stations, stations);
    ASSERT_LT(longest(across, stations.size(), stations.size()), unreachable) << round;
  }
  EXPECT_GT(kept_out, 1'000U);  // both kinds of closed gates were there
  EXPECT_GT(locked, 1'000U);
}

/// The network without its gates: each estate is a part of its own.
Streets without_gates(const Streets& streets) {
  Streets rest;
  for (std::size_t n = 0; n < streets.nodes(); ++n) rest.add_node(streets.x[n], streets.y[n]);
  for (std::size_t e = 0; e < streets.edges(); ++e) {
    if (streets.kind[e] != StreetKind::gate) rest.add_edge(streets.from[e], streets.to[e], streets.length_mm[e]);
  }
  return rest;
}

TEST(District, HasRidersStopBeforeAGateOfTheEstateThatIsNeverLocked) {
  DistrictFacts facts = usual_facts(60, 66);
  facts.locked_share = 1;
  facts.riders_kept_out_share = .5;
  const District district = build_district(facts, Luck(4, 0));
  const Streets& streets = district.streets;
  const std::vector<std::uint32_t> estate = connected_parts(without_gates(streets));
  std::uint32_t at_gates = 0;
  for (const CommunityStreets& here : district.communities) {
    for (std::size_t b = 0; b < here.buildings.size(); ++b) {
      const StreetPoint stop = here.drop_off[b];
      if (stop == here.buildings[b]) continue;
      ++at_gates;
      const StreetNodeId node = stop.offset_mm == 0 ? streets.from[stop.edge.row] : streets.to[stop.edge.row];
      ASSERT_TRUE(stop.offset_mm == 0 || stop.offset_mm == streets.length_mm[stop.edge.row]);
      ASSERT_EQ(streets.kind[stop.edge.row], StreetKind::road);
      bool main_gate = false;
      for (std::uint32_t arm = streets.first_arm[node.row]; arm != Streets::no_arm; arm = streets.next_arm[arm]) {
        const std::uint32_t e = arm / 2;
        const StreetNodeId inside = arm % 2 == 0 ? streets.to[e] : streets.from[e];
        main_gate |= streets.kind[e] == StreetKind::gate && streets.locked_at_night[e] == 0 &&
                     streets.closed_to_riders[e] != 0 &&
                     estate[inside.row] == estate[streets.from[here.buildings[b].edge.row].row];
      }
      ASSERT_TRUE(main_gate);
    }
  }
  EXPECT_GT(at_gates, 1'000U);
}

TEST(District, HasTheSizesThatWereAskedFor) {
  for (std::uint32_t round = 0; round < 100; ++round) {
    Dice dice(round);
    const DistrictFacts facts = random_facts(dice);
    const District district = build_district(facts, Luck(round, 0));
    ASSERT_EQ(district.communities.size(), facts.buildings.size());
    std::map<std::uint32_t, int> zone_size;
    for (std::size_t c = 0; c < facts.buildings.size(); ++c) {
      const CommunityStreets& here = district.communities[c];
      ASSERT_EQ(here.buildings.size(), facts.buildings[c]);
      ASSERT_EQ(here.drop_off.size(), facts.buildings[c]);
      ASSERT_EQ(here.shops.size(), facts.shops_per_community);
      for (const StreetPoint shop : here.shops) ASSERT_EQ(district.streets.kind[shop.edge.row], StreetKind::road);
      ASSERT_EQ(district.streets.kind[here.centre.edge.row], StreetKind::lane);
      ++zone_size[here.zone];
    }
    ASSERT_EQ(zone_size.size(), district.zones);
    for (const auto& [zone, size] : zone_size) {
      ASSERT_LT(zone, district.zones);
      ASSERT_LE(size, 9);
    }
  }
}

TEST(District, HasStreetsAsLongAsTheirEndsAreApart) {
  for (std::uint32_t round = 0; round < 100; ++round) {
    Dice dice(round);
    const District district = build_district(random_facts(dice), Luck(round, 0));
    const Streets& streets = district.streets;
    for (std::size_t e = 0; e < streets.edges(); ++e) {
      const Position a{streets.x[streets.from[e].row], streets.y[streets.from[e].row]};
      const Position b{streets.x[streets.to[e].row], streets.y[streets.to[e].row]};
      ASSERT_NEAR(std::hypot(a.x - b.x, a.y - b.y), streets.length_mm[e] / 1'000.0, 1.1);  // junctions merge
      ASSERT_GE(streets.length_mm[e], 1'000U);
    }
  }
}

TEST(District, IsAPureFunctionAndChangesWithLuck) {
  const DistrictFacts facts = usual_facts(20, 66);
  EXPECT_EQ(build_district(facts, Luck(1, 0)).streets, build_district(facts, Luck(1, 0)).streets);
  EXPECT_NE(build_district(facts, Luck(1, 0)).streets, build_district(facts, Luck(1, 1)).streets);
}

TEST(District, HasNoTwoEqualCommunities) {
  const District district = build_district(usual_facts(200, 66), Luck(3, 0));
  std::set<std::uint64_t> sums;
  for (const CommunityStreets& here : district.communities) {
    const TravelTimes walks(district.streets, {}, here.buildings, here.buildings, here.nodes);
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < 66; ++i) {
      for (std::uint32_t j = 0; j < 66; ++j) sum += walks.milliseconds(i, j);
    }
    sums.insert(sum);
  }
  EXPECT_EQ(sums.size(), 200U);
}

/// Steps from each building to the next, within estates; and the estates' gates with what they let through.
std::vector<double> inner_structure(const District& district, const BlockPlan& plan, std::uint32_t community) {
  const std::vector<StreetPoint>& buildings = district.communities[community].buildings;
  std::vector<double> structure;
  std::size_t building = 0;
  for (const EstatePlan& estate : plan.estates) {
    const Position first = position_of(district.streets, buildings[building]);
    for (std::uint32_t b = 0; b < estate.buildings; ++b, ++building) {
      const Position at = position_of(district.streets, buildings[building]);
      structure.push_back(std::round(1'000 * (at.x - first.x)));
      structure.push_back(std::round(1'000 * (at.y - first.y)));
    }
  }
  return structure;
}

TEST(District, LeavesACommunityAsItIsWhenOthersComeOrGrow) {
  const Luck luck(5, 0);
  const DistrictFacts facts = usual_facts(12, 66);
  DistrictFacts more = facts, larger = facts;
  more.buildings.push_back(150);
  larger.buildings[7] = 200;
  const District district = build_district(facts, luck);
  const District with_more = build_district(more, luck), with_larger = build_district(larger, luck);
  ASSERT_NE(district.streets, with_more.streets);
  for (std::uint32_t c = 0; c < 12; ++c) {
    const BlockPlan plan = plan_block(facts, c, luck);
    EXPECT_EQ(plan, plan_block(more, c, luck));
    const std::vector<double> structure = inner_structure(district, plan, c);
    EXPECT_EQ(structure, inner_structure(with_more, plan, c));
    if (c == 7) continue;
    EXPECT_EQ(plan, plan_block(larger, c, luck));
    EXPECT_EQ(structure, inner_structure(with_larger, plan, c));
  }
}

TEST(District, HasNeighboursInNumberNearToEachOther) {
  for (std::uint32_t round = 0; round < 20; ++round) {
    const District district = build_district(usual_facts(1, 160), Luck(round, 0));
    const CommunityStreets& here = district.communities[0];
    const TravelTimes walks(district.streets, {.lane_speed = 1}, here.buildings, here.buildings, here.nodes);
    std::vector<std::uint32_t> steps;
    for (std::uint32_t b = 0; b + 1 < 160; ++b) steps.push_back(walks.milliseconds(b, b + 1));
    std::sort(steps.begin(), steps.end());
    EXPECT_EQ(steps[80], 40'000U);
    EXPECT_LT(steps[150], 125'000U);  // to the next row; from estate to estate may be far
  }
}

TEST(District, HasWalksOfSomeMinutes) {
  double between = 0, to_centre = 0;
  constexpr std::uint32_t lucks = 40, buildings = 160;
  for (std::uint32_t round = 0; round < lucks; ++round) {
    const District district = build_district(usual_facts(1, buildings), Luck(round, 0));
    const CommunityStreets& here = district.communities[0];
    const TravelTimes walks(district.streets, {}, here.buildings, places_of(here), here.nodes);
    for (std::uint32_t i = 0; i < buildings; ++i) {
      for (std::uint32_t j = 0; j < buildings; ++j) between += walks.milliseconds(i, j) / 60'000.0;
      to_centre += walks.milliseconds(i, buildings) / 60'000.0;
    }
  }
  between /= double{lucks} * buildings * buildings;
  to_centre /= double{lucks} * buildings;
  RecordProperty("minutes_between", std::to_string(between));
  EXPECT_GT(between, 4);
  EXPECT_LT(between, 9);
  EXPECT_GT(to_centre, 3);
  EXPECT_LT(to_centre, 9);
}

TEST(District, HasGatesByTheirShares) {
  DistrictFacts facts = usual_facts(400, 66);
  const District district = build_district(facts, Luck(9, 0));
  double gates = 0, locked = 0, closed = 0;
  for (std::size_t e = 0; e < district.streets.edges(); ++e) {
    gates += district.streets.kind[e] == StreetKind::gate ? 1 : 0;
    locked += district.streets.locked_at_night[e];
    closed += district.streets.closed_to_riders[e];
  }
  const double estates = gates / 3;              // each a main gate and two side gates
  EXPECT_NEAR(estates / 400, 2, .2);             // standard error 0.035
  EXPECT_NEAR(locked / (2 * estates), .6, .05);  // 0.012
  EXPECT_NEAR(closed / gates, .2, .06);          // 0.014
}

/// A network as one might read it: a bent grid of streets of unequal length, numbered in no order.
Streets town(std::uint32_t side, bool with_places) {
  Streets streets;
  Dice dice(side);
  for (std::uint32_t r = 0; r < side; ++r) {
    for (std::uint32_t c = 0; c < side; ++c) {
      const double east = 100.0 * c + dice.below(30);
      const double north = 100.0 * r + dice.below(30);
      streets.add_node(with_places ? east : 0, with_places ? north : 0);
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  for (std::uint32_t n = 0; n < side * side; ++n) {
    if (n % side + 1 < side) ends.emplace_back(n, n + 1);
    if (n + side < side * side) ends.emplace_back(n, n + side);
  }
  for (std::size_t i = ends.size(); i > 1; --i) std::swap(ends[i - 1], ends[dice.below(static_cast<std::uint32_t>(i))]);
  for (const auto& [a, b] : ends) {
    streets.add_edge(StreetNodeId(std::size_t{a}), StreetNodeId(std::size_t{b}), 90'000 + dice.below(40'000));
  }
  return streets;
}

TEST(SettleOn, SpreadsBuildingsEvenly) {
  const Streets streets = town(12, true);
  DistrictFacts facts;
  facts.buildings = {100, 1, 250, 149, 66, 66, 66, 66, 66, 66, 66};
  const District district = settle_on(streets, facts, Luck(1, 0));
  EXPECT_EQ(district.streets, streets);
  EXPECT_EQ(district.zones, 2U);
  std::vector<std::vector<std::uint32_t>> on(streets.edges());
  std::size_t all = 0;
  for (std::size_t c = 0; c < facts.buildings.size(); ++c) {
    const CommunityStreets& here = district.communities[c];
    ASSERT_EQ(here.buildings.size(), facts.buildings[c]);
    EXPECT_EQ(here.drop_off, here.buildings);
    EXPECT_EQ(here.shops.size(), facts.shops_per_community);
    EXPECT_TRUE(here.nodes.empty());
    EXPECT_EQ(here.zone, c / 9);
    for (const StreetPoint b : here.buildings) on[b.edge.row].push_back(b.offset_mm);
    all += here.buildings.size();
  }
  const double length = std::accumulate(streets.length_mm.begin(), streets.length_mm.end(), 0.0);
  const double gap = length / static_cast<double>(all);
  for (std::size_t e = 0; e < streets.edges(); ++e) {
    std::sort(on[e].begin(), on[e].end());
    EXPECT_NEAR(static_cast<double>(on[e].size()), streets.length_mm[e] / gap, 1);
    for (std::size_t i = 0; i + 1 < on[e].size(); ++i) EXPECT_NEAR(on[e][i + 1] - on[e][i], gap, 2);
  }
}

TEST(SettleOn, HasNeighboursInNumberNearToEachOther) {
  for (const bool with_places : {true, false}) {  // without coordinates the walk over the network tells who is near
    const Streets streets = town(12, with_places);
    DistrictFacts facts = usual_facts(6, 100);
    const District district = settle_on(streets, facts, Luck(1, 0));
    double centre = 0;
    for (const CommunityStreets& here : district.communities) {
      const TravelTimes walks(streets, {.road_speed = 1}, places_of(here), places_of(here));
      std::vector<std::uint32_t> steps;
      for (std::uint32_t b = 0; b + 1 < 100; ++b) steps.push_back(walks.milliseconds(b, b + 1));
      std::sort(steps.begin(), steps.end());
      EXPECT_LT(steps[50], 60'000U);                                // a building's share of the streets is 48 metres
      if (!with_places && &here != &district.communities.back()) {  // it gathers what the walk left over
        EXPECT_LT(steps[75], 60'000U);                              // from street to street without a gap
      }
      EXPECT_LT(steps[90], 300'000U);  // a street or two further
      for (std::uint32_t b = 0; b < 100; ++b) centre += walks.milliseconds(b, 100) / 600.0;
    }
    EXPECT_LT(centre, with_places ? 350'000 : 600'000);  // the town is 1.1 kilometres wide
  }
}

TEST(SettleOn, TakesOneStreetAndOneBuilding) {
  Streets streets;
  const StreetNodeId a = streets.add_node(0, 0);
  streets.add_edge(a, a, 3);
  DistrictFacts facts = usual_facts(3, 5);
  facts.shops_per_community = 0;
  const District district = settle_on(streets, facts, Luck(1, 0));
  for (const CommunityStreets& here : district.communities) {
    EXPECT_EQ(here.buildings.size(), 5U);
    for (const StreetPoint b : here.buildings) EXPECT_LE(b.offset_mm, 3U);
    EXPECT_LE(here.rest_station.offset_mm, 3U);
  }
}

TEST(SettleOn, RefusesWhatIsNoNetworkOfStreets) {
  const DistrictFacts facts = usual_facts(1, 10);
  const auto message = [&](const Streets& streets) -> std::string {
    try {
      (void)settle_on(streets, facts, Luck(1, 0));
    } catch (const UserError& error) {
      return error.what();
    }
    return "taken";
  };
  Streets streets;
  EXPECT_NE(message(streets).find("has no streets (buildings"), std::string::npos);
  const StreetNodeId a = streets.add_node(0, 0), b = streets.add_node(1, 1);
  EXPECT_NE(message(streets).find("has no streets (buildings"), std::string::npos);
  streets.add_edge(a, b, 1'000);
  EXPECT_EQ(message(streets), "taken");
  streets.add_node(5, 5);
  EXPECT_NE(message(streets).find("not connected (1 of 3 junctions"), std::string::npos);
}

}  // namespace
}  // namespace cogov
