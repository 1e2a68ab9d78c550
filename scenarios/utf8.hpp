/// Strict UTF-8, one character at a time.
#pragma once

#include <cstddef>
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

}  // namespace cogov
