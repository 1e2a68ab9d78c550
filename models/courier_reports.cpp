/// The day in a community: what riders see, what they say, what becomes of it, and what it costs them.
#include <algorithm>
#include <tuple>

#include "models/couriers.hpp"
#include "models/harm.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr Seconds answered_within = week_seconds;

/// Nobody has spoken of it, and staff have not taken it up.
bool unheard(const RequestColumns& q, RequestId r) {
  return q.state[r.row] == RequestState::arisen || (q.state[r.row] == RequestState::noticed && q.acted[r.row] == 0);
}

Who who(const Context& ctx, std::uint32_t courier) { return ctx.plan.courier_zone->who(courier); }
std::uint32_t index_of(Seconds time, std::uint32_t order) { return day_of(time) * 64 + order; }

/// Luck of a rider with a problem at one of the day's stops or rides: the problem's own, so that two problems at one
/// stop don't share it.
double luck_with(const Context& ctx, RequestId r, std::uint32_t courier, std::uint32_t order, Why why) {
  const std::uint32_t index = index_of(ctx.now, order);
  const std::uint32_t sub = (courier * 0x9E37'79B1U + index * 0x85EB'CA6BU) >> 12;
  return ctx.luck.uniform(ctx.origin(r), ctx.c.requests.trial[r.row], why, sub);
}

/// Whether a rider who has seen it sends a report: one draw, whenever it is asked for.
bool sends(const Context& ctx, RequestId r, std::uint32_t courier, std::uint32_t order) {
  return luck_with(ctx, r, courier, order, Why::courier_report) < ctx.c.couriers.report_chance[courier];
}

/// Keeps the earlier of two reports to come.
void keep_earlier(CourierReport& first, const CourierReport& other) {
  const auto key = [](const CourierReport& report) { return std::tuple(report.time, report.courier, report.order); };
  if (!first.request.exists() || key(other) < key(first)) first = other;
}

/// At the stops still to come at its building: draws are keyed, so it is known now who will see and report it.
void foresee_stops(const Context& ctx, RequestId r, CourierReport& first) {
  const CourierDay& today = ctx.c.couriers;
  if (today.stops.empty()) return;
  const BuildingId building = ctx.c.requests.building[r.row];
  for (std::uint32_t i = today.first_stop[building.row]; i < today.first_stop[building.row + 1]; ++i) {
    const CourierStop stop = today.stops[i];
    const Seconds time = start_of_day(day_of(ctx.now)) + stop.second();
    if (time < ctx.now) continue;
    const std::uint32_t courier = stop.courier();
    const double notice =
        stop.order() < today.evening_order ? today.notice_by_day[courier] : today.notice_in_evening[courier];
    if (luck_with(ctx, r, courier, stop.order(), Why::courier_notice) >= notice * notice_factor(ctx, r)) continue;
    if (!sends(ctx, r, courier, stop.order())) continue;
    return keep_earlier(first, {r, building, courier, stop.order(), time});  // stops stand in order of time
  }
}

/// On rides during which the rider has eyes for the way, if it comes past.
void foresee_looks(const Context& ctx, RequestId r, CourierReport& first) {
  const std::vector<CourierLook>& looks = ctx.c.couriers.looks;
  if (looks.empty()) return;
  const CourierZone& zone = *ctx.plan.courier_zone;
  const auto& here = std::find(zone.communities.begin(), zone.communities.end(), ctx.plan.number);
  const BuildingId building = ctx.c.requests.building[r.row];
  const std::uint32_t door =
      zone.first_building[static_cast<std::size_t>(here - zone.communities.begin())] + building.row;
  const StreetPoint place = zone.buildings[door];
  for (const CourierLook look : looks) {
    if (door == look.door || !sends(ctx, r, look.courier, look.order)) continue;
    if (!zone.ways.passes(look.shop, zone.points[look.door], place)) continue;
    const Seconds time = look.depart + zone.ways.milliseconds(look.shop, place) / 1000;
    if (time >= ctx.now) keep_earlier(first, {r, building, look.courier, look.order, time});
  }
}

