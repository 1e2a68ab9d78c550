#include "output/verdict_cost.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace cogov {

namespace {

constexpr std::string_view yearly_cost = "yearly_cost_yuan";
constexpr std::string_view off_budget = "yearly_off_budget_yuan";

/// The row of a measure without a group; 0: there is none (row 0 is the primary).
std::size_t row_named(const Comparison& comparison, std::string_view name) {
  for (std::size_t row = 1; row < comparison.measures.size(); ++row) {
    const ComparedMeasure& candidate = comparison.measures[row];
    if (candidate.group.empty() && candidate.measure.name == name) return row;
  }
  return 0;
}

/// The measure that says what a policy costs: the yearly cost, or the first one in yuan. 0: there is none.
std::size_t cost_row(const Comparison& comparison) {
  if (const std::size_t row = row_named(comparison, yearly_cost); row > 0) return row;
  for (std::size_t row = 1; row < comparison.measures.size(); ++row) {
    if (is_money(comparison.measures[row]) && comparison.measures[row].measure.name != off_budget) return row;
  }
  return 0;
}

/// A cost that is the same in every run is a fact of the policy, however few the runs.
bool is_fact(const PairedStatistics& pairs) { return pairs.constant && pairs.p && *pairs.p < 1; }

bool is_told(const Difference& difference) {
  return is_fact(difference.statistics) || (difference.effect != Effect::none && difference.effect != Effect::too_few);
}

/// "85,000": the size of a difference.
std::string size_text(const Measure& measure, const PairedStatistics& pairs) {
  return number_text(std::abs(pairs.difference) * display_scale(measure), display_precision(measure, pairs));
}

/// "of which off the budget: +12,000"; "" if the policy changes nothing there. On the same footing as the yearly
/// cost: once in force.
std::string off_the_budget(const Subject& subject) {
  const std::size_t row = row_named(subject.comparison, off_budget);
  if (row == 0 || cost_row(subject.comparison) == row) return {};
  const Difference& difference = subject.policy.differences[row];
  if (difference.statistics.exactly_zero || !is_told(difference)) return {};
  const Measure& measure = subject.comparison.measures[row].measure;
  const std::string text = figures(measure, difference.statistics).difference;
  return say(subject, "of which off the budget: {x}", "其中财政之外{x}元", fmt::arg("x", text));
}

/// What one unit of a measure is called where it is bought.
struct Bought {
  std::string_view unit, english, chinese;
};
constexpr std::array<Bought, 4> bought{
    {{"d", "day", "天"}, {"h", "hour", "小时"}, {"min", "minute", "分钟"}, {"1", "percentage point", "个百分点"}}};

/// "210,000 for each day saved"; "" where the unit of the primary measure has no such name.
std::string price(const Subject& subject, double yuan) {
  const Measure& measure = subject.measure();
  if (measure.unit == "1" && !is_share(measure)) return {};
  const std::string_view unit = std::string_view(measure.unit).substr(0, measure.unit.find('/'));
  for (const Bought& one : bought) {
    if (one.unit != unit) continue;
    const double change = std::abs(subject.primary().statistics.difference) * display_scale(measure);
    const bool less = measure.better == Better::lower;
    return say(subject, ", {x} for each {one} {done}", "，每{done}一{one}{x}元",
               fmt::arg("x", rough_text(yuan / change)), fmt::arg("one", subject.chinese() ? one.chinese : one.english),
               fmt::arg("done", subject.chinese() ? (less ? "减少" : "增加") : (less ? "saved" : "gained")));
  }
  return {};
}

/// "; the same money on plain staff gives −0.3 days"; "" if there is no such policy.
std::string plain_staff(const Subject& subject) {
  if (!subject.policy.control) return {};
  const Difference& control = subject.comparison.of(*subject.policy.control).differences.front();
  const std::string& name = subject.comparison.of(*subject.policy.control).policy;
  const bool plain = name.find("plain staff") != std::string::npos;
  const std::string use =
      subject.chinese() ? (plain ? "增加人手" : "用于“" + name + "”") : (plain ? "plain staff" : "“" + name + "”");
  if (!is_told(control)) {
    return say(subject, "; the same money on {use} gives nothing beyond luck", "；同样的钱{use}，效果与偶然波动分不开",
               fmt::arg("use", use));
  }
  const std::string shown = figures(subject.measure(), control.statistics).difference;
  return say(subject, "; the same money on {use} gives {control}{du}", "；同样的钱{use}可得{control}{du}",
             fmt::arg("use", use), fmt::arg("control", shown));
}

/// " (whole cost a year; off the public budget: +12,000)": what the amount is of; "" if there is nothing to say.
std::string inside(const Subject& subject, const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty() && !part.empty()) text += subject.chinese() ? "，" : "; ";
    text += part;
  }
  if (text.empty()) return {};
  return subject.chinese() ? "（" + text + "）" : " (" + text + ")";
}

