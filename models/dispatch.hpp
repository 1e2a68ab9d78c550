/// Who gets a request, and which request is served next.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// Gives a request to the first server of its kind, from its present step on, that exists here.
/// If there is none it stays reported, escalated, until it lapses or its resident gives up.
void give_to_owner(Context& ctx, RequestId r);

/// Whether a server of the kind exists here after the present step.
[[nodiscard]] bool somebody_after(const Context& ctx, RequestId r);

/// Whether a grid worker has to look at what a rider reported, and the work itself is somebody else's, or nobody's.
[[nodiscard]] bool only_to_verify(const Context& ctx, RequestId r);

/// The role in whose queue a request of staff stands.
[[nodiscard]] Role role_that_serves(const Context& ctx, RequestId r);
[[nodiscard]] constexpr Role other_role(Role role) { return role == Role::grid ? Role::window : Role::grid; }

/// The next request for a worker who is free, or none. Contenders are compared by a full key
/// (discipline, time of dispatch, origin, trial), so the order in which they came to stand in the
/// queue has no influence. All-round staff look into the other role's queue where none of their own waits.
[[nodiscard]] RequestId next_in_queue(const Context& ctx, WorkerId worker);

/// A queue of staff, the most pressing request first.
[[nodiscard]] std::vector<RequestId> queue_in_order(const Context& ctx, Role role);

/// Takes a request out of the queue of staff, if it stands there.
void remove_from_queue(Context& ctx, RequestId r);

/// Whether a grid worker may serve a grid: their own, or one whose worker is not at work; everybody
/// may under a shared queue or without a grid of their own.
[[nodiscard]] bool may_serve(const Context& ctx, WorkerId worker, GridId grid);

/// The post that a grid belongs to; none when there is no post.
[[nodiscard]] WorkerId owner_of(const Context& ctx, GridId grid);

/// The way on foot that begins now; it takes 0 seconds when ways take no time. A building that does not exist is
/// the service centre.
[[nodiscard]] Way way_between(const Context& ctx, BuildingId from, BuildingId to);
[[nodiscard]] Seconds seconds_between(const Context& ctx, BuildingId from, BuildingId to);
/// Seconds on foot to the service centre by day.
[[nodiscard]] double seconds_to_centre(const Context& ctx, BuildingId from);

/// Seconds that a service takes: the request's own draw, shortened by skill; by nobody's where there is no worker.
[[nodiscard]] double service_seconds(const Context& ctx, RequestId r, WorkerId worker);

/// Skill of a worker at a kind, 0 to 1.
[[nodiscard]] double skill_of(const Context& ctx, WorkerId worker, std::size_t kind);

}  // namespace cogov
