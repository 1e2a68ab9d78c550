/// Curves with bands, and rows of dots with bars, as gnuplot draws them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/columns.hpp"
#include "tools/plot_drawing.hpp"

namespace cogov::plot {

namespace {

constexpr double tick_room = .4, label_gap = .12;  ///< centimetres: a tick and the space after it; around labels

/// The ticks that a length has room for, each so wide.
std::size_t ticks_in(double length, double each) {
  return std::clamp<std::size_t>(static_cast<std::size_t>(length / each), 2, 12);
}

double widest(const std::vector<Tick>& ticks) {
  double most = 0;
  for (const Tick& tick : ticks) most = std::max(most, width_cm(tick.text, text_points));
  return most;
}

Zero zero_of(const Figure& figure) { return figure.zero_line ? Zero::always : Zero::if_near; }

/// @param border  1: a line below; 3: one at the left, too
std::string axes(int border) {
  return fmt::format(
      "set border {3} lc rgb '{0}' lw 1\nset tics out nomirror scale .5 font ',{4:g}' textcolor rgb '{1}'\nset grid "
      "back lt 1 lc rgb '{2}' lw .7 dt solid",
      grey, ink, rule, border, text_points);
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("plot {}\n", fmt::join(parts, ", \\\n  "));
}

std::vector<double> all_of(const std::vector<PlotCurve>& curves) {
  std::vector<double> values;
  for (const PlotCurve& curve : curves) {
    for (const auto* line : {&curve.middle, &curve.low, &curve.high})
      values.insert(values.end(), line->begin(), line->end());
  }
  return values;
}

std::string curve_data(const PlotCurve& curve, std::size_t number, const std::string& name) {
  std::string text = fmt::format("# {}: across, middle, low, high\n$curve{} << EOD\n", gnuplot_text(name), number);
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    text += fmt::format("{} {} {} {}\n", datum(curve.x[i]), datum(curve.middle[i]), datum(curve.low[i]),
                        datum(curve.high[i]));
  }
  return text + "EOD\n";
}

/// Bands below all lines, and few marks so that the lines can be told apart in grey.
std::vector<std::string> curve_parts(const std::vector<PlotCurve>& curves) {
  constexpr std::size_t marks = 9, every_point = 16;
  std::vector<std::string> bands, lines;
  const double opacity = curves.size() > 6 ? .08 : .16;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Look look = look_of(curves[i].policy);
    bands.push_back(fmt::format("$curve{} using 1:3:4 with filledcurves lc rgb '{}' fs transparent solid {:g} noborder",
                                i + 1, look.colour, opacity));
    lines.push_back(fmt::format("$curve{} using 1:2 with lines lc rgb '{}' lw {:g} dt {}", i + 1, look.colour,
                                curves[i].policy == 0 ? 2.8 : 1.7, look.dash));
    const std::size_t size = curves[i].x.size();
    const std::size_t every = size <= every_point ? 1 : size / marks;
    lines.push_back(fmt::format("$curve{} using 1:2 every {}::{} with points lc rgb '{}' pt {} ps .8", i + 1, every,
                                i * every / curves.size(), look.colour, look.mark));
  }
  bands.insert(bands.end(), lines.begin(), lines.end());
  return bands;
}

}  // namespace

