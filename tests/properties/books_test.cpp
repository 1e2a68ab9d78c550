/// Whatever can be set, books balance, shares are shares, and nobody waits less than no time.
#include <gtest/gtest.h>

#include "sim/errors.hpp"
#include "tests/properties/random_settings.hpp"
#include "tests/properties/sane.hpp"

namespace cogov::testing {
namespace {

/// The seed decides the society and a policy that changes it in mid-run.
void try_seed(std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomSettings random(seed);
  std::unique_ptr<PolicyExperiment> experiment;
  for (int attempt = 0; attempt < 100 && !experiment; ++attempt) {
    const Settings baseline = random.society();
    try {
      experiment = std::make_unique<PolicyExperiment>(std::vector<Settings>{baseline, random.policy_on(baseline)});
    } catch (const UserError&) {  // facts that contradict each other: draw again
    }
  }
  ASSERT_TRUE(experiment);
  for (const std::uint32_t policy : {0U, 1U}) {
    SCOPED_TRACE("policy " + std::to_string(policy));
    RunResult result;
    try {
      result = live_with_books_open(*experiment, policy);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
      continue;
    }
    expect_sane(experiment->layout(), result);
  }
}

class Books : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Books, BalanceAtEveryMidnightWhateverIsSet) { try_seed(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Seeds, Books, ::testing::Range<std::uint64_t>(1, 31));

TEST(BooksOfEverything, BalanceWithAllMechanismsOn) {
  const PolicyExperiment experiment({busy_settings({.communities = 2, .households = 300, .days = 120})});
  expect_sane(experiment.layout(), live_with_books_open(experiment, 0));
}

/// Work that takes no time and never succeeds must not stop the clock.
TEST(BooksOfVanity, BalanceWhenNothingTakesTimeAndNothingIsFixed) {
  Settings settings = small_settings({.days = 5});
  for (const char* key : {"first_fix_share", "reopening_delay", "hotline_share", "neighbour_share"})
    settings.set(std::string("requests.") + key, 0.0);
  for (const char* key : {"logging", "skill_start", "practice"}) settings.set(std::string("grid_workers.") + key, 0.0);
  settings.set("grid_workers.walks", false);
  for (const std::string& kind : kind_keys()) {
    const std::string at = "request_kinds." + kind + ".";
    settings.set(at + "service_shape", std::string("fixed"));
    settings.set(at + "service_median", 0.0);
    settings.set(at + "served_by", std::vector<std::string>{"grid worker"});
  }
  const PolicyExperiment experiment({settings});
  expect_sane(experiment.layout(), live_with_books_open(experiment, 0));
}

TEST(Calendars, BeyondTheClockAreRefused) {
  EXPECT_THROW(PolicyExperiment({small_settings({.warmup_days = 36500, .days = 36500})}), UserError);
  EXPECT_NO_THROW(PolicyExperiment({small_settings({.warmup_days = 12500, .days = 36500})}));
}

class SlowBooks : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(SlowBooks, BalanceForManyMoreSettings) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) try_seed(GetParam() * 1000 + seed);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SlowBooks, ::testing::Range<std::uint64_t>(1, 11));

}  // namespace
}  // namespace cogov::testing
