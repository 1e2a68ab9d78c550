#include "sim/network/roads.hpp"

#include <algorithm>
#include <cmath>

namespace cogov {

namespace {

constexpr std::uint32_t zone_side = 3;
constexpr Millimetres least_street = 1'000;

double metres(Millimetres length) { return static_cast<double>(length) / 1'000; }

}  // namespace

RoadGrid::RoadGrid(std::span<const BlockPlan> blocks, Streets& streets) {
  const auto count = static_cast<std::uint32_t>(blocks.size());
  columns_ = static_cast<std::uint32_t>(std::ceil(std::sqrt(static_cast<double>(count))));
  rows_ = (count + columns_ - 1) / columns_;
  measure(blocks);
  connect(streets);
  for (std::uint32_t c = 0; c < count; ++c) zones_ = std::max(zones_, zone(c) + 1);
}

std::uint32_t RoadGrid::zone(std::uint32_t community) const {
  const std::uint32_t zones_in_row = (columns_ + zone_side - 1) / zone_side;
  return cells_[community].row / zone_side * zones_in_row + cells_[community].column / zone_side;
}

void RoadGrid::measure(std::span<const BlockPlan> blocks) {
  std::vector<Millimetres> width(columns_, 0), height(rows_, 0);
  for (std::uint32_t c = 0; c < blocks.size(); ++c) {
    Cell cell{.row = c / columns_, .column = c % columns_};
    width[cell.column] = std::max(width[cell.column], blocks[c].width());
    height[cell.row] = std::max(height[cell.row], blocks[c].height());
    cells_.push_back(cell);
  }
  east_.push_back(0);
  north_.push_back(0);
  for (const Millimetres w : width) east_.push_back(east_.back() + w);
  for (const Millimetres h : height) north_.push_back(north_.back() + h);
  for (Cell& cell : cells_) {
    cell.west = east_[cell.column];
    cell.south = north_[cell.row];
    cell.width = width[cell.column];
    cell.height = height[cell.row];
  }
}

/// Corners and roads come into being with the first cell that has them; an incomplete last row has no others.
void RoadGrid::connect(Streets& streets) {
  std::vector<StreetNodeId> corners(std::size_t{columns_ + 1} * (rows_ + 1));
  const auto corner = [&](std::uint32_t row, std::uint32_t column) {
    StreetNodeId& node = corners[std::size_t{row} * (columns_ + 1) + column];
    if (!node.exists()) node = streets.add_node(metres(east_[column]), metres(north_[row]));
    return node;
  };
  const auto add_road = [&](StreetNodeId from, StreetNodeId to, Millimetres length) {
    roads_.push_back({.from = from, .to = to, .length = length, .junctions = {}, .nodes = {}});
    return static_cast<std::uint32_t>(roads_.size() - 1);
  };
  for (std::uint32_t c = 0; c < cells_.size(); ++c) {
    Cell& cell = cells_[c];
    const StreetNodeId south_west = corner(cell.row, cell.column);
    const StreetNodeId south_east = corner(cell.row, cell.column + 1);
    const StreetNodeId north_west = corner(cell.row + 1, cell.column);
    const StreetNodeId north_east = corner(cell.row + 1, cell.column + 1);
    auto& [south, north, west, east] = cell.road;
    south = cell.row > 0 ? cells_[c - columns_].road[1] : add_road(south_west, south_east, cell.width);
    north = add_road(north_west, north_east, cell.width);
    west = cell.column > 0 ? cells_[c - 1].road[3] : add_road(south_west, north_west, cell.height);
    east = add_road(south_east, north_east, cell.height);
  }
}

std::uint32_t RoadGrid::add_inner_road(std::uint32_t community, Millimetres along) {
  const auto road = static_cast<std::uint32_t>(roads_.size());
  const Cell& cell = cells_[community];
  roads_.push_back({.from = {}, .to = {}, .length = cell.height, .junctions = {}, .nodes = {}});
  inner_.push_back({road, community, along});
  for (const Side side : {Side::south, Side::north}) add_junction(cell.road[static_cast<std::size_t>(side)], along);
  return road;
}

void RoadGrid::lay(Streets& streets) {
  for (Road& road : roads_) {
    if (road.from.exists()) lay_one(road, streets);
  }
  for (const InnerRoad& inner : inner_) {  // between junctions that there are now
    const auto& [south, north, west, east] = cells_[inner.community].road;
    roads_[inner.road].from = node_near(south, inner.along);
    roads_[inner.road].to = node_near(north, inner.along);
    lay_one(roads_[inner.road], streets);
  }
}

void RoadGrid::lay_one(Road& road, Streets& streets) {
  std::sort(road.junctions.begin(), road.junctions.end());
  std::vector<Millimetres> kept;
  Millimetres last = 0;
  for (const Millimetres at : road.junctions) {
    if (at - last < least_street || road.length - at < least_street) continue;
    kept.push_back(at);
    last = at;
  }
  road.junctions = kept;
  road.nodes = {road.from};
  const double x = streets.x[road.from.row], y = streets.y[road.from.row];
  const double dx = streets.x[road.to.row] - x, dy = streets.y[road.to.row] - y;
  for (const Millimetres at : kept) {
    const double part = static_cast<double>(at) / static_cast<double>(road.length);
    road.nodes.push_back(streets.add_node(x + part * dx, y + part * dy));
  }
  road.nodes.push_back(road.to);
  road.first_edge = static_cast<std::uint32_t>(streets.edges());
  for (std::size_t i = 0; i + 1 < road.nodes.size(); ++i) {
    const Millimetres begin = i == 0 ? 0 : kept[i - 1];
    const Millimetres end = i == kept.size() ? road.length : kept[i];
    streets.add_edge(road.nodes[i], road.nodes[i + 1], static_cast<std::uint32_t>(end - begin));
  }
}

StreetPoint RoadGrid::point_at(std::uint32_t number, Millimetres along) const {
  const Road& road = roads_[number];
  const auto next = std::upper_bound(road.junctions.begin(), road.junctions.end(), along);
  const auto edge = static_cast<std::size_t>(next - road.junctions.begin());
  const Millimetres begin = edge == 0 ? 0 : road.junctions[edge - 1];
  return {StreetEdgeId(road.first_edge + edge), static_cast<std::uint32_t>(along - begin)};
}

StreetPoint RoadGrid::junction_near(std::uint32_t number, Millimetres along) const {
  const Road& road = roads_[number];
  const std::size_t i = index_near(road, along);
  return point_at(number, i == 0 ? 0 : i == road.nodes.size() - 1 ? road.length : road.junctions[i - 1]);
}

std::size_t RoadGrid::index_near(const Road& road, Millimetres along) {
  const auto next = std::upper_bound(road.junctions.begin(), road.junctions.end(), along);
  const auto i = static_cast<std::size_t>(next - road.junctions.begin());
  const Millimetres before = i == 0 ? 0 : road.junctions[i - 1];
  const Millimetres after = next == road.junctions.end() ? road.length : *next;
  return along - before <= after - along ? i : i + 1;
}

}  // namespace cogov
