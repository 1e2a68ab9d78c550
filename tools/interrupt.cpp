#include "tools/interrupt.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>

namespace cogov {

namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

constexpr std::string_view notice = "\ncogov: finishing the runs in hand; interrupt again to stop at once\n";

constexpr std::string_view farewell = "cogov: stopped; what was kept goes on with the same command and --resume\n";

constexpr std::string_view service_notice = "\ncogov: stopping\n";

std::atomic<bool> is_service{false};

void say(std::string_view text) {
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

/// Uses only what is safe in a signal handler.
void on_signal(int signal) {
  const int saved = errno;
  // A terminal that closes sends SIGHUP more than once, so that one never counts as "again".
  if (stop.exchange(true)) {
    if (signal == SIGHUP) return;
    if (!is_service) say(farewell);
    _exit(130);
  }
  say(is_service ? service_notice : notice);
  errno = saved;
}

}  // namespace

const std::atomic<bool>& stop_requested() noexcept { return stop; }

void install_interrupts(Interrupted what) {
  is_service = what == Interrupted::service;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  // SIGINT is caught even where it was ignored: a shell's script does that to what it runs in the
  // background, and whoever sends it there by name means it.
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction hangup {};
  sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
}

}  // namespace cogov
