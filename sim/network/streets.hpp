/// A street network: junctions, streets between them, and the points along streets at which things stand.
///
/// Lengths are whole millimetres, so that the length of a trip is exactly the sum of what was ridden.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/ids.hpp"

namespace cogov {

using StreetNodeId = Id<struct StreetNodeTag>;
using StreetEdgeId = Id<struct StreetEdgeTag>;

/// What a street is. A gate is the short way through the wall of an estate.
enum class StreetKind : std::uint8_t { road, lane, gate };

/// Junctions and streets as columns, filled by add_node and add_edge only. Streets run both ways.
struct Streets {
  // by node
  std::vector<double> x, y;              ///< metres east and north of some origin
  std::vector<std::uint32_t> first_arm;  ///< of the streets that end here; `no_arm` when none does

  // by edge
  std::vector<StreetNodeId> from, to;
  std::vector<std::uint32_t> length_mm;  ///< at least 1
  std::vector<StreetKind> kind;
  std::vector<std::uint8_t> locked_at_night;   ///< a gate that nobody passes at night
  std::vector<std::uint8_t> closed_to_riders;  ///< a gate through which riders may not go

  // by arm: a street as seen from one end, number 2 × street (from) or 2 × street + 1 (to). Each node's arms are a
  // chain, so that what is done for one community costs no more in a city.
  std::vector<std::uint32_t> next_arm;

  static constexpr std::uint32_t no_arm = StreetEdgeId::none_value;

  [[nodiscard]] std::size_t nodes() const { return x.size(); }
  [[nodiscard]] std::size_t edges() const { return from.size(); }
  /// @param east, north  metres, finite
  StreetNodeId add_node(double east, double north);
  /// @param a, b  nodes that exist, and may be the same   @param millimetres  at least 1
  StreetEdgeId add_edge(StreetNodeId a, StreetNodeId b, std::uint32_t millimetres,
                        StreetKind street = StreetKind::road);

  bool operator==(const Streets&) const = default;
};

/// A point on a street: `offset_mm` from the edge's `from` end, at most its length.
struct StreetPoint {
  StreetEdgeId edge;
  std::uint32_t offset_mm = 0;
  bool operator==(const StreetPoint&) const = default;
};

/// Where a point lies, metres, on the straight line between the ends of its street.
struct Position {
  double x = 0;
  double y = 0;
};
[[nodiscard]] Position position_of(const Streets& streets, StreetPoint point);

/// Connected parts, by Boost.Graph: the number of the part for each node, 0 being the part with the
/// most nodes (on equal numbers, the one with the lowest node).
[[nodiscard]] std::vector<std::uint32_t> connected_parts(const Streets& streets);

}  // namespace cogov
