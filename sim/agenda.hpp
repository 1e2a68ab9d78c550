/// A community's calendar of events.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace cogov {

/// When, what and about whom, in 64 bits: sorting by value is sorting by a unique, stable key.
struct Event {
  std::uint64_t bits = 0;

  Event() = default;
  /// `kind` < 32, `entity` < 2^27.
  Event(Seconds time, std::uint32_t kind, std::uint32_t entity)
      : bits(static_cast<std::uint64_t>(time) << 32 | static_cast<std::uint64_t>(kind) << 27 | entity) {}

  [[nodiscard]] Seconds time() const { return static_cast<Seconds>(bits >> 32); }
  [[nodiscard]] std::uint32_t kind() const { return static_cast<std::uint32_t>(bits >> 27) & 31U; }
  [[nodiscard]] std::uint32_t entity() const { return static_cast<std::uint32_t>(bits) & 0x7FF'FFFFU; }
  auto operator<=>(const Event&) const = default;
};

/// A calendar queue of three levels: 256 buckets of 512 s (36 h), 256 of 36 h (a year), and the rest.
///
/// Buckets are linked lists in one pool, so that a copy is a few flat copies and the loop
/// allocates nothing once the pool has grown. Only the bucket being played is sorted. Events come
/// out in the order of their bits, whatever the order in which they were put in.
class Agenda {
 public:
  Agenda();

  /// Adds an event. Its time must not lie before the last event taken out. `kind` < 32, `entity` < 2^27.
  void schedule(Seconds time, std::uint32_t kind, std::uint32_t entity);

  /// Takes out the earliest event before `end`; false if there is none. Commits to nothing beyond
  /// `end`: events at or after it can still be scheduled.
  [[nodiscard]] bool pop_before(Seconds end, Event& event);

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t near_shift = 9;  // 512 s
  static constexpr std::uint32_t far_shift = 17;  // 131,072 s = 256 near buckets
  static constexpr std::uint32_t buckets = 256;
  static constexpr std::uint32_t nil = 0xFFFF'FFFF;

  struct Node {
    Event event;
    std::uint32_t next;
  };

  void push(std::uint32_t& head, Event event);
  void push_near(Event event);
  void place(Event event);
  [[nodiscard]] std::uint32_t next_bucket() const;
  void open_bucket(std::uint32_t bucket);
  void open_far_block();
  void into_current(Event event);

  std::vector<Node> pool_;
  std::uint32_t free_ = nil;
  std::array<std::uint32_t, buckets> near_;
  std::array<std::uint32_t, buckets> far_;
  std::array<std::uint64_t, buckets / 64> busy_{};  // a bit for each near bucket that holds something
  std::vector<Event> beyond_;                       // more than a year ahead, unsorted
  std::vector<Event> current_;                      // the bucket being played, latest first
  std::uint32_t bucket_ = 0;                        // its number since time 0: start = bucket_ << near_shift
  Seconds last_ = 0;
  std::size_t size_ = 0;
};

}  // namespace cogov
