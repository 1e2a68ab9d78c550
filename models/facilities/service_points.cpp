#include "models/facilities/service_points.hpp"

#include <algorithm>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/mechanism.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

bool moves(const ServicePoint& point) { return point.cycle_days > 0; }

/// Whether a moving point stands here on a day; a fixed one always does.
bool stands_on(const ServicePoint& point, std::uint32_t day) {
  if (!moves(point)) return true;
  return day >= point.first_day && (day - point.first_day) % point.cycle_days == point.day_of_cycle;
}

/// The first day from `day` on, on which a moving point stands here.
std::uint32_t next_stand(const ServicePoint& point, std::uint32_t day) {
  const std::uint32_t from = std::max(day, point.first_day);
  const std::uint32_t in_cycle = (from - point.first_day) % point.cycle_days;
  return from + (point.day_of_cycle + point.cycle_days - in_cycle) % point.cycle_days;
}

/// Whether who sets out from a building at `t` finds the point open, and walks no longer than so many seconds.
bool in_reach(const Context& ctx, BuildingId from, const ServicePoint& point, Seconds longest, Seconds t) {
  const Seconds walk = walk_to_point(ctx, from, point, t);
  return walk <= longest && is_open(point, t + walk);
}

}  // namespace

Tour tour_of_villages(std::uint32_t communities, std::uint32_t per_day, std::uint32_t cycle_days, Seconds from,
                      Seconds to) {
  Tour tour;
  if (per_day == 0 || communities == 0) return tour;
  tour.cycle_days = std::max(cycle_days, (communities + per_day - 1) / per_day);
  for (std::uint32_t c = 0; c < communities; ++c) {
    tour.stops.push_back({.community = c, .at = {}, .day = c / per_day, .from = from, .to = to});
  }
  return tour;
}

void set_points(Context& ctx, const Mechanism& mechanism, std::vector<ServicePoint> points) {
  for (ServicePoint& point : points) point.mechanism = mechanism.number;
  std::vector<ServicePoint>& all = ctx.c.service_points.points;
  std::erase_if(all, [&](const ServicePoint& point) { return point.mechanism == mechanism.number; });
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const ServicePoint& point) { return point.mechanism > mechanism.number; });
  all.insert(at, points.begin(), points.end());
}

void add_stops(const CommunityPlan& plan, const Tour& tour, const ServicePoint& like,
               std::vector<ServicePoint>& points) {
  if (tour.cycle_days == 0) return;
  for (const TourStop& stop : tour.stops) {
    if (stop.community != plan.number) continue;
    EXPECT(stop.day < tour.cycle_days);
    ServicePoint point = like;
    point.at = stop.at;
    point.hours = WeekHours::on(all_days, {stop.from, stop.to});
    point.cycle_days = tour.cycle_days;
    point.first_day = tour.first_day;
    point.day_of_cycle = stop.day;
    points.push_back(point);
  }
}

bool is_open(const ServicePoint& point, Seconds t) { return open_for(point, t) > 0; }

Seconds open_for(const ServicePoint& point, Seconds t) {
  const bool here = point.servers > 0 && point.kinds != 0 && stands_on(point, day_of(t));
  return here ? point.hours.open_for(t) : 0;
}

Seconds next_opening(const ServicePoint& point, Seconds t, Seconds duration) {
  if (point.servers == 0 || point.kinds == 0) return never;
  if (!moves(point)) return point.hours.next_open(t, duration);
  // Today's hours may be over, a round later they are not.
  Seconds from = t;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const std::uint32_t day = next_stand(point, day_of(from));
    const Seconds opens = point.hours.next_open(std::max(from, start_of_day(day)), duration);
    if (opens != never && day_of(opens) == day) return opens;
    from = start_of_day(day + 1);
  }
  return never;
}

double open_seconds_a_week(const ServicePoint& point) {
  if (point.servers == 0 || point.kinds == 0) return 0;
  const double week = point.hours.seconds_a_week();
  return moves(point) ? week / point.cycle_days : week;
}

Seconds walk_to_point(const Context& ctx, BuildingId from, const ServicePoint& point, Seconds t) {
  return ctx.rules.staff.walks ? ctx.plan.walks.way(from, point.at, t).seconds : 0;
}

PointId nearest_open(const Context& ctx, BuildingId from, std::size_t kind, Seconds t, Seconds longest) {
  const std::vector<ServicePoint>& points = ctx.c.service_points.points;
  PointId best;
  Seconds shortest = longest;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if ((points[i].kinds >> kind & 1U) == 0) continue;
    const Seconds walk = walk_to_point(ctx, from, points[i], t);
    const bool nearer = best.exists() ? walk < shortest : walk <= shortest;
    if (!nearer || !is_open(points[i], t + walk)) continue;
    best = PointId(i);
    shortest = walk;
  }
  return best;
}

double use_chance(double base, double decay, Seconds walk) {
  return base * exact_exp(-decay * walk / double{minute_seconds});
}

void record_visit(Context& ctx, ResidentId resident, const ServicePoint& point, Purpose purpose, Seconds arrive,
                  Seconds stay) {
  record_outing(ctx, Mover::resident, purpose, resident, point.at, arrive, stay);
}

void serve_visitors(std::span<Visitor> visitors, std::uint32_t servers, Epoch open, std::vector<Seconds>& free) {
  std::sort(visitors.begin(), visitors.end(), [](const Visitor& a, const Visitor& b) {
    return std::tie(a.arrives, a.priority, a.key) < std::tie(b.arrives, b.priority, b.key);
  });
  free.assign(servers, open.from);
  for (Visitor& visitor : visitors) {
    visitor.begins = never;
    if (servers == 0 || visitor.arrives >= open.to) continue;
    const auto first = std::min_element(free.begin(), free.end());
    const Seconds begins = std::max(visitor.arrives, *first);
    if (begins > open.to || open.to - begins < visitor.takes) continue;
    visitor.begins = begins;
    *first = begins + visitor.takes;
  }
}

std::uint32_t residents_in_reach(const Context& ctx, const Mechanism& mechanism, Seconds longest, Seconds t) {
  std::uint32_t residents = 0;
  for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
    const BuildingId b(row);
    const auto& points = ctx.c.service_points.points;
    const bool reached = std::any_of(points.begin(), points.end(), [&](const ServicePoint& point) {
      return point.mechanism == mechanism.number && in_reach(ctx, b, point, longest, t);
    });
    if (reached) residents += ctx.plan.end_resident_of(b) - ctx.plan.first_resident_of(b);
  }
  return residents;
}

double share_in_reach_at(const Context& ctx, const Mechanism& mechanism, Seconds longest, Seconds t) {
  if (ctx.plan.residents() == 0) return 0;
  return residents_in_reach(ctx, mechanism, longest, t) / static_cast<double>(ctx.plan.residents());
}

double share_in_reach(const Context& ctx, const Mechanism& mechanism, Seconds longest, Seconds t) {
  constexpr std::uint32_t hours = week_seconds / hour_seconds;
  const Seconds monday = t - t % week_seconds;
  std::uint64_t sum = 0;
  for (std::uint32_t hour = 0; hour < hours; ++hour) {
    sum += residents_in_reach(ctx, mechanism, longest, monday + hour * hour_seconds + hour_seconds / 2);
  }
  const double most = static_cast<double>(hours) * static_cast<double>(ctx.plan.residents());
  return most > 0 ? static_cast<double>(sum) / most : 0;
}

}  // namespace cogov
