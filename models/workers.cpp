#include "models/workers.hpp"

#include <algorithm>
#include <utility>

#include "models/dispatch.hpp"
#include "models/facilities/lending.hpp"
#include "models/mechanism.hpp"
#include "models/movements.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr Seconds whole_minutes(double minutes) { return static_cast<Seconds>(minutes * minute_seconds + .5); }

bool in_break(const Shift& shift, Seconds t) {
  const Seconds s = second_of_day(t);
  return shift.break_from <= s && s < shift.break_to;
}

/// Seconds of [from, to) that lie within the shift; both in one day, or `to` the midnight that ends it.
std::int64_t on_shift_seconds(const Shift& shift, Seconds from, Seconds to) {
  const std::int64_t midnight = start_of_day(day_of(from));
  const auto overlap = [&](Seconds a, Seconds b) {
    const std::int64_t low = std::max<std::int64_t>(from, midnight + a);
    const std::int64_t high = std::min<std::int64_t>(to, midnight + b);
    return std::max<std::int64_t>(0, high - low);
  };
  return overlap(shift.from, shift.to) - overlap(shift.break_from, shift.break_to);
}

/// Of these, the seconds that are paid.
std::int64_t paid_seconds(const Shift& shift, Seconds from, Seconds to) {
  if (shift.unpaid_weekends && !is_working_day(day_of(from))) return 0;
  Shift paid = shift;
  paid.to -= shift.unpaid;
  return on_shift_seconds(paid, from, to);
}

/// Working time left today, the break taken off; today's shift may end later than others do.
Seconds working_time_left(Shift shift, Seconds now, Seconds shift_end) {
  if (now >= shift_end) return 0;
  shift.to = std::max(shift.to, shift_end - start_of_day(day_of(now)));
  return static_cast<Seconds>(on_shift_seconds(shift, now, shift_end));
}

/// The next moment at which the worker puts the pen down: break or end of shift.
Seconds next_pause(const Shift& shift, Seconds now, Seconds shift_end) {
  const Seconds pause = start_of_day(day_of(now)) + shift.break_from;
  return shift.break_to > shift.break_from && now < pause ? pause : shift_end;
}

/// How much of a full post this one is.
double post_share(const Context& ctx, WorkerId w) { return is_part_time(ctx, w) ? ctx.rules.staff.part_time : 1; }

/// Until when today's overtime may last; a part of a post has its part of it.
Seconds latest_end(const Context& ctx, WorkerId w) {
  return later(ctx.c.workers.shift_end[w.row], ctx.rules.staff.overtime_hours * hour_seconds * post_share(ctx, w));
}

std::uint32_t paperwork_quota(const Context& ctx, WorkerId w) {
  const StaffRules& staff = ctx.rules.staff;
  if (specialist(ctx, w)) return 0;
  const double shift_minutes = shift_of(ctx, w).length() / 60.0;
  if (ctx.c.workers.role[w.row] == Role::window) return whole_minutes(staff.window_paperwork_share * shift_minutes);
  if (staff.paperwork == PaperworkRule::share) return whole_minutes(staff.paperwork_share * shift_minutes);
  const double posts = staff.part_time > 0 ? staff.grid_posts - 1 + staff.part_time : std::max(1U, staff.grid_posts);
  double dealt_out =
      staff.paperwork_per_household * static_cast<double>(ctx.plan.households()) * post_share(ctx, w) / posts;
  if (guest_loan(ctx, w) != nullptr) dealt_out = 0;  // guests have no part in the community's own
  return whole_minutes(std::min(dealt_out + staff.paperwork_of_shift * shift_minutes, .95 * shift_minutes));
}

void set_activity(Context& ctx, WorkerId w, Activity activity, Seconds until) {
  account(ctx, w);
  WorkerColumns& workers = ctx.c.workers;
  workers.activity[w.row] = activity;
  workers.since[w.row] = ctx.now;
  workers.until[w.row] = until;
  const bool ends = activity != Activity::off && activity != Activity::idle;
  if (ends) ctx.schedule(until, EventKind::worker, w.row);
}

