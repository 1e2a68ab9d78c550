#include "tools/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace cogov {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// A terminal that nobody sits at: what is drawn on it can be read back.
class FakeTerminal {
 public:
  explicit FakeTerminal(unsigned short columns) : master_(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
    if (master_ < 0 || grantpt(master_) != 0 || unlockpt(master_) != 0) return;
    screen_.reset(std::fopen(ptsname(master_), "w"));
    const winsize size{25, columns, 0, 0};
    ioctl(master_, TIOCSWINSZ, &size);
  }
  ~FakeTerminal() { close(master_); }
  FakeTerminal(const FakeTerminal&) = delete;
  FakeTerminal& operator=(const FakeTerminal&) = delete;

  std::FILE* screen() { return screen_.get(); }
  /// All that was drawn: nothing can be drawn after that.
  std::string drawn() {
    screen_.reset();
    std::string text;
    std::array<char, 4096> block{};
    for (;;) {  // the other side is closed, so that this ends with an error when all has come through
      pollfd ready{master_, POLLIN, 0};
      if (poll(&ready, 1, -1) <= 0) break;
      const ssize_t size = read(master_, block.data(), block.size());
      if (size <= 0) break;
      text.append(block.data(), static_cast<std::size_t>(size));
    }
    return text;
  }

 private:
  int master_;
  File screen_{nullptr, &std::fclose};
};

TEST(ProgressLine, SaysHowMuchIsDoneAndLeft) {
  EXPECT_EQ(progress_line(80, 160, 0, 12, 55), "[##########----------]  50 %  80 of 160 runs, 12 s left");
  EXPECT_EQ(progress_line(0, 160, 0, 3, 28), "[-----]   0 %  0 of 160 runs");
  EXPECT_NE(progress_line(1, 1001, 0, 10, 100).find(", 2 h 46 min left"), std::string::npos);
  EXPECT_NE(progress_line(1, 11, 0, 10, 100).find(", 1 min 40 s left"), std::string::npos);
}

TEST(ProgressLine, LeavesOutWhatWasDoneBefore) {
  EXPECT_EQ(progress_line(80, 160, 80, 3, 30).find("left"), std::string::npos);
  EXPECT_NE(progress_line(100, 160, 80, 10, 80).find(", 30 s left"), std::string::npos);
}

TEST(ProgressLine, NeverOutgrowsTheTerminal) {
  for (int width = 0; width < 120; ++width)
    EXPECT_LE(progress_line(123456, 1234567, 3, 1e6, width).size(), static_cast<std::size_t>(width));
  EXPECT_NE(progress_line(0, 0, 0, 0, 80).find("100 %"), std::string::npos);
  EXPECT_NE(progress_line(7, 3, 0, 1, 80).find("100 %"), std::string::npos);
}

TEST(Progress, IsSilentWhenNotOnATerminal) {
  const File file(std::tmpfile(), &std::fclose);
  {
    Progress progress(2, file.get());
    progress.done();
    progress.done();
    progress.finish();
  }
  EXPECT_EQ(std::ftell(file.get()), 0);
  EXPECT_FALSE(is_terminal(file.get()));
}

TEST(Progress, DrawsOnATerminalAndEndsItsLineOnce) {
  FakeTerminal terminal(50);
  ASSERT_NE(terminal.screen(), nullptr);
  EXPECT_TRUE(is_terminal(terminal.screen()));
  {
    Progress progress(1000, terminal.screen());
    for (int i = 0; i < 500; ++i) progress.done(2);
    progress.finish();
  }
  const std::string drawn = terminal.drawn();
  EXPECT_NE(drawn.find("  0 %  0 of 1000 runs"), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("100 %  1000 of 1000 runs"), std::string::npos) << drawn;
  EXPECT_EQ(std::count(drawn.begin(), drawn.end(), '\n'), 1);
}

}  // namespace
}  // namespace cogov
