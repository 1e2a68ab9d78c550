/// The trips of a watched day, corner by corner.
#include <cmath>

#include "models/movements.hpp"
#include "tools/day_parts.hpp"

namespace cogov::day {

namespace {

using Json = nlohmann::ordered_json;

/// Where somebody is at some time.
struct Corner {
  std::int64_t milliseconds = 0;  ///< from day 0
  Position at;
};

/// A trip's rows of the table: [from, to).
struct Rows {
  std::size_t from = 0, to = 0;
};

std::vector<Rows> rows_of_trips(const std::vector<std::int64_t>& trip) {
  std::vector<Rows> trips;
  for (std::size_t row = 0; row < trip.size(); ++row) {
    if (row == 0 || trip[row] != trip[row - 1]) trips.push_back({row, row});
    trips.back().to = row + 1;
  }
  return trips;
}

std::vector<Corner> corners_of(const TraceColumns& movements, const Streets& streets, Rows rows) {
  const auto point = [&](std::size_t row, const char* offset) {
    return position_of(streets, {.edge = StreetEdgeId(static_cast<std::uint32_t>(movements.at("edge")[row])),
                                 .offset_mm = static_cast<std::uint32_t>(movements.at(offset)[row])});
  };
  std::vector<Corner> corners{{movements.at("enter_ms")[rows.from], point(rows.from, "from_mm")}};
  for (std::size_t row = rows.from; row < rows.to; ++row) {
    corners.push_back({movements.at("leave_ms")[row], point(row, "to_mm")});
  }
  return corners;
}

/// Without what is far outside: from the first to the last stretch that touches the frame; empty if none does.
std::vector<Corner> within(const Frame& frame, const std::vector<Corner>& corners) {
  std::size_t first = corners.size(), last = 0;
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    if (!frame.touches(corners[i].at, corners[i + 1].at)) continue;
    first = std::min(first, i);
    last = i + 1;
  }
  if (first >= last) return {};
  return {corners.begin() + static_cast<std::ptrdiff_t>(first),
          corners.begin() + static_cast<std::ptrdiff_t>(last) + 1};
}

/// t, x, y of each corner. Of corners within the same second the last stands for all, so that times rise; a way of less
/// than a second takes one.
Json path_json(const Frame& frame, const std::vector<Corner>& corners, std::int64_t midnight) {
  std::vector<std::array<std::int64_t, 3>> path;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    std::int64_t second = std::llround(static_cast<double>(corners[i].milliseconds) / 1000) - midnight;
    const auto [x, y] = frame.rounded(corners[i].at);
    if (path.size() > 1 && path.back()[0] == second) path.pop_back();
    if (path.size() == 1 && path.back()[0] == second) {
      if (i + 1 < corners.size()) continue;
      ++second;
    }
    path.push_back({second, x, y});
  }
  Json flat = Json::array();
  for (const auto& corner : path) {
    for (const std::int64_t number : corner) flat.push_back(number);
  }
  return flat;
}

}  // namespace

Json trips_json(const RunResult& traced, const Streets& streets, const Frame& frame, std::int64_t midnight) {
  const TraceColumns movements(traced, "movements");
  Json trips = Json::array();
  for (const Rows rows : rows_of_trips(movements.at("trip"))) {
    const std::vector<Corner> corners = within(frame, corners_of(movements, streets, rows));
    if (corners.empty()) continue;
    const auto at = [&](const char* column) { return movements.at(column)[rows.from]; };
    trips.push_back({{"mover", at("mover")},
                     {"who", at("who")},
                     {"purpose", at("purpose")},
                     {"rides", at("rides") != 0},
                     {"path", path_json(frame, corners, midnight)}});
  }
  return trips;
}

std::optional<Position> rest_station(const RunResult& traced, const Streets& streets) {
  const TraceColumns movements(traced, "movements");
  const std::vector<std::int64_t>& purpose = movements.at("purpose");
  for (const Rows rows : rows_of_trips(movements.at("trip"))) {
    if (purpose[rows.from] == static_cast<std::int64_t>(Purpose::rest)) {
      return corners_of(movements, streets, rows).back().at;
    }
  }
  return {};
}

}  // namespace cogov::day
