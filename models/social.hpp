/// Belonging, and how neighbours move each other.
#pragma once

#include <span>

#include "models/context.hpp"

namespace cogov {

/// Everybody at the start.
void start_social(Context& ctx);
/// Midnight: reads what all communities hold, writes this one's next.
void social_day(Context& ctx, std::span<const Community> all, std::uint32_t day);
/// After all: what was written becomes what is read.
void publish_social(Community& community, std::uint32_t day);

/// Something happened to a resident that makes them belong more (amount above 0) or less; within [-1, 1].
void touch_belonging(Context& ctx, ResidentId resident, double amount);

}  // namespace cogov
