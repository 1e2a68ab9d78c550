/// Those who give unpaid time: their sessions, their hours, the requests they serve. Who they are and how they came
/// stands in participation.hpp.
#pragma once

#include <array>
#include <string>

#include "models/context.hpp"

namespace cogov {

/// Everybody at the start.
void start_volunteers(Context& ctx);
/// Midnight.
void volunteer_day(Context& ctx, std::uint32_t day);
/// An event about a volunteer.
void on_volunteer(Context& ctx, std::uint32_t entity);

/// Whether volunteers serve requests here; one handed to them; and one taken out of their queue, if it stands there.
[[nodiscard]] bool volunteers_serve(const Context& ctx);
void give_to_volunteers(Context& ctx, RequestId request);
void take_from_volunteers(Context& ctx, RequestId request);

/// Checks that the books of volunteers balance: requests waiting for them, and in their hands.
struct InHand {
  std::int64_t queued = 0;
  std::int64_t held = 0;
};
[[nodiscard]] InHand volunteers_in_hand(const Community& community);

/// Hours a week that a volunteer means to give: skewed, most give little and a few much; at most 12.
[[nodiscard]] double hours_meant(const Context& ctx, VolunteerId volunteer);

/// Whether somebody is neither in a session, nor at an activity, nor at a neighbour's door.
[[nodiscard]] bool is_free(const Context& ctx, VolunteerId volunteer);

// volunteer_sessions.cpp: what happens between leaving home and being back.

/// The week's sessions of a person, each at a time of its own.
void plan_sessions(Context& ctx, VolunteerId volunteer, std::uint32_t week);

/// Somebody who is free is at an activity until then.
void attend(Context& ctx, VolunteerId volunteer, Seconds until);

/// Requests that have waited too long, or that nobody is left to serve, look for their next server.
void send_on_what_waits(Context& ctx);

/// Opens a person's account of hours, if it is not open.
void count_person(Context& ctx, VolunteerId volunteer);

/// Books unpaid time of a person, from `from` on, up to now. Nothing before day 0 is counted.
void book_unpaid(Context& ctx, VolunteerId volunteer, UnpaidUse use, Seconds from);

/// A team's activity, or a studio's meeting, this evening: whoever of the team is free may come.
/// @param sub  names the draws: below 16, another for each kind of activity
[[nodiscard]] std::vector<VolunteerId> gather_team(Context& ctx, std::uint32_t team, double attendance, Seconds until,
                                                   std::uint32_t sub);

/// Uses of unpaid time, and stages of participation, as the results call them.
[[nodiscard]] const std::array<std::string, unpaid_use_count>& unpaid_use_words();
[[nodiscard]] const std::array<std::string, unpaid_use_count>& unpaid_use_words_zh();
[[nodiscard]] const std::array<std::string, stage_count>& stage_words();
[[nodiscard]] const std::array<std::string, stage_count>& stage_words_zh();

}  // namespace cogov
