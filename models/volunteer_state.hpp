/// What changes about volunteers and participation in one community.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

/// Residents who have joined, and how far everybody takes part.
struct VolunteerColumns {};

/// What is counted of volunteers from day 0 on.
struct VolunteerTally {
  void add(const VolunteerTally& other);
};

}  // namespace cogov
