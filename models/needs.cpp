#include "models/needs.hpp"

#include <algorithm>
#include <cmath>

#include "models/context.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double weeks_a_year = 365.0 / 7.0;
constexpr std::uint32_t winter_days = 90;  // the last 30 days of a year and its first 60
constexpr std::uint32_t days_of_year = 365;

/// Assumption: four fifths of needs arise between 7 and 21 h, evenly within day and night.
double hour_weight(std::size_t hour, bool flat) {
  if (flat) return 1;
  return hour >= 7 && hour < 21 ? .8 / 14 : .2 / 10;
}

}  // namespace

WeeklyProfile::WeeklyProfile(bool flat) {
  double sum = 0;
  for (std::size_t hour = 0; hour < 168; ++hour) sum += hour_weight(hour % 24, flat);
  double so_far = 0;
  for (std::size_t hour = 0; hour < 168; ++hour) {
    cumulative_[hour] = so_far / sum;
    so_far += hour_weight(hour % 24, flat);
  }
  cumulative_[168] = 1;
  std::size_t hour = 0;
  for (std::size_t i = 0; i < guide_.size(); ++i) {
    while (cumulative_[hour + 1] <= static_cast<double>(i) / 256) ++hour;
    guide_[i] = static_cast<std::uint8_t>(hour);
  }
}

double WeeklyProfile::seconds_at(double weeks) const {
  const double whole = std::floor(weeks);
  const double part = weeks - whole;
  std::size_t hour = guide_[static_cast<std::size_t>(part * 256)];
  while (hour < 167 && cumulative_[hour + 1] <= part) ++hour;
  const double within = (part - cumulative_[hour]) / (cumulative_[hour + 1] - cumulative_[hour]);
  return whole * week_seconds + (static_cast<double>(hour) + within) * hour_seconds;
}

double WeeklyProfile::weeks_at(Seconds t) const {
  const std::size_t hour = t % week_seconds / hour_seconds;
  const double within = static_cast<double>(t % hour_seconds) / hour_seconds;
  return t / week_seconds + cumulative_[hour] + within * (cumulative_[hour + 1] - cumulative_[hour]);
}

NeedTables::NeedTables(const PlaceFacts& facts, const std::array<KindRules, kind_count>& kinds,
                       const RequestRules& rules, Seconds day0)
    : profile(rules.flat_profile), year_begins(day0 % (days_of_year * day_seconds)) {
  const auto arises = [&](std::size_t kind) {
    return rules.only.empty() || std::find(rules.only.begin(), rules.only.end(), kind_keys()[kind]) != rules.only.end();
  };
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const double w = kinds[kind].winter_factor;
    summer[kind] = days_of_year / (winter_days * w + (days_of_year - winter_days));
    winter[kind] = w * summer[kind];
    cap[kind] = rules.rate_cap * std::max(winter[kind], summer[kind]);
  }
  for (std::size_t c = 0; c < classes; ++c) {
    const std::size_t band = c / 8;
    const bool alone = (c & 4) != 0, disabled = (c & 2) != 0, poor = (c & 1) != 0;
    // Factors for classes are rescaled so that the mean over the age band stays as in the table.
    const double frail = (alone ? 1.5 : 1) * (disabled ? 2 : 1) /
                         ((1 + .5 * facts.alone_share(band)) * (1 + facts.disabled_share[band]));
    const double poverty = (poor ? 1.5 : 1) / (1 + .5 * facts.low_income_share);
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      const double factor =
          (kinds[kind].multiplied_by_alone ? frail : 1) * (kinds[kind].multiplied_by_poverty ? poverty : 1);
      weights.push_back(arises(kind) ? kinds[kind].need_rate[band] * factor * cap[kind] : 0);
      sum += weights.back();
    }
    weekly_rate[c] = sum / 1000 / weeks_a_year;
    if (sum <= 0) weights.assign(kind_count, 1);  // never picked from
    kind_of_need.emplace_back(weights);
  }
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    weights.push_back(arises(kind) ? kinds[kind].hazard_rate * cap[kind] : 0);
    sum += weights.back();
  }
  hazard_rate = sum / 1000 / weeks_a_year * facts.mean_household_size;
  if (sum > 0) kind_of_hazard.emplace_back(weights);
}

