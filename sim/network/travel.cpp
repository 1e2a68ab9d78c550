#include "sim/network/travel.hpp"

#include <cmath>

#include "sim/errors.hpp"
#include "sim/network/street_graph.hpp"

namespace cogov {

bool passable(const Streets& streets, const TravelRule& rule, StreetEdgeId edge) {
  return !(rule.at_night && streets.locked_at_night[edge.row] != 0) &&
         !(rule.rides && streets.closed_to_riders[edge.row] != 0);
}

std::uint32_t edge_milliseconds(const Streets& streets, const TravelRule& rule, StreetEdgeId edge) {
  const double speed = streets.kind[edge.row] == StreetKind::road ? rule.road_speed : rule.lane_speed;
  EXPECT(speed > 0);
  const double exact = std::floor(streets.length_mm[edge.row] / speed + .5);  // a metre a second is a millimetre a ms
  return static_cast<std::uint32_t>(std::clamp(exact, 1.0, unreachable - 1.0));
}

std::vector<TravelTimes::End> TravelTimes::ends_of(const StreetGraph& graph, std::span<const StreetPoint> points,
                                                   std::uint32_t off_the_map, std::vector<std::uint32_t>& nodes) {
  std::vector<std::uint32_t> row_of(graph.nodes(), no_node);
  std::vector<End> ends;
  ends.reserve(points.size());
  for (const StreetPoint point : points) {
    const PointOnStreet at = graph.stand(point);
    End end{at.street, {0, 0}, at.along, at.rest};
    if (at.street == no_street) end.street = off_the_map;
    for (const int side : {0, 1}) {
      if (at.street == no_street) break;
      std::uint32_t& row = row_of[graph.streets()[at.street].end[side]];
      if (row == no_node) {
        row = static_cast<std::uint32_t>(nodes.size());
        nodes.push_back(graph.streets()[at.street].end[side]);
      }
      end.row[side] = row;
    }
    ends.push_back(end);
  }
  if (nodes.empty()) nodes.push_back(0);  // all points are off the map: a row that is looked up in vain
  return ends;
}

TravelTimes::TravelTimes(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> from,
                         std::span<const StreetPoint> to, std::span<const StreetNodeId> within) {
  if (from.empty() || to.empty()) return;
  const StreetGraph graph(streets, rule, within);
  std::vector<std::uint32_t> rows, columns;
  from_ = ends_of(graph, from, no_street, rows);  // markers that differ: off the map nothing is near anything
  to_ = ends_of(graph, to, no_street - 1, columns);
  columns_ = static_cast<std::uint32_t>(columns.size());
  table_.resize(rows.size() * columns.size());

  // Ways back are as long as ways there, so the fewer of the two are searched from.
  const bool by_row = rows.size() <= columns.size();
  const std::vector<std::uint32_t>& sources = by_row ? rows : columns;
  const std::vector<std::uint32_t>& targets = by_row ? columns : rows;
  std::vector<std::uint32_t> milliseconds;
  for (std::size_t s = 0; s < sources.size(); ++s) {
    graph.from_node(sources[s], milliseconds);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      table_[by_row ? s * columns.size() + t : t * columns.size() + s] = milliseconds[targets[t]];
    }
  }
}

std::size_t TravelTimes::bytes() const {
  return (from_.capacity() + to_.capacity()) * sizeof(End) + table_.capacity() * sizeof(std::uint32_t);
}

}  // namespace cogov
