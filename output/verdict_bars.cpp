#include "output/verdict_bars.hpp"

namespace cogov {

namespace {

/// "“X” shortens M" and its like, for better, worse or changed.
std::string deed(const Subject& subject, Effect effect, const char* adverb = "", const char* adverb_zh = "") {
  const bool time = is_time(subject.measure()) && subject.measure().better == Better::lower;
  const auto with = [&](const char* english, const char* chinese) {
    return say(subject, english, chinese, fmt::arg("adv", subject.chinese() ? adverb_zh : adverb));
  };
  switch (effect) {
    case Effect::better:
      if (time) return with("“{P}”{adv} shortens {M}", "“{P}”{adv}缩短{M}");
      return with("“{P}”{adv} improves {M}", "“{P}”{adv}改善{M}");
    case Effect::worse:
      if (time) return with("“{P}”{adv} lengthens {M}", "“{P}”{adv}延长{M}");
      return with("“{P}”{adv} makes {M} worse", "“{P}”{adv}使{M}变差");
    default:
      return with("“{P}”{adv} changes {M}", "“{P}”{adv}改变{M}");
  }
}

/// An effect told from luck, as far as the first bar goes.
std::string told(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  std::string text = say(subject, "In these {n} runs ", "在这{n}次运行中，") + deed(subject, subject.primary().effect);
  if (pairs.constant) {
    text += say(subject, ": {a} → {b}{u} (the same difference of {d}{du} in every run).",
                "：{a}→{b}{u}（每次运行都相差{d}{du}）。");
  } else {
    text += say(subject, ": {a} → {b}{u} (95 % interval of the difference {lo} to {hi}{du}).",
                "：{a}→{b}{u}（差值的95%区间：{lo}至{hi}{du}）。");
  }
  const double smallest = subject.comparison.smallest_difference;
  const Interval reach = pairs.interval.value_or(Interval{pairs.difference, pairs.difference});
  if (smallest > 0 && reach.low > -smallest && reach.high < smallest) {
    text += say(subject, " That is less than the {s}{du} worth noticing.", "这小于值得注意的{s}{du}。");
  }
  return text;
}

/// Nothing was told from luck, and the runs were enough (or there is no yardstick).
std::string nothing_told(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  if (pairs.exactly_zero) {
    return say(subject, "“{P}” makes no difference at all to {M}: {a}{u} with and without it, run by run.",
               "“{P}”对{M}毫无影响：有无该方案都是{a}{u}，每次运行皆然。");
  }
  if (!pairs.interval) {
    return say(subject, "“{P}” makes no difference to {M} beyond rounding error: {a}{u}.",
               "除舍入误差外，“{P}”对{M}没有影响：{a}{u}。");
  }
  const double smallest = subject.comparison.smallest_difference;
  if (pairs.interval->low > -smallest && pairs.interval->high < smallest) {
    return say(subject,
               "In these {n} runs “{P}” makes no difference worth noticing to {M}: {a} → {b}{u} (95 % interval of the "
               "difference {lo} to {hi}{du}; worth noticing: {s}).",
               "在这{n}次运行中，“{P}”对{M}没有值得注意的影响：{a}→{b}{u}（差值的95%区间：{lo}至{hi}{du}；"
               "值得注意的最小差异：{s}）。");
  }
  return say(subject,
             "In these {n} runs no effect of “{P}” on {M} can be told from luck: {a} → {b}{u} (95 % interval of the "
             "difference {lo} to {hi}{du}).",
             "在这{n}次运行中，“{P}”对{M}的影响与偶然波动分不开：{a}→{b}{u}（差值的95%区间：{lo}至{hi}{du}）。");
}

std::string not_enough(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  if (pairs.pairs == 0) {
    return say(subject, "We can't tell what “{P}” does to {M}: no pair of runs has a value on both sides.",
               "无法判断“{P}”对{M}的影响：没有一对运行两边都有数值。");
  }
  if (pairs.pairs == 1) {
    return say(subject,
               "Not enough replicates to tell: in one pair of runs “{P}” took {M} from {a} to {b}{u}, and one pair "
               "can't tell an effect from luck.",
               "运行次数不足，无法判断：仅有的一对运行中，“{P}”使{M}由{a}变为{b}{u}；一对运行分不清效果与偶然。");
  }
  if (pairs.constant) {
    return say(subject,
               "Not enough replicates to tell: {n} pairs of runs agree on {d}{du} for “{P}” in {M} ({a} → {b}{u}), but "
               "so few can agree by chance.",
               "运行次数不足，无法判断：“{P}”下{M}在{n}对运行中都相差{d}{du}（{a}→{b}{u}），但次数太少，可能是巧合。");
  }
  if (pairs.infinite > 0 && *pairs.p < significance) {
    return say(subject,
               "We can't tell what “{P}” does to {M}: {a} → {b}{u} in the {n} pairs of runs that reached a value, but "
               "the others point the other way.",
               "无法判断“{P}”对{M}的影响：达到数值的{n}对运行中为{a}→{b}{u}，其余运行的方向相反。");
  }
  std::string text =
      say(subject,
          "Not enough replicates to tell: under “{P}” {M} could change by {lo} to {hi}{du} ({a} → {b}{u} "
          "in these {n} runs).",
          "运行次数不足，无法判断：“{P}”下{M}可能变化{lo}至{hi}{du}（这{n}次运行中为{a}→{b}{u}）。");
  if (subject.primary().replicates_needed) {
    const auto needed = fmt::arg("needed", *subject.primary().replicates_needed);
    text += say(subject, " About {needed} replicates are needed to see a difference of {s}{du}.",
                "要看出{s}{du}的差别，大约需要{needed}次。", needed);
  }
  return text;
}

}  // namespace

std::string first_bar(const Subject& subject) {
  const Effect effect = subject.primary().effect;
  if (effect == Effect::too_few) return not_enough(subject);
  if (effect == Effect::none) return nothing_told(subject);
  return told(subject);
}

std::string left_out(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  if (pairs.left_out() == 0) return {};
  const std::size_t out = pairs.left_out();
  const std::size_t all = out + pairs.pairs;
  std::string text = say(subject, "{out} of {all} pairs of runs are left out:", "{all}对运行中有{out}对未计入：",
                         fmt::arg("out", out), fmt::arg("all", all));
  if (pairs.failed > 0)
    text += say(subject, " in {failed} a run failed", "{failed}对有运行失败", fmt::arg("failed", pairs.failed));
  if (pairs.failed > 0 && pairs.infinite > 0) text += subject.chinese() ? "，" : ",";
  if (pairs.infinite > 0) {
    text += say(subject, " the value was never reached in {nb} runs under “{B}” and {np} under “{P}”",
                "“{B}”下{nb}次、“{P}”下{np}次始终未达到该数值", fmt::arg("nb", pairs.never_baseline),
                fmt::arg("np", pairs.never_policy));
  }
  return text + (subject.chinese() ? "。" : ".");
}

}  // namespace cogov
