/// What a figure shows, before anything says how it is drawn. All numbers are as they are shown: shares as percent.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/language.hpp"
#include "output/result_file.hpp"
#include "output/statistics.hpp"

namespace cogov {

/// What somebody asks to see.
struct PlotRequest {
  std::string measure;                     ///< its name
  std::vector<std::size_t> policies = {};  ///< which, 0 being the baseline; empty: all
  bool differences = false;                ///< from the baseline, where the levels could be shown as well
  Language language = Language::english;
};

/// A policy's line over a number, with a band around it.
struct PlotCurve {
  std::size_t policy = 0;
  std::vector<double> x, middle, low, high;  ///< NaN where there is no number
};

/// A policy's dot with its bars, at one label.
struct PlotDot {
  std::size_t policy = 0;
  double middle = 0;               ///< NaN: there is no number
  std::optional<Interval> likely;  ///< thick
  std::optional<Interval> worlds;  ///< thin
};

/// A line of dots: of one policy, or of several at a label.
struct PlotRow {
  std::string label;
  std::vector<PlotDot> dots;
};

/// A policy's map: one cell a combination of two values.
struct PlotMap {
  std::size_t policy = 0;
  std::vector<std::vector<double>> cells;  ///< [y][x]; NaN where there is no number
};

/// A figure: it has curves, rows or maps.
struct Figure {
  std::string title;
  std::string value_label;   ///< the axis on which the measure stands; of maps: what the colours say
  std::string across_label;  ///< the axis below curves and maps
  std::string up_label;      ///< the axis beside maps
  std::vector<std::string> caption;
  std::vector<std::pair<std::size_t, std::string>> policies;  ///< those shown and their names
  bool zero_line = false;                                     ///< the measure's axis holds zero and marks it
  bool higher_is_better = false;                              ///< of maps: which colour is which
  std::vector<PlotCurve> curves;
  std::vector<PlotRow> rows;
  bool legend = true;  ///< of rows: whether dots are told apart by policy
  std::vector<PlotMap> maps;
  std::vector<std::string> across_values, up_values;  ///< of maps: what the columns and rows are

  [[nodiscard]] const std::string& name_of(std::size_t policy) const;
};

/// How many policies a figure shows at the most.
inline constexpr std::size_t most_plotted = 12;

/// The figure of a measure: by day, by label, by the one or two parameters of a design, or one number a run.
/// @throws UserError if there is no such measure, or no figure of it
[[nodiscard]] Figure figure_of(const ResultFile& result, const PlotRequest& request);

/// A line for each measure of which there is a figure: its name, and what it is called.
[[nodiscard]] std::string plotted_measures(const ResultFile& result, Language language);

}  // namespace cogov
