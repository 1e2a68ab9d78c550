#include "output/text_table.hpp"

#include <algorithm>

#include "output/columns.hpp"

namespace cogov {

namespace {

constexpr std::size_t gap = 2;            ///< blanks between columns
constexpr std::size_t least_label = 24;   ///< cells that the first column gets at the least
constexpr std::size_t least_number = 12;  ///< cells below which no other column is pressed

using Widths = std::vector<std::size_t>;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

/// As wide as the cells are, whatever the page.
Widths natural_widths(const TextTable& table) {
  Widths widths(table.columns.size(), 0);
  for (std::size_t line = 1; line < table.lines.size(); ++line) {
    for (std::size_t column = 0; column < widths.size(); ++column) {
      widths[column] = std::max(widths[column], display_width(table.lines[line][column]));
    }
  }
  for (std::size_t column = 0; column < widths.size(); ++column) {
    const std::size_t head = display_width(table.lines.front()[column]);
    widths[column] = std::max(widths[column], column == 0 ? head : std::min(table.columns[column].least_head, head));
  }
  return widths;
}

/// All columns but that of the labels, and all gaps.
std::size_t width_of_others(const Widths& widths) {
  std::size_t others = (widths.size() - 1) * gap;
  for (std::size_t column = 1; column < widths.size(); ++column) others += widths[column];
  return others;
}

Widths widths_on_page(const TextTable& table) {
  Widths widths = natural_widths(table);
  // Numbers of unheard-of size: the widest column gives way first.
  while (width_of_others(widths) + std::min(widths[0], least_label) > page_width) {
    const auto widest = std::max_element(widths.begin() + 1, widths.end());
    if (*widest <= least_number) break;
    --*widest;
  }
  const std::size_t others = width_of_others(widths);
  const std::size_t left = others + least_label < page_width ? page_width - others : least_label;
  widths[0] = std::min(widths[0], left);
  return widths;
}

std::string trimmed(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

/// A cell's lines. What fits is left as it is, blanks at its end included: they hold numbers in line.
std::vector<std::string> cell_lines(const std::string& cell, std::size_t width) {
  if (display_width(cell) <= width) return {cell};
  const bool indented = cell.starts_with("  ");
  const std::string text = wrapped(cell, std::max<std::size_t>(width, 4), indented ? "  " : "");
  return lines_of(indented ? "  " + text : text);
}

std::string row_text(const TextTable& table, const std::vector<std::string>& cells, const Widths& widths) {
  std::vector<std::vector<std::string>> parts;
  std::size_t height = 1;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    parts.push_back(cell_lines(cells[column], widths[column]));
    height = std::max(height, parts.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string row;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string cell = line < parts[column].size() ? parts[column][line] : "";
      if (column > 0) row += std::string(gap, ' ');
      row += table.columns[column].right ? pad_left(cell, widths[column]) : pad_right(cell, widths[column]);
    }
    text += trimmed(row) + '\n';
  }
  return text;
}

}  // namespace

bool fits_page(const TextTable& table) { return width_of_others(natural_widths(table)) + least_label <= page_width; }

std::string laid_out(const TextTable& table) {
  const Widths widths = widths_on_page(table);
  std::string text = row_text(table, table.lines.front(), widths);
  for (std::size_t i = 0; i < std::min(width_of_others(widths) + widths[0], page_width); ++i) text += "─";
  text += '\n';
  for (std::size_t line = 1; line < table.lines.size(); ++line) text += row_text(table, table.lines[line], widths);
  return text;
}

}  // namespace cogov
