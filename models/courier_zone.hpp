/// Couriers' zones: neighbouring communities whose doors the same riders ride to; riding times; a rider's day.
///
/// A rider's day is a pure function of luck, rider and date (and of where rest stations are): it is ridden
/// through whenever somebody wants to know it, and never stored.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/courier_rules.hpp"
#include "models/ids.hpp"
#include "models/walks.hpp"
#include "sim/distributions.hpp"
#include "sim/network/travel.hpp"

namespace cogov {

struct Population;

/// Where a rider can be in a zone: the doors of all its buildings, then its shops, then its rest stations.
using CourierPlace = std::uint32_t;

enum class CourierPurpose : std::uint8_t { to_shop, to_customer, to_station };
[[nodiscard]] const char* courier_purpose_word(CourierPurpose purpose);

/// One trip of a rider. Times are milliseconds since midnight, and `arrive - depart` is exactly what the table of
/// riding times says; whoever needs seconds takes the floor of each.
struct CourierTrip {
  std::uint32_t courier = 0;  ///< number in the zone
  std::uint32_t stop = 0;     ///< which order of the day, from 0
  CourierPurpose purpose = CourierPurpose::to_shop;
  bool at_night = false;  ///< while gates are locked
  CourierPlace from = 0, to = 0;
  std::uint32_t depart_ms = 0, arrive_ms = 0;
};

/// The tables of one zone; immutable.
struct CourierZone {
  std::uint32_t number = 0;
  std::vector<std::uint32_t> communities;  ///< in their order
  std::uint32_t riders = 0;                ///< who ride here, enrolled or not
  CourierFacts facts;

  std::vector<StreetPoint> points;            ///< by place
  std::vector<std::uint32_t> first_building;  ///< by position in `communities`: its first place; and the end
  std::uint32_t shops = 0;                    ///< places from doors() on
  std::vector<std::uint8_t> view;             ///< by door: whether the rider comes up to the building itself
  std::vector<AliasTable> customers;          ///< one: picks a door in proportion to households
  TravelTimes by_day, at_night;               ///< from shops and stations to all places; the second may be empty
  bool locks = false;                         ///< some gate is locked at night
  LockedHours locked;                         ///< then
  double road_speed = 0, lane_speed = 0;      ///< metres a second
  std::vector<StreetNodeId> nodes;            ///< that routes may use; empty: all
  RouteTrees ways;                            ///< out of the shops
  std::vector<StreetPoint> buildings;         ///< by door: the building itself

  [[nodiscard]] std::uint32_t doors() const { return first_building.back(); }
  [[nodiscard]] std::uint32_t stations() const { return static_cast<std::uint32_t>(points.size()) - doors() - shops; }
  [[nodiscard]] Who who(std::uint32_t courier) const { return {number, EntityType::courier, courier}; }
  [[nodiscard]] TravelRule travel(bool night) const { return {road_speed, lane_speed, true, night}; }
  /// Position in `communities` of the community that a door belongs to.
  [[nodiscard]] std::uint32_t community_of(CourierPlace door) const;
  /// Milliseconds of a ride, of which one end at least is a shop or a station.
  [[nodiscard]] std::uint32_t ride_ms(CourierPlace from, CourierPlace to, bool night) const;
};

/// What a rider's day is besides its trips.
struct CourierShift {
  bool works = false;
  bool rests = false;              ///< at a station in the afternoon
  std::uint32_t turn_end_ms[2]{};  ///< when the orders of noon and of the evening were done
  std::uint32_t noon_orders = 0;   ///< orders with a lower number belong to noon
};

/// Rides through the day of one rider and appends its trips to `trips`. An order that could not be handed over
/// before midnight is not taken.
CourierShift ride_day(const CourierZone& zone, const CourierRules& rules, const Luck& luck, std::uint32_t courier,
                      std::uint32_t day, std::vector<CourierTrip>& trips);

/// All trips of a day of those riders, enrolled or not, who ride into a community; by rider, in order of time.
[[nodiscard]] std::vector<CourierTrip> courier_trips(const CourierZone& zone, const CourierRules& rules,
                                                     const Luck& luck, std::uint32_t community, std::uint32_t day);

/// Gives a place its zones and their tables, where there are streets and facts.couriers.planned says that somebody
/// needs them. Time: two searches for each shop and station over the streets of its zone. InternalError if a door
/// can't be reached.
void add_courier_zones(Population& population);

}  // namespace cogov
