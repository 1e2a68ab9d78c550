/// What the live page's state makes of a scenario: the same place with three policies.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace cogov::live {

using Json = nlohmann::ordered_json;

/// Replicates after each stage.
inline constexpr std::uint32_t stages[] = {8, 20, 40};
inline constexpr std::uint32_t most_replicates = 40;
inline constexpr std::uint32_t most_worlds = 100;

/// One key that has another value than before.
struct Change {
  std::size_t section = 0;
  std::optional<std::size_t> param = {};  ///< none: whether the section is on
  Value value = {};

  /// "roaming_couriers.enrolled_share", "roaming_couriers.enabled"
  [[nodiscard]] std::string key() const;
};

/// What makes one set of settings another; keys of sections that are off are left out.
[[nodiscard]] std::vector<Change> changes_between(const Settings& from, const Settings& to);

/// A value as JSON.
[[nodiscard]] Json json_of(const Value& value);

/// Whether the page may change a key: not how often the scenario is run, which the page decides, and not which files
/// are read. `param` none: whether the section is on.
[[nodiscard]] bool may_change(std::size_t section, std::optional<std::size_t> param);

/// The scenario with the numbers of runs that the page shows.
void set_runs(Scenario& scenario, std::uint32_t replicates, std::uint32_t worlds);

/// Residents that a place will have, about.
[[nodiscard]] double expected_residents(const Settings& baseline);

/// Refuses what could not answer at once: too many people, or days, or both.
void require_small(const Settings& baseline);

/// The scenario of a state (LiveState): the baseline, "A: NAME" and "B: NAME". The later goes over the earlier:
/// the scenario's baseline, `all`, what makes the baseline the side's preset, the side's own `set`. A size stays as it
/// is, whatever the policy costs then, and a control stays only beside a preset that nothing has changed.
/// @param scenario  sized; its first policy is the baseline
/// @throws UserError with everything that a scenario file with these values would be refused for
[[nodiscard]] Scenario scenario_of(const Scenario& scenario, const Json& state);

}  // namespace cogov::live
