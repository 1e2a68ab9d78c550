#include "scenarios/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/param.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

/// A section and those of its parameters that were asked for.
struct Topic {
  const Section* section;
  std::vector<const Param*> params;
};

Topic whole(const Section& section) {
  Topic topic{&section, {}};
  for (const Param& param : section.params) topic.params.push_back(&param);
  return topic;
}

[[noreturn]] void refuse(const std::string& subject) {
  std::vector<std::string> names;
  for (const Section& section : all_sections()) {
    names.push_back(section.key);
    for (const Param& param : section.params) {
      names.push_back(param.key);
      names.push_back(section.key + "." + param.key);
    }
  }
  std::string remedy = did_you_mean(subject, names);
  if (remedy.empty()) remedy = "'cogov explain' lists all sections";
  throw UserError(Problem{{}, fmt::format("there is no section or key {}", shown(subject)), {}, std::move(remedy)});
}

std::vector<Topic> topics_of(const std::string& subject) {
  std::vector<Topic> topics;
  for (const Section& section : all_sections()) {
    if (subject.empty() || section.key == subject) topics.push_back(whole(section));
  }
  if (!topics.empty()) return topics;
  for (const Section& section : all_sections()) {
    for (const Param& param : section.params) {
      if (subject == param.key || subject == section.key + "." + param.key) topics.push_back({&section, {&param}});
    }
  }
  if (topics.empty()) refuse(subject);
  return topics;
}

const char* tag_text(Tag tag) {
  switch (tag) {
    case Tag::claim:
      return "claim";
    case Tag::evidence:
      return "evidence";
    case Tag::calculated:
      return "calculated";
    case Tag::assumption:
      return "assumption";
    case Tag::convention:
      return "convention";
  }
  return "";
}

const char* type_text(Type type) {
  switch (type) {
    case Type::boolean:
      return "boolean";
    case Type::integer:
      return "integer";
    case Type::real:
      return "real";
    case Type::choice:
      return "choice";
    case Type::list:
      return "list";
    case Type::text:
      return "text";
  }
  return "";
}

/// What a value rests on, in words; many sources begin with the tag themselves.
std::string support_text(const Param& param) {
  const std::string tag = tag_text(param.tag);
  return param.source.starts_with(tag) ? param.source : fmt::format("{}: {}", tag, param.source);
}

bool is_number(const Param& param) { return param.type == Type::integer || param.type == Type::real; }

std::string range_of(const Param& param) {
  if (is_number(param)) return fmt::format("{} .. {}", number_text(param.low), number_text(param.high));
  if (param.type == Type::boolean) return "true, false";
  return fmt::format("{}", fmt::join(param.choices, ", "));
}

std::string list_of_sections() {
  std::size_t width = 0;
  for (const Section& section : all_sections()) width = std::max(width, section.key.size());
  std::string text;
  for (const Section& section : all_sections()) {
    text += fmt::format("{:<{}}  {}  {}\n", section.key, width, section.title, section.title_zh);
  }
  return text;
}

/// A table with columns just wide enough; the last one is not padded.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], character_count(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    text += " ";
    for (std::size_t i = 0; i + 1 < row.size(); ++i) text += fmt::format(" {:<{}} ", row[i], widths[i]);
    text += fmt::format(" {}\n", row.back());
  }
  return text;
}

std::string section_text(const Topic& topic) {
  const Section& section = *topic.section;
  std::string text = fmt::format("[{}]  {}  {}\n", section.key, section.title, section.title_zh);
  if (!section.rule.empty()) text += fmt::format("  changes:   {}\n", section.rule);
  if (!section.fails_by.empty()) text += fmt::format("  fails by:  {}\n", section.fails_by);
  if (!section.rows.empty()) text += fmt::format("  rows:      {}\n", fmt::join(section.rows, ", "));
  if (section.switchable) text += "  off unless the section is present; 'enabled = false' turns it off\n";
  if (!section.policy_may_set) text += "  the same for all policies\n";
  std::vector<std::vector<std::string>> rows = {{"key", "default", "range", "unit", "rests on", "meaning"}};
  for (const Param* param : topic.params) {
    rows.push_back({param->key, toml_text(param->fallback), range_of(*param), param->unit, tag_text(param->tag),
                    fmt::format("{} ({})", param->meaning, param->source)});
  }
  return text + "\n" + table(rows);
}

std::string param_text(const Section& section, const Param& param) {
  std::string text = fmt::format("{}.{}\n", section.key, param.key);
  const auto line = [&](const char* label, const std::string& content) {
    if (!content.empty()) text += fmt::format("  {:<10} {}\n", label, content);
  };
  line("meaning", param.meaning);
  line("", param.meaning_zh);
  line("default", toml_text(param.fallback));
  line("range", range_of(param));
  line("unit", param.unit);
  line("rests on", support_text(param));
  if (param.swept()) {
    line("plausible", fmt::format("{} .. {}", number_text(param.swept_low), number_text(param.swept_high)));
  }
  line("section", fmt::format("[{}] {}", section.key, section.title));
  return text;
}

Json param_json(const Param& param) {
  Json json = {{"key", param.key}, {"type", type_text(param.type)}, {"default", json_of(param.fallback)}};
  if (is_number(param)) {
    json["low"] = param.low;
    json["high"] = param.high;
    if (param.type == Type::integer) {
      json["low"] = static_cast<std::int64_t>(param.low);
      json["high"] = static_cast<std::int64_t>(param.high);
    }
  }
  if (!param.choices.empty()) json["choices"] = param.choices;
  json["unit"] = param.unit;
  json["meaning"] = param.meaning;
  json["meaning_zh"] = param.meaning_zh;
  json["source"] = param.source;
  json["tag"] = tag_text(param.tag);
  if (param.swept()) {
    json["swept_low"] = param.swept_low;
    json["swept_high"] = param.swept_high;
  }
  return json;
}

}  // namespace

std::string explain_text(const std::string& subject) {
  if (subject.empty()) return list_of_sections();
  std::string text;
  for (const Topic& topic : topics_of(subject)) {
    if (!text.empty()) text += "\n";
    const bool one_key = topic.section->key != subject;
    text += one_key ? param_text(*topic.section, *topic.params.front()) : section_text(topic);
  }
  return text;
}

std::string explain_json(const std::string& subject) {
  Json sections = Json::array();
  for (const Topic& topic : topics_of(subject)) {
    const Section& section = *topic.section;
    Json params = Json::array();
    for (const Param* param : topic.params) params.push_back(param_json(*param));
    sections.push_back({{"key", section.key},
                        {"title", section.title},
                        {"title_zh", section.title_zh},
                        {"rule", section.rule},
                        {"fails_by", section.fails_by},
                        {"rows", section.rows},
                        {"switchable", section.switchable},
                        {"policy_may_set", section.policy_may_set},
                        {"lead_days", section.lead_days},
                        {"params", params}});
  }
  return json_text({{"sections", sections}});
}

}  // namespace cogov
