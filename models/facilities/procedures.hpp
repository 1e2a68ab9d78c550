/// Procedures: a matter that is raised, discussed, voted on, funded, done and rated, and those who decide on it.
///
/// A procedure concerns a building or a request. Its voters are residents, or households of which each has one
/// voice. Each voter has an opinion: the chance to vote yes, in 1/65535, and an anchor, where they stand by
/// themselves. Opinions move along ties by Friedkin's and Johnsen's rule (1990), and by what happens, such as a
/// visit. The stages are walked through in their order; what moves a procedure on, and when, is the mechanism's, which
/// schedules the events. No procedure raised: nothing happens.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "models/facilities/procedure_state.hpp"
#include "models/volunteer_state.hpp"

namespace cogov {

struct Context;
class Mechanism;

/// What a vote needs.
struct VoteRule {
  double quorum = 0;     ///< share of all voters who must vote, 0 to 1
  double threshold = 0;  ///< share of those voting who must say yes, 0 to 1: reached is enough
};

struct VoteCount {
  std::uint32_t voters = 0, voting = 0, yes = 0;
  [[nodiscard]] bool quorate(const VoteRule& rule) const;
  [[nodiscard]] bool passes(const VoteRule& rule) const;
};

/// The least whole number that is at least `share` of `n`; what lies within a billionth of a whole is that whole.
[[nodiscard]] std::uint32_t least_share(double share, std::uint32_t n);

/// Raises a matter. Voters are given by row, ascending, each once, at least one.
/// @param opinions  by voter, 0 to 1: where they stand by themselves
ProcedureId raise_matter(Context& ctx, const Mechanism& mechanism, const Procedure& matter,
                         std::span<const double> opinions);

[[nodiscard]] Procedure& procedure(Context& ctx, ProcedureId p);
[[nodiscard]] const Procedure& procedure(const Context& ctx, ProcedureId p);

/// Moves a matter to the next stage, or stalls it. A matter that is rated or stalled is gone: its row is free.
/// @param due  when the mechanism wants to look at it next
void enter_stage(Context& ctx, ProcedureId p, ProcedureStage stage, Seconds due = never);

/// Whether an event about a row means a matter of this mechanism that is due now; rows are used again, and dates move.
[[nodiscard]] bool is_due(const Context& ctx, const Mechanism& mechanism, ProcedureId p);

/// All matters of a mechanism are gone.
void drop_procedures(Context& ctx, const Mechanism& mechanism);

/// What the raiser's participation counts in the choice of items, by Stage; the office's own counts as `of_office`.
struct AgendaWeights {
  std::array<double, stage_count> of_stage{1, 1, 1};
  double of_office = 1;
};

/// Picks at most `items` of a mechanism's raised matters for a meeting, one after another, each with a chance in
/// proportion to its weight among those left (Efraimidis and Spirakis 2006: the smallest of Exp(1)/weight). Weight 0
/// is never picked. Returned in the order picked.
/// @param meeting  counts meetings; index of the draw
[[nodiscard]] std::vector<ProcedureId> pick_agenda(const Context& ctx, const Mechanism& mechanism,
                                                   const AgendaWeights& weights, std::uint32_t items,
                                                   std::uint32_t meeting);

/// Who of those invited comes, each with the chance of their class times what pulls Lever::turnout: by class the number
/// is binomial.
/// @param chance   by resident, 0 to 1
/// @param meeting  index of the draw   @param project  sub of the draw, below 2^20
[[nodiscard]] std::vector<std::uint32_t> who_comes(const Context& ctx, std::span<const std::uint32_t> invited,
                                                   const std::function<double(ResidentId)>& chance,
                                                   std::uint32_t meeting, std::uint32_t project);

/// How far voters move each other in one round.
struct DiscussionRule {
  double self_weight = .5;     ///< of the own opinion in the mean of own and heard, 0 to 1
  double susceptibility = .5;  ///< weight of that mean against the anchor, 0 to 1; 0: nobody moves from the anchor
};

/// One round: everybody hears the voters to whom they, or anybody of their household, are tied; read t, write t + 1.
/// Ties are those of the society, without what policies have added. The next round's votes are other draws.
void discuss(Context& ctx, ProcedureId p, const DiscussionRule& rule);

/// Something convinces a voter by a share of what is missing, or (below 0) of what is there; anchor and opinion.
/// Nobody who has no vote is convinced.
/// @param share  -1 to 1
void convince(Context& ctx, ProcedureId p, std::uint32_t voter, double share);

/// Opinion of a voter, 0 to 1; 0 of who has no vote.
[[nodiscard]] double opinion_of(const Context& ctx, ProcedureId p, std::uint32_t voter);

/// Whether a voter would say yes in this round: the luck of household (or resident), round and project against the
/// opinion, so that who is more convinced only ever turns from no to yes.
[[nodiscard]] bool says_yes(const Context& ctx, ProcedureId p, std::uint32_t voter);

/// A vote of this round.
/// @param votes_chance  that a voter votes at all, 0 to 1, times what pulls Lever::turnout, of a household for the
///                      readiest of its residents (Why::turnout: the same luck)
[[nodiscard]] VoteCount count_votes(const Context& ctx, ProcedureId p, double votes_chance = 1);

/// Ends the round: the next has other luck.
void next_round(Context& ctx, ProcedureId p);

/// Funds passed matters of a mechanism from a budget, those first that passed first, then by project; one that costs
/// more than is left waits, and cheaper ones behind it go ahead.
/// @param yuan   what there is; what was spent is taken off
/// @param cost   of a matter, yuan
/// @param ready  of a matter that was funded: when it will be done
void fund_matters(Context& ctx, const Mechanism& mechanism, double& yuan,
                  const std::function<double(const Procedure&)>& cost,
                  const std::function<Seconds(const Procedure&)>& ready);

/// Rows of the households of a building.
[[nodiscard]] std::vector<std::uint32_t> households_of(const Context& ctx, BuildingId building);

/// Whether each matter stands in exactly one stage, and none is lost.
[[nodiscard]] bool procedures_sound(const ProcedureColumns& procedures);

}  // namespace cogov
