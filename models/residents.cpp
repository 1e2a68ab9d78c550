#include "models/residents.hpp"

#include <algorithm>

#include "models/social.hpp"

namespace cogov {

namespace {

constexpr double experience = 256;  // fixed point of belief: 1/256 of an experience
constexpr double whole = 65535;     // fixed point of satisfaction and expectation
constexpr double neutral = .6;      // assumption: satisfaction when all went as expected

std::uint16_t fixed_point(double value, double scale) {
  return static_cast<std::uint16_t>(std::clamp(value * scale + .5, 0.0, 65535.0));
}

std::int64_t belief_points(const ResidentColumns& residents, std::uint32_t row) {
  const double good = residents.good[row];
  const double sum = good + residents.bad[row];
  return sum > 0 ? static_cast<std::int64_t>(good / sum * belief_one) : 0;
}

/// Adds experiences to a belief; what exceeds the memory fades in proportion.
void add_experience(Context& ctx, std::uint32_t row, double weight, bool kept) {
  ResidentColumns& residents = ctx.c.residents;
  double good = residents.good[row] / experience + (kept ? weight : 0);
  double bad = residents.bad[row] / experience + (kept ? 0 : weight);
  const double excess = (good + bad) / ctx.rules.trust.memory;
  if (excess > 1) {
    good /= excess;
    bad /= excess;
  }
  residents.belief_sum -= belief_points(residents, row);
  residents.good[row] = fixed_point(good, experience);
  residents.bad[row] = fixed_point(bad, experience);
  residents.belief_sum += belief_points(residents, row);
}

}  // namespace

void start_residents(Context& ctx) {
  const TrustRules& trust = ctx.rules.trust;
  const std::size_t n = ctx.plan.residents();
  ResidentColumns& residents = ctx.c.residents;
  residents.good.assign(n, fixed_point(trust.prior_mean * trust.prior_strength, experience));
  residents.bad.assign(n, fixed_point((1 - trust.prior_mean) * trust.prior_strength, experience));
  residents.satisfaction.assign(n, fixed_point(ctx.rules.satisfaction.start, whole));
  residents.expectation.assign(n, fixed_point(ctx.rules.satisfaction.expectation_start, whole));
  residents.open_needs.assign(n, 0);
  residents.satisfaction_sum = n == 0 ? 0 : static_cast<std::int64_t>(n) * residents.satisfaction.front();
  residents.belief_sum = n == 0 ? 0 : static_cast<std::int64_t>(n) * belief_points(residents, 0);
}

double belief(const Context& ctx, ResidentId r) {
  const double good = ctx.c.residents.good[r.row];
  const double sum = good + ctx.c.residents.bad[r.row];
  return sum > 0 ? good / sum : 0;
}

double performance(const Context& ctx, double days) { return 1 / (1 + days / ctx.rules.satisfaction.good_days); }

void learn(Context& ctx, ResidentId r, double how_well, bool kept) {
  feel(ctx, r, how_well, 1);
  touch_belonging(ctx, r, kept ? 1 : -1);
  add_experience(ctx, r.row, 1, kept);
  const TrustRules& trust = ctx.rules.trust;
  if (trust.diffusion == Diffusion::none) return;
  const HouseholdId home = ctx.plan.household[r.row];
  const BuildingId building = ctx.plan.building_of(r);
  const bool to_building = trust.diffusion == Diffusion::building;
  const std::uint32_t from = to_building ? ctx.plan.first_resident_of(building) : ctx.plan.first_resident[home.row];
  const std::uint32_t to = to_building ? ctx.plan.end_resident_of(building) : ctx.plan.first_resident[home.row + 1];
  for (std::uint32_t other = from; other < to; ++other) {
    if (other == r.row) continue;
    add_experience(ctx, other, ctx.plan.household[other] == home ? trust.household_weight : trust.building_weight,
                   kept);
  }
}

void hear_answer(Context& ctx, ResidentId r, double weight, bool fixed) { add_experience(ctx, r.row, weight, fixed); }

void feel(Context& ctx, ResidentId r, double how_well, double weight) {
  const SatisfactionRules& rules = ctx.rules.satisfaction;
  ResidentColumns& residents = ctx.c.residents;
  const double expectation = residents.expectation[r.row] / whole;
  const double satisfaction = residents.satisfaction[r.row] / whole;
  const double target = rules.rule == SatisfactionRule::disconfirmation
                            ? std::clamp(neutral + (how_well - expectation), 0.0, 1.0)
                            : how_well;
  residents.satisfaction_sum -= residents.satisfaction[r.row];
  residents.satisfaction[r.row] = fixed_point(satisfaction + weight * rules.step * (target - satisfaction), whole);
  residents.satisfaction_sum += residents.satisfaction[r.row];
  residents.expectation[r.row] = fixed_point(expectation + weight * rules.ratchet * (how_well - expectation), whole);
}

}  // namespace cogov
