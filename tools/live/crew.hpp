/// The threads that serve connections: so many at once, so many waiting, and no more.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cogov::live {

/// Connections served at once, and waiting for that.
inline constexpr std::size_t most_served = 32;
inline constexpr std::size_t most_waiting = 32;

/// Takes the library's accepted connections, as its own ThreadPool does, but lets no more than `most_waiting` pile up.
class Crew : public httplib::TaskQueue {
 public:
  Crew();

  /// Serves a connection as soon as a thread is free. Where too many wait, it is done at once in the caller's thread
  /// with crowded() set: a task can only be called, and called like that it just closes its connection.
  void enqueue(std::function<void()> serve) override;

  /// Serves what is waiting and ends all threads.
  void shutdown() override;

  /// Is the task that runs in this thread to refuse its connection?
  [[nodiscard]] static bool crowded();

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cogov::live
