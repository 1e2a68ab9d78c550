#include <algorithm>
#include <string>
#include <utility>

#include "sim/errors.hpp"
#include "sim/network/block.hpp"
#include "sim/network/district.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t communities_per_zone = 9;

/// The number of a cell on a Hilbert curve through a square of 2^16 × 2^16 cells: cells with near numbers lie near to
/// each other (D. Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück", 1891).
std::uint32_t on_curve(std::uint32_t x, std::uint32_t y) {
  std::uint32_t number = 0;
  for (std::uint32_t half = 1U << 15; half > 0; half /= 2) {
    const std::uint32_t right = (x & half) != 0 ? 1 : 0;
    const std::uint32_t top = (y & half) != 0 ? 1 : 0;
    number = 4 * number + ((3 * right) ^ top);
    if (top == 1) continue;  // the lower quarters hold the curve turned
    if (right == 1) {
      x = ~x;
      y = ~y;
    }
    std::swap(x, y);
  }
  return number;
}

/// Ranks of streets on a depth-first walk over the network: neighbours even where there are no coordinates.
std::vector<std::uint32_t> walk_ranks(const Streets& streets) {
  std::vector<std::uint32_t> rank(streets.edges(), StreetEdgeId::none_value);
  std::vector<std::uint32_t> next_arm = streets.first_arm;  // by node: not walked yet
  std::vector<std::uint32_t> path{streets.from[0].row};
  std::uint32_t found = 0;
  while (!path.empty()) {
    const std::uint32_t node = path.back();
    const std::uint32_t arm = next_arm[node];
    if (arm == Streets::no_arm) {
      path.pop_back();
      continue;
    }
    next_arm[node] = streets.next_arm[arm];
    const std::uint32_t edge = arm / 2;
    if (rank[edge] != StreetEdgeId::none_value) continue;
    rank[edge] = found++;
    path.push_back(arm % 2 == 0 ? streets.to[edge].row : streets.from[edge].row);
  }
  return rank;
}

