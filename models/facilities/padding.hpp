/// Trivial finds that staff log to look better: they move the records only, and cost minutes of paperwork.
#pragma once

#include <cstdint>

#include "models/context.hpp"

namespace cogov {

/// Logs so many trivial finds, dealt out in turn among the grid workers in post; none where there is nobody.
/// @param minutes  of paperwork for each
/// @return how many were logged
std::uint32_t log_trivial_finds(Context& ctx, std::uint32_t finds, double minutes);

}  // namespace cogov