double NeedTables::keep_chance(std::size_t kind, Seconds t) const {
  const std::uint32_t year_seconds = days_of_year * day_seconds;
  const std::uint32_t day = (t + year_seconds - year_begins) % year_seconds / day_seconds;
  const bool is_winter = day < 60 || day >= days_of_year - 30;
  return (is_winter ? winter[kind] : summer[kind]) / cap[kind];
}

namespace {

/// Moves a clock on by one exponential gap and puts the candidate on the agenda.
void schedule_next(Context& ctx, double weekly_rate, double gap, double& clock, EventKind kind, std::uint32_t row) {
  clock += gap / weekly_rate;
  const double t = ctx.needs.profile.seconds_at(clock);
  if (t < ctx.end) ctx.schedule(std::max(ctx.now, static_cast<Seconds>(t)), kind, row);
}

double hazard_rate_of(const Context& ctx, BuildingId b) {
  const std::uint32_t households = ctx.plan.first_household[b.row + 1] - ctx.plan.first_household[b.row];
  return ctx.needs.hazard_rate * households * ctx.plan.condition[b.row];
}

void next_need(Context& ctx, ResidentId r) {
  const double rate = ctx.needs.weekly_rate[ctx.plan.need_class[r.row]];
  if (rate <= 0) return;
  ResidentColumns& residents = ctx.c.residents;
  const double u = ctx.luck.uniform(ctx.who(r), residents.trial[r.row]++, Why::need_gap);
  schedule_next(ctx, rate, exponential(u, 1), residents.clock[r.row], EventKind::need, r.row);
}

void next_hazard(Context& ctx, BuildingId b) {
  const double rate = hazard_rate_of(ctx, b);
  if (rate <= 0) return;
  BuildingColumns& buildings = ctx.c.buildings;
  const double u = ctx.luck.uniform(ctx.who(b), buildings.trial[b.row]++, Why::hazard_gap);
  schedule_next(ctx, rate, exponential(u, 1), buildings.clock[b.row], EventKind::hazard, b.row);
}

}  // namespace

void start_needs(Context& ctx) {
  const double start = ctx.needs.profile.weeks_at(ctx.now);
  ctx.c.residents.clock.assign(ctx.plan.residents(), start);
  ctx.c.residents.trial.assign(ctx.plan.residents(), 0);
  ctx.c.buildings.clock.assign(ctx.plan.buildings(), start);
  ctx.c.buildings.trial.assign(ctx.plan.buildings(), 0);
  for (std::size_t r = 0; r < ctx.plan.residents(); ++r) next_need(ctx, ResidentId(r));
  for (std::size_t b = 0; b < ctx.plan.buildings(); ++b) next_hazard(ctx, BuildingId(b));
}

void on_need(Context& ctx, ResidentId r) {
  const std::uint32_t trial = ctx.c.residents.trial[r.row] - 1;
  const Bits marks = ctx.luck.bits(ctx.who(r), trial, Why::need_marks);
  const std::size_t kind = ctx.needs.kind_of_need[ctx.plan.need_class[r.row]].pick(uniform_of(marks.a));
  const LeverAt at{.kind = kind, .building = ctx.plan.building_of(r), .resident = r};
  const double factor = ctx.rules.levers.factor(ctx, Lever::need_rate, at);
  if (uniform_of(marks.b) < ctx.needs.keep_chance(kind, ctx.now) * factor) {
    arise(ctx,
          {.kind = kind, .of_place = false, .origin = r.row, .trial = trial, .building = at.building, .reporter = r});
  }
  next_need(ctx, r);
}

void on_hazard(Context& ctx, BuildingId b) {
  const std::uint32_t trial = ctx.c.buildings.trial[b.row] - 1;
  const Bits marks = ctx.luck.bits(ctx.who(b), trial, Why::hazard_marks);
  const std::size_t kind = ctx.needs.kind_of_hazard.front().pick(uniform_of(marks.a));
  const double factor = ctx.rules.levers.factor(ctx, Lever::hazard_rate, {.kind = kind, .building = b});
  if (uniform_of(marks.b) < ctx.needs.keep_chance(kind, ctx.now) * factor) {
    arise(ctx, {.kind = kind,
                .of_place = true,
                .origin = b.row,
                .trial = trial,
                .building = b,
                .reporter = witness(ctx, b, trial)});
  }
  next_hazard(ctx, b);
}

}  // namespace cogov
