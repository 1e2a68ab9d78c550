/// Maps over two parameters: coloured cells, with a line where the sign changes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "output/wording.hpp"
#include "tools/plot_drawing.hpp"

namespace cogov::plot {

namespace {

using Cells = std::vector<std::vector<double>>;

constexpr std::uint32_t no_number = 0xC9CED2;

/// Orange for worse, blue for better, pale between; −1 … 1. Those of the report's page.
std::uint32_t change_colour(double share) {
  constexpr std::array<std::array<double, 3>, 5> stops{
      {{150, 55, 5}, {222, 140, 85}, {244, 243, 238}, {105, 165, 205}, {8, 70, 120}}};
  const double at = std::clamp((share + 1) / 2, 0.0, 1.0) * 4;
  const auto low = std::min<std::size_t>(3, static_cast<std::size_t>(at));
  std::uint32_t colour = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = stops[low][i] + (stops[low + 1][i] - stops[low][i]) * (at - static_cast<double>(low));
    colour = colour << 8U | static_cast<std::uint32_t>(std::lround(part));
  }
  return colour;
}

bool is_dark(double share) { return std::abs(share) > .62; }

/// How the maps share the page.
struct Grid {
  std::size_t columns, lines;
  double width, height;  ///< of a map, centimetres
  double left, top;      ///< of the first
  double across, down;   ///< from one to the next
};

struct Segment {
  double x1, y1, x2, y2;  ///< in cells, a cell's middle at its number
};

/// Where the sign changes along the way from one cell's middle to the next, 0 … 1; negative if it doesn't.
double crossing(double from, double to) { return (from < 0) != (to < 0) ? from / (from - to) : -1; }

/// The line between cells above and below zero, through each square of four middles.
std::vector<Segment> sign_changes(const Cells& cells) {
  std::vector<Segment> segments;
  for (std::size_t y = 0; y + 1 < cells.size(); ++y) {
    for (std::size_t x = 0; x + 1 < cells[y].size(); ++x) {
      const double a = cells[y][x], b = cells[y][x + 1], c = cells[y + 1][x + 1], d = cells[y + 1][x];
      if (!std::isfinite(a + b + c + d)) continue;
      const auto left = static_cast<double>(x), low = static_cast<double>(y);
      std::vector<std::array<double, 2>> points;
      if (const double t = crossing(a, b); t >= 0) points.push_back({left + t, low});
      if (const double t = crossing(b, c); t >= 0) points.push_back({left + 1, low + t});
      if (const double t = crossing(d, c); t >= 0) points.push_back({left + t, low + 1});
      if (const double t = crossing(a, d); t >= 0) points.push_back({left, low + t});
      for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
        segments.push_back({points[i][0], points[i][1], points[i + 1][0], points[i + 1][1]});
      }
    }
  }
  return segments;
}

double largest_size(const Figure& figure) {
  double most = 0;
  for (const PlotMap& map : figure.maps) {
    for (const auto& row : map.cells) {
      for (const double value : row) most = std::isfinite(value) ? std::max(most, std::abs(value)) : most;
    }
  }
  return most > 0 ? most : 1;
}

/// The power of ten to which numbers in cells are shown: two digits of the largest.
double cell_precision(double most) { return std::pow(10, std::floor(std::log10(most) + 1e-9) - 1); }

/// What the colours say, at the right edge. @returns its width
double draw_scale(Sheet& sheet, const Figure& figure, const Room& room, double most) {
  constexpr double thick = .32;
  constexpr int steps = 60;
  const Axis axis = axis_over(std::array{-most, most}, 6, Zero::always, false, true);
  double labels = 0;
  for (const Tick& tick : axis.ticks) labels = std::max(labels, width_cm(tick.text, text_points));
  const double right = sheet.width() - room.right, x = right - labels - .2 - thick;
  const double height = room.height(sheet);
  for (int i = 0; i < steps; ++i) {
    const double share = 1 - 2 * (i + .5) / steps;
    const double top = room.top + height * i / steps;
    sheet.box(x, top, x + thick, top + height / steps + .01,
              fmt::format("#{:06x}", change_colour(figure.higher_is_better ? share : -share)));
  }
  for (const Tick& tick : axis.ticks) {
    const double y = room.top + height * (1 - tick.at / most) / 2;
    sheet.line(x + thick, y, x + thick + .1, y, fmt::format("lc rgb '{}' lw 1", grey));
    sheet.text(tick.text, x + thick + .18, y);
  }
  return labels + .2 + thick + .35;
}