/// The cost in yuan, told from luck: more or less, and where the policy is better, at what price.
std::string told_cost(const Subject& subject, std::size_t row, const std::string& name, bool clearly_better,
                      bool with_control) {
  const Measure& measure = subject.comparison.measures[row].measure;
  const PairedStatistics& pairs = subject.policy.differences[row].statistics;
  const bool more = pairs.difference > 0;
  // "170,000 yuan more a year": the time stands behind.
  const bool yearly = measure.unit.ends_with("/year");
  const std::string x = size_text(measure, pairs);
  const std::string unit = yearly ? "yuan" : unit_word(measure, Language::english);
  const std::string unit_zh = yearly ? "元" : unit_word(measure, Language::chinese);
  const std::string off = off_the_budget(subject);
  const auto tell = [&](const char* english, const char* chinese, const std::string& inside_text,
                        const std::string& rest, const std::string& control) {
    return say(subject, english, chinese, fmt::arg("x", x), fmt::arg("cu", subject.chinese() ? unit_zh : unit),
               fmt::arg("yearly", yearly ? (subject.chinese() ? "每年" : " a year") : ""),
               fmt::arg("inside", inside_text), fmt::arg("rest", rest), fmt::arg("control", control));
  };
  if (more && clearly_better) {
    return tell("Better but dearer: {x} {cu} more{yearly}{inside}{rest}{control}.",
                "更好但更贵：{yearly}多花{x}{cu}{inside}{rest}{control}。", inside(subject, {name, off}),
                price(subject, pairs.difference), plain_staff(subject));
  }
  // Where worlds were varied, "in every run" would say more than is known.
  const bool each = is_fact(pairs) && !subject.primary().worlds;
  const std::string what = inside(subject, {name, each && subject.chinese() ? "每次运行皆然" : "", off});
  return tell(
      more ? "It costs {x} {cu} more{yearly}{rest}{inside}{control}." : "It saves {x} {cu}{yearly}{rest}{inside}.",
      more ? "{yearly}多花{x}{cu}{inside}{control}。" : "{yearly}节省{x}{cu}{inside}。", what,
      each ? " in every run" : "", more && with_control ? plain_staff(subject) : "");
}

}  // namespace

bool is_money(const ComparedMeasure& row) { return row.group.empty() && row.measure.unit.starts_with("yuan"); }

std::string cost_sentence(const Subject& subject, bool clearly_better, bool with_control) {
  const std::size_t row = cost_row(subject.comparison);
  if (row == 0 || !subject.policy.differences[row].statistics.p) return {};
  const Difference& difference = subject.policy.differences[row];
  const Measure& measure = subject.comparison.measures[row].measure;
  // What the yearly cost is of needs no saying; what another measure is of does.
  const std::string name = measure.name == yearly_cost ? std::string() : sentence_label(measure, subject.language);
  const std::string of = inside(subject, {name});
  const auto label = fmt::arg("of", of);  // an argument refers to its value, which has to outlive it
  if (difference.statistics.exactly_zero) {
    if (name.empty())
      return say(subject, "It costs exactly the same, unpaid time left out.", "费用完全相同（无偿时间除外）。");
    return say(subject, "It costs exactly the same{of}.", "费用{of}完全相同。", label);
  }
  if (!is_told(difference)) {
    return say(subject, "It costs neither more nor less, as far as these runs can tell{of}.",
               "就这些运行看，费用{of}没有可辨的增减。", label);
  }
  return told_cost(subject, row, name, clearly_better, with_control);
}

}  // namespace cogov
