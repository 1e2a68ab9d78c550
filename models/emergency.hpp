/// An emergency: a storm, an outbreak, a heatwave makes some kinds of request arise more often for some days.
///
/// It strikes the whole place, whatever the policy, and never before day 0. What it adds are candidates of their own
/// luck beside the ordinary ones, so that nobody else's luck changes; levers apply to them as to the others.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// The emergency of a day.
struct Emergency {
  bool holds = false;
  std::uint32_t number = 0;           ///< counts the emergencies of the run
  std::uint32_t from = 0, until = 0;  ///< its first day, and the day after its last, since the clock began
};
[[nodiscard]] Emergency emergency_of(const Context& ctx, std::uint32_t day);

/// Every midnight: what the day adds.
void emergency_day(Context& ctx, std::uint32_t day);

/// A candidate that an emergency adds.
void on_emergency(Context& ctx, std::uint32_t entity);

}  // namespace cogov
