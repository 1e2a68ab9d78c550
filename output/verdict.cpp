#include "output/verdict.hpp"

#include <algorithm>
#include <cmath>

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

/// Money is told in the sentence about cost, and in the tables.
bool is_money(const ComparedMeasure& row) { return row.group.empty() && row.measure.unit.starts_with("yuan"); }

std::string cost(const Subject& subject) {
  const std::size_t row = cost_row(subject.comparison);
  if (row == 0 || !subject.policy.differences[row].statistics.p) return {};
  const Difference& difference = subject.policy.differences[row];
  const Measure& measure = subject.comparison.measures[row].measure;
  const std::string name = sentence_label(measure, subject.language);
  const auto label = fmt::arg("C", name);  // an argument refers to its value, which has to outlive it
  const PairedStatistics& pairs = difference.statistics;
  if (pairs.exactly_zero) {
    return say(subject, "It costs exactly the same ({C}).", "费用（{C}）完全相同。", label);
  }
  // A cost that is the same in every run is a fact of the policy, however few the runs.
  const bool sure = pairs.constant && *pairs.p < 1;
  if (!sure && (difference.effect == Effect::none || difference.effect == Effect::too_few)) {
    return say(subject, "It costs neither more nor less, as far as these runs can tell ({C}).",
               "就这些运行看，费用（{C}）没有可辨的增减。", label);
  }
  const double precision = display_precision(measure, pairs);
  const std::string size = number_text(std::abs(pairs.difference) * display_scale(measure), precision);
  const std::string unit = unit_word(measure, subject.language);
  const std::string each = !sure ? "" : subject.chinese() ? "，每次运行皆然" : " in every run";
  const bool more = pairs.difference > 0;
  return say(subject, more ? "It costs {x} {cu} more{each} ({C})." : "It saves {x} {cu}{each} ({C}).",
             more ? "多花{x}{cu}（{C}{each}）。" : "节省{x}{cu}（{C}{each}）。", label, fmt::arg("x", size),
             fmt::arg("cu", unit), fmt::arg("each", each));
}

/// "aged 80+ (+0.6 days)": a group or, of a measure without groups, the measure, with its difference.
/// What stands in brackets already takes it in: "days with a problem (the slowest tenth; +25 days)".
std::string loser(const Subject& subject, std::size_t row) {
  const ComparedMeasure& lost = subject.comparison.measures[row];
  std::string who = lost.group.empty() ? sentence_label(lost.measure, subject.language)
                                       : in_language(subject.language, lost.group, lost.group_zh);
  const std::string open = subject.chinese() ? "（" : " (";
  const std::string close = subject.chinese() ? "）" : ")";
  if (!who.ends_with(close)) return who + open + amount(subject, row) + close;
  who.resize(who.size() - close.size());
  return who + (subject.chinese() ? "；" : "; ") + amount(subject, row) + close;
}

/// The groups that lose, measure by measure: "in M: aged 80+ (+0.6 days), alone (+0.2 days)".
std::string losing_groups(const Subject& subject, const std::vector<std::size_t>& rows) {
  std::string text;
  std::string last;  // the measure that was named last
  for (const std::size_t row : rows) {
    const Measure& measure = subject.comparison.measures[row].measure;
    if (last == measure.name) {
      text += subject.chinese() ? "、" : ", ";
    } else {
      const std::string label = sentence_label(measure, subject.language);
      if (!text.empty()) text += subject.chinese() ? "；" : "; ";
      text += subject.chinese() ? label + "：" : "in " + label + ": ";
    }
    last = measure.name;
    text += loser(subject, row);
  }
  return text;
}

/// The other measures that get worse: "M (+2.1 percentage points), N (−3 hours)".
std::string losing_measures(const Subject& subject, const std::vector<std::size_t>& rows) {
  std::string text;
  for (const std::size_t row : rows) {
    if (!text.empty()) text += subject.chinese() ? "、" : ", ";
    text += loser(subject, row);
  }
  return text;
}

/// Keeps the first `most_named` rows of a list of losers; what to say of the rest, "" if there is none.
std::string shorten(const Subject& subject, std::vector<std::size_t>& rows) {
  if (rows.size() <= most_named) return {};
  const std::size_t more = rows.size() - most_named;
  rows.resize(most_named);
  return say(subject, ", and {more} more, in the table", "等，另有{more}项见表", fmt::arg("more", more));
}