/// Works on the request in hand: to its end, or until the day's last overtime; the rest is for tomorrow.
void go_on_serving(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  Seconds session = workers.service_left[w.row];
  if (!shift_of(ctx, w).round_the_clock()) {
    const Seconds last = latest_end(ctx, w);
    session = std::min(session, last > ctx.now ? last - ctx.now : session);
  }
  workers.service_left[w.row] -= session;
  set_activity(ctx, w, Activity::service, ctx.now + session);
}

/// After the day's last overtime only what is urgent is begun.
bool too_late_to_begin(const Context& ctx, WorkerId w, RequestId r) {
  const bool urgent = ctx.rules.kinds[ctx.c.requests.kind[r.row]].priority == 0;
  if (urgent || shift_of(ctx, w).round_the_clock()) return false;
  return ctx.now >= latest_end(ctx, w);
}

/// Clerks' requests are served at the service centre, grid workers' where they arose.
BuildingId place_of_service(const Context& ctx, RequestId r) {
  return ctx.c.requests.server[r.row] == Server::window ? BuildingId{} : ctx.c.requests.building[r.row];
}

/// Whether the resident need not come to the window.
bool is_spared(const Context& ctx, RequestId r) {
  return std::any_of(ctx.rules.mechanisms.begin(), ctx.rules.mechanisms.end(),
                     [&](const auto& mechanism) { return mechanism->spares_way(ctx, r); });
}

void start_service(Context& ctx, WorkerId w) {
  RequestColumns& q = ctx.c.requests;
  const RequestId r = ctx.c.workers.request[w.row];
  if (too_late_to_begin(ctx, w, r)) return stand_down(ctx, w);
  if (q.service[r.row] == never) {
    q.service[r.row] = ctx.now;
    if (q.reported[r.row] != never && ctx.counted(r)) ctx.c.tally.response.push_back(ctx.now - q.reported[r.row]);
  }
  enter(ctx, r, RequestState::in_service);
  ctx.c.workers.at[w.row] = place_of_service(ctx, r);
  double seconds = service_seconds(ctx, r, w) + ctx.rules.staff.logging_minutes * minute_seconds;
  for (const auto& mechanism : ctx.rules.mechanisms) seconds += mechanism->extra_service(ctx, r, w);
  ctx.c.workers.last_kind[w.row] = q.kind[r.row];
  ++q.attempts[r.row];
  ctx.c.workers.service_left[w.row] = whole_seconds(seconds);
  if (q.server[r.row] == Server::window && q.reporter[r.row].exists() && !is_spared(ctx, r)) {
    record_outing(ctx, Mover::resident, Purpose::window, q.reporter[r.row], {}, ctx.now,
                  ctx.c.workers.service_left[w.row]);
  }
  go_on_serving(ctx, w);
}

void take_request(Context& ctx, WorkerId w, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  WorkerColumns& workers = ctx.c.workers;
  remove_from_queue(ctx, r);
  q.worker[r.row] = w;
  q.travel[r.row] = ctx.now;
  workers.request[w.row] = r;
  const BuildingId place = place_of_service(ctx, r);
  if (workers.at[w.row] == place) return start_service(ctx, w);
  const Way way = way_between(ctx, workers.at[w.row], place);
  if (way.seconds == 0) return start_service(ctx, w);
  record_walk(ctx, Mover::grid_worker, Purpose::request, w.row, workers.at[w.row], place, ctx.now, way.at_night);
  enter(ctx, r, RequestState::travelling);
  set_activity(ctx, w, Activity::travel, ctx.now + way.seconds);
}

/// A task that a mechanism offers, if any does.
bool take_offer(Context& ctx, WorkerId w, TaskRank rank) {
  if (ctx.c.workers.role[w.row] != Role::grid || is_set_aside(ctx, w, Work::offered)) return false;
  for (const auto& mechanism : ctx.rules.mechanisms) {
    Task task;
    if (only_for_others(ctx, w, mechanism->number)) continue;
    if (!mechanism->offer_task(ctx, w, rank, task)) continue;
    ctx.c.workers.mechanism[w.row] = mechanism->number;
    ctx.c.workers.subject[w.row] = task.subject;
    ctx.c.workers.at[w.row] = task.to;
    set_activity(ctx, w, task.activity, ctx.now + task.duration);
    return true;
  }
  return false;
}

