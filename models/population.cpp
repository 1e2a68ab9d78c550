#include "models/population.hpp"

#include <algorithm>
#include <cmath>

#include "models/courier_zone.hpp"
#include "sim/distributions.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

const std::array<std::string, class_count>& class_words() {
  static const std::array<std::string, class_count> words{"children (0-8)", "youth (9-16)", "adults (17-59)",
                                                          "older (60-79)",  "aged (80+)",   "living alone",
                                                          "disabled",       "low income"};
  return words;
}

const std::array<std::string, class_count>& class_words_zh() {
  static const std::array<std::string, class_count> words{
      "儿童（0—8岁）", "少年（9—16岁）", "成人（17—59岁）", "老人（60—79岁）", "高龄（80岁以上）",
      "独居",          "残疾",           "低收入"};
  return words;
}

bool CommunityPlan::vulnerable(ResidentId r) const {
  return is(r, ResidentClass::aged) || is(r, ResidentClass::disabled) || is(r, ResidentClass::low_income) ||
         (is(r, ResidentClass::lives_alone) && is(r, ResidentClass::older));
}

std::size_t Population::residents() const {
  std::size_t sum = 0;
  for (const CommunityPlan& community : communities) sum += community.residents();
  return sum;
}

std::size_t Population::households() const {
  std::size_t sum = 0;
  for (const CommunityPlan& community : communities) sum += community.households();
  return sum;
}

namespace {

constexpr std::uint32_t largest_household = 8;
constexpr std::uint32_t ordinals_per_household = 16;

/// Age bands by position in a household, such that the place's age shares come out on average:
/// those who live alone, the two who head a larger household, and the others in it.
struct AgeModel {
  std::array<double, age_bands> alone{}, heads{}, others{};

  explicit AgeModel(const PlaceFacts& facts) {
    const double single = exact_exp(1 - facts.mean_household_size);
    alone = {0, 1 - facts.alone_share_60_79 - facts.alone_share_80_plus, facts.alone_share_60_79,
             facts.alone_share_80_plus};
    if (single >= 1) return;  // no household is larger
    const double head_slots = 2 * (1 - single);
    const double other_slots = facts.mean_household_size - single - head_slots;
    const double children = facts.mean_household_size * facts.age_share[0];
    others[0] = other_slots > 0 ? children / other_slots : 0;
    const double grown = 1 - others[0];
    others[1] = .65 * grown;  // assumption: grown children, then grandparents
    others[2] = .25 * grown;
    others[3] = .10 * grown;
    for (std::size_t band = 1; band < age_bands; ++band) {
      heads[band] = (facts.mean_household_size * facts.age_share[band] - single * alone[band] -
                     std::max(other_slots, 0.0) * others[band]) /
                    head_slots;
    }
    if (others[0] > 1 || heads[1] < 0 || heads[2] < 0 || heads[3] < 0) {
      throw UserError("the facts of [community] contradict each other",
                      "no households of this mean size have these ages",
                      "change mean_household_size, the age shares or the shares of those living alone");
    }
  }
};

std::size_t pick_band(const std::array<double, age_bands>& shares, double u) {
  for (std::size_t band = 0; band + 1 < age_bands; ++band) {
    if (u < shares[band]) return band;
    u -= shares[band];
  }
  return age_bands - 1;
}

std::uint8_t age_in(std::size_t band, double u) {
  constexpr std::array<double, age_bands> from{0, 17, 60, 80};
  constexpr std::array<double, age_bands> span{17, 43, 20, 15};
  return static_cast<std::uint8_t>(from[band] + std::floor(u * span[band]));
}

std::uint8_t class_of_age(std::uint8_t age) {
  if (age < 9) return 1U << static_cast<unsigned>(ResidentClass::child);
  if (age < 17) return 1U << static_cast<unsigned>(ResidentClass::youth);
  if (age < 60) return 1U << static_cast<unsigned>(ResidentClass::adult);
  if (age < 80) return 1U << static_cast<unsigned>(ResidentClass::older);
  return 1U << static_cast<unsigned>(ResidentClass::aged);
}

/// Where the second and the third third of values begin.
std::array<float, 2> thirds_of(std::vector<float> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {values[values.size() / 3], values[2 * values.size() / 3]};
}

class Builder {
 public:
  Builder(const PlaceFacts& facts, const Luck& of_place, const Luck& of_people)
      : facts_(facts), of_place_(of_place), luck_(of_people), ages_(facts) {}