/// The next report of it today, if there will be one. Should it be heard of before, and left again, it is asked anew.
void foresee(Context& ctx, RequestId r) {
  if (!unheard(ctx.c.requests, r)) return;
  CourierReport first;
  foresee_stops(ctx, r, first);
  foresee_looks(ctx, r, first);
  if (!first.request.exists()) return;
  CourierDay& today = ctx.c.couriers;
  EXPECT(today.reports.size() < errand_event);
  ++ctx.c.requests.pending[r.row];
  ctx.schedule(first.time, EventKind::courier, static_cast<std::uint32_t>(today.reports.size()));
  today.reports.push_back(first);
}

/// A report costs its rider a minute or two, perhaps an order that comes late, perhaps a crash in the hurry.
void bear(Context& ctx, const CourierReport& report) {
  if (!ctx.counting()) return;
  const CourierRules& rules = ctx.rules.couriers;
  const CourierFacts& facts = ctx.plan.courier_zone->facts;
  CourierTally& tally = ctx.c.tally.couriers;
  const std::uint32_t rider = report.courier;
  book(ctx, CostItem::courier_reports, static_cast<std::int64_t>(rules.pay_per_report * 100 + .5), rider);
  book(ctx, CostItem::rider_time, whole_seconds(rules.report_seconds), rider);
  const std::uint32_t index = index_of(ctx.now, report.order);
  const double slack =
      exponential(ctx.luck.uniform(who(ctx, report.courier), index, Why::courier_risk, 0), facts.late_slack_seconds);
  if (slack < rules.report_seconds) book(ctx, CostItem::late_orders, 1, rider);
  // The same luck with and without the report: extra is only the crash that the hurry has brought about.
  const double u = ctx.luck.uniform(who(ctx, report.courier), index, Why::courier_risk, 1);
  if (facts.crash_per_hour <= u && u < facts.crash_per_hour * rules.crash_multiplier) ++tally.extra_crashes;
}

void open_record(Context& ctx, RequestId r, bool is_counted, bool before_complaint) {
  RequestColumns& q = ctx.c.requests;
  ctx.c.records.add(ctx.now, RecordColumns::What::opened, q.kind[r.row], {}, q.origin[r.row]);
  q.opened[r.row] = std::min(q.opened[r.row], ctx.now);
  if (!is_counted) return;
  count_record(ctx, r, Watcher::couriers);
  if (!before_complaint) return;
  ++ctx.c.tally.record_found_first;
  ++ctx.c.tally.claimed_found_first;
}

/// A report of something real: on its way to a grid worker, who will verify it.
void report_true(Context& ctx, const CourierReport& report) {
  RequestColumns& q = ctx.c.requests;
  const RequestId r = report.request;
  if (q.state[r.row] == RequestState::arisen) {
    q.finder[r.row] = Finder::courier;
    q.noticed[r.row] = ctx.now;
    enter(ctx, r, RequestState::noticed);
  }
  const bool before_complaint = q.acted[r.row] == 0 && q.reported[r.row] == never;
  q.acted[r.row] = 1;
  q.to_verify[r.row] = 1;
  open_record(ctx, r, ctx.counted(r), before_complaint);
  if (ctx.counting()) ++ctx.c.tally.couriers.reports;
  if (ctx.counted(r) && before_complaint) {
    ++ctx.c.tally.found_first[q.kind[r.row]];
    ++ctx.c.tally.couriers.found_first;
  }
  bear(ctx, report);
  ctx.schedule(ctx.now, EventKind::dispatch, r);
  ctx.schedule(ctx.now + answered_within, EventKind::answer, r);
  if (ctx.now + answered_within < ctx.end) ctx.c.couriers.awaits.push_back({r, report.courier});
}

