#include "output/verdict.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/columns.hpp"
#include "output/compare_text.hpp"
#include "output/wording.hpp"

namespace cogov {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
using Runs = std::vector<double>;

const Runs before{3.0, 3.2, 2.8, 3.1, 3.3, 2.9};
const Runs shorter{2.6, 2.9, 2.3, 2.7, 3.0, 2.4};

Runs plus(const Runs& runs, double amount) {
  Runs result;
  for (const double value : runs) result.push_back(value + amount);
  return result;
}

/// As plus(), but not the same in every run.
Runs about(const Runs& runs, double amount) {
  Runs result;
  for (std::size_t i = 0; i < runs.size(); ++i) result.push_back(runs[i] + amount * (i % 2 == 0 ? 0.999 : 1.001));
  return result;
}

Runs times(const Runs& runs, double factor) {
  Runs result;
  for (const double value : runs) result.push_back(value * factor);
  return result;
}

MeasureValues burden(const Runs& baseline, const Runs& policy) {
  MeasureValues values;
  values.measure = {"burden", "d", "days with a problem; half of them", "问题持续天数；中位", Better::lower, false, {}};
  values.runs = {baseline, policy};
  return values;
}

MeasureValues fixed_share(const Runs& baseline, const Runs& policy) {
  MeasureValues values;
  values.measure = {"fixed", "1", "truly fixed within 7 days", "7天内真正解决的比例", Better::higher, false, {}};
  values.runs = {baseline, policy};
  return values;
}

MeasureValues unmet(const Runs& baseline, const Runs& policy) {
  MeasureValues values = burden(baseline, policy);
  values.measure.name = "unmet";
  values.measure.long_name = "unmet days";
  values.measure.long_name_zh = "未满足天数";
  values.group = "aged 80+";
  values.group_zh = "80岁以上";
  return values;
}

MeasureValues cost(const Runs& baseline, const Runs& policy) {
  MeasureValues values;
  values.measure = {"cost", "yuan", "whole cost a year", "全年总成本", Better::lower, false, {}};
  values.runs = {baseline, policy};
  return values;
}

Comparison made(std::vector<MeasureValues> measures, double smallest = 0.2) {
  CompareInput input;
  input.title = "Two more grid workers?";
  input.policies = {"today", "two more"};
  input.measures = std::move(measures);
  input.smallest_difference = smallest;
  return compare(input);
}

/// A second bar as compare() would make it of 100 worlds, luck taken off and small.
WorldRange worlds_between(double low, double high, std::size_t better) {
  WorldRange worlds;
  worlds.range = {low, high};
  worlds.worlds = 100;
  worlds.better = better;
  worlds.mean = (low + high) / 2;
  worlds.luck_share = 0.1;
  worlds.luck_reach = 0.01;
  return worlds;
}

std::string english(const Comparison& comparison) { return verdict(comparison, 1, Language::english); }
std::string chinese(const Comparison& comparison) { return verdict(comparison, 1, Language::chinese); }

TEST(Verdict, Better) {
  const Comparison comparison = made({burden(before, shorter), fixed_share(times(before, 0.1), times(before, 0.1))});
  EXPECT_EQ(english(comparison),
            "In these 6 runs “two more” shortens the days with a problem: 3.05 → 2.65 days (95 % interval of the "
            "difference −0.49 to −0.31 days). The one other measure is not seen to get noticeably worse.");
  EXPECT_EQ(chinese(comparison),
            "在这6次运行中，“two "
            "more”缩短问题持续天数：3.05→2.65天（差值的95%区间：−0.49至−0.31天）。其余1项指标未见值得一提的变差。");
}

TEST(Verdict, WorseNamesCostAndLosers) {
  const Comparison comparison =
      made({burden(shorter, before), fixed_share(times(before, 0.1), times(shorter, 0.1)), unmet(shorter, before),
            cost(times(before, 1e5), plus(times(before, 1e5), 85000))});
  EXPECT_EQ(english(comparison),
            "In these 6 runs “two more” lengthens the days with a problem: 2.65 → 3.05 days (95 % interval of the "
            "difference +0.31 to +0.49 days). It costs 85,000 yuan more in every run (whole cost a year). Who loses, "
            "in unmet days: aged 80+ (+0.40 days). Also worse: truly fixed within 7 days (−4.0 percentage points).");
  EXPECT_EQ(chinese(comparison),
            "在这6次运行中，“two "
            "more”延长问题持续天数：2.65→3.05天（差值的95%区间：+0.31至+0.49天）。多花85,"
            "000元（全年总成本，每次运行皆然）。受损人群——未满足天数：80岁以上（+0."
            "40天）。变差的还有：7天内真正解决的比例（−4.0个百分点）。");
}

TEST(Verdict, AShareIsTold) {
  const Comparison comparison = made({fixed_share(times(shorter, 0.1), times(before, 0.1))}, 0.05);
  EXPECT_EQ(english(comparison),
            "In these 6 runs “two more” improves truly fixed within 7 days: 26.5 → 30.5 % (95 % interval of the "
            "difference +3.1 to +4.9 percentage points). That is less than the 5 percentage points worth noticing.");
}

TEST(Verdict, ExactlyZero) {
  EXPECT_EQ(english(made({burden(before, before), cost(before, before)})),
            "“two more” makes no difference at all: in each of 6 runs every measure is the same as under “today”.");
  EXPECT_EQ(chinese(made({burden(before, before)})), "“two more”毫无影响：6次运行中，每项指标都与“today”完全相同。");
  EXPECT_EQ(english(made({burden(before, before), cost(times(before, 1e5), plus(times(before, 1e5), 10))})),
            "“two more” makes no difference at all to the days with a problem: 3.0 days with and without it, run by "
            "run. It costs 10 yuan more in every run (whole cost a year).");
}

TEST(Verdict, NotEnoughReplicates) {
  const Comparison comparison = made({burden({3, 3, 3}, {2, 4, 3})}, 0.5);
  EXPECT_EQ(english(comparison),
            "Not enough replicates to tell: under “two more” the days with a problem could change by −2 to +2 days (3 "
            "→ 3 days in these 3 runs). About 18 replicates are needed to see a difference of 0.5 days.");
  EXPECT_EQ(chinese(comparison),
            "运行次数不足，无法判断：“two "
            "more”下问题持续天数可能变化−2至+2天（这3次运行中为3→3天）。要看出0.5天的差别，大约需要18次。");
  EXPECT_EQ(english(made({burden({3.1}, {2.7}), cost({1}, {2})})),
            "Not enough replicates to tell: in one pair of runs “two more” took the days with a problem from 3.1 to "
            "2.7 days, and one pair can't tell an effect from luck.");
  EXPECT_EQ(english(made({burden({3.1, 4.1}, {2.7, 3.7})})),
            "Not enough replicates to tell: 2 pairs of runs agree on −0.4 days for “two more” in the days with a "
            "problem (3.6 → 3.2 days), but so few can agree by chance.");
  EXPECT_EQ(english(made({burden({nan_value}, {2.7})})),
            "We can't tell what “two more” does to the days with a problem: no pair of runs has a value on both sides. "
            "1 of 1 pairs of runs are left out: in 1 a run failed.");
}

TEST(Verdict, NothingFound) {
  EXPECT_EQ(english(made({burden({3, 3, 3}, {2.9, 3.1, 3})}, 0.5)),
            "In these 3 runs “two more” makes no difference worth noticing to the days with a problem: 3.0 → 3.0 days "
            "(95 % interval of the difference −0.2 to +0.2 days; worth noticing: 0.5).");
  EXPECT_EQ(english(made({burden({3, 3, 3}, {2.9, 3.1, 3})}, 0)),
            "In these 3 runs no effect of “two more” on the days with a problem can be told from luck: 3.0 → 3.0 days "
            "(95 % interval of the difference −0.2 to +0.2 days).");
}

TEST(Verdict, LeftOutPairsAreSaid) {
  Runs some = before;
  Runs other = shorter;
  some.insert(some.end(), {infinity, infinity, 1});
  other.insert(other.end(), {2, infinity, nan_value});
  const std::string text = english(made({burden(some, other)}));
  EXPECT_NE(text.find("3 of 9 pairs of runs are left out: in 1 a run failed, the value was never reached in 2 runs "
                      "under “today” and 1 under “two more”."),
            std::string::npos)
      << text;
  const std::string zh = chinese(made({burden(some, other)}));
  EXPECT_NE(zh.find("9对运行中有3对未计入：1对有运行失败，“today”下2次、“two more”下1次始终未达到该数值。"),
            std::string::npos)
      << zh;
}

TEST(Verdict, ClearlyNeedsWorldsBeyondTheSmallestDifference) {
  Comparison comparison = made({burden(before, shorter), unmet(before, before)});
  EXPECT_EQ(english(comparison).find("clearly"), std::string::npos);
  EXPECT_EQ(chinese(comparison).find("明显"), std::string::npos);
  Difference& primary = comparison.policies[0].differences[0];
  primary.worlds = worlds_between(-0.6, -0.3, 97);
  EXPECT_EQ(english(comparison),
            "“two more” clearly shortens the days with a problem: 3.05 → 2.65 days (between 0.3 and 0.6 days fewer; "
            "luck alone: −0.49 to −0.31); better in 97 of 100 plausible worlds. No group we count is seen to lose.");
  EXPECT_EQ(chinese(comparison),
            "“two more”明显缩短问题持续天数：由3.05天降至2.65天（少0.3—0.6天；仅偶然波动：−0.49至−0.31），"
            "100种合理设想中97种更好。所统计人群无明显受损。");
}

TEST(Verdict, BracesInANameAreText) {
  Comparison comparison = made({burden(before, shorter)});
  comparison.policies[0].policy = "{P} {} %s \x1b[31m";
  EXPECT_NE(english(comparison).find("“{P} {} %s"), std::string::npos);
  EXPECT_EQ(comparison_text(comparison, {.all = true}).find('\x1b'), std::string::npos);
}

TEST(CompareText, TableInEnglish) {
  const Comparison comparison =
      made({burden(before, shorter), fixed_share(times(before, 0.1), times(before, 0.1)), unmet(shorter, before),
            cost(times(before, 1e5), plus(times(before, 1e5), 85000))});
  const std::string text = comparison_text(comparison, {.all = true});
  const std::string table =
      "two more\nmeasure                          today  two more  difference [95 % "
      "interval]\n──────────────────────────────────────────────────────────────────────────────────────────\ndays "
      "with a problem (days)        3.05      2.65  −0.40 [−0.49, −0.31]        better\ntruly fixed within 7 days (%)  "
      "     31        31  no difference at all        —\nunmet days (days)\n  aged 80+                        2.65     "
      " 3.05  +0.40 [+0.31, +0.49]        worse\nwhole cost a year (yuan)       305,000   390,000  +85,000 in every "
      "run        too few runs\n";
  EXPECT_NE(text.find(table), std::string::npos) << text;
  EXPECT_LT(text.find("shortens"), text.find(table)) << "the verdict comes first";
}

TEST(CompareText, NoLineIsWiderThanThePage) {
  MeasureValues wide = burden(before, shorter);
  wide.measure.long_name = "a very long description of what this measure means to the people who live there and count";
  wide.measure.long_name_zh = "一项很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的指标说明文字";
  Comparison comparison = made({wide, fixed_share(times(before, 1e9), times(shorter, 1.001e9))});
  comparison.baseline = "a baseline whose name goes on and on and on";
  comparison.policies[0].policy = "把快递员和外卖员作为流动网格员并且再增加两名全职网格员以及三十一家成员单位的联盟";
  for (const Language language : {Language::english, Language::chinese}) {
    for (const bool all : {false, true}) {
      std::istringstream lines(comparison_text(comparison, {.language = language, .all = all}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 100U) << line;
    }
  }
}

TEST(CompareText, ChineseColumnsStandInLine) {
  const std::string text = comparison_text(made({burden(before, shorter), unmet(shorter, before)}),
                                           {.language = Language::chinese, .all = true});
  std::istringstream lines(text);
  std::vector<std::size_t> marks;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with("更好")) marks.push_back(display_width(line));
    if (line.ends_with("变差") && !line.starts_with("•")) marks.push_back(display_width(line));
  }
  ASSERT_EQ(marks.size(), 2U) << text;
  EXPECT_EQ(marks[0], marks[1]) << text;
}

