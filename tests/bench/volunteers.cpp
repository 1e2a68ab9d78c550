/// What volunteers cost: a year of Dahaiyang's community with them, and without.
#include <benchmark/benchmark.h>

#include "models/experiment.hpp"
#include "sim/engine.hpp"
#include "tests/bench/place.hpp"

namespace cogov::bench {

namespace {

/// A society that has lived through its warm-up, and the experiment that it is of.
struct Warm {
  PolicyExperiment experiment;
  Society society;

  explicit Warm(const std::vector<std::string>& set) : experiment(dahaiyang(set)), society(experiment.society(0)) {
    advance(society, {experiment.calendar().start, experiment.calendar().day0}, experiment.window());
  }
};

void year(benchmark::State& state, const Warm& warm) {
  for (auto _ : state) {
    state.PauseTiming();
    Society society = warm.society;
    state.ResumeTiming();
    advance(society, {warm.experiment.calendar().day0, warm.experiment.calendar().end}, warm.experiment.window());
  }
}

void year_without_volunteers(benchmark::State& state) {
  static const Warm warm({"volunteer_teams.enabled=false"});
  year(state, warm);
}

void year_with_volunteer_teams(benchmark::State& state) {
  static const Warm warm({"volunteer_teams.enabled=true"});
  year(state, warm);
}

void year_with_everybody_unpaid(benchmark::State& state) {
  static const Warm warm({"volunteer_teams.enabled=true", "double_check_in.enabled=true",
                          "neighbour_pairs.enabled=true", "talent_studios.enabled=true"});
  year(state, warm);
}

BENCHMARK(year_without_volunteers)->Unit(benchmark::kMillisecond);
BENCHMARK(year_with_volunteer_teams)->Unit(benchmark::kMillisecond);
BENCHMARK(year_with_everybody_unpaid)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace cogov::bench
