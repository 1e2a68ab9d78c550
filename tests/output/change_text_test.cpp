#include "output/change_text.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace cogov {
namespace {

using testing::HasSubstr;
using testing::Not;

MeasureValues row(const char* name, Better better, std::vector<double> before, std::vector<double> after) {
  return {.measure = {.name = name,
                      .unit = "d",
                      .long_name = name,
                      .long_name_zh = "",
                      .better = better,
                      .integer = false,
                      .dimensions = {}},
          .runs = {std::move(before), std::move(after)},
          .group = "",
          .group_zh = "",
          .worlds = {}};
}

Comparison one_policy(const char* name, std::vector<double> before, std::vector<double> after) {
  CompareInput input{.title = "t",
                     .policies = {"a.h5", name},
                     .measures = {row("Waiting", Better::lower, std::move(before), std::move(after)),
                                  row("Steady", Better::higher, {1, 2, 3, 4}, {1, 2, 3, 4})},
                     .primary = "Waiting",
                     .smallest_difference = 0.1};
  return compare(input);
}

Change change() {
  Change made{
      .before = {.file = "a.h5", .title = "t", .digest = "d1", .program_version = "1", .model_version = "4"},
      .after = {.file = "b.h5", .title = "t", .digest = "d2", .program_version = "1", .model_version = "4"},
      .differences = {{"patrol.notice_chance: 0.3 before, 0.5 after", "patrol.notice_chance：改前0.3，改后0.5"}},
      .same_luck = true,
      .luck = {"Compared run by run.", "逐次比较。"},
      .policies = {one_policy("same", {5, 6, 7, 8}, {5, 6, 7, 8}),
                   one_policy("moved", {5, 6, 7, 8}, {4, 5.1, 5.9, 7})}};
  made.after.only_here = {"new one"};
  return made;
}

TEST(ChangeText, SaysWhatDiffersAndWhatThatChanged) {
  const std::string text = change_text(change(), false, Language::english);
  EXPECT_THAT(text, HasSubstr("  - patrol.notice_chance: 0.3 before, 0.5 after\n"));
  EXPECT_THAT(text, HasSubstr("“same”: nothing changed; every measure is the same in each of 4 runs."));
  EXPECT_THAT(text, HasSubstr("“moved”: Waiting: 6.5 days before, 5.5 after, −1.0 [−1.1, −0.9] days: better."));
  EXPECT_THAT(text, HasSubstr("Only in b.h5: “new one”."));
  EXPECT_THAT(text, HasSubstr("Differences from “a.h5”")) << "a table for what changed";
  EXPECT_EQ(text.find("Differences from"), text.rfind("Differences from")) << "and none for what didn't";
  const std::string chinese = change_text(change(), false, Language::chinese);
  EXPECT_THAT(chinese, HasSubstr("“same”：毫无变化，4次运行中每项指标都相同。"));
  EXPECT_THAT(chinese, HasSubstr("改前6.5天，改后5.5"));
  EXPECT_THAT(chinese, Not(HasSubstr("before")));
}

TEST(ChangeText, AllShowsEveryInterval) {
  EXPECT_THAT(change_text(change(), true, Language::english), HasSubstr("difference [95 % interval]"));
}

TEST(ChangeText, ProgramsReadTheSame) {
  const nlohmann::ordered_json json = change_json(change());
  EXPECT_EQ(json["policies"].size(), 2U);
  EXPECT_EQ(json["policies"][0]["nothing_changed"], true);
  EXPECT_EQ(json["policies"][1]["differences"][0]["effect"], "better");
  EXPECT_EQ(json["after"]["only_here"][0], "new one");
  const std::string csv = change_csv(change());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 2 * 2) << "one head, and a line a policy and measure";
}

}  // namespace
}  // namespace cogov