MeasureValues named(const std::string& name, const std::string& unit, const Runs& baseline, const Runs& policy) {
  MeasureValues values;
  values.measure = {name, unit, name, "", Better::lower, false, {}};
  values.runs = {baseline, policy};
  return values;
}

TEST(Verdict, OnlyThreeLosersAreNamedTheFirstScreenFirst) {
  CompareInput input;
  input.policies = {"today", "two more"};
  input.measures = {burden(before, shorter)};
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    input.measures.push_back(named(name, "h", before, about(before, name[0] - 'a' + 1)));
  }
  input.measures.push_back(named("hair", "h", times(before, 100), about(times(before, 100), 2)));  // under 1 %
  input.measures.push_back(named("share", "1", times(before, 0.1), about(times(before, 0.1), 0.004)));
  EXPECT_EQ(rows_that_lose(compare(input), 1), (std::vector<std::size_t>{5, 4, 3, 2, 1})) << "in proportion";
  EXPECT_NE(english(compare(input))
                .find("Also worse: e (+5.00 hours), d (+4.00 hours), c (+3.00 hours), and 2 more, in the "
                      "table."),
            std::string::npos)
      << english(compare(input));
  EXPECT_NE(chinese(compare(input)).find("变差的还有：e（+5.00小时）、d（+4.00小时）、c（+3.00小时）等，另有2项见表。"),
            std::string::npos)
      << chinese(compare(input));
  input.first_screen = {"b", "a"};
  EXPECT_EQ(rows_that_lose(compare(input), 1), (std::vector<std::size_t>{2, 1, 5, 4, 3}));
  input.measures[7].runs[1] = about(times(before, 0.1), 0.006);  // above half a percentage point
  EXPECT_EQ(rows_that_lose(compare(input), 1).size(), 6U);
}

