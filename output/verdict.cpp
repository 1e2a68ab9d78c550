#include "output/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "output/finding.hpp"
#include "output/verdict_bars.hpp"
#include "output/verdict_cost.hpp"
#include "output/verdict_worlds.hpp"
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

/// Keeps the `most` first rows of a list of losers; what to say of the rest, "" if there is none.
std::string shorten(const Subject& subject, std::vector<std::size_t>& rows, std::size_t most) {
  if (rows.size() <= most) return {};
  const std::size_t more = rows.size() - most;
  rows.resize(most);
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

/// The measures without groups that get worse; "" if none does.
std::string told_measures(const Subject& subject, std::vector<std::size_t> rows, std::size_t most) {
  if (rows.empty()) return {};
  const std::string more = shorten(subject, rows, most);
  const std::string measures = losing_measures(subject, rows) + more;
  return subject.chinese() ? "变差的还有：" + measures + "。" : "Also worse: " + measures + ".";
}

/// The groups of `rows`, those of one measure together.
std::string told_groups(const Subject& subject, std::vector<std::size_t> rows, std::size_t most) {
  const std::string more = shorten(subject, rows, most);
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return subject.comparison.measures[a].measure.name < subject.comparison.measures[b].measure.name;
  });
  return losing_groups(subject, rows) + more;
}

/// Puts sentences together, in English with a blank between them.
std::string joined(const Subject& subject, const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    if (!text.empty() && !sentence.empty() && !subject.chinese()) text += ' ';
    text += sentence;
  }
  return text;
}

std::string told_losers(const Subject& subject, const Losers& losers) {
  if (losers.groups.empty() && losers.measures.empty()) return nobody_loses(subject);
  std::string groups;
  if (!losers.groups.empty()) {
    groups = told_groups(subject, losers.groups, most_named);
    groups = subject.chinese() ? "受损人群——" + groups + "。" : "Who loses, " + groups + ".";
  }
  return joined(subject, {groups, told_measures(subject, losers.measures, most_named)});
}

// ---- where assumptions were varied

/// How many of the residents are in groups for which a measure is told to get better, in percent; "" if not known.
std::string share_that_gains(const Subject& subject, const std::string& measure) {
  double share = 0;
  for (const GroupShare& group : subject.comparison.residents) {
    for (std::size_t row = 1; row < subject.comparison.measures.size(); ++row) {
      const ComparedMeasure& compared = subject.comparison.measures[row];
      const bool own = compared.measure.name == measure && compared.group == group.group;
      if (own && subject.policy.differences[row].effect == Effect::better) share += group.share;
    }
  }
  return share > 0 ? fmt::format("{:.0f}", 100 * share) : "";
}

/// Who loses though the policy is clearly better on the whole.
std::string but_not_all(const Subject& subject, const std::vector<std::size_t>& groups) {
  const std::string& measure = subject.comparison.measures[groups.front()].measure.name;
  const std::string gain = share_that_gains(subject, measure);
  const bool one_measure = std::ranges::all_of(
      groups, [&](std::size_t row) { return subject.comparison.measures[row].measure.name == measure; });
  if (gain.empty() || !one_measure) {
    const std::string who = told_groups(subject, groups, most_named_with_worlds);
    return subject.chinese() ? "受损人群——" + who + "。" : "Who loses, " + who + ".";
  }
  std::vector<std::size_t> named = groups;
  const std::string more = shorten(subject, named, most_named_with_worlds);
  const std::string label = sentence_label(subject.comparison.measures[groups.front()].measure, subject.language);
  return say(subject, "In {L}, {x} % of residents gain, but not {G}.", "{L}：对{x}%的居民有利，但{G}受损。",
             fmt::arg("L", label), fmt::arg("x", gain), fmt::arg("G", losing_measures(subject, named) + more));
}

/// "No group we count is seen to lose", where groups are counted.
std::string no_group_loses(const Subject& subject, const Losers& losers) {
  const auto is_group = [](const ComparedMeasure& row) { return !row.group.empty(); };
  if (std::ranges::none_of(subject.comparison.measures, is_group)) {
    return losers.measures.empty() ? nobody_loses(subject) : "";
  }
  return say(subject, "No group we count is seen to lose.", "所统计人群无明显受损。");
}

