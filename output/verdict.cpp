#include "output/verdict.hpp"

#include "output/verdict_bars.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

/// "+0.6 days": a row's mean difference with its unit.
std::string amount(const Subject& subject, std::size_t row) {
  const Measure& measure = subject.comparison.measures[row].measure;
  const std::string unit = difference_unit_word(measure, subject.language);
  const std::string gap = subject.chinese() || unit.empty() ? "" : " ";
  return figures(measure, subject.policy.differences[row].statistics).difference + gap + unit;
}

/// The measure that says what a policy costs: the first one in yuan without a group. 0: there is none.
std::size_t cost_row(const Comparison& comparison) {
  for (std::size_t row = 1; row < comparison.measures.size(); ++row) {
    const ComparedMeasure& candidate = comparison.measures[row];
    if (candidate.group.empty() && candidate.measure.unit.starts_with("yuan")) return row;
  }
  return 0;
}

std::string cost(const Subject& subject) {
  const std::size_t row = cost_row(subject.comparison);
  if (row == 0 || !subject.policy.differences[row].statistics.p) return {};
  const Difference& difference = subject.policy.differences[row];
  const std::string label = short_label(subject.comparison.measures[row].measure, subject.language);
  if (difference.statistics.exactly_zero) {
    return say(subject, "Cost ({C}): no difference at all.", "费用（{C}）：毫无差别。", fmt::arg("C", label));
  }
  // A cost that is the same in every run is a fact of the policy, however few the runs.
  if (difference.statistics.constant && *difference.statistics.p < 1) {
    return say(subject, "Cost ({C}): {x} in every run.", "费用（{C}）：每次运行均为{x}。", fmt::arg("C", label),
               fmt::arg("x", amount(subject, row)));
  }
  if (difference.effect == Effect::none || difference.effect == Effect::too_few) {
    return say(subject, "Cost ({C}): no difference that can be told from luck.", "费用（{C}）：与偶然波动分不开。",
               fmt::arg("C", label));
  }
  return say(subject, "Cost ({C}): {x}.", "费用（{C}）：{x}。", fmt::arg("C", label),
             fmt::arg("x", amount(subject, row)));
}

/// The groups that lose, measure by measure: "in M: aged 80+ (+0.6 days), alone (+0.2 days)".
std::string losing_groups(const Subject& subject, const std::vector<std::size_t>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ComparedMeasure& row = subject.comparison.measures[rows[i]];
    if (row.group.empty()) continue;
    const bool opens = text.empty() || subject.comparison.measures[rows[i - 1]].measure.name != row.measure.name;
    const std::string label = short_label(row.measure, subject.language);
    if (opens) {
      if (!text.empty()) text += subject.chinese() ? "；" : "; ";
      text += subject.chinese() ? label + "：" : "in " + label + ": ";
    } else {
      text += subject.chinese() ? "、" : ", ";
    }
    text += in_language(subject.language, row.group, row.group_zh);
    text += subject.chinese() ? "（" + amount(subject, rows[i]) + "）" : " (" + amount(subject, rows[i]) + ")";
  }
  return text;
}

/// The other measures that get worse: "M (+2.1 percentage points), N (−3 hours)".
std::string losing_measures(const Subject& subject, const std::vector<std::size_t>& rows) {
  const std::size_t told_as_cost = cost_row(subject.comparison);
  std::string text;
  for (const std::size_t row : rows) {
    if (!subject.comparison.measures[row].group.empty() || row == told_as_cost) continue;
    if (!text.empty()) text += subject.chinese() ? "、" : ", ";
    text += short_label(subject.comparison.measures[row].measure, subject.language);
    text += subject.chinese() ? "（" + amount(subject, row) + "）" : " (" + amount(subject, row) + ")";
  }
  return text;
}

std::string losers(const Subject& subject, const std::vector<std::size_t>& rows) {
  const std::string groups = losing_groups(subject, rows);
  const std::string measures = losing_measures(subject, rows);
  std::string text;
  if (!groups.empty()) text += subject.chinese() ? "受损人群——" + groups + "。" : "Who loses, " + groups + ".";
  if (!measures.empty()) {
    if (!text.empty() && !subject.chinese()) text += ' ';
    text += subject.chinese() ? "变差的还有：" + measures + "。" : "Also worse: " + measures + ".";
  }
  if (!text.empty()) return text;
  std::size_t judged = 0;
  const std::size_t told_as_cost = cost_row(subject.comparison);
  for (std::size_t row = 1; row < subject.policy.differences.size(); ++row) {
    if (row != told_as_cost && subject.policy.differences[row].effect != Effect::too_few) ++judged;
  }
  if (judged == 0) return {};
  if (judged == 1) return say(subject, "The one other measure is not seen to get worse.", "其余1项指标未见变差。");
  return say(subject, "Of {k} other measures and groups, none is seen to get worse.", "其余{k}项指标和人群未见变差。",
             fmt::arg("k", judged));
}

bool everything_is_zero(const PolicyComparison& policy) {
  for (const Difference& difference : policy.differences) {
    if (!difference.statistics.exactly_zero) return false;
  }
  return true;
}

}  // namespace

std::vector<std::size_t> rows_that_lose(const Comparison& comparison, std::size_t policy) {
  const std::vector<Difference>& differences = comparison.of(policy).differences;
  std::vector<std::size_t> rows;
  for (std::size_t row = 1; row < differences.size(); ++row) {
    if (differences[row].effect == Effect::worse) rows.push_back(row);
  }
  return rows;
}

std::string verdict(const Comparison& comparison, std::size_t policy, Language language) {
  const Subject subject{comparison, comparison.of(policy), language};
  if (everything_is_zero(subject.policy) && subject.primary().statistics.pairs >= 2) {
    return say(subject,
               "“{P}” makes no difference at all: in each of {n} runs every measure is the same as under “{B}”.",
               "“{P}”毫无影响：{n}次运行中，每项指标都与“{B}”完全相同。");
  }
  const std::vector<std::size_t> rows = rows_that_lose(comparison, policy);
  std::vector<std::string> sentences;
  if (subject.primary().worlds) {
    sentences.push_back(second_bar(subject, !losing_groups(subject, rows).empty()));
  } else {
    sentences.push_back(first_bar(subject));
    if (subject.primary().effect != Effect::too_few) {
      sentences.push_back(say(subject, "This allows for luck only: the assumptions have not been varied yet.",
                              "这里只考虑了偶然波动，各项假设尚未变动检验。"));
    }
  }
  sentences.push_back(left_out(subject));
  sentences.push_back(cost(subject));
  sentences.push_back(losers(subject, rows));
  std::string text;
  for (const std::string& sentence : sentences) {
    if (!text.empty() && !sentence.empty() && !subject.chinese()) text += ' ';
    text += sentence;
  }
  return text;
}

}  // namespace cogov
