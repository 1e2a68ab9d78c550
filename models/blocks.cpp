#include "models/blocks.hpp"

#include <algorithm>
#include <cmath>

#include "models/logit_offset.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

/// What a draw about a block decides.
enum class Word : std::uint32_t { habit, tenure, condition };

constexpr std::uint32_t tenure_word = 1;  // of Why::flags, whose word 0 is low income

}  // namespace

BlockFacts BlockFacts::read(const Settings& s) {
  BlockFacts facts;
  facts.buildings = static_cast<std::uint32_t>(s.integer("community.buildings_per_block"));
  facts.rented_share = s.real("community.rented_share");
  facts.rented_spread = s.real("community.rented_spread");
  facts.condition_spread = s.real("community.condition_spread");
  facts.shared_habit = s.real("society.shared_habit");
  facts.owner_step = exact_log(s.real("society.owner_odds"));
  return facts;
}

Blocks::Blocks(const BlockFacts& facts, std::uint32_t community, const std::vector<std::uint32_t>& households,
               const Luck& of_place, const Luck& of_people)
    : facts_(facts), of_people_(of_people), blocks_((households.size() + facts.buildings - 1) / facts.buildings) {
  for (std::size_t b = 0; b < households.size(); ++b) blocks_[b / facts_.buildings].households += households[b];
  draw(community, of_place);
}

void Blocks::draw(std::uint32_t community, const Luck& of_place) {
  for (std::uint32_t b = 0; b < blocks_.size(); ++b) {
    const auto drawn = [&](const Luck& luck, Word what) {
      const Who block{community, EntityType::building, b};
      return normal(luck.uniform(block, 0, Why::propensity, static_cast<std::uint32_t>(what)), 0, 1);
    };
    blocks_[b].condition = drawn(of_place, Word::condition);
    blocks_[b].rented = drawn(of_place, Word::tenure);
    blocks_[b].habit = drawn(of_people_, Word::habit);
  }
  centre(&Block::rented);
  centre(&Block::habit);
  const double offset = logit_offset(facts_.rented_share, {.spread = facts_.rented_spread * left_of_spread()});
  double weighted = 0;
  double households = 0;
  for (Block& block : blocks_) {
    block.rented = exact_logistic(offset + facts_.rented_spread * block.rented);
    block.condition = exact_exp(facts_.condition_spread * block.condition);
    weighted += block.households * block.condition;
    households += block.households;
  }
  for (Block& block : blocks_) block.condition *= households / weighted;
}

double Blocks::left_of_spread() const {
  double households = 0;
  double squares = 0;
  for (const Block& block : blocks_) {
    households += block.households;
    squares += block.households * block.households;
  }
  return std::sqrt(std::max(0.0, 1 - squares / (households * households)));
}

void Blocks::centre(double Block::*value) {
  double sum = 0;
  double households = 0;
  for (const Block& block : blocks_) {
    sum += block.households * block.*value;
    households += block.households;
  }
  for (Block& block : blocks_) block.*value -= sum / households;
}

bool Blocks::rents(Who household, std::uint32_t building) const {
  return of_people_.uniform(household, 0, Why::flags, tenure_word) < blocks_[building / facts_.buildings].rented;
}

double Blocks::habit(std::uint32_t building, double own) const {
  return std::sqrt(1 - facts_.shared_habit) * own +
         std::sqrt(facts_.shared_habit) * blocks_[building / facts_.buildings].habit;
}

}  // namespace cogov
