#include "output/verdict_worlds.hpp"

#include <algorithm>
#include <cmath>

#include "sim/errors.hpp"

namespace cogov {

namespace {

const WorldRange& worlds_of(const Subject& subject) {
  EXPECT(subject.primary().worlds.has_value());
  return *subject.primary().worlds;
}

/// As say(), with the ends of the second bar: {wlo} {whi} with signs, {least} {most} by size, {k} worlds in which the
/// policy is better, {all} worlds.
template <typename... Args>
std::string say_worlds(const Subject& subject, const char* english, const char* chinese, const Args&... more) {
  const WorldRange& worlds = worlds_of(subject);
  const Ends shown = ends(subject.measure(), subject.primary().statistics, worlds.range);
  return say(subject, english, chinese, fmt::arg("wlo", shown.low), fmt::arg("whi", shown.high),
             fmt::arg("least", shown.least), fmt::arg("most", shown.most), fmt::arg("k", worlds.better),
             fmt::arg("all", worlds.worlds), more...);
}

/// The first bar, briefly: "luck alone: −0.84 to −0.77".
std::string luck_alone(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  if (pairs.interval) return say(subject, "luck alone: {lo} to {hi}", "仅偶然波动：{lo}至{hi}");
  if (pairs.constant) return say(subject, "{d} in every run", "每次运行均为{d}");
  return say(subject, "luck is not known and not taken off: too few runs", "运行次数不足，偶然波动未知，未予扣除");
}

/// "between 0.3 and 0.6 days fewer": the second bar where it lies to one side of zero.
std::string reach(const Subject& subject) {
  const bool fewer = worlds_of(subject).range.high < 0;
  const Measure& measure = subject.measure();
  const char* english = is_time(measure) ? (fewer ? "fewer" : "more") : (fewer ? "lower" : "higher");
  const char* chinese = is_time(measure) ? (fewer ? "少" : "多") : (fewer ? "低" : "高");
  const Ends shown = ends(measure, subject.primary().statistics, worlds_of(subject).range);
  const auto word = fmt::arg("word", subject.chinese() ? chinese : english);
  if (shown.least == shown.most) return say_worlds(subject, "{most}{du} {word}", "{word}{most}{du}", word);
  return say_worlds(subject, "between {least} and {most}{du} {word}", "{word}{least}—{most}{du}", word);
}

/// "3.05 → 2.65 days": the means at default assumptions.
std::string from_to(const Subject& subject) {
  const PairedStatistics& pairs = subject.primary().statistics;
  const bool falls = pairs.policy_mean < pairs.baseline_mean;
  return say(subject, "{a} → {b}{u}", "由{a}{u}{to}{b}{u}", fmt::arg("to", falls ? "降至" : "升至"));
}

std::string better(const Subject& subject) {
  const bool time = is_time(subject.measure()) && subject.measure().better == Better::lower;
  return say_worlds(
      subject, "“{P}” clearly {deed} {M}: {ab} ({reach}; {luck}); better in {k} of {all} plausible worlds.",
      "“{P}”明显{deed}{M}：{ab}（{reach}；{luck}），{all}种合理设想中{k}种更好。",
      fmt::arg("deed", subject.chinese() ? (time ? "缩短" : "改善") : (time ? "shortens" : "improves")),
      fmt::arg("ab", from_to(subject)), fmt::arg("reach", reach(subject)), fmt::arg("luck", luck_alone(subject)));
}

std::string mixed(const Subject& subject) {
  return say_worlds(
      subject, "“{P}” helps most but not all: {M}, {ab} ({reach}; {luck}); better in {k} of {all} plausible worlds.",
      "“{P}”对多数人有利，但并非人人受益：{M}{ab}（{reach}；{luck}），{all}种合理设想中{k}种更好。",
      fmt::arg("ab", from_to(subject)), fmt::arg("reach", reach(subject)), fmt::arg("luck", luck_alone(subject)));
}

std::string worse(const Subject& subject, const std::string& hardest_hit) {
  std::string text = say_worlds(
      subject,
      "“{P}” clearly makes {M} worse: {ab} ({wlo} to {whi}{du}; {luck}); better in {k} of {all} plausible worlds",
      "“{P}”明显使{M}变差：{ab}（{wlo}至{whi}{du}；{luck}），{all}种合理设想中{k}种更好",
      fmt::arg("ab", from_to(subject)), fmt::arg("luck", luck_alone(subject)));
  if (!hardest_hit.empty()) {
    text += say(subject, "; hardest hit: {G}", "；{G}受影响最大", fmt::arg("G", hardest_hit));
  }
  return text + (subject.chinese() ? "。" : ".");
}

std::string changed(const Subject& subject) {
  return say_worlds(subject, "“{P}” clearly changes {M}: {ab} ({wlo} to {whi}{du}; {luck}).",
                    "“{P}”明显改变{M}：{ab}（{wlo}至{whi}{du}；{luck}）。", fmt::arg("ab", from_to(subject)),
                    fmt::arg("luck", luck_alone(subject)));
}

/// "; worth noticing: 0.25"; "" where nothing was said about that.
std::string yardstick(const Subject& subject) {
  if (!(subject.comparison.smallest_difference > 0)) return {};
  return say(subject, "; worth noticing: {s}", "；值得注意的最小差异：{s}");
}

std::string unnoticed(const Subject& subject) {
  const WorldRange& worlds = worlds_of(subject);
  if (worlds.exactly_zero && subject.primary().statistics.exactly_zero) {
    return say_worlds(
        subject,
        "“{P}” makes no difference at all to {M}: {a}{u} with and without it, in every run and in each of "
        "{all} plausible worlds.",
        "“{P}”对{M}毫无影响：有无该方案都是{a}{u}，每次运行、{all}种合理设想皆然。");
  }
  return say_worlds(subject,
                    "“{P}” makes no difference worth noticing to {M} in {few} of {all} plausible worlds: {a} → {b}{u} "
                    "({wlo} to {whi}{du}; {luck}{yardstick}).",
                    "{all}种合理设想中有{few}种，“{P}”对{M}没有值得注意的影响：{a}→{b}{u}（{wlo}至{whi}{du}；{luck}{"
                    "yardstick}）。",
                    fmt::arg("few", worlds.unnoticed), fmt::arg("luck", luck_alone(subject)),
                    fmt::arg("yardstick", yardstick(subject)));
}

/// What stands in the way of knowing: "; what is missing is …".
std::string missing(const Subject& subject) {
  const WorldRange& worlds = worlds_of(subject);
  if (worlds.drivers.empty()) return say(subject, "; no single unknown stands out.", "；没有哪一个未知参数特别突出。");
  const Driver& first = worlds.drivers.front();
  const WorldParameter& parameter = subject.comparison.world_parameters.at(first.parameter);
  return say(subject, "; what is missing is {parameter}, which explains {share} % of the spread.",
             "；关键在于{parameter}未知，它解释了差异的{share}%。",
             fmt::arg("parameter", parameter_name(parameter, subject.language)), fmt::arg("share", share_text(first)));
}

/// Nothing can be said because luck is in the way: more runs would tell, and how many where that is known.
std::string luck_in_the_way(const Subject& subject) {
  const Difference& primary = subject.primary();
  const bool undecided = primary.effect == Effect::too_few || primary.effect == Effect::none;
  std::string text;
  if (undecided && primary.statistics.interval) {
    text =
        say_worlds(subject,
                   "We can't tell: for all that these {n} runs show, under “{P}” {M} could change by {lo} to {hi}{du} "
                   "by luck alone (plausible worlds: {wlo} to {whi}). More runs would help",
                   "目前无法判断：就这{n}次运行看，“{P}”下{M}仅因偶然波动就可能变化{lo}至{hi}{du}（合理设想：{wlo}至{"
                   "whi}）。增加运行次数有帮助");
  } else {
    text = say_worlds(
        subject, "We can't tell: under “{P}” {M} could change by {wlo} to {whi}{du} ({luck}). More runs would help",
        "目前无法判断：“{P}”下{M}可能变化{wlo}至{whi}{du}（{luck}）。增加运行次数有帮助",
        fmt::arg("luck", luck_alone(subject)));
  }
  if (primary.replicates_needed && *primary.replicates_needed > primary.statistics.pairs) {
    text += say(subject, " (about {needed})", "（约需{needed}次）", fmt::arg("needed", *primary.replicates_needed));
  }
  return worlds_of(subject).drivers.empty() ? text + (subject.chinese() ? "。" : ".") : text + missing(subject);
}

/// "; better in 97 of 100 plausible worlds"; "" of a measure that has no better direction.
std::string better_in(const Subject& subject) {
  if (subject.measure().better == Better::neither) return {};
  return say_worlds(subject, "; better in {k} of {all} plausible worlds", "，{all}种合理设想中{k}种更好");
}

std::string too_few_worlds(const Subject& subject) {
  const auto least = fmt::arg("least_worlds", least_worlds);
  std::string text = say_worlds(
      subject,
      "We can't tell yet what “{P}” does to {M}: {all} plausible worlds have a value, and at "
      "least {least_worlds} are needed (run.worlds)",
      "目前无法判断“{P}”对{M}的影响：仅{all}种合理设想有数值，至少需要{least_worlds}种（run.worlds）", least);
  if (worlds_of(subject).worlds > 0) {
    text += say_worlds(subject, "; in them it changes by {wlo} to {whi}{du}", "；其中变化{wlo}至{whi}{du}");
  }
  return text + (subject.chinese() ? "。" : ".");
}

std::string unknown(const Subject& subject, Doubt doubt) {
  if (doubt == Doubt::few_worlds) return too_few_worlds(subject);
  if (doubt == Doubt::left_out) {
    const WorldRange& worlds = worlds_of(subject);
    return say_worlds(
        subject,
        "We can't tell: in {out} of {drawn} plausible worlds {M} has no value with or without “{P}”; in "
        "the others it could change by {wlo} to {whi}{du} ({luck}).",
        "目前无法判断：{drawn}种合理设想中有{out}种，有无“{P}”时{M}缺少数值；其余设想中可能变化{wlo}至{whi}{du}"
        "（{luck}）。",
        fmt::arg("out", worlds.drawn() - worlds.worlds), fmt::arg("drawn", worlds.drawn()),
        fmt::arg("luck", luck_alone(subject)));
  }
  if (doubt == Doubt::luck) return luck_in_the_way(subject);
  return say_worlds(
             subject,
             "We can't tell: under “{P}” {M} could change by {wlo} to {whi}{du} ({luck}{yardstick}){better}. More runs "
             "would not help",
             "目前无法判断：“{P}”下{M}可能变化{wlo}至{whi}{du}（{luck}{yardstick}）{better}。增加运行次数无帮助",
             fmt::arg("luck", luck_alone(subject)), fmt::arg("yardstick", yardstick(subject)),
             fmt::arg("better", better_in(subject))) +
         missing(subject);
}

}  // namespace

std::string second_bar(const Subject& subject, const Judgement& judgement, const std::string& hardest_hit) {
  switch (judgement.finding) {
    case Finding::better:
      return better(subject);
    case Finding::mixed:
      return mixed(subject);
    case Finding::worse:
      return worse(subject, hardest_hit);
    case Finding::changed:
      return changed(subject);
    case Finding::unnoticed:
      return unnoticed(subject);
    case Finding::unknown:
      break;
  }
  return unknown(subject, judgement.doubt);
}

std::string worlds_left_out(const Subject& subject, const Judgement& judgement) {
  const WorldRange& worlds = worlds_of(subject);
  const std::size_t out = worlds.drawn() - worlds.worlds;
  if (out == 0 || judgement.doubt == Doubt::left_out) return {};
  return say(subject, "{out} of {drawn} plausible worlds are left out: a run failed, or the value was never reached.",
             "{drawn}种合理设想中有{out}种未计入：有运行失败，或始终未达到该数值。", fmt::arg("out", out),
             fmt::arg("drawn", worlds.drawn()));
}

std::string parameter_name(const WorldParameter& parameter, Language language) {
  const bool chinese = language == Language::chinese && !parameter.meaning_zh.empty();
  std::string meaning = in_language(language, parameter.meaning, parameter.meaning_zh);
  meaning = meaning.substr(0, std::min(meaning.find(';'), meaning.find("；")));
  if (meaning.empty()) return parameter.key;
  return "“" + meaning + (chinese ? "”（" + parameter.key + "）" : "” (" + parameter.key + ")");
}

std::string share_text(const Driver& driver) { return fmt::format("{:.0f}", 100 * driver.share); }

}  // namespace cogov
