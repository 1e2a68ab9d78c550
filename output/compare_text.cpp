#include "output/compare_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "output/columns.hpp"
#include "output/verdict.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t gap = 2;           ///< blanks between columns
constexpr std::size_t least_label = 24;  ///< cells that the first column gets at the least

/// A line of a policy's table: measure, baseline, policy, difference, mark.
using Cells = std::array<std::string, 5>;

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

std::string mark(const Difference& difference, Language language) {
  switch (difference.effect) {
    case Effect::better:
      return pick(language, "better", "更好");
    case Effect::worse:
      return pick(language, "worse", "变差");
    case Effect::changed:
      return pick(language, "changed", "有变化");
    case Effect::none:
      return "—";
    case Effect::too_few:
      return pick(language, "too few runs", "次数不足");
  }
  return {};
}

std::string label_cell(const ComparedMeasure& row, Language language) {
  const std::string unit = unit_word(row.measure, language);
  const std::string label = short_label(row.measure, language);
  if (unit.empty()) return label;
  return language == Language::chinese ? label + "（" + unit + "）" : label + " (" + unit + ")";
}

std::string difference_cell(const Measure& measure, const Difference& difference, Language language) {
  const PairedStatistics& pairs = difference.statistics;
  if (pairs.exactly_zero) return pick(language, "no difference at all", "毫无差别");
  const Figures shown = figures(measure, pairs);
  std::string text = shown.difference;
  if (is_share(measure) && pairs.pairs > 0) text += pick(language, " points", "个百分点");
  if (pairs.interval) text += " [" + shown.low + ", " + shown.high + "]";
  if (pairs.constant) text += pick(language, " in every run", "（每次）");
  if (pairs.left_out() > 0) {
    text += fmt::format(fmt::runtime(pick(language, ", {} pairs", "，{}对")), pairs.pairs);
  }
  return text;
}

/// The table's lines. Groups stand indented under their measure's name.
std::vector<Cells> table_cells(const Comparison& comparison, const PolicyComparison& policy, Language language) {
  std::vector<Cells> table;
  table.push_back({pick(language, "measure", "指标"), printable(comparison.baseline), printable(policy.policy),
                   pick(language, "difference [95 % interval]", "差值 [95%区间]"), ""});
  std::string last;  // the measure under whose name a group may stand
  for (std::size_t i = 0; i < comparison.measures.size(); ++i) {
    const ComparedMeasure& row = comparison.measures[i];
    const Difference& difference = policy.differences[i];
    std::string label = printable(label_cell(row, language));
    if (!row.group.empty()) {
      if (last != row.measure.name) table.push_back({label, "", "", "", ""});
      label = "  " + printable(in_language(language, row.group, row.group_zh));
    }
    last = row.measure.name;
    const Figures shown = figures(row.measure, difference.statistics);
    table.push_back({label, shown.baseline, shown.policy, difference_cell(row.measure, difference, language),
                     mark(difference, language)});
  }
  return table;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

/// The widths of the columns: numbers as wide as they are, heads and labels wrapped into what is left.
std::array<std::size_t, 5> column_widths(const std::vector<Cells>& table) {
  std::array<std::size_t, 5> widths{};
  for (std::size_t line = 1; line < table.size(); ++line) {
    for (std::size_t column = 0; column < widths.size(); ++column) {
      widths[column] = std::max(widths[column], display_width(table[line][column]));
    }
  }
  // Names of policies are wrapped into their column's head, which may be somewhat wider than the numbers.
  constexpr std::size_t least_head = 12;
  for (const std::size_t column : {1, 2}) {
    widths[column] = std::max(widths[column], std::min(least_head, display_width(table[0][column])));
  }
  widths[3] = std::max(widths[3], display_width(table[0][3]));
  widths[0] = std::max(widths[0], display_width(table[0][0]));
  const std::size_t others = widths[1] + widths[2] + widths[3] + widths[4] + 4 * gap;
  const std::size_t left = others + least_label < page_width ? page_width - others : least_label;
  widths[0] = std::min(widths[0], left);
  // What is still too wide (numbers of unheard-of size) is wrapped as well.
  if (others + widths[0] > page_width) widths[3] -= std::min(widths[3] - 12, others + widths[0] - page_width);
  return widths;
}

std::string trimmed(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string table_row(const Cells& cells, const std::array<std::size_t, 5>& widths) {
  std::array<std::vector<std::string>, 5> parts;
  std::size_t height = 1;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const bool indented = cells[column].starts_with("  ");
    const std::string text = wrapped(cells[column], std::max<std::size_t>(widths[column], 4), indented ? "  " : "");
    parts[column] = lines_of(indented ? "  " + text : text);
    height = std::max(height, parts[column].size());
  }
  std::string rows;
  for (std::size_t line = 0; line < height; ++line) {
    std::string row;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string cell = line < parts[column].size() ? parts[column][line] : "";
      const bool number = column == 1 || column == 2;
      if (column > 0) row += std::string(gap, ' ');
      row += number ? pad_left(cell, widths[column]) : pad_right(cell, widths[column]);
    }
    rows += trimmed(row) + '\n';
  }
  return rows;
}

std::string policy_table(const Comparison& comparison, const PolicyComparison& policy, Language language) {
  const std::vector<Cells> table = table_cells(comparison, policy, language);
  const std::array<std::size_t, 5> widths = column_widths(table);
  std::string text = wrapped(printable(policy.policy), page_width) + '\n';
  for (std::size_t line = 0; line < table.size(); ++line) {
    text += table_row(table[line], widths);
    if (line > 0) continue;
    std::size_t whole = 4 * gap;
    for (const std::size_t width : widths) whole += width;
    for (std::size_t i = 0; i < std::min(whole, page_width); ++i) text += "─";
    text += '\n';
  }
  return text;
}

std::string footnote(const Comparison& comparison, const PolicyComparison& policy, Language language) {
  std::string text = pick(language,
                          "Each interval stands for its measure alone; the marks below the first line allow for the "
                          "number of measures (Holm).",
                          "各区间只针对单项指标；除首行外，“更好/变差”已按指标数量校正（Holm）。");
  const auto& gain = policy.differences.front().statistics.pairing_gain;
  if (gain) {
    const std::string times = number_text(*gain, *gain < 9.95 ? 0.1 : 1);
    text += fmt::format(fmt::runtime(pick(language, " {} replicates; pairing is worth {} times the replicates.",
                                          "共{}次运行；配对相当于{}倍的运行次数。")),
                        comparison.replicates, times);
  }
  return wrapped(text, page_width) + '\n';
}

}  // namespace

std::string comparison_text(const Comparison& comparison, Language language) {
  std::string text;
  if (!comparison.title.empty()) text += wrapped(printable(comparison.title), page_width) + "\n\n";
  if (comparison.policies.empty()) {
    return text +
           pick(language, "There is one policy, and nothing to compare it with.\n", "只有一个方案，无从比较。\n");
  }
  for (std::size_t policy = 1; policy <= comparison.policies.size(); ++policy) {
    text += wrapped("• " + printable(verdict(comparison, policy, language)), page_width, "  ") + '\n';
  }
  for (const PolicyComparison& policy : comparison.policies) {
    text += '\n' + policy_table(comparison, policy, language) + footnote(comparison, policy, language);
  }
  return text;
}

}  // namespace cogov
