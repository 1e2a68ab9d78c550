/// What people see on a terminal besides text: a progress bar.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace cogov {

/// Is this stream shown to somebody, and not a file or a pipe?
[[nodiscard]] bool is_terminal(std::FILE* stream);

/// One line such as "[#####-----]  50 %  80 of 160 runs, 12 s left", at most `width` columns of ASCII.
/// `seconds` is the time that the runs since `first` have taken; nothing is said of the time left before
/// one of them is done.
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t first, double seconds,
                                        int width);

/// A progress bar that is redrawn at most ten times a second, and only on a terminal: silent otherwise.
/// Any thread may call it.
class Progress {
 public:
  /// @param total_runs  how many runs there are
  /// @param to          stderr, as a rule
  /// @param done_before runs taken over from an earlier call, which tell nothing about speed
  Progress(std::uint64_t total_runs, std::FILE* to, std::uint64_t done_before = 0);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// So many runs more are done.
  void done(std::uint64_t runs = 1);

  /// Draws the bar a last time and leaves its line; more calls do nothing.
  void finish();

 private:
  void draw();

  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  const std::uint64_t total_;
  const std::uint64_t first_;
  std::uint64_t done_;
  std::FILE* to_;
  bool shown_;
  const Clock::time_point begun_ = Clock::now();
  Clock::time_point drawn_ = begun_;
};

}  // namespace cogov
