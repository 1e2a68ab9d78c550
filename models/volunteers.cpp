#include "models/volunteers.hpp"

#include <algorithm>

#include "models/participation.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t week_days = 7;
constexpr double most_hours_a_week = 12;

VolunteerColumns& columns(Context& ctx) { return ctx.c.volunteers; }

double member_hours_a_week(const Context& ctx) { return ctx.rules.volunteers.member_hours_per_year * week_days / 365; }

/// Remembers how the week's hours compare with what was meant.
void remember_load(Context& ctx) {
  VolunteerColumns& all = columns(ctx);
  const double weight = std::min(1.0, 1 / ctx.rules.volunteers.load_memory_weeks);
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const double meant = (all.active[row] != 0 ? hours_meant(ctx, VolunteerId(row)) : 0) +
                         (all.member[row] == Member::giving ? member_hours_a_week(ctx) : 0);
    const double ratio = meant > 0 ? all.week_seconds[row] / (meant * hour_seconds) : 0;
    all.load[row] += weight * (ratio - all.load[row]);
    all.week_seconds[row] = 0;
  }
  constexpr double of_week = 1. / 8;  // assumption: two months are remembered
  all.volunteer_hours += of_week * (static_cast<double>(all.volunteers_week) / hour_seconds - all.volunteer_hours);
  all.member_hours += of_week * (static_cast<double>(all.members_week) / hour_seconds - all.member_hours);
  all.volunteers_week = all.members_week = 0;
}

/// Who has had enough: all are asked on the same evening, and those who go take effect together.
void let_go(Context& ctx, std::uint32_t week) {
  const VolunteerColumns& all = columns(ctx);
  const VolunteerRules& rules = ctx.rules.volunteers;
  std::vector<VolunteerId> leaving;
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    if (all.active[row] == 0) continue;
    const double hazard = rules.quits_per_month + rules.load_effect * all.load[row];
    const double u = ctx.luck.uniform(ctx.who(all.resident[row]), week, Why::volunteer_quitting);
    if (u < 1 - exact_exp(-hazard * week_days / days_a_month)) leaving.push_back(VolunteerId(row));
  }
  for (const VolunteerId v : leaving) leave(ctx, v);
}

/// Those who look after volunteers are grid workers: minutes of paperwork, dealt out among them.
void coordinate(Context& ctx) {
  const double minutes = ctx.rules.volunteers.coordination_minutes * columns(ctx).active_count / days_a_month;
  std::vector<WorkerId> posts;
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
    if (ctx.c.workers.employed[w.row] != 0) posts.push_back(w);
  }
  if (posts.empty() || minutes <= 0) return;
  const Seconds each = whole_seconds(minutes * minute_seconds / static_cast<double>(posts.size()));
  for (const WorkerId w : posts) ctx.c.workers.paperwork_left[w.row] += each;
}

void begin_counting(Context& ctx) {
  VolunteerColumns& all = columns(ctx);
  VolunteerTally& tally = ctx.c.tally.volunteers;
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    if (all.active[row] == 0) continue;
    all.from_start[row] = 1;
    count_person(ctx, VolunteerId(row));
  }
  tally.at_day_0 = tally.kept = all.active_count;
}

}  // namespace

void start_volunteers(Context& ctx) {
  ctx.c.tally.volunteers.residents[static_cast<std::size_t>(Stage::bystander)] =
      static_cast<std::int64_t>(ctx.plan.residents());
}

void volunteer_day(Context& ctx, std::uint32_t day) {
  if (ctx.now == ctx.day0) begin_counting(ctx);
  if (ctx.counting()) ctx.c.tally.volunteers.day_active.push_back(columns(ctx).active_count);
  if (day % week_days == 0 && !columns(ctx).stage.empty()) {
    const std::uint32_t week = day / week_days;
    remember_load(ctx);
    let_go(ctx, week);
    find_organisers(ctx, week);
    forget_participation(ctx);
    for (std::uint32_t row = 0; row < columns(ctx).size(); ++row) plan_sessions(ctx, VolunteerId(row), week);
  }
  coordinate(ctx);
  send_on_what_waits(ctx);
}

bool volunteers_serve(const Context& ctx) {
  return ctx.c.volunteers.active_count > 0 || ctx.c.volunteers.giving_count > 0;
}

InHand volunteers_in_hand(const Community& community) {
  InHand hands;
  hands.queued = static_cast<std::int64_t>(community.volunteers.queue.size());
  for (const RequestId r : community.volunteers.request) hands.held += r.exists() ? 1 : 0;
  return hands;
}

double hours_meant(const Context& ctx, VolunteerId v) {
  const VolunteerRules& rules = ctx.rules.volunteers;
  const double u = ctx.luck.uniform(ctx.who(ctx.c.volunteers.resident[v.row]), 0, Why::volunteer_traits);
  const double sigma = rules.hours_spread;
  const double factor = exact_exp(normal(u, -sigma * sigma / 2, sigma));
  return std::min(rules.hours_per_week * factor, most_hours_a_week);
}

bool is_free(const Context& ctx, VolunteerId v) {
  const VolunteerColumns& all = ctx.c.volunteers;
  return all.phase[v.row] == VolunteerPhase::off && all.checks_until[v.row] <= ctx.now;
}

void count_person(Context& ctx, VolunteerId v) {
  std::vector<std::int64_t>& seconds = ctx.c.tally.volunteers.person_seconds;
  if (seconds.size() <= v.row) seconds.resize(columns(ctx).size(), -1);
  seconds[v.row] = std::max<std::int64_t>(seconds[v.row], 0);
}

void book_unpaid(Context& ctx, VolunteerId v, UnpaidUse use, Seconds from) {
  VolunteerColumns& all = columns(ctx);
  const bool as_member = all.as_member[v.row] != 0;
  all.week_seconds[v.row] += ctx.now - from;
  (as_member ? all.members_week : all.volunteers_week) += ctx.now - from;
  if (!ctx.counting()) return;
  const std::int64_t seconds = ctx.now - std::max(from, ctx.day0);
  VolunteerTally& tally = ctx.c.tally.volunteers;
  tally.seconds[static_cast<std::size_t>(use)] += seconds;
  book(ctx, CostItem::volunteer_hours, seconds, all.resident[v.row].row);
  if (as_member) {
    tally.member_seconds += seconds;
  } else if (v.row < tally.person_seconds.size() && tally.person_seconds[v.row] >= 0) {
    tally.person_seconds[v.row] += seconds;
  }
}

}  // namespace cogov
