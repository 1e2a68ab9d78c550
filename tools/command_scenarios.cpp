/// `cogov scenarios`: the built-in scenarios and places.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "tools/commands.hpp"

namespace cogov {

namespace {

nlohmann::ordered_json as_json(const std::vector<ScenarioInfo>& infos) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ScenarioInfo& info : infos) {
    list.push_back({{"name", info.name}, {"title", info.title}, {"path", info.path.string()}});
  }
  return list;
}

int list_scenarios(bool json) {
  const std::vector<ScenarioInfo> scenarios = installed_scenarios(scenario_folders());
  const std::vector<ScenarioInfo> places = installed_places(scenario_folders());
  if (json) {
    fmt::print("{}", json_text({{"scenarios", as_json(scenarios)}, {"places", as_json(places)}}));
    return 0;
  }
  std::size_t width = 0;
  for (const auto* list : {&scenarios, &places}) {
    for (const ScenarioInfo& info : *list) width = std::max(width, info.name.size());
  }
  for (const ScenarioInfo& info : scenarios) fmt::print("{:<{}}  {}\n", info.name, width, info.title);
  fmt::print("\nPlaces, to build scenarios on (place = \"places/NAME.toml\"), or to run as they are:\n");
  for (const ScenarioInfo& info : places) fmt::print("{:<{}}  {}\n", info.name, width, info.title);
  return 0;
}

}  // namespace

void add_scenarios(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("scenarios", "List the built-in scenarios and places");
  command->add_flag("--json", *json, "print JSON");
  command->callback([json, &action] { action = [json] { return list_scenarios(*json); }; });
}

}  // namespace cogov
