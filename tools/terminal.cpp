#include "tools/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace cogov {

namespace {

/// One character of UTF-8 text and the bytes that it takes.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  return {code, bytes, true};
}

struct Range {
  char32_t from;
  char32_t to;
};

// After Unicode's East Asian Width (W and F) and its emoji; whole blocks, where the odd exception in a
// block does not matter for lining up a table.
constexpr std::array wide_ranges = {Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},
                                    Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},
                                    Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97C},
                                    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},
                                    Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
                                    Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FF}, Range{0x1F300, 0x1F64F},
                                    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD}};
constexpr std::array zero_ranges = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                                    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

template <std::size_t n>
bool within(const std::array<Range, n>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const Range& range) { return code >= range.from && code <= range.to; });
}

int character_width(char32_t code) {
  if (code < 0x300) return 1;
  if (within(zero_ranges, code)) return 0;
  return within(wide_ranges, code) ? 2 : 1;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::clamp(seconds, 0.0, 1e12));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

/// Columns of the terminal behind a stream; 80 when it does not say.
int terminal_width(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += character.valid ? character_width(character.code) : 1;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool control = character.code < 0x20 || (character.code >= 0x7F && character.code < 0xA0);
    if (!character.valid || control) {
      for (const char byte : text.substr(0, character.bytes))
        safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    } else {
      safe += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return safe;
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& alignments) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(static_cast<std::size_t>(widths[i] - display_width(row[i])), ' ');
      const bool right = i < alignments.size() && alignments[i] == Align::right;
      line += (i == 0 ? "" : "  ") + (right ? padding + row[i] : row[i] + padding);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t first, double seconds, int width) {
  const double share = total == 0 ? 1 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  std::string text = fmt::format("{:3d} %  {} of {} runs", static_cast<int>(share * 100), done, total);
  if (done > first && done < total) {
    const double each = seconds / static_cast<double>(done - first);
    text += fmt::format(", {} left", duration(each * static_cast<double>(total - done)));
  }
  const int room = std::min(width - static_cast<int>(text.size()) - 3, 40);
  if (room >= 5) {
    const auto filled = static_cast<std::size_t>(share * room);
    text = fmt::format("[{}{}] {}", std::string(filled, '#'), std::string(static_cast<std::size_t>(room) - filled, '-'),
                       text);
  }
  return text.substr(0, static_cast<std::size_t>(std::max(width, 0)));
}

Progress::Progress(std::uint64_t total_runs, std::FILE* to, std::uint64_t done_before)
    : total_(total_runs), first_(done_before), done_(done_before), to_(to), shown_(is_terminal(to)) {
  if (shown_) draw();
}

Progress::~Progress() { finish(); }

void Progress::done(std::uint64_t runs) {
  const std::lock_guard lock(mutex_);
  done_ += runs;
  if (shown_ && Clock::now() - drawn_ >= std::chrono::milliseconds(100)) draw();
}

void Progress::finish() {
  const std::lock_guard lock(mutex_);
  if (!shown_) return;
  draw();
  shown_ = false;
  std::fputc('\n', to_);
  std::fflush(to_);
}

// Whether the line could be written does not matter to anyone: a terminal that went away is no error.
void Progress::draw() {
  drawn_ = Clock::now();
  const double seconds = std::chrono::duration<double>(drawn_ - begun_).count();
  // One column stays free, since a cursor at the very end would wrap; the rest of the old line is erased.
  const std::string line = "\r" + progress_line(done_, total_, first_, seconds, terminal_width(to_) - 1) + "\x1b[K";
  std::fwrite(line.data(), 1, line.size(), to_);
  std::fflush(to_);
}

}  // namespace cogov
