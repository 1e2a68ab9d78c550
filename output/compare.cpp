#include "output/compare.hpp"

#include <cmath>
#include <utility>

#include "sim/errors.hpp"

namespace cogov {

const PolicyComparison& Comparison::of(std::size_t policy) const {
  EXPECT(policy >= 1 && policy <= policies.size());
  return policies[policy - 1];
}

namespace {

void check_shape(const CompareInput& input) {
  EXPECT(!input.policies.empty() && !input.measures.empty());
  const std::size_t replicates = input.measures.front().runs.front().size();
  for (const MeasureValues& values : input.measures) {
    EXPECT(values.runs.size() == input.policies.size());
    for (const std::vector<double>& runs : values.runs) EXPECT(input.independent || runs.size() == replicates);
    EXPECT(values.worlds.empty() || values.worlds.size() == input.policies.size());
    for (const std::vector<double>& worlds : values.worlds) EXPECT(worlds.size() == values.worlds.front().size());
  }
  EXPECT(input.controls.empty() || input.controls.size() == input.policies.size());
}

/// The input's row of the primary measure.
std::size_t find_primary(const CompareInput& input) {
  for (std::size_t row = 0; row < input.measures.size(); ++row) {
    const MeasureValues& values = input.measures[row];
    if (values.group.empty() && (input.primary.empty() || values.measure.name == input.primary)) return row;
  }
  throw UserError("the primary measure '" + input.primary + "' is not among the results",
                  "it decides the verdict, and must be one number a run",
                  "name one of the result's measures that has no further dimension");
}

/// The input's rows in the order in which they are shown.
std::vector<std::size_t> row_order(const CompareInput& input) {
  const std::size_t primary = find_primary(input);
  const std::string& name = input.measures[primary].measure.name;
  std::vector<std::size_t> order{primary};
  for (const bool same_measure : {true, false}) {
    for (std::size_t row = 0; row < input.measures.size(); ++row) {
      if (row != primary && (input.measures[row].measure.name == name) == same_measure) order.push_back(row);
    }
  }
  return order;
}

/// Do the pairs that were left out, because a side never came to a value, point against the mean?
bool left_out_disagree(const PairedStatistics& pairs) {
  const bool up = pairs.never_policy > pairs.never_baseline;
  const bool down = pairs.never_policy < pairs.never_baseline;
  return (up && pairs.difference < 0) || (down && pairs.difference > 0);
}

Effect told_effect(const Measure& measure, double difference) {
  if (measure.better == Better::neither) return Effect::changed;
  const bool higher_is_better = measure.better == Better::higher;
  return (difference > 0) == higher_is_better ? Effect::better : Effect::worse;
}

Effect judge(const Measure& measure, const PairedStatistics& pairs, double adjusted_p) {
  if (!pairs.p) return Effect::too_few;
  if (left_out_disagree(pairs)) return Effect::too_few;
  if (adjusted_p < significance) return told_effect(measure, pairs.difference);
  // All pairs agree, but in so few runs that could be chance.
  if (pairs.constant && *pairs.p < 1) return Effect::too_few;
  return Effect::none;
}

/// The primary has a yardstick: if its interval is wider than that, finding nothing means nothing.
void judge_primary(Difference& primary, double smallest) {
  const PairedStatistics& pairs = primary.statistics;
  primary.replicates_needed = replicates_needed(pairs.deviation, smallest);
  const bool wide = pairs.interval && smallest > 0 && pairs.interval->half_width() >= smallest;
  if (primary.effect == Effect::none && wide) primary.effect = Effect::too_few;
}

/// Gives every difference but the first (the primary) its adjusted p, over those that have one.
void adjust(std::vector<Difference>& differences) {
  std::vector<double> p;
  for (std::size_t row = 1; row < differences.size(); ++row) {
    if (differences[row].statistics.p) p.push_back(*differences[row].statistics.p);
  }
  const std::vector<double> adjusted = holm(p);
  std::size_t next = 0;
  for (std::size_t row = 1; row < differences.size(); ++row) {
    if (differences[row].statistics.p) differences[row].adjusted_p = adjusted[next++];
  }
  differences.front().adjusted_p = differences.front().statistics.p.value_or(1);
}

/// Luck's variance of a paired difference, if there are pairs enough to know it.
std::optional<double> luck_variance(const PairedStatistics& pairs) {
  if (pairs.pairs < 2) return {};
  return pairs.constant ? 0 : pairs.deviation * pairs.deviation;
}

/// The second bar of a row.
std::optional<WorldRange> vary(const MeasureValues& values, std::size_t policy, const PairedStatistics& pairs,
                               double smallest, const DriverSearch& search) {
  if (values.worlds.empty() || values.worlds.front().empty()) return {};
  const std::vector<double>& baseline = values.worlds.front();
  const std::vector<double>& varied = values.worlds[policy];
  WorldRange range = world_range(baseline, varied, luck_variance(pairs), smallest, values.measure.better, pairs.pairs);
  std::vector<double> differences;
  for (std::size_t world = 0; world < baseline.size(); ++world) {
    differences.push_back(varied[world] - baseline[world]);  // not finite where a side isn't
  }
  if (!range.exactly_zero) range.drivers = search.drivers(differences);
  return range;
}

PolicyComparison compare_policy(const CompareInput& input, const std::vector<std::size_t>& order, std::size_t policy,
                                double smallest, const DriverSearch& search) {
  PolicyComparison result;
  result.policy = input.policies[policy];
  if (!input.controls.empty()) result.control = input.controls[policy];
  for (const std::size_t row : order) {
    const std::vector<std::vector<double>>& runs = input.measures[row].runs;
    Difference difference;
    difference.statistics =
        input.independent ? independent_statistics(runs[0], runs[policy]) : paired_statistics(runs[0], runs[policy]);
    const bool primary = row == order.front();
    difference.worlds = vary(input.measures[row], policy, difference.statistics, primary ? smallest : 0, search);
    result.differences.push_back(difference);
  }
  adjust(result.differences);
  for (std::size_t i = 0; i < order.size(); ++i) {
    Difference& difference = result.differences[i];
    difference.effect = judge(input.measures[order[i]].measure, difference.statistics, difference.adjusted_p);
  }
  judge_primary(result.differences.front(), smallest);
  return result;
}

/// The rows to show first: the primary measure, then those named, with their groups; all if none is.
std::vector<std::size_t> first_rows(const std::vector<ComparedMeasure>& measures,
                                    const std::vector<std::string>& names) {
  std::vector<std::size_t> rows{0};
  for (const std::string& name : names) {
    for (std::size_t row = 1; row < measures.size(); ++row) {
      if (measures[row].measure.name == name) rows.push_back(row);
    }
  }
  for (std::size_t row = 1; names.empty() && row < measures.size(); ++row) rows.push_back(row);
  return rows;
}

std::optional<double> mean_of(const std::vector<double>& runs) {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : runs) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  if (count == 0) return {};
  return sum / static_cast<double>(count);
}

}  // namespace

