#include "tools/plot_words.hpp"

#include <fmt/format.h>

#include "output/columns.hpp"
#include "sim/utf8.hpp"

namespace cogov::plot {

namespace {

constexpr std::size_t name_cells = 36;  ///< of a policy's name within a sentence

}  // namespace

std::string shortened(const std::string& text, std::size_t cells) {
  const std::string clean = printable(text);
  if (display_width(clean) <= cells) return clean;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t next = at + decode_utf8(std::string_view(clean).substr(at)).length;
    if (display_width(std::string_view(clean).substr(0, next)) + 1 > cells) break;
    kept = at = next;
  }
  while (kept > 0 && clean[kept - 1] == ' ') --kept;
  return clean.substr(0, kept) + "…";
}

std::string Words::baseline() const {
  const std::string name = shortened(result_.manifest().policies.front(), name_cells);
  return "“" + name + "”";
}

std::string Words::title() const { return printable(short_label(measure_, language_)); }

std::string Words::difference_unit() const { return printable(difference_unit_word(measure_, language_)); }

std::string Words::level_axis() const {
  std::string unit = printable(unit_word(measure_, language_));
  if (unit.empty()) unit = pick("number", "数量");
  switch (measure_.better) {
    case Better::lower:
      return unit + pick(" (lower is better)", "（越低越好）");
    case Better::higher:
      return unit + pick(" (higher is better)", "（越高越好）");
    case Better::neither:
      break;
  }
  return unit;
}

std::string Words::difference_label() const {
  const std::string unit = difference_unit();
  if (chinese()) return fmt::format("与{}之差{}", baseline(), unit.empty() ? "" : "（" + unit + "）");
  return fmt::format("Difference from {}{}", baseline(), unit.empty() ? "" : ", " + unit);
}

std::string Words::difference_colours() const {
  return difference_label() + (measure_.better == Better::neither ? "" : pick(" (blue is better)", "，蓝色为好"));
}

std::string Words::difference_axis(bool upright) const {
  const std::string text = difference_label();
  if (measure_.better == Better::neither) return text;
  const bool lower = measure_.better == Better::lower;
  if (upright) {
    return text + (lower ? pick(" (below zero is better)", "，零线以下为好")
                         : pick(" (above zero is better)", "，零线以上为好"));
  }
  return text +
         (lower ? pick(" (to the left is better)", "，向左为好") : pick(" (to the right is better)", "，向右为好"));
}

std::string Words::parameter_axis(const DesignParameter& parameter) const {
  std::string meaning = printable(pick(parameter.meaning, parameter.meaning_zh));
  for (const char* end : {";", "；", " ("}) meaning = meaning.substr(0, meaning.find(end));
  if (meaning.empty()) meaning = printable(parameter.key);
  if (!chinese() && meaning.front() >= 'a' && meaning.front() <= 'z') {
    meaning.front() = static_cast<char>(meaning.front() - 'a' + 'A');
  }
  const bool bare = parameter.unit.empty() || parameter.unit == "1" || parameter.unit == "number";
  if (bare || !parameter.words.empty()) return meaning;
  const Measure as{"", parameter.unit, "", "", Better::neither, false, {}};
  const std::string unit = printable(unit_word(as, language_));
  return meaning + (chinese() ? "（" + unit + "）" : " (" + unit + ")");
}

std::string Words::level_bands(const std::string& each) const {
  return fmt::format(fmt::runtime(pick("Lines: mean of {} runs a policy{}; bands hold nine in ten runs.",
                                       "线：每个方案{}次运行的平均{}；带：十次运行中九次在其中。")),
                     result_.manifest().replicates, each);
}

std::string Words::difference_bands(const std::string& each) const {
  return fmt::format(
      fmt::runtime(pick("Lines: mean difference of {} pairs of runs on the same luck{}; bands: its 95 % interval.",
                        "线：{}对同运气运行之差的平均{}；带：其95 %区间。")),
      result_.manifest().replicates, each);
}

std::string Words::level_dots() const {
  return fmt::format(
      fmt::runtime(pick("Dots: mean of {} runs; bars: its 95 % interval.", "点：{}次运行的平均；粗线：其95 %区间。")),
      result_.manifest().replicates);
}

std::string Words::difference_dots(const std::string& level, bool worlds) const {
  std::string text =
      fmt::format(fmt::runtime(pick("Dots: mean difference of {} pairs of runs on the same luck; {}: its 95 % interval",
                                    "点：{}对同运气运行之差的平均；{}：其95 %区间")),
                  result_.manifest().replicates, worlds ? pick("thick", "粗线") : pick("bars", "线"));
  if (worlds) {
    text += fmt::format(fmt::runtime(pick("; thin: holds 90 % of {} plausible worlds", "；细线：{}个合理设想中的九成")),
                        result_.manifest().worlds);
  }
  text += pick(".", "。");
  if (level.empty()) return text;
  return text + fmt::format(fmt::runtime(pick(" {} itself: {}.", "{}本身：{}。")), baseline(), level);
}

std::string Words::maps(bool line) const {
  return fmt::format(fmt::runtime(pick("Cells: mean difference of {} pairs of runs on the same luck{}.",
                                       "格：{}对同运气运行之差的平均{}。")),
                     result_.manifest().replicates,
                     line ? pick("; the line: where it changes sign", "；黑线：正负在此改变") : std::string());
}

std::string Words::day_step(std::size_t step) const {
  if (step <= 1) return "";
  if (step == 7) return pick(", by week", "（按周）");
  return fmt::format(fmt::runtime(pick(", by {} weeks", "（每{}周一点）")), step / 7);
}

std::string Words::fewer_policies(std::size_t shown, std::size_t all) const {
  return fmt::format(
      fmt::runtime(pick("{} of {} policies: those that change most.", "共{1}个方案，仅示变化最大的{0}个。")), shown,
      all);
}

std::string Words::zero_labels(std::size_t count) const {
  if (count == 1) return pick("One that is always 0 is left out.", "恒为0的一项略去。");
  return fmt::format(fmt::runtime(pick("{} that are always 0 are left out.", "恒为0的{}项略去。")), count);
}

std::string Words::failed_runs() const {
  const Manifest& manifest = result_.manifest();
  std::size_t failed = 0;
  for (const RunKey key : manifest.runs()) failed += result_.failed(key) ? 1 : 0;
  if (failed == 0) return "";
  return fmt::format(fmt::runtime(pick("{} of {} runs failed and are left out.", "{1}次运行中有{0}次失败，未计入。")),
                     failed, manifest.size());
}

std::string Words::never_reached(std::size_t pairs) const {
  if (pairs == 0) return "";
  return fmt::format(fmt::runtime(pick("Left out where a value was never reached: up to {} pairs.",
                                       "某值从未达到的运行对未计入（最多{}对）。")),
                     pairs);
}

std::string Words::source() const {
  return pick("Result ", "结果 ") + result_.digest().substr(0, 12) + pick(".", "。");
}

}  // namespace cogov::plot
