/// Couriers: what planning a zone's day costs, and what they add to a community's year.
#include "models/couriers.hpp"

#include <benchmark/benchmark.h>

#include "models/experiment.hpp"
#include "tests/bench/place.hpp"

namespace cogov::bench {

namespace {

/// Dahaiyang four times, its couriers asked to report or not; one zone of neighbouring communities.
Settings place_with(bool couriers) {
  std::vector<std::string> set{"community.number=4", "run.warmup_days=0"};
  if (couriers) set.push_back("roaming_couriers.enabled=true");
  return dahaiyang(set).front();
}

const PolicyExperiment& experiment(bool couriers) {
  static const PolicyExperiment with({place_with(true)});
  static const PolicyExperiment without({place_with(false)});
  return couriers ? with : without;
}

/// Everybody's day in a zone, enrolled or not.
void couriers_ride_a_day(benchmark::State& state) {
  const Society society = experiment(true).society(0);
  const CourierZone& zone = *society.population().courier_zones.front();
  std::vector<CourierTrip> trips;
  std::uint32_t day = 0;
  std::int64_t ridden = 0;
  for (auto _ : state) {
    trips.clear();
    for (std::uint32_t courier = 0; courier < zone.riders; ++courier)
      ride_day(zone, society.rules().couriers, society.luck(), courier, day, trips);
    ++day;
    ridden += static_cast<std::int64_t>(trips.size());
  }
  state.SetItemsProcessed(ridden);
  state.counters["riders"] = zone.riders;
}

/// A year of four communities: with couriers (1) or without (0).
void couriers_year(benchmark::State& state) {
  const PolicyExperiment& place = experiment(state.range(0) != 0);
  for (auto _ : state) {
    state.PauseTiming();
    Society society = place.society(0);
    state.ResumeTiming();
    advance(society, {place.calendar().start, place.calendar().end}, place.window());
  }
}

void couriers_tables(benchmark::State& state) {
  Population population = experiment(true).society(0).population();
  for (auto _ : state) add_courier_zones(population);
}

BENCHMARK(couriers_ride_a_day)->Unit(benchmark::kMicrosecond);
BENCHMARK(couriers_year)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(couriers_tables)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace cogov::bench
