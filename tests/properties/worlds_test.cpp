/// Worlds as runs: sound at the ends of every assumption, and fair to policies.
#include "models/worlds.hpp"

#include <gtest/gtest.h>

#include "sim/ensemble.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

std::string digest_of(const PolicyExperiment& experiment, std::uint32_t policy, std::uint32_t replicate) {
  return run_digest(experiment.layout(), run_of(experiment, policy, replicate));
}

TEST(WorldRuns, APolicyThatChangesNothingIsExactlyTheSameInEachWorld) {
  const Settings busy = busy_settings({.households = 150, .warmup_days = 20, .days = 40});
  const PolicyExperiment experiment({busy, busy}, false, {}, 6);
  for (std::uint32_t world = 0; world < 6; ++world) {
    EXPECT_EQ(digest_of(experiment, 0, 1 + world), digest_of(experiment, 1, 1 + world)) << "world " << world;
  }
  EXPECT_NE(digest_of(experiment, 0, 1), digest_of(experiment, 0, 2)) << "worlds differ";
}

TEST(WorldRuns, DontHangOnTheNumberOfReplicates) {
  Settings few = small_settings({.households = 100, .warmup_days = 5, .days = 20});
  Settings many = few;
  many.set("run.replicates", std::int64_t{9});
  EXPECT_EQ(digest_of(PolicyExperiment({few}, false, {}, 4), 0, 1 + 2),
            digest_of(PolicyExperiment({many}, false, {}, 4), 0, 9 + 2));
}

TEST(WorldRuns, LeaveReplicatesAsTheyAre) {
  const Settings settings = small_settings({.households = 100, .warmup_days = 5, .days = 20});
  EXPECT_EQ(digest_of(PolicyExperiment({settings}), 0, 0), digest_of(PolicyExperiment({settings}, false, {}, 4), 0, 0));
}

/// All assumptions at one end of their ranges, or each at a drawn one; everything switched on.
TEST(WorldRuns, AreSoundAtTheEndsOfAllAssumptions) {
  const Settings busy = busy_settings({.households = 120, .warmup_days = 20, .days = 40});
  for (const bool low : {true, false}) {
    std::vector<WorldParameter> ends = draw_worlds({busy}, 1, 7);
    for (WorldParameter& parameter : ends) parameter.values.front() = low ? parameter.low : parameter.high;
    const PolicyExperiment experiment(in_world({busy}, ends, 0));
    EXPECT_NO_THROW(static_cast<void>(run_of(experiment))) << (low ? "lowest" : "highest");
  }
  const PolicyExperiment experiment({busy}, false, {}, 20);
  for (std::uint32_t world = 0; world < 20; ++world) {
    EXPECT_NO_THROW(static_cast<void>(run_of(experiment, 0, 1 + world))) << "world " << world;
  }
}

}  // namespace
}  // namespace cogov::testing
