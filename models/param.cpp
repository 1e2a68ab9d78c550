#include "models/param.hpp"

#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

std::vector<Section> finished_sections() {
  std::vector<Section> sections = declared_sections();
  for (Section& section : sections) {
    if (!section.policy_may_set) continue;
    section.params.push_back({.key = std::string(lead_key),
                              .type = Type::real,
                              .fallback = section.lead_days,
                              .low = 0,
                              .high = 3650,
                              .unit = "d",
                              .meaning = "days from day 0 until a policy's change of this section takes hold",
                              .meaning_zh = "政策对本部分的改动自第0天起多少天后生效",
                              .source = "assumption",
                              .tag = Tag::assumption});
  }
  return sections;
}

}  // namespace

const std::vector<Section>& all_sections() {
  static const std::vector<Section> sections = finished_sections();
  return sections;
}

Param as_size(Param param) {
  param.size = true;
  return param;
}

Param real_param(const char* key, double fallback, double low, double high, const char* unit, const char* meaning,
                 const char* meaning_zh, const char* source, Tag tag, double swept_low, double swept_high) {
  return {.key = key,
          .type = Type::real,
          .fallback = fallback,
          .low = low,
          .high = high,
          .unit = unit,
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = tag,
          .swept_low = swept_low,
          .swept_high = swept_high};
}

Param whole_param(const char* key, std::int64_t fallback, double low, double high, const char* unit,
                  const char* meaning, const char* meaning_zh, const char* source, Tag tag) {
  return {.key = key,
          .type = Type::integer,
          .fallback = fallback,
          .low = low,
          .high = high,
          .unit = unit,
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = tag};
}

Param choice_param(const char* key, const char* fallback, std::vector<std::string> choices, const char* meaning,
                   const char* meaning_zh, const char* source, Tag tag) {
  return {.key = key,
          .type = Type::choice,
          .fallback = std::string(fallback),
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = tag,
          .choices = std::move(choices)};
}

Param switch_param(const char* key, bool fallback, const char* meaning, const char* meaning_zh, const char* source,
                   Tag tag) {
  return {.key = key,
          .type = Type::boolean,
          .fallback = fallback,
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = tag};
}

int section_index(std::string_view key) {
  const std::vector<Section>& sections = all_sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

int param_index(const Section& section, std::string_view key) {
  for (std::size_t i = 0; i < section.params.size(); ++i) {
    if (section.params[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace cogov
