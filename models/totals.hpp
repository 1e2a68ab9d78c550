/// What the communities of a finished run add up to.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/harm.hpp"
#include "models/rules.hpp"
#include "models/social.hpp"
#include "models/state.hpp"
#include "models/world.hpp"

namespace cogov {

/// What all communities of a run add up to.
struct Totals {
  Tally sum;
  std::array<std::int64_t, class_count> residents{};  ///< by class
  std::int64_t vulnerable = 0, people = 0, households = 0;
  double years = 0;
  std::vector<std::uint16_t> satisfaction;            ///< of each resident
  std::array<double, class_count> satisfaction_of{};  ///< mean
  std::vector<double> grid_rates;                     ///< open days by grid and household
  CostRules costs;
  SocialTotals social;
  HarmTotals harm;
};

/// Adds the communities up in their order, so that nothing depends on threads.
[[nodiscard]] Totals totals_of(const Society& society);

}  // namespace cogov