/// Streets in an order in which neighbours follow each other: by their middles along the curve, then by the walk.
std::vector<std::uint32_t> in_order(const Streets& streets) {
  const auto [west, east] = std::minmax_element(streets.x.begin(), streets.x.end());
  const auto [south, north] = std::minmax_element(streets.y.begin(), streets.y.end());
  const double extent = std::max({*east - *west, *north - *south, 1e-3});
  const std::vector<std::uint32_t> walk = walk_ranks(streets);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  for (std::uint32_t e = 0; e < streets.edges(); ++e) {
    const Position middle = position_of(streets, {StreetEdgeId(std::size_t{e}), streets.length_mm[e] / 2});
    const auto cell = [&](double from_edge) { return static_cast<std::uint32_t>(65'535 * (from_edge / extent)); };
    const std::uint64_t place = on_curve(cell(middle.x - *west), cell(middle.y - *south));
    keys.emplace_back(place << 32 | walk[e], e);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order;
  for (const auto& [key, edge] : keys) order.push_back(edge);
  return order;
}

/// All streets, one after the other, as a single line on which things are put by their distance from its begin.
class Line {
 public:
  explicit Line(const Streets& streets) : streets_(streets), order_(in_order(streets)) {
    until_.push_back(0);
    StreetNodeId last = streets.from[order_[0]];
    for (const std::uint32_t edge : order_) {  // each begins where the one before it ended, or near to there
      until_.push_back(until_.back() + streets.length_mm[edge]);
      const StreetNodeId a = streets.from[edge], b = streets.to[edge];
      const bool turned = a != last && (b == last || apart(last, b) < apart(last, a));
      turned_.push_back(turned ? 1 : 0);
      last = turned ? a : b;
    }
  }
  [[nodiscard]] std::uint64_t length() const { return until_.back(); }
  [[nodiscard]] StreetPoint at(std::uint64_t place) const {
    const auto next = std::upper_bound(until_.begin(), until_.end() - 1, place);
    const auto i = static_cast<std::size_t>(next - until_.begin()) - 1;
    const std::uint32_t edge = order_[i];
    const auto offset =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(place - until_[i], streets_.length_mm[edge]));
    return {StreetEdgeId(std::size_t{edge}), turned_[i] != 0 ? streets_.length_mm[edge] - offset : offset};
  }

 private:
  /// The square of the distance between two nodes.
  [[nodiscard]] double apart(StreetNodeId a, StreetNodeId b) const {
    const double dx = streets_.x[a.row] - streets_.x[b.row];
    const double dy = streets_.y[a.row] - streets_.y[b.row];
    return dx * dx + dy * dy;
  }

  const Streets& streets_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint64_t> until_;  ///< one more than streets
  std::vector<std::uint8_t> turned_;
};

/// The building nearest to the middle of all; where places don't tell, the middle one in number.
StreetPoint middle_of(const Streets& streets, const std::vector<StreetPoint>& buildings) {
  const auto count = static_cast<std::uint32_t>(buildings.size());
  Position middle;
  for (const StreetPoint building : buildings) {
    const Position at = position_of(streets, building);
    middle.x += at.x / count;
    middle.y += at.y / count;
  }
  std::uint32_t best = count / 2;
  const auto apart = [&](std::uint32_t b) {
    const Position at = position_of(streets, buildings[b]);
    return (at.x - middle.x) * (at.x - middle.x) + (at.y - middle.y) * (at.y - middle.y);
  };
  for (std::uint32_t b = 0; b < count; ++b) {
    if (apart(b) < apart(best)) best = b;
  }
  return buildings[best];
}

void check(const Streets& streets) {
  if (streets.edges() == 0) {
    throw UserError("the street network has no streets", "buildings stand along streets",
                    "give a network with one street at least, or leave the file out to have one generated");
  }
  const std::vector<std::uint32_t> parts = connected_parts(streets);
  const auto apart = std::count_if(parts.begin(), parts.end(), [](std::uint32_t part) { return part > 0; });
  if (apart > 0) {
    throw UserError("the street network is not connected",
                    std::to_string(apart) + " of " + std::to_string(parts.size()) +
                        " junctions cannot be reached from its largest part",
                    "keep the largest part only, or add the streets that are missing");
  }
}

}  // namespace

District settle_on(const Streets& streets, const DistrictFacts& facts, const Luck& luck) {
  EXPECT(!facts.buildings.empty());
  check(streets);
  const Line line(streets);
  std::uint64_t all = 0;
  for (const std::uint32_t count : facts.buildings) all += count;
  const auto place_of = [&](std::uint64_t halves) {  // without overflow: length × halves may need more than 64 bits
    const std::uint64_t parts = 2 * all;
    return line.length() / parts * halves + line.length() % parts * halves / parts;
  };

  District district;
  district.streets = streets;
  std::uint64_t before = 0;
  for (std::uint32_t c = 0; c < facts.buildings.size(); ++c) {
    CommunityStreets& here = district.communities.emplace_back();
    const std::uint32_t count = facts.buildings[c];
    EXPECT(count > 0);
    for (std::uint32_t b = 0; b < count; ++b) here.buildings.push_back(line.at(place_of(2 * (before + b) + 1)));
    here.drop_off = here.buildings;
    here.centre = middle_of(streets, here.buildings);
    const std::uint64_t begin = place_of(2 * before), end = place_of(2 * (before + count));
    std::vector<std::uint64_t> places;
    const auto put = [&](StreetChoice choice, std::uint32_t item) {
      const double share = street_uniform(luck, c, 0, choice, item);
      places.push_back(begin + static_cast<std::uint64_t>(share * static_cast<double>(end - begin)));
      return line.at(places.back());
    };
    for (std::uint32_t s = 0; s < facts.shops_per_community; ++s) here.shops.push_back(put(StreetChoice::shop, s));
    if (places.empty()) put(StreetChoice::rest_station, 0);
    std::sort(places.begin(), places.end());
    here.rest_station = line.at(places[places.size() / 2]);
    here.zone = c / communities_per_zone;
    before += count;
  }
  district.zones = district.communities.back().zone + 1;
  return district;
}

}  // namespace cogov