TEST(Verdict, GroupsOfOneMeasureAreNamedTogether) {
  std::vector<MeasureValues> measures{burden(before, shorter)};
  for (const char* group : {"children", "adults", "aged", "alone"}) {
    measures.push_back(unmet(before, about(before, group[1] == 'l' ? 2 : 1)));
    measures.back().group = group;
    measures.back().group_zh = "";
  }
  const std::string text = english(made(measures));
  EXPECT_NE(
      text.find(
          "Who loses, in unmet days: alone (+2.00 days), children (+1.00 days), adults (+1.00 days), and 1 more, in "
          "the table."),
      std::string::npos)
      << text;
}

TEST(Verdict, CostIsSaidInPlainWords) {
  const Runs yuan = times(before, 1e5);
  const auto told = [&](const Runs& after) { return english(made({burden(before, before), cost(yuan, after)})); };
  EXPECT_NE(told(plus(yuan, -500)).find("It saves 500 yuan in every run (whole cost a year)."), std::string::npos);
  EXPECT_NE(told({1e5, 5e5, 2e5, 4e5, 3.3e5, 2.9e5})
                .find("It costs neither more nor less, as far as these runs can "
                      "tell (whole cost a year)."),
            std::string::npos);
  Comparison same = made({burden(before, shorter), cost(yuan, yuan)});
  EXPECT_NE(english(same).find("It costs exactly the same (whole cost a year)."), std::string::npos);
  EXPECT_NE(chinese(same).find("费用（全年总成本）完全相同。"), std::string::npos);
}

