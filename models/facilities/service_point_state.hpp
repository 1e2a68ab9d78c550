/// Where needs are met in one community.
#pragma once

#include <cstdint>
#include <vector>

#include "models/facilities/week_hours.hpp"
#include "models/ids.hpp"

namespace cogov {

/// One point in a community.
struct ServicePoint {
  std::uint8_t mechanism = 0;                                     ///< whose it is
  std::uint32_t number = 0;                                       ///< names it to the mechanism
  BuildingId at{};                                                ///< none: the service centre
  WeekHours hours{};                                              ///< of a fixed point
  std::uint32_t servers = 1;                                      ///< at once
  std::uint32_t kinds = 0;                                        ///< served, as bits
  std::uint32_t cycle_days = 0, first_day = 0, day_of_cycle = 0;  ///< of a stop of a tour; a cycle of 0: fixed
};

using PointId = Id<struct PointTag>;

/// Points of a community, those of a mechanism together, in registry order.
struct ServicePointColumns {
  std::vector<ServicePoint> points;
};

}  // namespace cogov
