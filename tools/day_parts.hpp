/// The parts of a watched day: its frame on the map, columns of its trace, and its trips.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/errors.hpp"
#include "sim/network/district.hpp"
#include "sim/network/streets.hpp"
#include "sim/results.hpp"

namespace cogov::day {

/// A trace table by the names of its columns. InternalError where a table or a column is not there.
class TraceColumns {
 public:
  TraceColumns(const RunResult& traced, const std::string& table);
  [[nodiscard]] const std::vector<std::int64_t>& at(const std::string& column) const;
  [[nodiscard]] std::size_t rows() const { return table_->columns.front().values.size(); }

 private:
  const TraceTable* table_ = nullptr;
};

/// What of the place is shown, metres.
struct Frame {
  double west = 0, south = 0, east = 0, north = 0;

  [[nodiscard]] bool holds(Position at) const { return at.x >= west && at.x <= east && at.y >= south && at.y <= north; }
  /// Whether the box around a straight line overlaps the frame.
  [[nodiscard]] bool touches(Position a, Position b) const {
    return std::max(a.x, b.x) >= west && std::min(a.x, b.x) <= east && std::max(a.y, b.y) >= south &&
           std::min(a.y, b.y) <= north;
  }
  /// Whole metres east and north of the frame's corner.
  [[nodiscard]] std::array<std::int64_t, 2> rounded(Position at) const;
};

/// A community's streets with the roads around it; where a network was read, which names no streets as the
/// community's own, its buildings with 60 metres around them.
[[nodiscard]] Frame frame_of(const Streets& streets, const CommunityStreets& here);

/// The trips of the trace in their order, as DayTrip in tools/web/src/day_types.ts: those that touch the frame, from
/// the last corner before they enter it to the first after they leave it.
/// @param midnight  at which the day begins, seconds from day 0
[[nodiscard]] nlohmann::ordered_json trips_json(const RunResult& traced, const Streets& streets, const Frame& frame,
                                                std::int64_t midnight);

/// Who can find a request, in both languages, in the order of enum Finder.
[[nodiscard]] nlohmann::ordered_json finders_json();

/// Where riders went to rest, if any did.
[[nodiscard]] std::optional<Position> rest_station(const RunResult& traced, const Streets& streets);

}  // namespace cogov::day
