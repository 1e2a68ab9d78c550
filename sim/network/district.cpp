#include "sim/network/district.hpp"

#include <algorithm>

#include "sim/errors.hpp"
#include "sim/network/block.hpp"
#include "sim/network/roads.hpp"

namespace cogov {

namespace {

double metres(Millimetres length) { return static_cast<double>(length) / 1'000; }

/// A gate whose wall stands and whose road is not laid yet.
struct OpenGate {
  StreetNodeId wall;
  std::uint32_t road = 0;
  Millimetres along = 0;
  bool locked = false;
  bool riders_kept_out = false;
};

/// An estate's share of a block, from the middle of one road to that of the next.
struct Strip {
  std::uint32_t west_road = 0, east_road = 0;
  Millimetres west = 0, east = 0;
};

/// Puts one community's block into the streets: first what is inside the walls, then, when all roads are laid, the
/// gates and what stands along the roads.
class BlockBuilder {
 public:
  BlockBuilder(const BlockPlan& plan, std::uint32_t number, RoadGrid& grid, District& district)
      : plan_(plan), number_(number), grid_(grid), streets_(district.streets), here_(district.communities[number]) {}

  void build_inside() {
    const Cell& cell = grid_.cell(number_);
    first_node_ = streets_.nodes();
    const auto estates = static_cast<std::uint32_t>(plan_.estates.size());
    const Millimetres spare = (cell.width - plan_.width()) / estates;
    Strip strip{.west_road = cell.road[static_cast<std::size_t>(Side::west)], .west = cell.west};
    for (std::uint32_t e = 0; e < estates; ++e) {
      const bool last = e + 1 == estates;
      strip.east = last ? cell.west + cell.width : strip.west + plan_.estates[e].width() + around_estate + spare;
      strip.east_road = last ? cell.road[static_cast<std::size_t>(Side::east)]
                             : grid_.add_inner_road(number_, strip.east - cell.west);
      if (!last) inner_roads_.push_back(strip.east_road);
      build_estate(e, strip);
      strip = {.west_road = strip.east_road, .west = strip.east};
    }
    end_node_ = streets_.nodes();
  }

  void build_outside(const DistrictFacts& facts, const Luck& luck) {
    for (const OpenGate& gate : gates_) {
      const StreetNodeId node = grid_.node_near(gate.road, gate.along);
      const StreetEdgeId edge = streets_.add_edge(gate.wall, node, gate_length, StreetKind::gate);
      streets_.locked_at_night[edge.row] = gate.locked ? 1 : 0;
      streets_.closed_to_riders[edge.row] = gate.riders_kept_out ? 1 : 0;
    }
    put_drop_offs();
    put_shops(facts, luck);
    list_nodes();
    here_.zone = grid_.zone(number_);
  }

 private:
  /// An estate in the middle of its strip.
  void build_estate(std::uint32_t e, const Strip& strip) {
    const Cell& cell = grid_.cell(number_);
    const EstatePlan& estate = plan_.estates[e];
    const Millimetres west = (strip.west + strip.east - estate.width()) / 2;
    const Millimetres south = cell.south + (cell.height - estate.height()) / 2;
    const auto columns = static_cast<std::uint32_t>(estate.spines.size());
    const StreetNodeId first(streets_.nodes());
    for (std::uint32_t r = 0; r < estate.rows; ++r) {
      for (const Millimetres spine : estate.spines) {
        streets_.add_node(metres(west + spine), metres(south + r * estate.row_gap));
      }
    }
    const auto node = [&](std::uint32_t r, std::uint32_t c) { return StreetNodeId(first.row + r * columns + c); };
    const StreetEdgeId first_lane(streets_.edges());
    for (std::uint32_t r = 0; r < estate.rows; ++r) {
      for (std::uint32_t c = 0; c + 1 < columns; ++c) {
        add_lane(node(r, c), node(r, c + 1), estate.spines[c + 1] - estate.spines[c]);
      }
    }
    for (std::uint32_t r = 0; r + 1 < estate.rows; ++r) {
      for (std::uint32_t c = 0; c < columns; ++c) add_lane(node(r, c), node(r + 1, c), estate.row_gap);
    }
    put_buildings(estate, first_lane, e % 2 == 1);
    if (e == 0) put_centre(estate, first_lane);
    for (const GatePlan& gate : estate.gates) {
      add_gate(gate, strip, node(gate.row, gate.column), west + estate.spines[gate.column],
               south + gate.row * estate.row_gap);
      gates_.back().riders_kept_out = estate.riders_kept_out;
    }
  }

  StreetEdgeId add_lane(StreetNodeId a, StreetNodeId b, Millimetres length) {
    return streets_.add_edge(a, b, static_cast<std::uint32_t>(length), StreetKind::lane);
  }

  /// A point of a row, `along` from its west end.
  static StreetPoint on_row(const EstatePlan& estate, StreetEdgeId first_lane, std::uint32_t row, Millimetres along) {
    const auto lanes = static_cast<std::uint32_t>(estate.spines.size() - 1);
    std::uint32_t lane = 0;
    while (lane + 1 < lanes && along >= estate.spines[lane + 1]) ++lane;
    return {StreetEdgeId(first_lane.row + row * lanes + lane), static_cast<std::uint32_t>(along - estate.spines[lane])};
  }

  /// Row after row, to and fro; every other estate from the north, near to where the one before it ended.
  void put_buildings(const EstatePlan& estate, StreetEdgeId first_lane, bool from_north) {
    for (std::uint32_t i = 0; i < estate.rows; ++i) {
      const std::uint32_t row = from_north ? estate.rows - 1 - i : i;
      const std::uint32_t count = estate.buildings_before(row + 1) - estate.buildings_before(row);
      const Millimetres aside = (estate.width() - count * estate.spacing) / 2;  // short rows stand in the middle
      for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t place = i % 2 == 0 ? k : count - 1 - k;
        here_.buildings.push_back(on_row(estate, first_lane, row, aside + place * estate.spacing + estate.spacing / 2));
      }
    }
  }

  /// On the row behind the main gate, a quarter of a building's spacing from there.
  void put_centre(const EstatePlan& estate, StreetEdgeId first_lane) {
    const GatePlan& gate = estate.gates.front();
    const Millimetres spine = estate.spines[gate.column];
    const Millimetres aside = estate.spacing / 4;
    here_.centre = on_row(estate, first_lane, gate.row, gate.column == 0 ? spine + aside : spine - aside);
  }

  /// The drive to the wall; x and y are those of the junction inside.
  void add_gate(const GatePlan& gate, const Strip& strip, StreetNodeId inside, Millimetres x, Millimetres y) {
    const Cell& cell = grid_.cell(number_);
    OpenGate open;
    open.locked = gate.locked_at_night;
    open.road = cell.road[static_cast<std::size_t>(gate.side)];
    Millimetres drive = 0;
    if (gate.side == Side::south || gate.side == Side::north) {
      const Millimetres wall =
          gate.side == Side::south ? cell.south + gate_length : cell.south + cell.height - gate_length;
      drive = std::max(wall, y) - std::min(wall, y);
      open.wall = streets_.add_node(metres(x), metres(wall));
      open.along = x - cell.west;
    } else {
      const Millimetres wall = gate.side == Side::west ? strip.west + gate_length : strip.east - gate_length;
      drive = std::max(wall, x) - std::min(wall, x);
      open.wall = streets_.add_node(metres(wall), metres(y));
      open.along = y - cell.south;
      open.road = gate.side == Side::west ? strip.west_road : strip.east_road;
    }
    add_lane(inside, open.wall, drive);
    grid_.add_junction(open.road, open.along);
    gates_.push_back(open);
  }

  void put_drop_offs() {
    here_.drop_off = here_.buildings;
    std::size_t building = 0, gate = 0;
    for (const EstatePlan& estate : plan_.estates) {
      const OpenGate& main = gates_[gate];
      const auto begin = here_.drop_off.begin() + static_cast<std::ptrdiff_t>(building);
      if (estate.riders_kept_out) std::fill_n(begin, estate.buildings, grid_.junction_near(main.road, main.along));
      building += estate.buildings;
      gate += estate.gates.size();
    }
  }

  /// A place along the surrounding roads, from the share of the way around.
  [[nodiscard]] StreetPoint around(double share) const {
    const Cell& cell = grid_.cell(number_);
    auto along = static_cast<Millimetres>(share * 2 * static_cast<double>(cell.width + cell.height));
    for (const Side side : {Side::south, Side::east, Side::north, Side::west}) {
      const std::uint32_t road = cell.road[static_cast<std::size_t>(side)];
      const Millimetres length = grid_.road(road).length;
      const bool backwards = side == Side::north || side == Side::west;
      if (along < length || side == Side::west) {
        along = std::min(along, length);
        return grid_.point_at(road, backwards ? length - along : along);
      }
      along -= length;
    }
    return {};
  }

  /// Shops anywhere along the roads; the rest station by the one in the middle, going around.
  void put_shops(const DistrictFacts& facts, const Luck& luck) {
    std::vector<double> shares;
    for (std::uint32_t shop = 0; shop < facts.shops_per_community; ++shop) {
      shares.push_back(street_uniform(luck, number_, 0, StreetChoice::shop, shop));
      here_.shops.push_back(around(shares.back()));
    }
    if (shares.empty()) shares.push_back(street_uniform(luck, number_, 0, StreetChoice::rest_station));
    std::sort(shares.begin(), shares.end());
    here_.rest_station = around(shares[shares.size() / 2]);
  }

  void list_nodes() {
    const auto& around = grid_.cell(number_).road;
    std::vector<std::uint32_t> roads(around.begin(), around.end());
    roads.insert(roads.end(), inner_roads_.begin(), inner_roads_.end());
    for (const std::uint32_t road : roads) {
      const std::vector<StreetNodeId>& nodes = grid_.road(road).nodes;
      here_.nodes.insert(here_.nodes.end(), nodes.begin(), nodes.end());
    }
    for (std::size_t node = first_node_; node < end_node_; ++node) here_.nodes.emplace_back(node);
    std::sort(here_.nodes.begin(), here_.nodes.end());
    here_.nodes.erase(std::unique(here_.nodes.begin(), here_.nodes.end()), here_.nodes.end());
    here_.nodes.shrink_to_fit();
  }

  const BlockPlan& plan_;
  std::uint32_t number_;
  RoadGrid& grid_;
  Streets& streets_;
  CommunityStreets& here_;
  std::vector<OpenGate> gates_;  ///< of all estates in order
  std::vector<std::uint32_t> inner_roads_;
  std::size_t first_node_ = 0, end_node_ = 0;
};

}  // namespace

District build_district(const DistrictFacts& facts, const Luck& luck) {
  EXPECT(!facts.buildings.empty() && facts.buildings.size() < (1U << 24));
  const auto count = static_cast<std::uint32_t>(facts.buildings.size());
  std::vector<BlockPlan> plans;
  plans.reserve(count);
  for (std::uint32_t c = 0; c < count; ++c) plans.push_back(plan_block(facts, c, luck));

  District district;
  district.communities.resize(count);
  RoadGrid grid(plans, district.streets);
  district.zones = grid.zones();
  std::vector<BlockBuilder> builders;
  builders.reserve(count);
  for (std::uint32_t c = 0; c < count; ++c) builders.emplace_back(plans[c], c, grid, district).build_inside();
  grid.lay(district.streets);
  for (BlockBuilder& builder : builders) builder.build_outside(facts, luck);
  return district;
}

}  // namespace cogov
