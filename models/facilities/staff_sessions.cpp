#include "models/facilities/staff_sessions.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/lending.hpp"
#include "models/workers.hpp"

namespace cogov {

StaffSessions StaffSessions::of(double per_year, double hour, double hours) {
  StaffSessions sessions{.rounds = {.per_year = per_year}};
  sessions.from = std::min<Seconds>(whole_seconds(hour * hour_seconds), day_seconds - 1);
  sessions.length = std::min<Seconds>(whole_seconds(hours * hour_seconds), day_seconds - sessions.from);
  return sessions;
}

void StaffSessions::adopt(Context& ctx, const Mechanism& mechanism) const {
  std::vector<std::int32_t>& column = own_column(ctx, mechanism);
  const auto today = static_cast<std::int32_t>(day_of(ctx.now));
  if (column.empty()) column = {today, 0, -1};
  column[held] = still_held(column[held], rounds_by(rounds.per_year, today - column[begun]));
}

bool StaffSessions::on_day(Context& ctx, const Mechanism& mechanism, std::uint32_t day) const {
  std::vector<std::int32_t>& column = own_column(ctx, mechanism);
  if (length == 0 || !rounds.turn(column[begun], column[held], day)) return false;
  column[last_day] = static_cast<std::int32_t>(day);
  schedule_mechanism(ctx, mechanism, start_of_day(day) + from, 0);
  return true;
}

void StaffSessions::call(Context& ctx) {
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) call_to_task(ctx, w);
}

bool StaffSessions::offer(Context& ctx, const Mechanism& mechanism, WorkerId w, TaskRank rank, Task& task) const {
  std::vector<std::int32_t>& column = own_column(ctx, mechanism);
  const std::uint32_t day = day_of(ctx.now);
  const Seconds begins = start_of_day(day) + from;
  const Seconds ends = begins + length;
  if (rank != TaskRank::timed || column[last_day] != static_cast<std::int32_t>(day)) return false;
  if (ctx.now < begins || guest_loan(ctx, w) != nullptr) return false;
  if (column.size() <= attended + w.row) column.resize(attended + ctx.c.workers.size(), 0);
  std::int32_t& came = column[attended + w.row];
  const BuildingId at = ctx.c.workers.at[w.row];
  const Way way = way_between(ctx, at, {});
  const Seconds arrives = ctx.now + way.seconds;
  if (came == static_cast<std::int32_t>(day) + 1 || arrives >= ends) return false;
  came = static_cast<std::int32_t>(day) + 1;
  if (way.seconds > 0) {
    record_walk(ctx, Mover::grid_worker, Purpose::gathering, w.row, at, {}, ctx.now, way.at_night);
  }
  task = {.activity = Activity::gathering, .duration = ends - ctx.now, .subject = arrives};
  return true;
}

Seconds StaffSessions::heard(const Context& ctx, WorkerId w) const {
  const Seconds arrived = ctx.c.workers.subject[w.row];
  return ctx.now > arrived ? std::min<Seconds>(ctx.now - arrived, length) : 0;
}

}  // namespace cogov
