/// Staff: shifts, what they do next, and how their hours are booked. Grid workers and window clerks
/// differ in their shift, their queue, and in who offers them tasks.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// Brings the posts in line with the rules: new posts are filled at once (hiring is the policy's
/// lead time), posts too many are closed from the last one on.
void adjust_posts(Context& ctx, bool first_time);

/// Every midnight, under the rules of the day before: books the hours up to now, so that no stretch
/// that is booked lies in two days.
void book_day(Context& ctx);

/// Every midnight: rosters the day.
void roster_day(Context& ctx, std::uint32_t day);

void on_shift(Context& ctx, WorkerId worker, ShiftStep step);

/// The present task of a worker is over. Events left over from interrupted tasks are ignored.
void on_task_end(Context& ctx, WorkerId worker);

/// Requests have come into a queue in this second: whoever is idle takes one up, the most pressing first;
/// an urgent one interrupts paperwork or a patrol.
void on_wake(Context& ctx, Role role);

/// Sends home who has nothing in hand at midnight and is no longer to work round the clock.
void end_night_watch(Context& ctx);

/// A mechanism's timed task is due: the worker turns to it as soon as nothing more urgent holds them.
void call_to_task(Context& ctx, WorkerId worker);

/// Books the worker's time up to now.
void account(Context& ctx, WorkerId worker);

/// Somebody who is off duty is called on the telephone: unpaid overtime, and load.
void answer_off_duty(Context& ctx, WorkerId worker, Seconds duration);

/// Ends a worker's presence: off duty, and a request not finished goes back to the queue.
void stand_down(Context& ctx, WorkerId worker);

/// Seconds on shift up to now that are not yet booked.
[[nodiscard]] std::int64_t unbooked_on_shift(const Context& ctx, WorkerId worker);

/// Skill gained by one case of a kind.
void practise(Context& ctx, WorkerId worker, std::size_t kind);

[[nodiscard]] const Shift& shift_of(const Context& ctx, WorkerId worker);

/// Whether this is the grid workers' last post, and only a part of one.
[[nodiscard]] bool is_part_time(const Context& ctx, WorkerId worker);

// staffing.cpp: burnout, quitting, vacancies, recruitment.

/// Books the filling of a post.
void hire(Context& ctx, WorkerId worker);

/// What a filled post costs, in thousandths of a full one.
[[nodiscard]] std::int64_t pay_share(const Context& ctx, WorkerId worker);

/// Every midnight: who leaves, who begins; monthly: strain, fading of skill, who will quit.
void staff_day(Context& ctx, std::uint32_t day);

/// A new person in a post, with their own susceptibility and this skill.
void begin_in_post(Context& ctx, WorkerId worker, double skill);

/// Strain: the person's own level and the effect of remembered load.
[[nodiscard]] double strain_of(const Context& ctx, WorkerId worker);

}  // namespace cogov
