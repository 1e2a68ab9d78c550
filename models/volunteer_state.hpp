/// What changes about volunteers and participation in one community.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

/// How far a resident takes part.
enum class Stage : std::uint8_t { bystander, participant, organiser };
inline constexpr std::size_t stage_count = 3;

/// What somebody who gives unpaid time does at the moment; one thing at a time.
enum class VolunteerPhase : std::uint8_t { off, walking_to, serving, own_work, walking_home, activity };

/// What unpaid hours go into. `own_work` is the team's own: what it does when no request waits that fits.
enum class UnpaidUse : std::uint8_t { requests, walking, own_work, activities, checks };
inline constexpr std::size_t unpaid_use_count = 5;

/// What made a volunteer join.
enum class JoinedBy : std::uint8_t { nobody, themselves, being_asked, studio };

/// Whether somebody checks in as a member of an organisation, and gives hours or only signs.
enum class Member : std::uint8_t { no, on_paper, giving };

inline constexpr std::uint32_t no_team = 0xFFFF'FFFF;

/// Those who give unpaid time, and how far everybody takes part. A row belongs to one resident for good: who leaves
/// and joins again has it again. Draws go by the resident, never by the row.
struct VolunteerColumns {
  // by person
  std::vector<ResidentId> resident;
  std::vector<std::uint8_t> active;      ///< a volunteer now
  std::vector<Member> member;            ///< checks in, beside being a volunteer or not
  std::vector<JoinedBy> source;          ///< of the present or last membership
  std::vector<std::uint32_t> team;       ///< of volunteers
  std::vector<std::uint32_t> tasks;      ///< a bit for each kind of request that they take
  std::vector<std::int32_t> since_day;   ///< joined, or left, on this day; before 0: before the run
  std::vector<std::uint8_t> from_start;  ///< active without a break since day 0
  std::vector<double> load;              ///< remembered: hours done over hours meant
  std::vector<std::uint32_t> week_seconds;
  std::vector<VolunteerPhase> phase;
  std::vector<Seconds> begun, until;    ///< of the phase
  std::vector<Seconds> session_end;     ///< of the present session
  std::vector<std::uint8_t> as_member;  ///< the present session is on the account of the organisation
  std::vector<Seconds> checks_until;    ///< at a neighbour's door up to then
  std::vector<BuildingId> at;           ///< where they are or go; none: the service centre
  std::vector<RequestId> request;       ///< in hand

  // by resident; empty as long as nobody has ever taken part
  std::vector<VolunteerId> row;                  ///< none: never gave time
  std::vector<std::uint16_t> active_neighbours;  ///< ties within the community who are volunteers
  std::vector<Stage> stage;
  std::vector<std::int32_t> took_part;  ///< day on which they last took part

  // by team
  std::vector<std::uint32_t> team_members, team_organisers;
  std::vector<std::uint8_t> team_of_studio;  ///< takes nobody in

  std::vector<RequestId> queue;                        ///< waiting for volunteers
  std::uint32_t active_count = 0, giving_count = 0;    ///< volunteers; members who give hours
  std::uint32_t members = 0;                           ///< who check in, those on paper included
  std::int64_t volunteers_week = 0, members_week = 0;  ///< seconds given since Monday
  double volunteer_hours = 0, member_hours = 0;        ///< of a week, remembered

  [[nodiscard]] std::size_t size() const { return resident.size(); }
  [[nodiscard]] VolunteerId add(ResidentId who);
};

/// What is counted of volunteers from day 0 on.
struct VolunteerTally {
  std::array<std::int64_t, unpaid_use_count> seconds{};  ///< unpaid, of everybody
  std::int64_t member_seconds = 0;                       ///< of these, on the account of organisations
  std::int64_t pledged_seconds = 0;                      ///< by members
  std::int64_t joined = 0, left = 0, activities = 0, guests = 0;
  std::int64_t pair_checks = 0, pairs_begun = 0, pairs_ended = 0, found_by_neighbours = 0;
  std::int64_t at_day_0 = 0, kept = 0;                ///< volunteers of day 0; of these never left since
  std::array<std::int64_t, stage_count> residents{};  ///< by stage, at present
  std::vector<std::int64_t> person_seconds;           ///< by row: given since day 0; -1: was no volunteer since
  std::vector<std::int64_t> day_active;               ///< by day since day 0

  void add(const VolunteerTally& other);
};

}  // namespace cogov
