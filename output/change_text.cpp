#include "output/change_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "output/columns.hpp"
#include "output/compare_tables.hpp"
#include "output/compare_text.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

bool nothing_changed(const PolicyComparison& policy) {
  for (const Difference& difference : policy.differences) {
    // What never came to a value on either side is no difference, but no proof of sameness either.
    if (difference.statistics.pairs > 0 && !difference.statistics.exactly_zero) return false;
    if (difference.worlds && !difference.worlds->exactly_zero) return false;
  }
  return policy.differences.front().statistics.pairs >= 2;
}

std::string side_text(const char* name, const Side& side, Language language) {
  const char* form =
      pick(language, "{} {}: {} replicates, seed {}, cogov {}, model {}", "{}{}：{}次运行，种子{}，cogov {}，模型{}");
  return printable(fmt::format(fmt::runtime(form), name, side.file, side.replicates, side.seed, side.program_version,
                               side.model_version)) +
         '\n';
}

std::string only_text(const Side& side, Language language) {
  if (side.only_here.empty()) return {};
  std::string names;
  for (const std::string& name : side.only_here) {
    if (!names.empty()) names += pick(language, ", ", "、");
    names += "“" + name + "”";
  }
  const char* form = pick(language, "Only in {}: {}.", "仅见于{}：{}。");
  return wrapped(printable(fmt::format(fmt::runtime(form), side.file, names)), page_width, "  ") + '\n';
}

/// How the primary measure's difference is to be taken.
const char* judgement(Effect effect, Language language) {
  switch (effect) {
    case Effect::better:
      return pick(language, "better", "更好");
    case Effect::worse:
      return pick(language, "worse", "变差");
    case Effect::changed:
      return pick(language, "told from luck", "排除了偶然波动");
    case Effect::none:
      return pick(language, "can't be told from luck", "与偶然波动分不开");
    case Effect::too_few:
      return pick(language, "too few runs to tell", "运行次数不足，无法判断");
  }
  return "";
}

/// "4.58 days before, 4.41 after, −0.17 [−0.25, −0.09] days"
std::string numbers(const Measure& measure, const PairedStatistics& statistics, Language language) {
  const Figures shown = figures(measure, statistics);
  const auto with_unit = [&](const std::string& number, const std::string& unit) {
    return unit.empty() ? number : number + pick(language, " ", "") + unit;
  };
  const std::string unit = unit_word(measure, language);
  if (statistics.exactly_zero) {
    return fmt::format(fmt::runtime(pick(language, "{} before and after, in every run", "改前改后每次运行都是{}")),
                       with_unit(shown.baseline, unit));
  }
  const std::string interval = statistics.interval ? fmt::format(" [{}, {}]", shown.low, shown.high) : "";
  return fmt::format(fmt::runtime(pick(language, "{} before, {} after, {}", "改前{}，改后{}，{}")),
                     with_unit(shown.baseline, unit), shown.policy,
                     with_unit(shown.difference + interval, difference_unit_word(measure, language)));
}

/// How many rows besides the primary measure changed for the better and the worse.
std::string others(const PolicyComparison& policy, Language language) {
  std::size_t better = 0, worse = 0, changed = 0;
  for (std::size_t row = 1; row < policy.differences.size(); ++row) {
    const Effect effect = policy.differences[row].effect;
    better += effect == Effect::better ? 1 : 0;
    worse += effect == Effect::worse ? 1 : 0;
    changed += effect == Effect::changed ? 1 : 0;
  }
  const std::size_t rows = policy.differences.size() - 1;
  if (better + worse + changed == 0) {
    return fmt::format(fmt::runtime(pick(language, "Of {} other measures and groups none is told from luck.",
                                         "另{}项指标和人群均与偶然波动分不开。")),
                       rows);
  }
  return fmt::format(fmt::runtime(pick(language,
                                       "Of {} other measures and groups {} get better, {} get worse, {} change "
                                       "without being either.",
                                       "另{}项指标和人群中，{}项更好，{}项变差，{}项有变化而无好坏之分。")),
                     rows, better, worse, changed);
}

