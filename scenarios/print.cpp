#include "scenarios/print.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "scenarios/design.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

std::string printed(bool value) { return value ? "true" : "false"; }
std::string printed(std::int64_t value) { return fmt::format("{}", value); }
std::string printed(double value) { return number_text(value); }
std::string printed(const std::string& value) { return toml_string(value); }
std::string printed(const std::vector<std::string>& words) {
  std::string text = "[";
  for (std::size_t i = 0; i < words.size(); ++i) text += (i > 0 ? ", " : "") + toml_string(words[i]);
  return text + "]";
}

std::string assignment(const Param& param, const Value& value) {
  const bool open = param.key == "replicates" && value == Value(std::int64_t{0});
  return fmt::format("{} = {}", param.key, open ? toml_string(until_word) : toml_text(value));
}

/// "# d: days counted"; the unit "1" says nothing.
std::string comment(const Param& param) {
  const bool has_unit = !param.unit.empty() && param.unit != "1";
  return fmt::format("# {}{}", has_unit ? param.unit + ": " : "", param.meaning);
}

void print_section(std::string& text, std::size_t index, const Settings& settings) {
  const Section& section = all_sections()[index];
  text += fmt::format("\n# {}\n[{}]\n", section.title, section.key);
  const bool on = settings.on_at(index);
  if (section.switchable) text += fmt::format("{} = {}\n", enabled_key, on);
  for (std::size_t i = 0; i < section.params.size(); ++i) {
    const Param& param = section.params[i];
    // What is off has no values, except when the switch takes hold.
    if (!on && param.key != lead_key) continue;
    text += fmt::format("{:<32} {}\n", assignment(param, settings.at(index, i)), comment(param));
  }
}

/// The keys of one section in which a policy differs from the baseline, or nothing.
void print_difference(std::string& text, std::size_t index, const Settings& settings, const Settings& baseline) {
  const Section& section = all_sections()[index];
  const bool switched = settings.on_at(index) != baseline.on_at(index);
  std::string lines;
  if (section.switchable && !switched && !settings.on_at(index)) lines = fmt::format("{} = false\n", enabled_key);
  const std::size_t without_a_difference = lines.size();
  if (switched) lines = fmt::format("{} = {}\n", enabled_key, settings.on_at(index));
  for (std::size_t i = 0; i < section.params.size(); ++i) {
    const Param& param = section.params[i];
    if (settings.at(index, i) == baseline.at(index, i)) continue;
    if (!settings.on_at(index) && param.key != lead_key) continue;
    lines += fmt::format("{}\n", assignment(param, settings.at(index, i)));
  }
  if (lines.size() > without_a_difference) text += fmt::format("\n[policy.{}]\n{}", section.key, lines);
}

}  // namespace

std::string toml_text(const Value& value) {
  return std::visit([](const auto& held) { return printed(held); }, value);
}

std::string toml_string(std::string_view text) {
  std::string quoted_text = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      quoted_text += '\\';
      quoted_text += letter;
    } else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) {
      quoted_text += fmt::format("\\u{:04X}", static_cast<unsigned>(letter));
    } else {
      quoted_text += letter;
    }
  }
  return quoted_text + "\"";
}

std::string effective_toml(const Scenario& scenario) {
  std::string text =
      fmt::format("# Every value of the scenario, defaults included.\ntitle = {}\n", toml_string(scenario.title));
  for (std::size_t i = 0; i < all_sections().size(); ++i) print_section(text, i, scenario.baseline());
  if (scenario.design) text += design_toml(*scenario.design);
  for (std::size_t p = 0; p < scenario.policies.size(); ++p) {
    const Policy& policy = scenario.policies[p];
    text += fmt::format("\n[[policy]]\nname = {}\n", toml_string(policy.name));
    if (policy.budget_yuan > 0) {
      text += fmt::format("budget_yuan = {}\nbudget_scales = {}\n", number_text(policy.budget_yuan),
                          toml_string(policy.budget_scales));
    }
    if (!policy.control.empty()) text += fmt::format("control = {}\n", toml_string(policy.control));
    for (std::size_t i = 0; p > 0 && i < all_sections().size(); ++i) {
      print_difference(text, i, policy.settings, scenario.baseline());
    }
  }
  return text;
}

}  // namespace cogov
