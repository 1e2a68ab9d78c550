/// The hold model of event queues: take the earliest event out, put one in later; the number of events stays.
#include "sim/agenda.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

#include "sim/distributions.hpp"
#include "sim/draw.hpp"

namespace cogov::bench {

namespace {

constexpr std::uint32_t holds = 1U << 18;

/// Gaps as a community has them: half are minutes to hours, most others days, some months.
const std::vector<Seconds>& gaps() {
  static const std::vector<Seconds> drawn = [] {
    const Luck luck(1, 0);
    std::vector<Seconds> list(holds);
    for (std::uint32_t i = 0; i < holds; ++i) {
      const Bits bits = luck.bits({0, EntityType::test, i}, 0, Why::test);
      const double part = uniform_of(bits.b);
      const double mean = part < .5 ? hour_seconds : part < .9 ? 4.0 * day_seconds : 60.0 * day_seconds;
      list[i] = whole_seconds(exponential(uniform_of(bits.a), mean));
    }
    return list;
  }();
  return drawn;
}

void ring_all(benchmark::State& state) {
  state.counters["ns"] =
      benchmark::Counter(1e-9 * holds, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void our_agenda(benchmark::State& state) {
  const auto size = static_cast<std::uint32_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    Agenda agenda;
    for (std::uint32_t i = 0; i < size; ++i) agenda.schedule(gaps()[i], 1, i);
    state.ResumeTiming();
    Event event;
    for (std::uint32_t i = 0; i < holds; ++i) {
      if (!agenda.pop_before(never, event)) break;
      agenda.schedule(event.time() + gaps()[i], 1, event.entity());
    }
    benchmark::DoNotOptimize(event);
  }
  ring_all(state);
}

void priority_queue(benchmark::State& state) {
  const auto size = static_cast<std::uint32_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::priority_queue<Event, std::vector<Event>, std::greater<>> queue;
    for (std::uint32_t i = 0; i < size; ++i) queue.emplace(gaps()[i], 1, i);
    state.ResumeTiming();
    Event event;
    for (std::uint32_t i = 0; i < holds; ++i) {
      event = queue.top();
      queue.pop();
      queue.emplace(event.time() + gaps()[i], 1, event.entity());
    }
    benchmark::DoNotOptimize(event);
  }
  ring_all(state);
}

/// What nobody can have: all events known beforehand, sorted at once, read in order. A bound, not a rival.
void sorted_beforehand(benchmark::State& state) {
  const auto size = static_cast<std::uint32_t>(state.range(0));
  std::vector<Event> all;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> queue;
  for (std::uint32_t i = 0; i < size; ++i) queue.emplace(gaps()[i], 1, i);
  for (std::uint32_t i = 0; i < holds; ++i) {
    const Event event = queue.top();
    queue.pop();
    queue.emplace(event.time() + gaps()[i], 1, event.entity());
    all.push_back(queue.top());
  }
  for (std::uint32_t i = holds - 1; i > 0; --i) std::swap(all[i], all[gaps()[i] % (i + 1)]);
  for (auto _ : state) {
    std::vector<Event> events = all;
    std::sort(events.begin(), events.end());
    std::uint64_t sum = 0;
    for (const Event event : events) sum += event.bits;
    benchmark::DoNotOptimize(sum);
  }
  ring_all(state);
}

BENCHMARK(our_agenda)->ArgName("events")->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(priority_queue)->ArgName("events")->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(sorted_beforehand)->ArgName("events")->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace cogov::bench
