/// Policies are compared fairly: nothing changed is exactly nothing changed, before its time no policy
/// acts, and who is compared with whom has no influence.
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <set>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

using Change = std::function<void(Settings&)>;

std::vector<std::string> what_differs(const Settings& one, const Settings& other) {
  const PolicyExperiment experiment({one, other});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  return differing(experiment.layout(), warm->live_on(0), warm->live_on(1));
}

TEST(ZeroSetting, TwoEqualPoliciesGiveEqualArrays) {
  const Settings settings = busy_settings();
  EXPECT_EQ(what_differs(settings, settings), std::vector<std::string>{});
}

/// The days on which a daily series differs.
std::set<std::size_t> days_apart(const std::vector<double>& one, const std::vector<double>& other) {
  std::set<std::size_t> days;
  for (std::size_t day = 0; day < one.size(); ++day) {
    if (one[day] != other[day]) days.insert(day);
  }
  return days;
}

TEST(LeadTime, BeforeItNothingDiffersAndAfterItSomethingDoes) {
  constexpr std::int64_t lead = 20;
  const Settings today = steady_settings({.households = 400, .days = 60});
  const std::vector<std::pair<std::string, Change>> changes{
      {"grid_workers", [](Settings& s) { s.set("grid_workers.extra_full_time", std::int64_t{2}); }},
      {"window", [](Settings& s) { s.set("window.staff", std::int64_t{0}); }},
      {"paperwork", [](Settings& s) { s.set("paperwork.share", .9); }},
      {"outside_servers", [](Settings& s) { s.set("outside_servers.property_median", 6.0); }},
      {"staffing", [](Settings& s) { s.set("staffing.quits_per_year", 20.0); }},
  };
  std::vector<Settings> policies{today};
  for (const auto& [section, change] : changes) {
    change(policies.emplace_back(today));
    policies.back().set(section + ".lead_days", static_cast<double>(lead));
  }
  const PolicyExperiment experiment(policies);
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const RunResult baseline = warm->live_on(0);
  for (std::uint32_t p = 1; p < policies.size(); ++p) {
    SCOPED_TRACE(changes[p - 1].first);
    const RunResult run = warm->live_on(p);
    std::set<std::size_t> apart;
    for (const char* series : {"open_requests", "arisen", "reported", "fixed", "workers_at_post", "satisfaction",
                               "belief", "volunteers_by_day"}) {
      apart.merge(days_apart(values(experiment.layout(), baseline, series), values(experiment.layout(), run, series)));
    }
    ASSERT_FALSE(apart.empty());
    EXPECT_GE(*apart.begin(), static_cast<std::size_t>(lead));
  }
}

TEST(Branch, EqualsARunListedElsewhereAndARunOfItsOwn) {
  const Settings today = busy_settings();
  Settings more = today;
  more.set("grid_workers.extra_full_time", std::int64_t{1});
  Settings less = today;
  less.set("paperwork.share", .2);
  const PolicyExperiment both({today, more, less});
  const PolicyExperiment swapped({today, less, more});
  const PolicyExperiment alone({today, more});
  const auto digest = [](const PolicyExperiment& experiment, std::uint32_t policy) {
    return run_digest(experiment.layout(), run_of(experiment, policy));
  };
  EXPECT_EQ(digest(both, 1), digest(swapped, 2));
  EXPECT_EQ(digest(both, 1), digest(alone, 1));
  EXPECT_EQ(digest(both, 2), digest(swapped, 1));
  EXPECT_NE(digest(both, 1), digest(both, 2));
}

/// A society that lives through warm-up and policy in one go, never copied.
TEST(Branch, EqualsASocietyThatWasNeverCopied) {
  Settings today = busy_settings();
  Settings more = today;
  more.set("grid_workers.extra_full_time", std::int64_t{1});
  const PolicyExperiment experiment({today, more});
  Society society = experiment.society(0);
  society.set_timeline(experiment.timeline(1));
  advance(society, {experiment.calendar().start, experiment.calendar().end}, experiment.window());
  society.finish();
  const RunResult branch = run_of(experiment, 1);
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  static_cast<void>(warm->live_on(0));  // another branch lives first
  EXPECT_EQ(result_arrays(society, experiment.layout()), branch.arrays);
  EXPECT_EQ(warm->live_on(1).arrays, branch.arrays);
}

}  // namespace
}  // namespace cogov::testing
