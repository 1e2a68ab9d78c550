/// Figures over days.
#include <algorithm>
#include <cmath>

#include "tools/plot_parts.hpp"
#include "tools/series_bands.hpp"

namespace cogov::plot {

namespace {

std::vector<double> times(std::vector<double> values, double scale) {
  for (double& value : values) value *= scale;
  return values;
}

/// How much each policy's line leaves the baseline's.
std::vector<double> changes_of(const std::vector<Band>& differences) {
  std::vector<double> changes;
  for (const Band& band : differences) changes.push_back(largest(band.middle));
  return changes;
}

}  // namespace

void add_curves(Draft& draft, const std::vector<double>& x, const std::vector<std::vector<std::vector<double>>>& runs) {
  std::vector<Band> differences;
  for (const auto& policy : runs) differences.push_back(difference_of(runs.front(), policy, x.size()));
  draft.choose(changes_of(differences));
  Figure& figure = draft.figure;
  for (const auto& [policy, name] : figure.policies) {
    const Band band = draft.differences ? differences[policy] : spread_of(runs[policy], x.size());
    figure.curves.push_back(
        {policy, x, times(band.middle, draft.scale), times(band.low, draft.scale), times(band.high, draft.scale)});
  }
  figure.zero_line = draft.differences;
  figure.value_label = draft.differences ? draft.words.difference_axis(true) : draft.words.level_axis();
}

void draw_days(Draft& draft) {
  const Manifest& manifest = draft.result.manifest();
  const Dimension& day = manifest.layout.dimension("day");
  const std::size_t step = days_a_point(day.size(), manifest.policies.size());
  std::vector<double> x;
  for (std::size_t first = 0; first + step <= day.size(); first += step) {
    x.push_back(static_cast<double>(day.values[first]) + static_cast<double>(step - 1) / 2);
  }
  add_curves(draft, x, daily_runs(draft.result, draft.measure, day.size(), step));
  draft.figure.across_label = draft.words.pick(day.long_name, day.long_name_zh);
  const std::string each = draft.words.day_step(step);
  draft.finish({draft.differences ? draft.words.difference_bands(each) : draft.words.level_bands(each), draft.fewer});
}

}  // namespace cogov::plot
