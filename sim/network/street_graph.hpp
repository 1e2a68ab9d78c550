/// A street network in one state of its gates, as Boost.Graph reads it; and the one place that decides which of
/// several shortest ways is taken. For travel.cpp and routes.cpp; others read travel.hpp.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/network/travel.hpp"

namespace cogov {

inline constexpr std::uint32_t no_street = StreetEdgeId::none_value;
inline constexpr std::uint32_t no_node = StreetNodeId::none_value;

/// Shortest ways from one point to all nodes.
struct ShortestTree {
  static constexpr std::uint32_t from_source = no_street - 1;

  std::vector<std::uint32_t> milliseconds;  ///< by node
  std::vector<std::uint32_t> by;      ///< row of the street that leads here; from_source on the point's own street
  std::vector<std::uint32_t> parent;  ///< the node before; none where `by` is from_source or none
};

/// How the shortest way reaches a point: over an end of its street, or without leaving a street it shares
/// with the source.
struct Arrival {
  enum class Side : std::uint8_t { first_end, second_end, direct, nowhere };
  Side side = Side::nowhere;
  std::uint32_t milliseconds = unreachable;
};

class StreetGraph {
 public:
  /// @param within  the nodes to use, in any order; empty: all. Costs time in proportion to them.
  StreetGraph(const Streets& streets, const TravelRule& rule, std::span<const StreetNodeId> within);

  [[nodiscard]] std::size_t nodes() const { return nodes_; }
  /// Streets that can be used, by their number.
  [[nodiscard]] const std::vector<UsedStreet>& streets() const { return streets_; }
  [[nodiscard]] PointOnStreet stand(StreetPoint point) const;

  /// Milliseconds to all nodes from one.
  void from_node(std::uint32_t node, std::vector<std::uint32_t>& milliseconds) const;
  /// The tree of a point; empty if it is off the map. A node on the point's own street is reached over that
  /// street if nothing is shorter, another by the street with the lowest number among equals.
  [[nodiscard]] ShortestTree from_point(const PointOnStreet& source) const;

 private:
  struct Way {
    std::uint32_t milliseconds = 0;
    std::uint32_t street = 0;
  };
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Way, boost::no_property,
                                                   std::uint32_t, std::uint32_t>;

  void collect(const Streets& streets, const TravelRule& rule, std::span<const StreetNodeId> within);
  void dijkstra(std::span<const std::uint32_t> seeds, std::vector<std::uint32_t>& milliseconds) const;

  std::size_t nodes_ = 0;
  std::vector<UsedStreet> streets_;
  Graph graph_;
};

/// The point seen from the ends of a used street, which is row `row`.
[[nodiscard]] PointOnStreet stand_on(const UsedStreet& street, std::uint32_t row, std::uint32_t offset_mm);

/// Sums of times that stay `unreachable` when one of them is.
[[nodiscard]] inline std::uint32_t plus(std::uint32_t a, std::uint32_t b) {
  return a > unreachable - b ? unreachable : a + b;
}

/// How the shortest way goes on to `target`, given the times to the first and second end of its street. Among equals
/// the direct one; then over the end that is reached earlier, so that no way turns round within a street;
/// then over the first.
[[nodiscard]] Arrival arrive(const PointOnStreet& source, const PointOnStreet& target, std::uint32_t to_first,
                             std::uint32_t to_second);

}  // namespace cogov