bool take_paperwork(Context& ctx, WorkerId w, Seconds longest) {
  const std::uint32_t left = ctx.c.workers.paperwork_left[w.row];
  if (left == 0 || longest == 0 || is_set_aside(ctx, w, Work::paperwork)) return false;
  set_activity(ctx, w, Activity::paperwork, ctx.now + std::min<Seconds>(left, longest));
  return true;
}

void go_off(Context& ctx, WorkerId w) { set_activity(ctx, w, Activity::off, ctx.now); }

void end_day(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  const Seconds last = latest_end(ctx, w);
  if (ctx.now < last && take_paperwork(ctx, w, last - ctx.now)) return;
  workers.on_duty[w.row] = 0;
  workers.at[w.row] = {};
  go_off(ctx, w);
}

/// What a worker does next, in one order for everybody.
void choose_next(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  const Shift& shift = shift_of(ctx, w);
  if (workers.closed[w.row] != 0 || elsewhere(ctx, w, day_of(ctx.now))) return stand_down(ctx, w);
  if (!shift.round_the_clock()) {
    if (ctx.now >= workers.shift_end[w.row]) return end_day(ctx, w);
    if (in_break(shift, ctx.now)) return go_off(ctx, w);
  }
  const Seconds left = shift.round_the_clock() ? never : working_time_left(shift, ctx.now, workers.shift_end[w.row]);
  const Seconds pause =
      shift.round_the_clock() ? never : next_pause(shift, ctx.now, workers.shift_end[w.row]) - ctx.now;
  const Seconds block = std::min(ctx.rules.staff.paperwork_block, pause);
  // 0. What was begun yesterday.
  if (workers.request[w.row].exists()) return go_on_serving(ctx, w);
  const RequestId waiting = next_in_queue(ctx, w);
  // 1. What is urgent.
  if (waiting.exists() && ctx.rules.kinds[ctx.c.requests.kind[waiting.row]].priority == 0)
    return take_request(ctx, w, waiting);
  // 2. What has its hour: the morning's duties, a patrol.
  if (workers.duties_left[w.row] > 0)
    return set_activity(ctx, w, Activity::duties, ctx.now + workers.duties_left[w.row]);
  if (take_offer(ctx, w, TaskRank::timed)) return;
  // 3. Paperwork that would not be done today otherwise.
  if (workers.paperwork_left[w.row] >= left && take_paperwork(ctx, w, block)) return;
  // 4. Requests, then visits, then the rest of the paperwork.
  if (waiting.exists()) return take_request(ctx, w, waiting);
  if (take_offer(ctx, w, TaskRank::discretionary)) return;
  if (take_paperwork(ctx, w, block)) return;
  set_activity(ctx, w, Activity::idle, never);
}

/// Books what a task did when it ends or is broken off.
void settle_task(Context& ctx, WorkerId w, bool interrupted) {
  WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  const Seconds spent = ctx.now - workers.since[w.row];
  if (activity == Activity::paperwork)
    workers.paperwork_left[w.row] -= std::min<std::uint32_t>(spent, workers.paperwork_left[w.row]);
  if (activity == Activity::duties) workers.duties_left[w.row] = 0;
  if (activity == Activity::patrol || activity == Activity::visit || activity == Activity::gathering) {
    for (const auto& mechanism : ctx.rules.mechanisms) {
      if (mechanism->number == workers.mechanism[w.row]) mechanism->task_done(ctx, w, interrupted);
    }
  }
}

void interrupt(Context& ctx, WorkerId w) {
  settle_task(ctx, w, true);
  account(ctx, w);
  choose_next(ctx, w);
}

}  // namespace

bool is_part_time(const Context& ctx, WorkerId w) {
  return ctx.rules.staff.part_time > 0 && ctx.c.workers.role[w.row] == Role::grid &&
         ctx.c.workers.number[w.row] + 1 == ctx.rules.staff.grid_posts;
}

const Shift& shift_of(const Context& ctx, WorkerId w) {
  if (is_part_time(ctx, w)) return ctx.rules.staff.part_time_shift;
  const StaffRules& staff = ctx.rules.staff;
  if (ctx.c.workers.role[w.row] == Role::grid) return staff.grid_shift;
  const std::size_t post = ctx.c.workers.number[w.row];
  const std::size_t first_late = staff.window_posts - staff.late_window.shifts.size();
  return post >= first_late && post < staff.window_posts ? staff.late_window.shifts[post - first_late]
                                                         : staff.window_shift;
}

