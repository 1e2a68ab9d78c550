/// Queues in a few lines each: the yardstick for the engine's own. `Time` is whole seconds where the
/// engine's draws are replayed, and a double where formulas are met.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <limits>
#include <vector>

namespace cogov::testing {

/// Servers with one queue, first come first served (J. Kiefer and J. Wolfowitz, 1955): all that needs to be
/// remembered is when each server will be free.
template <class Time>
class FirstCome {
 public:
  explicit FirstCome(std::size_t servers) : free_(servers, Time{}) {}

  /// When a customer's service would begin who comes now, at or after all who came before.
  [[nodiscard]] Time begin(Time arrival) const { return std::max(arrival, free_.front()); }

  /// The customer is served.
  void serve(Time begin, Time service) {
    std::size_t i = 0;
    const Time done = begin + service;
    for (; i + 1 < free_.size() && free_[i + 1] < done; ++i) free_[i] = free_[i + 1];
    free_[i] = done;
  }

 private:
  std::vector<Time> free_;  // ascending
};

/// Servers with a queue of classes: a server that becomes free takes the first of the best class (0 is
/// the best); nobody is interrupted. A server free at the very moment of an arrival takes part with it:
/// arrivals of that moment are seen before it chooses.
template <class Time>
class Priorities {
 public:
  Priorities(std::size_t servers, std::size_t classes)
      : free_(servers, std::numeric_limits<Time>::lowest()), waiting_(classes) {}

  /// A customer comes; `begun(tag, time)` is called for each whose service begins meanwhile.
  template <class Begun>
  void arrive(Time now, std::size_t of_class, Time service, std::size_t tag, const Begun& begun) {
    serve_until(now, begun);
    if (in_queue_ == 0 && free_.front() < now) {
      start(now, service);
      begun(tag, now);
    } else {
      waiting_[of_class].push_back({service, tag});
      ++in_queue_;
    }
  }

  /// Plays on to a moment, exclusive.
  template <class Begun>
  void serve_until(Time moment, const Begun& begun) {
    while (in_queue_ > 0 && free_.front() < moment) {
      std::size_t best = 0;
      while (waiting_[best].empty()) ++best;
      const Customer customer = waiting_[best].front();
      waiting_[best].pop_front();
      --in_queue_;
      const Time now = free_.front();
      start(now, customer.service);
      begun(customer.tag, now);
    }
  }

 private:
  struct Customer {
    Time service;
    std::size_t tag;
  };

  void start(Time now, Time service) {
    free_.front() = now + service;
    for (std::size_t i = 0; i + 1 < free_.size() && free_[i + 1] < free_[i]; ++i) std::swap(free_[i], free_[i + 1]);
  }

  std::vector<Time> free_;  // ascending
  std::vector<std::deque<Customer>> waiting_;
  std::size_t in_queue_ = 0;
};

}  // namespace cogov::testing