std::string sentence(const Comparison& comparison, Language language) {
  const PolicyComparison& policy = comparison.policies.front();
  if (nothing_changed(policy)) {
    return fmt::format(
        fmt::runtime(pick(language, "“{}”: nothing changed; every measure is the same in each of {} runs.",
                          "“{}”：毫无变化，{}次运行中每项指标都相同。")),
        policy.policy, policy.differences.front().statistics.pairs);
  }
  const ComparedMeasure& row = comparison.measures.front();
  const Difference& primary = policy.differences.front();
  const std::string label = short_label(row.measure, language);
  if (primary.statistics.pairs == 0) {
    return fmt::format(fmt::runtime(pick(language, "“{}”: {}: no run has a value on both sides. {}",
                                         "“{}”：{}：没有两边都有数值的运行。{}")),
                       policy.policy, label, others(policy, language));
  }
  const std::string told = primary.statistics.exactly_zero
                               ? ""
                               : pick(language, ": ", "：") + std::string(judgement(primary.effect, language));
  return fmt::format(fmt::runtime(pick(language, "“{}”: {}: {}{}. {}", "“{}”：{}：{}{}。{}")), policy.policy, label,
                     numbers(row.measure, primary.statistics, language), told, others(policy, language));
}

std::string differences_text(const Change& change, Language language) {
  if (change.differences.empty()) {
    return pick(language, "The two are the same experiment.\n", "两者是同一项试验。\n");
  }
  std::string text = pick(language, "What differs between the two:\n", "两者的不同之处：\n");
  for (const Told& one : change.differences)
    text += "  " + wrapped("- " + printable(one.in(language)), page_width - 2, "    ") + '\n';
  return text;
}

nlohmann::ordered_json side_json(const Side& side) {
  return {{"file", side.file},
          {"title", side.title},
          {"digest", side.digest},
          {"program_version", side.program_version},
          {"model_version", side.model_version},
          {"seed", side.seed},
          {"replicates", side.replicates},
          {"only_here", side.only_here}};
}

}  // namespace

std::string change_text(const Change& change, bool all, Language language) {
  std::string text = side_text(pick(language, "Before:", "改前："), change.before, language);
  text += side_text(pick(language, "After: ", "改后："), change.after, language);
  text += differences_text(change, language) + '\n';
  text += wrapped(change.luck.in(language), page_width) + "\n\n";
  for (const Comparison& one : change.policies) {
    text += wrapped("• " + printable(sentence(one, language)), page_width, "  ") + '\n';
  }
  text += only_text(change.before, language) + only_text(change.after, language);
  for (const Comparison& one : change.policies) {
    if (nothing_changed(one.policies.front())) continue;
    text += '\n' + (all ? policy_table(one, 1, language) : summary_tables(one, language));
  }
  return text;
}

nlohmann::ordered_json change_json(const Change& change) {
  nlohmann::ordered_json json{{"before", side_json(change.before)}, {"after", side_json(change.after)}};
  json["differences"] = nlohmann::ordered_json::array();
  json["differences_zh"] = nlohmann::ordered_json::array();
  for (const Told& one : change.differences) {
    json["differences"].push_back(one.english);
    json["differences_zh"].push_back(one.chinese);
  }
  json["same_luck"] = change.same_luck;
  json["luck"] = change.luck.english;
  json["luck_zh"] = change.luck.chinese;
  json["policies"] = nlohmann::ordered_json::array();
  for (const Comparison& one : change.policies) {
    nlohmann::ordered_json told = comparison_json(one);
    json["primary"] = told["primary"];
    nlohmann::ordered_json entry{{"policy", one.policies.front().policy},
                                 {"nothing_changed", nothing_changed(one.policies.front())},
                                 {"verdict", sentence(one, Language::english)},
                                 {"verdict_zh", sentence(one, Language::chinese)},
                                 {"differences", told["policies"][0]["differences"]}};
    json["policies"].push_back(std::move(entry));
  }
  return json;
}

std::string change_csv(const Change& change) {
  std::string text;
  for (const Comparison& one : change.policies) {
    const std::string table = comparison_csv(one);
    text += text.empty() ? table : table.substr(table.find('\n') + 1);
  }
  return text;
}

}  // namespace cogov
