#include "tools/plot_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/columns.hpp"
#include "sim/errors.hpp"
#include "tools/plot_drawing.hpp"
#include "tools/plot_words.hpp"

namespace cogov {

namespace plot {

namespace {

constexpr double legend_line = .46;  ///< centimetres

/// The piece of line in the legend, or the dot alone; centimetres.
double sample_cm(const Figure& figure) { return figure.rows.empty() ? .95 : .25; }

/// Who is who, in columns.
struct Legend {
  std::size_t columns = 1, lines = 0;
  double column = 0;               ///< width, centimetres
  std::vector<std::string> names;  ///< shortened
};

Legend legend_of(const Figure& figure, double width) {
  Legend legend;
  const double room = width - 2 * edge, sample = sample_cm(figure);
  double widest = 0;
  for (const auto& [policy, name] : figure.policies) {
    const auto most = static_cast<std::size_t>((room - sample - .5) / cell_cm(text_points));
    legend.names.push_back(shortened(name, most));
    widest = std::max(widest, width_cm(legend.names.back(), text_points));
  }
  legend.column = widest + sample + .5;
  legend.columns = std::clamp<std::size_t>(static_cast<std::size_t>(room / legend.column), 1, legend.names.size());
  legend.lines = (legend.names.size() + legend.columns - 1) / legend.columns;
  return legend;
}

double draw_legend(Sheet& sheet, const Figure& figure, double top) {
  const Legend legend = legend_of(figure, sheet.width());
  for (std::size_t i = 0; i < legend.names.size(); ++i) {
    const Look look = look_of(figure.policies[i].first);
    const double x = edge + static_cast<double>(i % legend.columns) * legend.column;
    const double y = top + (static_cast<double>(i / legend.columns) + .5) * legend_line;
    const double sample = sample_cm(figure);
    const bool line = figure.rows.empty();
    if (line) {
      sheet.line(x, y, x + sample, y, fmt::format("lc rgb '{}' lw 1.8 dt {}", look.colour, look.dash));
    }
    sheet.mark(x + sample / 2, y, look);
    sheet.text(legend.names[i], x + sample + .15, y);
  }
  return top + static_cast<double>(legend.lines) * legend_line;
}

std::vector<std::string> caption_lines(const Figure& figure, double width) {
  std::vector<std::string> lines;
  for (const std::string& text : figure.caption) {
    for (std::string& line : lines_in(text, width - 2 * edge, caption_points)) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> title_lines(const Figure& figure, double width) {
  return lines_in(figure.title, width - 2 * edge, title_points, 3);
}

}  // namespace

double around_cm(double width, const Figure& figure, bool legend) {
  double height = 2 * edge + .25;
  height += static_cast<double>(title_lines(figure, width).size()) * line_cm(title_points);
  if (legend) height += .1 + static_cast<double>(legend_of(figure, width).lines) * legend_line;
  return height + .2 + static_cast<double>(caption_lines(figure, width).size()) * line_cm(caption_points);
}

Room draw_around(Sheet& sheet, const Figure& figure, bool legend) {
  double top = sheet.lines(title_lines(figure, sheet.width()), edge, edge, Sheet::Align::left, title_points);
  if (legend) top = draw_legend(sheet, figure, top + .1);
  const std::vector<std::string> caption = caption_lines(figure, sheet.width());
  const double below = static_cast<double>(caption.size()) * line_cm(caption_points);
  sheet.lines(caption, edge, sheet.height() - edge - below, Sheet::Align::left, caption_points, grey);
  return {edge, top + .25, edge + .15, edge + below + .2};
}

std::string datum(double value) { return std::isfinite(value) ? fmt::format("{:.8g}", value) : "NaN"; }

std::string tics(const char* axis, const std::vector<Tick>& ticks) {
  std::string text;
  for (const Tick& tick : ticks) {
    // A label of a tick is a format, unlike other texts.
    std::string label;
    for (const char c : tick.text) label += c == '%' ? std::string("%%") : std::string(1, c);
    text += fmt::format("{}{} {:.10g}", text.empty() ? "" : ", ", gnuplot_text(label), tick.at);
  }
  return fmt::format("set {} ({})", axis, text);
}

}  // namespace plot

namespace {

/// Inches of 96 for what browsers show, of 300 for pictures; PDF has its own measures.
std::string terminal(const PlotPage& page, double height) {
  const char* font = page.format == PlotFormat::svg       ? "sans-serif"
                     : page.language == Language::chinese ? "Noto Sans CJK SC"
                                                          : "Liberation Sans";
  const auto pixels = [](double cm, double per_inch) { return std::lround(cm / 2.54 * per_inch); };
  switch (page.format) {
    case PlotFormat::svg:
      return fmt::format(
          "svg size {},{} fixed noenhanced font '{},9' fontscale 1.3333 linewidth 1 background rgb 'white'",
          pixels(page.width, 96), pixels(height, 96), font);
    case PlotFormat::png:
      return fmt::format("pngcairo size {},{} noenhanced font '{},9' fontscale 3.125 linewidth 3.1 pointscale 2.7",
                         pixels(page.width, 300), pixels(height, 300), font);
    case PlotFormat::pdf:
      return fmt::format("pdfcairo size {:g}cm,{:g}cm noenhanced font '{},9' fontscale .75 linewidth 1.4 pointscale 1",
                         page.width, height, font);
  }
  return {};
}

double height_of(const Figure& figure, const PlotPage& page, bool legend) {
  constexpr double usual = 10, least = 5.5, most = 26;
  if (page.height > 0) return page.height;
  if (figure.rows.empty()) return usual;
  return std::clamp(plot::around_cm(page.width, figure, legend) + plot::rows_cm(figure), least, most);
}

/// A file's name as gnuplot takes it: never a command, whatever it begins with.
std::string file_name(const std::string& name) { return name.starts_with('/') ? name : "./" + name; }

}  // namespace

std::string plot_script(const Figure& figure, const PlotPage& page) {
  const bool legend = figure.maps.empty() && figure.legend && (figure.policies.size() > 1 || figure.zero_line);
  const double height = height_of(figure, page, legend);
  plot::Sheet sheet(page.width, height);
  const plot::Room room = plot::draw_around(sheet, figure, legend);
  std::string drawing;
  if (!figure.curves.empty()) {
    drawing = plot::draw_curves(sheet, figure, room);
  } else if (!figure.rows.empty()) {
    drawing = plot::draw_rows(sheet, figure, room);
  } else {
    drawing = plot::draw_maps(sheet, figure, room);
  }
  std::string script = "# Made by cogov " COGOV_VERSION "; draw it with: gnuplot FILE\nset encoding utf8\n";
  script += "set terminal " + terminal(page, height) + "\n";
  if (!page.output.empty()) script += "set output " + plot::gnuplot_text(file_name(page.output)) + "\n";
  return script + "unset key\n" + sheet.commands() + drawing;
}

}  // namespace cogov