/// A report of nothing: a row of its own, which only the records and the grid worker who verifies it know.
void report_false(Context& ctx, const CourierReport& report) {
  RequestColumns& q = ctx.c.requests;
  const Bits bits = ctx.luck.bits(who(ctx, report.courier), index_of(ctx.now, report.order), Why::courier_false, 1);
  const RequestId r = q.add();
  q.phantom[r.row] = 1;
  if (!ctx.needs.kind_of_hazard.empty())
    q.kind[r.row] = static_cast<std::uint8_t>(ctx.needs.kind_of_hazard.front().pick(uniform_of(bits.a)));
  q.of_place[r.row] = 1;
  q.origin[r.row] = report.building.row;
  q.trial[r.row] = static_cast<std::uint32_t>(bits.b >> 34) | 0x4000'0000U;  // apart from those of what is true
  q.building[r.row] = report.building;
  q.onset[r.row] = ctx.now;
  q.acted[r.row] = 1;
  q.to_verify[r.row] = 1;
  ++q.pending[r.row];  // until it is verified
  ++ctx.c.arisen_ever;
  ++ctx.c.in_state[static_cast<std::size_t>(RequestState::arisen)];
  q.finder[r.row] = Finder::courier;
  q.noticed[r.row] = ctx.now;
  enter(ctx, r, RequestState::noticed);
  open_record(ctx, r, ctx.counting(), true);
  if (ctx.counting()) ++ctx.c.tally.couriers.false_reports;
  bear(ctx, report);
  ctx.schedule(ctx.now, EventKind::dispatch, r);
}

void end_false(Context& ctx, RequestId r) {
  close(ctx, r, RequestState::withdrawn);
  release(ctx, r);
}

}  // namespace

namespace {

/// A zone's rest stations, in the books of its first community.
void book_stations(Context& ctx) {
  const CourierZone* zone = ctx.plan.courier_zone.get();
  if (zone == nullptr || zone->communities.front() != ctx.plan.number) return;
  book(ctx, CostItem::rest_stations, std::min(ctx.rules.couriers.stations, zone->stations()));
}

}  // namespace

void courier_day(Context& ctx) {
  CourierDay& today = ctx.c.couriers;
  book_stations(ctx);
  if (!today.errands.empty()) errand_day(ctx);
  for (std::size_t i = 0; i < today.reports.size(); ++i)
    ctx.schedule(today.reports[i].time, EventKind::courier, static_cast<std::uint32_t>(i));
  if (today.stops.empty() && today.looks.empty()) return;
  for (const RequestId r : ctx.c.in_sight) foresee(ctx, r);
}

void couriers_on_request(Context& ctx, RequestId r, RequestState stage) {
  if (stage != RequestState::arisen || ctx.c.requests.visible[r.row] == 0) return;
  foresee(ctx, r);
}

void on_courier(Context& ctx, std::uint32_t entity) {
  if ((entity & errand_event) != 0) return errand_done(ctx, RequestId(entity & ~errand_event));
  const CourierReport report = ctx.c.couriers.reports.at(entity);
  if (!report.request.exists()) return report_false(ctx, report);
  if (unheard(ctx.c.requests, report.request)) report_true(ctx, report);
  release(ctx, report.request);
}

void on_answer(Context& ctx, RequestId r) {
  std::vector<CourierAwaits>& awaits = ctx.c.couriers.awaits;
  const auto at = std::find_if(awaits.begin(), awaits.end(), [&](const CourierAwaits& a) { return a.request == r; });
  EXPECT(at != awaits.end());
  const std::uint8_t answered = ctx.c.requests.fixed[r.row] <= ctx.now ? 1 : 0;
  if (ctx.rules.couriers.on) ctx.c.couriers.answers.push_back({ctx.now, at->courier, answered});
  awaits.erase(at);
  release(ctx, r);
}

bool verified(Context& ctx, RequestId r, bool only) {
  RequestColumns& q = ctx.c.requests;
  if (q.to_verify[r.row] == 0) return false;
  q.to_verify[r.row] = 0;
  if (ctx.counting()) {
    ctx.c.tally.couriers.verification_seconds += whole_seconds(ctx.rules.couriers.verification_seconds);
  }
  if (q.phantom[r.row] != 0) {
    end_false(ctx, r);
    return true;
  }
  if (!only) return false;
  --q.attempts[r.row];  // nothing has been tried on the problem itself yet
  if (q.attempts[r.row] == 0) q.service[r.row] = never;
  enter(ctx, r, RequestState::reported);
  ctx.schedule(ctx.now, EventKind::dispatch, r);
  return true;
}

bool unverified(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  q.to_verify[r.row] = 0;
  if (q.phantom[r.row] == 0) return false;
  end_false(ctx, r);
  return true;
}

}  // namespace cogov
