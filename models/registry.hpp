/// The one list of what a scenario can set: core sections first, then the mechanisms of
/// mechanisms.def.
#pragma once

#include <vector>

#include "models/param.hpp"

namespace cogov {

/// Every section as its own file declares it, in printing order, without the generated `lead_days`.
[[nodiscard]] std::vector<Section> declared_sections();

}  // namespace cogov
