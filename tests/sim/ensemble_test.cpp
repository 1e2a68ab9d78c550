#include "sim/ensemble.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <vector>

namespace cogov {
namespace {

struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A run's result is its key; some warm-ups and some runs fail.
class Keys final : public Experiment {
 public:
  class Warm final : public WarmWorld {
   public:
    explicit Warm(std::uint32_t replicate) : replicate_(replicate) {}
    RunResult live_on(std::uint32_t policy) const override {
      if (policy == 2 && replicate_ == 1) throw Fault("run 2, 1");
      RunResult result;
      result.arrays = {std::vector<std::int64_t>{policy * 100 + replicate_}};
      return result;
    }

   private:
    std::uint32_t replicate_;
  };

  std::unique_ptr<WarmWorld> warm_up(std::uint32_t replicate) const override {
    const std::lock_guard lock(mutex_);
    ++warm_ups[replicate];
    if (replicate == 3) throw Fault("warm-up 3");
    return std::make_unique<Warm>(replicate);
  }

  mutable std::map<std::uint32_t, int> warm_ups;

 private:
  mutable std::mutex mutex_;
};

std::vector<RunKey> manifest(std::uint32_t policies, std::uint32_t replicates) {
  std::vector<RunKey> runs;
  for (std::uint32_t r = 0; r < replicates; ++r) {
    for (std::uint32_t p = 0; p < policies; ++p) runs.push_back({p, r});
  }
  return runs;
}

/// What came of an ensemble: calls and values by key.
struct Outcome {
  std::multimap<RunKey, std::int64_t> done;
  std::multimap<RunKey, std::string> failed;
  bool operator==(const Outcome&) const = default;
};

Outcome run(const Experiment& experiment, const std::vector<RunKey>& runs, std::uint32_t threads,
            std::atomic<bool>& stop, std::size_t stop_after = SIZE_MAX) {
  Outcome outcome;
  std::mutex mutex;
  run_ensemble(experiment, runs, threads, stop,
               {.done =
                    [&](RunKey key, RunResult&& result) {
                      const std::lock_guard lock(mutex);
                      outcome.done.emplace(key, std::get<std::vector<std::int64_t>>(result.arrays[0])[0]);
                      if (outcome.done.size() >= stop_after) stop = true;
                    },
                .failed =
                    [&](RunKey key, const std::string& reason) {
                      const std::lock_guard lock(mutex);
                      outcome.failed.emplace(key, reason);
                    }});
  return outcome;
}

TEST(Ensemble, RunsEachOnceAndReportsWhatFailedOnAnyNumberOfThreads) {
  for (const std::uint32_t threads : {1U, 2U, 3U, 8U}) {
    SCOPED_TRACE(threads);
    const Keys experiment;
    std::atomic<bool> stop{false};
    const Outcome outcome = run(experiment, manifest(4, 6), threads, stop);
    EXPECT_EQ(outcome.done.size(), 4u * 6u - 5u);
    for (const auto& [key, value] : outcome.done) EXPECT_EQ(value, key.policy * 100 + key.replicate);
    std::multimap<RunKey, std::string> failed{{{2, 1}, "run 2, 1"}};
    for (std::uint32_t p = 0; p < 4; ++p) failed.emplace(RunKey{p, 3}, "warm-up 3");
    EXPECT_EQ(outcome.failed, failed);
    std::set<RunKey> keys;
    for (const auto& [key, value] : outcome.done) keys.insert(key);
    for (const auto& [key, value] : outcome.failed) keys.insert(key);
    EXPECT_EQ(keys.size(), 24u);
    for (const auto& [replicate, times] : experiment.warm_ups) EXPECT_EQ(times, 1) << replicate;
  }
}

TEST(Ensemble, RunsOnlyWhatItIsGiven) {
  const Keys experiment;
  std::atomic<bool> stop{false};
  const Outcome outcome = run(experiment, {{1, 0}, {3, 4}, {0, 5}}, 2, stop);
  EXPECT_EQ(outcome.done, (std::multimap<RunKey, std::int64_t>{{{1, 0}, 100}, {{3, 4}, 304}, {{0, 5}, 5}}));
  EXPECT_EQ(experiment.warm_ups.size(), 3u);
  EXPECT_TRUE(run(experiment, {}, 2, stop).done.empty());
}

TEST(Ensemble, StartsNothingOnceItIsToStop) {
  const Keys experiment;
  std::atomic<bool> stop{true};
  EXPECT_EQ(run(experiment, manifest(4, 6), 3, stop), Outcome{});
  EXPECT_TRUE(experiment.warm_ups.empty());
  for (const std::uint32_t threads : {1U, 3U}) {
    stop = false;
    const std::size_t done = run(experiment, manifest(1, 1000), threads, stop, 5).done.size();
    EXPECT_GE(done, 5u);
    EXPECT_LT(done, 5u + threads);
  }
}

TEST(Ensemble, EndsWithTheSinksOwnException) {
  const Keys experiment;
  const std::atomic<bool> stop{false};
  const std::vector<RunKey> runs = manifest(2, 2);
  EXPECT_THROW(run_ensemble(experiment, runs, 2, stop,
                            {.done = [](RunKey, RunResult&&) { throw Fault("disk full"); },
                             .failed = [](RunKey, const std::string&) { FAIL(); }}),
               Fault);
}

}  // namespace
}  // namespace cogov
