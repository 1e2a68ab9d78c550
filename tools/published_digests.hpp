/// The digest that every machine must give. It changes together with the model version, never alone:
/// `cogov doctor --json` prints the new one.
#pragma once

namespace cogov {

/// Small enough for a second, with everything switched on.
inline constexpr const char* published_scenario = R"(
title = "doctor"
[run]
days = 200
warmup_days = 60
replicates = 3
seed = 20240521
[community]
number = 3
households = 700
household_variation = 0.3
[merged_grids]
[patrol]
[act_before_complaint]
padding = 0.5
[home_visits]
[volunteer_teams]
[double_check_in]
[neighbour_pairs]
[talent_studios]
[roaming_couriers]
notice_chance = 0.1
errands_per_day = 1
[rest_stations]
[[policy]]
name = "today"
[[policy]]
name = "two more grid workers, fixed paperwork"
[policy.grid_workers]
extra_full_time = 2
[policy.paperwork]
rule = "fixed"
)";

inline constexpr const char* published_digest = "da9a148f5b341db90192f7526a1258f36cf2da52f028829a2dc474a08a846a2a";

}  // namespace cogov
