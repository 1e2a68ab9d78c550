// Verdicts where assumptions were varied: every sentence in both languages.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/columns.hpp"
#include "output/compare_text.hpp"
#include "output/finding.hpp"
#include "output/verdict.hpp"

namespace cogov {
namespace {

using Column = std::vector<double>;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t replicates = 20;
constexpr std::size_t world_count = 100;

/// What a policy does to one measure: at default assumptions, by luck, and more with each of two parameters (from one
/// end of its range to the other).
struct Change {
  double mean = 0;
  double luck = 0;
  double by_first = 0, by_second = 0;
};

/// A number in [−1, 1] that looks like chance, a function of its place.
double wiggle(std::size_t i, std::size_t salt) {
  return std::sin(12.9898 * static_cast<double>(i + 1) + 78.233 * static_cast<double>(salt));
}

double first_draw(std::size_t w) { return (static_cast<double>(w) + 0.5) / world_count; }
double second_draw(std::size_t w) { return (static_cast<double>(w * 37 % world_count) + 0.5) / world_count; }

/// An experiment in the making: today, a policy, and the same money on plain staff.
class Experiment {
 public:
  Experiment() {
    input_.policies = {"today", "couriers", "plain staff"};
    input_.smallest_difference = 0.2;
    input_.controls = {std::nullopt, 2, std::nullopt};
    WorldParameter first{"couriers.report_chance",
                         "1",
                         "share of riders' sightings that are reported; of all",
                         "骑手所见上报的比例",
                         0.1,
                         0.6,
                         0.3,
                         {}};
    WorldParameter second{"patrol.walk", "min", "minutes lost on the way", "路上耗时", 1, 10, 5, {}};
    for (std::size_t w = 0; w < world_count; ++w) {
      first.values.push_back(0.1 + 0.5 * first_draw(w));
      second.values.push_back(1 + 9 * second_draw(w));
    }
    input_.world_parameters = {first, second};
  }

  Experiment& add(Measure measure, double level, const Change& policy, const Change& staff = {},
                  const std::string& group = "", const std::string& group_zh = "") {
    MeasureValues values;
    values.measure = std::move(measure);
    values.group = group;
    values.group_zh = group_zh;
    const std::size_t salt = 3 * input_.measures.size();
    for (const Change& change : {Change{}, policy, staff}) {
      Column& runs = values.runs.emplace_back();
      Column& worlds = values.worlds.emplace_back();
      const std::size_t own = salt + values.runs.size();
      const auto value = [&](std::size_t i) { return level + change.mean + change.luck * wiggle(i, own); };
      for (std::size_t r = 0; r < replicates; ++r) runs.push_back(value(r));
      for (std::size_t w = 0; w < world_count; ++w) {
        worlds.push_back(value(replicates + w) + change.by_first * (first_draw(w) - 0.5) +
                         change.by_second * (second_draw(w) - 0.5));
      }
    }
    input_.measures.push_back(std::move(values));
    return *this;
  }

  Experiment& burden(const Change& policy, const Change& staff = {}) {
    return add({"burden",
                "d",
                "Days people live with a problem, half of them",
                "问题持续天数（中位）",
                Better::lower,
                false,
                {}},
               5.2, policy, staff);
  }
  Experiment& fixed(const Change& policy) {
    return add({"fixed", "1", "Truly fixed within 7 days", "7天内真正解决的比例", Better::higher, false, {}}, 0.4,
               policy);
  }
  Experiment& unmet(const std::string& group, const std::string& group_zh, const Change& policy) {
    return add({"unmet", "d/year", "Unmet days", "未满足天数（每年）", Better::lower, false, {"resident_class"}}, 8,
               policy, {}, group, group_zh);
  }
  Experiment& yearly_cost(double more, double off_budget) {
    add({"yearly_cost_yuan",
         "yuan/year",
         "what a policy costs a year once in force",
         "政策落实后每年的费用",
         Better::lower,
         false,
         {}},
        0, {.mean = more});
    return add({"yearly_off_budget_yuan",
                "yuan/year",
                "cost off the public budget",
                "财政之外的费用",
                Better::lower,
                false,
                {}},
               0, {.mean = off_budget});
  }
  Experiment& rider_time(const Change& policy) {
    return add({"rider_minutes", "min", "Minutes riders lose a day", "骑手每天损失的分钟数", Better::lower, false, {}},
               30, policy);
  }

