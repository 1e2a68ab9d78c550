/// What residents make of what happens to their requests: belief, satisfaction, expectation.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// Everybody's first belief, satisfaction and expectation.
void start_residents(Context& ctx);

/// Mean of the resident's Beta belief that a report gets fixed.
[[nodiscard]] double belief(const Context& ctx, ResidentId resident);

/// Fixed point of ResidentColumns::belief_sum: a belief of 1.
inline constexpr double belief_one = 1 << 20;

/// How well a request went whose problem lasted `days` from onset: 1 at once, 1/2 after
/// satisfaction.good_days, towards 0 (assumption: 1 / (1 + days / good_days)).
[[nodiscard]] double performance(const Context& ctx, double days);

/// The outcome of an own report: satisfaction moves by its performance; belief, and that of those who
/// hear of it, by whether it was fixed within a week.
void learn(Context& ctx, ResidentId resident, double performance, bool kept);

/// An answer to what a resident told staff: so much of an experience, good if the matter was fixed by then.
/// @param weight  of the experience, at least 0; an own report's is 1
void hear_answer(Context& ctx, ResidentId resident, double weight, bool fixed);

/// Moves satisfaction and expectation by an outcome of some weight in [0, 1].
void feel(Context& ctx, ResidentId resident, double performance, double weight);

}  // namespace cogov
