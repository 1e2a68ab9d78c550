#include "output/compare_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "output/columns.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

constexpr std::size_t most_side_by_side = 4;
constexpr std::size_t name_width = 14;  ///< cells into which a policy's name is wrapped over its column

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

std::string label_cell(const ComparedMeasure& row, Language language) {
  const std::string unit = unit_word(row.measure, language);
  const std::string label = printable(short_label(row.measure, language));
  if (unit.empty()) return label;
  return language == Language::chinese ? label + "（" + unit + "）" : label + " (" + unit + ")";
}

// ---- the first screen

std::string short_mark(const Difference& difference, Language language) {
  if (difference.statistics.exactly_zero) return pick(language, "same", "相同");
  switch (difference.effect) {
    case Effect::better:
      return pick(language, "better", "更好");
    case Effect::worse:
      return pick(language, "worse", "变差");
    case Effect::changed:
      return pick(language, "changed", "变化");
    case Effect::none:
      return pick(language, "luck", "波动");
    case Effect::too_few:
      return pick(language, "few", "不足");
  }
  return {};
}

/// "−0.10 better", the mark filled up to `mark_width` so that the numbers stand in line.
std::string short_cell(const Measure& measure, const Difference& difference, std::size_t mark_width,
                       Language language) {
  if (difference.statistics.pairs == 0) return "— " + pad_right("", mark_width);
  // Where nothing differs, a zero would only ask how exact it is.
  const bool same = difference.statistics.exactly_zero;
  return (same ? "" : figures(measure, difference.statistics).difference + " ") +
         pad_right(short_mark(difference, language), mark_width);
}

/// Were assumptions varied?
bool varied(const Comparison& comparison) {
  return std::ranges::any_of(comparison.policies, [](const PolicyComparison& policy) {
    return policy.differences.front().worlds.has_value();
  });
}

/// "−0.6 to −0.3": the second bar.
std::string worlds_cell(const Measure& measure, const Difference& difference, Language language) {
  if (!difference.worlds || difference.worlds->worlds == 0) return "—";
  if (difference.worlds->exactly_zero) return pick(language, "same", "相同");
  const Ends shown = ends(measure, difference.statistics, difference.worlds->range);
  return shown.low == shown.high ? shown.low : shown.low + pick(language, " to ", "至") + shown.high;
}

std::string baseline_cell(const Comparison& comparison, std::size_t row) {
  for (const PolicyComparison& policy : comparison.policies) {
    const PairedStatistics& pairs = policy.differences[row].statistics;
    if (pairs.pairs > 0) return mean_text(comparison.measures[row].measure, pairs.baseline_mean);
  }
  return "—";
}

/// The table of the policies `first` to `last` (not included).
TextTable side_by_side(const Comparison& comparison, std::size_t first, std::size_t last, Language language) {
  TextTable table;
  table.columns = {{}, {.right = true, .least_head = name_width}};
  table.lines.push_back({pick(language, "measure", "指标"), printable(comparison.baseline)});
  std::size_t mark_width = 0;
  for (std::size_t policy = first; policy < last; ++policy) {
    table.columns.push_back({.right = true, .least_head = name_width});
    table.lines.front().push_back(printable(comparison.policies[policy].policy));
    for (const std::size_t row : comparison.first_screen) {
      mark_width =
          std::max(mark_width, display_width(short_mark(comparison.policies[policy].differences[row], language)));
    }
  }
  std::string last_name;  // the measure under whose name a group may stand
  for (const std::size_t row : comparison.first_screen) {
    const ComparedMeasure& measure = comparison.measures[row];
    const bool heads = !measure.group.empty() && last_name != measure.measure.name;
    if (heads) {
      table.lines.emplace_back(table.columns.size());
      table.lines.back().front() = label_cell(measure, language);
    }
    last_name = measure.measure.name;
    const std::string label = measure.group.empty()
                                  ? label_cell(measure, language)
                                  : "  " + printable(in_language(language, measure.group, measure.group_zh));
    std::vector<std::string>& line = table.lines.emplace_back();
    line = {label, baseline_cell(comparison, row)};
    for (std::size_t policy = first; policy < last; ++policy) {
      const Difference& difference = comparison.policies[policy].differences[row];
      line.push_back(short_cell(measure.measure, difference, mark_width, language));
    }
    if (row == 0 && varied(comparison)) {
      table.lines.push_back({pick(language, "  in 90 % of plausible worlds", "  九成合理设想中"), ""});
      for (std::size_t policy = first; policy < last; ++policy) {
        table.lines.back().push_back(
            worlds_cell(measure.measure, comparison.policies[policy].differences[0], language));
      }
    }
  }
  return table;
}

