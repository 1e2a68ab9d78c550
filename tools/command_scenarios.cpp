/// `cogov scenarios`: the built-in scenarios.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "tools/commands.hpp"

namespace cogov {

namespace {

int list_scenarios(bool json) {
  const std::vector<ScenarioInfo> scenarios = installed_scenarios(scenario_folders());
  if (json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ScenarioInfo& scenario : scenarios) {
      list.push_back({{"name", scenario.name}, {"title", scenario.title}, {"path", scenario.path.string()}});
    }
    fmt::print("{}", json_text({{"scenarios", list}}));
    return 0;
  }
  std::size_t width = 0;
  for (const ScenarioInfo& scenario : scenarios) width = std::max(width, scenario.name.size());
  for (const ScenarioInfo& scenario : scenarios) fmt::print("{:<{}}  {}\n", scenario.name, width, scenario.title);
  return 0;
}

}  // namespace

void add_scenarios(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("scenarios", "List the built-in scenarios");
  command->add_flag("--json", *json, "print JSON");
  command->callback([json, &action] { action = [json] { return list_scenarios(*json); }; });
}

}  // namespace cogov
