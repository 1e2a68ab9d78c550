/// What a draw costs, from its key to its value.
#include <benchmark/benchmark.h>

#include <array>

#include "sim/distributions.hpp"
#include "sim/draw.hpp"

namespace cogov::bench {

namespace {

/// Draws over and over for one resident after another; `value_of` turns bits into what is wanted.
template <class ValueOf>
void draw(benchmark::State& state, ValueOf value_of) {
  const Luck luck(1, 0);
  std::uint32_t index = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(value_of(luck.bits({7, EntityType::resident, index & 1023U}, index, Why::test)));
    ++index;
  }
}

void bits(benchmark::State& state) {
  draw(state, [](Bits b) { return b.a ^ b.b; });
}
void uniform(benchmark::State& state) {
  draw(state, [](Bits b) { return uniform_of(b.a); });
}
void exponential_gap(benchmark::State& state) {
  draw(state, [](Bits b) { return exponential(uniform_of(b.a), 3.5); });
}
void normal_value(benchmark::State& state) {
  draw(state, [](Bits b) { return normal(uniform_of(b.a), 0, 1); });
}
void lognormal_time(benchmark::State& state) {
  const Lognormal law = Lognormal::from_median_p90(30, 120);
  draw(state, [&](Bits b) { return law.at(uniform_of(b.a)); });
}
void alias_mark(benchmark::State& state) {
  std::array<double, 24> weights{};
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1 + static_cast<double>(i * i % 7);
  const AliasTable table(weights);
  draw(state, [&](Bits b) { return table.pick(uniform_of(b.a)); });
}

BENCHMARK(bits);
BENCHMARK(uniform);
BENCHMARK(exponential_gap);
BENCHMARK(normal_value);
BENCHMARK(lognormal_time);
BENCHMARK(alias_mark);

}  // namespace

}  // namespace cogov::bench
