#include "tools/report_data.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tools/report_parts.hpp"
#include "tools/web_page.hpp"

namespace cogov {
namespace {

CompareInput input() {
  CompareInput input;
  input.policies = {"today", "more"};
  const auto add = [&](const char* name, const char* unit, Better better, std::vector<std::vector<double>> runs) {
    input.measures.push_back({Measure{name, unit, std::string(name) + " in English; more", "中文", better, false, {}},
                              std::move(runs),
                              "",
                              "",
                              {}});
  };
  add("burden_days_mean", "d", Better::lower, {{10, 11, 12, 13}, {8, 9.5, 9.75, 11}});
  add("never_dealt_share", "1", Better::lower, {{.25, .25, .25, .25}, {.25, .25, .25, .25}});
  add("burnt_out_share", "1", Better::lower, {{.5, .4, .5, .4}, {.5, .5, .4, .4}});
  return input;
}

TEST(ScriptJson, HoldsNothingThatEndsAScript) {
  const nlohmann::ordered_json json{{"name", "</script><!-- \"x\" 名"}, {"broken", "\xFF"}};
  const std::string text = script_json(json);
  EXPECT_EQ(text.find('<'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text)["name"], "</script><!-- \"x\" 名");
}

TEST(FilledPage, PutsTheDataInPlaceOfThePlaceholder) {
  const std::string page = "a" + std::string(page_placeholder) + "b";
  EXPECT_EQ(filled_page(page, {{"x", 1}}), "a{\"x\":1}b");
}

TEST(FilledPage, TheEmbeddedPageHoldsThePlaceholderOnce) {
  if (web_page(WebPage::report).empty()) GTEST_SKIP() << "built without the web page";
  const std::size_t at = web_page(WebPage::report).find(page_placeholder);
  ASSERT_NE(at, std::string_view::npos);
  EXPECT_EQ(web_page(WebPage::report).find(page_placeholder, at + 1), std::string_view::npos);
}

TEST(ShortNumber, KeepsFiveDigits) {
  EXPECT_EQ(report::short_number(1.23456789).dump(), "1.2346");
  EXPECT_EQ(report::short_number(-123456789).dump(), "-123460000");
  EXPECT_EQ(report::short_number(0.00001234567).dump(), "1.2346e-05");
  EXPECT_EQ(report::short_number(0).dump(), "0");
  EXPECT_TRUE(report::short_number(NAN).is_null());
}

TEST(Rows, HoldDifferencesAndTheirPrecision) {
  const Comparison comparison = compare(input());
  const report::Json rows = report::rows_json(comparison);
  ASSERT_EQ(rows.size(), 3U);
  const report::Json& cell = rows[0]["cells"][0];
  EXPECT_DOUBLE_EQ(cell[1].get<double>(), -1.9375);
  EXPECT_EQ(cell[6], static_cast<int>(Effect::better));
  EXPECT_EQ(rows[1]["cells"][0][6], 5);  // the same in every run
  EXPECT_EQ(rows[1]["scale"], 100);
  EXPECT_EQ(rows[0]["label"]["en"], "burden_days_mean in English");
  EXPECT_EQ(rows[0]["label"]["zh"], "中文");
}

TEST(FirstScreen, LeavesOutWhatTheResultLacksAndPutsTheDecidingMeasureFirst) {
  const report::Json items = report::first_screen_json(compare(input()));
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0]["primary"], true);
  EXPECT_EQ(items[1]["label"]["en"], "Problems never dealt with");
  EXPECT_EQ(items[1]["label"]["zh"], "始终没人管的问题占比");
  EXPECT_EQ(items[2]["rows"][0]["part"]["en"], "burned out");
}

}  // namespace
}  // namespace cogov
