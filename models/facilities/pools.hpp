/// Pools of servers who are not persons of the model: an agency under contract, a repair contractor, an alliance's
/// units, building leaders. A mechanism opens a pool and decides when what waits in it is served; the pool keeps the
/// requests and their time stamps, and the books.
///
/// A request in a pool is dispatched; once a time is agreed it is served from then on for as much work as was
/// agreed, and ends like any service: settled or handed on, fixed or not. Until it begins it may lapse or be
/// withdrawn.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/ids.hpp"
#include "models/request_kinds.hpp"
#include "sim/time.hpp"

namespace cogov {

struct Context;
struct Community;
class Mechanism;

/// The servers behind whom a pool can stand.
inline constexpr std::array<Server, 4> pool_servers{Server::contract, Server::alliance, Server::contractor,
                                                    Server::leader};
inline constexpr std::size_t pool_count = pool_servers.size() + 64;
[[nodiscard]] bool is_pool(Server server);

/// Names a pool: a server's, or a mechanism's own, in which what it takes over waits for Server::partner.
struct PoolId {
  std::uint8_t row;
  PoolId(Server server);               // NOLINT(google-explicit-constructor)
  PoolId(const Mechanism& mechanism);  // NOLINT(google-explicit-constructor)
};

/// A service that is agreed on or under way.
struct PoolService {
  std::uint32_t request;
  Seconds work;
  bool begun;
  Seconds due;  ///< when it begins; once begun, when it ends
};

/// One pool's requests.
struct Pool {
  std::uint8_t owner = 255;           ///< number of the mechanism that has opened it; 255: closed
  std::vector<RequestId> waiting;     ///< in no order that matters
  std::vector<PoolService> services;  ///< likewise
};
using Pools = std::array<Pool, pool_count>;

void open_pool(Context& ctx, PoolId pool, const Mechanism& owner);
/// What waits looks for its next server; what is agreed on is kept.
void close_pool(Context& ctx, PoolId pool);
[[nodiscard]] bool pool_open(const Context& ctx, PoolId pool);

/// A request waits in the pool from now on; its owner hears of it by on_request(dispatched).
void give_to_pool(Context& ctx, RequestId request, PoolId pool);
/// Who waits, the earliest dispatched first (then by origin and trial: never by who came first in a second).
[[nodiscard]] std::vector<RequestId> waiting_in(const Context& ctx, PoolId pool);
/// Agrees on a time, not before now, and on seconds of work.
void agree(Context& ctx, RequestId request, Seconds begin, Seconds work);
/// Seconds of work agreed on or under way.
[[nodiscard]] std::int64_t agreed_seconds(const Context& ctx, PoolId pool);
/// Sends a request that waits on to the next server of its kind; where there is none it stays reported, escalated.
void refuse(Context& ctx, RequestId request);
/// Takes a request that has not begun out of its pool, if it is in one.
void take_from_pool(Context& ctx, RequestId request);
/// Begins an agreed service, or ends one: EventKind::pool.
void on_pool(Context& ctx, RequestId request);

/// For the books: requests that wait or are agreed on, and those being served.
struct PoolHolds {
  std::int64_t dispatched = 0;
  std::int64_t in_service = 0;
};
[[nodiscard]] PoolHolds pool_holds(const Community& community);

}  // namespace cogov
