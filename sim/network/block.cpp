#include "sim/network/block.hpp"

#include <algorithm>
#include <cmath>

#include "sim/distributions.hpp"
#include "sim/errors.hpp"

namespace cogov {

double street_uniform(const Luck& luck, std::uint32_t community, std::uint32_t ordinal, StreetChoice choice,
                      std::uint32_t item) {
  return luck.uniform({community, EntityType::community, ordinal}, static_cast<std::uint32_t>(choice), Why::streets,
                      item);
}

Millimetres BlockPlan::width() const {
  Millimetres sum = 0;
  for (const EstatePlan& estate : estates) sum += estate.width() + around_estate;
  return sum;
}

Millimetres BlockPlan::height() const {
  Millimetres most = 0;
  for (const EstatePlan& estate : estates) most = std::max(most, estate.height() + around_estate);
  return most;
}

namespace {

constexpr std::uint32_t most_estates = 3;

/// The draws about one estate, or about the community as a whole.
struct BlockLuck {
  const Luck& luck;
  std::uint32_t community;
  std::uint32_t ordinal;  ///< 0 the community, 1 its first estate

  [[nodiscard]] double uniform(StreetChoice choice, std::uint32_t item = 0) const {
    return street_uniform(luck, community, ordinal, choice, item);
  }
};

/// 1 to 3, on average `mean`: each of two further estates is there with the same chance.
std::uint32_t estates_of(const BlockLuck& luck, double mean, std::uint32_t buildings) {
  const double chance = (std::clamp(mean, 1.0, static_cast<double>(most_estates)) - 1) / (most_estates - 1);
  std::uint32_t count = 1;
  for (std::uint32_t i = 0; i + 1 < most_estates; ++i) {
    if (bernoulli(luck.uniform(StreetChoice::estates, i), chance)) ++count;
  }
  return std::min(count, buildings);
}

/// Splits by weights between 0.6 and 1.4 (an assumption); each estate has one building at least.
std::vector<std::uint32_t> split(const BlockLuck& luck, std::uint32_t buildings, std::uint32_t estates) {
  std::vector<double> until{0};
  for (std::uint32_t e = 0; e < estates; ++e) {
    until.push_back(until.back() + .6 + .8 * luck.uniform(StreetChoice::estate_size, e));
  }
  std::vector<std::uint32_t> parts;
  const double spare = buildings - estates;
  std::uint32_t given = 0;
  for (std::uint32_t e = 1; e <= estates; ++e) {
    const auto next = e == estates ? buildings - estates : static_cast<std::uint32_t>(spare * until[e] / until.back());
    parts.push_back(1 + next - given);
    given = next;
  }
  return parts;
}

/// All places where a gate of the estate could be: the ends of spines and of rows.
std::vector<GatePlan> gate_places(const EstatePlan& estate) {
  std::vector<GatePlan> places;
  const auto columns = static_cast<std::uint32_t>(estate.spines.size());
  for (std::uint32_t c = 0; c < columns; ++c) {
    places.push_back({Side::south, 0, c});
    places.push_back({Side::north, estate.rows - 1, c});
  }
  for (std::uint32_t r = 0; r < estate.rows; ++r) {
    places.push_back({Side::west, r, 0});
    places.push_back({Side::east, r, columns - 1});
  }
  return places;
}

/// Gates go to different sides, as far as there are sides: every side is a way out to somewhere.
void put_gates(EstatePlan& estate, const DistrictFacts& facts, const BlockLuck& luck) {
  std::vector<GatePlan> places = gate_places(estate), open;
  const double wanted = std::floor(facts.side_gates_per_estate + luck.uniform(StreetChoice::side_gates));
  const auto gates = 1 + static_cast<std::size_t>(std::min(wanted, static_cast<double>(places.size() - 1)));
  for (std::uint32_t g = 0; g < gates; ++g) {
    if (open.empty()) open.swap(places);
    const double u = luck.uniform(StreetChoice::gate_place, g);
    GatePlan gate = open[static_cast<std::size_t>(u * static_cast<double>(open.size()))];
    for (const GatePlan& place : open) {  // the rest of this side waits until every side has a gate
      const bool same = place.row == gate.row && place.column == gate.column;
      if (place.side == gate.side && !same) places.push_back(place);
    }
    std::erase_if(open, [&](const GatePlan& place) { return place.side == gate.side; });
    gate.locked_at_night = g > 0 && bernoulli(luck.uniform(StreetChoice::gate_lock, g), facts.locked_share);
    estate.gates.push_back(gate);
  }
}

EstatePlan plan_estate(const DistrictFacts& facts, const BlockLuck& luck, std::uint32_t buildings,
                       std::uint32_t estates) {
  EstatePlan estate;
  estate.buildings = buildings;
  // Such that the block is about square, rows between 0.6 and 1.6 of what a square would have (an assumption).
  const double shape = .6 + luck.uniform(StreetChoice::rows);
  const double rows = std::floor(std::sqrt(shape * buildings * estates) + .5);
  estate.rows = static_cast<std::uint32_t>(std::clamp(rows, 1.0, static_cast<double>(buildings)));
  estate.spacing = std::max<Millimetres>(1'000, std::llround(1'000 * facts.building_spacing_metres));
  const double gap = .8 + .3 * luck.uniform(StreetChoice::row_gap);  // assumption; rows keep out of each other's shade
  estate.row_gap = std::llround(gap * static_cast<double>(estate.spacing));

  const std::uint32_t longest = (buildings + estate.rows - 1) / estate.rows;
  estate.spines.push_back(0);
  if (longest >= 8 && bernoulli(luck.uniform(StreetChoice::middle_spine), .5)) {
    estate.spines.push_back(longest / 2 * estate.spacing);
  }
  estate.spines.push_back(longest * estate.spacing);
  estate.riders_kept_out = bernoulli(luck.uniform(StreetChoice::riders), facts.riders_kept_out_share);
  put_gates(estate, facts, luck);
  return estate;
}

}  // namespace

BlockPlan plan_block(const DistrictFacts& facts, std::uint32_t community, const Luck& luck) {
  const std::uint32_t buildings = facts.buildings[community];
  EXPECT(buildings > 0 && facts.building_spacing_metres > 0);
  const BlockLuck of_community{luck, community, 0};
  const std::uint32_t estates = estates_of(of_community, facts.estates_per_community, buildings);
  const std::vector<std::uint32_t> parts = split(of_community, buildings, estates);
  BlockPlan block;
  for (std::uint32_t e = 0; e < estates; ++e) {
    const BlockLuck of_estate{luck, community, e + 1};
    block.estates.push_back(plan_estate(facts, of_estate, parts[e], estates));
  }
  return block;
}

}  // namespace cogov
