#include "models/courier_zone.hpp"

#include <algorithm>
#include <cmath>

#include "models/population.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t day_ms = day_seconds * 1000;

/// Words of a rider's draws for a day.
enum DayWord : std::uint32_t { works_word = 0, noon_word = 1, evening_word = 2, rest_word = 3 };

/// A rider on the road: where, and from when on free for the next thing.
struct Rider {
  bool on_the_road = false;
  CourierPlace at = 0;
  std::int64_t free_ms = 0;
};

/// A ride from one place to another, beginning then; by the ways of the night if it would meet locked gates.
CourierTrip ride_of(const CourierZone& zone, CourierPlace from, CourierPlace to, std::int64_t depart) {
  std::uint32_t ms = zone.ride_ms(from, to, false);
  const auto second = [](std::int64_t t) { return static_cast<Seconds>(t / 1000); };
  const bool night = zone.locks && zone.locked.touch(second(depart), second(depart + ms));
  if (night) ms = zone.ride_ms(from, to, true);
  CourierTrip trip;
  trip.at_night = night;
  trip.from = from;
  trip.to = to;
  trip.depart_ms = static_cast<std::uint32_t>(depart);
  trip.arrive_ms = trip.depart_ms + ms;
  return trip;
}

/// The orders of noon or of the evening: each is placed at its own time within its slot, in the order of the slots.
struct Turn {
  double begin_ms, length_ms;
  std::uint32_t first, end;  ///< numbers of its orders
};

