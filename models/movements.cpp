#include "models/movements.hpp"

#include <algorithm>
#include <cmath>

#include "models/context.hpp"
#include "models/couriers.hpp"
#include "models/world.hpp"

namespace cogov {

namespace {

StreetPoint point_of(const CommunityPlan& plan, BuildingId b) {
  return b.exists() ? plan.streets.buildings[b.row] : plan.streets.centre;
}

bool is_out(const Context& ctx, ResidentId resident, Seconds from, Seconds to) {
  const auto overlaps = [&](const Trip& trip) {
    const bool same = trip.who == resident.row && (trip.mover == Mover::resident || trip.mover == Mover::volunteer);
    return same && trip.depart <= to && trip.depart + hour_seconds >= from;  // a way and what it was for: an hour
  };
  return std::any_of(ctx.c.trips.begin(), ctx.c.trips.end(), overlaps);
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
                         .rides = false,
                         .at_night = at_night});
}

void record_call_at_window(Context& ctx, ResidentId resident, Seconds service) {
  if (!ctx.watched() || !ctx.rules.staff.walks) return;
  const BuildingId home = ctx.plan.building_of(resident);
  const Way there = ctx.plan.walks.way(home, {}, ctx.now);
  const Way back = ctx.plan.walks.way({}, home, ctx.now + service);
  const Seconds leaves = ctx.now - there.seconds;
  if (is_out(ctx, resident, leaves, ctx.now + service + back.seconds)) return;
  record_walk(ctx, Mover::resident, Purpose::window, resident.row, home, {}, leaves, there.at_night);
  record_walk(ctx, Mover::resident, Purpose::home, resident.row, {}, home, ctx.now + service, back.at_night);
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
               {"length_mm", "mm", "length"},
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

TravelRule rule_of(const Trip& trip, const StreetFacts& facts) {
  return {.road_speed = trip.rides ? facts.riding_speed : facts.walking_speed,
          .lane_speed = trip.rides ? facts.lane_riding_speed : facts.walking_speed,
          .rides = trip.rides,
          .at_night = trip.at_night};
}

TraceTable movement_table(const Society& society, const std::vector<Trip>& trips) {
  const Population& population = society.population();
  const std::uint32_t watched = std::min(society.tracing().community, society.communities() - 1);
  const CommunityPlan& plan = population.communities[watched];
  const Seconds day0 = society.calendar().day0;
  Table table("movements", "movement",
              {{"mover", "1", "0 resident, 1 grid worker, 2 volunteer, 3 courier"},
               {"who", "1", "row of the resident or worker; a volunteer's resident; number of the courier"},
               {"trip", "1", "ways without a break are numbered from 0"},
               {"purpose", "1",
                "0 to a request, 1 visit, 2 patrol, 3 to the window, 4 home, 5 to a shop, 6 to a "
                "customer, 7 to a rest station"},
               {"rides", "1", "1: rides, 0: on foot"},
               {"at_night", "1", "1: gates that lock at night were locked"},
               {"edge", "1", "street"},
               {"from_mm", "mm", "where the stretch begins, from the street's end `from`"},
               {"to_mm", "mm", "where it ends"},
               {"enter_ms", "ms", "when it begins, from day 0"},
               {"leave_ms", "ms", "when it ends, from day 0"}});
  std::int64_t number = 0;
  for (const Trip& trip : trips) {
    const TravelRule rule = rule_of(trip, population.facts.streets);
    const std::vector<StreetNodeId> anywhere;
    std::int64_t now = (static_cast<std::int64_t>(trip.depart) - day0) * 1000;
    for (const Leg& leg :
         route(population.streets, rule, trip.from, trip.to, trip.rides ? anywhere : plan.streets.nodes)) {
      table.add({static_cast<std::int64_t>(trip.mover), trip.who, number, static_cast<std::int64_t>(trip.purpose),
                 trip.rides ? 1 : 0, trip.at_night ? 1 : 0, leg.edge.row, leg.from_mm, leg.to_mm, now,
                 now + leg.milliseconds});
      now += leg.milliseconds;
    }
    ++number;
  }
  return table.take();
}

}  // namespace

TraceTable movement_trace(const Society& society) {
  std::vector<Trip> trips;
  if (society.tracing().community < society.communities()) {
    trips = society.community(society.tracing().community).trips;
  }
  std::stable_sort(trips.begin(), trips.end(), [](const Trip& a, const Trip& b) {
    return std::tie(a.mover, a.who, a.depart) < std::tie(b.mover, b.who, b.depart);
  });
  return movement_table(society, trips);
}

std::vector<TraceTable> place_tables(const Population& population) {
  return {node_table(population.streets), edge_table(population.streets), place_table(population)};
}

}  // namespace cogov
