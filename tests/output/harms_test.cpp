/// Who is watched, whose time goes unpaid: shown by group.
#include "output/harms.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "output/compare_text.hpp"

namespace cogov::testing {
namespace {

HarmValues watching(std::vector<std::vector<double>> means) {
  Measure measure{.name = "intrusions_by_class",
                  .unit = "1/year",
                  .long_name = "Visits and checks by class; per resident and year",
                  .long_name_zh = "各类居民被走访次数",
                  .better = Better::lower,
                  .integer = false,
                  .dimensions = {"resident_class"}};
  return {measure, {"child", "aged 80+"}, {"儿童", "80岁以上"}, std::move(means)};
}

TEST(Harms, NameWhoBearsMost) {
  const HarmValues more = watching({{.2, .3}, {2, 26}});
  EXPECT_EQ(hardest_hit(more, 1), 1u);
  EXPECT_EQ(hardest_hit(watching({{.2, .2}, {2, 1.9}}), 1), 2u);
  const std::string text = harm_text({more}, {"today", "visits"}, Language::english);
  EXPECT_NE(text.find("“visits” raises it most in visits and checks by class: aged 80+ (2.00 → 26.0)."),
            std::string::npos)
      << text;
  const std::string chinese = harm_text({more}, {"今天", "走访"}, Language::chinese);
  EXPECT_NE(chinese.find("80岁以上（2.00→26.0）"), std::string::npos) << chinese;
}

TEST(Harms, LeaveOutWhatIsNothing) {
  EXPECT_EQ(harm_text({watching({{0, 0}, {0, 0}})}, {"today", "visits"}, Language::english), "");
}

TEST(Harms, StandInTheWholeComparisonOnly) {
  CompareInput input{
      .title = "", .policies = {"today", "visits"}, .measures = {}, .primary = "", .smallest_difference = 1};
  input.measures.push_back({.measure = {"days", "d", "", "", Better::lower, false, {}},
                            .runs = {{3, 4, 5}, {2, 3, 5}},
                            .group = "",
                            .group_zh = ""});
  input.harms = {watching({{.2, .3}, {2, 26}})};
  const Comparison comparison = compare(input);
  EXPECT_EQ(comparison_text(comparison, {.file = "r.h5"}).find("aged 80+"), std::string::npos);
  EXPECT_NE(comparison_text(comparison, {.all = true, .file = "r.h5"}).find("aged 80+"), std::string::npos);
  const auto json = comparison_json(comparison);
  EXPECT_EQ(json["harms"][0]["groups"][1]["means"][1], 26);
}

}  // namespace
}  // namespace cogov::testing