/// Brings the orders of one turn, as long as they can be handed over before midnight.
void ride_turn(const CourierZone& zone, const Luck& luck, std::uint32_t day, const Turn& turn, std::uint32_t courier,
               Rider& rider, std::vector<CourierTrip>& trips) {
  const CourierFacts& facts = zone.facts;
  const double slot = turn.length_ms / std::max(1U, turn.end - turn.first);
  for (std::uint32_t stop = turn.first; stop < turn.end; ++stop) {
    const Bits bits = luck.bits(zone.who(courier), day * 64 + stop, Why::courier_route);
    const CourierPlace door = zone.customers.front().pick(uniform_of(bits.a));
    // Two words of 32 bits, each used for one purpose.
    const CourierPlace shop = zone.doors() + below(bits.b & 0xFFFF'FFFF'0000'0000U, zone.shops);
    const double jitter = static_cast<double>(bits.b & 0xFFFF'FFFFU) * 0x1p-32;
    const auto placed = static_cast<std::int64_t>(turn.begin_ms + (stop - turn.first + jitter) * slot);
    const std::int64_t set_off = std::max(rider.free_ms, placed);
    if (set_off >= day_ms) return;
    // How riders come to their first shop of the day is not in the model.
    CourierTrip to_shop = ride_of(zone, rider.on_the_road ? rider.at : shop, shop, set_off);
    CourierTrip to_door = ride_of(zone, shop, door, std::int64_t{to_shop.arrive_ms} + facts.shop_ms);
    const std::int64_t done = std::int64_t{to_door.arrive_ms} + facts.handover_ms;
    if (done >= day_ms) return;
    to_shop.courier = to_door.courier = courier;
    to_shop.stop = to_door.stop = stop;
    to_door.purpose = CourierPurpose::to_customer;
    if (to_shop.arrive_ms > to_shop.depart_ms) trips.push_back(to_shop);
    trips.push_back(to_door);
    rider = {true, door, done};
  }
}

/// The nearest of the first `stations` stations; the lower number where two are as near.
CourierPlace nearest_station(const CourierZone& zone, std::uint32_t stations, CourierPlace from) {
  const CourierPlace first = zone.doors() + zone.shops;
  CourierPlace best = first;
  for (CourierPlace station = first; station < first + std::min(stations, zone.stations()); ++station) {
    if (zone.ride_ms(from, station, false) < zone.ride_ms(from, best, false)) best = station;
  }
  return best;
}

/// Rides to a station if there is one that the rider reaches before the evening's orders.
bool ride_to_station(const CourierZone& zone, const CourierRules& rules, double evening_ms, std::uint32_t courier,
                     std::uint32_t stop, Rider& rider, std::vector<CourierTrip>& trips) {
  CourierTrip trip = ride_of(zone, rider.at, nearest_station(zone, rules.stations, rider.at), rider.free_ms);
  if (trip.arrive_ms >= day_ms || trip.arrive_ms >= evening_ms) return false;
  trip.courier = courier;
  trip.stop = stop;
  trip.purpose = CourierPurpose::to_station;
  if (trip.arrive_ms > trip.depart_ms) trips.push_back(trip);
  rider = {true, trip.to, trip.arrive_ms};
  return true;
}

}  // namespace

const char* courier_purpose_word(CourierPurpose purpose) {
  switch (purpose) {
    case CourierPurpose::to_shop:
      return "to shop";
    case CourierPurpose::to_customer:
      return "to customer";
    case CourierPurpose::to_station:
      return "to rest station";
  }
  return "";
}

std::uint32_t CourierZone::community_of(CourierPlace door) const {
  const auto at = std::upper_bound(first_building.begin(), first_building.end(), door);
  return static_cast<std::uint32_t>(at - first_building.begin()) - 1;
}

std::uint32_t CourierZone::ride_ms(CourierPlace from, CourierPlace to, bool night) const {
  const TravelTimes& times = night ? at_night : by_day;
  // Streets run both ways, so the way back takes as long.
  return from >= doors() ? times.milliseconds(from - doors(), to) : times.milliseconds(to - doors(), from);
}

CourierShift ride_day(const CourierZone& zone, const CourierRules& rules, const Luck& luck, std::uint32_t courier,
                      std::uint32_t day, std::vector<CourierTrip>& trips) {
  const CourierFacts& facts = zone.facts;
  const Who who = zone.who(courier);
  CourierShift shift;
  shift.works = luck.uniform(who, day, Why::courier_day, works_word) < facts.days_worked_share;
  shift.noon_orders = (facts.orders_per_shift + 1) / 2;
  if (!shift.works) return shift;
  constexpr double hour_ms = hour_seconds * 1000.0;
  const double half = facts.hours / 2 * hour_ms;
  const double noon = luck.uniform(who, day, Why::courier_day, noon_word) - .5;
  const double evening = luck.uniform(who, day, Why::courier_day, evening_word) - .5;
  const auto begin = [&](double hour, double u) { return std::max(0.0, (hour + facts.start_spread * u) * hour_ms); };
  Rider rider;
  const Turn at_noon{begin(facts.noon_from, noon), half, 0, shift.noon_orders};
  const Turn in_evening{begin(facts.evening_from, evening), half, shift.noon_orders, facts.orders_per_shift};
  ride_turn(zone, luck, day, at_noon, courier, rider, trips);
  shift.turn_end_ms[0] = static_cast<std::uint32_t>(rider.free_ms);
  const bool station = rules.stations > 0 && zone.stations() > 0 && rider.on_the_road;
  if (station && luck.uniform(who, day, Why::courier_day, rest_word) < rules.use_chance)
    shift.rests = ride_to_station(zone, rules, in_evening.begin_ms, courier, shift.noon_orders, rider, trips);
  ride_turn(zone, luck, day, in_evening, courier, rider, trips);
  shift.turn_end_ms[1] = static_cast<std::uint32_t>(rider.free_ms);
  return shift;
}

std::vector<CourierTrip> courier_trips(const CourierZone& zone, const CourierRules& rules, const Luck& luck,
                                       std::uint32_t community, std::uint32_t day) {
  std::vector<CourierTrip> all;
  for (std::uint32_t courier = 0; courier < zone.riders; ++courier) {
    const std::size_t before = all.size();
    ride_day(zone, rules, luck, courier, day, all);
    const bool comes = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(before), all.end(), [&](const auto& t) {
      return t.purpose == CourierPurpose::to_customer && zone.communities[zone.community_of(t.to)] == community;
    });
    if (!comes) all.resize(before);
  }
  return all;
}

