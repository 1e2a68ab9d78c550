/// A city of a million residents with everything switched on: time of a year, memory, windows and threads.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <tbb/global_control.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "scenarios/load.hpp"

namespace cogov::bench {

namespace {

/// A line of /proc/self/status in bytes; 0 where there is none.
double status_bytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key + ":")) return 1024 * std::stod(line.substr(key.size() + 1));
  }
  return 0;
}

/// From here on VmHWM is the peak of what follows, not of earlier benchmarks.
void forget_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

/// The scenario scenarios/city-of-a-million.toml, a year of it.
std::vector<Settings> city_settings(std::int64_t window) {
  const Scenario scenario = load_scenario(COGOV_SOURCE_DIR "/scenarios/city-of-a-million.toml",
                                          {.set = {"run.window_seconds=" + std::to_string(window)}, .library = {}});
  return {scenario.baseline()};
}

/// Arguments: length of the windows in seconds, threads. Counters: memory, and the phases of the clock in seconds.
void city(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(state.range(1)));
  forget_peak();
  const double before = status_bytes("VmRSS");
  const PolicyExperiment experiment(city_settings(state.range(0)));
  double residents = 0;
  PhaseSeconds phases;
  for (auto _ : state) {
    Society society = experiment.society(0);
    phases = advance(society, {experiment.calendar().day0, experiment.calendar().end}, experiment.window());
    residents = static_cast<double>(society.population().residents());
  }
  state.counters["residents"] = residents;
  state.counters["bytes_a_resident"] = (status_bytes("VmHWM") - before) / residents;
  state.counters["agent_days"] = benchmark::Counter(residents * 365, benchmark::Counter::kIsRate);
  state.counters["midnight_s"] = phases.midnight;
  state.counters["play_s"] = phases.play;
  state.counters["exchange_s"] = phases.exchange;
}

BENCHMARK(city)
    ->ArgNames({"window", "threads"})
    ->ArgsProduct({{900, 86'400}, {1, 2}})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

/// Streets, people and ties of the city, before anybody moves.
void city_building(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(state.range(0)));
  const PlaceFacts facts = PlaceFacts::read(city_settings(day_seconds).front());
  for (auto _ : state) benchmark::DoNotOptimize(build_population(facts, Luck(1, 0), Luck(1, 0)));
}

BENCHMARK(city_building)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

/// Two cities on two threads, one after the other: to be held against city_two_processes.
void city_two_threads(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 2);
  for (auto _ : state) {
    for (int i = 0; i < 2; ++i) {
      const PolicyExperiment experiment(city_settings(day_seconds));
      Society society = experiment.society(0);
      advance(society, {experiment.calendar().day0, experiment.calendar().end}, experiment.window());
    }
  }
}

BENCHMARK(city_two_threads)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

/// Two cities in two processes of one thread each, at the same time: the most that two threads could do.
void city_two_processes(benchmark::State& state) {
  for (auto _ : state) {
    // The shell's own /proc/self is the shell, so the path is resolved here.
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string run = "'" + self + "' --benchmark_filter='^city_one_thread' >/dev/null 2>&1";
    const int failed = std::system((run + " & " + run + "; wait").c_str());
    if (failed != 0) state.SkipWithError("a process failed");
  }
}

void city_one_thread(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
  for (auto _ : state) {
    const PolicyExperiment experiment(city_settings(day_seconds));
    Society society = experiment.society(0);
    advance(society, {experiment.calendar().day0, experiment.calendar().end}, experiment.window());
  }
}

BENCHMARK(city_one_thread)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);
BENCHMARK(city_two_processes)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

}  // namespace

}  // namespace cogov::bench
