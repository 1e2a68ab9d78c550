/// Volunteers: joining, being asked, sessions, tiring, leaving; bystander, participant, organiser.
#pragma once

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

}  // namespace cogov
