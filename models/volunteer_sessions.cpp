/// What happens between leaving home and being back: to a request and on to the next, or the team's own work.
#include <algorithm>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/requests.hpp"
#include "models/volunteers.hpp"
#include "sim/distributions.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// What an event of a volunteer is about: this, times 2^24, and the resident.
enum What : std::uint32_t { session = 0, session_of_member = 1, phase_ends = 2 };

VolunteerColumns& columns(Context& ctx) { return ctx.c.volunteers; }

BuildingId home_of(const Context& ctx, VolunteerId v) { return ctx.plan.building_of(ctx.c.volunteers.resident[v.row]); }

void schedule(Context& ctx, Seconds at, What what, ResidentId r) {
  ctx.schedule(at, EventKind::volunteer, what << 24 | r.row);
}

void begin_phase(Context& ctx, VolunteerId v, VolunteerPhase phase, Seconds until) {
  VolunteerColumns& all = columns(ctx);
  all.phase[v.row] = phase;
  all.begun[v.row] = ctx.now;
  all.until[v.row] = until;
  schedule(ctx, until, phase_ends, all.resident[v.row]);
}

void be_home(Context& ctx, VolunteerId v) {
  columns(ctx).phase[v.row] = VolunteerPhase::off;
  columns(ctx).at[v.row] = home_of(ctx, v);
}

/// Sets out for a building, or the service centre: seconds on the way.
Seconds set_out(Context& ctx, VolunteerId v, BuildingId to, Purpose purpose) {
  VolunteerColumns& all = columns(ctx);
  const Way there = way_between(ctx, all.at[v.row], to);
  record_walk(ctx, Mover::volunteer, purpose, all.resident[v.row].row, all.at[v.row], to, ctx.now, there.at_night);
  all.at[v.row] = to;
  return there.seconds;
}

void go_home(Context& ctx, VolunteerId v) {
  const Seconds seconds = set_out(ctx, v, home_of(ctx, v), Purpose::home);
  if (seconds == 0) return be_home(ctx, v);
  begin_phase(ctx, v, VolunteerPhase::walking_home, ctx.now + seconds);
}

using Pressing = std::tuple<int, Seconds, std::uint8_t, std::uint32_t, std::uint32_t>;

Pressing pressing(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return {ctx.rules.kinds[q.kind[r.row]].priority, q.dispatched[r.row], q.of_place[r.row], q.origin[r.row],
          q.trial[r.row]};
}

/// Whether it is of their kinds and can be done in what is left of the session and the overrun allowed.
bool fits(const Context& ctx, VolunteerId v, RequestId r) {
  const VolunteerColumns& all = ctx.c.volunteers;
  if ((all.tasks[v.row] >> ctx.c.requests.kind[r.row] & 1U) == 0) return false;
  const double last = all.session_end[v.row] + ctx.rules.volunteers.overrun_hours * hour_seconds;
  const double there = seconds_between(ctx, all.at[v.row], ctx.c.requests.building[r.row]);
  return ctx.now + there + service_seconds(ctx, r, {}) <= last;
}

RequestId most_pressing(const Context& ctx, VolunteerId v) {
  RequestId best;
  for (const RequestId r : ctx.c.volunteers.queue) {
    if (best.exists() && pressing(ctx, best) < pressing(ctx, r)) continue;
    if (fits(ctx, v, r)) best = r;
  }
  return best;
}

void serve(Context& ctx, VolunteerId v) {
  RequestColumns& q = ctx.c.requests;
  const RequestId r = columns(ctx).request[v.row];
  if (q.service[r.row] == never) q.service[r.row] = ctx.now;
  enter(ctx, r, RequestState::in_service);
  const Seconds seconds = whole_seconds(service_seconds(ctx, r, {}));
  ++q.attempts[r.row];
  begin_phase(ctx, v, VolunteerPhase::serving, ctx.now + seconds);
}

void take(Context& ctx, VolunteerId v, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  VolunteerColumns& all = columns(ctx);
  take_from_volunteers(ctx, r);
  q.worker[r.row] = {};
  q.travel[r.row] = ctx.now;
  all.request[v.row] = r;
  const Seconds seconds = set_out(ctx, v, q.building[r.row], Purpose::request);
  enter(ctx, r, RequestState::travelling);
  if (seconds == 0) return serve(ctx, v);
  begin_phase(ctx, v, VolunteerPhase::walking_to, ctx.now + seconds);
}

