/// What matching costs: an alliance's meeting (31 units, 60 needs) and a district's lists (207 needs, 1,620 resources,
/// the figures of Shenyang Tiexi), with as many alike as there are in truth and with all of them different.
#include "sim/matching.hpp"

#include <benchmark/benchmark.h>

#include "sim/distributions.hpp"
#include "sim/draw.hpp"

namespace cogov::bench {

namespace {

constexpr std::uint32_t kinds = 10;

std::uint32_t word(std::uint32_t ordinal, std::uint32_t sub, std::uint32_t below_this) {
  const Who who{0, EntityType::test, ordinal};
  return below(Luck(7, 0).bits(who, 0, Why::test, sub).a, below_this);
}

/// Two types a kind, as organisations have them: those who can be served in office hours, and the others.
std::vector<MatchNeed> needs(std::uint32_t number) {
  std::vector<MatchNeed> all;
  for (std::uint32_t i = 0; i < number; ++i) {
    all.push_back({.key = i,
                   .type = 2 * word(i, 0, kinds / 2) + word(i, 1, 2),
                   .cost = 365 - word(i, 2, 40),
                   .deadline = 10 + word(i, 3, 60)});
  }
  return all;
}

/// `alike`: five types of organisation and 24 notices; otherwise a notice of its own for each.
std::vector<MatchOffer> offers(std::uint32_t number, bool alike) {
  std::vector<MatchOffer> all;
  for (std::uint32_t i = 0; i < number; ++i) {
    const std::uint32_t kind = word(i, 4, kinds / 2);
    const std::uint64_t types = std::uint64_t{3} << 2 * kind | std::uint64_t{1} << 2 * ((kind + 1) % (kinds / 2));
    all.push_back({.key = i, .types = types, .time = alike ? 7 + word(i, 5, 24) : i, .capacity = 1 + word(i, 6, 2)});
  }
  return all;
}

void match_alike(benchmark::State& state) {
  const auto wanted = needs(static_cast<std::uint32_t>(state.range(0)));
  const auto given = offers(static_cast<std::uint32_t>(state.range(1)), true);
  for (auto _ : state) benchmark::DoNotOptimize(match(wanted, given));
}

void match_all_different(benchmark::State& state) {
  std::vector<MatchNeed> wanted = needs(static_cast<std::uint32_t>(state.range(0)));
  for (MatchNeed& need : wanted) need.deadline = 1'000'000;
  const auto given = offers(static_cast<std::uint32_t>(state.range(1)), false);
  for (auto _ : state) benchmark::DoNotOptimize(match(wanted, given));
}

void match_first_that_fits(benchmark::State& state) {
  const auto wanted = needs(static_cast<std::uint32_t>(state.range(0)));
  const auto given = offers(static_cast<std::uint32_t>(state.range(1)), true);
  for (auto _ : state) benchmark::DoNotOptimize(match_in_order(wanted, given));
}

BENCHMARK(match_alike)->Args({60, 31})->Args({207, 1620})->Unit(benchmark::kMicrosecond);
BENCHMARK(match_all_different)->Args({60, 31})->Args({207, 1620})->Unit(benchmark::kMicrosecond);
BENCHMARK(match_first_that_fits)->Args({60, 31})->Args({207, 1620})->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace cogov::bench
