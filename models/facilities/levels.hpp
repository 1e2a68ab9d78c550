/// Routing by levels: below the ordinary dispatch stand people who are not persons of the model, somebody in a building
/// or nobody. What comes up to a level it settles, refuses (not its business: it goes up at once), or refers up after a
/// relay's delay; and now and then nobody at a level feels responsible, and it lies. From the last level it goes to the
/// ordinary dispatch. A level has so much time a week: once that is used up, everything is referred.
///
/// Who settles stands behind the pool of Server::leader (facilities/pools.hpp), which the mechanism that owns the
/// levels has opened.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "models/request_kinds.hpp"
#include "sim/time.hpp"

namespace cogov {

struct Context;

/// One level.
struct Level {
  std::uint32_t post = 0;                    ///< names its luck and its time: the same whatever stands below it
  double filled = 0;                         ///< share of buildings that have somebody there
  std::array<double, kind_count> settles{};  ///< chance to settle, by kind; 0: refused
  Seconds week = 0;                          ///< time for requests, a week
};

/// The levels from the lowest to the last before the ordinary dispatch, and what holds for all of them.
struct LevelRules {
  std::vector<Level> levels;
  double answer_hours = 0;   ///< mean time until somebody sees to what they settle
  double relay_days = 0;     ///< mean time until what is referred arrives at the next level
  Seconds referral = 0;      ///< time it takes to refer
  double unowned_share = 0;  ///< chance that nobody at a level feels responsible
  double unowned_days = 0;   ///< mean time for which it then lies
};

/// What a request's column `level` says: twice the level at which it is, 1 more once it has lain there; or:
inline constexpr std::uint8_t past_all_levels = 254;
inline constexpr std::uint8_t settled_below = 255;

/// Weeks and seconds used in them, by post and building; in a mechanism's own column.
using LevelTime = std::vector<std::int32_t>;

/// Makes room for the posts of these levels, keeping what is there.
void fit_level_time(const Context& ctx, const LevelRules& rules, LevelTime& time);
/// Seconds left this week; less than 0 where more was begun than there is time for, which the next weeks make up.
[[nodiscard]] std::int64_t level_time_left(const Context& ctx, const Level& level, BuildingId building,
                                           LevelTime& time);
/// Sets time of the week aside; what it goes into is booked when it is done.
void reserve_level_time(const Context& ctx, const Level& level, BuildingId building, Seconds seconds, LevelTime& time);
/// Takes time off the week, and books it as unpaid hours of the building's leader.
void spend_level_time(Context& ctx, const Level& level, BuildingId building, Seconds seconds, LevelTime& time);

/// Whether a building has somebody at a level: its own luck, the same all through.
[[nodiscard]] bool level_filled(const Context& ctx, const Level& level, BuildingId building);

/// A request on its way to the ordinary dispatch comes to its present level, and as far up as it gets at once.
/// @return whether a level has it, or it lies, or is between levels; if not, the ordinary dispatch has it
bool route(Context& ctx, RequestId request, const LevelRules& rules, LevelTime& time);

/// Whether a mechanism's levels take a request before it is dispatched for the first time.
bool taken_below(Context& ctx, RequestId request);
/// Whether a service that ends now was a level's, which had said that it could settle it.
[[nodiscard]] bool settled_by_level(const Context& ctx, RequestId request);

/// What is counted from day 0 on.
struct LevelTally {
  std::int64_t passed_up = 0;  ///< referrals
  std::int64_t no_time = 0;    ///< of these, because the week was used up
  std::int64_t unowned = 0;    ///< times a request lay because nobody felt responsible
  std::int64_t found = 0;      ///< noticed by leaders

  void add(const LevelTally& other);
};

}  // namespace cogov
