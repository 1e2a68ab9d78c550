#include "sim/engine.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <chrono>

#include "sim/errors.hpp"

namespace cogov {

namespace {

/// Adds the time since the last call to a phase.
class StopWatch {
 public:
  void lap(double& phase) {
    const auto now = std::chrono::steady_clock::now();
    phase += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

PhaseSeconds advance(World& world, Epoch span, Seconds window) {
  EXPECT(second_of_day(span.from) == 0 && second_of_day(span.to) == 0);
  EXPECT(window > 0 && day_seconds % window == 0);
  const std::uint32_t count = world.communities();
  PhaseSeconds took;
  StopWatch watch;
  for (Seconds now = span.from; now < span.to; now += window) {
    // 1. At midnight, what is done for everybody at once: read t, write t + 1.
    if (second_of_day(now) == 0) {
      const std::uint32_t day = day_of(now);
      world.turn_day(day);
      for_each_community(count, [&](std::uint32_t community) { world.begin_day(community, day); });
      world.publish(day);
      watch.lap(took.midnight);
    }
    // 2. Every community plays its own events of the window.
    for_each_community(count, [&](std::uint32_t community) { world.play(community, {now, now + window}); });
    watch.lap(took.play);
    // 3. What crosses a border is handed over.
    world.exchange();
    watch.lap(took.exchange);
  }
  return took;
}

void for_each_community(std::uint32_t count, const std::function<void(std::uint32_t)>& work) {
  constexpr std::uint32_t grain = 4;  // a task below a few microseconds costs more than it does
  if (count <= grain) {
    for (std::uint32_t community = 0; community < count; ++community) work(community);
    return;
  }
  tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, count, grain), [&](const auto& range) {
    for (std::uint32_t community = range.begin(); community != range.end(); ++community) work(community);
  });
}

}  // namespace cogov
