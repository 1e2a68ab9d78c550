/// Counting harm: who is looked at and by whom; floors and readiness to report as groups of residents.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/context.hpp"
#include "models/harm_state.hpp"

namespace cogov {

[[nodiscard]] const std::array<std::string, watcher_count>& watcher_words();
[[nodiscard]] const std::array<std::string, watcher_count>& watcher_words_zh();
[[nodiscard]] const std::array<std::string, floor_group_count>& floor_words();
[[nodiscard]] const std::array<std::string, floor_group_count>& floor_words_zh();
[[nodiscard]] const std::array<std::string, reporting_third_count>& reporting_words();
[[nodiscard]] const std::array<std::string, reporting_third_count>& reporting_words_zh();

/// Where in its building a household lives: on the ground floor, in the upper half of the floors above it, or between.
[[nodiscard]] FloorGroup floor_group(const CommunityPlan& plan, HouseholdId home);

/// The third of the community's residents to which one belongs by the persistent propensity to report; those of one
/// propensity are in the same, so that all are in the last where nobody differs.
[[nodiscard]] ReportingThird reporting_third(const CommunityPlan& plan, ResidentId resident);

/// Somebody has looked at a resident's home or conduct; counted from day 0 on.
void look_at_resident(Context& ctx, ResidentId resident, Watcher by);

/// Somebody was at a resident's door: counts the visit, or the door that stayed shut, and a look either way.
void count_visit(Context& ctx, ResidentId resident, Watcher by, bool opened);

/// A request has been written down as a case: a record about whose need it is; of a place, about who reported it, or
/// about nobody. Only for what is counted, what riders made up included.
void count_record(Context& ctx, RequestId r, Watcher by);

/// Who watches where requests are found so.
[[nodiscard]] Watcher watcher_of(Finder finder);

/// A personal need is over, or the run is, after so long.
void count_unmet(Context& ctx, ResidentId who, Seconds lived_with);

/// What is known of harm at the end of a run, besides what was counted.
struct HarmTotals {
  std::array<std::int64_t, floor_group_count> by_floor{};          ///< residents
  std::array<std::int64_t, reporting_third_count> by_reporting{};  ///< residents
  std::array<std::int64_t, class_count> looks_of{};                ///< at residents of a class
  std::array<std::int64_t, floor_group_count> satisfaction_of_floor{}, belonging_of_floor{};  ///< sums, in 1/65535
  std::array<std::int64_t, reporting_third_count> satisfaction_of_third{};                    ///< likewise
  std::vector<std::uint32_t> looks;                                                           ///< at each resident
};

/// Adds one community.
void add_harm_totals(HarmTotals& totals, const CommunityPlan& plan, const Community& community);

}  // namespace cogov
