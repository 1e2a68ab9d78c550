// Verdicts where assumptions were varied: every sentence in both languages.
#include <gtest/gtest.h>

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
    return add({"off_budget_yuan_per_year",
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

TEST(VerdictWorlds, Show) {
  std::vector<std::pair<const char*, Experiment>> all;
  all.emplace_back("better", Experiment().burden(shorter).unmet("aged 80+", "80岁以上", {.mean = -1, .luck = .3}));
  all.emplace_back("dearer", Experiment()
                                 .burden(shorter, {.mean = -0.3, .luck = 0.1})
                                 .unmet("aged 80+", "80岁以上", {.mean = -1, .luck = .3})
                                 .yearly_cost(170000, 12000)
                                 .rider_time({.mean = 4, .luck = .5}));
  all.emplace_back("saves", Experiment().burden(shorter).yearly_cost(-17000, 0));
  all.emplace_back("share", Experiment().fixed({.mean = .12, .luck = .01, .by_first = .1}));
  all.back().second.input().smallest_difference = 0.02;
  all.emplace_back("worse", Experiment()
                                .burden({.mean = 0.9, .luck = .1, .by_second = .5})
                                .unmet("aged 80+", "80岁以上", {.mean = 3, .luck = .3})
                                .unmet("adults", "成人", {.mean = .6, .luck = .3})
                                .yearly_cost(170000, 0));
  all.emplace_back(
      "cannot",
      Experiment().burden({.mean = -0.3, .luck = .1, .by_first = -1.5, .by_second = .4}).yearly_cost(170000, 0));
  all.emplace_back("cannot luck", Experiment().burden({.mean = -0.3, .luck = 1, .by_first = 0}).yearly_cost(170000, 0));
  all.emplace_back("unnoticed",
                   Experiment().burden({.mean = -0.03, .luck = .05, .by_first = .1}).yearly_cost(170000, 0));
  Experiment mixed = Experiment()
                         .burden(shorter, {.mean = 0.01, .luck = .2})
                         .unmet("children", "儿童", {.mean = -1, .luck = .3})
                         .unmet("adults", "成人", {.mean = -1, .luck = .3})
                         .unmet("aged 80+", "80岁以上", {.mean = 1, .luck = .3})
                         .unmet("living alone", "独居", {.mean = 0.5, .luck = .3})
                         .yearly_cost(170000, 12000)
                         .rider_time({.mean = 4, .luck = .5});
  mixed.input().residents = {{"children", 0.15}, {"adults", 0.7}, {"aged 80+", 0.15}};
  all.emplace_back("mixed", mixed);
  all.emplace_back("zero", Experiment().burden({}).fixed({}));
  for (const auto& [name, experiment] : all) {
    std::printf("== %s (%zu words)\n%s\n%s\n", name, words(experiment.english()), experiment.english().c_str(),
                experiment.chinese().c_str());
  }
  std::printf("%s\n", comparison_text(mixed.compared(), {.file = "r.h5"}).c_str());
  std::printf("%s\n", comparison_text(mixed.compared(), {.all = true, .file = "r.h5"}).c_str());
  std::printf("%s\n", comparison_text(mixed.compared(), {.language = Language::chinese, .file = "r.h5"}).c_str());
  std::printf("%s\n",
              comparison_text(mixed.compared(), {.language = Language::chinese, .all = true, .file = "r.h5"}).c_str());
  std::printf("%s\n", comparison_csv(mixed.compared()).substr(0, 600).c_str());
}

}  // namespace
}  // namespace cogov
