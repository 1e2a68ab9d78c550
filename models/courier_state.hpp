/// What changes about couriers: their columns, of the whole place, and their day in each community.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

/// Riders of the whole place; changed only at midnight.
struct CourierColumns {};

/// Today's stops in one community.
struct CourierDay {};

/// What is counted of couriers from day 0 on.
struct CourierTally {
  void add(const CourierTally& other);
};

}  // namespace cogov