namespace {

void add_places(CourierZone& zone, const Population& population) {
  std::vector<double> households;
  for (const std::uint32_t c : zone.communities) {
    const CommunityPlan& plan = population.communities[c];
    zone.first_building.push_back(static_cast<std::uint32_t>(zone.points.size()));
    for (std::size_t b = 0; b < plan.buildings(); ++b) {
      zone.points.push_back(plan.streets.drop_off[b]);
      zone.buildings.push_back(plan.streets.buildings[b]);
      zone.view.push_back(plan.streets.drop_off[b] == plan.streets.buildings[b] ? 1 : 0);
      households.push_back(plan.first_household[b + 1] - plan.first_household[b]);
    }
  }
  zone.first_building.push_back(static_cast<std::uint32_t>(zone.points.size()));
  zone.customers.emplace_back(households);
  for (const std::uint32_t c : zone.communities) {
    const std::vector<StreetPoint>& shops = population.communities[c].streets.shops;
    zone.points.insert(zone.points.end(), shops.begin(), shops.end());
  }
  zone.shops = static_cast<std::uint32_t>(zone.points.size()) - zone.doors();
  for (const std::uint32_t c : zone.communities) zone.points.push_back(population.communities[c].streets.rest_station);
}

/// The streets of the zone's communities; routes within a zone need no others.
std::vector<StreetNodeId> nodes_of(const CourierZone& zone, const Population& population) {
  std::vector<StreetNodeId> nodes;
  for (const std::uint32_t c : zone.communities) {
    const std::vector<StreetNodeId>& more = population.communities[c].streets.nodes;
    nodes.insert(nodes.end(), more.begin(), more.end());
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

bool reaches_all(const TravelTimes& times, std::size_t anchors, std::size_t places) {
  for (std::uint32_t a = 0; a < anchors; ++a) {
    for (std::uint32_t place = 0; place < places; ++place) {
      if (times.milliseconds(a, place) == unreachable) return false;
    }
  }
  return true;
}

/// Riding times by day and at night over the zone's streets; false if they don't reach every place.
bool add_times(CourierZone& zone, const Streets& streets) {
  const std::vector<StreetPoint> anchors(zone.points.begin() + zone.doors(), zone.points.end());
  zone.by_day = TravelTimes(streets, zone.travel(false), anchors, zone.points, zone.nodes);
  if (!reaches_all(zone.by_day, anchors.size(), zone.points.size())) return false;
  if (!zone.locks) return true;
  zone.at_night = TravelTimes(streets, zone.travel(true), anchors, zone.points, zone.nodes);
  return reaches_all(zone.at_night, anchors.size(), zone.points.size());
}

void add_tables(CourierZone& zone, const Population& population) {
  const Streets& streets = population.streets;
  zone.nodes = nodes_of(zone, population);
  if (!add_times(zone, streets)) {
    zone.nodes.clear();  // the zone's own streets do not hang together: over all streets
    EXPECT(add_times(zone, streets));
  }
  const auto first_shop = zone.points.begin() + zone.doors();
  const std::vector<StreetPoint> shops(first_shop, first_shop + zone.shops);
  zone.ways = RouteTrees(streets, zone.travel(false), shops, zone.nodes);
}

std::shared_ptr<const CourierZone> build_zone(std::uint32_t number, const Population& population, bool locks) {
  const CourierFacts& facts = population.facts.couriers;
  auto zone = std::make_shared<CourierZone>();
  zone->number = number;
  zone->facts = facts;
  zone->road_speed = population.facts.streets.riding_speed;
  zone->lane_speed = population.facts.streets.lane_riding_speed;
  zone->locked = population.facts.streets.locked;
  zone->locks = locks && zone->locked.from != zone->locked.to;
  double residents = 0;
  for (const CommunityPlan& plan : population.communities) {
    if (plan.streets.zone != number) continue;
    zone->communities.push_back(plan.number);
    residents += static_cast<double>(plan.households()) * population.facts.mean_household_size;
  }
  zone->riders = facts.riders_for(residents) + (number == 0 ? facts.extra_riders : 0);
  if (zone->communities.empty()) return zone;
  add_places(*zone, population);
  EXPECT(zone->shops > 0);
  add_tables(*zone, population);
  return zone;
}

}  // namespace

void add_courier_zones(Population& population) {
  const CourierFacts& facts = population.facts.couriers;
  if (!facts.planned || population.streets.edges() == 0) return;
  const std::vector<std::uint8_t>& locked = population.streets.locked_at_night;
  const bool locks = std::any_of(locked.begin(), locked.end(), [](std::uint8_t each) { return each != 0; });
  std::vector<std::shared_ptr<const CourierZone>> zones(population.zones);
  for_each_community(population.zones, [&](std::uint32_t z) { zones[z] = build_zone(z, population, locks); });
  for (CommunityPlan& plan : population.communities) plan.courier_zone = zones[plan.streets.zone];
  population.courier_zones = std::move(zones);
}

}  // namespace cogov
