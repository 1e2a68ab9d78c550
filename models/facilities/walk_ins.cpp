#include "models/facilities/walk_ins.hpp"

#include <algorithm>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/facilities/pools.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"

namespace cogov {

namespace {

/// Whether it stands in a queue from which it can be taken without anybody being on the way to it.
bool waits_in_queue(const Context& ctx, RequestId r) {
  switch (ctx.c.requests.server[r.row]) {
    case Server::grid_worker:
    case Server::window:
    case Server::volunteer:
      return true;
    case Server::contract:
    case Server::alliance: {
      const std::vector<RequestId>& waiting = ctx.c.pools[ctx.c.requests.pool[r.row]].waiting;
      return std::find(waiting.begin(), waiting.end(), r) != waiting.end();
    }
    default:
      return false;
  }
}

/// The most pressing first.
auto urgency(const Context& ctx, std::uint32_t row) {
  const RequestColumns& q = ctx.c.requests;
  return std::tuple(ctx.rules.kinds[q.kind[row]].priority, q.onset[row], q.trial[row], q.kind[row]);
}

}  // namespace

bool can_be_brought(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  if (q.of_place[r.row] != 0 || q.phantom[r.row] != 0 || q.to_verify[r.row] != 0) return false;
  switch (q.state[r.row]) {
    case RequestState::arisen:
    case RequestState::noticed:
    case RequestState::reported:
      return true;
    case RequestState::dispatched:
      return waits_in_queue(ctx, r);
    default:
      return false;
  }
}

std::vector<RequestId> open_needs(const Context& ctx, std::uint32_t kinds) {
  const RequestColumns& q = ctx.c.requests;
  std::vector<RequestId> needs;
  for (std::uint32_t row = 0; row < q.rows(); ++row) {
    if ((kinds >> q.kind[row] & 1U) != 0 && can_be_brought(ctx, RequestId(row))) needs.emplace_back(row);
  }
  std::sort(needs.begin(), needs.end(), [&](RequestId a, RequestId b) {
    return std::tuple(q.origin[a.row], urgency(ctx, a.row)) < std::tuple(q.origin[b.row], urgency(ctx, b.row));
  });
  const auto same = [&](RequestId a, RequestId b) { return q.origin[a.row] == q.origin[b.row]; };
  needs.erase(std::unique(needs.begin(), needs.end(), same), needs.end());
  return needs;
}

RequestId open_need_of(const Context& ctx, ResidentId resident, std::uint32_t kinds) {
  const RequestColumns& q = ctx.c.requests;
  RequestId best;
  if (ctx.c.residents.open_needs[resident.row] == 0) return best;
  for (std::uint32_t row = 0; row < q.rows(); ++row) {
    const bool asked = q.of_place[row] == 0 && q.origin[row] == resident.row && (kinds >> q.kind[row] & 1U) != 0;
    if (!asked || !can_be_brought(ctx, RequestId(row))) continue;
    if (!best.exists() || urgency(ctx, row) < urgency(ctx, best.row)) best = RequestId(row);
  }
  return best;
}

void bring(Context& ctx, const Mechanism& mechanism, RequestId r, Finder finder, Seconds begins, Seconds work) {
  const RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  if (state == RequestState::arisen || (state == RequestState::noticed && q.acted[r.row] == 0)) {
    take_up(ctx, r, finder, {});
  } else if (state == RequestState::dispatched) {
    remove_from_queue(ctx, r);
    enter(ctx, r, RequestState::reported);
  }
  give_to_pool(ctx, r, mechanism);
  agree(ctx, r, begins, work);
}

Visitor visitor_with(const Context& ctx, RequestId r, Seconds arrives) {
  const RequestColumns& q = ctx.c.requests;
  Visitor visitor;
  visitor.arrives = arrives;
  visitor.priority = static_cast<std::uint32_t>(ctx.rules.kinds[q.kind[r.row]].priority);
  visitor.key = std::uint64_t{ctx.plan.resident_ordinal[q.origin[r.row]]} << 32 | q.trial[r.row];
  visitor.takes = std::max<Seconds>(1, whole_seconds(service_seconds(ctx, r, {})));
  visitor.subject = r.row;
  return visitor;
}

OpeningResult hold_opening(Context& ctx, const Mechanism& mechanism, const ServicePoint& point, Epoch open,
                           std::span<Visitor> visitors, Finder finder) {
  OpeningResult result;
  std::vector<Seconds> free;
  serve_visitors(visitors, point.servers, open, free);
  for (const Visitor& visitor : visitors) {
    const RequestId r(visitor.subject);
    const ResidentId resident(ctx.c.requests.origin[r.row]);
    result.residents_seconds += 2 * walk_to_point(ctx, ctx.plan.building_of(resident), point, visitor.arrives);
    if (visitor.begins == never) {
      ++result.turned_away;
      record_visit(ctx, resident, point, Purpose::service_point, visitor.arrives, 0);
      continue;
    }
    const Seconds stay = visitor.begins - visitor.arrives + visitor.takes;
    ++result.served;
    result.work_seconds += visitor.takes;
    result.residents_seconds += stay;
    record_visit(ctx, resident, point, Purpose::service_point, visitor.arrives, stay);
    bring(ctx, mechanism, r, finder, visitor.begins, visitor.takes);
  }
  return result;
}

std::uint32_t kind_bits(const Settings& settings, const char* path) {
  std::uint32_t bits = 0;
  for (const std::string& key : settings.words(path)) {
    const auto at = std::find(kind_keys().begin(), kind_keys().end(), key);
    bits |= 1U << static_cast<unsigned>(at - kind_keys().begin());
  }
  return bits;
}

const std::vector<std::string>& kinds_of_points() {
  static const std::vector<std::string> kinds{"papers",       "errands",    "home_care", "home_repairs",
                                              "medical_help", "loneliness", "jobs",      "child_care"};
  return kinds;
}

}  // namespace cogov