/// What the marks that occur mean.
std::string legend(const Comparison& comparison, Language language) {
  bool luck = false, same = false, few = false, share = false;
  for (const PolicyComparison& policy : comparison.policies) {
    for (const std::size_t row : comparison.first_screen) {
      const Difference& difference = policy.differences[row];
      const bool zero = difference.statistics.exactly_zero;
      same = same || zero;
      luck = luck || (!zero && difference.effect == Effect::none);
      few = few || difference.effect == Effect::too_few;
      share = share || is_share(comparison.measures[row].measure);
    }
  }
  std::string text =
      pick(language, "Differences from “", "各列为与“") + printable(comparison.baseline) + pick(language, "”", "”之差");
  if (share) text += pick(language, ", those of % in percentage points", "，比例之差为百分点");
  text += pick(language, "; better, worse: told from luck, with allowance for the number of measures (Holm)",
               "；更好、变差：排除了偶然波动，已按指标数量校正（Holm）");
  if (luck) text += pick(language, "; luck: can't be told from luck", "；波动：与偶然波动分不开");
  if (same) text += pick(language, "; same: the same in every run", "；相同：每次运行都相同");
  if (few) text += pick(language, "; few: too few runs to tell", "；不足：运行次数不足，无法判断");
  text += fmt::format(fmt::runtime(pick(language, ". {} replicates.", "。共{}次运行。")), comparison.replicates);
  return wrapped(text, page_width) + '\n';
}

// ---- everything about one policy

std::string mark(const Difference& difference, Language language) {
  if (difference.effect == Effect::none) return "—";
  if (difference.effect == Effect::too_few) return pick(language, "too few runs", "次数不足");
  return short_mark(difference, language);
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

/// Groups stand indented under their measure's name.
TextTable whole_table(const Comparison& comparison, const PolicyComparison& policy, Language language) {
  constexpr std::size_t never_wrapped = page_width;
  const bool worlds = varied(comparison);
  TextTable table;
  table.columns = {{},
                   {.right = true, .least_head = 12},
                   {.right = true, .least_head = 12},
                   {.right = false, .least_head = never_wrapped}};
  if (worlds) table.columns.push_back({.right = false, .least_head = 12});
  table.columns.emplace_back();
  table.lines.push_back({pick(language, "measure", "指标"), printable(comparison.baseline), printable(policy.policy),
                         pick(language, "difference [95 % interval]", "差值 [95%区间]")});
  if (worlds) table.lines.back().push_back(pick(language, "90 % of worlds", "九成设想"));
  table.lines.back().emplace_back();
  std::string last;  // the measure under whose name a group may stand
  for (std::size_t i = 0; i < comparison.measures.size(); ++i) {
    const ComparedMeasure& row = comparison.measures[i];
    const Difference& difference = policy.differences[i];
    std::string label = label_cell(row, language);
    if (!row.group.empty()) {
      if (last != row.measure.name) {
        table.lines.emplace_back(table.columns.size());
        table.lines.back().front() = label;
      }
      label = "  " + printable(in_language(language, row.group, row.group_zh));
    }
    last = row.measure.name;
    const Figures shown = figures(row.measure, difference.statistics);
    table.lines.push_back({label, shown.baseline, shown.policy, difference_cell(row.measure, difference, language)});
    if (worlds) table.lines.back().push_back(worlds_cell(row.measure, difference, language));
    table.lines.back().push_back(mark(difference, language));
  }
  return table;
}

std::string footnote(const Comparison& comparison, const PolicyComparison& policy, Language language) {
  std::string text = pick(language,
                          "Each interval stands for its measure alone; the marks below the first line allow for the "
                          "number of measures (Holm).",
                          "各区间只针对单项指标；除首行外，“更好/变差”已按指标数量校正（Holm）。");
  if (varied(comparison)) {
    text += pick(language, " The range of worlds holds 90 % of the plausible ones, luck taken off.",
                 "九成设想的范围已扣除偶然波动。");
  }
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

std::string summary_tables(const Comparison& comparison, Language language) {
  std::string text;
  std::size_t first = 0;
  while (first < comparison.policies.size()) {
    std::size_t last = std::min(first + most_side_by_side, comparison.policies.size());
    TextTable table = side_by_side(comparison, first, last, language);
    while (last > first + 1 && !fits_page(table)) table = side_by_side(comparison, first, --last, language);
    text += laid_out(table) + '\n';
    first = last;
  }
  return text + legend(comparison, language);
}

std::string level_table(const Comparison& comparison, bool all, Language language) {
  TextTable table;
  table.columns = {{}, {.right = true, .least_head = name_width}};
  table.lines.push_back({pick(language, "measure", "指标"), printable(comparison.baseline)});
  std::vector<std::size_t> rows = comparison.first_screen;
  if (all) {
    rows.resize(comparison.measures.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
  }
  for (const std::size_t row : rows) {
    const ComparedMeasure& measure = comparison.measures[row];
    std::string label = label_cell(measure, language);
    if (!measure.group.empty()) label += " · " + printable(in_language(language, measure.group, measure.group_zh));
    table.lines.push_back(
        {label, measure.baseline_mean ? mean_text(measure.measure, *measure.baseline_mean) : std::string("—")});
  }
  const char* runs = comparison.replicates == 1 ? pick(language, "One run.", "一次运行。")
                                                : pick(language, "Means of {} runs.", "{}次运行的平均。");
  return laid_out(table) + '\n' + fmt::format(fmt::runtime(runs), comparison.replicates) + '\n';
}

std::string policy_table(const Comparison& comparison, std::size_t policy, Language language) {
  const PolicyComparison& compared = comparison.of(policy);
  return wrapped(printable(compared.policy), page_width) + '\n' +
         laid_out(whole_table(comparison, compared, language)) + footnote(comparison, compared, language);
}

}  // namespace cogov
