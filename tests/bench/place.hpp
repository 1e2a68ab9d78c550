/// The place that the benchmarks of the whole model run on: Dahaiyang, with every mechanism switched on.
#pragma once

#include <string>
#include <vector>

#include "models/settings.hpp"

namespace cogov::bench {

/// Its policies, the baseline first: as it is, two more grid workers, less paperwork, no patrols.
/// @param set  overrides as for `cogov run --set`
std::vector<Settings> dahaiyang(const std::vector<std::string>& set = {});

}  // namespace cogov::bench
