/// One community of 2,528 households with everything switched on: a run, its parts, and an ensemble of runs.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "models/experiment.hpp"
#include "models/tally.hpp"
#include "scenarios/load.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tests/bench/place.hpp"

namespace cogov::bench {

std::vector<Settings> dahaiyang(const std::vector<std::string>& set) {
  constexpr const char* text = R"(
place = "places/yantai-dahaiyang.toml"
[run]
days = 365
warmup_days = 365
seed = 20240521
[act_before_complaint]
[volunteer_teams]
[double_check_in]
[neighbour_pairs]
[talent_studios]
[roaming_couriers]
[rest_stations]
[[policy]]
name = "today"
[[policy]]
name = "two more grid workers"
[policy.grid_workers]
extra_full_time = 2
[[policy]]
name = "less paperwork"
[policy.paperwork]
share = 0.31
[[policy]]
name = "no patrols"
[policy.patrol]
enabled = false
)";
  const Scenario scenario =
      load_scenario_text(text, "benchmark", {.set = set, .library = {COGOV_SOURCE_DIR "/scenarios"}});
  std::vector<Settings> policies;
  for (const Policy& policy : scenario.policies) policies.push_back(policy.settings);
  return policies;
}

namespace {

const PolicyExperiment& experiment() {
  static const PolicyExperiment one(dahaiyang());
  return one;
}

/// A society that has lived through its warm-up.
const Society& warm() {
  static const Society society = [] {
    Society young = experiment().society(0);
    advance(young, {experiment().calendar().start, experiment().calendar().day0}, experiment().window());
    return young;
  }();
  return society;
}

void live_measured_year(Society& society) {
  advance(society, {experiment().calendar().day0, experiment().calendar().end}, experiment().window());
}

void community_population(benchmark::State& state) {
  const PlaceFacts facts = PlaceFacts::read(dahaiyang().front());
  for (auto _ : state) benchmark::DoNotOptimize(build_population(facts, Luck(1, 0), Luck(1, 0)));
}

void community_start(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(experiment().society(0));
}

void community_warm_up_year(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    Society society = experiment().society(0);
    state.ResumeTiming();
    advance(society, {experiment().calendar().start, experiment().calendar().day0}, experiment().window());
  }
}

void community_year(benchmark::State& state) {
  const Society& before = warm();
  double requests = 0;
  for (auto _ : state) {
    state.PauseTiming();
    Society society = before;
    state.ResumeTiming();
    live_measured_year(society);
    requests = static_cast<double>(society.community(0).arisen_ever - before.community(0).arisen_ever);
  }
  state.counters["requests"] = requests;
}

void community_branch(benchmark::State& state) {
  for (auto _ : state) {
    Society copy = warm();
    benchmark::DoNotOptimize(copy.communities());
  }
}

void community_result(benchmark::State& state) {
  Society society = warm();
  live_measured_year(society);
  society.finish();
  for (auto _ : state) benchmark::DoNotOptimize(result_arrays(society, experiment().layout()));
}

/// 40 replicates of 4 policies on all threads, the shared warm-ups included.
void ensemble(benchmark::State& state) {
  std::vector<RunKey> runs;
  for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
    for (std::uint32_t policy = 0; policy < 4; ++policy) runs.push_back({policy, replicate});
  }
  const std::uint32_t threads = std::max(1U, std::thread::hardware_concurrency());
  const std::atomic<bool> stop{false};
  std::atomic<std::uint32_t> done{0};
  const Sink sink{[&](RunKey, RunResult&&) { ++done; },
                  [](RunKey, const std::string& reason) { throw InternalError(reason); }};
  for (auto _ : state) run_ensemble(experiment(), runs, threads, stop, sink);
  state.counters["runs"] = static_cast<double>(done.load());
  state.counters["threads"] = threads;
}

BENCHMARK(community_population)->Unit(benchmark::kMillisecond);
BENCHMARK(community_start)->Unit(benchmark::kMillisecond);
BENCHMARK(community_warm_up_year)->Unit(benchmark::kMillisecond);
BENCHMARK(community_year)->Unit(benchmark::kMillisecond);
BENCHMARK(community_branch)->Unit(benchmark::kMillisecond);
BENCHMARK(community_result)->Unit(benchmark::kMillisecond);
BENCHMARK(ensemble)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Iterations(1);

}  // namespace

}  // namespace cogov::bench