void work_for_team(Context& ctx, VolunteerId v) {
  const VolunteerColumns& all = columns(ctx);
  const Seconds back = seconds_between(ctx, all.at[v.row], home_of(ctx, v));
  const Seconds end = all.session_end[v.row];
  if (end <= ctx.now + back) return go_home(ctx, v);
  begin_phase(ctx, v, VolunteerPhase::own_work, end - back);
}

/// The most pressing request that fits, else the team's own work: at the service centre if the way is worth it.
void choose_next(Context& ctx, VolunteerId v) {
  constexpr Seconds worth_a_walk = 10 * minute_seconds;
  VolunteerColumns& all = columns(ctx);
  if (ctx.now >= all.session_end[v.row]) return go_home(ctx, v);
  const RequestId r = most_pressing(ctx, v);
  if (r.exists()) return take(ctx, v, r);
  const Seconds there = seconds_between(ctx, all.at[v.row], {});
  const Seconds back = seconds_between(ctx, {}, home_of(ctx, v));
  if (there == 0 || all.session_end[v.row] <= ctx.now + there + back + worth_a_walk) return work_for_team(ctx, v);
  begin_phase(ctx, v, VolunteerPhase::walking_to, ctx.now + set_out(ctx, v, {}, Purpose::own_work));
}

void begin_session(Context& ctx, VolunteerId v, bool as_member) {
  VolunteerColumns& all = columns(ctx);
  const ResidentId r = all.resident[v.row];
  const bool meant = as_member ? all.member[v.row] == Member::giving : all.active[v.row] != 0;
  if (!meant || all.phase[v.row] != VolunteerPhase::off) return;
  if (all.checks_until[v.row] > ctx.now)
    return schedule(ctx, all.checks_until[v.row], as_member ? session_of_member : session, r);
  const VolunteerRules& rules = ctx.rules.volunteers;
  const std::uint32_t hour = second_of_day(ctx.now) / hour_seconds;
  const double u = ctx.luck.uniform(ctx.who(r), day_of(ctx.now), Why::session, 256 + hour);
  const double mean = as_member ? rules.member_session_hours : rules.session_hours;
  all.session_end[v.row] = later(ctx.now, mean * (.5 + u) * hour_seconds);
  all.as_member[v.row] = as_member ? 1 : 0;
  all.at[v.row] = home_of(ctx, v);
  choose_next(ctx, v);
}

UnpaidUse use_of(VolunteerPhase phase) {
  switch (phase) {
    case VolunteerPhase::serving:
      return UnpaidUse::requests;
    case VolunteerPhase::own_work:
      return UnpaidUse::own_work;
    case VolunteerPhase::activity:
      return UnpaidUse::activities;
    default:
      return UnpaidUse::walking;
  }
}

void end_phase(Context& ctx, VolunteerId v) {
  VolunteerColumns& all = columns(ctx);
  const VolunteerPhase phase = all.phase[v.row];
  if (phase == VolunteerPhase::off || all.until[v.row] != ctx.now) return;
  book_unpaid(ctx, v, use_of(phase), all.begun[v.row]);
  switch (phase) {
    case VolunteerPhase::walking_to:
      return all.request[v.row].exists() ? serve(ctx, v) : work_for_team(ctx, v);
    case VolunteerPhase::serving:
      finish_service(ctx, std::exchange(all.request[v.row], {}));
      return choose_next(ctx, v);
    case VolunteerPhase::own_work:
      return go_home(ctx, v);
    default:
      return be_home(ctx, v);
  }
}

/// So many sessions that in the long run the hours come out.
std::uint32_t sessions_this_week(const Context& ctx, ResidentId r, std::uint32_t week, double mean, std::uint32_t sub) {
  if (mean <= 0) return 0;
  return static_cast<std::uint32_t>(mean + ctx.luck.uniform(ctx.who(r), week, Why::session, sub));
}

/// Times of the week at which sessions begin, hours apart, within an hour: evenings, and mornings and afternoons of
/// the weekend; for who is 60 or over, the mornings of working days instead of their evenings.
struct Slot {
  std::uint32_t day;
  double hour;
};
constexpr std::array<Slot, 11> slots{{{0, 18.5},
                                      {1, 18.5},
                                      {2, 18.5},
                                      {3, 18.5},
                                      {4, 18.5},
                                      {5, 18.5},
                                      {6, 18.5},
                                      {5, 8.5},
                                      {6, 8.5},
                                      {5, 13.5},
                                      {6, 13.5}}};

