#include "output/compare.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "output/compare_text.hpp"
#include "sim/errors.hpp"

namespace cogov {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Runs = std::vector<double>;

MeasureValues values(const std::string& name, Better better, std::vector<Runs> runs, const std::string& group = "") {
  MeasureValues result;
  result.measure = {name, "d", "", "", better, false, {}};
  result.runs = std::move(runs);
  result.group = group;
  return result;
}

CompareInput input(std::vector<MeasureValues> measures, double smallest = 0.5) {
  CompareInput result;
  result.policies.emplace_back("today");
  for (std::size_t policy = 1; policy < measures.front().runs.size(); ++policy) {
    result.policies.push_back(fmt::format("policy {}", policy));
  }
  result.measures = std::move(measures);
  result.smallest_difference = smallest;
  return result;
}

Effect primary_effect(Better better, const Runs& baseline, const Runs& policy, double smallest = 0.5) {
  return compare(input({values("m", better, {baseline, policy})}, smallest)).of(1).differences[0].effect;
}

const Runs baseline{3.0, 3.2, 2.8, 3.1, 3.3, 2.9};
const Runs shorter{2.6, 2.9, 2.3, 2.7, 3.0, 2.4};

TEST(Compare, DirectionFollowsTheMeasure) {
  EXPECT_EQ(primary_effect(Better::lower, baseline, shorter), Effect::better);
  EXPECT_EQ(primary_effect(Better::higher, baseline, shorter), Effect::worse);
  EXPECT_EQ(primary_effect(Better::neither, baseline, shorter), Effect::changed);
  EXPECT_EQ(primary_effect(Better::lower, shorter, baseline), Effect::worse);
  EXPECT_EQ(primary_effect(Better::lower, baseline, baseline), Effect::none);
}

TEST(Compare, OnePolicyShowsItsLevels) {
  const Comparison alone = compare(input({values("waiting", Better::lower, {{3, 4, 8}}),
                                          values("never", Better::lower, {{infinity, infinity, infinity}})}));
  ASSERT_TRUE(alone.measures[0].baseline_mean.has_value());
  EXPECT_DOUBLE_EQ(*alone.measures[0].baseline_mean, 5);
  EXPECT_FALSE(alone.measures[1].baseline_mean.has_value());
  const std::string text = comparison_text(alone, {.file = "r.h5"});
  EXPECT_NE(text.find("waiting (days)"), std::string::npos) << text;
  EXPECT_NE(text.find("Means of 3 runs."), std::string::npos) << text;
}

TEST(Compare, WithoutEnoughRunsNothingIsSaid) {
  EXPECT_EQ(primary_effect(Better::lower, {3.0}, {1.0}), Effect::too_few);
  EXPECT_EQ(primary_effect(Better::lower, {3.0, 4.0}, {2.0, 3.0}), Effect::too_few) << "constant, but twice only";
  EXPECT_EQ(primary_effect(Better::lower, {1, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4, 5}), Effect::better);
  // Differences −1, +1, 0: half-width 2.48.
  const Runs even{3, 3, 3};
  const Runs scattered{2, 4, 3};
  EXPECT_EQ(primary_effect(Better::lower, even, scattered, 0.5), Effect::too_few);
  EXPECT_EQ(primary_effect(Better::lower, even, scattered, 3), Effect::none);
  EXPECT_EQ(primary_effect(Better::lower, even, scattered, 0), Effect::none) << "no yardstick was stated";
  const Comparison comparison = compare(input({values("m", Better::lower, {even, scattered})}));
  EXPECT_EQ(comparison.of(1).differences[0].replicates_needed, 18U);
}

TEST(Compare, LeftOutPairsThatPointTheOtherWaySilenceTheVerdict) {
  const Runs before{3.0, 3.2, 2.8, 3.1, 3.3, 2.9, 3.0};
  const Runs never{2.6, 2.9, 2.3, 2.7, 3.0, 2.4, infinity};
  EXPECT_EQ(primary_effect(Better::lower, before, never), Effect::too_few);
  const Runs before_never{3.0, 3.2, 2.8, 3.1, 3.3, 2.9, infinity};
  const Runs after{2.6, 2.9, 2.3, 2.7, 3.0, 2.4, 2.5};
  EXPECT_EQ(primary_effect(Better::lower, before_never, after), Effect::better);
}

TEST(Compare, HolmSparesThePrimaryAndCountsTheOthers) {
  std::vector<MeasureValues> measures{values("first", Better::lower, {baseline, shorter})};
  // Differences with mean 1 and sd 0.9: p = 0.04 alone.
  const Runs zero(6, 0.0);
  const Runs weak{0.0, 0.5, 0.8, 0.8, 1.6, 2.5};
  measures.push_back(values("weak", Better::lower, {zero, weak}));
  const Comparison alone = compare(input(measures));
  const double p = *alone.of(1).differences[1].statistics.p;
  ASSERT_LT(p, 0.05);
  ASSERT_GT(p, 0.025);
  EXPECT_EQ(alone.of(1).differences[1].adjusted_p, p);
  EXPECT_EQ(alone.of(1).differences[1].effect, Effect::worse);
  measures.push_back(values("weak too", Better::lower, {zero, weak}));
  const Comparison both = compare(input(measures));
  EXPECT_DOUBLE_EQ(both.of(1).differences[1].adjusted_p, 2 * p);
  EXPECT_EQ(both.of(1).differences[1].effect, Effect::none);
  EXPECT_EQ(both.of(1).differences[0].adjusted_p, *both.of(1).differences[0].statistics.p);
}

TEST(Compare, AdjustedChancesStandByTheirOwnMeasure) {
  const Runs zero(6, 0.0);
  const Runs weak{0.0, 0.5, 0.8, 0.8, 1.6, 2.5};
  const Runs strong{1.0, 1.1, 0.9, 1.0, 1.05, 0.95};
  const Runs nothing{-0.5, 0.4, 0.1, -0.2, 0.3, -0.05};
  const Comparison comparison = compare(
      input({values("first", Better::lower, {baseline, shorter}), values("strong", Better::lower, {zero, strong}),
             values("weak", Better::lower, {zero, weak}), values("nothing", Better::lower, {zero, nothing})}));
  for (std::size_t row = 1; row <= 3; ++row) {
    const Difference& difference = comparison.of(1).differences[row];
    const std::string& name = comparison.measures[row].measure.name;
    const double factor = name == "strong" ? 3 : name == "weak" ? 2 : 1;
    EXPECT_DOUBLE_EQ(difference.adjusted_p, factor * *difference.statistics.p) << name;
  }
}

TEST(Compare, ManyMeasuresWithoutEffectRaiseNoMoreAlarms) {
  // Twenty measures of noise, 1,000 times. Unadjusted, 64 % of the comparisons would name a loser or winner.
  std::mt19937_64 engine(11);
  const auto noise = [&] {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(engine() >> 11U) * 0x1p-53;
    return sum;
  };
  constexpr int experiments = 1000;
  int alarms = 0;
  for (int experiment = 0; experiment < experiments; ++experiment) {
    std::vector<MeasureValues> measures;
    for (int m = 0; m <= 20; ++m) {
      Runs before, after;
      for (int run = 0; run < 10; ++run) before.push_back(noise());
      for (int run = 0; run < 10; ++run) after.push_back(noise());
      measures.push_back(values(std::to_string(m), Better::lower, {before, after}));
    }
    const Comparison comparison = compare(input(measures));
    bool alarm = false;
    for (std::size_t row = 1; row <= 20; ++row) {
      const Effect effect = comparison.of(1).differences[row].effect;
      alarm = alarm || effect == Effect::better || effect == Effect::worse;
    }
    if (alarm) ++alarms;
  }
  const double rate = static_cast<double>(alarms) / experiments;
  EXPECT_NEAR(rate, 0.049, 3.3 * std::sqrt(0.05 * 0.95 / experiments));
}

TEST(Compare, RowsStandInOneOrder) {
  CompareInput given = input({values("b", Better::lower, {baseline, shorter, baseline}),
                              values("a", Better::lower, {baseline, shorter, shorter}, "old"),
                              values("c", Better::lower, {baseline, shorter, shorter}),
                              values("a", Better::lower, {baseline, shorter, shorter}),
                              values("a", Better::lower, {baseline, shorter, shorter}, "young")});
  given.primary = "a";
  const Comparison comparison = compare(given);
  std::string rows;
  for (const ComparedMeasure& row : comparison.measures) rows += row.measure.name + row.group + " ";
  EXPECT_EQ(rows, "a aold ayoung b c ");
  ASSERT_EQ(comparison.policies.size(), 2U);
  EXPECT_EQ(comparison.of(1).policy, "policy 1");
  EXPECT_EQ(comparison.of(2).policy, "policy 2");
  EXPECT_TRUE(comparison.of(2).differences[3].statistics.exactly_zero);
  EXPECT_FALSE(comparison.of(1).differences[3].statistics.exactly_zero);
}

TEST(Compare, ThePrimaryMeasureMustBeThere) {
  CompareInput given = input({values("a", Better::lower, {baseline, shorter}, "old")});
  EXPECT_THROW((void)compare(given), UserError) << "one number a run is asked for";
  given.measures[0].group = "";
  given.primary = "burden";
  EXPECT_THROW((void)compare(given), UserError);
  given.primary = "a";
  EXPECT_NO_THROW((void)compare(given));
  given.measures[0].runs[1].pop_back();
  EXPECT_THROW((void)compare(given), InternalError);
}

}  // namespace
}  // namespace cogov
