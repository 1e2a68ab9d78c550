#include "output/finding.hpp"

#include <cmath>

#include "output/verdict.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// What a range says by itself.
Finding said_by(const Interval& range, const Measure& measure, double smallest) {
  if (range.low > smallest || range.high < -smallest) {
    if (measure.better == Better::neither) return Finding::changed;
    return (range.low > smallest) == (measure.better == Better::higher) ? Finding::better : Finding::worse;
  }
  const bool zero = range.low == 0 && range.high == 0;
  return zero || (range.low > -smallest && range.high < smallest) ? Finding::unnoticed : Finding::unknown;
}

/// Do the runs at default assumptions say the same?
bool first_bar_agrees(const Difference& primary, Finding said, double smallest) {
  switch (said) {
    case Finding::better:
      return primary.effect == Effect::better;
    case Finding::worse:
      return primary.effect == Effect::worse;
    case Finding::changed:
      return primary.effect == Effect::changed;
    case Finding::unnoticed:
      return primary.effect != Effect::too_few &&
             (primary.statistics.exactly_zero || std::abs(primary.statistics.difference) < smallest);
    default:
      return false;
  }
}

/// Would the range say something if luck had moved its ends as far as it may?
bool decided_but_for_luck(const WorldRange& worlds, const Measure& measure, double smallest) {
  if (!worlds.luck_reach) return true;
  const Interval least{worlds.range.low + *worlds.luck_reach, worlds.range.high - *worlds.luck_reach};
  return said_by(least, measure, smallest) != Finding::unknown;
}

}  // namespace

Judgement judged(const Comparison& comparison, std::size_t policy) {
  const Difference& primary = comparison.of(policy).differences.front();
  EXPECT(primary.worlds.has_value());
  const WorldRange& worlds = *primary.worlds;
  if (worlds.worlds < least_worlds) return {Finding::unknown, Doubt::few_worlds};
  constexpr std::size_t one_in = 20;
  if ((worlds.drawn() - worlds.worlds) * one_in > worlds.drawn()) return {Finding::unknown, Doubt::left_out};
  const Measure& measure = comparison.measures.front().measure;
  const double smallest = comparison.smallest_difference;
  const Finding said = said_by(worlds.range, measure, smallest);
  const bool undecided = primary.effect == Effect::too_few || (primary.effect == Effect::none && smallest == 0);
  if (said == Finding::unknown) {
    return {said, undecided || decided_but_for_luck(worlds, measure, smallest) ? Doubt::luck : Doubt::worlds};
  }
  if (!first_bar_agrees(primary, said, smallest)) return {Finding::unknown, undecided ? Doubt::luck : Doubt::worlds};
  if (said == Finding::better && !groups_that_lose(comparison, policy).empty()) return {Finding::mixed, Doubt::none};
  return {said, Doubt::none};
}

std::vector<std::size_t> groups_that_lose(const Comparison& comparison, std::size_t policy) {
  std::vector<std::size_t> groups;
  for (const std::size_t row : rows_that_lose(comparison, policy)) {
    const ComparedMeasure& measure = comparison.measures[row];
    if (measure.group.empty()) continue;
    const auto& worlds = comparison.of(policy).differences[row].worlds;
    const bool contradicted =
        worlds && worlds->worlds >= least_worlds && said_by(worlds->range, measure.measure, 0) == Finding::better;
    if (!contradicted) groups.push_back(row);
  }
  return groups;
}

const char* finding_name(Finding finding) {
  switch (finding) {
    case Finding::better:
      return "better";
    case Finding::mixed:
      return "mixed";
    case Finding::worse:
      return "worse";
    case Finding::changed:
      return "changed";
    case Finding::unnoticed:
      return "unnoticed";
    case Finding::unknown:
      break;
  }
  return "unknown";
}

}  // namespace cogov
