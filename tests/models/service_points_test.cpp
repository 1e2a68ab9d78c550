/// Places where needs are met: when they are open, who reaches them, who is served.
#include "models/facilities/service_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

using ::testing::ElementsAre;

constexpr Seconds quarter = 15 * minute_seconds;
constexpr WeekHours always = {.days = {DayHours{0, day_seconds}, DayHours{0, day_seconds}, DayHours{0, day_seconds},
                                       DayHours{0, day_seconds}, DayHours{0, day_seconds}, DayHours{0, day_seconds},
                                       DayHours{0, day_seconds}}};

WeekHours office_hours() { return WeekHours::on(working_days, {9 * hour_seconds, 17 * hour_seconds}); }

ServicePoint any_point(std::uint32_t buildings) {
  ServicePoint point;
  const Seconds from = *rc::gen::inRange<Seconds>(0, 90) * quarter;
  const Seconds to = from + *rc::gen::inRange<Seconds>(0, 97 - from / quarter) * quarter;
  point.hours = WeekHours::on(*rc::gen::inRange<std::uint32_t>(0, all_days + 1), {from, to});
  point.servers = *rc::gen::inRange<std::uint32_t>(0, 4);
  point.kinds = *rc::gen::inRange<std::uint32_t>(0, 8);
  if (*rc::gen::inRange(0, 4) > 0) point.at = BuildingId(*rc::gen::inRange<std::uint32_t>(0, buildings));
  if (*rc::gen::arbitrary<bool>()) {
    point.hours = WeekHours::on(all_days, {from, to});
    point.cycle_days = *rc::gen::inRange<std::uint32_t>(1, 20);
    point.day_of_cycle = *rc::gen::inRange<std::uint32_t>(0, point.cycle_days);
    point.first_day = *rc::gen::inRange<std::uint32_t>(0, 10);
  }
  return point;
}

bool open_by_rule(const ServicePoint& point, Seconds t) {
  const std::uint32_t day = day_of(t);
  const DayHours hours = point.hours.days[day % 7];
  const bool stands = point.cycle_days == 0 ||
                      (day >= point.first_day && (day - point.first_day) % point.cycle_days == point.day_of_cycle);
  return point.servers > 0 && point.kinds > 0 && stands && hours.from <= t % day_seconds && t % day_seconds < hours.to;
}

RC_GTEST_PROP(ServicePoints, AreOpenInTheirHoursOnTheirDays, ()) {
  const ServicePoint point = any_point(5);
  const Seconds t = *rc::gen::inRange<Seconds>(0, 40 * 96) * quarter;
  RC_ASSERT(is_open(point, t) == open_by_rule(point, t));
  Seconds closes = t;
  while (open_by_rule(point, closes) && day_of(closes) == day_of(t)) closes += quarter;
  RC_ASSERT(open_for(point, t) == closes - t);
  const Seconds duration = *rc::gen::inRange<Seconds>(1, 12) * quarter;
  Seconds expected = never;
  for (Seconds s = t; s < t + 45 * day_seconds && expected == never; s += quarter) {
    if (open_for(point, s) >= duration) expected = s;
  }
  RC_ASSERT(next_opening(point, t, duration) == expected);
}

RC_GTEST_PROP(ServicePoints, AreOpenForSoManySecondsAWeek, ()) {
  const ServicePoint point = any_point(5);
  const std::uint32_t days = 7 * std::max(1U, point.cycle_days);  // whole weeks and whole rounds
  double open = 0;
  for (Seconds t = start_of_day(70); t < start_of_day(70 + days); t += quarter) open += is_open(point, t) ? quarter : 0;
  RC_ASSERT(std::abs(open_seconds_a_week(point) - open * 7 / days) < 1e-6 * (open + 1));
}

