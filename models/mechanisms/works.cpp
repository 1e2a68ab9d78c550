#include "models/mechanisms/works.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/pools.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"

namespace cogov {

const std::vector<std::string>& place_kinds() {
  static const std::vector<std::string> keys{"litter",     "fire_lane",      "charging_wires", "street_fault",
                                             "leak",       "building_fault", "utilities_off",  "illegal_structure",
                                             "noise_dogs", "dispute",        "shared_works"};
  return keys;
}

std::vector<std::size_t> kinds_of(const std::vector<std::string>& keys) {
  std::vector<std::size_t> kinds;
  for (const std::string& key : keys) {
    kinds.push_back(
        static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), key) - kind_keys().begin()));
  }
  return kinds;
}

bool is_open_hazard(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return q.of_place[r.row] != 0 && q.phantom[r.row] == 0 && q.fixed[r.row] == never && !terminal(q.state[r.row]);
}

namespace {

bool in_queue_of_staff(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const bool staff = q.server[r.row] == Server::grid_worker || q.server[r.row] == Server::window;
  return q.state[r.row] == RequestState::dispatched && staff && q.to_verify[r.row] == 0;
}

}  // namespace

std::int64_t settle_with_works(Context& ctx, const Mechanism& mechanism, BuildingId building, std::size_t kind) {
  const RequestColumns& q = ctx.c.requests;
  std::vector<RequestId> settled;
  for (std::uint32_t row = 0; row < q.rows(); ++row) {
    const RequestId r(row);
    if (q.kind[row] != kind || q.building[row] != building || !is_open_hazard(ctx, r)) continue;
    if (q.state[row] == RequestState::arisen || in_queue_of_staff(ctx, r)) settled.push_back(r);
  }
  for (const RequestId r : settled) {
    if (q.state[r.row] == RequestState::arisen) {
      take_up(ctx, r, Finder::meeting, {});
    } else {
      remove_from_queue(ctx, r);
    }
    give_to_pool(ctx, r, mechanism);
    agree(ctx, r, ctx.now, whole_seconds(service_seconds(ctx, r, {})));
  }
  return static_cast<std::int64_t>(settled.size());
}

}  // namespace cogov
