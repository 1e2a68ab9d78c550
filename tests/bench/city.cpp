/// A city of a million residents with everything switched on: time of a year, memory, windows and threads.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <tbb/global_control.h>

#include <fstream>
#include <string>

#include "models/experiment.hpp"
#include "tests/bench/place.hpp"

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

/// 400 communities, one year. Arguments: length of the windows in seconds, threads.
void city(benchmark::State& state) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(state.range(1)));
  forget_peak();
  const double before = status_bytes("VmRSS");
  const PolicyExperiment experiment(dahaiyang({"community.number=400", "community.households=1050", "run.warmup_days=0",
                                               "run.window_seconds=" + std::to_string(state.range(0))}));
  double residents = 0;
  double requests = 0;
  for (auto _ : state) {
    Society society = experiment.society(0);
    advance(society, {experiment.calendar().day0, experiment.calendar().end}, experiment.window());
    residents = static_cast<double>(society.population().residents());
    for (std::uint32_t c = 0; c < society.communities(); ++c) {
      requests += static_cast<double>(society.community(c).arisen_ever);
    }
  }
  state.counters["residents"] = residents;
  state.counters["requests"] = requests;
  state.counters["bytes_a_resident"] = (status_bytes("VmHWM") - before) / residents;
  state.counters["agent_days"] = benchmark::Counter(residents * 365, benchmark::Counter::kIsRate);
}

BENCHMARK(city)
    ->ArgNames({"window", "threads"})
    ->ArgsProduct({{900, 3'600, 86'400}, {1, 2}})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

}  // namespace

}  // namespace cogov::bench