Seconds begin_in(const Context& ctx, ResidentId r, Slot slot, double u) {
  const bool in_the_morning = slot.day < 5 && ctx.plan.age[r.row] >= 60;
  const double hour = (in_the_morning ? 8.5 : slot.hour) + u;
  return later(ctx.now, slot.day * double{day_seconds} + hour * hour_seconds);
}

}  // namespace

void plan_sessions(Context& ctx, VolunteerId v, std::uint32_t week) {
  const VolunteerColumns& all = columns(ctx);
  const VolunteerRules& rules = ctx.rules.volunteers;
  const ResidentId r = all.resident[v.row];
  constexpr double weeks_a_year = 365. / 7;
  const double own = all.active[v.row] != 0 ? hours_meant(ctx, v) / rules.session_hours : 0;
  const double of_member =
      all.member[v.row] == Member::giving ? rules.member_hours_per_year / weeks_a_year / rules.member_session_hours : 0;
  const std::uint32_t first = sessions_this_week(ctx, r, week, own, 0);
  const std::uint32_t second = sessions_this_week(ctx, r, week, of_member, 1);
  std::array<Slot, slots.size()> open = slots;
  const auto planned = std::min<std::uint32_t>(first + second, slots.size());
  for (std::uint32_t k = 0; k < planned; ++k) {
    const auto left = static_cast<std::uint32_t>(slots.size()) - k;
    const Bits bits = ctx.luck.bits(ctx.who(r), week, Why::session, 16 + k);
    Slot& slot = open[below(bits.a, left)];
    schedule(ctx, begin_in(ctx, r, slot, uniform_of(bits.b)), k < first ? session : session_of_member, r);
    slot = open[left - 1];
  }
}

void attend(Context& ctx, VolunteerId v, Seconds until) {
  EXPECT(is_free(ctx, v));
  const ResidentId r = columns(ctx).resident[v.row];
  const Seconds way = seconds_between(ctx, ctx.plan.building_of(r), {});
  if (until > ctx.now + 2 * way) {
    record_outing(ctx, Mover::volunteer, Purpose::activity, r, {}, ctx.now + way, until - ctx.now - 2 * way);
  }
  columns(ctx).as_member[v.row] = 0;
  begin_phase(ctx, v, VolunteerPhase::activity, until);
}

void on_volunteer(Context& ctx, std::uint32_t entity) {
  const auto what = static_cast<What>(entity >> 24);
  const VolunteerId v = row_of(ctx, ResidentId(entity & 0xFF'FFFFU));
  EXPECT(v.exists());
  if (what == phase_ends) return end_phase(ctx, v);
  begin_session(ctx, v, what == session_of_member);
}

void give_to_volunteers(Context& ctx, RequestId r) { columns(ctx).queue.push_back(r); }

void take_from_volunteers(Context& ctx, RequestId r) {
  std::vector<RequestId>& queue = columns(ctx).queue;
  const auto at = std::find(queue.begin(), queue.end(), r);
  EXPECT(at != queue.end());
  *at = queue.back();
  queue.pop_back();
}

void send_on_what_waits(Context& ctx) {
  const RequestColumns& q = ctx.c.requests;
  const bool nobody = !volunteers_serve(ctx);
  const double patience = ctx.rules.volunteers.wait_days * day_seconds;
  const std::vector<RequestId> waiting = columns(ctx).queue;
  for (const RequestId r : waiting) {
    const bool too_long = q.dispatched[r.row] + patience <= ctx.now && somebody_after(ctx, r);
    if (!nobody && !too_long) continue;
    take_from_volunteers(ctx, r);
    if (too_long) {
      hand_on(ctx, r);
    } else {
      enter(ctx, r, RequestState::reported);
      ctx.schedule(ctx.now, EventKind::dispatch, r);
    }
  }
}

std::vector<VolunteerId> gather_team(Context& ctx, std::uint32_t team, double attendance, Seconds until,
                                     std::uint32_t sub) {
  const VolunteerColumns& all = columns(ctx);
  std::vector<VolunteerId> present;
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const VolunteerId v(row);
    if (all.team[row] != team || !is_free(ctx, v)) continue;
    if (ctx.luck.uniform(ctx.who(all.resident[row]), day_of(ctx.now), Why::attendance, sub) >= attendance) continue;
    attend(ctx, v, until);
    present.push_back(v);
  }
  return present;
}

}  // namespace cogov
