#include "models/param.hpp"

#include "models/registry.hpp"

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