TEST(Verdict, LuckIsNamedOnceForAll) {
  Comparison comparison = made({burden(before, shorter)});
  EXPECT_NE(closing_note(comparison, Language::english).find("luck only"), std::string::npos);
  comparison.policies[0].differences[0].worlds = worlds_between(-0.6, -0.3, 97);
  EXPECT_EQ(closing_note(comparison, Language::english).find("luck only"), std::string::npos);
}

TEST(CompareText, TheFirstScreenStandsSideBySide) {
  CompareInput input;
  input.policies = {"today", "two more", "none"};
  input.measures = {burden(before, shorter), fixed_share(times(before, 0.1), times(before, 0.1)),
                    unmet(shorter, before), cost(times(before, 1e5), plus(times(before, 1e5), 85000))};
  for (MeasureValues& values : input.measures) values.runs.push_back(values.runs[0]);
  input.smallest_difference = 0.2;
  input.first_screen = {"cost", "not there", "fixed"};
  const std::string text = comparison_text(compare(input), {.file = "r.h5"});
  EXPECT_NE(text.find("measure                          today        two more    none\n"
                      "──────────────────────────────────────────────────────────────\n"
                      "days with a problem (days)        3.05    −0.40 better  same\n"
                      "whole cost a year (yuan)       305,000  +85,000 few     same\n"),
            std::string::npos)
      << text;
  EXPECT_LT(text.find("whole cost a year (yuan)"), text.find("truly fixed within 7 days (%)"));
  EXPECT_EQ(text.find("unmet"), text.find("unmet days: aged 80+")) << "named as a loser, but not in the table";
  EXPECT_NE(text.find("One other measure, and every interval: cogov compare r.h5 --all"), std::string::npos) << text;
}