/// The verdict on a policy whose primary measure has worlds.
std::string verdict_with_worlds(const Subject& subject, std::size_t policy) {
  const Judgement judgement = judged(subject.comparison, policy);
  Losers losers = losers_of(subject.comparison, rows_that_lose(subject.comparison, policy));
  losers.groups = groups_that_lose(subject.comparison, policy);
  const bool worse = judgement.finding == Finding::worse;
  const bool settled = worse || judgement.finding == Finding::mixed;  // what else the money might do comes second
  const std::string hardest_hit = worse && !losers.groups.empty() ? loser(subject, losers.groups.front()) : "";
  std::string groups;
  if (judgement.finding == Finding::mixed)
    groups = but_not_all(subject, losers.groups);
  else if (losers.groups.empty())
    groups = no_group_loses(subject, losers);
  else if (!worse)
    groups = (subject.chinese() ? "受损人群——" : "Who loses, ") +
             told_groups(subject, losers.groups, most_named_with_worlds) + (subject.chinese() ? "。" : ".");
  return joined(subject,
                {second_bar(subject, judgement, hardest_hit), left_out(subject), worlds_left_out(subject, judgement),
                 cost_sentence(subject, judgement.finding == Finding::better, !settled), groups,
                 told_measures(subject, losers.measures, losers.groups.empty() ? most_named_with_worlds : 1)});
}

bool everything_is_zero(const PolicyComparison& policy) {
  for (const Difference& difference : policy.differences) {
    if (!difference.statistics.exactly_zero) return false;
    if (difference.worlds && !difference.worlds->exactly_zero) return false;
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
  std::size_t worlds = 0;
  for (const PolicyComparison& policy : comparison.policies) {
    const auto& range = policy.differences.front().worlds;
    if (range) worlds = std::max(worlds, range->drawn());
  }
  const bool chinese = language == Language::chinese;
  std::string note;
  if (worlds == 0) {
    note = chinese ? "以上只考虑了偶然波动，各项假设尚未变动检验。"
                   : "All this allows for luck only: the assumptions have not been varied yet. ";
  } else {
    note = fmt::format(
        fmt::runtime(
            chinese
                ? "以上范围涵盖九成合理设想：{parameters}个未知参数在合理范围内取值{worlds}组，偶然波动已扣除，只有新"
                  "证据能使其收窄。“仅偶然波动”是默认假设下{runs}次运行的95%区间。"
                : "Ranges hold 90 % of plausible worlds: {worlds} draws of the {parameters} parameters that "
                  "nobody has measured, luck taken off; only evidence narrows them. “Luck alone” is the 95 "
                  "% interval of {runs} runs at default assumptions. "),
        fmt::arg("worlds", worlds), fmt::arg("parameters", comparison.world_parameters.size()),
        fmt::arg("runs", comparison.replicates));
  }
  return note + (chinese
                     ? "变差不足基准值1%（占比不足0.5个百分点）的，文中不提，见表。"
                     : "What gets worse by less than 1 % of its value under the baseline (a share: by less than half a "
                       "percentage point) is not named here, but stands in the table.");
}

std::string verdict(const Comparison& comparison, std::size_t policy, Language language) {
  const Subject subject{comparison, comparison.of(policy), language};
  if (everything_is_zero(subject.policy) && subject.primary().statistics.pairs >= 2) {
    if (subject.primary().worlds) {
      return say(subject,
                 "“{P}” makes no difference at all: in each of {n} runs and {w} plausible worlds every measure is the "
                 "same as under “{B}”.",
                 "“{P}”毫无影响：{n}次运行和{w}种合理设想中，每项指标都与“{B}”完全相同。",
                 fmt::arg("w", subject.primary().worlds->worlds));
    }
    return say(subject,
               "“{P}” makes no difference at all: in each of {n} runs every measure is the same as under “{B}”.",
               "“{P}”毫无影响：{n}次运行中，每项指标都与“{B}”完全相同。");
  }
  if (subject.primary().worlds) return verdict_with_worlds(subject, policy);
  return joined(subject, {first_bar(subject), left_out(subject), cost_sentence(subject, false, true),
                          told_losers(subject, losers_of(comparison, rows_that_lose(comparison, policy)))});
}

}  // namespace cogov