/// That nothing is seen to lose, and how much was looked at.
std::string nobody_loses(const Subject& subject) {
  std::size_t judged = 0;
  for (std::size_t row = 1; row < subject.policy.differences.size(); ++row) {
    if (!is_money(subject.comparison.measures[row]) && subject.policy.differences[row].effect != Effect::too_few)
      ++judged;
  }
  if (judged == 0) return {};
  if (judged == 1)
    return say(subject, "The one other measure is not seen to get noticeably worse.",
               "其余1项指标未见值得一提的变差。");
  return say(subject, "None of the {k} other measures and groups is seen to get noticeably worse.",
             "其余{k}项指标和人群均未见值得一提的变差。", fmt::arg("k", judged));
}

struct Losers {
  std::vector<std::size_t> groups, measures;
};

Losers losers_of(const Comparison& comparison, const std::vector<std::size_t>& rows) {
  Losers losers;
  for (const std::size_t row : rows) {
    if (is_money(comparison.measures[row])) continue;
    (comparison.measures[row].group.empty() ? losers.measures : losers.groups).push_back(row);
  }
  return losers;
}

std::string told_losers(const Subject& subject, Losers losers) {
  if (losers.groups.empty() && losers.measures.empty()) return nobody_loses(subject);
  std::string text;
  if (!losers.groups.empty()) {
    const std::string more = shorten(subject, losers.groups);
    // Groups of one measure are named together.
    std::stable_sort(losers.groups.begin(), losers.groups.end(), [&](std::size_t a, std::size_t b) {
      return subject.comparison.measures[a].measure.name < subject.comparison.measures[b].measure.name;
    });
    const std::string groups = losing_groups(subject, losers.groups) + more;
    text += subject.chinese() ? "受损人群——" + groups + "。" : "Who loses, " + groups + ".";
  }
  if (!losers.measures.empty()) {
    const std::string more = shorten(subject, losers.measures);
    const std::string measures = losing_measures(subject, losers.measures) + more;
    if (!text.empty() && !subject.chinese()) text += ' ';
    text += subject.chinese() ? "变差的还有：" + measures + "。" : "Also worse: " + measures + ".";
  }
  return text;
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
    const bool named = worth_naming(comparison.measures[row].measure, differences[row].statistics);
    if (differences[row].effect == Effect::worse && named) rows.push_back(row);
  }
  const auto& first = comparison.first_screen;
  // Where first_screen is all rows, it doesn't say what matters more.
  const bool ranks = first.size() < comparison.measures.size();
  const auto place = [&](std::size_t row) {
    return ranks ? std::find(first.begin(), first.end(), row) - first.begin() : 0;
  };
  const auto in_proportion = [&](std::size_t row) {
    const PairedStatistics& pairs = differences[row].statistics;
    return std::abs(pairs.difference) / std::max(std::abs(pairs.baseline_mean), 1e-300);
  };
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return place(a) != place(b) ? place(a) < place(b) : in_proportion(a) > in_proportion(b);
  });
  return rows;
}

std::string closing_note(const Comparison& comparison, Language language) {
  bool varied = false;
  for (const PolicyComparison& policy : comparison.policies) {
    varied = varied || policy.differences.front().worlds.has_value();
  }
  const bool chinese = language == Language::chinese;
  std::string note;
  if (!varied) {
    note = chinese ? "以上只考虑了偶然波动，各项假设尚未变动检验。"
                   : "All this allows for luck only: the assumptions have not been varied yet. ";
  }
  return note + (chinese
                     ? "变差不足基准值1%（占比不足0.5个百分点）的，文中不提，见表。"
                     : "What gets worse by less than 1 % of its value under the baseline (a share: by less than half a "
                       "percentage point) is not named here, but stands in the table.");
}

std::string verdict(const Comparison& comparison, std::size_t policy, Language language) {
  const Subject subject{comparison, comparison.of(policy), language};
  if (everything_is_zero(subject.policy) && subject.primary().statistics.pairs >= 2) {
    return say(subject,
               "“{P}” makes no difference at all: in each of {n} runs every measure is the same as under “{B}”.",
               "“{P}”毫无影响：{n}次运行中，每项指标都与“{B}”完全相同。");
  }
  const Losers losers = losers_of(comparison, rows_that_lose(comparison, policy));
  std::vector<std::string> sentences;
  sentences.push_back(subject.primary().worlds ? second_bar(subject, !losers.groups.empty()) : first_bar(subject));
  sentences.push_back(left_out(subject));
  sentences.push_back(cost(subject));
  sentences.push_back(told_losers(subject, losers));
  std::string text;
  for (const std::string& sentence : sentences) {
    if (!text.empty() && !sentence.empty() && !subject.chinese()) text += ' ';
    text += sentence;
  }
  return text;
}

}  // namespace cogov
