/// What is being computed for the live page, in threads of their own, so that whoever waits for a job can leave and
/// cancel it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cogov::live {

/// Jobs that somebody waits for, at most.
inline constexpr std::size_t most_jobs = 16;

/// Jobs begun at once. The session computes for one at a time, in turns: the first answer of one needn't wait for
/// another's last.
inline constexpr std::size_t jobs_at_once = 12;

/// One thing to compute, and the texts that have come of it and nobody has taken yet.
class Job {
 public:
  /// Called once, in a thread of the jobs; what it throws is thrown on by next(). @see put() and stop()
  using Work = std::function<void(Job&)>;

  explicit Job(Work work) : work_(std::move(work)) {}

  /// Hands a text to whoever waits. @returns false: nobody does any more
  bool put(std::string text);
  /// True once nobody wants it any more.
  [[nodiscard]] const std::atomic<bool>& stop() const { return stop_; }

  /// Nobody wants it any more: waits no longer, and the work ends as soon as it can.
  void cancel();
  /// The next text, or nothing after so long a time or when there will be none.
  [[nodiscard]] std::optional<std::string> next(std::chrono::milliseconds patience);
  /// Has the last text been taken, or was it cancelled?
  [[nodiscard]] bool ended() const;

 private:
  friend class Jobs;
  void compute() noexcept;

  Work work_;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> texts_;
  std::exception_ptr failure_;
  bool done_ = false;
};

/// The jobs in hand, and those that wait for that in order.
class Jobs {
 public:
  Jobs();
  /// Cancels everything and waits for the jobs in hand.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// @returns nothing where there are `most_jobs` already that somebody waits for
  [[nodiscard]] std::shared_ptr<Job> start(Job::Work work);
  /// From now on nothing is computed; what is in hand is cancelled.
  void end();
  /// How many wait or are in hand, cancelled ones included as long as they take.
  [[nodiscard]] std::size_t count() const;

 private:
  void work();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::vector<std::shared_ptr<Job>> in_hand_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cogov::live
