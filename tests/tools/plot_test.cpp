/// The parts of figures that need no result: texts, axes, pages, and the lines where maps change sign.
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <string>
#include <vector>

#include "tools/plot_axis.hpp"
#include "tools/plot_picture.hpp"
#include "tools/plot_script.hpp"
#include "tools/plot_sheet.hpp"
#include "tools/plot_words.hpp"

namespace cogov {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(PlotText, HoldsNothingThatGnuplotReads) {
  EXPECT_EQ(plot::gnuplot_text("two more (2.5)"), "\"two more (2.5)\"");
  EXPECT_EQ(plot::gnuplot_text("多两名"), "\"多两名\"");
  EXPECT_EQ(plot::gnuplot_text("a\nb"), "\"a\\nb\"");
  EXPECT_EQ(plot::gnuplot_text("'\"`"), "\"\\047\\042\\140\"");
  std::string every;
  for (int c = 1; c < 256; ++c) every += static_cast<char>(c);
  const std::string text = plot::gnuplot_text(every);
  EXPECT_EQ(text.substr(1, text.size() - 2).find_first_of("'\"`@$;{}|#!\n\r\t"), std::string::npos);
}

TEST(PlotText, IsCutBetweenCharacters) {
  EXPECT_EQ(plot::shortened("short", 5), "short");
  EXPECT_EQ(plot::shortened("longer than that", 9), "longer t…");
  EXPECT_EQ(plot::shortened("多两名网格员", 8), "多两名…");
  EXPECT_EQ(plot::lines_in("one two three four five six", 1.2, 9, 2).size(), 2U);
  EXPECT_TRUE(plot::lines_in("one two three four five six", 1.2, 9, 2).back().ends_with("…"));
}

TEST(PlotAxis, HasRoundNumbers) {
  const plot::Axis axis =
      plot::axis_over(std::vector<double>{-0.43, 0.12, NAN, INFINITY}, 5, plot::Zero::always, true, true);
  std::vector<std::string> texts;
  for (const plot::Tick& tick : axis.ticks) texts.push_back(tick.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"−0.6", "−0.4", "−0.2", "0", "+0.2"}));
  EXPECT_DOUBLE_EQ(axis.low, -0.6);
  EXPECT_DOUBLE_EQ(axis.high, 0.2);
  EXPECT_EQ(plot::axis_over(std::vector{1000.0, 21000.0}, 4, plot::Zero::if_near, true, false).ticks.back().text,
            "30,000");
}

TEST(PlotAxis, StandsWhereverTheNumbersAre) {
  for (const std::vector<double>& values :
       {std::vector<double>{}, {NAN}, {0.0}, {5.0, 5.0}, {-1e-9, 1e-9}, {1e12, 3e12}, {-7, -6.99}}) {
    for (const std::size_t most : {2U, 3U, 12U}) {
      const plot::Axis axis = plot::axis_over(values, most, plot::Zero::if_near, true, false);
      EXPECT_LT(axis.low, axis.high);
      EXPECT_GE(axis.ticks.size(), 1U);
      EXPECT_LE(axis.ticks.size(), most + 2);
      for (const double value : values) {
        EXPECT_TRUE(!std::isfinite(value) || (axis.low <= value && value <= axis.high));
      }
    }
  }
}

Figure map_figure() {
  Figure figure;
  figure.title = "Open requests";
  figure.value_label = "Difference";
  figure.policies = {{1, "more"}};
  figure.zero_line = true;
  figure.across_values = {"1", "2"};
  figure.up_values = {"a", "b"};
  figure.maps = {{1, {{-1, 1}, {-1, 3}}}};
  return figure;
}

TEST(PlotMap, TheLineStandsWhereTheSignChanges) {
  const std::string script = plot_script(map_figure(), {});
  std::smatch cells, line;
  ASSERT_TRUE(std::regex_search(script, cells, std::regex(R"(\$map1 << EOD\n(\S+) (\S+) \S+ \S+ \d+ -1\n(\S+) )")));
  ASSERT_TRUE(std::regex_search(script, line, std::regex(R"(\$line1 << EOD\n(\S+) (\S+)\n(\S+) (\S+)\n)")));
  const double left = std::stod(cells[1]), right = std::stod(cells[3]);
  EXPECT_NEAR(std::stod(line[1]), left + (right - left) / 2, 1e-3);
  EXPECT_NEAR(std::stod(line[3]), left + (right - left) / 4, 1e-3);
  Figure same = map_figure();
  same.maps.front().cells = {{1, 1}, {2, NAN}};
  EXPECT_EQ(plot_script(same, {}).find("$line1"), std::string::npos);
}

TEST(PlotPage, SaysItsSizeInEachFormatsMeasure) {
  PlotPage page{.format = PlotFormat::svg, .width = 16, .height = 10, .language = Language::english, .output = ""};
  EXPECT_NE(plot_script(map_figure(), page).find("svg size 605,378"), std::string::npos);
  page.format = PlotFormat::png;
  EXPECT_NE(plot_script(map_figure(), page).find("pngcairo size 1890,1181"), std::string::npos);
  page.format = PlotFormat::pdf;
  page.language = Language::chinese;
  const std::string script = plot_script(map_figure(), page);
  EXPECT_NE(script.find("pdfcairo size 16cm,10cm"), std::string::npos);
  EXPECT_NE(script.find("Noto Sans CJK SC"), std::string::npos);
  EXPECT_EQ(script.find("set output"), std::string::npos);
  page.output = "|rm x.pdf";
  EXPECT_NE(plot_script(map_figure(), page).find("set output \"./\\174rm x.pdf\""), std::string::npos);
}

TEST(PlotPage, GrowsWithTheRows) {
  Figure figure = map_figure();
  figure.maps.clear();
  figure.legend = false;
  const auto height = [&](std::size_t rows) {
    figure.rows.assign(rows, {"row", {{1, 2.5, Interval{2, 3}, {}}}});
    const std::string script = plot_script(figure, {});
    return std::stoi(script.substr(script.find("svg size 605,") + 13));
  };
  EXPECT_EQ(height(1), 208);
  EXPECT_GT(height(30), 700);
  EXPECT_EQ(height(30), height(30));
}

TEST(PlotPicture, SvgHasTheFiguresTitle) {
  const std::string svg = "<svg>\n<title>Gnuplot</title>\n<g id=\"a\" ><title>gnuplot_plot_1</title>\n</g></svg>";
  EXPECT_EQ(finished_picture(svg, PlotFormat::svg, "a < b & c"),
            "<svg>\n<title>a &lt; b &amp; c</title>\n<g id=\"a\" >\n</g></svg>");
}

TEST(PlotPicture, PngIsToldItsResolution) {
  const std::string png = "\x89PNG\r\n\x1a\n" + std::string(25, 'h') + "rest";
  const std::string told = finished_picture(png, PlotFormat::png, "");
  using namespace std::string_literals;
  EXPECT_EQ(told.substr(33, 21), "\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x2E\x23\x01\x78\xA5\x3F\x76"s);
  EXPECT_EQ(count_of(told, "rest"), 1U);
  EXPECT_EQ(finished_picture(told + std::string(300, ' '), PlotFormat::png, "").size(), told.size() + 300);
}

}  // namespace
}  // namespace cogov
