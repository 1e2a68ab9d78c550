#include "output/compare_text.hpp"

#include <fmt/format.h>

#include "output/columns.hpp"
#include "output/compare_tables.hpp"
#include "output/text_table.hpp"
#include "output/unknowns.hpp"
#include "output/verdict.hpp"

namespace cogov {

namespace {

/// Where the rest is to be seen.
std::string pointer(const Comparison& comparison, const TextOptions& options) {
  const bool chinese = options.language == Language::chinese;
  const std::size_t others = comparison.measures.size() - comparison.first_screen.size();
  const std::string command = fmt::format("cogov compare {} --all{}", options.file, chinese ? " --lang zh" : "");
  std::string text;
  if (others == 0) {
    text = chinese ? "各项区间见：" + command : "Every interval: " + command;
  } else if (others == 1 && !chinese) {
    text = "One other measure, and every interval: " + command;
  } else if (chinese) {
    text = fmt::format("另有{}项指标和人群，以及各项区间，见：{}", others, command);
  } else {
    text = fmt::format("{} other measures and groups, and every interval: {}", others, command);
  }
  return wrapped(printable(text), page_width, "  ") + '\n';
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const TextOptions& options) {
  const Language language = options.language;
  std::string text;
  if (!comparison.title.empty()) text += wrapped(printable(comparison.title), page_width) + "\n\n";
  if (comparison.policies.empty()) {
    text += language == Language::chinese ? "只有一个方案，无从比较。\n\n"
                                          : "There is one policy, and nothing to compare it with.\n\n";
    text += level_table(comparison, options.all, language);
    return options.all ? text : text + pointer(comparison, options);
  }
  for (std::size_t policy = 1; policy <= comparison.policies.size(); ++policy) {
    text += wrapped("• " + printable(verdict(comparison, policy, language)), page_width, "  ") + '\n';
  }
  text += wrapped(closing_note(comparison, language), page_width) + "\n\n";
  const std::string unknowns = unknowns_text(comparison, language);
  const std::string tail = unknowns.empty() ? "" : '\n' + unknowns;
  if (!options.all) {
    const std::string gap = unknowns.empty() ? "" : "\n";
    return text + summary_tables(comparison, language) + tail + gap + pointer(comparison, options);
  }
  std::vector<std::string> names{comparison.baseline};
  for (std::size_t policy = 1; policy <= comparison.policies.size(); ++policy) {
    if (policy > 1) text += '\n';
    text += policy_table(comparison, policy, language);
    names.push_back(comparison.of(policy).policy);
  }
  for (const std::string& section :
       {ledger_text(comparison.ledgers, names, language), harm_text(comparison.harms, names, language)}) {
    if (!section.empty()) text += '\n' + section;
  }
  return text + tail;
}

}  // namespace cogov
