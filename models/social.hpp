/// Belonging, and how neighbours move each other.
///
/// Belonging is a level of each resident, 0 to 1, beside the level at which they stand by themselves. It is moved by
/// what happens to them and, every few days, by those to whom they are tied. All of it changes at midnight only, read
/// t and write t + 1: nobody's day depends on who came first.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/context.hpp"

namespace cogov {

/// Everybody at the start.
void start_social(Context& ctx);
/// Midnight: reads what all communities hold, writes this one's next.
void social_day(Context& ctx, std::span<const Community> all, std::uint32_t day);
/// After all: what was written becomes what is read, and so does what has happened since the last midnight.
void publish_social(Community& community, std::uint32_t day);

/// Something happened to a resident that makes them belong more (amount above 0) or less; within [-1, 1], in steps of
/// influence.event_step. Acts from the next midnight on.
void touch_belonging(Context& ctx, ResidentId resident, double amount);

/// Belonging of a resident as of the last midnight, 0 to 1.
[[nodiscard]] double belonging_of(const Context& ctx, ResidentId resident);

/// A policy ties two residents of this community; and undoes all of its ties of a kind. Both act from the next first
/// day of a 30-day month on. A tie that stands already adds nothing.
void add_tie(Context& ctx, ResidentId one, ResidentId other, TieKind kind);
void drop_ties(Context& ctx, TieKind kind);

/// At the end of a run.
struct SocialTotals {
  TieFigures ties;
  std::vector<std::uint16_t> belonging;              ///< of each resident
  std::array<std::int64_t, class_count> by_class{};  ///< sums of it
};

/// Adds a community's residents.
void add_social_totals(SocialTotals& totals, const CommunityPlan& plan, const Community& community);

}  // namespace cogov