RC_GTEST_PROP(Tours, ComeToEachVillageOnceARound, ()) {
  const auto villages = *rc::gen::inRange<std::uint32_t>(1, 25);
  const auto per_day = *rc::gen::inRange<std::uint32_t>(1, 5);
  const auto cycle = *rc::gen::inRange<std::uint32_t>(0, 20);
  const Tour tour = tour_of_villages(villages, per_day, cycle, 9 * hour_seconds, 11 * hour_seconds);
  RC_ASSERT(tour.cycle_days >= cycle && tour.cycle_days * per_day >= villages);
  std::vector<std::uint32_t> visits(villages, 0);
  for (std::uint32_t day = 30; day < 30 + tour.cycle_days; ++day) {
    std::uint32_t at_once = 0;
    for (const TourStop& stop : tour.stops) {
      const ServicePoint point{.hours = WeekHours::on(all_days, {stop.from, stop.to}),
                               .kinds = 1,
                               .cycle_days = tour.cycle_days,
                               .day_of_cycle = stop.day};
      if (!is_open(point, start_of_day(day) + 10 * hour_seconds)) continue;
      ++visits[stop.community];
      ++at_once;
    }
    RC_ASSERT(at_once <= per_day);
  }
  for (const std::uint32_t n : visits) RC_ASSERT(n == 1u);
}

TEST(Tours, PutTheirStopsWhereTheyAre) {
  Village village(place(3, 60));
  const Tour tour = tour_of_villages(3, 1, 14, 9 * hour_seconds, 12 * hour_seconds);
  for (const std::uint32_t c : {0U, 1U, 2U}) {
    std::vector<ServicePoint> points;
    add_stops(village.plan(c), tour, {.number = 4, .servers = 2, .kinds = 3}, points);
    ASSERT_EQ(points.size(), 1u);
    EXPECT_EQ(points[0].number, 4u);
    for (std::uint32_t day = 0; day < 28; ++day) {
      EXPECT_EQ(is_open(points[0], start_of_day(day) + 10 * hour_seconds), day % 14 == c) << day;
    }
  }
  std::vector<ServicePoint> none;
  add_stops(village.plan(0), {}, {}, none);
  add_stops(village.plan(0), tour_of_villages(3, 0, 14, 0, 1), {}, none);
  EXPECT_TRUE(none.empty());
}

TEST(ServicePoints, OfAMechanismAreReplacedAndOthersStay) {
  Village village(place(1, 60));
  Context ctx = village.at(0, 0);
  const Idler early(40), late(50);
  set_points(ctx, late, {{.number = 1}, {.number = 2}});
  set_points(ctx, early, {{.number = 3}});
  set_points(ctx, late, {{.number = 4}});
  const auto numbers = [&] {
    std::vector<std::uint32_t> all;
    for (const ServicePoint& point : ctx.c.service_points.points) all.push_back(point.number);
    return all;
  };
  EXPECT_THAT(numbers(), ElementsAre(3, 4));
  set_points(ctx, early, {});
  EXPECT_THAT(numbers(), ElementsAre(4));
}

RC_GTEST_PROP(ServicePoints, TheNearestOpenOneIsChosen, ()) {
  static Village village(place(1, 400));
  Context ctx = village.at(0, 0);
  const auto buildings = static_cast<std::uint32_t>(ctx.plan.buildings());
  std::vector<ServicePoint> points;
  const auto n = *rc::gen::inRange(0, 6);
  for (int i = 0; i < n; ++i) points.push_back(any_point(buildings));
  const Idler owner;
  set_points(ctx, owner, points);
  const BuildingId from(*rc::gen::inRange<std::uint32_t>(0, buildings));
  const auto kind = *rc::gen::inRange<std::size_t>(0, 3);
  const Seconds t = *rc::gen::inRange<Seconds>(0, 20 * day_seconds);
  const Seconds longest = *rc::gen::inRange<Seconds>(0, 1200);
  Seconds shortest = never;
  for (const ServicePoint& point : points) {
    const Seconds walk = ctx.plan.walks.way(from, point.at, t).seconds;
    const bool serves = (point.kinds >> kind & 1U) != 0 && open_by_rule(point, t + walk);
    if (serves && walk <= longest) shortest = std::min(shortest, walk);
  }
  const PointId chosen = nearest_open(ctx, from, kind, t, longest);
  RC_ASSERT(chosen.exists() == (shortest != never));
  if (!chosen.exists()) return;
  const ServicePoint& point = ctx.c.service_points.points[chosen.row];
  RC_ASSERT(walk_to_point(ctx, from, point, t) == shortest);
  RC_ASSERT((point.kinds >> kind & 1U) != 0);
  RC_ASSERT(open_by_rule(point, t + shortest));
}

