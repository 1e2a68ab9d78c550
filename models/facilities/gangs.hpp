/// Gangs: several people who are needed at once, their diaries, and the meetings they agree on.
///
/// A diary belongs to a grid worker of the community, whose hours are their shift, or to an outsider (police, a cadre
/// of the subdistrict, a property manager), who has hours of the week. A mechanism tells which cases want whom. All
/// cases that contend are settled at once, by a full key, never by who came first. A meeting blocks the diaries of
/// everybody named who is free then. At its hour outsiders are there; a worker is there if the way and what they had
/// in hand allowed it, and meanwhile does nothing else. If too few have come, the meeting is not held, and those who
/// did come have waited in vain.
///
/// The life of a meeting, all of it in events of the mechanism that owns it:
///     wish()  →  settle_wishes()  →  call_gang() somewhat before its hour  →  begin_meeting() at its hour
///             →  end_meeting() at its end; cancel_meeting() at any time before.
/// `offer_task` of that mechanism passes its timed offers on to offer_meeting(). Nobody asks: nothing happens.
#pragma once

#include <cstdint>
#include <functional>

#include "models/facilities/gang_state.hpp"

namespace cogov {

struct Context;
class Mechanism;
struct Task;

/// The diary of a grid worker's post; always the same one.
[[nodiscard]] DiaryId worker_diary(Context& ctx, WorkerId worker);

/// The diary of an outsider, with these hours from now on.
/// @param number  names the person to the mechanism, below 2^16
[[nodiscard]] DiaryId outsider_diary(Context& ctx, const Mechanism& mechanism, std::uint32_t number,
                                     const WeekHours& hours);

/// When somebody is next free for so long, not before `from`: within their hours, with nothing in the diary, and not
/// lent to others. `never` if not within 60 days.
[[nodiscard]] Seconds next_free(const Context& ctx, DiaryId diary, Seconds from, Seconds duration);

/// The earliest time at which all who are required, and a quorum of all who are named, are free for the duration;
/// `never` if not by `call.latest` (60 days ahead at most).
[[nodiscard]] Seconds earliest_meeting(const Context& ctx, const GangCall& call);

/// Claims the diaries of all named who are free at `from`, which must be a quorum. The mechanism schedules its events.
MeetingId agree(Context& ctx, const Mechanism& mechanism, const GangCall& call, Seconds from);

/// Asks for a meeting, to be settled with the others of this mechanism.
void wish(Context& ctx, const Mechanism& mechanism, const GangCall& call);

/// Settles all that this mechanism wishes for, by (priority, key): each case in turn gets the earliest time that is
/// left, or none.
/// @param tell  called for each with its subject and its meeting, which does not exist where there was no time
void settle_wishes(Context& ctx, const Mechanism& mechanism, const std::function<void(std::uint32_t, MeetingId)>& tell);

/// Frees the diaries of a meeting that has not ended. Its row says `cancelled` until its end would have come, so
/// that events already scheduled find it so.
void cancel_meeting(Context& ctx, MeetingId meeting);

/// Cancels all meetings and wishes of a mechanism that is in force no longer.
void cancel_gangs(Context& ctx, const Mechanism& mechanism);

/// From now on the workers of a meeting turn to it, as soon as nothing more urgent holds them. Call it early enough
/// for the way there.
void call_gang(Context& ctx, MeetingId meeting);

/// What a worker has to do for a meeting of this mechanism: go there and wait, then take part. `task.subject` is the
/// meeting, the activity `visit`.
[[nodiscard]] bool offer_meeting(Context& ctx, const Mechanism& mechanism, WorkerId worker, Task& task);

/// Who of a meeting is there now.
[[nodiscard]] std::uint32_t present(const Context& ctx, MeetingId meeting);

/// At its hour: held if all who are required and a quorum are there, else cancelled. Whoever is not there is free.
[[nodiscard]] bool begin_meeting(Context& ctx, MeetingId meeting);

/// A meeting that was held is over.
void end_meeting(Context& ctx, MeetingId meeting);

/// Whether no diary holds two meetings at once, and each entry belongs to a meeting that stands.
[[nodiscard]] bool diaries_sound(const GangColumns& gangs);

}  // namespace cogov
