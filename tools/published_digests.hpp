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
[organisation_ladder]
levels = 4
[[policy]]
name = "today"
[[policy]]
name = "two more grid workers, fixed paperwork"
[policy.grid_workers]
extra_full_time = 2
extra_posts = 0.5
[policy.paperwork]
rule = "fixed"
[[policy]]
name = "alliance, lists, contract, repairs"
[policy.alliance]
meeting_every_days = 14
[policy.three_lists]
[policy.contract]
change_agency_every = 90
gap_days = 20
[policy.repair_fund]
finder = "all"
)";

inline constexpr const char* published_digest = "6790a0919279c01014cb723bcf1cfaa1a4d1d79c7ec9d52f6b1ff35acae354f4";

}  // namespace cogov
