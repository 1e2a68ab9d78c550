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
[emergency]
event = "storm"
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
[[policy]]
name = "partners, reach, desks"
[policy.peoples_diary]
[policy.published_contacts]
[policy.all_round_workers]
[policy.one_plus_six]
[policy.enforcement_sent_down]
[policy.health_stewards]
[policy.expert_pool]
[policy.paired_communities]
[policy.caring_merchants]
[policy.property_on_board]
[policy.mediation_rooms]
[policy.travelling_market]
[policy.service_centres]
[policy.open_doors]
[policy.renovation]
[policy.job_desks]
[policy.canteen_and_health]
[[policy]]
name = "careers, participation, a surge"
[policy.training_studios]
[policy.reserve_pool]
[policy.career_ladder]
[policy.role_play]
[policy.academy]
[policy.contests]
[policy.reporting_upwards]
[policy.youth_leaders]
[policy.deliberation_council]
[policy.shared_project_consent]
[policy.four_ties]
[policy.self_governing_groups]
[policy.emergency_surge]
)";

inline constexpr const char* published_digest = "d4f17468d8311b7f1d8e3e761c5dbca506db4ca2f2720f8b3045407e027e27be";

}  // namespace cogov
