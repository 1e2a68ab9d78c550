/// What changes about couriers: their columns, of the whole place, and their day in each community.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

/// What riders are to the scheme.
enum class Enrolment : std::uint8_t { none, reports, for_the_station };

/// Riders of one zone, by number. `luck` and the other draws belong to the rider for good.
struct ZoneRiders {
  std::vector<double> enrols_below;          ///< joins where the share enrolled is larger
  std::vector<double> recruited_below;       ///< joins for the station where that share is larger
  std::vector<std::uint8_t> lost_heart;      ///< for good
  std::vector<double> belief;                ///< that a report is answered
  std::vector<std::uint8_t> worked, rested;  ///< days of the last 30, while enrolled
};

/// Riders of the whole place, by zone; changed only at midnight. Empty while nobody is asked to report.
struct CourierColumns {
  std::vector<ZoneRiders> zones;
};

/// A stop at which a rider comes up to the building, in one number: sorting by value is sorting by building, time,
/// courier and order.
struct CourierStop {
  std::uint64_t bits = 0;

  CourierStop() = default;
  /// `building` and `courier` below 2^20, `order` below 2^7, `second` of the day.
  CourierStop(BuildingId building, Seconds second, std::uint32_t courier, std::uint32_t order)
      : bits(static_cast<std::uint64_t>(building.row) << 44 | static_cast<std::uint64_t>(second) << 27 |
             static_cast<std::uint64_t>(courier) << 7 | order) {}
  [[nodiscard]] BuildingId building() const { return BuildingId(static_cast<std::size_t>(bits >> 44)); }
  [[nodiscard]] Seconds second() const { return static_cast<Seconds>(bits >> 27 & 0x1'FFFFU); }
  [[nodiscard]] std::uint32_t courier() const { return static_cast<std::uint32_t>(bits >> 7 & 0xF'FFFFU); }
  [[nodiscard]] std::uint32_t order() const { return static_cast<std::uint32_t>(bits & 0x7FU); }
  auto operator<=>(const CourierStop&) const = default;
};

/// A ride during which the rider has eyes for what lies along the way.
struct CourierLook {
  std::uint32_t courier = 0, order = 0;
  std::uint32_t shop = 0;  ///< number of the shop in its zone
  std::uint32_t door = 0;  ///< of the zone
  Seconds depart = 0;
};

/// A report to come: what is said at which stop. `request` is none when there is nothing.
struct CourierReport {
  RequestId request;
  BuildingId building;
  std::uint32_t courier = 0, order = 0;
  Seconds time = 0;
};

/// A report that has not been looked after yet; and what its rider will learn.
struct CourierAwaits {
  RequestId request;
  std::uint32_t courier = 0;
};
struct CourierAnswer {
  Seconds time = 0;
  std::uint32_t courier = 0;
  std::uint8_t answered = 0;
  auto operator<=>(const CourierAnswer&) const = default;
};

/// A stop of a rider who takes errands in this community today.
struct ErrandStop {
  Seconds time = 0;
  std::uint32_t courier = 0;
  BuildingId building;
  Seconds free_from = 0;   ///< when the orders of noon or evening are done
  Seconds free_until = 0;  ///< when the rider sets out again, or the day ends
  auto operator<=>(const ErrandStop&) const = default;
};
/// An errand that no rider has taken yet.
struct WaitingErrand {
  RequestId request{};
  Seconds since = 0;
};

/// Couriers in one community.
struct CourierDay {
  // Today's, written at midnight
  std::vector<CourierStop> stops;         ///< in order
  std::vector<std::uint32_t> first_stop;  ///< by building, and the end; empty without stops
  std::vector<CourierLook> looks;
  std::vector<double> notice_by_day, notice_in_evening;  ///< by courier: chance to see what is open
  std::vector<double> report_chance;                     ///< by courier: to send what was seen
  std::uint32_t enrolled = 0;                            ///< riders of the zone who report
  std::uint32_t evening_order = 0;                       ///< orders from this number on belong to the evening
  std::vector<ErrandStop> errand_stops;                  ///< in order
  std::vector<std::uint32_t> errands_left;               ///< by courier: how many more they can take here
  std::vector<Seconds> errands_until;                    ///< by courier: busy with errands until then

  std::vector<CourierReport> reports;  ///< foreseen today; events name them by their position
  std::vector<CourierAwaits> awaits;   ///< in order of time
  std::vector<CourierAnswer> answers;  ///< since the last midnight
  std::vector<WaitingErrand> errands;  ///< handed to riders, in order of time
};

/// What is counted of couriers from day 0 on.
struct CourierTally {
  std::int64_t stops = 0;  ///< of enrolled riders
  std::int64_t reports = 0, false_reports = 0, found_first = 0;
  std::int64_t verification_seconds = 0, extra_crashes = 0, errands = 0;
  std::int64_t riders = 0, enrolled = 0;  ///< at the last midnight
  double belief_sum = 0;                  ///< of those enrolled, at the last midnight

  void add(const CourierTally& other);
};

}  // namespace cogov
