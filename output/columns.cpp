#include "output/columns.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {

namespace {

/// One character: its code point, and its bytes in the text.
struct Glyph {
  std::uint32_t code = 0;
  std::string_view bytes;
  bool valid = true;
};

/// The length of the sequence that a first byte announces; 0 if it can't be one.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

/// The first character of non-empty text; a bad byte is one invalid character.
Glyph first_glyph(std::string_view text) {
  const Glyph bad{0xFFFD, text.substr(0, 1), false};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = sequence_length(byte(0));
  if (length == 0 || length > text.size()) return bad;
  if (length == 1) return {byte(0), text.substr(0, 1)};
  std::uint32_t code = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return bad;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};  // no overlong forms
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least[length] || surrogate || code > 0x10FFFF) return bad;
  return {code, text.substr(0, length)};
}

struct Range {
  std::uint32_t first, last;
};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, std::uint32_t code) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

/// Blocks of Unicode's East Asian Width "W" and "F", coarsely.
constexpr std::array<Range, 10> wide_blocks{{{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF01, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F9FF},
                                             {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 4> empty_blocks{{{0x0300, 0x036F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0xFE00, 0xFE0F}}};

std::size_t width_of(std::uint32_t code) {
  if (within(empty_blocks, code)) return 0;
  return within(wide_blocks, code) ? 2 : 1;
}

/// Control characters, and the marks that reorder what is shown.
bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

/// What must not stand at the head of a line: 、。，：；？！）】」』％” and their like.
bool is_closing(std::uint32_t code) {
  constexpr std::array<std::uint32_t, 18> closing{0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F,
                                                  0xFF01, 0xFF09, 0x3011, 0x300D, 0x300F, 0xFF05,
                                                  0x201D, 0x2019, '%',    ')',    ',',    '.'};
  for (const std::uint32_t mark : closing) {
    if (mark == code) return true;
  }
  return false;
}

/// Opening brackets and quotes keep with what follows: （【「『“‘
bool is_opening(std::uint32_t code) {
  return code == 0xFF08 || code == 0x3010 || code == 0x300C || code == 0x300E || code == 0x201C || code == 0x2018;
}

/// A stretch of text that stays on one line, and whether blanks stood before it.
struct Word {
  std::string text;
  std::size_t width = 0;
  bool blank_before = false;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool blank = false;
  bool glue = false;  // the next character may not be parted from the last
  bool last_wide = false;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    text.remove_prefix(glyph.bytes.size());
    if (glyph.code == ' ') {
      blank = true;
      continue;
    }
    const bool wide = width_of(glyph.code) == 2;
    const bool may_break = blank || ((wide || last_wide) && !glue && !is_closing(glyph.code));
    if (words.empty() || may_break) words.push_back({"", 0, blank && !words.empty()});
    words.back().text += glyph.bytes;
    words.back().width += width_of(glyph.code);
    blank = false;
    last_wide = wide;
    glue = is_opening(glyph.code);
  }
  return words;
}

/// Cuts words that are wider than `width` into pieces that are not.
std::vector<Word> cut_to(const std::vector<Word>& words, std::size_t width) {
  std::vector<Word> pieces;
  for (const Word& word : words) {
    Word piece{"", 0, word.blank_before};
    std::string_view rest = word.text;
    while (!rest.empty()) {
      const Glyph glyph = first_glyph(rest);
      rest.remove_prefix(glyph.bytes.size());
      if (piece.width + width_of(glyph.code) > width) {
        pieces.push_back(piece);
        piece = Word{};
      }
      piece.text += glyph.bytes;
      piece.width += width_of(glyph.code);
    }
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    width += width_of(glyph.code);
    text.remove_prefix(glyph.bytes.size());
  }
  return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(text) + std::string(taken < width ? width - taken : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(taken < width ? width - taken : 0, ' ') + std::string(text);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  const std::size_t margin = display_width(indent);
  EXPECT(width >= margin + 2);
  std::string lines;
  std::size_t used = 0;
  for (const Word& word : cut_to(words_of(text), width - margin)) {
    const std::size_t gap = word.blank_before ? 1 : 0;
    if (used > 0 && used + gap + word.width > width) {
      lines += '\n';
      lines += indent;
      used = margin;
    } else if (gap > 0) {
      lines += ' ';
      used += 1;
    }
    lines += word.text;
    used += word.width;
  }
  return lines;
}

std::string printable(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    if (!glyph.valid) {
      safe += '?';
    } else if (is_control(glyph.code)) {
      safe += ' ';
    } else {
      safe += glyph.bytes;
    }
    text.remove_prefix(glyph.bytes.size());
  }
  return safe;
}

}  // namespace cogov
