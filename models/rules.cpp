#include "models/rules.hpp"

#include "models/mechanism.hpp"
#include "models/mechanisms/merged_grids.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

/// The offset a at which the mean of logistic(a + spread·z) over a standard normal z is `share`.
double offset_for(double share, double spread) {
  if (share <= 0) return -1e3;
  if (share >= 1) return 1e3;
  constexpr int points = 64;
  std::array<double, points> z{};
  for (int i = 0; i < points; ++i) z[static_cast<std::size_t>(i)] = exact_normal_quantile((i + .5) / points);
  double low = -40;
  double high = 40;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    double mean = 0;
    for (const double value : z) mean += exact_logistic(middle + spread * value) / points;
    (mean < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

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
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    report_offset[kind] = baseline != nullptr
                              ? baseline->report_offset[kind]
                              : offset_for(kinds[kind].reported_share, population.facts.reporting_spread);
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