/// Which of so many names stand without touching, each so wide: every one, every second, ...
std::size_t every_of(std::size_t count, double length, double each) {
  std::size_t every = 1;
  while (static_cast<double>(count) / static_cast<double>(every) * each > length && every < count) ++every;
  return every;
}

double widest(const std::vector<std::string>& names) {
  double most = 0;
  for (const std::string& name : names) most = std::max(most, width_cm(name, text_points));
  return most;
}

Grid grid_of(const Sheet& sheet, const Figure& figure, const Room& room, double up_names) {
  Grid grid{};
  const std::size_t count = figure.maps.size();
  grid.columns = count <= 3 ? count : (count + 1) / 2;
  grid.lines = count <= 3 ? 1 : 2;
  const double name = line_cm(text_points) * 2, gap = .35;
  grid.left = room.left + up_names + .15;
  grid.top = room.top + name;
  const double columns = static_cast<double>(grid.columns), lines = static_cast<double>(grid.lines);
  grid.across = (sheet.width() - room.right - grid.left + gap) / columns;
  grid.down = (sheet.height() - room.bottom - room.top + .1) / lines;
  grid.width = grid.across - gap;
  grid.height = grid.down - name - .1 - line_cm(text_points);
  return grid;
}

/// The name of a map, and the values along its edges where it stands at the left or at the bottom.
void draw_names(Sheet& sheet, const Figure& figure, const Grid& grid, std::size_t at) {
  const double left = grid.left + grid.across * static_cast<double>(at % grid.columns);
  const double top = grid.top + grid.down * static_cast<double>(at / grid.columns);
  const auto name = lines_in(figure.name_of(figure.maps[at].policy), grid.width, text_points, 2);
  sheet.lines(name, left, top - .08 - static_cast<double>(name.size()) * line_cm(text_points), Sheet::Align::left,
              text_points);
  const std::size_t columns = figure.across_values.size(), rows = figure.up_values.size();
  const double cell = grid.width / static_cast<double>(columns), high = grid.height / static_cast<double>(rows);
  const std::size_t every = every_of(columns, grid.width, widest(figure.across_values) + .2);
  for (std::size_t x = 0; x < columns; x += every) {
    sheet.text(figure.across_values[x], left + cell * (static_cast<double>(x) + .5),
               top + grid.height + line_cm(text_points) / 2 + .05, Sheet::Align::center);
  }
  if (at % grid.columns != 0) return;
  const std::size_t every_row = every_of(rows, grid.height, line_cm(text_points));
  for (std::size_t y = 0; y < rows; y += every_row) {
    sheet.text(figure.up_values[y], left - .12, top + grid.height - high * (static_cast<double>(y) + .5),
               Sheet::Align::right);
  }
}

/// Cells and line of a map; all maps share one system of coordinates, centimetres from the lower left corner.
struct MapData {
  std::string cells, line;
};

