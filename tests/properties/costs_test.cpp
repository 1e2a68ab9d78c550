/// Money: hours times prices, recomputed from a trace, are the books; a part of a post is a part of a shift and pay.
#include "models/costs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/rules.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

const std::vector<double>& reals(const PolicyExperiment& experiment, const RunResult& run, const std::string& name) {
  const auto& measures = experiment.layout().measures;
  const auto at = std::find_if(measures.begin(), measures.end(), [&](const Measure& one) { return one.name == name; });
  EXPECT_NE(at, measures.end()) << name;
  return std::get<std::vector<double>>(run.arrays[static_cast<std::size_t>(at - measures.begin())]);
}

const std::vector<std::int64_t>& column(const RunResult& run, const std::string& table, const std::string& name) {
  for (const TraceTable& one : run.trace) {
    if (one.name != table) continue;
    for (const TraceColumn& values : one.columns) {
      if (values.name == name) return values.values;
    }
  }
  throw std::runtime_error("no column " + table + "." + name);
}

TEST(Costs, FollowFromTheBookingsOfATrace) {
  Settings busy = busy_settings({.communities = 2});
  busy.set("roaming_couriers.enrolled_share", 1.0);
  busy.set("roaming_couriers.notice_chance", .5);
  const PolicyExperiment experiment({busy}, true);
  const RunResult run = run_of(experiment);
  const std::vector<std::int64_t>& items = column(run, "costs", "item");
  const std::vector<std::int64_t>& quantities = column(run, "costs", "quantity");
  const CostRules prices = CostRules::read(busy);
  std::vector<std::int64_t> sums(cost_items().size(), 0);
  for (std::size_t i = 0; i < items.size(); ++i) sums[static_cast<std::size_t>(items[i])] += quantities[i];
  const std::vector<double>& booked = reals(experiment, run, "cost_by_item");
  double budget = 0;
  for (const CostItemFacts& facts : cost_items()) {
    const auto at = static_cast<std::size_t>(facts.item);
    EXPECT_DOUBLE_EQ(static_cast<double>(sums[at]) * prices.price[at], booked[at]) << facts.word;
    if (facts.payer == Payer::budget) budget += booked[at];
  }
  EXPECT_GT(booked[static_cast<std::size_t>(CostItem::volunteer_hours)], 0);
  EXPECT_GT(booked[static_cast<std::size_t>(CostItem::rider_time)], 0);
  EXPECT_NEAR(reals(experiment, run, "budget_yuan_per_year").front() * 60 / 365, budget, 1e-6);
}

TEST(Costs, OfOvertimeAreTheHoursWorkedBeyondThePaid) {
  const Settings settings = small_settings();
  const PolicyExperiment experiment({settings}, true);
  const RunResult run = run_of(experiment);
  const double unpaid = reals(experiment, run, "cost_by_item")[static_cast<std::size_t>(CostItem::overtime)];
  EXPECT_NEAR(unpaid, reals(experiment, run, "unpaid_hours").front() * settings.real("costs.unpaid_hour"), 1e-6)
      << "nobody else works unpaid here";
}

TEST(Costs, ByDayAddUpToTheYear) {
  const PolicyExperiment experiment({busy_settings()});
  const RunResult run = run_of(experiment);
  const std::vector<double>& days = reals(experiment, run, "budget_by_day");
  const double sum = std::accumulate(days.begin(), days.end(), 0.0);
  EXPECT_NEAR(sum, reals(experiment, run, "budget_yuan_per_year").front() * 60 / 365, .5);
}

TEST(PartOfAPost, WorksAndIsPaidInProportion) {
  Settings today = small_settings({.days = 120});
  at_once(today);
  today.set("grid_workers.leave_days", 0.0);
  today.set("staffing.quits_per_year", 0.0);
  Settings half = today;
  half.set("grid_workers.extra_posts", .5);
  Settings two = today;
  two.set("grid_workers.extra_posts", 2.0);
  Settings full_two = today;
  full_two.set("grid_workers.extra_full_time", std::int64_t{2});
  const PolicyExperiment experiment({today, half, two, full_two});
  std::vector<RunResult> runs;
  for (std::uint32_t policy = 0; policy < 4; ++policy) runs.push_back(run_of(experiment, policy));
  const auto cost = [&](std::size_t policy) { return reals(experiment, runs[policy], "yearly_cost_yuan").front(); };
  EXPECT_NEAR(cost(1) - cost(0), 42'500, 1);
  EXPECT_NEAR(cost(2) - cost(0), 170'000, 1);
  EXPECT_EQ(run_digest(experiment.layout(), runs[2]), run_digest(experiment.layout(), runs[3]));
  const auto hours = [&](std::size_t policy) {
    const std::vector<double>& all = reals(experiment, runs[policy], "grid_worker_hours");
    return std::accumulate(all.begin(), all.end(), 0.0);
  };
  const double working_days = 120.0 * 5 / 7;
  const double shift = 17 + 1.0 / 3 - 8.5 - 1.5;
  EXPECT_NEAR(hours(1) - hours(0), working_days * shift / 2, 12) << "overtime changes a little";
}

}  // namespace
}  // namespace cogov::testing
