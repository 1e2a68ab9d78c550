/// Who takes part: joining and leaving, teams, and how far each resident has come: bystander, participant, organiser.
#pragma once

#include <span>

#include "models/context.hpp"

namespace cogov {

inline constexpr double days_a_month = 30;
inline constexpr int youngest_volunteer = 16, oldest_volunteer = 79;

/// Whether a resident is of an age at which people volunteer.
[[nodiscard]] inline bool may_volunteer(const Context& ctx, ResidentId r) {
  return ctx.plan.age[r.row] >= youngest_volunteer && ctx.plan.age[r.row] <= oldest_volunteer;
}

/// Whether a resident is a volunteer now.
[[nodiscard]] bool is_volunteer(const Context& ctx, ResidentId resident);

/// The row of somebody who gives time, or has given it; none for everybody else.
[[nodiscard]] VolunteerId row_of(const Context& ctx, ResidentId resident);

/// The row of a resident, a new one if need be.
VolunteerId row_for(Context& ctx, ResidentId resident);

/// Becomes a volunteer from now on; `since_day` may lie before now (or before the run). A team is found for them:
/// that of a tie if it has room, else the first that has, else a new one; or it is given. Volunteers already stay as
/// they are, but for a given team.
VolunteerId join(Context& ctx, ResidentId resident, JoinedBy by, std::int32_t since_day, std::uint32_t team = no_team);

/// Ceases to be a volunteer. A session that has begun is finished.
void leave(Context& ctx, VolunteerId volunteer);

/// A new team; one of a studio takes in only whom the studio brings.
std::uint32_t found_team(Context& ctx, bool of_studio);

/// Takes the team on: asks others and holds activities from now on.
void make_organiser(Context& ctx, VolunteerId volunteer);

/// Weekly: in each team that nobody leads, somebody of some months' service may take it on.
void find_organisers(Context& ctx, std::uint32_t week);

/// Checks in as a member of an organisation from now on, or no longer.
void set_member(Context& ctx, ResidentId resident, Member member);

/// Share of a resident's ties within the community who are volunteers; 0 for who has none. Ties to other communities
/// and those that policies add are left out.
[[nodiscard]] double share_of_ties(const Context& ctx, ResidentId resident);

/// Ties of a resident within the community.
[[nodiscard]] std::span<const std::uint32_t> ties_of(const Context& ctx, ResidentId resident);

/// Took part in something today: a participant for some months.
void take_part(Context& ctx, ResidentId resident);

/// Weekly: who has not taken part for long is a bystander again.
void forget_participation(Context& ctx);

/// Makes room to remember who takes part; nothing is remembered before.
void begin_participation(Context& ctx);

/// How far a resident takes part at present.
[[nodiscard]] Stage stage_of(const Context& ctx, ResidentId resident);

}  // namespace cogov
