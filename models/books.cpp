/// Books balance: every request is in exactly one state, and hours on shift are hours accounted for.
#include "models/facilities/gangs.hpp"
#include "models/facilities/lending.hpp"
#include "models/facilities/procedures.hpp"
#include "models/volunteers.hpp"
#include "models/workers.hpp"
#include "models/world.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

void check_requests(const Community& community) {
  std::array<std::int64_t, state_count> recount{};
  const RequestColumns& q = community.requests;
  std::vector<bool> is_free(q.rows(), false);
  for (const std::uint32_t row : q.free) {
    EXPECT(!is_free[row] && terminal(q.state[row]) && q.pending[row] == 0);
    is_free[row] = true;
  }
  for (std::size_t row = 0; row < q.rows(); ++row) {
    if (!terminal(q.state[row])) ++recount[static_cast<std::size_t>(q.state[row])];
  }
  std::int64_t ended = 0;
  std::int64_t open = 0;
  for (std::size_t state = 0; state < state_count; ++state) {
    if (terminal(static_cast<RequestState>(state))) {
      ended += community.in_state[state];
    } else {
      EXPECT(recount[state] == community.in_state[state]);
      open += recount[state];
    }
  }
  EXPECT(ended + open == community.arisen_ever);
}

void check_queues(const Community& community) {
  const RequestColumns& q = community.requests;
  std::int64_t waiting = 0;
  std::int64_t in_hand = 0;
  for (std::size_t row = 0; row < q.rows(); ++row) {
    const bool staff = q.server[row] == Server::grid_worker || q.server[row] == Server::window;
    const bool people = staff || q.server[row] == Server::volunteer || is_pool(q.server[row]);
    waiting += q.state[row] == RequestState::dispatched && people ? 1 : 0;
    in_hand += q.state[row] == RequestState::travelling || q.state[row] == RequestState::in_service ? 1 : 0;
  }
  std::int64_t queued = 0;
  for (const std::vector<RequestId>& queue : community.queue) queued += static_cast<std::int64_t>(queue.size());
  std::int64_t held = 0;
  for (const RequestId r : community.workers.request) held += r.exists() ? 1 : 0;
  const InHand volunteers = volunteers_in_hand(community);
  const PoolHolds pools = pool_holds(community);
  EXPECT(waiting == queued + volunteers.queued + pools.dispatched);
  EXPECT(in_hand == held + volunteers.held + pools.in_service);
}

/// What is claimed is what is paid for, and never less than what was worked.
void check_bought(const Tally& tally) {
  const std::vector<std::int64_t>& quantity = tally.costs.quantity;  // none before the first booking
  const auto booked = [&](CostItem item) { return quantity.empty() ? 0 : quantity[static_cast<std::size_t>(item)]; };
  EXPECT(booked(CostItem::contract) == tally.contract.claimed_seconds);
  EXPECT(booked(CostItem::repairs) == tally.repairs.seconds);
  EXPECT(tally.contract.claimed_seconds >= tally.contract.true_seconds);
}

}  // namespace

void Society::check_books(Seconds now) const {
  check_lending(communities_);
  for (std::uint32_t c = 0; c < communities(); ++c) {
    const Community& community = communities_[c];
    check_requests(community);
    check_queues(community);
    EXPECT(diaries_sound(community.gangs) && procedures_sound(community.procedures));
    // Reading through a context needs a mutable community; nothing is changed.
    Context ctx = const_cast<Society*>(this)->context(c, now);
    std::int64_t on_shift = community.on_shift;
    for (std::uint32_t w = 0; w < community.workers.size(); ++w) on_shift += unbooked_on_shift(ctx, WorkerId(w));
    EXPECT(on_shift == community.rostered);
    for (std::size_t role = 0; role < role_count; ++role) {
      std::int64_t used = 0;
      for (const std::int64_t seconds : community.tally.worked[role]) used += seconds;
      EXPECT(used == community.tally.paid[role] + community.tally.overtime[role]);
    }
    check_bought(community.tally);
  }
}

}  // namespace cogov
