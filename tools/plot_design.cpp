/// Figures over what a design varies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "output/design_compare.hpp"
#include "output/design_runs.hpp"
#include "sim/errors.hpp"
#include "tools/plot_parts.hpp"

namespace cogov::plot {

namespace {

/// The values of a parameter, sorted, and the position among them of each point's.
struct Steps {
  std::vector<double> values;
  std::vector<std::size_t> at;     ///< by point
  std::vector<std::string> names;  ///< of the values
};

Steps steps_of(const DesignTable& design, std::size_t parameter) {
  const DesignParameter& one = design.parameters[parameter];
  Steps steps;
  steps.values = one.values;
  std::ranges::sort(steps.values);
  steps.values.erase(std::unique(steps.values.begin(), steps.values.end()), steps.values.end());
  steps.names.resize(steps.values.size());
  for (std::uint32_t point = 0; point < one.values.size(); ++point) {
    const auto at = std::ranges::lower_bound(steps.values, one.values[point]) - steps.values.begin();
    steps.at.push_back(static_cast<std::size_t>(at));
    steps.names[steps.at.back()] = design.value_text(parameter, point);
  }
  return steps;
}

/// [policy][replicate][step]; where several points have the same value, the last one's.
std::vector<std::vector<std::vector<double>>> runs_along(const DesignRuns& runs, const Steps& steps) {
  std::vector<std::vector<std::vector<double>>> along;
  for (const auto& policy : runs.values) {
    auto& own = along.emplace_back(policy.front().size(), std::vector<double>(steps.values.size(), NAN));
    for (std::size_t point = 0; point < policy.size(); ++point) {
      for (std::size_t run = 0; run < policy[point].size(); ++run) own[run][steps.at[point]] = policy[point][run];
    }
  }
  return along;
}

void draw_line(Draft& draft, const DesignRuns& runs) {
  const Steps steps = steps_of(draft.result.manifest().design, 0);
  add_curves(draft, steps.values, runs_along(runs, steps));
  draft.figure.across_label = draft.words.parameter_axis(draft.result.manifest().design.parameters.front());
  draft.finish({draft.differences ? draft.words.difference_bands("") : draft.words.level_bands(""), draft.fewer});
}

/// A row a word.
void draw_words(Draft& draft, const DesignRuns& runs) {
  const DesignTable& design = draft.result.manifest().design;
  const Steps steps = steps_of(design, 0);
  const DesignComparison comparison = compare_points(runs);
  std::vector<double> changes(runs.values.size(), 0.0);
  draft.choose(changes);
  Figure& figure = draft.figure;
  figure.rows.resize(steps.values.size());
  for (std::size_t point = 0; point < steps.at.size(); ++point) {
    PlotRow& row = figure.rows[steps.at[point]];
    row.label = steps.names[steps.at[point]];
    row.dots.clear();
    for (const auto& [policy, name] : figure.policies) {
      row.dots.push_back(draft.differences
                             ? difference_dot(policy, comparison.points[policy - 1][point].statistics, draft.scale)
                             : level_dot(policy, runs.values[policy][point], draft.scale));
    }
  }
  figure.zero_line = draft.differences;
  figure.value_label = draft.differences ? draft.words.difference_axis(false) : draft.words.level_axis();
  const std::string parameter = draft.words.parameter_axis(design.parameters.front());
  draft.finish({draft.words.pick("Rows: ", "各行：") + parameter + draft.words.pick(".", "。"),
                draft.differences ? draft.words.difference_dots("", false) : draft.words.level_dots(), draft.fewer});
}

bool changes_sign(const PlotMap& map) {
  bool below = false, above = false;
  for (const auto& row : map.cells) {
    below = below || std::ranges::any_of(row, [](double value) { return value < 0; });
    above = above || std::ranges::any_of(row, [](double value) { return value >= 0; });
  }
  return below && above;
}

void draw_maps(Draft& draft, const DesignRuns& runs) {
  constexpr std::size_t most_maps = 6;
  const DesignTable& design = draft.result.manifest().design;
  if (runs.values.size() < 2) {
    throw UserError("a map shows differences between policies", "there is only the baseline",
                    "run the design with another policy, or vary one parameter only");
  }
  draft.differences = true;
  const Steps x = steps_of(design, 0), y = steps_of(design, 1);
  const DesignComparison comparison = compare_points(runs);
  std::vector<double> changes(runs.values.size(), 0.0);
  for (std::size_t policy = 1; policy < changes.size(); ++policy) {
    for (const PointDifference& one : comparison.points[policy - 1]) {
      const double difference = std::abs(one.statistics.difference);
      if (std::isfinite(difference)) changes[policy] = std::max(changes[policy], difference);
    }
  }
  draft.choose(changes, most_maps);
  Figure& figure = draft.figure;
  for (const auto& [policy, name] : figure.policies) {
    PlotMap map{policy, {y.values.size(), std::vector<double>(x.values.size(), NAN)}};
    for (std::size_t point = 0; point < x.at.size(); ++point) {
      const PairedStatistics& pairs = comparison.points[policy - 1][point].statistics;
      if (pairs.pairs > 0) map.cells[y.at[point]][x.at[point]] = pairs.difference * draft.scale;
    }
    figure.maps.push_back(std::move(map));
  }
  figure.across_values = x.names;
  figure.up_values = y.names;
  figure.across_label = draft.words.parameter_axis(design.parameters[0]);
  figure.up_label = draft.words.parameter_axis(design.parameters[1]);
  figure.value_label = draft.words.difference_colours();
  figure.higher_is_better = draft.measure.better == Better::higher;
  draft.finish({draft.words.maps(std::ranges::any_of(figure.maps, changes_sign)), draft.fewer});
}

}  // namespace

void draw_design(Draft& draft) {
  const Manifest& manifest = draft.result.manifest();
  const DesignRuns runs = design_runs(draft.result, draft.measure.name);
  const std::size_t parameters = manifest.design.parameters.size();
  if (parameters == 1) {
    manifest.design.parameters.front().words.empty() ? draw_line(draft, runs) : draw_words(draft, runs);
  } else if (parameters == 2 && manifest.design.method == "grid") {
    draw_maps(draft, runs);
  } else {
    throw UserError(fmt::format("there is no figure of a design of method \"{}\" over {} parameters",
                                manifest.design.method, parameters),
                    "a page shows one parameter, or two of a grid",
                    fmt::format("see which ones matter with `cogov sensitivity {}`", draft.result.path().string()));
  }
}

}  // namespace cogov::plot
