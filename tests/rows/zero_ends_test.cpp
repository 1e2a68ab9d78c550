/// A mechanism at the settings at which it does nothing does exactly nothing, whatever its other parameters are.
#include <gtest/gtest.h>

#include "sim/errors.hpp"
#include "tests/cases/case.hpp"
#include "tests/properties/ends.hpp"

namespace cogov::testing {
namespace {

constexpr Size size{.communities = 1, .households = 64, .warmup_days = 7, .days = 21};

/// What differs between a society without the mechanism and with it at zero, one of its parameters at an end.
std::vector<std::string> what_differs(const MechanismCase& each, const End& end, bool others_on) {
  Settings off = others_on ? busy_settings(size) : small_settings(size);
  at_once(off);
  off.switch_on(each.section, false);
  off.set(end.path, end.value);  // members who check in go by what [volunteer_teams] says, on or off
  Settings zero = off;
  zero.switch_on(each.section, true);
  each.zero(zero);  // what makes it do nothing has the last word
  try {
    const PolicyExperiment experiment({off, zero});
    const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
    return differing(experiment.layout(), warm->live_on(0), warm->live_on(1));
  } catch (const UserError&) {
    return {};  // it contradicts the rest
  }
}

std::vector<End> ends_of(const MechanismCase& each) {
  const Section& section = all_sections()[static_cast<std::size_t>(section_index(each.section))];
  std::vector<End> all;
  for (const Param& param : section.params) {
    for (End& end : testing::ends_of(section, param)) all.push_back(std::move(end));
  }
  return all;
}

void try_part(const MechanismCase& each, std::size_t first, std::size_t step, bool others_on) {
  const std::vector<End> ends = ends_of(each);
  for (std::size_t i = first % std::max<std::size_t>(1, ends.size()); i < ends.size(); i += step) {
    EXPECT_EQ(what_differs(each, ends[i], others_on), std::vector<std::string>{})
        << ends[i].text << (others_on ? ", beside all others" : "");
  }
}

/// One in ten ends of each mechanism; all of them, beside all others too, is SlowZeroEnds.
TEST(ZeroEnds, ASampleIsExactlyZero) {
  std::size_t first = 0;
  for (const MechanismCase& each : mechanism_cases()) try_part(each, first++, 10, false);
}

class SlowZeroEnds : public ::testing::TestWithParam<std::size_t> {};

TEST_P(SlowZeroEnds, AreExactlyZero) {
  for (const bool others_on : {false, true}) try_part(mechanism_cases()[GetParam()], 0, 1, others_on);
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, SlowZeroEnds, ::testing::Range<std::size_t>(0, mechanism_cases().size()),
                         [](const auto& each) { return mechanism_cases()[each.param].section; });

}  // namespace
}  // namespace cogov::testing
