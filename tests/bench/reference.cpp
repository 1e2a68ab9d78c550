/// The reference: the reduced model as a plain loop over columns, as well as one writes it by hand.
#include <benchmark/benchmark.h>
#include <tbb/parallel_for.h>

#include <cmath>

#include "tests/bench/reduced.hpp"

namespace cogov::bench {

namespace {

/// A cheap hash with good bits (the finaliser of splitmix64): the loop's random numbers.
inline std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

std::uint32_t within(std::uint64_t bits, std::uint32_t n) {
  return static_cast<std::uint32_t>(((bits >> 32) * n) >> 32);
}

}  // namespace

std::vector<std::uint32_t> draw_ties(std::uint32_t residents, double local_share) {
  std::vector<std::uint32_t> ties(static_cast<std::size_t>(residents) * neighbours);
  const auto threshold = static_cast<std::uint64_t>(local_share * 0x1p32);
  for (std::size_t edge = 0; edge < ties.size(); ++edge) {
    const std::uint64_t where = mix(2 * edge + 1);
    const std::uint64_t who = mix(2 * edge + 0x7000'0000'0000U);
    const auto own = static_cast<std::uint32_t>(edge / neighbours) / queue_residents * queue_residents;
    const bool local = (where >> 32) < threshold;
    ties[edge] = local ? own + within(who, queue_residents) : within(who, residents);
  }
  return ties;
}

std::vector<float> draw_opinions(std::uint32_t residents) {
  std::vector<float> opinions(residents);
  for (std::uint32_t r = 0; r < residents; ++r) {
    opinions[r] = .25F + .5F * static_cast<float>(mix(r + 0x5000'0000'0000U) >> 40) * 0x1p-24F;
  }
  return opinions;
}

Loop::Loop(std::uint32_t residents, double local_share, double chance, Source source)
    : queues_(residents / queue_residents),
      threshold_(static_cast<std::uint64_t>(chance * 0x1p63) * 2),
      source_(source),
      ties_(draw_ties(residents, local_share)),
      opinion_(draw_opinions(residents)),
      next_(residents),
      queue_(queues_) {
  for (std::uint32_t q = 0; q < queues_; ++q) queue_[q].twister.seed(q + 1);
}

template <class Work>
void Loop::for_queues(bool parallel, Work work) {
  if (parallel) {
    tbb::parallel_for(std::uint32_t{0}, queues_, work);
  } else {
    for (std::uint32_t q = 0; q < queues_; ++q) work(q);
  }
}

void Loop::run_day(bool parallel) {
  for_queues(parallel, [this](std::uint32_t q) { average(q); });
  opinion_.swap(next_);
  for (std::uint32_t hour = hour_; hour < hour_ + 24; ++hour) {
    for_queues(parallel, [this, hour](std::uint32_t q) { live_hour(q, hour); });
  }
  hour_ += 24;
}

template <class Draw>
void Loop::raise(Queue& queue, std::uint32_t first, std::uint32_t hour, Draw draw) {
  for (std::uint32_t r = first; r < first + queue_residents; ++r) {
    if (draw(r) >= threshold_) continue;
    queue.waiting.push_back({r, hour});
    opinion_[r] -= static_cast<float>(step);
    ++queue.requests;
  }
}

void Loop::live_hour(std::uint32_t number, std::uint32_t hour) {
  Queue& queue = queue_[number];
  const std::uint32_t first = number * queue_residents;
  switch (source_) {
    case Source::hash:
      raise(queue, first, hour,
            [hour](std::uint32_t r) { return mix((std::uint64_t{hour} << 32 | r) * 0x9e3779b97f4a7c15U); });
      break;
    case Source::twister:
      raise(queue, first, hour, [&queue](std::uint32_t) { return queue.twister(); });
      break;
    case Source::keyed:
      raise(queue, first, hour, [this, hour](std::uint32_t r) {
        return luck_.bits({0, EntityType::resident, r}, hour, Why::test).a;
      });
      break;
  }
  for (std::uint32_t i = 0; i < capacity && queue.served < queue.waiting.size(); ++i) {
    const Waiting next = queue.waiting[queue.served++];
    opinion_[next.resident] += static_cast<float>(step);
    queue.hours_waiting += hour + 1 - next.hour;
    ++queue.done;
  }
  if (queue.served == queue.waiting.size()) {
    queue.waiting.clear();
    queue.served = 0;
  }
}

void Loop::average(std::uint32_t number) {
  const std::uint32_t first = number * queue_residents;
  const float* const opinion = opinion_.data();
  for (std::uint32_t r = first; r < first + queue_residents; ++r) {
    const std::uint32_t* const ties = &ties_[static_cast<std::size_t>(r) * neighbours];
    float sum = 0;
    for (std::uint32_t i = 0; i < neighbours; ++i) sum += opinion[ties[i]];
    next_[r] = .5F * opinion[r] + (.5F / neighbours) * sum;
  }
}

Outcome Loop::outcome() const {
  Outcome sum;
  for (const Queue& queue : queue_) {
    sum.requests += static_cast<double>(queue.requests);
    sum.served += static_cast<double>(queue.done);
    sum.hours_waiting += static_cast<double>(queue.hours_waiting);
  }
  return sum;
}

namespace {

/// One iteration is one simulated day. Arguments: residents, per cent of ties that are local.
void run_loop(benchmark::State& state, Source source, bool parallel) {
  const auto residents = static_cast<std::uint32_t>(state.range(0));
  Loop loop(residents, static_cast<double>(state.range(1)) / 100, usual_chance, source);
  loop.run_day(false);
  for (auto _ : state) loop.run_day(parallel);
  benchmark::DoNotOptimize(loop.opinions().data());
  report_days(state, residents);
}

void loop_hash(benchmark::State& state) { run_loop(state, Source::hash, false); }
void loop_twister(benchmark::State& state) { run_loop(state, Source::twister, false); }
void loop_keyed(benchmark::State& state) { run_loop(state, Source::keyed, false); }
void loop_hash_threads(benchmark::State& state) { run_loop(state, Source::hash, true); }
void loop_twister_threads(benchmark::State& state) { run_loop(state, Source::twister, true); }

BENCHMARK(loop_hash)->Apply(reduced_settings);
BENCHMARK(loop_twister)->Apply(reduced_settings);
BENCHMARK(loop_keyed)->Apply(reduced_settings);
BENCHMARK(loop_hash_threads)->Apply(reduced_settings)->UseRealTime();
BENCHMARK(loop_twister_threads)->Apply(reduced_settings)->UseRealTime();

}  // namespace

void report_days(benchmark::State& state, std::uint32_t residents) {
  state.counters["agent_hours"] = benchmark::Counter(residents * 24.0, benchmark::Counter::kIsIterationInvariantRate);
}

void reduced_settings(benchmark::internal::Benchmark* b) {
  b->ArgNames({"residents", "local"})
      ->ArgsProduct({{100'000, 1'000'000}, {0, 95}})
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime();
}

}  // namespace cogov::bench