TEST(ServicePoints, AreUsedLessTheFartherTheyAre) {
  EXPECT_DOUBLE_EQ(use_chance(.6, 0, 5000), .6);
  EXPECT_DOUBLE_EQ(use_chance(.6, .1, 0), .6);
  EXPECT_NEAR(use_chance(.6, .1, 600), .6 * std::exp(-1), 1e-15);
  EXPECT_EQ(use_chance(0, .1, 600), 0);
  for (Seconds walk = 0; walk < 3600; walk += 60) EXPECT_GT(use_chance(1, .05, walk), use_chance(1, .05, walk + 60));
}

// Who is served

std::vector<Visitor> any_visitors(Epoch open) {
  std::vector<Visitor> visitors;
  const auto n = *rc::gen::inRange<std::uint32_t>(0, 30);
  for (std::uint32_t i = 0; i < n; ++i) {
    visitors.push_back({.arrives = open.from - 20 + *rc::gen::inRange<Seconds>(0, open.to - open.from + 40),
                        .priority = *rc::gen::inRange<std::uint32_t>(0, 2),
                        .key = i,
                        .takes = *rc::gen::inRange<Seconds>(0, 40),
                        .subject = i});
  }
  return visitors;
}

std::uint32_t in_service(const std::vector<Visitor>& visitors, Seconds t) {
  std::uint32_t n = 0;
  for (const Visitor& v : visitors) n += v.begins != never && v.begins <= t && t < v.begins + v.takes ? 1 : 0;
  return n;
}

RC_GTEST_PROP(Visitors, AreServedInTurnWithinTheHoursByNoMoreThanThereAre, ()) {
  const Epoch open{1000, 1000 + *rc::gen::inRange<Seconds>(1, 200)};
  const auto servers = *rc::gen::inRange<std::uint32_t>(0, 4);
  std::vector<Visitor> visitors = any_visitors(open);
  std::vector<Seconds> free;
  serve_visitors(visitors, servers, open, free);
  for (const Visitor& v : visitors) {
    if (v.begins == never) continue;
    RC_ASSERT(servers > 0 && v.begins >= v.arrives && v.begins >= open.from && v.begins + v.takes <= open.to);
    // Nobody waits while somebody could serve them.
    for (Seconds t = std::max(v.arrives, open.from); t < v.begins; ++t) RC_ASSERT(in_service(visitors, t) == servers);
  }
  for (Seconds t = open.from; t < open.to; ++t) RC_ASSERT(in_service(visitors, t) <= servers);
  Seconds last = 0;
  for (const Visitor& v : visitors) {
    if (v.begins == never) continue;
    RC_ASSERT(v.begins >= last);
    last = v.begins;
  }
}

RC_GTEST_PROP(Visitors, WhoIsListedFirstHasNoInfluence, ()) {
  const Epoch open{1000, 1200};
  std::vector<Visitor> visitors = any_visitors(open);
  std::vector<Visitor> others = visitors;
  std::reverse(others.begin(), others.end());
  std::vector<Seconds> free;
  serve_visitors(visitors, 2, open, free);
  serve_visitors(others, 2, open, free);
  for (std::size_t i = 0; i < visitors.size(); ++i) {
    RC_ASSERT(visitors[i].subject == others[i].subject);
    RC_ASSERT(visitors[i].begins == others[i].begins);
  }
}

TEST(Visitors, WhoCannotBeDoneByClosingTimeIsTurnedAway) {
  std::vector<Visitor> visitors{{.arrives = 10, .key = 1, .takes = 50},
                                {.arrives = 20, .key = 2, .takes = 60},
                                {.arrives = 30, .key = 3, .takes = 40},
                                {.arrives = 100, .key = 4, .takes = 0}};
  std::vector<Seconds> free;
  serve_visitors(visitors, 1, {0, 100}, free);
  EXPECT_EQ(visitors[0].begins, 10u);
  EXPECT_EQ(visitors[1].begins, never);
  EXPECT_EQ(visitors[2].begins, 60u);
  EXPECT_EQ(visitors[3].begins, never);
}

// The fifteen-minute circle