namespace {

/// Nobody is left to serve this queue: what stands in it looks for its next server.
void send_on(Context& ctx, Role role) {
  std::vector<RequestId>& queue = ctx.c.queue[static_cast<std::size_t>(role)];
  for (const RequestId r : queue) {
    enter(ctx, r, RequestState::reported);
    ctx.schedule(ctx.now, EventKind::dispatch, r);
  }
  queue.clear();
}

}  // namespace

void adjust_posts(Context& ctx, bool first_time) {
  WorkerColumns& workers = ctx.c.workers;
  const std::array<std::uint32_t, role_count> wanted{ctx.rules.staff.grid_posts, ctx.rules.staff.window_posts};
  for (std::size_t role = 0; role < role_count; ++role) {
    std::vector<WorkerId>& posts = ctx.c.posts[role];
    while (posts.size() < wanted[role]) {
      const WorkerId w = workers.add(static_cast<Role>(role), static_cast<std::uint32_t>(posts.size()));
      posts.push_back(w);
      begin_in_post(ctx, w, first_time ? ctx.rules.staff.skill_start : ctx.rules.staff.skill_newcomer);
      if (!first_time) hire(ctx, w);
    }
    while (posts.size() > wanted[role]) {
      const WorkerId w = posts.back();
      posts.pop_back();
      workers.employed[w.row] = 0;
      workers.closed[w.row] = 1;
      if (workers.activity[w.row] == Activity::off || workers.activity[w.row] == Activity::idle) stand_down(ctx, w);
    }
    if (posts.empty()) send_on(ctx, static_cast<Role>(role));
  }
}

void book_day(Context& ctx) {
  for (std::uint32_t row = 0; row < ctx.c.workers.size(); ++row) account(ctx, WorkerId(row));
}

namespace {

/// Whether some mechanism keeps a worker from today's shift.
bool kept_away(const Context& ctx, WorkerId w, std::uint32_t day) {
  return std::any_of(ctx.rules.mechanisms.begin(), ctx.rules.mechanisms.end(),
                     [&](const auto& mechanism) { return mechanism->keeps_away(ctx, w, day); });
}

}  // namespace

void roster_day(Context& ctx, std::uint32_t day) {
  WorkerColumns& workers = ctx.c.workers;
  const Seconds midnight = start_of_day(day);
  for (std::uint32_t row = 0; row < workers.size(); ++row) {
    const WorkerId w(row);
    const Shift& shift = shift_of(ctx, w);
    workers.rostered[row] = 0;
    if (workers.employed[row] == 0 || (!shift.weekends && !shift.round_the_clock() && !is_working_day(day))) continue;
    if (elsewhere(ctx, w, day) || kept_away(ctx, w, day)) continue;
    const bool may_take_leave = !shift.round_the_clock() && guest_loan(ctx, w) == nullptr;
    if (may_take_leave && ctx.luck.uniform(ctx.who(w), day, Why::leave) < shift.leave_chance) continue;
    workers.rostered[row] = 1;
    if (!shift.unpaid_weekends || is_working_day(day)) ctx.c.rostered += shift.length();
    const auto step = [&](Seconds at, ShiftStep s) {
      ctx.schedule(midnight + at, EventKind::shift, row * 4 + static_cast<std::uint32_t>(s));
    };
    step(shift.from, ShiftStep::begin);
    if (shift.round_the_clock()) continue;
    if (shift.break_to > shift.break_from) {
      step(shift.break_from, ShiftStep::break_begin);
      step(shift.break_to, ShiftStep::break_end);
    }
    step(shift.to, ShiftStep::end);
  }
}

