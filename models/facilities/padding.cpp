#include "models/facilities/padding.hpp"

#include <vector>

namespace cogov {

std::uint32_t log_trivial_finds(Context& ctx, std::uint32_t finds, double minutes) {
  std::vector<WorkerId> posts;
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
    if (ctx.c.workers.employed[w.row] != 0) posts.push_back(w);
  }
  if (posts.empty()) return 0;
  for (std::uint32_t i = 0; i < finds; ++i) {
    const WorkerId w = posts[i % posts.size()];
    ctx.c.workers.paperwork_left[w.row] += whole_seconds(minutes * minute_seconds);
    ctx.c.records.add(ctx.now, RecordColumns::What::trivial_find, 0, w, 0xFFFF'FFFFU);
  }
  if (!ctx.counting()) return finds;
  ctx.c.tally.trivial_finds += finds;
  ctx.c.tally.claimed_found_first += finds;
  ctx.c.tally.claimed_resolved += finds;
  return finds;
}

}  // namespace cogov
