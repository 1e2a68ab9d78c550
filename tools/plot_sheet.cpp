#include "tools/plot_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/columns.hpp"
#include "tools/plot_words.hpp"

namespace cogov::plot {

std::string gnuplot_text(std::string_view text) {
  std::string result = "\"";
  bool first = true;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!first) result += "\\n";
    first = false;
    for (const char c : printable(text.substr(begin, end - begin))) {
      const auto byte = static_cast<unsigned char>(c);
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      const bool plain = letter || byte >= 0x80 || std::string_view(" ,.:()+-/=_").find(c) != std::string_view::npos;
      result += plain ? std::string(1, c) : fmt::format("\\{:03o}", byte);
    }
    begin = end + 1;
  }
  return result + "\"";
}

Look look_of(std::size_t policy) {
  constexpr std::array colours{"#0069a8", "#c2500a", "#00795c", "#9a4f96", "#8a6d00", "#4f9bd3"};
  constexpr std::array dashes{"solid", "(14,6)", "(4,5)", "(18,5,4,5)"};
  constexpr std::array marks{7, 9, 5, 13, 6, 4};
  if (policy == 0) return {"#30373c", "solid", 7};
  const std::size_t at = policy - 1;
  const std::size_t round = at / colours.size();
  return {colours[at % colours.size()], dashes[(at + round) % dashes.size()], marks[at % marks.size()]};
}

double width_cm(std::string_view text, double points) {
  std::size_t cells = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    cells = std::max(cells, display_width(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return static_cast<double>(cells) * cell_cm(points);
}

std::vector<std::string> lines_in(const std::string& text, double width, double points, std::size_t most) {
  const auto cells = static_cast<std::size_t>(std::max(4.0, width / cell_cm(points)));
  const std::string broken = wrapped(printable(text), cells);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < broken.size();) {
    const std::size_t end = std::min(broken.find('\n', begin), broken.size());
    lines.push_back(broken.substr(begin, end - begin));
    begin = end + 1;
  }
  if (lines.size() > most) {
    lines.resize(most);
    lines.back() = shortened(lines.back() + "………", std::max<std::size_t>(cells, 4));
    while (lines.back().ends_with("……")) lines.back().resize(lines.back().size() - std::string_view("…").size());
  }
  return lines;
}

std::string Sheet::at(double x, double y) const {
  return fmt::format("screen {:.5f},{:.5f}", x / width_, 1 - y / height_);
}

void Sheet::text(std::string_view text, double x, double y, Align align, double points, const char* colour) {
  const char* side = align == Align::left ? "left" : align == Align::right ? "right" : "center";
  add(fmt::format("set label {} at {} {} front font ',{:g}' tc rgb '{}'", gnuplot_text(text), at(x, y), side, points,
                  colour));
}

double Sheet::lines(const std::vector<std::string>& lines, double x, double top, Align align, double points,
                    const char* colour) {
  for (const std::string& line : lines) {
    text(line, x, top + line_cm(points) / 2, align, points, colour);
    top += line_cm(points);
  }
  return top;
}

void Sheet::upright(const std::vector<std::string>& lines, double left, double y, double points) {
  for (const std::string& line : lines) {
    add(fmt::format("set label {} at {} center rotate by 90 front font ',{:g}' tc rgb '{}'", gnuplot_text(line),
                    at(left + line_cm(points) / 2, y), points, ink));
    left += line_cm(points);
  }
}

void Sheet::line(double x1, double y1, double x2, double y2, std::string_view style) {
  add(fmt::format("set arrow from {} to {} nohead {}", at(x1, y1), at(x2, y2), style));
}

void Sheet::box(double x1, double y1, double x2, double y2, std::string_view colour) {
  add(fmt::format("set object {} rectangle from {} to {} fc rgb '{}' fs solid noborder", ++objects_, at(x1, y2),
                  at(x2, y1), colour));
}

void Sheet::mark(double x, double y, const Look& look) {
  add(fmt::format("set label '' at {} point pt {} ps .8 lc rgb '{}'", at(x, y), look.mark, look.colour));
}

void Sheet::frame(double left, double top, double right, double bottom) {
  add(fmt::format("set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}", left / width_, 1 - right / width_));
  add(fmt::format("set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}", 1 - top / height_, bottom / height_));
}

void Sheet::add(std::string_view command) {
  commands_ += command;
  commands_ += '\n';
}

}  // namespace cogov::plot