Comparison compare(const CompareInput& input) {
  check_shape(input);
  const std::vector<std::size_t> order = row_order(input);
  Comparison comparison;
  comparison.title = input.title;
  comparison.baseline = input.policies.front();
  comparison.replicates = input.measures.front().runs.front().size();
  comparison.smallest_difference = input.smallest_difference > 0 ? input.smallest_difference : 0;
  for (const std::size_t row : order) {
    const MeasureValues& values = input.measures[row];
    comparison.measures.push_back({values.measure, values.group, values.group_zh, mean_of(values.runs.front())});
  }
  comparison.first_screen = first_rows(comparison.measures, input.first_screen);
  comparison.residents = input.residents;
  comparison.ledgers = input.ledgers;
  comparison.harms = input.harms;
  std::vector<std::vector<double>> columns;
  for (const WorldParameter& parameter : input.world_parameters) {
    columns.push_back(parameter.values);
    comparison.world_parameters.push_back(parameter);
    comparison.world_parameters.back().values.clear();
  }
  const DriverSearch search(std::move(columns));
  for (std::size_t policy = 1; policy < input.policies.size(); ++policy) {
    comparison.policies.push_back(compare_policy(input, order, policy, comparison.smallest_difference, search));
  }
  return comparison;
}

}  // namespace cogov
