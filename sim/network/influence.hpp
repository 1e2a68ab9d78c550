/// How neighbours move each other: four rules over one network, columns of 16-bit fixed point, read t and write t + 1.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/draw.hpp"
#include "sim/network/ties.hpp"

namespace cogov {

/// DeGroot 1974: the mean of own and neighbours' levels. Friedkin and Johnsen 1990: that mean, and the own
/// anchor. Threshold (Granovetter 1978, Watts 2002): active once enough neighbours are. Bass-like (Bass 1969):
/// active at a rate that grows with active neighbours, and inactive again at a rate.
enum class InfluenceRule : std::uint8_t { degroot, friedkin_johnsen, threshold, bass };

/// Numbers of the rules; each reads its own.
struct InfluenceNumbers {
  double self_weight = 0.5;     ///< DeGroot, Friedkin-Johnsen: weight of the own level in the mean, 0 to 1
  double susceptibility = 0.5;  ///< Friedkin-Johnsen: weight of the mean against the anchor, 0 to 1
  double spontaneous = 0;       ///< Bass: rate a step of becoming active unprompted
  double imitation = 0;         ///< Bass: rate a step when all neighbours are active
  double recovery = 0;          ///< Bass: rate a step of becoming inactive
};

}  // namespace cogov