TEST(Circles, HoldWhoeverWalksNoLonger) {
  Village village(place(1, 600));
  Context ctx = village.at(0, 0);
  const Idler owner, other(own_number - 1);
  const Seconds noon = 12 * hour_seconds;
  EXPECT_EQ(share_in_reach(ctx, owner, 900, 0), 0);
  set_points(ctx, owner, {{.hours = office_hours(), .kinds = 1}});
  std::set<double> shares;
  for (const Seconds longest : {0U, 60U, 120U, 300U, 900U, 10'000U}) {
    std::uint32_t residents = 0;
    for (std::uint32_t r = 0; r < ctx.plan.residents(); ++r) {
      const Seconds walk = ctx.plan.walks.way(ctx.plan.building_of(ResidentId(r)), {}, noon).seconds;
      residents += walk <= longest ? 1 : 0;
    }
    EXPECT_EQ(residents_in_reach(ctx, owner, longest, noon), residents);
    const double share = share_in_reach_at(ctx, owner, longest, noon);
    EXPECT_TRUE(shares.empty() || share >= *shares.rbegin());
    shares.insert(share);
  }
  EXPECT_GT(shares.size(), 2u);
  EXPECT_EQ(*shares.rbegin(), 1);
  EXPECT_EQ(share_in_reach_at(ctx, owner, 10'000, 20 * hour_seconds), 0);  // closed
  EXPECT_EQ(share_in_reach_at(ctx, other, 10'000, noon), 0);
}

TEST(Circles, GrowWithTheHoursAndNotWithSpaceAlone) {
  Village village(place(1, 300));
  Context ctx = village.at(0, 0);
  const Idler owner;
  const auto share = [&](WeekHours hours, std::uint32_t servers) {
    set_points(ctx, owner, {{.hours = hours, .servers = servers, .kinds = 1}});
    return share_in_reach(ctx, owner, 10'000, 3 * day_seconds);
  };
  const double by_day = share(office_hours(), 1);
  EXPECT_NEAR(by_day, 40. / 168, .03);
  EXPECT_DOUBLE_EQ(share(office_hours(), 7), by_day);
  EXPECT_EQ(share(office_hours(), 0), 0);  // space without staff
  EXPECT_DOUBLE_EQ(share(always, 1), 1);
}

TEST(Circles, TakeInWhoComesBeforeClosingOnly) {
  Village village(place(1, 300));
  Context ctx = village.at(0, 0);
  const Idler owner;
  set_points(ctx, owner, {{.hours = office_hours(), .kinds = 1}});
  const std::uint32_t all = residents_in_reach(ctx, owner, 10'000, 16 * hour_seconds);
  EXPECT_LT(residents_in_reach(ctx, owner, 10'000, 17 * hour_seconds - 60), all);
  EXPECT_GT(residents_in_reach(ctx, owner, 10'000, 9 * hour_seconds - 60), 0u);  // on the way while it opens
}

/// Walks of a visit are kept on the watched day, there and back.
TEST(ServicePoints, VisitsAreWalked) {
  Village village(place(1, 300));
  Context plain = village.at(0, 10 * hour_seconds);
  const Tracing watched{.on = true, .day = 0, .community = 0};
  Context ctx{plain.plan, plain.needs, plain.rules, plain.luck, plain.c, plain.now, plain.day0, plain.end, watched};
  const ServicePoint point{.hours = office_hours(), .kinds = 1};
  const ResidentId r(static_cast<std::size_t>(ctx.plan.residents() - 1));
  record_visit(plain, r, point, Purpose::window, 11 * hour_seconds, 600);
  EXPECT_TRUE(ctx.c.trips.empty());
  record_visit(ctx, r, point, Purpose::window, 11 * hour_seconds, 600);
  ASSERT_EQ(ctx.c.trips.size(), 2u);
  const Seconds walk = walk_to_point(ctx, ctx.plan.building_of(r), point, ctx.c.trips[0].depart);
  EXPECT_EQ(ctx.c.trips[0].depart + walk, 11 * hour_seconds);
  EXPECT_EQ(ctx.c.trips[0].to, ctx.plan.streets.centre);
  EXPECT_EQ(ctx.c.trips[1].depart, 11 * hour_seconds + 600);
}

}  // namespace
}  // namespace cogov::testing
