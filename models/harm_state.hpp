/// What is counted of harm: who is watched and by whom, and how long needs last for those who are easily overlooked.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace cogov {

/// Who looks at residents. `own_report` is no looking: a resident's own report, which stands in the records.
enum class Watcher : std::uint8_t { own_report, staff, organisations, neighbours, couriers, children };
inline constexpr std::size_t watcher_count = 6;

/// Where in its building a household lives. Upper floors lie in the upper half of the floors above the ground.
enum class FloorGroup : std::uint8_t { ground, middle, upper };
inline constexpr std::size_t floor_group_count = 3;

/// Thirds of residents by their readiness to report.
enum class ReportingThird : std::uint8_t { least, between, most };
inline constexpr std::size_t reporting_third_count = 3;

/// Counted from day 0 on.
struct HarmTally {
  std::array<std::int64_t, watcher_count> looks{};                       ///< at residents
  std::int64_t records_of_places = 0;                                    ///< that are about nobody
  std::vector<std::uint32_t> looks_at;                                   ///< by resident; empty before the first
  std::array<std::int64_t, floor_group_count> unmet_by_floor{};          ///< seconds of open personal needs
  std::array<std::int64_t, floor_group_count> needs_by_floor{};          ///< personal needs that ended
  std::array<std::int64_t, reporting_third_count> unmet_by_reporting{};  ///< seconds
  std::array<std::int64_t, reporting_third_count> needs_by_reporting{};
  void add(const HarmTally& other);  ///< but for `looks_at`: see add_harm_totals()
};

}  // namespace cogov
