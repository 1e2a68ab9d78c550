#include "models/movements.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "models/context.hpp"
#include "models/couriers.hpp"
#include "models/world.hpp"

namespace cogov {

namespace {

StreetPoint point_of(const CommunityPlan& plan, BuildingId b) {
  return b.exists() ? plan.streets.buildings[b.row] : plan.streets.centre;
}

bool overlap(const Trip& outing, Seconds from, Seconds to) { return outing.depart <= to && from <= outing.until; }

bool on_an_outing(const Context& ctx, ResidentId resident, Seconds from, Seconds to) {
  return std::any_of(ctx.c.trips.begin(), ctx.c.trips.end(), [&](const Trip& trip) {
    return trip.outing != 0 && trip.who == resident.row && overlap(trip, from, to);
  });
}

}  // namespace

void record_walk(Context& ctx, Mover mover, Purpose purpose, std::uint32_t who, BuildingId from, BuildingId to,
                 Seconds depart, bool at_night) {
  if (!ctx.watched() || !ctx.rules.staff.walks || from == to) return;
  ctx.c.trips.push_back({.mover = mover,
                         .purpose = purpose,
                         .who = who,
                         .depart = depart,
                         .from = point_of(ctx.plan, from),
                         .to = point_of(ctx.plan, to),
                         .at_night = at_night});
}

void record_outing(Context& ctx, Mover mover, Purpose purpose, ResidentId resident, BuildingId to, Seconds arrive,
                   Seconds stay) {
  if (!ctx.watched() || !ctx.rules.staff.walks) return;
  const BuildingId home = ctx.plan.building_of(resident);
  const Seconds leaves = arrive - ctx.plan.walks.way(home, to, arrive).seconds;
  const Way there = ctx.plan.walks.way(home, to, leaves);
  const Way back = ctx.plan.walks.way(to, home, arrive + stay);
  const Seconds until = arrive + stay + back.seconds;
  if (home == to || leaves + there.seconds > arrive + stay || on_an_outing(ctx, resident, leaves, until)) return;
  const auto number = static_cast<std::uint32_t>(ctx.c.trips.size()) + 1;
  record_walk(ctx, mover, purpose, resident.row, home, to, leaves, there.at_night);
  record_walk(ctx, mover, Purpose::home, resident.row, to, home, arrive + stay, back.at_night);
  for (std::size_t i = number - 1; i < ctx.c.trips.size(); ++i) {
    ctx.c.trips[i].outing = number;
    ctx.c.trips[i].until = until;
  }
}

namespace {

/// A table under construction, one row after another.
class Table {
 public:
  struct Column {
    const char* name;
    const char* unit;
    const char* meaning;
  };
  Table(const char* name, const char* row, std::initializer_list<Column> columns)
      : table_{.name = name, .row = row, .columns = {}} {
    for (const Column& column : columns) {
      table_.columns.push_back({.name = column.name, .unit = column.unit, .long_name = column.meaning, .values = {}});
    }
  }
  void add(std::initializer_list<std::int64_t> row) {
    auto column = table_.columns.begin();
    for (const std::int64_t value : row) (column++)->values.push_back(value);
  }
  [[nodiscard]] TraceTable take() { return std::move(table_); }

