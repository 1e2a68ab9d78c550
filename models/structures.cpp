#include "models/structures.hpp"

#include <algorithm>

#include "sim/errors.hpp"

namespace cogov {

namespace {

const Param& param_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  const int section = section_index(path.substr(0, dot));
  EXPECT(section >= 0);
  const Section& declared = all_sections()[static_cast<std::size_t>(section)];
  const int param = param_index(declared, path.substr(dot + 1));
  EXPECT(param >= 0);
  return declared.params[static_cast<std::size_t>(param)];
}

/// With all choices of its table, or both of true and false.
StructureParam any_of(const char* path) {
  const Param& param = param_of(path);
  if (param.type == Type::boolean) return {path, {false, true}};
  return {path, {param.choices.begin(), param.choices.end()}};
}

StructureParam words_of(const char* path, const std::vector<std::string>& words) {
  const Param& param = param_of(path);
  for (const std::string& word : words) {
    EXPECT(std::find(param.choices.begin(), param.choices.end(), word) != param.choices.end());
  }
  return {path, {words.begin(), words.end()}};
}

}  // namespace

const std::vector<StructureParam>& structure_params() {
  static const std::vector<StructureParam> params{
      any_of("society.redraw"),
      {"social_ties.homophily", {0.0}},    // circles do not matter
      {"social_ties.small_world", {1.0}},  // nor does nearness: wider ties rewired at random
      any_of("requests.daily_profile"),
      any_of("trust.diffusion"),
      any_of("satisfaction.rule"),
      any_of("grid_workers.queue"),
      any_of("grid_workers.discipline"),
      any_of("paperwork.rule"),
      // The others move whether one is active, not how strong belonging is.
      words_of("influence.rule", {"none", "degroot", "friedkin_johnsen"}),
      any_of("volunteer_teams.join_rule"),
  };
  return params;
}

}  // namespace cogov