TEST(CompareText, ManyPoliciesStandInSeveralTables) {
  CompareInput input;
  input.policies = {"today"};
  input.measures = {burden(before, before)};
  for (int policy = 1; policy <= 6; ++policy) {
    input.policies.push_back("policy number " + std::to_string(policy));
    input.measures[0].runs.resize(policy + 1, shorter);
  }
  input.measures[0].runs.resize(7, shorter);
  const std::string text = comparison_text(compare(input), {});
  std::size_t heads = 0;
  for (std::size_t at = text.find("measure  "); at != std::string::npos; at = text.find("measure  ", at + 1)) ++heads;
  EXPECT_EQ(heads, 2U) << text;
}

TEST(CompareExport, JsonHoldsEverythingAndNoNumberThatIsNone) {
  Comparison comparison = made({burden(before, shorter), fixed_share(Runs(6, nan_value), before)});
  comparison.policies[0].policy = "\xff";
  const nlohmann::ordered_json json = comparison_json(comparison);
  const auto& rows = json["policies"][0]["differences"];
  EXPECT_EQ(rows[0]["effect"], "better");
  EXPECT_NEAR(rows[0]["interval95"][0].get<double>(), -0.494, 0.001);
  EXPECT_EQ(rows[0]["pairs"], 6);
  EXPECT_TRUE(rows[1]["difference"].is_null());
  EXPECT_TRUE(rows[1]["interval95"].is_null());
  EXPECT_EQ(rows[1]["pairs_failed"], 6);
  const auto text = json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  EXPECT_EQ(nlohmann::ordered_json::parse(text)["primary"], "burden");
}

TEST(CompareExport, CsvIsForSpreadsheets) {
  Comparison comparison = made({burden(before, shorter), unmet(before, before)});
  comparison.policies[0].policy = "=cmd(\"x\"), and more";
  const std::string text = comparison_csv(comparison);
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBFpolicy,measure,group,"));
  EXPECT_NE(text.find("\r\n\"'=cmd(\"\"x\"\"), and more\",\"burden\",\"\",\"\",\"d\",lower,"), std::string::npos)
      << text;
  EXPECT_NE(text.find(",none,true,6,0,0,,,,,,,\r\n"), std::string::npos) << text;
}

TEST(Wording, NumbersAreRoundedByTheirInterval) {
  EXPECT_EQ(number_text(-0.04, 0.1, true), "0.0");
  EXPECT_EQ(number_text(1234567.8, 100), "1,234,600");
  EXPECT_EQ(number_text(-1234.56, 0.1), "−1,234.6");
  EXPECT_EQ(number_text(infinity, 1), "—");
  Measure measure;
  measure.unit = "d";
  PairedStatistics wide;
  wide.interval = Interval{-30, 10};
  EXPECT_EQ(display_precision(measure, wide), 10);
  PairedStatistics close;  // 0.5 would be rounded to 0.1, which makes the nearer end a zero
  close.interval = Interval{-0.52, -0.02};
  EXPECT_DOUBLE_EQ(display_precision(measure, close), 0.01);
  PairedStatistics sharp;  // three digits are plenty, however narrow the interval
  sharp.interval = Interval{84999.8, 85000.2};
  EXPECT_DOUBLE_EQ(display_precision(measure, sharp), 100);
}

