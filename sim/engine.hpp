/// The clock: windows, communities side by side, mail between them, and what is done at midnight.
#pragma once

#include <cstdint>
#include <functional>

#include "sim/time.hpp"

namespace cogov {

/// What the clock drives. Within `play` and `begin_day` a community touches only its own state,
/// reads what all share, and appends to its own outgoing mail: so communities may run at the same
/// time, in any order, and the result is the same.
class World {
 public:
  virtual ~World() = default;

  [[nodiscard]] virtual std::uint32_t communities() const = 0;

  /// Plays all events of one community in [window.from, window.to), in their order.
  virtual void play(std::uint32_t community, Epoch window) = 0;

  /// Once at midnight, before any community: what concerns all (a policy takes hold).
  virtual void turn_day(std::uint32_t /*day*/) {}

  /// At midnight for one community: reads what all published at the last midnight, writes its own next.
  virtual void begin_day(std::uint32_t /*community*/, std::uint32_t /*day*/) {}

  /// Once after all begin_day: makes what was written the thing that is read.
  virtual void publish(std::uint32_t /*day*/) {}

  /// Once after each window: hands mail over.
  virtual void exchange() {}
};

/// Wall time that the phases of the clock took, seconds; of no influence on anything.
struct PhaseSeconds {
  double midnight = 0;  ///< turn_day, begin_day and publish
  double play = 0;
  double exchange = 0;
};

/// Advances a world from `span.from` to `span.to` (both midnights) in windows of `window` seconds,
/// which divides a day. Runs inside the calling thread's TBB arena.
PhaseSeconds advance(World& world, Epoch span, Seconds window);

/// Calls `work(0) ... work(count - 1)`, side by side where that pays.
void for_each_community(std::uint32_t count, const std::function<void(std::uint32_t)>& work);

}  // namespace cogov
