/// How long ways take: shortest routes over a street network, by Boost.Graph's Dijkstra, kept where they pay.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <unordered_map>
#include <vector>

#include "sim/network/streets.hpp"

namespace cogov {

class StreetGraph;
struct ShortestTree;

/// How somebody travels, and in which state of the gates.
struct TravelRule {
  double road_speed = 1.2;  ///< metres a second, above 0
  double lane_speed = 1.2;  ///< on lanes and through gates
  bool rides = false;       ///< gates closed to riders are closed
  bool at_night = false;    ///< gates locked at night are locked
};

[[nodiscard]] bool passable(const Streets& streets, const TravelRule& rule, StreetEdgeId edge);

/// Milliseconds for the whole street; the time to a point on it is in proportion, rounded down.
[[nodiscard]] std::uint32_t edge_milliseconds(const Streets& streets, const TravelRule& rule, StreetEdgeId edge);

inline constexpr std::uint32_t unreachable = std::numeric_limits<std::uint32_t>::max();

/// A street that can be used, its ends numbered among the nodes in use.
struct UsedStreet {
  StreetEdgeId id;
  std::uint32_t end[2] = {0, 0};
  std::uint32_t milliseconds = 0;
  std::uint32_t length_mm = 0;
};

/// A point as seen from the two ends of its street.
struct PointOnStreet {
  std::uint32_t street = StreetEdgeId::none_value;  ///< row among the used ones; none: off the map
  std::uint32_t offset_mm = 0;
  std::uint32_t along = unreachable;  ///< milliseconds from the first end
  std::uint32_t rest = unreachable;   ///< milliseconds from the second
};

/// Travel times from some points to others. Kept between the ends of the streets on which points
/// stand, so a table costs 4 bytes for each pair of such ends.
class TravelTimes {
 public:
  TravelTimes() = default;
  /// `within`: the nodes that routes may use; empty: all of them. A point whose street is not passable, or
  /// ends outside of them, is reachable from nowhere.
  TravelTimes(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> from,
              std::span<const StreetPoint> to, std::span<const StreetNodeId> within = {});

  /// Milliseconds on the shortest way from point `from` to point `to` (positions in what the table was
  /// built of), `unreachable` if there is none. On a shared street that is the direct way, unless one
  /// around is shorter, as imported networks have it.
  [[nodiscard]] std::uint32_t milliseconds(std::uint32_t from, std::uint32_t to) const {
    const End& a = from_[from];
    const End& b = to_[to];
    const std::uint32_t around = least(a, b);
    if (a.street != b.street) return around;
    return std::min(around, a.along > b.along ? a.along - b.along : b.along - a.along);
  }

  /// Bytes held.
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// A point as seen from the two ends of its street.
  struct End {
    std::uint32_t street = 0;
    std::uint32_t row[2] = {0, 0};  ///< of the table; columns for `to`
    std::uint32_t along = 0;        ///< milliseconds from the first end
    std::uint32_t rest = 0;         ///< milliseconds from the second
  };
  [[nodiscard]] std::uint32_t least(const End& a, const End& b) const {
    const auto at = [&](int i, int j) -> std::uint64_t { return table_[std::size_t{a.row[i]} * columns_ + b.row[j]]; };
    const std::uint64_t by_first = a.along + std::min(at(0, 0) + b.along, at(0, 1) + b.rest);
    const std::uint64_t by_second = a.rest + std::min(at(1, 0) + b.along, at(1, 1) + b.rest);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::min(by_first, by_second), unreachable));
  }
  static std::vector<End> ends_of(const StreetGraph& graph, std::span<const StreetPoint> points,
                                  std::uint32_t off_the_map, std::vector<std::uint32_t>& nodes);

  std::vector<End> from_, to_;
  std::vector<std::uint32_t> table_;  ///< row-major
  std::uint32_t columns_ = 0;
};

/// A stretch of one street on a way.
struct Leg {
  StreetEdgeId edge;
  std::uint32_t from_mm = 0;  ///< offsets on the street; from_mm > to_mm when walked backwards
  std::uint32_t to_mm = 0;
  std::uint32_t milliseconds = 0;
};

/// A shortest way, street by street; empty if there is none or the points are the same place. The sum of
/// its milliseconds is what TravelTimes says. Of several shortest ways, always the same one: at each
/// junction it arrives by the street with the lowest number.
[[nodiscard]] std::vector<Leg> route(const Streets& streets, const TravelRule& rule, StreetPoint from, StreetPoint to,
                                     std::span<const StreetNodeId> within = {});

/// Shortest routes out of some sources, the same that `route` finds, such that it can be told at once what
/// a route comes past. Costs 16 bytes for each source and node.
class RouteTrees {
 public:
  RouteTrees() = default;
  RouteTrees(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> sources,
             std::span<const StreetNodeId> within = {});

  /// Whether the shortest way from source number `source` to `target` comes past `point`, both ends of the
  /// way included. No way comes past nothing.
  [[nodiscard]] bool passes(std::uint32_t source, StreetPoint target, StreetPoint point) const;
  /// Milliseconds from the source to a point, on the shortest way.
  [[nodiscard]] std::uint32_t milliseconds(std::uint32_t source, StreetPoint point) const;

  /// Bytes held, about.
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// A node on the tree of one source. The first and last visits of a walk around the tree tell who lies
  /// behind whom: an ancestor's interval holds its descendants'.
  struct Visit {
    std::uint32_t milliseconds = unreachable;
    std::uint32_t by = StreetEdgeId::none_value;  ///< the street that leads here
    std::uint32_t first = 0, end = 0;             ///< half-open
  };

  [[nodiscard]] PointOnStreet stand(StreetPoint point) const;
  [[nodiscard]] const Visit& visit(std::uint32_t source, std::uint32_t node) const {
    return visits_[std::size_t{source} * nodes_ + node];
  }
  void plant(std::uint32_t source, const ShortestTree& tree);

  std::vector<UsedStreet> streets_;
  std::unordered_map<std::uint32_t, std::uint32_t> row_of_;  ///< of a street's number; looked up only
  std::vector<PointOnStreet> sources_;
  std::vector<Visit> visits_;  ///< by source, by node
  std::size_t nodes_ = 0;
};

}  // namespace cogov
