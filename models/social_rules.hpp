/// [influence]: the numbers by which belonging moves.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/network/influence.hpp"

namespace cogov {

class Settings;

/// [influence]
struct InfluenceRules {
  std::optional<InfluenceRule> rule;  ///< none: belonging moves by events only
  std::uint32_t every_days = 1;
  InfluenceNumbers numbers;  ///< rates for one step
  double threshold_mean = 0, threshold_sd = 0;
  double belonging_mean = 0, belonging_sd = 0;  ///< of the own anchors
  double event_step = 0;

  static InfluenceRules read(const Settings& settings);
  /// Active or not, with nothing between: threshold and bass.
  [[nodiscard]] bool two_state() const { return rule == InfluenceRule::threshold || rule == InfluenceRule::bass; }
};

}  // namespace cogov
