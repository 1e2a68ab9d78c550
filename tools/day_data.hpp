/// A traced day of one community, for pages that play it; described in tools/web/src/day_types.ts.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "models/experiment.hpp"

namespace cogov {

/// Streets, buildings, trips and requests of the watched day in the watched community.
/// @param experiment  that traces (its settings say which day and community are watched)
/// @param traced  a run of it
[[nodiscard]] nlohmann::ordered_json day_data(const PolicyExperiment& experiment, const RunResult& traced);

}  // namespace cogov
