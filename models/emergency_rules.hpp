/// The rules of an emergency: see emergency.hpp.
#pragma once

#include <cstdint>

#include "models/settings.hpp"

namespace cogov {

/// [emergency]: a fact of the place, the same for all policies.
struct EmergencyRules {
  std::uint32_t kinds = 0;  ///< as bits, that arise more often meanwhile; 0: there is no emergency
  bool by_luck = false;
  std::uint32_t from_day = 0;  ///< after day 0, unless by luck
  double per_year = 0;         ///< by luck: how often one begins, from the end of the last on
  std::uint32_t days = 0;      ///< that it lasts
  double times = 1;            ///< how often these kinds arise, over what is usual
  static EmergencyRules read(const Settings& settings);
};

}  // namespace cogov
