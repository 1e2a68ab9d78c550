#include "tools/interrupt.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace cogov {
namespace {

/// In a process of its own: takes the signals one after another, and exits 0 if a stop is requested then,
/// 1 if not.
[[noreturn]] void after(std::initializer_list<int> signals) {
  install_interrupts();
  if (stop_requested()) std::_Exit(2);
  for (const int signal : signals) std::raise(signal);
  std::_Exit(stop_requested() ? 0 : 1);
}

TEST(InterruptDeathTest, NothingIsAskedAtFirst) { EXPECT_EXIT(after({}), testing::ExitedWithCode(1), ""); }

TEST(InterruptDeathTest, FirstSignalDrains) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    EXPECT_EXIT(after({signal}), testing::ExitedWithCode(0), "cogov: finishing the runs in hand") << signal;
}

TEST(InterruptDeathTest, SecondSignalStops) {
  EXPECT_EXIT(after({SIGINT, SIGINT}), testing::ExitedWithCode(130), "");
  EXPECT_EXIT(after({SIGTERM, SIGINT}), testing::ExitedWithCode(130), "");
  EXPECT_EXIT(after({SIGHUP, SIGTERM}), testing::ExitedWithCode(130), "");
}

TEST(InterruptDeathTest, AClosingTerminalMayHangUpTwice) {
  EXPECT_EXIT(after({SIGHUP, SIGHUP}), testing::ExitedWithCode(0), "");
}

TEST(InterruptDeathTest, NohupIsRespected) {
  const auto ignored_first = [] {
    std::signal(SIGHUP, SIG_IGN);
    after({SIGHUP});
  };
  EXPECT_EXIT(ignored_first(), testing::ExitedWithCode(1), "");
}

TEST(InterruptDeathTest, AnIgnoredSigintIsCaughtAllTheSame) {
  const auto ignored_first = [] {
    std::signal(SIGINT, SIG_IGN);
    after({SIGINT});
  };
  EXPECT_EXIT(ignored_first(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace cogov