  CommunityPlan build(std::uint32_t number) const {
    CommunityPlan plan;
    plan.number = number;
    plan.town_km = town_km_of(number);
    plan.town_seconds = plan.town_km * facts_.town_minutes_per_km * minute_seconds;
    const std::uint32_t count = households_of(number);
    number_buildings(plan, count);
    const Blocks blocks = blocks_of(plan);
    for (std::uint32_t b = 0; b < plan.buildings(); ++b) plan.condition.push_back(blocks.condition(b));
    for (std::uint32_t h = 0; h < count; ++h) add_household(plan, blocks, h, h + 1 == count && number == 0);
    plan.first_resident.push_back(static_cast<std::uint32_t>(plan.residents()));
    plan.reporting_bounds = thirds_of(plan.propensity);
    return plan;
  }

 private:
  std::uint32_t households_of(std::uint32_t number) const {
    const Who who{number, EntityType::community, 0};
    const double u = of_place_.uniform(who, 0, Why::position);
    const double factor = 1 + facts_.household_variation * (2 * u - 1);
    return std::max(1U, static_cast<std::uint32_t>(std::lround(facts_.households * factor)));
  }

  double town_km_of(std::uint32_t number) const {
    const double u = of_place_.uniform({number, EntityType::community, 0}, 0, Why::position, 1);
    return std::max(0.0, facts_.town_km + facts_.town_km_spread * (2 * u - 1));
  }

  void add_household(CommunityPlan& plan, const Blocks& blocks, std::uint32_t h, bool with_extras) const {
    const Who who{plan.number, EntityType::household, h};
    const std::uint32_t size = std::min(
        largest_household, 1 + poisson(luck_.uniform(who, 0, Why::household_size), facts_.mean_household_size - 1));
    const bool poor = luck_.uniform(who, 0, Why::flags) < facts_.low_income_share;
    const std::uint32_t building = h / facts_.households_per_building;
    plan.first_resident.push_back(static_cast<std::uint32_t>(plan.residents()));
    plan.building_of_household.push_back(BuildingId(building));
    plan.rents.push_back(blocks.rents(who, building) ? 1 : 0);
    std::size_t first_band = 1;
    for (std::uint32_t slot = 0; slot < size; ++slot) {
      const std::size_t band = band_of(who, slot, size, first_band);
      if (slot == 0) first_band = band;
      add_resident(plan, blocks, h, h * ordinals_per_household + slot, band, size == 1, poor);
    }
    // Ordinals beyond those of any household, so that nobody's draws are shared.
    const std::uint32_t beyond = 0xF000'0000U;
    for (std::uint32_t i = 0; with_extras && i < facts_.extra_residents; ++i) {
      add_resident(plan, blocks, h, beyond + i, 1, false, poor);
    }
  }

  std::size_t band_of(Who who, std::uint32_t slot, std::uint32_t size, std::size_t first_band) const {
    constexpr double same_band = .85;  // assumption: couples are mostly of one age band
    const double u = luck_.uniform(who, slot, Why::ages);
    if (size == 1) return pick_band(ages_.alone, u);
    if (slot >= 2) return pick_band(ages_.others, u);
    if (slot == 1 && luck_.uniform(who, slot, Why::ages, 1) < same_band) return first_band;
    return pick_band(ages_.heads, u);
  }

  void add_resident(CommunityPlan& plan, const Blocks& blocks, std::uint32_t h, std::uint32_t ordinal, std::size_t band,
                    bool alone, bool poor) const {
    const Who who{plan.number, EntityType::resident, ordinal};
    const bool disabled = luck_.uniform(who, 0, Why::flags) < facts_.disabled_share[band];
    const std::uint8_t age = age_in(band, luck_.uniform(who, 0, Why::ages));
    const auto bit = [](ResidentClass c, bool set) { return set ? 1U << static_cast<unsigned>(c) : 0U; };
    plan.household.push_back(HouseholdId(h));
    plan.resident_ordinal.push_back(ordinal);
    plan.age.push_back(age);
    plan.classes.push_back(static_cast<std::uint8_t>(class_of_age(age) | bit(ResidentClass::lives_alone, alone) |
                                                     bit(ResidentClass::disabled, disabled) |
                                                     bit(ResidentClass::low_income, poor)));
    plan.need_class.push_back(
        static_cast<std::uint8_t>(band * 8 + (alone ? 4U : 0U) + (disabled ? 2U : 0U) + (poor ? 1U : 0U)));
    plan.propensity.push_back(static_cast<float>(propensity(plan, blocks, h, who)));
  }

