#include "models/blocks.hpp"

#include <cmath>

#include "models/logit_offset.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

/// What a draw about a block decides.
enum class Word : std::uint32_t { habit, tenure, condition };

/// A standard normal value that all buildings of a block share.
double of_block(const Luck& luck, std::uint32_t community, std::uint32_t building, std::uint32_t buildings, Word what) {
  const Who block{community, EntityType::building, building / buildings};
  return normal(luck.uniform(block, 0, Why::propensity, static_cast<std::uint32_t>(what)), 0, 1);
}

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

Blocks::Blocks(const BlockFacts& facts, const Luck& of_place, const Luck& of_people)
    : facts_(facts),
      of_place_(of_place),
      of_people_(of_people),
      rented_offset_(logit_offset(facts.rented_share, {.spread = facts.rented_spread})) {}

double Blocks::condition(std::uint32_t community, std::uint32_t building) const {
  const double spread = facts_.condition_spread;
  const double z = of_block(of_place_, community, building, facts_.buildings, Word::condition);
  return exact_exp(spread * z - spread * spread / 2);
}

bool Blocks::rents(Who household, std::uint32_t building) const {
  const double z = of_block(of_place_, household.community, building, facts_.buildings, Word::tenure);
  const double chance = exact_logistic(rented_offset_ + facts_.rented_spread * z);
  return of_people_.uniform(household, 0, Why::flags, tenure_word) < chance;
}

double Blocks::habit(std::uint32_t community, std::uint32_t building, double own) const {
  const double z = of_block(of_people_, community, building, facts_.buildings, Word::habit);
  return std::sqrt(1 - facts_.shared_habit) * own + std::sqrt(facts_.shared_habit) * z;
}

}  // namespace cogov
