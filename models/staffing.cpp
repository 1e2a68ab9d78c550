/// Burnout, quitting, vacancies and recruitment.
#include <algorithm>

#include "models/facilities/careers.hpp"
#include "models/facilities/lending.hpp"
#include "models/workers.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t month_days = 30;

/// Draws whether and when the person quits this month: the hazard is constant within it. Asked twice
/// in a month it gives the same answer.
void foresee_quitting(Context& ctx, WorkerId w) {
  const std::uint32_t day = day_of(ctx.now);
  const StaffingRules& rules = ctx.rules.staffing;
  WorkerColumns& workers = ctx.c.workers;
  const double yearly = rules.quits_per_year * exact_exp(rules.burnout_effect * strain_of(ctx, w)) *
                        ctx.rules.levers.factor(ctx, Lever::quitting, {.worker = w});
  if (yearly <= 0) return;
  const double days = exponential(ctx.luck.uniform(ctx.who(w), day / month_days, Why::quitting), 365 / yearly);
  if (days < month_days - day % month_days) workers.quits_at[w.row] = later(start_of_day(day), days * day_seconds);
}

/// Remembers the month's load; skill not practised fades.
void turn_month(Context& ctx, WorkerId w) {
  const StaffingRules& rules = ctx.rules.staffing;
  WorkerColumns& workers = ctx.c.workers;
  if (workers.month_paid[w.row] > 0) {
    const double load =
        static_cast<double>(workers.month_worked[w.row]) / static_cast<double>(workers.month_paid[w.row]);
    const double weight = std::min(1.0, 1 / rules.load_memory_months);
    workers.load[w.row] += weight * (load - workers.load[w.row]);
  }
  workers.month_worked[w.row] = 0;
  workers.month_paid[w.row] = 0;
  const double kept = exact_exp(-0.6931471805599453 / ctx.rules.staff.skill_half_life_months);
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    std::uint16_t& skill = workers.skill[w.row * kind_count + kind];
    skill = static_cast<std::uint16_t>(skill * kept + .5);
  }
}

void leave_post(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  const Seconds left_at = workers.quits_at[w.row];
  workers.employed[w.row] = 0;
  workers.quits_at[w.row] = never;
  const double u = ctx.luck.uniform(ctx.who(w), 0, Why::recruitment);
  const double reserve = workers.role[w.row] == Role::grid ? fill_from_reserve(ctx) : 1;
  const double days =
      ctx.rules.staffing.recruitment_days * reserve * ctx.rules.levers.factor(ctx, Lever::recruitment, {.worker = w});
  workers.hired_at[w.row] = later(left_at, exponential(u, days * day_seconds));
  ++workers.person[w.row];
  if (ctx.counting() && !called_upwards(ctx, w)) ++ctx.c.tally.quits;
}

/// Nobody leaves in the middle of a task, or while lent to others: who is at work at midnight leaves the next one.
bool at_work(const Context& ctx, WorkerId w) {
  const Activity activity = ctx.c.workers.activity[w.row];
  return (activity != Activity::off && activity != Activity::idle) || promised(ctx, w);
}

void change_person(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  if (workers.employed[w.row] != 0 && workers.quits_at[w.row] <= ctx.now && !at_work(ctx, w)) {
    stand_down(ctx, w);
    leave_post(ctx, w);
  }
  if (workers.employed[w.row] == 0 && workers.hired_at[w.row] <= ctx.now) {
    begin_in_post(ctx, w, ctx.rules.staff.skill_newcomer);
    hire(ctx, w);
  }
}

void tally_posts(Context& ctx) {
  const StaffingRules& rules = ctx.rules.staffing;
  const WorkerColumns& workers = ctx.c.workers;
  Tally& tally = ctx.c.tally;
  for (std::size_t role = 0; role < role_count; ++role) {
    for (const WorkerId w : ctx.c.posts[role]) {
      if (workers.employed[w.row] != 0) {
        book(ctx, role == 0 ? CostItem::grid_worker_posts : CostItem::window_posts, pay_share(ctx, w), w.row);
      }
      // A part of a post would count for as much as a whole one: it is paid, and left out of shares of posts.
      if (static_cast<Role>(role) != Role::grid || is_part_time(ctx, w)) continue;
      ++tally.post_days;
      if (workers.employed[w.row] == 0) {
        ++tally.vacant_days;
        continue;
      }
      ++tally.filled_days;
      const double strain = strain_of(ctx, w);
      tally.burnt_out_days += strain > rules.burnt_out_above ? 1 : 0;
      tally.severe_days += strain > rules.severely_above ? 1 : 0;
    }
  }
}

}  // namespace

double strain_of(const Context& ctx, WorkerId w) {
  const StaffingRules& rules = ctx.rules.staffing;
  return static_cast<double>(ctx.c.workers.strain[w.row]) +
         rules.load_effect * (ctx.c.workers.load[w.row] - rules.reference_load);
}

void hire(Context& ctx, WorkerId w) { book(ctx, CostItem::hiring, 1, w.row); }

std::int64_t pay_share(const Context& ctx, WorkerId w) {
  const std::int64_t pay = ctx.c.careers.pay[w.row];
  return is_part_time(ctx, w) ? static_cast<std::int64_t>(ctx.rules.staff.part_time * static_cast<double>(pay) + .5)
                              : pay;
}

void begin_in_post(Context& ctx, WorkerId w, double skill) {
  WorkerColumns& workers = ctx.c.workers;
  begin_career(ctx, w);
  workers.employed[w.row] = 1;
  workers.hired_at[w.row] = never;
  workers.since[w.row] = ctx.now;
  workers.booked[w.row] = ctx.now;
  workers.month_worked[w.row] = 0;
  workers.month_paid[w.row] = 0;
  workers.paperwork_left[w.row] = 0;
  workers.strain[w.row] = static_cast<float>(normal(ctx.luck.uniform(ctx.who(w), 0, Why::susceptibility), 0, 1));
  workers.load[w.row] = ctx.rules.staffing.reference_load;
  const auto level = static_cast<std::uint16_t>(skill * 65535 + .5);
  for (std::size_t kind = 0; kind < kind_count; ++kind) workers.skill[w.row * kind_count + kind] = level;
  foresee_quitting(ctx, w);
}

void staff_day(Context& ctx, std::uint32_t day) {
  const bool new_month = day % month_days == 0;
  for (const std::vector<WorkerId>& posts : ctx.c.posts) {
    for (const WorkerId w : posts) {
      if (new_month && ctx.c.workers.employed[w.row] != 0) {
        turn_month(ctx, w);
        if (ctx.c.workers.quits_at[w.row] == never) foresee_quitting(ctx, w);
      }
      change_person(ctx, w);
    }
  }
  if (ctx.counting()) tally_posts(ctx);
}

}  // namespace cogov
