/// The roads between the blocks of a district: a grid of cells whose columns are as wide, and rows as high, as the
/// largest block in them. For district.cpp; others read district.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/network/block.hpp"

namespace cogov {

/// One community's place in the grid.
struct Cell {
  std::uint32_t row = 0, column = 0;
  Millimetres west = 0, south = 0;  ///< of the roads' middles
  Millimetres width = 0, height = 0;
  std::array<std::uint32_t, 4> road{};  ///< by Side
};

/// A road between two corners of the grid, or through a cell from its south to its north road. Gates meet it at
/// junctions; it is shared by what lies on both sides.
struct Road {
  StreetNodeId from, to;  ///< of an inner road, after `lay`
  Millimetres length = 0;
  std::vector<Millimetres> junctions;  ///< asked for; after `lay`, those that there are, ascending
  std::vector<StreetNodeId> nodes;     ///< after `lay`: from, the junctions, to
  std::uint32_t first_edge = 0;        ///< after `lay`: edge i leads from node i to node i + 1
};

class RoadGrid {
 public:
  /// Places blocks row by row in a grid as wide as it is high, and puts its corners into `streets`.
  RoadGrid(std::span<const BlockPlan> blocks, Streets& streets);

  [[nodiscard]] const Cell& cell(std::uint32_t community) const { return cells_[community]; }
  [[nodiscard]] const Road& road(std::uint32_t number) const { return roads_[number]; }
  [[nodiscard]] std::uint32_t zones() const { return zones_; }
  /// Three by three cells are a zone.
  [[nodiscard]] std::uint32_t zone(std::uint32_t community) const;

  /// A road through a cell, between two of its estates, so far from its west road. Before `lay`.
  std::uint32_t add_inner_road(std::uint32_t community, Millimetres along);
  /// Asks for a junction, before `lay`.
  void add_junction(std::uint32_t road, Millimetres along) { roads_[road].junctions.push_back(along); }
  /// Puts all roads into `streets`. Junctions within a metre of each other, or of a corner, become one.
  void lay(Streets& streets);
  /// After `lay`: the junction or corner nearest to a place along a road, as a node and as a point.
  [[nodiscard]] StreetNodeId node_near(std::uint32_t road, Millimetres along) const {
    return roads_[road].nodes[index_near(roads_[road], along)];
  }
  [[nodiscard]] StreetPoint junction_near(std::uint32_t road, Millimetres along) const;
  /// After `lay`: the point at a place along a road.
  [[nodiscard]] StreetPoint point_at(std::uint32_t road, Millimetres along) const;

 private:
  void measure(std::span<const BlockPlan> blocks);
  void connect(Streets& streets);
  static void lay_one(Road& road, Streets& streets);
  static std::size_t index_near(const Road& road, Millimetres along);

  std::uint32_t columns_ = 1, rows_ = 1, zones_ = 0;
  std::vector<Millimetres> east_, north_;  ///< of the lines of the grid
  std::vector<Cell> cells_;
  std::vector<Road> roads_;
  struct InnerRoad {
    std::uint32_t road = 0, community = 0;
    Millimetres along = 0;
  };
  std::vector<InnerRoad> inner_;
};

}  // namespace cogov
