#include "sim/ensemble.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <exception>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {

namespace {

using Group = std::span<const RunKey>;  // the runs of one replicate, which share a warm-up

std::vector<Group> groups_of(std::span<const RunKey> runs) {
  std::vector<Group> groups;
  for (std::size_t first = 0, i = 1; i <= runs.size(); ++i) {
    if (i == runs.size() || runs[i].replicate != runs[first].replicate) {
      groups.push_back(runs.subspan(first, i - first));
      first = i;
    }
  }
  return groups;
}

void run_one(const WarmWorld& warm, RunKey key, const Sink& sink) {
  const auto start = std::chrono::steady_clock::now();
  RunResult result;
  try {
    result = warm.live_on(key.policy);
  } catch (const std::exception& error) {
    sink.failed(key, error.what());
    return;
  }
  result.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  sink.done(key, std::move(result));
}

void run_group(const Experiment& experiment, Group group, const std::atomic<bool>& stop, const Sink& sink) {
  std::unique_ptr<WarmWorld> warm;
  try {
    warm = experiment.warm_up(group.front().replicate);
  } catch (const std::exception& error) {
    for (const RunKey key : group) sink.failed(key, error.what());
    return;
  }
  // Isolated: a thread that waits here must not begin another replicate's warm-up meanwhile.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(std::size_t{0}, group.size(), [&](std::size_t i) {
      if (!stop.load(std::memory_order_relaxed)) run_one(*warm, group[i], sink);
    });
  });
}

}  // namespace

void run_ensemble(const Experiment& experiment, std::span<const RunKey> runs, std::uint32_t threads,
                  const std::atomic<bool>& stop, const Sink& sink) {
  EXPECT(threads > 0);
  const std::vector<Group> groups = groups_of(runs);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  std::atomic<std::size_t> next{0};
  arena.execute([&] {
    tbb::parallel_for(std::uint32_t{0}, threads, [&](std::uint32_t) {
      for (std::size_t i = next++; i < groups.size() && !stop.load(std::memory_order_relaxed); i = next++) {
        run_group(experiment, groups[i], stop, sink);
      }
    });
  });
}

}  // namespace cogov
