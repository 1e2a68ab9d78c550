#include "sim/utf8.hpp"

#include <algorithm>

namespace cogov {

namespace {

constexpr std::size_t longest_quote = 60;  // characters; enough to recognise what one wrote

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

}  // namespace

Decoded decode_utf8(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() < length) return {};
  char32_t code = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if ((byte & 0xc0) != 0x80) return {};
    code = (code << 6) | (byte & 0x3fu);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < smallest[length] || surrogate || code > 0x10ffff) return {};
  return {code, length};
}

std::size_t character_count(std::string_view utf8) {
  std::size_t count = 0;
  for (const char byte : utf8) count += (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
  return count;
}

bool has_control_character(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = decode_utf8(utf8.substr(at));
    if (next.length == 0 || is_control(next.code)) return true;
    at += next.length;
  }
  return false;
}

std::string shown(std::string_view text) {
  std::string safe = "'";
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) {
    if (characters == longest_quote) {
      safe += "...";
      break;
    }
    const Decoded next = decode_utf8(text.substr(at));
    const bool printable = next.length > 0 && !is_control(next.code);
    safe += printable ? std::string(text.substr(at, next.length)) : std::string("?");
    at += std::max<std::size_t>(1, next.length);
  }
  return safe + "'";
}

}  // namespace cogov
