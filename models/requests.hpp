/// The life of a request: arises, noticed, reported, dispatched, served, resolved, rated; or it
/// lapses, turns into another, or its resident gives up.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// What a request begins with.
struct Origin {
  std::size_t kind = 0;
  bool of_place = false;
  std::uint32_t origin = 0;  ///< row of the building or resident
  std::uint32_t trial = 0;
  BuildingId building{};
  ResidentId reporter{};
  bool worsened = false;
};

/// Who lives with a hazard and would complain: a resident of the building, drawn by the hazard's
/// own luck; none in an empty building.
[[nodiscard]] ResidentId witness(const Context& ctx, BuildingId building, std::uint32_t trial);

/// Seconds at the least from a repair to the same problem again: otherwise one that takes no time and never
/// succeeds would keep the clock where it is.
inline constexpr double least_relapse_seconds = 60;

/// A request arises now.
RequestId arise(Context& ctx, const Origin& origin);

/// What reaching the window costs its reporter, in logits of the chance to report; 0 where nobody has to go there.
[[nodiscard]] double report_effort(const Context& ctx, RequestId r);

/// Logit of the chance that its reporter speaks up now, before any lever.
[[nodiscard]] double report_logit(const Context& ctx, RequestId r);

/// Chance that its reporter speaks up now: logistic in the kind's offset, own propensity, belief and effort.
[[nodiscard]] double report_chance(const Context& ctx, RequestId r);

/// A household's needs that nobody has spoken of or noticed yet, in the order of their rows.
[[nodiscard]] std::vector<RequestId> silent_needs(const Context& ctx, HouseholdId home);

/// By what mechanisms multiply the chance of whoever might notice it.
[[nodiscard]] double notice_factor(const Context& ctx, RequestId r);

/// Staff have seen it. They take it up, or leave it until somebody complains.
void notice(Context& ctx, RequestId r, Finder finder, WorkerId by);

/// Somebody who is to see to it themselves has found it, or takes up what staff have seen and left: a case in the
/// records from now on, and nobody's yet.
void take_up(Context& ctx, RequestId r, Finder finder, WorkerId by);

/// The end of a service by staff or an outside server: settled or handed on, fixed or not.
void finish_service(Context& ctx, RequestId r);

/// Its problem is there again, reported or recurring: counted once a request.
void came_back(Context& ctx, RequestId r);

/// Hands a request to the next server of its kind after a hand-off's delay.
void hand_on(Context& ctx, RequestId r);

/// One function for each event about a request.
void on_report(Context& ctx, RequestId r);
void on_dispatch(Context& ctx, RequestId r);
void on_outside_done(Context& ctx, RequestId r);
void on_lapse(Context& ctx, RequestId r);
void on_withdraw(Context& ctx, RequestId r);
void on_reopen(Context& ctx, RequestId r);
void on_rate(Context& ctx, RequestId r);

// What happens to what is left: if_left.cpp.
void start_if_left(Context& ctx, RequestId r);
void on_worsen(Context& ctx, RequestId r);
void on_spread(Context& ctx, RequestId r);
/// By what factor the work has grown since onset, at most 8.
[[nodiscard]] double growth(const Context& ctx, RequestId r);
void schedule_return(Context& ctx, RequestId r);
void on_return(Context& ctx, RequestId r);

/// Moves a request to another state and tells the mechanisms that listen.
void enter(Context& ctx, RequestId r, RequestState state);

/// Ends a request in a terminal state and books what it was.
void close(Context& ctx, RequestId r, RequestState state);

/// Gives a row back once it is closed and no event refers to it.
void release(Context& ctx, RequestId r);

/// Books a request into the tally as it stands at `ctx.now`: at its end, or at the end of the run.
void tally_request(Context& ctx, RequestId r);

}  // namespace cogov
