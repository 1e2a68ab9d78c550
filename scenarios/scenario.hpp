/// A scenario is a value: resolved once, printed back whole.
#pragma once

#include <string>
#include <vector>

#include "models/settings.hpp"

namespace cogov {

/// One policy: a complete set of settings (the scenario's, overridden).
struct Policy {
  std::string name;
  Settings settings;
  bool operator==(const Policy&) const = default;
};

/// What is to be run. `policies[0]` is the baseline under which all policies live through the warm-up.
struct Scenario {
  std::string title;
  std::vector<Policy> policies;  ///< at least one

  [[nodiscard]] const Settings& baseline() const { return policies.front().settings; }
  bool operator==(const Scenario&) const = default;
};

}  // namespace cogov
