/// The installed scenarios: where they are, what they are called.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cogov {

/// One installed scenario.
struct ScenarioInfo {
  std::string name;            ///< its path in the folder without ".toml": "tutorial"
  std::string title;           ///< empty when it has none or can't be parsed
  std::filesystem::path path;  ///< the file
};

/// The folders of installed scenarios that exist, the first winning: `<prefix>/share/cogov/scenarios` of
/// the running program, then that of the source tree it was built from.
[[nodiscard]] std::vector<std::filesystem::path> scenario_folders();

/// All scenarios in these folders, by name; what lies in a folder called "places" is no scenario.
[[nodiscard]] std::vector<ScenarioInfo> installed_scenarios(const std::vector<std::filesystem::path>& folders);

/// All places in these folders, by name: "places/yantai-tashan". A place can be run and copied like a scenario: it has
/// one policy, today's.
[[nodiscard]] std::vector<ScenarioInfo> installed_places(const std::vector<std::filesystem::path>& folders);

/// The file of a scenario or place that was given by name ("tutorial", "places/yantai-tashan") or by path. What has a
/// '/' or ends in
/// ".toml" is a path, and returned as it is. Throws UserError when there is neither a file nor a
/// scenario of that name.
[[nodiscard]] std::filesystem::path find_scenario(const std::string& name_or_path,
                                                  const std::vector<std::filesystem::path>& folders);

}  // namespace cogov
