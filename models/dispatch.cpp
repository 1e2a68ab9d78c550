#include "models/dispatch.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "models/couriers.hpp"
#include "models/facilities/lending.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"
#include "models/volunteers.hpp"
#include "models/workers.hpp"
#include "sim/distributions.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

const std::vector<Server>& servers_of(const Context& ctx, RequestId r) {
  return ctx.rules.kinds[ctx.c.requests.kind[r.row]].served_by;
}

bool exists_here(const Context& ctx, Server server) {
  switch (server) {
    case Server::grid_worker:
      return ctx.rules.staff.grid_posts > 0;
    case Server::window:
      return ctx.rules.staff.window_posts > 0;
    case Server::property:
    case Server::department:
    case Server::enforcement:
      return true;
    case Server::volunteer:
      return volunteers_serve(ctx);
    case Server::rider:
      return riders_serve(ctx);
    case Server::contract:
    case Server::alliance:
    case Server::contractor:
    case Server::leader:
      return pool_open(ctx, server);
    default:
      return false;
  }
}

bool is_staff(Server server) { return server == Server::grid_worker || server == Server::window; }

void send_outside(Context& ctx, RequestId r, Server server) {
  RequestColumns& q = ctx.c.requests;
  ++q.attempts[r.row];
  const double u = ctx.uniform(r, Why::lead_time, 0x1'0000U + q.attempts[r.row]);
  const LeverAt at{.kind = q.kind[r.row], .building = q.building[r.row], .request = r, .server = server};
  const double days = ctx.rules.outside.lead_days(server, u) * ctx.rules.levers.factor(ctx, Lever::outside_time, at);
  ctx.schedule(later(ctx.now, days * day_seconds), EventKind::outside_done, r);
}

void give_to_staff(Context& ctx, RequestId r, Role role) {
  ctx.c.queue[static_cast<std::size_t>(role)].push_back(r);
  ctx.schedule(ctx.now, EventKind::wake, static_cast<std::uint32_t>(role));
}

void begin_dispatch(Context& ctx, RequestId r, Server server) {
  ctx.c.requests.server[r.row] = server;
  ctx.c.requests.dispatched[r.row] = ctx.now;
  enter(ctx, r, RequestState::dispatched);
}

/// Whether organisations leave a request to somebody who comes after them.
bool stands_back(const Context& ctx, const std::vector<Server>& servers, std::size_t step) {
  if (servers[step] != Server::alliance || !ctx.rules.organisations_last) return false;
  return std::any_of(servers.begin() + static_cast<std::ptrdiff_t>(step) + 1, servers.end(),
                     [&](Server server) { return exists_here(ctx, server); });
}

/// The position in served_by, from the present step on, of the first who exists here; the end if nobody does.
std::size_t next_step(const Context& ctx, RequestId r) {
  const std::vector<Server>& servers = servers_of(ctx, r);
  std::size_t step = ctx.c.requests.step[r.row];
  while (step < servers.size() && (!exists_here(ctx, servers[step]) || stands_back(ctx, servers, step))) ++step;
  return step;
}

}  // namespace

bool only_to_verify(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  if (q.to_verify[r.row] == 0) return false;
  const std::vector<Server>& servers = servers_of(ctx, r);
  const std::size_t step = next_step(ctx, r);
  return q.phantom[r.row] != 0 || step >= servers.size() || servers[step] != Server::grid_worker;
}

void give_to_owner(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (q.to_verify[r.row] != 0) {
    if (exists_here(ctx, Server::grid_worker)) {
      begin_dispatch(ctx, r, Server::grid_worker);
      return give_to_staff(ctx, r, Role::grid);
    }
    if (unverified(ctx, r)) return;
  }
  const std::vector<Server>& servers = servers_of(ctx, r);
  const std::size_t step = next_step(ctx, r);
  const Server server = step < servers.size() ? servers[step] : Server::none;
  if (server != Server::none) q.step[r.row] = static_cast<std::uint8_t>(step);
  for (const auto& mechanism : ctx.rules.mechanisms) {
    if (mechanism->take_over(ctx, r, server)) return;
  }
  if (server == Server::none) {
    q.escalated[r.row] = 1;
    return;
  }
  if (is_pool(server)) return give_to_pool(ctx, r, server);
  begin_dispatch(ctx, r, server);
  if (server == Server::volunteer) return give_to_volunteers(ctx, r);
  if (server == Server::rider) return give_to_riders(ctx, r);
  if (!is_staff(server)) {
    send_outside(ctx, r, server);
    return;
  }
  give_to_staff(ctx, r, server == Server::grid_worker ? Role::grid : Role::window);
}

