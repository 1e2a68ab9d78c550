/// Random networks for the tests of streets: small, with ties, loops, parallel streets and gates.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/distributions.hpp"
#include "sim/draw.hpp"
#include "sim/network/streets.hpp"

namespace cogov::network_test {

/// A stream of random numbers for tests.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : luck_(20'240'521, seed) {}
  std::uint32_t below(std::uint32_t n) {
    return cogov::below(luck_.bits({0, EntityType::test, 0}, next_++, Why::test).a, n);
  }

 private:
  Luck luck_;
  std::uint32_t next_ = 0;
};

/// A network of up to `most` nodes. Lengths are few multiples of a metre, so that many ways are equally long,
/// or anything. Parts may be unconnected.
inline Streets random_streets(Dice& dice, std::uint32_t most, bool with_ties) {
  Streets streets;
  const std::uint32_t nodes = 1 + dice.below(most);
  for (std::uint32_t n = 0; n < nodes; ++n) {
    const double east = dice.below(1'000);
    const double north = dice.below(1'000);
    streets.add_node(east, north);
  }
  const std::uint32_t edges = 1 + dice.below(2 * nodes);
  for (std::uint32_t e = 0; e < edges; ++e) {
    const StreetNodeId a(dice.below(nodes));
    const StreetNodeId b(dice.below(nodes));
    const std::uint32_t length = with_ties ? 1'000 * (1 + dice.below(3)) : 1 + dice.below(100'000);
    const auto kind = static_cast<StreetKind>(dice.below(3));
    const StreetEdgeId edge = streets.add_edge(a, b, length, kind);
    if (kind != StreetKind::gate) continue;
    streets.locked_at_night[edge.row] = static_cast<std::uint8_t>(dice.below(2));
    streets.closed_to_riders[edge.row] = static_cast<std::uint8_t>(dice.below(2));
  }
  return streets;
}

/// A point anywhere; often at an end of a street, or next to it.
inline StreetPoint random_point(Dice& dice, const Streets& streets) {
  const StreetEdgeId edge(dice.below(static_cast<std::uint32_t>(streets.edges())));
  const std::uint32_t length = streets.length_mm[edge.row];
  const std::uint32_t near = dice.below(4);
  if (near == 0) return {edge, 0};
  if (near == 1) return {edge, length};
  if (near == 2) return {edge, length < 2 ? length : 1 + dice.below(2) * (length - 2)};
  return {edge, dice.below(length + 1)};
}

inline std::vector<StreetPoint> random_points(Dice& dice, const Streets& streets, std::uint32_t count) {
  std::vector<StreetPoint> points;
  for (std::uint32_t i = 0; i < count; ++i) points.push_back(random_point(dice, streets));
  return points;
}

/// Some of the nodes, or none, which means all.
inline std::vector<StreetNodeId> random_nodes(Dice& dice, const Streets& streets) {
  std::vector<StreetNodeId> nodes;
  if (dice.below(2) == 0) return nodes;
  for (std::size_t n = 0; n < streets.nodes(); ++n) {
    if (dice.below(4) > 0) nodes.emplace_back(n);
  }
  return nodes;
}

}  // namespace cogov::network_test