TEST(Wording, NoFalsePrecision) {
  Measure measure;
  measure.unit = "d/year";
  PairedStatistics sharp;
  sharp.baseline_mean = 2.4015012;
  sharp.policy_mean = 2.4014812;
  sharp.difference = -0.00002;
  sharp.interval = Interval{-0.00005, 0.00001};
  const Figures shown = figures(measure, sharp);
  EXPECT_EQ(shown.baseline + " " + shown.policy + " " + shown.difference, "2.402 2.401 −0.00002");
  EXPECT_EQ(mean_text(measure, 2.4015012), "2.40");
  EXPECT_EQ(mean_text(measure, 1664), "1,660");
  EXPECT_EQ(mean_text(measure, 0), "0");
}

TEST(Wording, WorthNaming) {
  Measure days{"m", "d", "", "", Better::lower, false, {}};
  Measure share{"m", "1", "", "", Better::lower, false, {}};
  PairedStatistics pairs;
  const auto named = [&](const Measure& measure, double baseline, double difference) {
    pairs.baseline_mean = baseline;
    pairs.difference = difference;
    return worth_naming(measure, pairs);
  };
  EXPECT_TRUE(named(days, 2, -0.021));
  EXPECT_FALSE(named(days, 2, 0.019));
  EXPECT_TRUE(named(days, 0, 1e-9));
  EXPECT_FALSE(named(days, 0, 0));
  EXPECT_TRUE(named(share, 0.9, 0.006));
  EXPECT_FALSE(named(share, 0.01, 0.004));
}

TEST(Wording, LabelsReadWellInASentence) {
  Measure measure{"m", "yuan/year", "", "", Better::lower, false, {}};
  const auto label = [&](const char* long_name) {
    measure.long_name = long_name;
    return sentence_label(measure, Language::english);
  };
  EXPECT_EQ(label("Days people live with a problem, half of them; from onset"),
            "the days people live with a problem (half of them)");
  EXPECT_EQ(label("Unmet days; a year"), "unmet days");
  EXPECT_EQ(label("GDP of the grid"), "GDP of the grid");
  EXPECT_EQ(label("This, that, and more"), "this, that, and more");
  measure.long_name_zh = "财政支出（每年）";
  EXPECT_EQ(sentence_label(measure, Language::chinese), "财政支出");
  EXPECT_EQ(unit_word(measure, Language::chinese), "元/年");
  EXPECT_EQ(unit_word(measure, Language::english), "yuan a year");
}

TEST(Wording, LabelsEndAtTheSemicolon) {
  Measure measure;
  measure.name = "m";
  EXPECT_EQ(short_label(measure, Language::chinese), "m");
  measure.long_name = "time to response ; median";
  EXPECT_EQ(short_label(measure, Language::chinese), "time to response");
  measure.long_name_zh = "响应时间；中位";
  EXPECT_EQ(short_label(measure, Language::chinese), "响应时间");
  EXPECT_EQ(short_label(measure, Language::english), "time to response");
}

TEST(Columns, ChineseIsTwoCellsWide) {
  EXPECT_EQ(display_width("网格员 a−"), 9U);
  EXPECT_EQ(pad_right("天", 4), "天  ");
  EXPECT_EQ(pad_left("天", 4), "  天");
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree");
  EXPECT_EQ(wrapped("网格员，志愿者", 6), "网格\n员，志\n愿者");
  EXPECT_EQ(wrapped("abcdefgh", 4, " "), "abc\n def\n gh");
  EXPECT_EQ(printable("a\x1b[0m\xff\n"), "a [0m? ");
}

}  // namespace
}  // namespace cogov