bool somebody_after(const Context& ctx, RequestId r) {
  const std::vector<Server>& servers = servers_of(ctx, r);
  for (std::size_t step = ctx.c.requests.step[r.row] + 1U; step < servers.size(); ++step) {
    if (exists_here(ctx, servers[step])) return true;
  }
  return false;
}

WorkerId owner_of(const Context& ctx, GridId grid) {
  const std::vector<WorkerId>& posts = ctx.c.posts[static_cast<std::size_t>(Role::grid)];
  return posts.empty() ? WorkerId{} : posts[grid.row % posts.size()];
}

bool may_serve(const Context& ctx, WorkerId worker, GridId grid) {
  if (ctx.rules.staff.shared_queue || ctx.c.workers.number[worker.row] >= ctx.grids().grids()) return true;
  const WorkerId owner = owner_of(ctx, grid);
  return owner == worker || ctx.c.workers.on_duty[owner.row] == 0;
}

namespace {

using ServiceKey = std::tuple<bool, bool, double, double, Seconds, std::uint32_t, std::uint32_t, std::uint32_t>;

ServiceKey key_of(const Context& ctx, RequestId r, WorkerId worker) {
  const RequestColumns& q = ctx.c.requests;
  const std::size_t kind = q.kind[r.row];
  double first = 0;
  double second = 0;
  switch (ctx.rules.staff.discipline) {
    case Discipline::priority:
      first = ctx.rules.kinds[kind].priority;
      second = owner_of(ctx, ctx.grids().grid_of_building[q.building[r.row].row]) == worker ? 0 : 1;
      break;
    case Discipline::first_come:
      break;
    case Discipline::shortest:
      first = ctx.rules.kinds[kind].service_mean_minutes;
      break;
  }
  if (ctx.rules.staff.shared_queue) second = 0;
  return {ctx.rules.kinds[kind].priority != 0,
          passed_over(ctx, r),
          first,
          second,
          q.dispatched[r.row],
          q.of_place[r.row],
          q.origin[r.row],
          q.trial[r.row]};
}

}  // namespace

