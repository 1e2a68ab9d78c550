#include "models/facilities/pools.hpp"

#include <algorithm>
#include <tuple>

#include "models/context.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::uint8_t closed = 255;

Pool& pool_of(Context& ctx, PoolId pool) { return ctx.c.pools[pool.row]; }
const Pool& pool_of(const Context& ctx, PoolId pool) { return ctx.c.pools[pool.row]; }

/// The pool that a request is in.
Pool& pool_of(Context& ctx, RequestId r) { return ctx.c.pools[ctx.c.requests.pool[r.row]]; }

/// Who serves in a pool.
Server server_of(PoolId pool) { return pool.row < pool_servers.size() ? pool_servers[pool.row] : Server::partner; }

std::vector<PoolService>::iterator service_of(Pool& pool, RequestId r) {
  return std::find_if(pool.services.begin(), pool.services.end(),
                      [&](const PoolService& service) { return service.request == r.row; });
}

void begin_service(Context& ctx, RequestId r, PoolService& service) {
  RequestColumns& q = ctx.c.requests;
  service.begun = true;
  if (q.service[r.row] == never) {
    q.service[r.row] = ctx.now;
    if (q.reported[r.row] != never && ctx.counted(r)) ctx.c.tally.response.push_back(ctx.now - q.reported[r.row]);
  }
  ++q.attempts[r.row];
  enter(ctx, r, RequestState::in_service);
  service.due = later(ctx.now, service.work);
  ctx.schedule(service.due, EventKind::pool, r);
}

void end_service(Context& ctx, RequestId r, Pool& pool, Server server, Seconds work) {
  pool.services.erase(service_of(pool, r));
  for (const auto& mechanism : ctx.rules.mechanisms) {
    if (mechanism->number == pool.owner) mechanism->on_served(ctx, r, server, work);
  }
  finish_service(ctx, r);
}

}  // namespace

PoolId::PoolId(Server server) {
  const auto* const at = std::find(pool_servers.begin(), pool_servers.end(), server);
  EXPECT(at != pool_servers.end());
  row = static_cast<std::uint8_t>(at - pool_servers.begin());
}

PoolId::PoolId(const Mechanism& mechanism) : row(static_cast<std::uint8_t>(pool_servers.size() + mechanism.number)) {}

bool is_pool(Server server) {
  return server == Server::partner || std::find(pool_servers.begin(), pool_servers.end(), server) != pool_servers.end();
}

void open_pool(Context& ctx, PoolId id, const Mechanism& owner) { pool_of(ctx, id).owner = owner.number; }

void close_pool(Context& ctx, PoolId id) {
  Pool& pool = pool_of(ctx, id);
  pool.owner = closed;
  for (const RequestId r : waiting_in(ctx, id)) {
    enter(ctx, r, RequestState::reported);
    ctx.schedule(ctx.now, EventKind::dispatch, r);
  }
  pool.waiting.clear();
}

bool pool_open(const Context& ctx, PoolId id) { return pool_of(ctx, id).owner != closed; }

void give_to_pool(Context& ctx, RequestId r, PoolId id) {
  RequestColumns& q = ctx.c.requests;
  q.server[r.row] = server_of(id);
  q.pool[r.row] = id.row;
  q.worker[r.row] = {};
  q.dispatched[r.row] = ctx.now;
  pool_of(ctx, id).waiting.push_back(r);
  enter(ctx, r, RequestState::dispatched);
}

std::vector<RequestId> waiting_in(const Context& ctx, PoolId id) {
  const RequestColumns& q = ctx.c.requests;
  std::vector<RequestId> waiting = pool_of(ctx, id).waiting;
  const auto key = [&](RequestId r) {
    return std::tuple(q.dispatched[r.row], q.of_place[r.row], q.origin[r.row], q.trial[r.row]);
  };
  std::sort(waiting.begin(), waiting.end(), [&](RequestId a, RequestId b) { return key(a) < key(b); });
  return waiting;
}

void agree(Context& ctx, RequestId r, Seconds begin, Seconds work) {
  Pool& pool = pool_of(ctx, r);
  const auto at = std::find(pool.waiting.begin(), pool.waiting.end(), r);
  EXPECT(at != pool.waiting.end() && begin >= ctx.now);
  pool.waiting.erase(at);
  pool.services.push_back({r.row, work, false, begin});
  ctx.schedule(begin, EventKind::pool, r);
}

std::int64_t agreed_seconds(const Context& ctx, PoolId id) {
  std::int64_t seconds = 0;
  for (const PoolService& service : pool_of(ctx, id).services) seconds += service.work;
  return seconds;
}

void refuse(Context& ctx, RequestId r) {
  Pool& pool = pool_of(ctx, r);
  const auto at = std::find(pool.waiting.begin(), pool.waiting.end(), r);
  EXPECT(at != pool.waiting.end());
  pool.waiting.erase(at);
  hand_on(ctx, r);
}

void take_from_pool(Context& ctx, RequestId r) {
  if (ctx.c.requests.state[r.row] != RequestState::dispatched) return;
  Pool& pool = pool_of(ctx, r);
  std::erase(pool.waiting, r);
  const auto service = service_of(pool, r);
  if (service != pool.services.end()) pool.services.erase(service);
}

void on_pool(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  const Server server = q.server[r.row];
  if (is_pool(server) && (state == RequestState::dispatched || state == RequestState::in_service)) {
    Pool& pool = pool_of(ctx, r);
    const auto service = service_of(pool, r);
    // An event of an agreement that came to nothing finds no service, or one of a later time.
    if (service != pool.services.end() && service->due == ctx.now) {
      if (service->begun) {
        end_service(ctx, r, pool, server, service->work);
      } else {
        begin_service(ctx, r, *service);
      }
    }
  }
  release(ctx, r);
}

PoolHolds pool_holds(const Community& community) {
  PoolHolds holds;
  for (const Pool& pool : community.pools) {
    holds.dispatched += static_cast<std::int64_t>(pool.waiting.size());
    for (const PoolService& service : pool.services) ++(service.begun ? holds.in_service : holds.dispatched);
  }
  return holds;
}

}  // namespace cogov
