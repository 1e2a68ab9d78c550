#include "tools/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>

namespace cogov {

namespace {

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
