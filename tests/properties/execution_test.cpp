/// How a run is executed has no influence on what it gives: threads, order, shards, windows.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "sim/ensemble.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr std::uint32_t replicates = 3;

/// More communities than one task takes, so that they do run side by side.
std::vector<Settings> two_policies() {
  std::vector<Settings> policies(2, busy_settings({.communities = 9, .households = 90, .warmup_days = 20, .days = 40}));
  policies[1].set("grid_workers.extra_full_time", std::int64_t{1});
  at_once(policies[1]);
  return policies;
}

std::vector<RunKey> manifest() {
  std::vector<RunKey> runs;
  for (std::uint32_t r = 0; r < replicates; ++r) {
    for (std::uint32_t p = 0; p < 2; ++p) runs.push_back({p, r});
  }
  return runs;
}

/// Runs these runs and adds their digests.
void run_all(const PolicyExperiment& experiment, const std::vector<RunKey>& runs, std::uint32_t threads,
             std::map<RunKey, std::string>& digests) {
  std::mutex mutex;
  const std::atomic<bool> stop{false};
  run_ensemble(experiment, runs, threads, stop,
               {.done =
                    [&](RunKey key, RunResult&& result) {
                      const std::string digest = run_digest(experiment.layout(), result);
                      const std::lock_guard lock(mutex);
                      digests[key] = digest;
                    },
                .failed =
                    [&](RunKey, const std::string& reason) {
                      const std::lock_guard lock(mutex);
                      ADD_FAILURE() << reason;
                    }});
}

std::string whole(const std::map<RunKey, std::string>& digests) {
  std::vector<std::string> in_order;
  for (const RunKey key : manifest()) in_order.push_back(digests.at(key));
  return whole_digest(in_order);
}

std::string whole(const PolicyExperiment& experiment, std::uint32_t threads) {
  std::map<RunKey, std::string> digests;
  run_all(experiment, manifest(), threads, digests);
  return whole(digests);
}

TEST(Execution, OnAnyNumberOfThreadsGivesOneDigest) {
  const PolicyExperiment experiment(two_policies());
  const std::string one = whole(experiment, 1);
  for (const std::uint32_t threads : {2U, 3U, 8U}) EXPECT_EQ(whole(experiment, threads), one) << threads << " threads";
}

TEST(Execution, InWindowsOfAnyLengthGivesOneDigest) {
  std::vector<Settings> policies = two_policies();
  const std::string one = whole(PolicyExperiment(policies), 1);
  for (const std::int64_t window : {60, 3600, 86400}) {
    for (Settings& policy : policies) policy.set("run.window_seconds", window);
    EXPECT_EQ(whole(PolicyExperiment(policies), 2), one) << "windows of " << window << " s";
  }
}

TEST(Execution, InAnyOrderAndInShardsGivesOneDigest) {
  const PolicyExperiment experiment(two_policies());
  const std::string one = whole(experiment, 2);
  std::vector<RunKey> backwards = manifest();
  std::reverse(backwards.begin(), backwards.end());
  std::map<RunKey, std::string> digests;
  run_all(experiment, backwards, 2, digests);
  EXPECT_EQ(whole(digests), one);
  digests.clear();
  for (std::uint32_t shard = 0; shard < 4; ++shard) {
    const PolicyExperiment elsewhere(two_policies());
    std::vector<RunKey> part;
    for (std::size_t i = shard; i < manifest().size(); i += 4) part.push_back(manifest()[i]);
    run_all(elsewhere, part, 1 + shard % 2, digests);
  }
  EXPECT_EQ(whole(digests), one);
}

TEST(Execution, OnAnotherSeedOrReplicateGivesAnotherDigest) {
  std::vector<Settings> policies = two_policies();
  const PolicyExperiment experiment(policies);
  const std::string first = run_digest(experiment.layout(), run_of(experiment, 0, 0));
  EXPECT_EQ(first, run_digest(experiment.layout(), run_of(experiment, 0, 0)));
  EXPECT_NE(first, run_digest(experiment.layout(), run_of(experiment, 0, 1)));
  policies[0].set("run.seed", std::int64_t{72});
  EXPECT_NE(first, digest_of(policies[0]));
}

}  // namespace
}  // namespace cogov::testing
