/// Streets: what a place costs before its first day, and a lookup of a walking time, which the days are full of.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "sim/network/district.hpp"
#include "sim/network/tour.hpp"
#include "sim/network/travel.hpp"

namespace cogov::bench {

namespace {

DistrictFacts facts_of(std::uint32_t communities) {
  DistrictFacts facts;
  facts.buildings.assign(communities, 66);
  return facts;
}

std::vector<StreetPoint> places_of(const CommunityStreets& here) {
  std::vector<StreetPoint> places = here.buildings;
  places.push_back(here.centre);
  return places;
}

/// Whether a city's streets cost anything to speak of, and grow with it in proportion. Last: 4.3 ms for 400, 42 ms
/// for 4,000 (processor time on a busy machine, as all figures here).
void district(benchmark::State& state) {
  const DistrictFacts facts = facts_of(static_cast<std::uint32_t>(state.range(0)));
  std::size_t nodes = 0;
  for (auto _ : state) {
    const District built = build_district(facts, Luck(1, 0));
    nodes = built.streets.nodes();
    benchmark::DoNotOptimize(nodes);
  }
  state.counters["nodes"] = static_cast<double>(nodes);
}

/// The dearest part of building a place: who walks from every building to every other, by day. Last: 62 ms for
/// 400 communities, 7.8 kB each.
void walking_tables(benchmark::State& state) {
  const District built = build_district(facts_of(static_cast<std::uint32_t>(state.range(0))), Luck(1, 0));
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    for (const CommunityStreets& here : built.communities) {
      const std::vector<StreetPoint> places = places_of(here);
      bytes += TravelTimes(built.streets, {}, places, places, here.nodes).bytes();
    }
  }
  state.counters["bytes_a_community"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}

/// The hot path: every visit, patrol and dispatch asks for walking times, in a table that is in the cache.
/// Last: 8 to 10 ns.
void lookup(benchmark::State& state) {
  const District built = build_district(facts_of(1), Luck(1, 0));
  const std::vector<StreetPoint> places = places_of(built.communities[0]);
  const TravelTimes times(built.streets, {}, places, places, built.communities[0].nodes);
  constexpr std::uint32_t lookups = 1U << 16;
  std::uint32_t i = 0, j = 0;
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (std::uint32_t n = 0; n < lookups; ++n) {
      i = (i + 7) % 67;
      j = (j + 11) % 67;
      sum += times.milliseconds(i, j);
    }
    benchmark::DoNotOptimize(sum);
  }
  state.counters["ns"] =
      benchmark::Counter(1e-9 * lookups, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// What couriers ask at every stop: whether the way there comes past a hazard. Sources and nodes of a zone.
/// Last: 40 to 50 ns; 445 kB a zone of nine communities.
void passing(benchmark::State& state) {
  const District built = build_district(facts_of(9), Luck(1, 0));
  std::vector<StreetPoint> shops, doors;
  std::vector<StreetNodeId> nodes;
  for (const CommunityStreets& here : built.communities) {
    shops.insert(shops.end(), here.shops.begin(), here.shops.end());
    doors.insert(doors.end(), here.drop_off.begin(), here.drop_off.end());
    nodes.insert(nodes.end(), here.nodes.begin(), here.nodes.end());
  }
  const RouteTrees trees(built.streets, {.road_speed = 5, .lane_speed = 3, .rides = true}, shops, nodes);
  constexpr std::uint32_t questions = 1U << 16;
  std::uint32_t source = 0, target = 0, point = 0;
  for (auto _ : state) {
    std::uint32_t passed = 0;
    for (std::uint32_t n = 0; n < questions; ++n) {
      source = (source + 5) % static_cast<std::uint32_t>(shops.size());
      target = (target + 101) % static_cast<std::uint32_t>(doors.size());
      point = (point + 211) % static_cast<std::uint32_t>(doors.size());
      passed += trees.passes(source, doors[target], doors[point]) ? 1 : 0;
    }
    benchmark::DoNotOptimize(passed);
  }
  state.counters["bytes"] = static_cast<double>(trees.bytes());
  state.counters["ns"] =
      benchmark::Counter(1e-9 * questions, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// A patrol's route over the buildings of a whole community, longer than any that is walked. Last: 0.16 ms.
void tour_of_a_community(benchmark::State& state) {
  const District built = build_district(facts_of(1), Luck(1, 0));
  const std::vector<StreetPoint> places = places_of(built.communities[0]);
  const TravelTimes times(built.streets, {}, places, places, built.communities[0].nodes);
  for (auto _ : state) benchmark::DoNotOptimize(tour(times, 66, 0, 66));
}

BENCHMARK(district)->ArgName("communities")->Arg(400)->Arg(4'000)->Unit(benchmark::kMillisecond);
BENCHMARK(walking_tables)->ArgName("communities")->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK(lookup)->Unit(benchmark::kMicrosecond);
BENCHMARK(passing)->Unit(benchmark::kMicrosecond);
BENCHMARK(tour_of_a_community)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace cogov::bench
