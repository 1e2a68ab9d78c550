/// Duties that a mechanism brings staff: meetings to prepare, lists to keep. They take the first hours of a shift.
#pragma once

#include <cstdint>

#include "models/context.hpp"

namespace cogov {

/// Deals seconds of duties out among all who are rostered today, alike, at midnight before their shifts begin; nobody
/// gets more than fits in their shift. Returns how many were dealt out.
std::int64_t deal_out_duties(Context& ctx, std::int64_t seconds);

/// Gives one person duties; the same holds. Returns the seconds given: none to who is not rostered.
std::int64_t give_duties(Context& ctx, WorkerId worker, std::int64_t seconds);

/// Gives each grid worker of the community so many seconds, as far as they fit. Returns the seconds given.
std::int64_t give_each_duties(Context& ctx, std::int64_t seconds);

}  // namespace cogov
