/// A figure as a gnuplot script that holds its data.
#pragma once

#include <string>

#include "tools/plot_figure.hpp"

namespace cogov {

enum class PlotFormat { svg, png, pdf };

/// How a figure is to look.
struct PlotPage {
  PlotFormat format = PlotFormat::svg;
  double width = 16;  ///< centimetres
  double height = 0;  ///< centimetres; 0: 10, or more where rows of dots need it
  Language language = Language::english;
  std::string output;  ///< the file that the script writes; empty: standard output
};

/// The whole script. The same figure and page give the same text.
[[nodiscard]] std::string plot_script(const Figure& figure, const PlotPage& page);

}  // namespace cogov
