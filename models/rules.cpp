#include "models/rules.hpp"

#include "models/logit_offset.hpp"
#include "models/mechanism.hpp"
#include "models/mechanisms/merged_grids.hpp"

namespace cogov {

Rules::Rules(const Settings& chosen, const Population& population, const Rules* baseline)
    : settings(chosen),
      kinds(read_kinds(chosen)),
      requests(RequestRules::read(chosen)),
      outside(OutsideRules::read(chosen)),
      trust(TrustRules::read(chosen)),
      satisfaction(SatisfactionRules::read(chosen)),
      staff(StaffRules::read(chosen)),
      staffing(StaffingRules::read(chosen)),
      costs(CostRules::read(chosen)),
      volunteers(VolunteerRules::read(chosen)),
      influence(InfluenceRules::read(chosen)),
      couriers(CourierRules::read(chosen)),
      emergency(EmergencyRules::read(chosen)),
      organisations_last(chosen.boolean("organisations.last_resort")) {
  const PlaceFacts& facts = population.facts;
  const Differing people{facts.reporting_spread, 1 - facts.blocks.rented_share, facts.blocks.owner_step};
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    report_offset[kind] =
        baseline != nullptr ? baseline->report_offset[kind] : logit_offset(kinds[kind].reported_share, people);
  }
  for (const CommunityPlan& plan : population.communities) grids.push_back(plan_grids(plan, chosen));
  mechanisms = mechanisms_in_force(chosen);
  for (const auto& mechanism : mechanisms) mechanism->amend(*this);
  levers = Levers(mechanisms, requests.rate_cap);
  for (const auto& mechanism : mechanisms) {
    if (mechanism->sets_work_aside()) setting_aside.push_back(mechanism.get());
  }
}

Rules::~Rules() = default;

}  // namespace cogov
