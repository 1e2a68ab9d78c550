/// Somebody more in the house changes nothing of what befalls the others.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

using Arrival = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;  // kind, origin, trial, onset

struct Arrivals {
  std::map<std::int64_t, std::multiset<Arrival>> needs, hazards;  ///< by community
};

const std::vector<std::int64_t>& column(const TraceTable& table, const std::string& name) {
  for (const TraceColumn& each : table.columns) {
    if (each.name == name) return each.values;
  }
  throw std::out_of_range(name);
}

/// What arose as a candidate of its own, not from another request: those are influence.
Arrivals arrivals_of(const Settings& settings) {
  const PolicyExperiment experiment({settings}, true);
  const RunResult run = run_of(experiment);
  const TraceTable& table = run.trace.at(0);
  const auto& worsened = column(table, "worsened");
  const auto& community = column(table, "community");
  const auto& of_place = column(table, "of_place");
  const auto& kind = column(table, "kind");
  const auto& origin = column(table, "origin");
  const auto& trial = column(table, "trial");
  const auto& onset = column(table, "onset");
  Arrivals arrivals;
  for (std::size_t i = 0; i < worsened.size(); ++i) {
    if (worsened[i] != 0) continue;
    auto& to = of_place[i] != 0 ? arrivals.hazards : arrivals.needs;
    to[community[i]].insert({kind[i], origin[i], trial[i], onset[i]});
  }
  return arrivals;
}

/// The extra resident's row is the last of the first community.
std::int64_t last_row(const Settings& settings) {
  return static_cast<std::int64_t>(PolicyExperiment({settings}).society(0).population().communities[0].residents()) - 1;
}

TEST(AddedResident, LeavesEverybodyElsesArrivalsAsTheyWere) {
  const Settings before = busy_settings({.communities = 3, .households = 400, .days = 200});
  Settings after = before;
  after.set("community.extra_residents", std::int64_t{1});
  // Many needs, so that the newcomer has some too.
  Settings before_many = before;
  Settings after_many = after;
  for (Settings* each : {&before_many, &after_many}) each->set("request_kinds.errands.rate_17_59", 8000.0);
  const Arrivals without = arrivals_of(before_many);
  Arrivals with = arrivals_of(after_many);
  EXPECT_EQ(with.needs[1], without.needs.at(1));
  EXPECT_EQ(with.needs[2], without.needs.at(2));
  EXPECT_EQ(with.hazards, without.hazards);
  ASSERT_EQ(last_row(after_many), last_row(before_many) + 1);
  const std::int64_t newcomer = last_row(after_many);
  const std::size_t own =
      std::erase_if(with.needs[0], [&](const Arrival& arrival) { return std::get<1>(arrival) == newcomer; });
  EXPECT_GT(own, 0u);
  EXPECT_EQ(with.needs[0], without.needs.at(0));
  EXPECT_GT(without.needs.at(0).size(), 100u);
  EXPECT_GT(without.hazards.at(0).size(), 20u);
}

/// More riders see more and report more; what arises of itself they don't change.
TEST(AddedRiders, LeaveEverybodysArrivalsAsTheyWere) {
  Settings before = busy_settings({.communities = 3, .households = 400, .days = 120});
  before.set("roaming_couriers.enrolled_share", .8);
  before.set("roaming_couriers.notice_chance", .5);
  before.set("roaming_couriers.belief_start", 1.0);
  Settings after = before;
  after.set("couriers.extra_riders", std::int64_t{20});
  const Arrivals without = arrivals_of(before);
  const Arrivals with = arrivals_of(after);
  EXPECT_EQ(with.needs, without.needs);
  EXPECT_EQ(with.hazards, without.hazards);
  EXPECT_NE(digest_of(before), digest_of(after));
}

/// No policy changes what arises of itself.
TEST(AnyPolicy, LeavesArrivalsAsTheyWere) {
  const Settings today = steady_settings({.communities = 2, .households = 400, .days = 120});
  Settings other = today;
  other.set("grid_workers.full_time", std::int64_t{0});
  other.switch_on("patrol", false);
  const Arrivals one = arrivals_of(today);
  const Arrivals two = arrivals_of(other);
  EXPECT_EQ(one.needs, two.needs);
  EXPECT_EQ(one.hazards, two.hazards);
}

}  // namespace
}  // namespace cogov::testing
