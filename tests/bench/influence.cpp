/// What ties cost: drawing them, and a step of influence along them, in one community and in a city.
#include "sim/network/influence.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "models/experiment.hpp"
#include "models/social_ties.hpp"

namespace cogov::bench {

namespace {

/// A society without requests: who lives there is all that counts.
std::shared_ptr<Population> people(std::int64_t communities, std::int64_t households) {
  Settings settings;
  settings.set("community.number", communities);
  settings.set("community.households", households);
  return std::make_shared<Population>(*build_population(PlaceFacts::read(settings), Luck(1, 0), Luck(1, 0)));
}

/// Who has how much to read: ends of ties within communities and across.
double ends_of(const Population& population) {
  double ends = 0;
  for (const CommunityPlan& plan : population.communities) {
    ends += static_cast<double>(boost::num_edges(plan.ties.graph) + plan.ties.cross.size());
  }
  return ends;
}

void report(benchmark::State& state, const Population& population) {
  using benchmark::Counter;
  const auto residents = static_cast<double>(population.residents());
  const auto each = Counter::kIsIterationInvariantRate | Counter::kInvert;
  state.counters["residents"] = residents;
  state.counters["ties"] = ends_of(population) / residents;
  state.counters["ns_a_resident"] = Counter(1e-9 * residents, each);
  state.counters["ns_a_tie"] = Counter(1e-9 * ends_of(population), each);
}

/// Drawing the ties of a place whose people are there already, their figures included. Arguments: communities,
/// households of each.
void tie_people(benchmark::State& state) {
  const std::shared_ptr<Population> population = people(state.range(0), state.range(1));
  const TieFacts facts = population->facts.ties;
  for (auto _ : state) tie_residents(*population, facts, Luck(1, 0), nullptr);
  report(state, *population);
}

/// Columns of a place.
struct Levels {
  std::vector<std::vector<std::uint16_t>> level, next, anchor, threshold;

  explicit Levels(const Population& population) {
    for (const CommunityPlan& plan : population.communities) {
      std::vector<std::uint16_t> levels(plan.residents());
      for (std::size_t row = 0; row < levels.size(); ++row) levels[row] = static_cast<std::uint16_t>(row * 7919);
      anchor.push_back(levels);
      threshold.emplace_back(levels.size(), std::uint16_t{16384});
      next.push_back(levels);
      level.push_back(std::move(levels));
    }
  }
};

void step(const CommunityPlan& plan, InfluenceRule rule, Levels& levels, std::uint32_t number) {
  const std::uint32_t c = plan.number;
  const InfluenceNumbers numbers{.spontaneous = .001, .imitation = .01, .recovery = .005};
  Heard heard(rule, plan.residents());
  heard.hear(rows_of(plan.ties), plan.ties.by_degree, levels.level[c]);
  for (const CrossTie& tie : plan.ties.cross) heard.hear(tie.here, levels.level[tie.community][tie.there]);
  influence_step(rule, numbers, heard,
                 {.level = levels.level[c],
                  .next = levels.next[c],
                  .anchor = levels.anchor[c],
                  .susceptibility = {},
                  .threshold = levels.threshold[c]},
                 {Luck(1, 0), c, plan.resident_ordinal, number});
}

/// A step of everybody, on one thread. Arguments: communities, households of each, rule.
void influence(benchmark::State& state) {
  const std::shared_ptr<Population> population = people(state.range(0), state.range(1));
  const auto rule = static_cast<InfluenceRule>(state.range(2));
  Levels levels(*population);
  std::uint32_t number = 0;
  for (auto _ : state) {
    for (const CommunityPlan& plan : population->communities) step(plan, rule, levels, number);
    levels.level.swap(levels.next);
    ++number;
  }
  report(state, *population);
}

constexpr std::int64_t rules[] = {
    static_cast<std::int64_t>(InfluenceRule::degroot), static_cast<std::int64_t>(InfluenceRule::friedkin_johnsen),
    static_cast<std::int64_t>(InfluenceRule::threshold), static_cast<std::int64_t>(InfluenceRule::bass)};

BENCHMARK(tie_people)
    ->ArgNames({"communities", "households"})
    ->Args({1, 2528})
    ->Args({400, 1050})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(influence)
    ->ArgNames({"communities", "households", "rule"})
    ->ArgsProduct({{1}, {2528}, {std::begin(rules), std::end(rules)}})
    ->Args({400, 1050, rules[1]})
    ->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace cogov::bench
