/// Text in columns of a terminal, where a Chinese character is two cells wide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cogov {

/// Cells that UTF-8 text takes: 2 for East Asian wide characters, 0 for combining marks, else 1.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` with blanks added up to `width` cells; text that is wider is left as it is.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// Breaks text into lines of at most `width` cells (≥ 2), at blanks and between wide characters, with
/// no closing punctuation at the head of a line unless the width leaves no choice.
/// Lines after the first begin with `indent`. A word that is wider than a line is cut.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::string_view indent = {});

/// Text that is safe on a terminal: control characters (escape sequences among them) become blanks,
/// and bytes that are not UTF-8 become "?". Names of policies are somebody's input.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace cogov
