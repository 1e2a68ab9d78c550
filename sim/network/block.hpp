/// The plan of a community's block: estates side by side, rows of buildings, gates. Only lengths and counts; where
/// the block lies and what stands around it is decided in district.cpp. For district.cpp; others read district.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/draw.hpp"
#include "sim/network/district.hpp"

namespace cogov {

using Millimetres = std::int64_t;

/// What is drawn about streets: the index of the draw. Appended to only.
enum class StreetChoice : std::uint32_t {
  estates,
  estate_size,
  rows,
  row_gap,
  middle_spine,
  side_gates,
  gate_place,
  gate_lock,
  riders,
  shop,
  rest_station,
};
[[nodiscard]] double street_uniform(const Luck& luck, std::uint32_t community, std::uint32_t ordinal,
                                    StreetChoice choice, std::uint32_t item = 0);

enum class Side : std::uint8_t { south, north, west, east };

/// A gate stands where a spine or a lane, prolonged, meets the wall.
struct GatePlan {
  Side side = Side::south;
  std::uint32_t row = 0, column = 0;  ///< of the junction inside
  bool locked_at_night = false;
  bool operator==(const GatePlan&) const = default;
};

/// A grid of lanes: rows run east, with buildings along them; spines run north and connect the rows.
struct EstatePlan {
  std::uint32_t buildings = 1;
  std::uint32_t rows = 1;
  Millimetres spacing = 0;  ///< between buildings of a row
  Millimetres row_gap = 0;
  std::vector<Millimetres> spines;  ///< their distances from the west end, ascending, the first 0
  bool riders_kept_out = false;
  std::vector<GatePlan> gates;  ///< the first is the main gate

  bool operator==(const EstatePlan&) const = default;
  [[nodiscard]] Millimetres width() const { return spines.back(); }
  [[nodiscard]] Millimetres height() const { return row_gap * (rows - 1); }
  /// Buildings of rows 0 ... row - 1; rows differ by one building at most.
  [[nodiscard]] std::uint32_t buildings_before(std::uint32_t row) const {
    return static_cast<std::uint32_t>(std::uint64_t{buildings} * row / rows);
  }
};

/// Estates from west to east, a road between each and the next.
struct BlockPlan {
  std::vector<EstatePlan> estates;
  bool operator==(const BlockPlan&) const = default;
  [[nodiscard]] Millimetres width() const;
  [[nodiscard]] Millimetres height() const;
};

inline constexpr Millimetres gate_length = 6'000;    ///< through the wall, to the middle of the road; assumption
inline constexpr Millimetres least_margin = 10'000;  ///< between the wall and the first lane; assumption
inline constexpr Millimetres around_estate = 2 * (gate_length + least_margin);

/// Plans the block of one community from its own luck alone.
[[nodiscard]] BlockPlan plan_block(const DistrictFacts& facts, std::uint32_t community, const Luck& luck);

}  // namespace cogov
