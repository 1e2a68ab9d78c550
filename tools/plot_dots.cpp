/// Figures of dots with bars: of one number a run, or of one a label.
#include <algorithm>
#include <cmath>

#include "output/columns.hpp"
#include "output/compare.hpp"
#include "tools/experiments.hpp"
#include "tools/plot_parts.hpp"

namespace cogov::plot {

PlotDot level_dot(std::size_t policy, const std::vector<double>& runs, double scale) {
  std::vector<double> values;
  for (const double value : runs) {
    if (std::isfinite(value)) values.push_back(value * scale);
  }
  PlotDot dot{policy, mean(values), {}, {}};
  if (values.size() < 2) return dot;
  const auto n = static_cast<double>(values.size());
  const double half = student_t_quantile(.975, n - 1) * std::sqrt(variance(values) / n);
  if (half > 0) dot.likely = {dot.middle - half, dot.middle + half};
  return dot;
}

PlotDot difference_dot(std::size_t policy, const PairedStatistics& pairs, double scale) {
  PlotDot dot{policy, pairs.pairs > 0 ? pairs.difference * scale : NAN, {}, {}};
  if (pairs.interval) dot.likely = scaled(*pairs.interval, scale);
  return dot;
}

namespace {

/// A label's numbers: all policies against the baseline.
struct Compared {
  std::string label;
  const MeasureValues& values;
  std::vector<Difference> differences;  ///< by policy; the baseline's is empty
};

bool always_zero(const MeasureValues& values) {
  const auto zero = [](const std::vector<double>& runs) {
    return std::ranges::all_of(runs, [](double value) { return value == 0 || std::isnan(value); });
  };
  return std::ranges::all_of(values.runs, zero) && std::ranges::all_of(values.worlds, zero);
}

Compared compared(const Draft& draft, const MeasureValues& values) {
  Compared one{draft.words.pick(values.group, values.group_zh), values, {Difference{}}};
  MeasureValues alone = values;
  alone.group.clear();
  CompareInput input;
  input.policies = draft.result.manifest().policies;
  input.measures.push_back(std::move(alone));
  for (const PolicyComparison& policy : compare(input).policies) one.differences.push_back(policy.differences.front());
  return one;
}

std::vector<double> changes_of(const std::vector<Compared>& labels, std::size_t policies) {
  std::vector<double> changes(policies, 0.0);
  for (const Compared& label : labels) {
    for (std::size_t policy = 1; policy < policies; ++policy) {
      const double difference = std::abs(label.differences[policy].statistics.difference);
      if (std::isfinite(difference)) changes[policy] = std::max(changes[policy], difference);
    }
  }
  return changes;
}

PlotDot dot_of(const Draft& draft, const Compared& label, std::size_t policy) {
  if (!draft.differences) return level_dot(policy, label.values.runs[policy], draft.scale);
  const Difference& difference = label.differences[policy];
  PlotDot dot = difference_dot(policy, difference.statistics, draft.scale);
  if (difference.worlds && difference.worlds->worlds > 0 && !difference.worlds->exactly_zero) {
    dot.worlds = scaled(difference.worlds->range, draft.scale);
  }
  return dot;
}

/// A row a policy.
void policy_rows(Draft& draft, const Compared& only) {
  Figure& figure = draft.figure;
  figure.legend = false;
  for (const auto& [policy, name] : figure.policies) figure.rows.push_back({name, {dot_of(draft, only, policy)}});
}

/// A row a label, with a dot a policy.
void label_rows(Draft& draft, const std::vector<Compared>& labels) {
  Figure& figure = draft.figure;
  for (const Compared& label : labels) {
    PlotRow& row = figure.rows.emplace_back();
    row.label = label.label;
    for (const auto& [policy, name] : figure.policies) row.dots.push_back(dot_of(draft, label, policy));
  }
}

/// Pairs left out of the figure's largest difference because a value was never reached.
std::size_t never_reached(const Figure& figure, const std::vector<Compared>& labels) {
  std::size_t most = 0;
  for (const Compared& label : labels) {
    for (const auto& [policy, name] : figure.policies) {
      most = std::max(most, label.differences[policy].statistics.infinite);
    }
  }
  return most;
}

std::string baseline_level(const Draft& draft, const Compared& only) {
  const PlotDot dot = level_dot(0, only.values.runs.front(), 1);
  if (!std::isfinite(dot.middle)) return "";
  const std::string unit = printable(unit_word(draft.measure, draft.words.language()));
  const std::string number = mean_text(draft.measure, dot.middle);
  return unit.empty() || draft.words.chinese() ? number + unit : number + " " + unit;
}

}  // namespace

void draw_dots(Draft& draft) {
  const std::size_t policies = draft.result.manifest().policies.size();
  const std::vector<MeasureValues> all = measure_values(draft.result, draft.measure);
  const bool one_number = draft.measure.dimensions.empty();
  if (one_number && policies > 1) draft.differences = true;
  std::vector<Compared> labels;
  for (const MeasureValues& values : all) {
    if (one_number || !always_zero(values)) labels.push_back(compared(draft, values));
  }
  if (labels.empty()) labels.push_back(compared(draft, all.front()));
  constexpr std::size_t most_dots = 90;  // more would leave no room between them on a page
  draft.choose(changes_of(labels, policies),
               std::clamp<std::size_t>(most_dots / labels.size(), 3, one_number ? 40 : most_plotted));
  if (one_number) {
    policy_rows(draft, labels.front());
  } else {
    label_rows(draft, labels);
  }
  Figure& figure = draft.figure;
  figure.zero_line = draft.differences;
  figure.value_label = draft.differences ? draft.words.difference_axis(false) : draft.words.level_axis();
  const bool worlds = std::ranges::any_of(figure.rows, [](const PlotRow& row) {
    return std::ranges::any_of(row.dots, [](const PlotDot& dot) { return dot.worlds.has_value(); });
  });
  const std::size_t zero = one_number ? 0 : all.size() - labels.size();
  draft.finish({draft.differences
                    ? draft.words.difference_dots(one_number ? baseline_level(draft, labels.front()) : "", worlds)
                    : draft.words.level_dots(),
                zero > 0 ? draft.words.zero_labels(zero) : "", draft.words.never_reached(never_reached(figure, labels)),
                draft.fewer});
}

}  // namespace cogov::plot
