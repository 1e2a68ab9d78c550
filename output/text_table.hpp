/// Tables for a terminal: columns that stand in line, no line wider than the page.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace cogov {

/// Cells that a line of text may take.
constexpr std::size_t page_width = 100;

/// A table to be laid out. The first line is the head; all lines have as many cells as `columns`.
struct TextTable {
  struct Column {
    bool right = false;          ///< numbers stand to the right
    std::size_t least_head = 0;  ///< the head may widen the column up to this; a wider one is wrapped
  };
  std::vector<Column> columns;  ///< the first column holds the labels; it gets what the others leave
  std::vector<std::vector<std::string>> lines;
};

/// Does the table fit the page with at least 24 cells for its labels, without wrapping a number?
[[nodiscard]] bool fits_page(const TextTable& table);

/// The table as text, a rule under its head, each line ended. Labels (an indented one keeps its
/// indent) and heads are wrapped; numbers only if the page leaves no choice.
[[nodiscard]] std::string laid_out(const TextTable& table);

}  // namespace cogov
