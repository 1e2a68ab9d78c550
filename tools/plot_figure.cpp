#include "tools/plot_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/columns.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/plot_parts.hpp"

namespace cogov {

namespace plot {

void Draft::finish(std::vector<std::string> sentences) {
  sentences.push_back(words.failed_runs());
  sentences.push_back(words.source());
  std::string text;
  for (const std::string& sentence : sentences) {
    if (sentence.empty()) continue;
    if (!text.empty() && !words.chinese()) text += ' ';
    text += sentence;
  }
  figure.caption = {text};
}

void Draft::choose(std::vector<double> changes, std::size_t most) {
  const Manifest& manifest = result.manifest();
  std::vector<std::size_t> shown = request.policies;
  if (shown.empty()) {
    shown.resize(manifest.policies.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
  }
  if (differences) std::erase(shown, std::size_t{0});
  if (shown.empty()) {
    throw UserError("a difference needs a policy besides the baseline", "",
                    "name another with --policies, or leave out --differences");
  }
  if (const std::size_t all = shown.size(); all > most) {
    changes.front() = INFINITY;  // the baseline stays
    std::ranges::stable_sort(shown, [&](std::size_t a, std::size_t b) { return changes[a] > changes[b]; });
    shown.resize(most);
    std::ranges::sort(shown);
    fewer = words.fewer_policies(most, all);
  }
  for (const std::size_t policy : shown) figure.policies.emplace_back(policy, manifest.policies[policy]);
}

Interval scaled(const Interval& interval, double scale) { return {interval.low * scale, interval.high * scale}; }

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::isfinite(value) ? std::max(most, std::abs(value)) : most;
  return most;
}

}  // namespace plot

namespace {

const Measure& known_measure(const ResultFile& result, const std::string& name) {
  std::vector<std::string> names;
  for (const Measure& measure : result.manifest().layout.measures) {
    if (measure.name == name) return measure;
    names.push_back(measure.name);
  }
  const std::string guess = did_you_mean(name, names);
  throw UserError(fmt::format("'{}' has no measure {}", result.path().string(), shown(name)), "",
                  fmt::format("{}{}`cogov plot {} --list` lists its measures", guess, guess.empty() ? "" : " ",
                              result.path().string()));
}

}  // namespace

const std::string& Figure::name_of(std::size_t policy) const {
  const auto found = std::ranges::find(policies, policy, &std::pair<std::size_t, std::string>::first);
  EXPECT(found != policies.end());
  return found->second;
}

Figure figure_of(const ResultFile& result, const PlotRequest& request) {
  const Manifest& manifest = result.manifest();
  const Measure& measure = known_measure(result, request.measure);
  if (request.differences && manifest.policies.size() < 2) {
    throw UserError("--differences needs a policy to compare", "there is only the baseline", "leave it out");
  }
  plot::Draft draft(result, measure, request);
  draft.figure.title = draft.words.title();
  if (!manifest.design.empty()) {
    plot::draw_design(draft);
  } else if (measure.dimensions == std::vector<std::string>{"day"}) {
    plot::draw_days(draft);
  } else if (measure.dimensions.size() <= 1) {
    plot::draw_dots(draft);
  } else {
    throw UserError(fmt::format("there is no figure of '{}'", measure.name),
                    fmt::format("it is over {}", fmt::join(measure.dimensions, " and ")), "choose another with -m");
  }
  return std::move(draft.figure);
}

std::string plotted_measures(const ResultFile& result, Language language) {
  std::size_t width = 0;
  for (const Measure& measure : result.manifest().layout.measures) width = std::max(width, measure.name.size());
  std::string text;
  for (const Measure& measure : result.manifest().layout.measures) {
    text += pad_right(printable(measure.name), width + 2) + printable(short_label(measure, language)) + "\n";
  }
  return text;
}

}  // namespace cogov
