/// `--set KEY=VALUE`: changes from the command line, on top of all files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/design.hpp"
#include "scenarios/layer.hpp"
#include "scenarios/money.hpp"
#include "scenarios/problems.hpp"

namespace cogov {

/// All of them, sorted by what they change.
struct Overrides {
  std::optional<std::string> title;
  std::optional<std::string> place;
  Location place_where;
  Layer scenario;                   ///< for all policies that don't say otherwise
  std::vector<Layer> policies;      ///< one a policy, in the order of the scenario
  std::vector<WrittenMoney> money;  ///< likewise
  std::vector<DesignOverride> design;
};

/// Reads `--set` arguments. `policy_names` are the scenario's, in order. Every problem names its argument.
[[nodiscard]] Overrides read_overrides(const std::vector<std::string>& arguments,
                                       const std::vector<std::string>& policy_names, Problems& problems);

}  // namespace cogov
