#include "models/facilities/duties.hpp"

#include <algorithm>
#include <vector>

#include "models/facilities/lending.hpp"
#include "models/workers.hpp"

namespace cogov {

namespace {

/// Seconds of today's shift that no duties have taken yet.
std::int64_t room_of(const Context& ctx, WorkerId w) {
  const bool grid = ctx.c.workers.role[w.row] == Role::grid;
  const std::int64_t own = grid ? whole_seconds(ctx.rules.staff.duties_minutes * minute_seconds) : 0;
  return std::max<std::int64_t>(0, shift_of(ctx, w).length() - own - ctx.c.workers.extra_duties[w.row]);
}

}  // namespace

std::int64_t deal_out_duties(Context& ctx, std::int64_t seconds) {
  std::vector<WorkerId> present;
  for (std::uint32_t row = 0; row < ctx.c.workers.size(); ++row) {
    if (ctx.c.workers.rostered[row] != 0 && !specialist(ctx, WorkerId(row))) present.emplace_back(row);
  }
  const auto people = static_cast<std::int64_t>(present.size());
  std::int64_t dealt = 0;
  for (std::int64_t i = 0; i < people; ++i) {
    const WorkerId w = present[static_cast<std::size_t>(i)];
    const std::int64_t share = std::min(seconds / people + (i < seconds % people ? 1 : 0), room_of(ctx, w));
    ctx.c.workers.extra_duties[w.row] += static_cast<std::uint32_t>(share);
    dealt += share;
  }
  return dealt;
}

std::int64_t give_duties(Context& ctx, WorkerId w, std::int64_t seconds) {
  if (ctx.c.workers.rostered[w.row] == 0 || specialist(ctx, w)) return 0;
  const std::int64_t given = std::min(seconds, room_of(ctx, w));
  ctx.c.workers.extra_duties[w.row] += static_cast<std::uint32_t>(given);
  return given;
}

std::int64_t give_each_duties(Context& ctx, std::int64_t seconds) {
  std::int64_t given = 0;
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) given += give_duties(ctx, w, seconds);
  return given;
}

}  // namespace cogov
