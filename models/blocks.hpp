/// Blocks: neighbouring buildings that were built together, and what their people have in common.
#pragma once

#include <cstdint>

#include "models/settings.hpp"
#include "sim/draw.hpp"

namespace cogov {

/// How blocks differ, and how owners differ from tenants; see the sections [community] and [society].
struct BlockFacts {
  std::uint32_t buildings = 1;  ///< of a block
  double rented_share = 0;      ///< of households
  double rented_spread = 0;     ///< standard deviation between blocks, logits of the share
  double condition_spread = 0;  ///< standard deviation between blocks of the logarithm of how often hazards arise
  double shared_habit = 0;      ///< share of the variance of residents' readiness to report that a block has in common
  double owner_step = 0;        ///< logits that owners are readier to report than tenants
  static BlockFacts read(const Settings& settings);
};

/// Draws what the blocks of a place are like. How a block was built and who may live in it is the place's luck, and
/// stays when the people are drawn anew; their habit and who rents is the people's.
class Blocks {
 public:
  Blocks(const BlockFacts& facts, const Luck& of_place, const Luck& of_people);

  /// How many times as often as on average hazards arise in a building: lognormal over blocks, with a mean of 1.
  [[nodiscard]] double condition(std::uint32_t community, std::uint32_t building) const;
  /// Whether a household rents: such that the place's share comes out on average over blocks.
  [[nodiscard]] bool rents(Who household, std::uint32_t building) const;
  /// Part of a resident's readiness to report, in standard deviations: the own part and the block's, which together
  /// have a variance of 1 over places.
  [[nodiscard]] double habit(std::uint32_t community, std::uint32_t building, double own) const;

 private:
  BlockFacts facts_;
  const Luck& of_place_;
  const Luck& of_people_;
  double rented_offset_;
};

}  // namespace cogov