 private:
  TraceTable table_;
};

std::int64_t millimetres(double metres) { return std::llround(metres * 1000); }

TraceTable node_table(const Streets& streets) {
  Table table("street_nodes", "street_node", {{"x_mm", "mm", "position, east"}, {"y_mm", "mm", "position, north"}});
  for (std::size_t n = 0; n < streets.nodes(); ++n) table.add({millimetres(streets.x[n]), millimetres(streets.y[n])});
  return table.take();
}

TraceTable edge_table(const Streets& streets) {
  Table table("street_edges", "street_edge",
              {{"from", "1", "junction at one end"},
               {"to", "1", "junction at the other end"},
               {"length_mm", "mm", "length; the first run keeps the streets and places, which are those of all runs"},
               {"kind", "1", "0 road, 1 lane, 2 gate"},
               {"locked_at_night", "1", "1: a gate that is locked at night"},
               {"closed_to_riders", "1", "1: a gate through which riders may not go"}});
  for (std::size_t e = 0; e < streets.edges(); ++e) {
    table.add({streets.from[e].row, streets.to[e].row, streets.length_mm[e], static_cast<std::int64_t>(streets.kind[e]),
               streets.locked_at_night[e], streets.closed_to_riders[e]});
  }
  return table.take();
}

TraceTable place_table(const Population& population) {
  Table table("places", "place",
              {{"community", "1", "community, from 0"},
               {"kind", "1", "0 building, 1 service centre, 2 shop, 3 place for a rest station"},
               {"number", "1", "of its kind within the community, from 0"},
               {"edge", "1", "street on which it stands"},
               {"offset_mm", "mm", "from the street's end `from`"}});
  for (const CommunityPlan& plan : population.communities) {
    const auto add = [&](std::int64_t kind, std::size_t number, StreetPoint at) {
      table.add({plan.number, kind, static_cast<std::int64_t>(number), at.edge.row, at.offset_mm});
    };
    for (std::size_t b = 0; b < plan.streets.buildings.size(); ++b) add(0, b, plan.streets.buildings[b]);
    add(1, 0, plan.streets.centre);
    for (std::size_t s = 0; s < plan.streets.shops.size(); ++s) add(2, s, plan.streets.shops[s]);
    add(3, 0, plan.streets.rest_station);
  }
  return table.take();
}

/// A trip with all that its route depends on. Times are milliseconds since the clock began.
struct Passage {
  Trip trip;
  std::int64_t depart_ms = 0;
  TravelRule rule;
  std::span<const StreetNodeId> within;
};

/// From setting out on a session to being home again, by volunteer.
using Away = std::map<std::uint32_t, std::vector<Epoch>>;

Away sessions_of(const std::vector<Trip>& trips, const CommunityPlan& plan) {
  Away away;
  for (const Trip& trip : trips) {
    if (trip.mover != Mover::volunteer || trip.outing != 0) continue;
    std::vector<Epoch>& sessions = away[trip.who];
    const bool goes_out = sessions.empty() || sessions.back().to != never;
    if (goes_out) sessions.push_back({trip.depart, never});
    if (trip.purpose == Purpose::home) {
      const BuildingId home = plan.building_of(ResidentId(trip.who));
      const std::size_t from =
          static_cast<std::size_t>(std::find(plan.streets.buildings.begin(), plan.streets.buildings.end(), trip.from) -
                                   plan.streets.buildings.begin());
      const BuildingId place = from < plan.buildings() ? BuildingId(from) : BuildingId{};
      sessions.back().to = trip.depart + plan.walks.way_by(place, home, trip.at_night).seconds;
    }
  }
  return away;
}

/// What is left when outings that fall into a session are taken out.
std::vector<Trip> without_conflicts(const std::vector<Trip>& trips, const CommunityPlan& plan) {
  const Away away = sessions_of(trips, plan);
  std::set<std::uint32_t> conflicting;
  for (const Trip& trip : trips) {
    const auto sessions = trip.outing == 0 ? away.end() : away.find(trip.who);
    if (sessions == away.end()) continue;
    for (const Epoch session : sessions->second) {
      if (overlap(trip, session.from, session.to)) conflicting.insert(trip.outing);
    }
  }
  std::vector<Trip> kept;
  for (const Trip& trip : trips) {
    if (!conflicting.contains(trip.outing)) kept.push_back(trip);
  }
  return kept;
}

std::vector<Passage> walks_of(const Society& society, const CommunityPlan& plan) {
  const double speed = society.population().facts.streets.walking_speed;
  std::vector<Passage> ways;
  for (const Trip& trip : without_conflicts(society.community(plan.number).trips, plan)) {
    const TravelRule rule{.road_speed = speed, .lane_speed = speed, .rides = false, .at_night = trip.at_night};
    ways.push_back({trip, std::int64_t{trip.depart} * 1000, rule, plan.streets.nodes});
  }
  return ways;
}

Purpose purpose_of(CourierPurpose purpose) {
  if (purpose == CourierPurpose::to_shop) return Purpose::shop;
  return purpose == CourierPurpose::to_customer ? Purpose::customer : Purpose::rest;
}

/// The day of every rider who comes into the community, in the whole of their zone.
std::vector<Passage> rides_of(const Society& society, const CommunityPlan& plan) {
  const Population& population = society.population();
  if (plan.streets.zone >= population.courier_zones.size()) return {};
  const CourierZone& zone = *population.courier_zones[plan.streets.zone];
  const std::uint32_t day = society.tracing().day;
  std::vector<Passage> ways;
  for (const CourierTrip& ride :
       courier_trips(zone, society.rules_on(day).couriers, society.luck(), plan.number, day)) {
    const Trip trip{.mover = Mover::courier,
                    .purpose = purpose_of(ride.purpose),
                    .who = ride.courier,
                    .depart = start_of_day(day) + ride.depart_ms / 1000,
                    .from = zone.points[ride.from],
                    .to = zone.points[ride.to],
                    .at_night = ride.at_night};
    ways.push_back(
        {trip, std::int64_t{start_of_day(day)} * 1000 + ride.depart_ms, zone.travel(ride.at_night), zone.nodes});
  }
  return ways;
}

void add_way(Table& table, const Streets& streets, const Passage& way, std::int64_t number, std::int64_t day0_ms) {
  std::int64_t now = way.depart_ms - day0_ms;
  for (const Leg& leg : route(streets, way.rule, way.trip.from, way.trip.to, way.within)) {
    table.add({static_cast<std::int64_t>(way.trip.mover), way.trip.who, number,
               static_cast<std::int64_t>(way.trip.purpose), way.rule.rides ? 1 : 0, way.rule.at_night ? 1 : 0,
               leg.edge.row, leg.from_mm, leg.to_mm, now, now + leg.milliseconds});
    now += leg.milliseconds;
  }
}

}  // namespace

TraceTable movement_trace(const Society& society) {
  Table table("movements", "movement",
              {{"mover", "1", "0 resident, 1 grid worker, 2 volunteer, 3 courier, 4 partner"},
               {"who", "1",
                "row of the resident or worker; a volunteer's resident; number of the courier in the zone; of a "
                "partner, 65536 times the "
                "mechanism's position in the list of mechanisms, and the number there"},
               {"trip", "1", "ways without a break are numbered from 0, in order of time"},
               {"purpose", "1",
                "0 to a request, 1 visit, 2 patrol, 3 to the window, 4 home, 5 to a shop, 6 to a customer, 7 to a rest "
                "station, 8 own work of a team, 9 activity, 10 gathering, 11 service point"},
               {"rides", "1", "1: rides, 0: on foot"},
               {"at_night", "1", "1: by the ways that lead through no gate that locks"},
               {"edge", "1", "street"},
               {"from_mm", "mm", "where the stretch begins, from the street's end `from`"},
               {"to_mm", "mm", "where it ends"},
               {"enter_ms", "ms", "when it begins, from day 0"},
               {"leave_ms", "ms", "when it ends, from day 0"}});
  if (society.tracing().community >= society.communities()) return table.take();
  const CommunityPlan& plan = society.population().communities[society.tracing().community];
  std::vector<Passage> ways = walks_of(society, plan);
  const std::vector<Passage> rides = rides_of(society, plan);
  ways.insert(ways.end(), rides.begin(), rides.end());
  std::stable_sort(ways.begin(), ways.end(), [](const Passage& a, const Passage& b) {
    return std::tie(a.depart_ms, a.trip.mover, a.trip.who) < std::tie(b.depart_ms, b.trip.mover, b.trip.who);
  });
  for (std::size_t i = 0; i < ways.size(); ++i) {
    add_way(table, society.population().streets, ways[i], static_cast<std::int64_t>(i),
            std::int64_t{society.calendar().day0} * 1000);
  }
  return table.take();
}

std::vector<TraceTable> place_tables(const Population& population) {
  return {node_table(population.streets), edge_table(population.streets), place_table(population)};
}

}  // namespace cogov