std::string draw_curves(Sheet& sheet, const Figure& figure, Room room) {
  const std::vector<std::string> below = lines_in(figure.across_label, room.width(sheet) - 1.5, text_points, 2);
  room.bottom += static_cast<double>(below.size()) * line_cm(text_points) + line_cm(text_points) + tick_room;
  const Axis up =
      axis_over(all_of(figure.curves), ticks_in(room.height(sheet), .85), zero_of(figure), true, figure.zero_line);
  const std::vector<std::string> beside = lines_in(figure.value_label, room.height(sheet), text_points, 3);
  const double beside_cm = static_cast<double>(beside.size()) * line_cm(text_points);
  sheet.upright(beside, room.left, room.top + room.height(sheet) / 2, text_points);
  room.left += beside_cm + widest(up.ticks) + tick_room + label_gap;
  const Axis across = axis_over(figure.curves.front().x, ticks_in(room.width(sheet), 1.6), Zero::as_is, false, false);
  if (across.ticks.size() > 1 && across.ticks.back().at > across.high - 1e-9) {
    room.right += width_cm(across.ticks.back().text, text_points) / 2;
  }
  sheet.lines(below, room.left + room.width(sheet) / 2, sheet.height() - room.bottom + tick_room + line_cm(text_points),
              Sheet::Align::center, text_points);
  sheet.frame(room.left, room.top, room.right, room.bottom);
  sheet.add(axes(3));
  sheet.add(tics("xtics", across.ticks) + "\n" + tics("ytics", up.ticks));
  sheet.add(fmt::format("set xrange [{:.10g}:{:.10g}]\nset yrange [{:.10g}:{:.10g}]", across.low, across.high, up.low,
                        up.high));
  if (figure.zero_line)
    sheet.add(fmt::format("set arrow from graph 0,first 0 to graph 1,first 0 nohead back lc rgb '{}' lw 1.3", ink));
  std::string data;
  for (std::size_t i = 0; i < figure.curves.size(); ++i) {
    data += curve_data(figure.curves[i], i + 1, figure.name_of(figure.curves[i].policy));
  }
  return data + joined(curve_parts(figure.curves));
}

namespace {

constexpr double dot_cm = .3, row_gap = .3;  ///< centimetres: a dot's own height; what a row has besides
constexpr double label_share = .42;          ///< of the page's width for labels at the most

std::vector<double> all_of(const std::vector<PlotRow>& rows) {
  std::vector<double> values;
  for (const PlotRow& row : rows) {
    for (const PlotDot& dot : row.dots) {
      values.push_back(dot.middle);
      for (const auto& bar : {dot.likely, dot.worlds}) {
        if (bar) values.insert(values.end(), {bar->low, bar->high});
      }
    }
  }
  return values;
}

/// Where a dot stands: rows are 1 high, the first one on top.
double height_at(std::size_t rows, std::size_t row, std::size_t dot, std::size_t dots) {
  const double share = .86 * (.5 - (static_cast<double>(dot) + .5) / static_cast<double>(dots));
  return static_cast<double>(rows - row) - .5 + share;
}

struct RowData {
  std::string dots, likely, worlds;
};

/// The data of one policy's dots and bars.
RowData row_data(const Figure& figure, std::size_t at) {
  RowData data;
  for (std::size_t row = 0; row < figure.rows.size(); ++row) {
    const std::vector<PlotDot>& dots = figure.rows[row].dots;
    for (std::size_t i = 0; i < dots.size(); ++i) {
      if (dots[i].policy != figure.policies[at].first || !std::isfinite(dots[i].middle)) continue;
      const std::string y = datum(height_at(figure.rows.size(), row, i, dots.size()));
      data.dots += fmt::format("{} {}\n", datum(dots[i].middle), y);
      const auto bar = [&](const std::optional<Interval>& interval) {
        if (!interval || !std::isfinite(interval->low) || !std::isfinite(interval->high)) return std::string();
        return fmt::format("{} {} {} {}\n", datum(interval->low), y, datum(interval->high), y);
      };
      data.likely += bar(dots[i].likely);
      data.worlds += bar(dots[i].worlds);
    }
  }
  return data;
}

/// Labels of rows, each in two lines at the most.
std::vector<std::vector<std::string>> row_labels(const Figure& figure, double width) {
  std::vector<std::vector<std::string>> labels;
  for (const PlotRow& row : figure.rows) labels.push_back(lines_in(row.label, width, text_points, 2));
  return labels;
}

void draw_row_labels(Sheet& sheet, const Figure& figure, const Room& room,
                     const std::vector<std::vector<std::string>>& labels) {
  const double each = room.height(sheet) / static_cast<double>(labels.size());
  for (std::size_t row = 0; row < labels.size(); ++row) {
    const double middle = room.top + (static_cast<double>(row) + .5) * each;
    const double half = static_cast<double>(labels[row].size()) * line_cm(text_points) / 2;
    sheet.lines(labels[row], room.left - label_gap - .08, middle - half, Sheet::Align::right, text_points);
    if (row == 0 || !figure.legend) continue;
    const double y = room.top + static_cast<double>(row) * each;
    sheet.line(room.left, y, sheet.width() - room.right, y, fmt::format("back lc rgb '{}' lw .7", rule));
  }
}

}  // namespace

