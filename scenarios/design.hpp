/// `[design]`: which parameters are varied, over what, and how the points are chosen.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

#include "models/design.hpp"
#include "scenarios/document.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/scenario.hpp"

namespace cogov {

/// The keys of `[design]` itself; what is varied stands in `[design.vary]`.
[[nodiscard]] const Section& design_section();

/// One `--set design...=VALUE`.
struct DesignOverride {
  std::vector<std::string> key;  ///< the parts after "design": {"points"}, {"vary", "patrol.notice_chance"}
  toml::table value;             ///< {"value": ...}
  Location where;
};

/// One entry of `[design.vary]`, read as far as it can be without knowing the policies' settings.
struct WrittenVaried {
  Varied varied;
  Location where;
};

/// The section as it was written, what the command line says over it.
struct WrittenDesign {
  Design design;
  std::vector<WrittenVaried> vary;
  Location where;
};

/// Reads `[design]`, if the scenario or the command line has one. Bounds, types and keys are checked here.
[[nodiscard]] std::optional<WrittenDesign> read_design(const Document& document,
                                                       const std::vector<DesignOverride>& overrides,
                                                       const std::vector<std::string>& policy_names,
                                                       Problems& problems);

/// Checks it against the policies, and counts its points and runs: what is varied must be in force somewhere, mean the
/// same for all policies that it is varied in, and come to no more than can be run.
[[nodiscard]] Design resolve_design(const WrittenDesign& written, const Scenario& scenario, Problems& problems);

/// `[design]` and `[design.vary]` as TOML.
[[nodiscard]] std::string design_toml(const Design& design);

}  // namespace cogov
