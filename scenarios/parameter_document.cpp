#include "scenarios/parameter_document.hpp"

#include <fmt/format.h>

#include "models/param.hpp"
#include "scenarios/param_words.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

constexpr const char* head =
    "# Parameters\n\n"
    "Made from the tables that the program itself reads; see [ODD.md](ODD.md) for the rules. *Accepted* is what a "
    "scenario\n"
    "may say; *plausible* is what the worlds draw from, where nobody has measured the value. *Tag*: **claim** (an "
    "article\n"
    "says so), **evidence** (measured somewhere), **calculated** (from other entries), **assumption** (ours), "
    "**convention**\n"
    "(of the program). `lead_days`, which every section has that a policy may set, is left out: days from day 0 until "
    "a\n"
    "policy's change takes hold.\n";

/// Text in a cell of a table.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? std::string("\\|") : std::string(1, c);
  return safe;
}

std::string row_of(const Param& param) {
  return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", param.key, cell(param.unit),
                     cell(toml_text(param.fallback)), cell(accepted_range(param, false)), plausible_range(param, false),
                     tag_text(param.tag), cell(param.meaning), cell(source_text(param)));
}

/// "Row 3 of the list of mechanisms; off until present; lead time 0 days."; "" for what is no mechanism.
std::string standing(const Section& section) {
  if (section.rows.empty() && !section.switchable) return "";
  std::string text = "\n";
  if (!section.rows.empty())
    text += fmt::format("Row{} {} of the list of mechanisms; ", section.rows.size() > 1 ? "s" : "",
                        fmt::join(section.rows, ", "));
  return text + (section.switchable ? "off until present" : "always in force") +
         fmt::format("; lead time {} days.\n", number_text(section.lead_days));
}

std::string chapter_of(const Section& section) {
  std::string text = fmt::format("\n## `[{}]` {} {}\n", section.key, section.title, section.title_zh);
  text += standing(section);
  if (!section.rule.empty()) text += "\nChanges: " + section.rule + ".\n";
  if (!section.fails_by.empty()) text += "\nFails by: " + section.fails_by + ".\n";
  if (!section.source.empty()) text += fmt::format("\nRests on ({}): {}.\n", tag_text(section.tag), section.source);
  std::string rows;
  for (const Param& param : section.params) {
    if (param.key != lead_key) rows += row_of(param);
  }
  if (rows.empty()) return text;
  return text + "\n| key | unit | default | accepted | plausible | tag | meaning | source |\n" +
         "|---|---|---|---|---|---|---|---|\n" + rows;
}

}  // namespace

std::string parameter_document() {
  std::string text = head;
  for (const Section& section : all_sections()) text += chapter_of(section);
  return text;
}

}  // namespace cogov
