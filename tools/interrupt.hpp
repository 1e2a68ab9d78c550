/// Being asked to stop: first finish what is in hand, then stop at once.
#pragma once

#include <atomic>

namespace cogov {

/// True once SIGINT, SIGTERM or SIGHUP has come: start no new run, keep what is done, end with exit
/// code 130. Lock-free; any thread may read it. Nothing sets it before install_interrupts().
[[nodiscard]] const std::atomic<bool>& stop_requested() noexcept;

/// What a signal interrupts, for what is said of it.
enum class Interrupted {
  runs,    ///< what is done is kept and can be gone on with
  service  ///< nothing is kept; to be stopped is how it ends, and exit code 0
};

/// From now on the first SIGINT, SIGTERM or SIGHUP sets stop_requested() and says so on stderr; a second
/// SIGINT or SIGTERM ends the process with exit code 130 there and then. A SIGHUP that was being ignored
/// (nohup) goes on being ignored.
void install_interrupts(Interrupted what = Interrupted::runs);

}  // namespace cogov