void on_shift(Context& ctx, WorkerId w, ShiftStep step) {
  WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  const bool can_stop = activity == Activity::idle || activity == Activity::paperwork;
  if (step == ShiftStep::begin) {
    const Shift& shift = shift_of(ctx, w);
    const bool was_on = workers.on_duty[w.row] != 0;  // round the clock, or still at yesterday's task
    const std::uint32_t quota = paperwork_quota(ctx, w);
    workers.on_duty[w.row] = 1;
    workers.shift_end[w.row] = start_of_day(day_of(ctx.now)) + shift.to;
    // What was left is carried over, up to a day's quota or an hour; more than that nobody makes up.
    workers.paperwork_left[w.row] = quota + std::min(workers.paperwork_left[w.row], std::max(quota, hour_seconds));
    const bool has_duties = workers.role[w.row] == Role::grid && !specialist(ctx, w);
    workers.duties_left[w.row] = whole_minutes(has_duties ? ctx.rules.staff.duties_minutes * post_share(ctx, w) : 0) +
                                 std::exchange(workers.extra_duties[w.row], 0);
    // Everybody begins in the same second: only then does anybody look who else is there.
    if (!was_on || activity == Activity::idle) set_activity(ctx, w, Activity::paperwork, ctx.now);
  } else if (step == ShiftStep::break_end) {
    if (activity == Activity::off && workers.on_duty[w.row] != 0) choose_next(ctx, w);
  } else if (can_stop && workers.on_duty[w.row] != 0) {
    interrupt(ctx, w);
  }
}

void on_task_end(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  if (workers.until[w.row] != ctx.now || activity == Activity::off || activity == Activity::idle) return;
  if (activity == Activity::travel) return start_service(ctx, w);
  settle_task(ctx, w, false);
  account(ctx, w);
  if (activity == Activity::service && workers.service_left[w.row] == 0) {
    const RequestId r = workers.request[w.row];
    workers.request[w.row] = {};
    if (!only_to_verify(ctx, r)) practise(ctx, w, ctx.c.requests.kind[r.row]);
    if (ctx.rules.staff.paperwork == PaperworkRule::fixed) {
      workers.paperwork_left[w.row] += whole_minutes(ctx.rules.staff.paperwork_per_case);
    }
    finish_service(ctx, r);
  }
  choose_next(ctx, w);
}

namespace {

bool is_urgent(const Context& ctx, RequestId r) { return ctx.rules.kinds[ctx.c.requests.kind[r.row]].priority == 0; }

/// Calls `each` with everybody of a role who may be there, guests of the grid workers after them.
template <class Each>
void for_staff_of(const Context& ctx, Role role, Each each) {
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(role)]) each(w);
  if (role != Role::grid) return;
  for (const Loan& loan : ctx.c.lending.guests) {
    if (loan.worker.exists()) each(loan.worker);
  }
}

/// The worker who can best take a request up now: idle before interrupted, the grid's own first, then who has
/// waited longest; none if nobody can.
WorkerId best_free(const Context& ctx, Role role, RequestId r) {
  const WorkerColumns& workers = ctx.c.workers;
  const GridId grid = ctx.grids().grid_of_building[ctx.c.requests.building[r.row].row];
  const bool urgent = is_urgent(ctx, r);
  const WorkerId owner = role == Role::grid ? owner_of(ctx, grid) : WorkerId{};
  const auto rank = [&](WorkerId w) {
    const bool idle = workers.activity[w.row] == Activity::idle;
    return std::tuple(!idle, w != owner, workers.since[w.row], w.row);
  };
  WorkerId best;
  const auto consider = [&](WorkerId w) {
    const Activity activity = workers.activity[w.row];
    const bool free =
        activity == Activity::idle || (urgent && (activity == Activity::paperwork || activity == Activity::patrol));
    if (!free || workers.on_duty[w.row] == 0 || !takes_kind(ctx, w, ctx.c.requests.kind[r.row])) return;
    const bool own_desk = role == Role::grid && workers.role[w.row] == Role::grid;
    if (own_desk && !urgent && !may_serve(ctx, w, grid)) return;
    if (!urgent && is_set_aside(ctx, w, Work::request, ctx.c.requests.kind[r.row])) return;
    if (!best.exists() || rank(w) < rank(best)) best = w;
  };
  for_staff_of(ctx, role, consider);
  if (!best.exists() && ctx.rules.staff.all_round) for_staff_of(ctx, other_role(role), consider);
  return best;
}

bool somebody_idle(const Context& ctx, Role role) {
  bool idle = false;
  const auto look = [&](WorkerId w) {
    idle = idle || (ctx.c.workers.on_duty[w.row] != 0 && ctx.c.workers.activity[w.row] == Activity::idle);
  };
  for_staff_of(ctx, role, look);
  if (ctx.rules.staff.all_round) for_staff_of(ctx, other_role(role), look);
  return idle;
}

}  // namespace

