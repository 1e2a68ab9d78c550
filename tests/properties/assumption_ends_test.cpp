/// Every assumption at its ends: the run ends, books balance, measures stay within their bounds, and a policy that
/// changes nothing changes exactly nothing.
#include <gtest/gtest.h>

#include "sim/errors.hpp"
#include "tests/properties/ends.hpp"
#include "tests/properties/sane.hpp"

namespace cogov::testing {
namespace {

/// A few people and weeks with every mechanism on.
Settings busy() { return busy_settings({.communities = 2, .households = 64, .warmup_days = 14, .days = 21}); }

std::vector<End> all_ends() {
  std::vector<End> all;
  for (const Section& section : all_sections()) {
    for (const Param& param : section.params) {
      for (End& end : ends_of(section, param)) all.push_back(std::move(end));
    }
  }
  return all;
}

/// @returns whether it was a society at all: what contradicts the rest is refused, with a reason
bool try_end(const End& end) {
  SCOPED_TRACE(end.text);
  Settings settings = busy();
  settings.set(end.path, end.value);
  Settings same = settings;  // a placebo: another lead for no change
  at_once(same);
  std::unique_ptr<PolicyExperiment> experiment;
  try {
    experiment = std::make_unique<PolicyExperiment>(std::vector<Settings>{settings, same});
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems()) EXPECT_FALSE(problem.what.empty());
    return false;
  }
  try {
    const RunResult run = live_with_books_open(*experiment, 0);
    expect_sane(experiment->layout(), run);
    EXPECT_EQ(differing(experiment->layout(), run, run_of(*experiment, 1)), std::vector<std::string>{});
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
  return true;
}

/// Tries every `step`-th from `first` on.
void try_part(std::size_t first, std::size_t step) {
  const std::vector<End> all = all_ends();
  ASSERT_GT(all.size(), 1000U);
  std::size_t tried = 0;
  std::size_t refused = 0;
  for (std::size_t i = first; i < all.size(); i += step) {
    ++tried;
    refused += try_end(all[i]) ? 0 : 1;
  }
  EXPECT_LT(refused * 10, tried) << "most ends are to be societies";
}

constexpr std::size_t parts = 20;

/// One in ten of them: the whole is SlowAssumptionEnds.
TEST(AssumptionEnds, ASampleIsSoundAndZeroStaysZero) { try_part(7, 10); }

class SlowAssumptionEnds : public ::testing::TestWithParam<std::size_t> {};

TEST_P(SlowAssumptionEnds, AreSoundAndZeroStaysZero) { try_part(GetParam(), parts); }

INSTANTIATE_TEST_SUITE_P(Parts, SlowAssumptionEnds, ::testing::Range<std::size_t>(0, parts));

}  // namespace
}  // namespace cogov::testing