namespace {

/// Whether a resident would come to the window now: in its usual hours, always; outside them, with a chance a day.
bool comes_now(const Context& ctx, RequestId r) {
  const LateWindow& late = ctx.rules.staff.late_window;
  if (!late.on || !late.out_of_hours(ctx.now)) return true;
  const Seconds second = second_of_day(ctx.now);
  const bool night = second < 7 * hour_seconds || second >= 22 * hour_seconds;
  const double u = ctx.luck.uniform(ctx.origin(r), day_of(ctx.now), late.luck, ctx.c.requests.trial[r.row] & 0x7'FFFFU);
  return u < (night ? late.night_use : late.evening_use);
}

/// The next request for a worker in one of the queues. Who helps at the other desk has no grid of their own there.
RequestId next_of(const Context& ctx, WorkerId worker, Role role) {
  const bool by_grid = role == Role::grid && ctx.c.workers.role[worker.row] == Role::grid;
  RequestId best;
  ServiceKey best_key;
  for (const RequestId r : ctx.c.queue[static_cast<std::size_t>(role)]) {
    const GridId grid = ctx.grids().grid_of_building[ctx.c.requests.building[r.row].row];
    const bool urgent = ctx.rules.kinds[ctx.c.requests.kind[r.row]].priority == 0;
    if (by_grid && !urgent && !may_serve(ctx, worker, grid)) continue;
    if (!takes_kind(ctx, worker, ctx.c.requests.kind[r.row])) continue;
    if (role == Role::window && !comes_now(ctx, r)) continue;
    if (!urgent && is_set_aside(ctx, worker, Work::request, ctx.c.requests.kind[r.row])) continue;
    const ServiceKey key = key_of(ctx, r, worker);
    if (!best.exists() || key < best_key) {
      best = r;
      best_key = key;
    }
  }
  return best;
}

}  // namespace

RequestId next_in_queue(const Context& ctx, WorkerId worker) {
  const Role role = ctx.c.workers.role[worker.row];
  const RequestId own = next_of(ctx, worker, role);
  return own.exists() || !ctx.rules.staff.all_round ? own : next_of(ctx, worker, other_role(role));
}

Role role_that_serves(const Context& ctx, RequestId r) {
  return ctx.c.requests.server[r.row] == Server::window ? Role::window : Role::grid;
}

std::vector<RequestId> queue_in_order(const Context& ctx, Role role) {
  std::vector<RequestId> queue = ctx.c.queue[static_cast<std::size_t>(role)];
  std::sort(queue.begin(), queue.end(),
            [&](RequestId a, RequestId b) { return key_of(ctx, a, {}) < key_of(ctx, b, {}); });
  return queue;
}

void remove_from_queue(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  if (q.state[r.row] != RequestState::dispatched) return;
  if (q.server[r.row] == Server::volunteer) return take_from_volunteers(ctx, r);
  if (is_pool(q.server[r.row])) return take_from_pool(ctx, r);
  if (!is_staff(q.server[r.row])) return;
  std::vector<RequestId>& queue = ctx.c.queue[static_cast<std::size_t>(role_that_serves(ctx, r))];
  const auto at = std::find(queue.begin(), queue.end(), r);
  EXPECT(at != queue.end());
  *at = queue.back();
  queue.pop_back();
}

Way way_between(const Context& ctx, BuildingId from, BuildingId to) {
  if (!ctx.rules.staff.walks) return {};
  return ctx.plan.walks.way(from, to, ctx.now);
}

Seconds seconds_between(const Context& ctx, BuildingId from, BuildingId to) {
  return way_between(ctx, from, to).seconds;
}

double seconds_to_centre(const Context& ctx, BuildingId from) {
  if (!ctx.rules.staff.walks) return 0;
  return ctx.plan.walks.by_day.milliseconds(from.row, ctx.plan.walks.centre) / 1000.0;
}

double skill_of(const Context& ctx, WorkerId worker, std::size_t kind) {
  if (!worker.exists()) return 0;
  const double skill = ctx.c.workers.skill[worker.row * kind_count + kind] / 65535.0;
  return std::min(1.0, skill * ctx.rules.levers.factor(ctx, Lever::skill, {.kind = kind, .worker = worker}));
}

double service_seconds(const Context& ctx, RequestId r, WorkerId worker) {
  const RequestColumns& q = ctx.c.requests;
  const KindRules& kind = ctx.rules.kinds[q.kind[r.row]];
  const double verification = q.to_verify[r.row] != 0 ? ctx.rules.couriers.verification_seconds : 0;
  if (only_to_verify(ctx, r)) return verification;
  const std::uint32_t attempt = q.attempts[r.row];
  const double u = ctx.uniform(r, Why::service_time, attempt * 4);
  double minutes = kind.service_mean_minutes;
  if (kind.shape == Shape::lognormal) {
    minutes = kind.service_minutes.at(u);
  } else if (kind.shape == Shape::exponential) {
    minutes = exponential(u, kind.service_mean_minutes);
  } else if (kind.shape == Shape::erlang_2) {
    const double v = ctx.uniform(r, Why::service_time, attempt * 4 + 1);
    minutes = exponential(u, kind.service_mean_minutes / 2) + exponential(v, kind.service_mean_minutes / 2);
  }
  const bool skilled = worker.exists() && ctx.c.workers.role[worker.row] == Role::grid;
  const double saved = skilled ? ctx.rules.staff.skill_saves * skill_of(ctx, worker, q.kind[r.row]) : 0;
  const LeverAt at{.kind = q.kind[r.row], .building = q.building[r.row], .worker = worker, .request = r};
  const double factor = ctx.rules.levers.factor(ctx, Lever::service_time, at);
  return verification + minutes * minute_seconds * growth(ctx, r) * (1 - saved) * factor;
}

}  // namespace cogov