MapData map_data(Sheet& sheet, const Figure& figure, const Grid& grid, std::size_t at, double most) {
  const Cells& cells = figure.maps[at].cells;
  const double left = grid.left + grid.across * static_cast<double>(at % grid.columns);
  const double bottom = grid.top + grid.down * static_cast<double>(at / grid.columns) + grid.height;
  const double wide = grid.width / static_cast<double>(cells.front().size());
  const double high = grid.height / static_cast<double>(cells.size());
  const double precision = cell_precision(most);
  const bool numbers = high > .45 && wide > width_cm(number_text(-most, precision, true), 8) + .1;
  const auto x_at = [&](double x) { return left + (x + .5) * wide; };
  const auto y_at = [&](double y) { return sheet.height() - bottom + (y + .5) * high; };
  MapData data;
  for (std::size_t y = 0; y < cells.size(); ++y) {
    for (std::size_t x = 0; x < cells[y].size(); ++x) {
      const double value = cells[y][x], share = (figure.higher_is_better ? value : -value) / most;
      const bool known = std::isfinite(value);
      const double middle = x_at(static_cast<double>(x)), level = y_at(static_cast<double>(y));
      data.cells += fmt::format("{:.4f} {:.4f} {:.4f} {:.4f} {} {}\n", middle, level, wide / 2, high / 2,
                                known ? change_colour(share) : no_number, datum(value));
      if (numbers) {
        sheet.text(known ? number_text(value, precision, true) : "—", middle, sheet.height() - level,
                   Sheet::Align::center, 8, known && is_dark(share) ? "#ffffff" : ink);
      }
    }
  }
  for (const Segment& one : sign_changes(cells)) {
    data.line +=
        fmt::format("{:.4f} {:.4f}\n{:.4f} {:.4f}\n\n", x_at(one.x1), y_at(one.y1), x_at(one.x2), y_at(one.y2));
  }
  return data;
}

}  // namespace

std::string draw_maps(Sheet& sheet, const Figure& figure, Room room) {
  const double most = largest_size(figure);
  room.top = sheet.lines(lines_in(figure.value_label, room.width(sheet), text_points, 2), room.left, room.top - .2,
                         Sheet::Align::left, text_points) +
             .1;
  const std::vector<std::string> below = lines_in(figure.across_label, room.width(sheet), text_points, 2);
  const double below_cm = static_cast<double>(below.size()) * line_cm(text_points);
  sheet.lines(below, room.left + room.width(sheet) / 2, sheet.height() - room.bottom - below_cm, Sheet::Align::center,
              text_points);
  room.bottom += below_cm + .1;
  const std::vector<std::string> beside = lines_in(figure.up_label, room.height(sheet), text_points, 3);
  sheet.upright(beside, room.left, room.top + room.height(sheet) / 2, text_points);
  room.left += static_cast<double>(beside.size()) * line_cm(text_points) + .1;
  const Grid first = grid_of(sheet, figure, room, widest(figure.up_values));
  Room scale = room;
  scale.top = first.top;
  scale.bottom += line_cm(text_points);
  room.right += draw_scale(sheet, figure, scale, most);
  const Grid grid = grid_of(sheet, figure, room, widest(figure.up_values));
  std::string data;
  std::vector<std::string> parts, lines;
  for (std::size_t at = 0; at < figure.maps.size(); ++at) {
    draw_names(sheet, figure, grid, at);
    const MapData own = map_data(sheet, figure, grid, at, most);
    data +=
        fmt::format("# {}: across, up, half a cell's width and height (cm), colour, difference\n$map{} << EOD\n{}EOD\n",
                    gnuplot_text(figure.name_of(figure.maps[at].policy)), at + 1, own.cells);
    parts.push_back(fmt::format("$map{} using 1:2:3:4:5 with boxxyerror fc rgb variable fs solid noborder", at + 1));
    if (own.line.empty()) continue;
    data += fmt::format("$line{} << EOD\n{}EOD\n", at + 1, own.line);
    lines.push_back(fmt::format("$line{} using 1:2 with lines lc rgb '#000000' lw 1.6", at + 1));
  }
  parts.insert(parts.end(), lines.begin(), lines.end());
  sheet.frame(0, 0, 0, 0);
  sheet.add(
      fmt::format("unset border\nunset tics\nset xrange [0:{:g}]\nset yrange [0:{:g}]", sheet.width(), sheet.height()));
  return data + fmt::format("plot {}\n", fmt::join(parts, ", \\\n  "));
}

}  // namespace cogov::plot
