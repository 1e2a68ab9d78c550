/// The kinds of figures, each made from a draft that knows what is asked for.
#pragma once

#include <string>
#include <vector>

#include "output/wording.hpp"
#include "tools/plot_figure.hpp"
#include "tools/plot_words.hpp"

namespace cogov::plot {

/// A figure in the making.
struct Draft {
  const ResultFile& result;
  const Measure& measure;
  const PlotRequest& request;
  Words words;
  double scale;       ///< display_scale() of the measure
  bool differences;   ///< whether differences are drawn; starts as asked for
  std::string fewer;  ///< the sentence that says that policies are left out; empty if none is
  Figure figure;

  Draft(const ResultFile& a_result, const Measure& a_measure, const PlotRequest& a_request)
      : result(a_result),
        measure(a_measure),
        request(a_request),
        words(a_result, a_measure, a_request.language),
        scale(display_scale(a_measure)),
        differences(a_request.differences) {}

  /// Settles which policies are shown.
  /// @param changes  by policy, how much it changes: those that change most stay where there are more than `most`
  void choose(std::vector<double> changes, std::size_t most = most_plotted);
  /// The caption from sentences (empty ones are passed over), with what every caption ends in.
  void finish(std::vector<std::string> sentences);
};

[[nodiscard]] Interval scaled(const Interval& interval, double scale);

/// The largest size among finite numbers; 0 without any.
[[nodiscard]] double largest(const std::vector<double>& values);

/// The mean of the runs that have a value, times `scale`, with its 95 % interval.
[[nodiscard]] PlotDot level_dot(std::size_t policy, const std::vector<double>& runs, double scale);
/// A mean paired difference, times `scale`, with its 95 % interval.
[[nodiscard]] PlotDot difference_dot(std::size_t policy, const PairedStatistics& pairs, double scale);

/// Chooses policies and gives each its curve. `runs` are [policy][run][position in x]; a failed run is empty.
void add_curves(Draft& draft, const std::vector<double>& x, const std::vector<std::vector<std::vector<double>>>& runs);

/// Curves over days.
void draw_days(Draft& draft);
/// Dots: a row a policy of a measure of one number a run, or a row a label.
void draw_dots(Draft& draft);
/// Curves over a design's only parameter, dots if that takes words, or maps over two. @throws UserError for more
void draw_design(Draft& draft);

}  // namespace cogov::plot
