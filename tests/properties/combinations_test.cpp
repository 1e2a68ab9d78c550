/// Any mechanisms together, at any of their settings: books balance, nothing is out of bounds, and a run is a function
/// of its settings alone.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>

#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tests/properties/random_settings.hpp"
#include "tests/properties/sane.hpp"

namespace cogov::testing {
namespace {

constexpr std::uint64_t parts = 20;
constexpr std::uint64_t draws_a_part = 10;

/// "patrol, alliance -> patrol": what is on, in the baseline and in the policy.
std::string mechanisms_of(const std::vector<Settings>& policies) {
  std::string text;
  for (const Settings& policy : policies) {
    text += text.empty() ? "" : " -> ";
    std::string on;
    for (const Section& section : all_sections()) {
      if (section.switchable && policy.on(section.key)) on += (on.empty() ? "" : ", ") + section.key;
    }
    text += on.empty() ? "none" : on;
  }
  return text;
}

/// A baseline and a policy that contradict nothing; what is refused is refused with its reason.
std::vector<Settings> drawn_by(RandomSettings& random, std::unique_ptr<PolicyExperiment>& experiment) {
  std::vector<Settings> policies;
  for (int attempt = 0; attempt < 100 && !experiment; ++attempt) {
    const Settings baseline = random.combination();
    policies = {baseline, random.policy_on(baseline)};
    try {
      experiment = std::make_unique<PolicyExperiment>(policies);
    } catch (const UserError& error) {
      for (const Problem& problem : error.problems()) {
        EXPECT_FALSE(problem.what.empty() || (problem.why.empty() && problem.remedy.empty()))
            << problem.sentence() << ": " << mechanisms_of(policies);
      }
    }
  }
  return policies;
}

std::string digest_in_windows(std::vector<Settings> policies, std::int64_t seconds) {
  for (Settings& policy : policies) policy.set("run.window_seconds", seconds);
  const PolicyExperiment experiment(policies);
  return run_digest(experiment.layout(), run_of(experiment, 1));
}

/// The digests of both policies, side by side on so many threads.
std::map<RunKey, std::string> digests_on(const PolicyExperiment& experiment, std::uint32_t threads) {
  std::map<RunKey, std::string> digests;
  std::mutex mutex;
  const std::atomic<bool> stop{false};
  run_ensemble(experiment, std::vector<RunKey>{{0, 0}, {1, 0}}, threads, stop,
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
  return digests;
}

void try_draw(std::uint64_t seed, bool on_threads) {
  RandomSettings random(seed);
  std::unique_ptr<PolicyExperiment> experiment;
  const std::vector<Settings> policies = drawn_by(random, experiment);
  SCOPED_TRACE("seed " + std::to_string(seed) + ", on: " + mechanisms_of(policies));
  ASSERT_TRUE(experiment);
  try {
    const RunResult run = live_with_books_open(*experiment, 1);
    expect_sane(experiment->layout(), run);
    EXPECT_EQ(digest_in_windows(policies, seed % 2 == 0 ? 300 : 86400), run_digest(experiment->layout(), run));
    if (on_threads) {
      EXPECT_EQ(digests_on(*experiment, 1), digests_on(*experiment, 2));
    }
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

class Combinations : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Combinations, AreSoundAndTheSameHoweverTheyAreRun) {
  for (std::uint64_t draw = 0; draw < draws_a_part; ++draw) try_draw(GetParam() * 100 + draw, draw == 0);
}

INSTANTIATE_TEST_SUITE_P(Parts, Combinations, ::testing::Range<std::uint64_t>(1, parts + 1));

}  // namespace
}  // namespace cogov::testing