void on_wake(Context& ctx, Role role) {
  const bool idle = somebody_idle(ctx, role);
  const std::vector<RequestId>& queue = ctx.c.queue[static_cast<std::size_t>(role)];
  if (!idle && std::none_of(queue.begin(), queue.end(), [&](RequestId r) { return is_urgent(ctx, r); })) return;
  for (const RequestId r : queue_in_order(ctx, role)) {
    if (!idle && !is_urgent(ctx, r)) continue;
    if (ctx.c.requests.state[r.row] != RequestState::dispatched) continue;  // taken up meanwhile
    const WorkerId w = best_free(ctx, role, r);
    if (w.exists()) interrupt(ctx, w);
  }
}

void end_night_watch(Context& ctx) {
  for (std::uint32_t row = 0; row < ctx.c.workers.size(); ++row) {
    const WorkerId w(row);
    const bool at_hand = ctx.c.workers.on_duty[row] != 0 && ctx.c.workers.activity[row] == Activity::idle;
    if (at_hand && !shift_of(ctx, w).round_the_clock()) stand_down(ctx, w);
  }
}

void call_to_task(Context& ctx, WorkerId w) {
  const WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  if (workers.on_duty[w.row] != 0 && (activity == Activity::idle || activity == Activity::paperwork)) interrupt(ctx, w);
}

void stand_down(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  set_activity(ctx, w, Activity::off, ctx.now);
  workers.on_duty[w.row] = 0;
  workers.at[w.row] = {};
  const RequestId r = workers.request[w.row];
  if (!r.exists()) return;
  workers.request[w.row] = {};
  enter(ctx, r, RequestState::dispatched);
  const auto role = static_cast<std::size_t>(role_that_serves(ctx, r));
  ctx.c.queue[role].push_back(r);
  ctx.schedule(ctx.now, EventKind::wake, static_cast<std::uint32_t>(role));
}

std::int64_t unbooked_on_shift(const Context& ctx, WorkerId w) {
  const WorkerColumns& workers = ctx.c.workers;
  if (workers.activity[w.row] == Activity::off || workers.rostered[w.row] == 0) return 0;
  return paid_seconds(shift_of(ctx, w), workers.booked[w.row], ctx.now);
}

void account(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  const Seconds booked = workers.booked[w.row];
  const std::int64_t paid = unbooked_on_shift(ctx, w);
  workers.booked[w.row] = ctx.now;
  if (activity == Activity::off || ctx.now == booked) return;
  const std::int64_t used = ctx.now - booked;
  ctx.c.on_shift += paid;
  workers.month_paid[w.row] += paid;
  const Shift& shift = shift_of(ctx, w);
  if (activity != Activity::idle) {
    workers.month_worked[w.row] += used;
  } else if (shift.unpaid > 0 || shift.unpaid_weekends) {
    workers.month_worked[w.row] += used - paid;  // to be there after hours is a load, whether anybody comes or not
  }
  if (booked < ctx.day0) return;
  const auto role = static_cast<std::size_t>(workers.role[w.row]);
  ctx.c.tally.worked[role][static_cast<std::size_t>(activity)] += used;
  ctx.c.tally.paid[role] += paid;
  ctx.c.tally.overtime[role] += used - paid;
  book(ctx, CostItem::overtime, used - paid, w.row);
}

void answer_off_duty(Context& ctx, WorkerId w, Seconds duration) {
  EXPECT(ctx.c.workers.activity[w.row] == Activity::off);
  ctx.c.workers.month_worked[w.row] += duration;
  if (!ctx.counting()) return;
  const auto role = static_cast<std::size_t>(ctx.c.workers.role[w.row]);
  ctx.c.tally.worked[role][static_cast<std::size_t>(Activity::duties)] += duration;
  ctx.c.tally.overtime[role] += duration;
  book(ctx, CostItem::overtime, duration, w.row);
}

void practise(Context& ctx, WorkerId w, std::size_t kind) {
  std::uint16_t& skill = ctx.c.workers.skill[w.row * kind_count + kind];
  const double gained = ctx.rules.staff.practice * (65535.0 - skill);
  skill = static_cast<std::uint16_t>(skill + gained + .5);
}

}  // namespace cogov
