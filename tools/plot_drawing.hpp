/// The parts of a figure's script.
#pragma once

#include <string>

#include "tools/plot_axis.hpp"
#include "tools/plot_figure.hpp"
#include "tools/plot_sheet.hpp"

namespace cogov::plot {

/// What is left of a page for the plot itself, in centimetres.
struct Room {
  double left, top, right, bottom;  ///< from the page's edges

  [[nodiscard]] double width(const Sheet& sheet) const { return sheet.width() - left - right; }
  [[nodiscard]] double height(const Sheet& sheet) const { return sheet.height() - top - bottom; }
};

/// Space at the edges of the page.
inline constexpr double edge = .25;

/// Title and, with `legend`, who is who; below, the caption.
[[nodiscard]] Room draw_around(Sheet& sheet, const Figure& figure, bool legend);
/// What draw_around() needs above and below.
[[nodiscard]] double around_cm(double width, const Figure& figure, bool legend);

/// The plot of each kind, with its axes; its data come first.
[[nodiscard]] std::string draw_curves(Sheet& sheet, const Figure& figure, Room room);
[[nodiscard]] std::string draw_rows(Sheet& sheet, const Figure& figure, Room room);
[[nodiscard]] std::string draw_maps(Sheet& sheet, const Figure& figure, Room room);
/// What rows of dots need in height.
[[nodiscard]] double rows_cm(const Figure& figure);

/// A number as gnuplot reads it.
[[nodiscard]] std::string datum(double value);
/// "set xtics ..." with these ticks, or "ytics".
[[nodiscard]] std::string tics(const char* axis, const std::vector<Tick>& ticks);

}  // namespace cogov::plot