  double propensity(const CommunityPlan& plan, const Blocks& blocks, std::uint32_t h, Who who) const {
    const double own = normal(luck_.uniform(who, 0, Why::propensity), 0, 1);
    const double habit = blocks.habit(plan.building_of_household[h].row, own);
    return facts_.reporting_spread * habit + (plan.rents[h] != 0 ? 0 : facts_.blocks.owner_step);
  }

  void number_buildings(CommunityPlan& plan, std::uint32_t households) const {
    plan.homes_per_floor = facts_.homes_per_floor;
    for (std::uint32_t first = 0; first < households; first += facts_.households_per_building) {
      plan.first_household.push_back(first);
    }
    plan.first_household.push_back(households);
  }

  Blocks blocks_of(const CommunityPlan& plan) const {
    std::vector<std::uint32_t> households;
    for (std::size_t b = 0; b < plan.buildings(); ++b) {
      households.push_back(plan.first_household[b + 1] - plan.first_household[b]);
    }
    return {facts_.blocks, plan.number, households, of_place_, luck_};
  }

  const PlaceFacts& facts_;
  const Luck& of_place_;
  const Luck& luck_;
  AgeModel ages_;
};

}  // namespace

namespace {

DistrictFacts district_facts(const PlaceFacts& facts, const std::vector<CommunityPlan>& communities) {
  DistrictFacts district;
  for (const CommunityPlan& plan : communities) {
    district.buildings.push_back(static_cast<std::uint32_t>(plan.buildings()));
  }
  district.building_spacing_metres = facts.building_spacing_metres;
  district.estates_per_community = facts.streets.estates;
  district.side_gates_per_estate = facts.streets.side_gates;
  district.locked_share = facts.streets.locked_share;
  district.riders_kept_out_share = facts.streets.riders_kept_out_share;
  district.shops_per_community = facts.streets.shops;
  return district;
}

bool has_locking_gates(const Streets& streets) {
  return std::any_of(streets.locked_at_night.begin(), streets.locked_at_night.end(),
                     [](auto locks) { return locks != 0; });
}

Walks walks_of(const Streets& streets, const CommunityStreets& places, const StreetFacts& facts, bool gates_lock) {
  std::vector<StreetPoint> points = places.buildings;
  points.push_back(places.centre);
  TravelRule on_foot{.road_speed = facts.walking_speed, .lane_speed = facts.walking_speed};
  Walks walks;
  walks.centre = static_cast<std::uint32_t>(places.buildings.size());
  walks.locked = facts.locked;
  walks.by_day = TravelTimes(streets, on_foot, points, points, places.nodes);
  walks.gates_lock = gates_lock && facts.locked.from != facts.locked.to;
  if (!walks.gates_lock) return walks;
  on_foot.at_night = true;
  walks.at_night = TravelTimes(streets, on_foot, points, points, places.nodes);
  return walks;
}

/// Lays the streets and puts the buildings on them.
void settle(Population& population, const Luck& of_place, const Imports& imports) {
  const DistrictFacts facts = district_facts(population.facts, population.communities);
  District district = imports.streets ? settle_on(*imports.streets, facts, of_place) : build_district(facts, of_place);
  population.streets = std::move(district.streets);
  population.zones = district.zones;
  const bool gates_lock = has_locking_gates(population.streets);
  for_each_community(population.facts.communities, [&](std::uint32_t c) {
    CommunityPlan& plan = population.communities[c];
    plan.streets = std::move(district.communities[c]);
    plan.walks = walks_of(population.streets, plan.streets, population.facts.streets, gates_lock);
    for (const StreetPoint building : plan.streets.buildings) {
      const Position at = position_of(population.streets, building);
      plan.x.push_back(static_cast<float>(at.x));
      plan.y.push_back(static_cast<float>(at.y));
    }
  });
}

}  // namespace

std::shared_ptr<const Population> build_population(const PlaceFacts& facts, const Luck& of_place, const Luck& of_people,
                                                   const Imports& imports) {
  auto population = std::make_shared<Population>();
  population->facts = facts;
  population->communities.resize(facts.communities);
  const Builder builder(facts, of_place, of_people);
  for_each_community(facts.communities, [&](std::uint32_t c) { population->communities[c] = builder.build(c); });
  settle(*population, of_place, imports);
  tie_residents(*population, facts.ties, of_people, imports.ties.get());
  add_courier_zones(*population);
  return population;
}

}  // namespace cogov