double rows_cm(const Figure& figure) {
  double height = 2 * line_cm(text_points) + tick_room;
  const double two_lines = 2 * line_cm(text_points) + .1;
  for (const PlotRow& row : figure.rows) {
    height += std::max(two_lines, static_cast<double>(row.dots.size()) * dot_cm + row_gap);
  }
  return height;
}

std::string draw_rows(Sheet& sheet, const Figure& figure, Room room) {
  const auto labels = row_labels(figure, sheet.width() * label_share - edge);
  double widest_label = 0;
  for (const auto& lines : labels) {
    for (const std::string& line : lines) widest_label = std::max(widest_label, width_cm(line, text_points));
  }
  room.left += widest_label + 2 * label_gap;
  room.right += .35;
  const std::vector<std::string> below = lines_in(figure.value_label, sheet.width() - 2 * edge, text_points, 2);
  room.bottom += static_cast<double>(below.size() + 1) * line_cm(text_points) + tick_room;
  const Axis axis =
      axis_over(all_of(figure.rows), ticks_in(room.width(sheet), 1.5), zero_of(figure), true, figure.zero_line);
  draw_row_labels(sheet, figure, room, labels);
  // Under the plot, but never out of the page.
  const double middle = room.left + room.width(sheet) / 2;
  double half = 0;
  for (const std::string& line : below) half = std::max(half, width_cm(line, text_points) / 2);
  sheet.lines(below, std::min(middle, sheet.width() - edge - half),
              sheet.height() - room.bottom + tick_room + line_cm(text_points), Sheet::Align::center, text_points);
  sheet.frame(room.left, room.top, room.right, room.bottom);
  sheet.add(axes(1) + "\n" + tics("xtics", axis.ticks) + "\nunset ytics");
  sheet.add(fmt::format("set xrange [{:.10g}:{:.10g}]\nset yrange [0:{}]", axis.low, axis.high, figure.rows.size()));
  if (figure.zero_line)
    sheet.add(fmt::format("set arrow from first 0,graph 0 to first 0,graph 1 nohead back lc rgb '{}' lw 1.3", ink));
  std::string data;
  std::vector<std::string> bars, thick, dots;
  for (std::size_t at = 0; at < figure.policies.size(); ++at) {
    const RowData own = row_data(figure, at);
    const Look look = look_of(figure.policies[at].first);
    const auto block = [&](const char* name, const std::string& lines, std::vector<std::string>& parts,
                           const std::string& how) {
      if (lines.empty()) return;
      data += fmt::format("${}{} << EOD\n{}EOD\n", name, at + 1, lines);
      parts.push_back(fmt::format("${}{} {} lc rgb '{}'", name, at + 1, how, look.colour));
    };
    data += fmt::format("# {}\n", gnuplot_text(figure.policies[at].second));
    const char* vectors = "using 1:2:($3-$1):(0) with vectors nohead lw ";
    block("worlds", own.worlds, bars, std::string(vectors) + "1.2");
    block("likely", own.likely, thick, std::string(vectors) + "3.6");
    block("dots", own.dots, dots, fmt::format("using 1:2 with points pt {} ps 1.1", look.mark));
  }
  bars.insert(bars.end(), thick.begin(), thick.end());
  bars.insert(bars.end(), dots.begin(), dots.end());
  if (bars.empty()) bars.push_back("NaN");
  return data + joined(bars);
}

}  // namespace cogov::plot
