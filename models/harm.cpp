#include "models/harm.hpp"

namespace cogov {

namespace {

using FloorWords = std::array<std::string, floor_group_count>;
using WatcherWords = std::array<std::string, watcher_count>;
using ReportingWords = std::array<std::string, reporting_third_count>;

template <std::size_t n>
void add_each(std::array<std::int64_t, n>& to, const std::array<std::int64_t, n>& from) {
  for (std::size_t i = 0; i < n; ++i) to[i] += from[i];
}

template <class Enum>
std::size_t at(Enum which) {
  return static_cast<std::size_t>(which);
}

}  // namespace

const WatcherWords& watcher_words() {
  static const WatcherWords words{"their own reports", "staff", "organisations", "neighbours", "couriers", "children"};
  return words;
}

const WatcherWords& watcher_words_zh() {
  static const WatcherWords words{"本人上报", "社区人员", "各类单位", "邻居", "骑手", "儿童"};
  return words;
}

const FloorWords& floor_words() {
  static const FloorWords words{"ground floor", "middle floors", "upper floors"};
  return words;
}

const FloorWords& floor_words_zh() {
  static const FloorWords words{"底层住户", "中层住户", "高层住户"};
  return words;
}

const ReportingWords& reporting_words() {
  static const ReportingWords words{"those who report least", "those in between", "those who report most"};
  return words;
}

const ReportingWords& reporting_words_zh() {
  static const ReportingWords words{"最少上报者", "中等上报者", "最多上报者"};
  return words;
}

FloorGroup floor_group(const CommunityPlan& plan, HouseholdId home) {
  const std::uint32_t above = plan.floor_of(home) - 1;
  if (above == 0) return FloorGroup::ground;
  const std::uint32_t highest = plan.floors_of(plan.building_of_household[home.row]) - 1;
  return 2 * above > highest ? FloorGroup::upper : FloorGroup::middle;
}

ReportingThird reporting_third(const CommunityPlan& plan, ResidentId resident) {
  const float propensity = plan.propensity[resident.row];
  if (propensity < plan.reporting_bounds[0]) return ReportingThird::least;
  return propensity < plan.reporting_bounds[1] ? ReportingThird::between : ReportingThird::most;
}

void HarmTally::add(const HarmTally& other) {
  add_each(looks, other.looks);
  records_of_places += other.records_of_places;
  add_each(unmet_by_floor, other.unmet_by_floor);
  add_each(needs_by_floor, other.needs_by_floor);
  add_each(unmet_by_reporting, other.unmet_by_reporting);
  add_each(needs_by_reporting, other.needs_by_reporting);
}

void look_at_resident(Context& ctx, ResidentId resident, Watcher by) {
  if (!ctx.counting()) return;
  HarmTally& harm = ctx.c.tally.harm;
  ++harm.looks[at(by)];
  harm.looks_at.resize(ctx.plan.residents(), 0);
  ++harm.looks_at[resident.row];
}

void count_visit(Context& ctx, ResidentId resident, Watcher by, bool opened) {
  if (!ctx.counting()) return;
  ++(opened ? ctx.c.tally.visits : ctx.c.tally.visits_refused);
  look_at_resident(ctx, resident, by);
}

void count_record(Context& ctx, RequestId r, Watcher by) {
  const RequestColumns& q = ctx.c.requests;
  ++ctx.c.tally.record_cases;
  if (q.of_place[r.row] == 0) return look_at_resident(ctx, ResidentId(q.origin[r.row]), by);
  if (by == Watcher::own_report) return look_at_resident(ctx, q.reporter[r.row], by);
  ++ctx.c.tally.harm.records_of_places;
}

Watcher watcher_of(Finder finder) {
  switch (finder) {
    case Finder::agency:
    case Finder::meeting:
    case Finder::steward:
      return Watcher::organisations;
    case Finder::neighbour:
    case Finder::leader:
      return Watcher::neighbours;
    case Finder::courier:
      return Watcher::couriers;
    case Finder::child:
      return Watcher::children;
    case Finder::nobody:
    case Finder::patrol:
    case Finder::visit:
      break;
  }
  return Watcher::staff;
}

void count_unmet(Context& ctx, ResidentId who, Seconds lived_with) {
  HarmTally& harm = ctx.c.tally.harm;
  const std::size_t floor = at(floor_group(ctx.plan, ctx.plan.household[who.row]));
  const std::size_t third = at(reporting_third(ctx.plan, who));
  harm.unmet_by_floor[floor] += lived_with;
  ++harm.needs_by_floor[floor];
  harm.unmet_by_reporting[third] += lived_with;
  ++harm.needs_by_reporting[third];
}

void add_harm_totals(HarmTotals& totals, const CommunityPlan& plan, const Community& community) {
  const std::vector<std::uint32_t>& looks = community.tally.harm.looks_at;
  const std::vector<std::uint16_t>& belonging = community.social.belonging;
  for (std::size_t row = 0; row < plan.residents(); ++row) {
    const ResidentId r(row);
    const std::uint32_t looked = looks.empty() ? 0 : looks[row];
    const std::size_t floor = at(floor_group(plan, plan.household[row]));
    const std::size_t third = at(reporting_third(plan, r));
    const std::uint16_t satisfaction = community.residents.satisfaction[row];
    totals.looks.push_back(looked);
    ++totals.by_floor[floor];
    ++totals.by_reporting[third];
    totals.satisfaction_of_floor[floor] += satisfaction;
    totals.satisfaction_of_third[third] += satisfaction;
    if (row < belonging.size()) totals.belonging_of_floor[floor] += belonging[row];
    for (std::size_t c = 0; c < class_count; ++c) {
      if (plan.is(r, static_cast<ResidentClass>(c))) totals.looks_of[c] += looked;
    }
  }
}

}  // namespace cogov
