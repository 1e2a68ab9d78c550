#include "models/totals.hpp"

#include <algorithm>

namespace cogov {

namespace {

template <class T>
void add(std::vector<T>& to, const std::vector<T>& from) {
  if (to.size() < from.size()) to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

template <class T, std::size_t n>
void add(std::array<T, n>& to, const std::array<T, n>& from) {
  for (std::size_t i = 0; i < n; ++i) to[i] += from[i];
}

void add(Tally& to, const Tally& from) {
  for (const auto by_kind : {&Tally::arisen, &Tally::reported, &Tally::fixed, &Tally::found_first, &Tally::never_dealt,
                             &Tally::repeated, &Tally::open_seconds, &Tally::ended}) {
    add(to.*by_kind, from.*by_kind);
  }
  add(to.unmet_seconds, from.unmet_seconds);
  add(to.needs, from.needs);
  for (const auto number : {&Tally::unmet_vulnerable,
                            &Tally::unmet_others,
                            &Tally::worsened,
                            &Tally::accidents,
                            &Tally::hand_offs,
                            &Tally::escalated,
                            &Tally::fixed_7,
                            &Tally::fixed_15,
                            &Tally::record_7,
                            &Tally::record_15,
                            &Tally::closed_reports,
                            &Tally::record_cases,
                            &Tally::record_found_first,
                            &Tally::trivial_finds,
                            &Tally::claimed_resolved,
                            &Tally::claimed_found_first,
                            &Tally::visits,
                            &Tally::visits_refused,
                            &Tally::patrol_passes,
                            &Tally::quits,
                            &Tally::vacant_days,
                            &Tally::post_days,
                            &Tally::filled_days,
                            &Tally::burnt_out_days,
                            &Tally::severe_days}) {
    to.*number += from.*number;
  }
  for (std::size_t role = 0; role < role_count; ++role) add(to.worked[role], from.worked[role]);
  add(to.paid, from.paid);
  add(to.overtime, from.overtime);
  add(to.served, from.served);
  to.social.add(from.social);
  to.volunteers.add(from.volunteers);
  to.couriers.add(from.couriers);
  to.contract.add(from.contract);
  to.repairs.add(from.repairs);
  to.levels.add(from.levels);
  to.alliance.add(from.alliance);
  to.ledgers.add(from.ledgers);
  to.harm.add(from.harm);
  to.costs.add(from.costs);
  if (to.own.size() < from.own.size()) to.own.resize(from.own.size());
  for (std::size_t m = 0; m < from.own.size(); ++m) add(to.own[m], from.own[m]);
  for (const auto durations : {&Tally::burden, &Tally::resolution}) {
    append((to.*durations).seconds, (from.*durations).seconds);
    append((to.*durations).ended, (from.*durations).ended);
  }
  append(to.response, from.response);
  for (const auto series :
       {&Tally::day_open, &Tally::day_arisen, &Tally::day_reported, &Tally::day_fixed, &Tally::day_at_post}) {
    add(to.*series, from.*series);
  }
  add(to.day_satisfaction, from.day_satisfaction);
  add(to.day_belief, from.day_belief);
}

void add_people(Totals& totals, const CommunityPlan& plan, const Community& community, const GridPlan& grids) {
  std::array<double, class_count> sums{};
  for (std::size_t row = 0; row < plan.residents(); ++row) {
    const ResidentId r(row);
    totals.satisfaction.push_back(community.residents.satisfaction[row]);
    totals.vulnerable += plan.vulnerable(r) ? 1 : 0;
    for (std::size_t c = 0; c < class_count; ++c) {
      if (!plan.is(r, static_cast<ResidentClass>(c))) continue;
      ++totals.residents[c];
      sums[c] += community.residents.satisfaction[row] / 65535.0;
    }
  }
  totals.people += static_cast<std::int64_t>(plan.residents());
  totals.households += static_cast<std::int64_t>(plan.households());
  add(totals.satisfaction_of, sums);
  for (std::size_t g = 0; g < grids.grids(); ++g) {
    const std::uint32_t households =
        plan.first_household[grids.first_building[g + 1]] - plan.first_household[grids.first_building[g]];
    std::int64_t open = 0;
    for (std::size_t b = grids.first_building[g]; b < grids.first_building[g + 1]; ++b) {
      if (b < community.tally.building_open_seconds.size()) open += community.tally.building_open_seconds[b];
    }
    totals.grid_rates.push_back(static_cast<double>(open) / day_seconds / std::max(1U, households));
  }
}

}  // namespace

Totals totals_of(const Society& society) {
  Totals totals;
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    add(totals.sum, society.community(c).tally);
    add_people(totals, society.population().communities[c], society.community(c), society.rules().grids[c]);
    add_social_totals(totals.social, society.population().communities[c], society.community(c));
    add_harm_totals(totals.harm, society.population().communities[c], society.community(c));
  }
  for (std::size_t c = 0; c < class_count; ++c) {
    if (totals.residents[c] > 0) totals.satisfaction_of[c] /= static_cast<double>(totals.residents[c]);
  }
  totals.social.ties = society.population().tie_figures;
  totals.years = static_cast<double>(society.calendar().end - society.calendar().day0) / day_seconds / 365;
  totals.costs = society.rules().costs;
  return totals;
}

}  // namespace cogov
