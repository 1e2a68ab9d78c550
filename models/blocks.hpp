/// Blocks: neighbouring buildings that were built together, and what their people have in common.
#pragma once

#include <cstdint>
#include <vector>

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

/// What the blocks of one community are like, drawn around its average: on average over its households, hazards arise
/// as often as the kinds' rates say and residents are as ready to report as they would be without blocks. How a block
/// was built and who may live in it is the place's luck, and stays when the people are drawn anew; their habit and who
/// rents is the people's.
class Blocks {
 public:
  /// @param households    of each of its buildings, in order
  Blocks(const BlockFacts& facts, std::uint32_t community, const std::vector<std::uint32_t>& households,
         const Luck& of_place, const Luck& of_people);

  /// How many times as often as on average hazards arise in a building: lognormal over blocks, with a mean of 1.
  [[nodiscard]] double condition(std::uint32_t building) const {
    return blocks_[building / facts_.buildings].condition;
  }
  /// Whether a household rents: such that the place's share comes out on average over blocks.
  [[nodiscard]] bool rents(Who household, std::uint32_t building) const;
  /// A resident's habit of reporting in standard deviations: the own part and the block's.
  [[nodiscard]] double habit(std::uint32_t building, double own) const;

 private:
  struct Block {
    double households = 0;
    double condition = 0, rented = 0, habit = 0;  ///< standard normal values at first, then what comes of them
  };
  void draw(std::uint32_t community, const Luck& of_place);
  /// The standard deviation that standard normal values of blocks keep when their mean over households is taken off.
  [[nodiscard]] double left_of_spread() const;
  /// Takes the mean over households off a value of each block.
  void centre(double Block::*value);

  BlockFacts facts_;
  const Luck& of_people_;
  std::vector<Block> blocks_;
};

}  // namespace cogov
