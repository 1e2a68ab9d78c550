/// Strict UTF-8, one character at a time, and what a message may show of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cogov {

/// One character: its code point and its length in bytes (1 to 4), or length 0 when the bytes are
/// not UTF-8 (over-long forms, surrogates and values above U+10FFFF are not).
struct Decoded {
  char32_t code = 0;
  std::size_t length = 0;
};

/// Decodes the first character of `bytes`, which must not be empty.
[[nodiscard]] Decoded decode_utf8(std::string_view bytes);

/// Number of code points of valid UTF-8.
[[nodiscard]] std::size_t character_count(std::string_view utf8);

/// Whether text holds a control character (C0, DEL, C1 or a Unicode line or paragraph separator);
/// such text could break a table, a terminal or a line-based file. `utf8` is valid UTF-8.
[[nodiscard]] bool has_control_character(std::string_view utf8);

/// Text in single quotes for a message: control characters and bytes that are not UTF-8 become '?',
/// and what is longer than 60 characters is cut.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace cogov
