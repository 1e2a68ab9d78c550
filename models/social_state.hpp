/// What changes about ties, and what travels along them, in one community.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ids.hpp"

namespace cogov {

/// Belonging of residents, and the ties that policies have added.
struct SocialColumns {};

/// What is counted of it from day 0 on.
struct SocialTally {
  void add(const SocialTally& other);
};

}  // namespace cogov
