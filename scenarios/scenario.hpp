/// A scenario is a value: resolved once, printed back whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/design.hpp"
#include "models/imports.hpp"
#include "models/settings.hpp"

namespace cogov {

/// One policy: a complete set of settings (the scenario's, overridden).
struct Policy {
  std::string name;
  Settings settings;
  double budget_yuan = 0;          ///< what it is to cost a year more than the baseline; 0: not stated
  std::string budget_scales = {};  ///< the size that is scaled to it: "contract.hours_per_year"
  /// The policy that spends the same money on plain staff; "plain-staff" until it has been made; "": none.
  std::string control = {};
  bool operator==(const Policy&) const = default;
};

/// What is to be run. `policies[0]` is the baseline under which all policies live through the warm-up.
struct Scenario {
  std::string title;
  std::vector<Policy> policies;       ///< at least one
  Imports imports = {};               ///< what [streets] and [social_ties] name as files, read
  std::optional<Design> design = {};  ///< what is varied from point to point, where it is a design
  /// Sentences about what was put right while reading them; no part of the value.
  std::vector<std::string> notes = {};

  [[nodiscard]] const Settings& baseline() const { return policies.front().settings; }
  bool operator==(const Scenario& other) const {
    return title == other.title && policies == other.policies && imports == other.imports && design == other.design;
  }
};

}  // namespace cogov
