/// How long ways take: shortest routes over a street network, by Boost.Graph's Dijkstra, kept where they pay.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/network/streets.hpp"

namespace cogov {

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

/// Travel times from some points to others. Kept between the ends of the streets on which points
/// stand, so a table costs 4 bytes for each pair of such ends.
class TravelTimes {
 public:
  TravelTimes() = default;
  /// `within`: the nodes that routes may use; empty: all of them.
  TravelTimes(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> from,
              std::span<const StreetPoint> to, std::span<const StreetNodeId> within = {});

  /// Milliseconds on the shortest way from point `from` to point `to` (positions in what the table was
  /// built of), `unreachable` if there is none.
  [[nodiscard]] std::uint32_t milliseconds(std::uint32_t from, std::uint32_t to) const {
    const End& a = from_[from];
    const End& b = to_[to];
    if (a.edge == b.edge) return a.along > b.along ? a.along - b.along : b.along - a.along;
    return least(a, b);
  }

  /// Bytes held.
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// A point as seen from the two ends of its street.
  struct End {
    std::uint32_t edge = 0;
    std::uint32_t row[2] = {0, 0};  ///< of the table; columns for `to`
    std::uint32_t along = 0;        ///< milliseconds from the first end
    std::uint32_t rest = 0;         ///< milliseconds from the second
  };
  [[nodiscard]] std::uint32_t least(const End& a, const End& b) const;

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

/// A shortest way, street by street; empty if there is none or the points are the same. The sum of its
/// milliseconds is what TravelTimes says. Of several shortest ways, always the same one.
[[nodiscard]] std::vector<Leg> route(const Streets& streets, const TravelRule& rule, StreetPoint from, StreetPoint to,
                                     std::span<const StreetNodeId> within = {});

/// Shortest routes out of some sources, such that it can be told at once what a route comes past.
class RouteTrees {
 public:
  RouteTrees() = default;
  RouteTrees(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> sources,
             std::span<const StreetNodeId> within = {});

  /// Whether the shortest way from source number `source` to `target` comes past `point`.
  [[nodiscard]] bool passes(std::uint32_t source, StreetPoint target, StreetPoint point) const;
  /// Milliseconds from the source to a point, on the shortest way.
  [[nodiscard]] std::uint32_t milliseconds(std::uint32_t source, StreetPoint point) const;

 private:
  // Laid out by who writes travel.cpp: by source and node, distance, first and last visit of a walk
  // around the tree (an ancestor's interval holds its descendants').
};

}  // namespace cogov
