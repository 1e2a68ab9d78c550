/// Every rule that is a choice between words is a structure, or it is said why not.
#include "models/structures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace cogov::testing {
namespace {

bool is_structure(const std::string& path) {
  const std::vector<StructureParam>& all = structure_params();
  return std::any_of(all.begin(), all.end(), [&](const StructureParam& each) { return each.path == path; });
}

/// What a policy does, what a kind of request is, and conventions are no structures; nor are these.
const std::set<std::string>& facts() {
  static const std::set<std::string> paths{"emergency.event", "emergency.timing"};  // what befalls a place
  return paths;
}

TEST(Structures, AreAllChoicesOfTheModel) {
  int found = 0;
  for (const Section& section : all_sections()) {
    if (section.switchable || section.key.starts_with("request_kinds.")) continue;
    for (const Param& param : section.params) {
      const std::string path = section.key + "." + param.key;
      if (param.type != Type::choice || param.tag == Tag::convention) continue;
      EXPECT_NE(is_structure(path), facts().contains(path)) << path;
      ++found;
    }
  }
  EXPECT_GE(found, 8);
}

TEST(Structures, HaveValuesThatTheirTablesAccept) {
  for (const StructureParam& structure : structure_params()) {
    SCOPED_TRACE(structure.path);
    const std::size_t dot = structure.path.rfind('.');
    const Section& section = all_sections()[static_cast<std::size_t>(section_index(structure.path.substr(0, dot)))];
    const Param& param = section.params[static_cast<std::size_t>(param_index(section, structure.path.substr(dot + 1)))];
    ASSERT_FALSE(structure.values.empty());
    for (const Value& value : structure.values) {
      ASSERT_EQ(value.index(), param.fallback.index());
      if (const auto* number = std::get_if<double>(&value)) {
        EXPECT_GE(*number, param.low);
        EXPECT_LE(*number, param.high);
      }
    }
    const auto* word = std::get_if<std::string>(&param.fallback);
    if (word == nullptr) continue;
    EXPECT_NE(std::find(structure.values.begin(), structure.values.end(), param.fallback), structure.values.end());
  }
}

}  // namespace
}  // namespace cogov::testing
