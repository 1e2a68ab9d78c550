/// Everything that the classroom page shows, computed from a scenario.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "output/language.hpp"
#include "scenarios/scenario.hpp"
#include "tools/classroom/sliders.hpp"
#include "tools/report_parts.hpp"

namespace cogov::classroom {

/// Replicates of every combination where nobody asks for another number: about four minutes on two cores for the
/// built-in scenario "classroom".
inline constexpr std::uint32_t usual_replicates = 12;

/// Runs every combination, one of them again with its trace, and puts the page's data together. Shows a progress bar on
/// stderr. A function of the scenario and the language alone.
/// @param scenario  sized, with run.replicates as they are wanted; at least two policies
/// @returns nothing where it was asked to stop
/// @throws UserError  where the scenario can't be run, or a run fails
[[nodiscard]] std::optional<report::Json> classroom_data(const Scenario& scenario, Language first,
                                                         std::uint32_t threads, const std::atomic<bool>& stop);

}  // namespace cogov::classroom