  CompareInput& input() { return input_; }
  [[nodiscard]] Comparison compared() const { return compare(input_); }
  [[nodiscard]] std::string english(std::size_t policy = 1) const {
    return verdict(compared(), policy, Language::english);
  }
  [[nodiscard]] std::string chinese(std::size_t policy = 1) const {
    return verdict(compared(), policy, Language::chinese);
  }
  [[nodiscard]] Judgement judgement() const { return judged(compared(), 1); }

 private:
  CompareInput input_;
};

constexpr Change shorter{.mean = -0.8, .luck = 0.1, .by_first = -0.4};

std::size_t words(const std::string& text) {
  std::istringstream stream(text);
  std::size_t count = 0;
  for (std::string word; stream >> word;) ++count;
  return count;
}

/// Both languages, and short enough to be read aloud.
void expect_verdict(const Experiment& experiment, const std::string& english, const std::string& chinese) {
  EXPECT_EQ(experiment.english(), english);
  EXPECT_EQ(experiment.chinese(), chinese);
  EXPECT_LE(words(experiment.english()), 80U);
}

TEST(VerdictWorlds, Better) {
  expect_verdict(Experiment().burden(shorter).unmet("aged 80+", "80岁以上", {.mean = -1, .luck = 0.3}),
                 "“couriers” clearly shortens the days people live with a problem (half of them): 5.20 → 4.41 days "
                 "(between 0.6 and 1.0 days fewer; luck alone: −0.82 to −0.75); better in 100 of 100 plausible worlds. "
                 "No group we count is seen to lose.",
                 "“couriers”明显缩短问题持续天数（中位）：由5.20天降至4.41天（少0.6—1.0天；仅偶然波动：−0.82至−0.75），"
                 "100种合理设想中100种更好。所统计人群无明显受损。");
}

TEST(VerdictWorlds, BetterInAShare) {
  Experiment experiment = Experiment().fixed({.mean = 0.12, .luck = 0.01, .by_first = 0.1});
  experiment.input().smallest_difference = 0.02;
  expect_verdict(experiment,
                 "“couriers” clearly improves truly fixed within 7 days: 40.0 → 52.1 % (between 7 and 17 percentage "
                 "points higher; luck alone: +11.8 to +12.5); better in 100 of 100 plausible worlds.",
                 "“couriers”明显改善7天内真正解决的比例：由40.0%升至52.1%（高7—17个百分点；仅偶然波动：+11.8至+12.5），"
                 "100种合理设想中100种更好。");
}

TEST(VerdictWorlds, BetterButDearer) {
  Experiment experiment = Experiment()
                              .burden(shorter, {.mean = -0.3, .luck = 0.1})
                              .unmet("aged 80+", "80岁以上", {.mean = -1, .luck = 0.3})
                              .yearly_cost(170000, 12000)
                              .rider_time({.mean = 4, .luck = 0.5});
  expect_verdict(
      experiment,
      "“couriers” clearly shortens the days people live with a problem (half of them): 5.20 → 4.41 days (between 0.6 "
      "and 1.0 days fewer; luck alone: −0.82 to −0.75); better in 100 of 100 plausible worlds. Better but dearer: "
      "170,000 yuan more a year (of which off the budget: +12,000), 220,000 for each day saved; the same money "
      "on plain "
      "staff gives −0.31 days. No group we count is seen to lose. Also worse: minutes riders lose a day (+4.0 "
      "minutes).",
      "“couriers”明显缩短问题持续天数（中位）：由5.20天降至4.41天（少0.6—1.0天；仅偶然波动：−0.82至−0.75），"
      "100种合理设想中100种更好。更好但更贵：每年多花170,000元（其中财政之外+12,000元），每减少一天220,000元；"
      "同样的钱增加人手可得−0.31天。所统计人群无明显受损。变差的还有：骑手每天损失的分钟数（+4.0分钟）。");
  experiment.input().controls = {};
  EXPECT_EQ(experiment.english().find("plain staff"), std::string::npos) << "where there is no such policy";
  EXPECT_NE(Experiment()
                .burden(shorter, {.mean = 0.01, .luck = 0.2})
                .yearly_cost(1, 0)
                .english()
                .find("; the same money on plain staff gives nothing beyond luck."),
            std::string::npos);
  const Experiment saves = Experiment().burden(shorter).yearly_cost(-17000, 0);
  EXPECT_TRUE(saves.english().ends_with("worlds. It saves 17,000 yuan a year.")) << saves.english();
  EXPECT_TRUE(saves.chinese().ends_with("更好。每年节省17,000元。")) << saves.chinese();
}

TEST(VerdictWorlds, ThePriceFollowsTheMeasure) {
  Experiment experiment = Experiment().fixed({.mean = 0.1, .luck = 0.001}).yearly_cost(50000, 0);
  experiment.input().smallest_difference = 0.02;
  EXPECT_NE(experiment.english().find("50,000 yuan more a year, 5,000 for each percentage point gained"),
            std::string::npos)
      << experiment.english();
  EXPECT_NE(experiment.chinese().find("每年多花50,000元，每增加一个百分点5,000元"), std::string::npos)
      << experiment.chinese();
}

TEST(VerdictWorlds, TheYearlyCostIsPreferred) {
  const Measure budget{"budget", "yuan/year", "Budget; of the office", "财政支出（每年）", Better::lower, false, {}};
  Experiment both = Experiment().burden(shorter).add(budget, 5e5, {.mean = 1000}).yearly_cost(2000, 0);
  EXPECT_NE(both.english().find("dearer: 2,000 yuan more a year"), std::string::npos) << both.english();
  Experiment without = Experiment().burden(shorter).add(budget, 5e5, {.mean = 1000});
  EXPECT_NE(without.english().find("dearer: 1,000 yuan more a year (budget)"), std::string::npos) << without.english();
}

TEST(VerdictWorlds, Worse) {
  expect_verdict(
      Experiment()
          .burden({.mean = 0.9, .luck = 0.1, .by_second = 0.5})
          .unmet("adults", "成人", {.mean = 0.6, .luck = 0.3})
          .unmet("aged 80+", "80岁以上", {.mean = 3, .luck = 0.3})
          .yearly_cost(170000, 0),
      "“couriers” clearly makes the days people live with a problem (half of them) worse: 5.20 → 6.11 days "
      "(+0.7 to +1.1 days; luck alone: +0.88 to +0.95); better in 0 of 100 plausible worlds; hardest hit: "
      "aged 80+ (+2.9 days a year). It costs 170,000 yuan more a year.",
      "“couriers”明显使问题持续天数（中位）变差：由5.20天升至6.11天（+0.7至+1.1天；仅偶然波动：+0.88至+0.95），"
      "100种合理设想中0种更好；80岁以上（+2.9天/年）受影响最大。每年多花170,000元。");
}

TEST(VerdictWorlds, CannotTell) {
  const Experiment experiment =
      Experiment().burden({.mean = -0.3, .luck = 0.1, .by_first = -1.5, .by_second = 0.4}).yearly_cost(170000, 0);
  EXPECT_EQ(experiment.judgement().doubt, Doubt::worlds);
  expect_verdict(
      experiment,
      "We can't tell: under “couriers” the days people live with a problem (half of them) could change by "
      "−1.0 to +0.4 days (luck alone: −0.32 to −0.25; worth noticing: 0.2); better in 69 of 100 plausible worlds. More "
      "runs would not help; "
      "what is missing is “share "
      "of riders' sightings that are reported” (couriers.report_chance), which explains 92 % of the spread. "
      "It costs 170,000 yuan more a year; the same money on plain staff gives nothing beyond luck.",
      "目前无法判断：“couriers”下问题持续天数（中位）可能变化−1.0至+0.4天（仅偶然波动：−0.32至−0.25；"
      "值得注意的最小差异：0.2），100种合理设想中69种更好。"
      "增加运行次数无帮助；关键在于“骑手所见上报的比例”（couriers.report_chance）未知，它解释了差异的92%。"
      "每年多花170,000元；同样的钱增加人手，效果与偶然波动分不开。");
}

TEST(VerdictWorlds, CannotTellForLuck) {
  const Experiment experiment = Experiment().burden({.mean = -0.3, .luck = 1});
  EXPECT_EQ(experiment.judgement().doubt, Doubt::luck);
  expect_verdict(experiment,
                 "We can't tell: for all that these 20 runs show, under “couriers” the days people live with a problem "
                 "(half of them) could change by −0.5 to +0.2 days by luck alone (plausible worlds: −0.9 to +0.3). "
                 "More runs would help (about 51).",
                 "目前无法判断：就这20次运行看，“couriers”下问题持续天数（中位）仅因偶然波动就可能变化−0.5至+0.2天"
                 "（合理设想：−0.9至+0.3）。增加运行次数有帮助（约需51次）。");
}

TEST(VerdictWorlds, NoSingleUnknownStandsOut) {
  Experiment experiment = Experiment().burden({.mean = -0.3, .luck = 0.1, .by_first = -1.5, .by_second = 0.4});
  experiment.input().world_parameters.clear();
  EXPECT_NE(experiment.english().find("More runs would not help; no single unknown stands out."), std::string::npos)
      << experiment.english();
  EXPECT_NE(experiment.chinese().find("增加运行次数无帮助；没有哪一个未知参数特别突出。"), std::string::npos);
}

TEST(VerdictWorlds, NothingWorthNoticing) {
  const Experiment experiment = Experiment().burden({.mean = -0.03, .luck = 0.05, .by_first = 0.1});
  EXPECT_EQ(experiment.judgement().finding, Finding::unnoticed);
  expect_verdict(experiment,
                 "“couriers” makes no difference worth noticing to the days people live with a problem (half of them) "
                 "in 100 of 100 plausible worlds: 5.20 → 5.18 days (−0.08 to +0.01 days; luck alone: −0.04 to −0.01; "
                 "worth noticing: 0.2).",
                 "100种合理设想中有100种，“couriers”对问题持续天数（中位）没有值得注意的影响：5.20→5.18天（−0.08至+0.01"
                 "天；仅偶然波动：−0.04至−0.01；值得注意的最小差异：0.2）。");
}

TEST(VerdictWorlds, TheVulnerableLose) {
  Experiment experiment = Experiment()
                              .burden(shorter, {.mean = -0.3, .luck = 0.1})
                              .unmet("children", "儿童", {.mean = -1, .luck = 0.3})
                              .unmet("adults", "成人", {.mean = -1, .luck = 0.3})
                              .unmet("aged 80+", "80岁以上", {.mean = 1, .luck = 0.3})
                              .yearly_cost(170000, 12000);
  experiment.input().residents = {{"children", 0.15}, {"adults", 0.7}, {"aged 80+", 0.15}};
  EXPECT_EQ(experiment.judgement().finding, Finding::mixed);
  expect_verdict(
      experiment,
      "“couriers” helps most but not all: the days people live with a problem (half of them), 5.20 → 4.41 days "
      "(between "
      "0.6 and 1.0 days fewer; luck alone: −0.82 to −0.75); better in 100 of 100 plausible worlds. It costs 170,000 "
      "yuan "
      "more a year (of which off the budget: +12,000). In unmet days, 85 % of residents gain, but not aged 80+ "
      "(+1.1 "
      "days "
      "a year).",
      "“couriers”对多数人有利，但并非人人受益：问题持续天数（中位）由5.20天降至4.41天（少0.6—1.0天；仅偶然波动：−0.82至"
      "−0.75），100种合理设想中100种更好。每年多花170,000元（其中财政之外+12,000元）。未满足天数：对85%"
      "的居民有利，但80岁"
      "以上（+1.1天/年）受损。");
  experiment.input().residents.clear();
  EXPECT_NE(experiment.english().find("Who loses, in unmet days: aged 80+ (+1.1 days a year)."), std::string::npos)
      << experiment.english();
  EXPECT_NE(experiment.chinese().find("受损人群——未满足天数：80岁以上（+1.1天/年）。"), std::string::npos);
}

TEST(VerdictWorlds, OnlyTwoLosersOfEachKindAreNamed) {
  Experiment experiment = Experiment().burden(shorter).yearly_cost(170000, 12000);
  for (const char* group : {"adults", "children", "aged 80+", "living alone"})
    experiment.unmet(group, "", {.mean = group[0] == 'l' ? 2.0 : 1.0, .luck = 0.3});
  for (int more = 0; more < 3; ++more) experiment.rider_time({.mean = 4, .luck = 0.5});
  const std::string text = experiment.english();
  EXPECT_NE(text.find("Who loses, in unmet days: living alone (+2.1 days a year), "), std::string::npos) << text;
  EXPECT_NE(text.find(", and 2 more, in the table. Also worse: minutes riders lose a day ("), std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("), and 2 more, in the table.")) << text;
  EXPECT_LE(words(text), 90U) << "eight losers are much to tell";
}

TEST(VerdictWorlds, NoDifferenceAtAll) {
  expect_verdict(Experiment().burden({}).fixed({}),
                 "“couriers” makes no difference at all: in each of 20 runs and 100 plausible worlds every measure is "
                 "the same as under “today”.",
                 "“couriers”毫无影响：20次运行和100种合理设想中，每项指标都与“today”完全相同。");
  expect_verdict(
      Experiment().burden({}).rider_time({.mean = 4, .luck = 0.5}),
      "“couriers” makes no difference at all to the days people live with a problem (half of them): 5.20 days "
      "with and without it, in every run and in each of 100 plausible worlds. Also worse: minutes riders "
      "lose a day (+4.0 minutes).",
      "“couriers”对问题持续天数（中位）毫无影响：有无该方案都是5.20天，每次运行、100种合理设想皆然。变差的还有："
      "骑手每天损失的分钟数（+4.0分钟）。");
}

TEST(VerdictWorlds, WorldsWithoutAValue) {
  Experiment few = Experiment().burden(shorter);
  for (Column& worlds : few.input().measures[0].worlds) worlds.resize(12);
  for (WorldParameter& parameter : few.input().world_parameters) parameter.values.resize(12);
  EXPECT_EQ(few.judgement().doubt, Doubt::few_worlds);
  EXPECT_TRUE(
      few.english().starts_with("We can't tell yet what “couriers” does to the days people live with a problem "
                                "(half of them): 12 plausible worlds have a value, and at least 20 are needed "
                                "(run.worlds); in them it changes by"))
      << few.english();
  EXPECT_TRUE(
      few.chinese().starts_with("目前无法判断“couriers”对问题持续天数（中位）的影响：仅12种合理设想有数值，至少需"
                                "要20种（run.worlds）；其中变化"))
      << few.chinese();
  Experiment some = Experiment().burden(shorter);
  Column& worlds = some.input().measures[0].worlds[1];
  for (std::size_t w = 0; w < 5; ++w) worlds[w * 7] = w == 0 ? std::numeric_limits<double>::quiet_NaN() : infinity;
  EXPECT_EQ(some.judgement().finding, Finding::better);
  EXPECT_NE(some.english().find("better in 95 of 95 plausible worlds. 5 of 100 plausible worlds are left out: a run "
                                "failed, or the value was never reached."),
            std::string::npos)
      << some.english();
  EXPECT_NE(some.chinese().find("100种合理设想中有5种未计入：有运行失败，或始终未达到该数值。"), std::string::npos);
  worlds[50] = infinity;
  EXPECT_EQ(some.judgement().doubt, Doubt::left_out) << "nine tenths of the worlds can't be spoken for";
  EXPECT_TRUE(
      some.english().starts_with("We can't tell: in 6 of 100 plausible worlds the days people live with a "
                                 "problem (half of them) has no value with or without “couriers”; in the others "
                                 "it could change by −1.0 to −0.6 days (luck alone: −0.82 to −0.75)."))
      << some.english();
  EXPECT_TRUE(
      some.chinese().starts_with("目前无法判断：100种合理设想中有6种，有无“couriers”时问题持续天数（中位）缺少数值；"
                                 "其余设想中可能变化−1.0至−0.6天（仅偶然波动：−0.82至−0.75）。"))
      << some.chinese();
}

// ---- what may be said

Judgement judgement_of(Interval range, Effect effect, double luck_reach = 0.01, double smallest = 0.2) {
  Experiment experiment = Experiment().burden(shorter);
  experiment.input().smallest_difference = smallest;
  Comparison comparison = experiment.compared();
  Difference& primary = comparison.policies[0].differences[0];
  primary.effect = effect;
  primary.worlds->range = range;
  primary.worlds->luck_reach = luck_reach;
  return judged(comparison, 1);
}

TEST(Finding, ClearlyTakesTheWholeRangeAndBothBars) {
  EXPECT_EQ(judgement_of({-0.9, -0.21}, Effect::better).finding, Finding::better);
  EXPECT_EQ(judgement_of({-0.9, -0.19}, Effect::better).finding, Finding::unknown) << "not worth noticing everywhere";
  EXPECT_EQ(judgement_of({0.21, 0.9}, Effect::worse).finding, Finding::worse);
  EXPECT_EQ(judgement_of({0.21, 0.9}, Effect::better).finding, Finding::unknown) << "the bars disagree";
  EXPECT_EQ(judgement_of({-0.9, -0.21}, Effect::none).finding, Finding::unknown);
  EXPECT_EQ(judgement_of({-0.9, -0.21}, Effect::none).doubt, Doubt::worlds) << "the runs were enough";
  EXPECT_EQ(judgement_of({-0.9, -0.21}, Effect::too_few).doubt, Doubt::luck);
  EXPECT_EQ(judgement_of({-0.9, -0.01}, Effect::none, 0.01, 0).doubt, Doubt::luck) << "no yardstick was stated";
}

TEST(Finding, MoreRunsHelpOnlyWhereLuckIsInTheWay) {
  EXPECT_EQ(judgement_of({-0.9, -0.1}, Effect::better, 0.05).doubt, Doubt::worlds);
  EXPECT_EQ(judgement_of({-0.9, -0.1}, Effect::better, 0.15).doubt, Doubt::luck) << "luck may reach that far";
  EXPECT_EQ(judgement_of({-0.3, 0.3}, Effect::better, 0.15).doubt, Doubt::luck)
      << "... to no difference worth noticing";
  EXPECT_EQ(judgement_of({-0.9, 0.9}, Effect::better, 0.15).doubt, Doubt::worlds);
  EXPECT_EQ(judgement_of({-0.3, -0.1}, Effect::better, 0.2).doubt, Doubt::luck) << "the range is nothing but luck";
}

TEST(Finding, AGroupThatLosesForbidsClearlyUnlessItsWorldsContradict) {
  Experiment experiment =
      Experiment().burden(shorter).unmet("aged 80+", "80岁以上", {.mean = 1, .luck = 0.3, .by_first = 0.2});
  Comparison comparison = experiment.compared();
  EXPECT_EQ(judged(comparison, 1).finding, Finding::mixed);
  WorldRange& worlds = *comparison.policies[0].differences[1].worlds;
  worlds.range = {-0.5, 2};
  EXPECT_EQ(judged(comparison, 1).finding, Finding::mixed) << "not knowing is no contradiction";
  worlds.range = {-0.5, -0.1};
  EXPECT_EQ(judged(comparison, 1).finding, Finding::better);
  EXPECT_TRUE(groups_that_lose(comparison, 1).empty());
}

TEST(Finding, OneReplicateLeavesLuckUnknown) {
  Experiment experiment = Experiment().burden(shorter);
  for (Column& runs : experiment.input().measures[0].runs) runs.resize(1);
  EXPECT_EQ(experiment.judgement().doubt, Doubt::luck);
  EXPECT_NE(experiment.english().find("luck is not known and not taken off: too few runs). More runs would help"),
            std::string::npos)
      << experiment.english();
  EXPECT_NE(experiment.chinese().find("运行次数不足，偶然波动未知，未予扣除）。增加运行次数有帮助"), std::string::npos);
}

// ---- tables and exports

Experiment whole_experiment() {
  return Experiment()
      .burden(shorter, {.mean = -0.3, .luck = 0.1})
      .unmet("aged 80+", "80岁以上", {.mean = -1, .luck = 0.3})
      .yearly_cost(170000, 12000);
}

TEST(CompareTextWorlds, TheSecondBarStandsUnderThePrimary) {
  const std::string text = comparison_text(whole_experiment().compared(), {.file = "r.h5"});
  EXPECT_NE(
      text.find("Days people live with a problem, half of them (days)     5.20     −0.79 better    −0.31 better\n"
                "  in 90 % of plausible worlds                                     −1.0 to −0.6  −0.36 to −0.24\n"),
      std::string::npos)
      << text;
  EXPECT_NE(
      text.find("What we don't know, and what each policy's effect on the days people live with a problem (half of\n"
                "them) hangs on\ncouriers:\n- “share of riders' sightings that are reported” "
                "(couriers.report_chance): 0.1 to 0.6, taken as 0.3;\n  the more of it, the more the policy helps; "
                "explains 75 % of the spread\nplain staff: none stands out\n"),
      std::string::npos)
      << text;
  const std::string zh = comparison_text(whole_experiment().compared(), {.language = Language::chinese});
  EXPECT_NE(zh.find("  九成合理设想中"), std::string::npos) << zh;
  EXPECT_NE(zh.find("关键未知（各方案对问题持续天数（中位）的作用，主要取决于）\ncouriers：\n- “骑手所见上报的比例”"
                    "（couriers.report_chance）：0.1至0.6，取0.3；越大，方案越有利；解释差异的75%\n"),
            std::string::npos)
      << zh;
}

TEST(CompareTextWorlds, TheSignFollowsTheDirection) {
  const auto said = [](Experiment experiment) { return comparison_text(experiment.compared(), {}); };
  EXPECT_NE(said(Experiment().burden({.mean = -0.8, .luck = 0.1, .by_second = 0.5}))
                .find("10 min, taken as 5; the more of it, the less"),
            std::string::npos);
  EXPECT_NE(said(Experiment().fixed({.mean = 0.1, .luck = 0.01, .by_second = 0.1})).find("the more of it, the more"),
            std::string::npos);
}

TEST(CompareTextWorlds, AllShowsBothBarsOfEveryRow) {
  const std::string text = comparison_text(whole_experiment().compared(), {.all = true});
  EXPECT_NE(text.find("difference [95 % interval]  90 % of worlds"), std::string::npos) << text;
  EXPECT_NE(text.find("−0.79 [−0.82, −0.75]        −1.0 to −0.6  better"), std::string::npos) << text;
  EXPECT_NE(text.find("+170,000 in every run       +170,000      worse"), std::string::npos) << text;
  for (const Language language : {Language::english, Language::chinese}) {
    for (const bool all : {false, true}) {
      std::istringstream lines(comparison_text(whole_experiment().compared(), {.language = language, .all = all}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 100U) << line;
    }
  }
}

TEST(CompareExportWorlds, JsonAndCsvCarryTheSecondBar) {
  const Comparison comparison = whole_experiment().compared();
  const nlohmann::ordered_json json = comparison_json(comparison);
  EXPECT_EQ(json["policies"][0]["finding"], "better");
  EXPECT_EQ(json["policies"][0]["same_money_on_staff"], "plain staff");
  EXPECT_TRUE(json["policies"][1]["same_money_on_staff"].is_null());
  const auto& worlds = json["policies"][0]["differences"][0]["worlds"];
  EXPECT_NEAR(worlds["range90"][0].get<double>(), -1.0, 0.01);
  EXPECT_EQ(worlds["worlds"], 100);
  EXPECT_EQ(worlds["better"], 100);
  EXPECT_EQ(worlds["missing_key"], "couriers.report_chance");
  EXPECT_NEAR(worlds["missing_share"].get<double>(), 0.75, 0.01);
  EXPECT_EQ(worlds["drivers"][0]["high"], 0.6);
  EXPECT_LT(worlds["drivers"][0]["correlation"].get<double>(), 0);
  EXPECT_TRUE(json["policies"][1]["differences"][0]["worlds"]["missing_share"].is_null());
  const std::string csv = comparison_csv(comparison);
  EXPECT_NE(csv.find(",worlds_low90,worlds_high90,worlds,worlds_better,missing_parameter,missing_share\r\n"),
            std::string::npos);
  EXPECT_NE(csv.find(",100,100,\"couriers.report_chance\",0.7"), std::string::npos) << csv;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) EXPECT_EQ(std::count(line.begin(), line.end(), ','), 24) << line;
}

TEST(CompareTextWorlds, TheNoteSaysWhatTheRangesAllowFor) {
  const std::string note = closing_note(whole_experiment().compared(), Language::english);
  EXPECT_TRUE(
      note.starts_with("Ranges hold 90 % of plausible worlds: 100 draws of the 2 parameters that nobody has "
                       "measured, luck taken off; only evidence narrows them. “Luck alone” is the 95 % interval "
                       "of 20 runs at default assumptions."))
      << note;
  const std::string zh = closing_note(whole_experiment().compared(), Language::chinese);
  EXPECT_TRUE(
      zh.starts_with("以上范围涵盖九成合理设想：2个未知参数在合理范围内取值100组，偶然波动已扣除，只有新证据能使其"
                     "收窄。“仅偶然波动”是默认假设下20次运行的95%区间。"))
      << zh;
}

}  // namespace
}  // namespace cogov
