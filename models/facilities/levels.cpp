#include "models/facilities/levels.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/mechanism.hpp"
#include "sim/distributions.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::size_t fields = 2;  // of the time column: week, seconds used

std::int32_t* entry_of(const Context& ctx, const Level& level, BuildingId b, LevelTime& time) {
  const std::size_t at = fields * (level.post * ctx.plan.buildings() + b.row);
  EXPECT(at + fields <= time.size());
  return time.data() + at;
}

/// Seconds used up to now, the weeks since the last use taken off.
std::int32_t& used_this_week(const Context& ctx, const Level& level, BuildingId b, LevelTime& time) {
  std::int32_t* const entry = entry_of(ctx, level, b, time);
  const auto week = static_cast<std::int32_t>(ctx.now / week_seconds);
  const std::int64_t made_up = std::int64_t{week - entry[0]} * level.week;
  entry[0] = week;
  entry[1] = static_cast<std::int32_t>(std::max<std::int64_t>(0, entry[1] - made_up));
  return entry[1];
}

void come_back_later(Context& ctx, RequestId r, Why why, std::uint32_t level, double mean_days) {
  const double days = exponential(ctx.uniform(r, why, level), mean_days);
  ctx.schedule(later(ctx.now, days * day_seconds), EventKind::dispatch, r);
}

void settle(Context& ctx, RequestId r, const Level& level, const LevelRules& rules, LevelTime& time) {
  give_to_pool(ctx, r, Server::leader);
  ctx.c.requests.level[r.row] = settled_below;
  const Seconds work = whole_seconds(service_seconds(ctx, r, {}));
  reserve_level_time(ctx, level, ctx.c.requests.building[r.row], work, time);
  const double wait = exponential(ctx.uniform(r, Why::level_answer, level.post), rules.answer_hours * hour_seconds);
  agree(ctx, r, later(ctx.now, wait), work);
}

}  // namespace

void fit_level_time(const Context& ctx, const LevelRules& rules, LevelTime& time) {
  std::size_t posts = 0;
  for (const Level& level : rules.levels) posts = std::max<std::size_t>(posts, level.post + 1U);
  time.resize(std::max(time.size(), fields * posts * ctx.plan.buildings()), 0);
}

std::int64_t level_time_left(const Context& ctx, const Level& level, BuildingId b, LevelTime& time) {
  return std::int64_t{level.week} - used_this_week(ctx, level, b, time);
}

void reserve_level_time(const Context& ctx, const Level& level, BuildingId b, Seconds seconds, LevelTime& time) {
  used_this_week(ctx, level, b, time) += static_cast<std::int32_t>(seconds);
}

void spend_level_time(Context& ctx, const Level& level, BuildingId b, Seconds seconds, LevelTime& time) {
  reserve_level_time(ctx, level, b, seconds, time);
  book(ctx, CostItem::leader_hours, seconds, b.row);
}

bool level_filled(const Context& ctx, const Level& level, BuildingId b) {
  return ctx.luck.uniform(ctx.who(b), 0, Why::level_post, level.post) < level.filled;
}

bool route(Context& ctx, RequestId r, const LevelRules& rules, LevelTime& time) {
  RequestColumns& q = ctx.c.requests;
  const BuildingId building = q.building[r.row];
  for (std::uint32_t at = q.level[r.row] / 2U; at < rules.levels.size(); ++at) {
    const Level& level = rules.levels[at];
    const bool has_lain = q.level[r.row] == 2 * at + 1;
    if (level.week == 0 || !level_filled(ctx, level, building)) continue;
    if (!has_lain && ctx.uniform(r, Why::level_unowned, level.post) < rules.unowned_share) {
      q.level[r.row] = static_cast<std::uint8_t>(2 * at + 1);
      if (ctx.counting()) ++ctx.c.tally.levels.unowned;
      come_back_later(ctx, r, Why::level_lies, level.post, rules.unowned_days);
      return true;
    }
    const double chance = level.settles[q.kind[r.row]];
    if (chance <= 0) continue;
    const bool has_time = level_time_left(ctx, level, building, time) > 0;
    if (has_time && ctx.uniform(r, Why::level_settles, level.post) < chance) {
      settle(ctx, r, level, rules, time);
      return true;
    }
    q.level[r.row] = static_cast<std::uint8_t>(2 * at + 2);
    spend_level_time(ctx, level, building, rules.referral, time);
    if (ctx.counting()) {
      ++ctx.c.tally.levels.passed_up;
      ctx.c.tally.levels.no_time += has_time ? 0 : 1;
    }
    come_back_later(ctx, r, Why::level_relay, level.post, rules.relay_days);
    return true;
  }
  q.level[r.row] = past_all_levels;
  return false;
}

bool taken_below(Context& ctx, RequestId r) {
  for (const auto& mechanism : ctx.rules.mechanisms) {
    if (mechanism->take_below(ctx, r)) return true;
  }
  return false;
}

bool settled_by_level(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return q.server[r.row] == Server::leader && q.level[r.row] == settled_below;
}

void LevelTally::add(const LevelTally& other) {
  passed_up += other.passed_up;
  no_time += other.no_time;
  unowned += other.unowned;
  found += other.found;
}

}  // namespace cogov
