/// The reduced model: the smallest thing that has the costs of an agent-based model of requests.
///
/// Each resident raises a request with a small chance an hour. A thousand residents share one queue, first come,
/// first served, with a fixed capacity an hour, at full hours. Raising a request lowers the resident's opinion,
/// being served raises it again. At midnight everybody moves halfway towards the mean of eight neighbours.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "sim/draw.hpp"

namespace cogov::bench {

/// Residents of one queue.
inline constexpr std::uint32_t queue_residents = 1000;
/// Neighbours of each resident.
inline constexpr std::uint32_t neighbours = 8;
/// Requests served by one queue in an hour; with `usual_chance` it is busy five sixths of its time.
inline constexpr std::uint32_t capacity = 1;
/// Chance of a request in an hour: about seven a year.
inline constexpr double usual_chance = 1.0 / 1200;
/// By how much a request moves an opinion, on the scale from 0 to 1.
inline constexpr double step = 1.0 / 64;

/// Whom residents know: eight entries each, drawn independently.
/// @param local_share  of ties within the resident's own queue; the others are anywhere
std::vector<std::uint32_t> draw_ties(std::uint32_t residents, double local_share);

/// An opinion in (0, 1) for each resident.
std::vector<float> draw_opinions(std::uint32_t residents);

/// What both ways of running the model have to agree about.
struct Outcome {
  double requests = 0;       ///< raised
  double served = 0;         ///< requests
  double hours_waiting = 0;  ///< of the requests served, counted in full hours begun
};

/// Where the loop's random numbers come from: two multiplications of a hash, the least that is any good; the
/// standard library's generator, one a queue, as most models have it; or draws keyed as in our engine, so that
/// both promise the same.
enum class Source { hash, twister, keyed };

/// The good loop over columns: what is to be beaten.
class Loop {
 public:
  /// `residents` is a multiple of `queue_residents`.
  Loop(std::uint32_t residents, double local_share, double chance, Source source);

  /// One day, on the calling thread or on all of its arena.
  void run_day(bool parallel);

  [[nodiscard]] Outcome outcome() const;
  [[nodiscard]] const std::vector<float>& opinions() const { return opinion_; }

 private:
  struct Waiting {
    std::uint32_t resident, hour;
  };
  struct Queue {
    std::vector<Waiting> waiting;
    std::size_t served = 0;  ///< of `waiting`
    std::uint64_t requests = 0, done = 0, hours_waiting = 0;
    std::mt19937_64 twister;
  };

  template <class Work>
  void for_queues(bool parallel, Work work);
  void live_hour(std::uint32_t queue, std::uint32_t hour);
  template <class Draw>
  void raise(Queue& queue, std::uint32_t first, std::uint32_t hour, Draw draw);
  void average(std::uint32_t queue);

  std::uint32_t queues_;
  std::uint64_t threshold_;
  Source source_;
  Luck luck_{3, 0};
  std::uint32_t hour_ = 0;
  std::vector<std::uint32_t> ties_;
  std::vector<float> opinion_, next_;
  std::vector<Queue> queue_;
};

/// Whether the model in our engine does the same as the loop: empty, or what differs.
/// Compared are requests, services and waits over some weeks, and opinions without requests one by one.
const char* difference_to_loop();

/// The counter of both ways: agent-hours a second; one iteration is one day.
void report_days(benchmark::State& state, std::uint32_t residents);

/// 100,000 and 1,000,000 residents, ties at random and 95 % local. One thread is timed by processor time, which
/// neighbours on the machine disturb least.
void reduced_settings(benchmark::internal::Benchmark* benchmark);

}  // namespace cogov::bench
