/// Errands carried by riders: taken at a stop nearby, done when the orders of noon or evening are.
#include <algorithm>

#include "models/couriers.hpp"
#include "models/dispatch.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr Seconds longest_wait = 3 * day_seconds;  // then the next server of the kind is asked

std::uint32_t apart(BuildingId a, BuildingId b) { return a.row > b.row ? a.row - b.row : b.row - a.row; }

bool still_waits(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return q.state[r.row] == RequestState::dispatched && q.server[r.row] == Server::rider;
}

/// When a rider who takes one more errand at a stop would be done with it.
Seconds done_at(const Context& ctx, const ErrandStop& stop) {
  const Seconds begins = std::max(ctx.c.couriers.errands_until[stop.courier], stop.free_from);
  return later(begins, ctx.rules.couriers.errand_seconds);
}

/// The first stop from now on, near enough, of a rider who can take one more; the end if there is none.
std::vector<ErrandStop>::const_iterator next_stop(const Context& ctx, BuildingId building) {
  const CourierDay& today = ctx.c.couriers;
  return std::find_if(today.errand_stops.begin(), today.errand_stops.end(), [&](const ErrandStop& stop) {
    return stop.time >= ctx.now && today.errands_left[stop.courier] > 0 && done_at(ctx, stop) <= stop.free_until &&
           apart(stop.building, building) <= ctx.rules.couriers.errand_reach;
  });
}

bool taken_up(Context& ctx, RequestId r) {
  CourierDay& today = ctx.c.couriers;
  const auto stop = next_stop(ctx, ctx.c.requests.building[r.row]);
  if (stop == today.errand_stops.end()) return false;
  --today.errands_left[stop->courier];
  const Seconds busy = done_at(ctx, *stop);
  today.errands_until[stop->courier] = busy;
  EXPECT(r.row < errand_event);
  ++ctx.c.requests.attempts[r.row];
  ++ctx.c.requests.pending[r.row];
  ctx.schedule(busy, EventKind::courier, errand_event | r.row);
  return true;
}

}  // namespace

bool riders_serve(const Context& ctx) {
  return ctx.rules.couriers.on && ctx.rules.couriers.errands_per_day > 0 && ctx.c.couriers.enrolled > 0;
}

void give_to_riders(Context& ctx, RequestId r) {
  if (taken_up(ctx, r)) return;
  ++ctx.c.requests.pending[r.row];  // the list refers to it
  ctx.c.couriers.errands.push_back({r, ctx.now});
}

void errand_day(Context& ctx) {
  std::vector<WaitingErrand> waiting;
  waiting.swap(ctx.c.couriers.errands);
  for (const WaitingErrand& errand : waiting) {
    const RequestId r = errand.request;
    const bool waits = still_waits(ctx, r);
    const bool too_long = ctx.now - errand.since >= longest_wait && somebody_after(ctx, r);
    const bool given_up = !riders_serve(ctx) || too_long;
    if (waits && !taken_up(ctx, r)) {
      if (!given_up) {
        ctx.c.couriers.errands.push_back(errand);
        continue;
      }
      hand_on(ctx, r);
    }
    release(ctx, r);
  }
}

void errand_done(Context& ctx, RequestId r) {
  if (still_waits(ctx, r)) {
    if (ctx.counting()) ++ctx.c.tally.couriers.errands;
    finish_service(ctx, r);
  }
  release(ctx, r);
}

namespace {

/// When the rider sets out again after a moment, milliseconds of the day; its end if not at all.
std::uint32_t next_departure(std::span<const CourierTrip> trips, std::uint32_t after_ms) {
  for (const CourierTrip& trip : trips) {
    if (trip.depart_ms > after_ms) return trip.depart_ms;
  }
  return day_seconds * 1000U;
}

}  // namespace

void plan_errands(const CourierZone& zone, const CourierRules& rules, const CourierShift& shift,
                  std::span<const CourierTrip> trips, std::span<Community> communities, std::uint32_t day) {
  const Seconds midnight = start_of_day(day);
  std::uint32_t here = 0;
  bool found = false;
  for (const CourierTrip& trip : trips) {
    if (trip.purpose != CourierPurpose::to_customer) continue;
    const std::uint32_t position = zone.community_of(trip.to);
    if (!found) here = position;
    found = true;
    if (position != here) continue;
    CourierDay& today = communities[zone.communities[here]].couriers;
    today.errands_left[trip.courier] = rules.errands_per_day;
    const std::uint32_t turn_end = shift.turn_end_ms[trip.stop < shift.noon_orders ? 0 : 1];
    const BuildingId building(trip.to - zone.first_building[here]);
    today.errand_stops.push_back({midnight + trip.arrive_ms / 1000, trip.courier, building, midnight + turn_end / 1000,
                                  midnight + next_departure(trips, turn_end) / 1000});
  }
}

}  // namespace cogov
