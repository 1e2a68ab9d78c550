/// Loads a scenario: reads, checks and resolves it into a value.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/scenario.hpp"

namespace cogov {

/// Most policies of one scenario.
inline constexpr std::size_t most_policies = 1000;

/// The policy of a scenario that names none.
inline constexpr std::string_view only_policy = "baseline";

/// What goes on top of the files.
struct LoadOptions {
  /// KEY=VALUE each: "run.days=30", "policy.2.patrol.notice_chance=0.5" (counted from 1),
  /// "policy.\"two more\".grid_workers.extra_full_time=2". Values as in TOML; a bare word is text.
  std::vector<std::string> set = {};
  /// Folders of installed scenarios, in which a `place` is looked up after the scenario's own folder.
  std::vector<std::filesystem::path> library = {};
  /// What stands for the files that [streets] and [social_ties] name, as a result file holds it: no such
  /// file is opened then. Otherwise they are looked up as a place is, beside the file that names them first.
  std::optional<Imports> imports = {};
};

/// Loads a scenario file. Values are taken in this order, the later over the earlier: defaults, the
/// place, the scenario, `--set` without a policy, the policy, `--set` of the policy.
/// Reads the files of [streets] and [social_ties] too. Throws UserError with all problems of all files, each with
/// its place.
[[nodiscard]] Scenario load_scenario(const std::filesystem::path& file, const LoadOptions& options = {});

/// Loads the text of a scenario, as a result file holds it. `name` stands for the file in messages; a
/// `place` is looked up in the library only. Throws UserError as above.
[[nodiscard]] Scenario load_scenario_text(std::string_view toml, std::string name, const LoadOptions& options = {});

}  // namespace cogov
