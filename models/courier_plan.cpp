/// Midnight: what riders have learnt, who is enrolled, and where they will stop today.
#include <algorithm>

#include "models/courier_zone.hpp"
#include "models/couriers.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t month_days = 30;

/// Words of what a rider is like; the draw of a month has its own.
enum Word : std::uint32_t { enrols_word = 0, recruited_word = 1, leaves_word = 2 };

/// One zone at one midnight.
struct ZoneMidnight {
  const CourierZone& zone;
  ZoneRiders& riders;
  std::span<Community> communities;
  const CourierRules& rules;
  const Luck& luck;
  std::uint32_t day;
  bool counting;

  [[nodiscard]] Community& community(std::uint32_t position) const { return communities[zone.communities[position]]; }
  /// What concerns the zone is counted in its first community.
  [[nodiscard]] CourierTally& tally() const { return community(0).tally.couriers; }
};

ZoneRiders new_riders(const CourierZone& zone, const CourierRules& rules, const Luck& luck) {
  ZoneRiders riders;
  for (std::uint32_t courier = 0; courier < zone.riders; ++courier) {
    const Who who = zone.who(courier);
    riders.enrols_below.push_back(luck.uniform(who, 0, Why::courier_enrolment, enrols_word));
    riders.recruited_below.push_back(luck.uniform(who, 0, Why::courier_enrolment, recruited_word));
  }
  riders.lost_heart.assign(zone.riders, 0);
  riders.belief.assign(zone.riders, rules.belief_start);
  riders.worked.assign(zone.riders, 0);
  riders.rested.assign(zone.riders, 0);
  return riders;
}

Enrolment enrolment_of(const ZoneMidnight& z, std::uint32_t courier) {
  if (z.riders.lost_heart[courier] != 0) return Enrolment::none;
  if (z.riders.enrols_below[courier] < z.rules.enrolled_share) return Enrolment::reports;
  const bool for_the_station = z.riders.recruited_below[courier] < z.rules.recruited_only;
  return for_the_station ? Enrolment::for_the_station : Enrolment::none;
}

/// Answers of the last day, in the order of communities, time and courier.
void learn_from_answers(const ZoneMidnight& z) {
  for (std::uint32_t position = 0; position < z.zone.communities.size(); ++position) {
    std::vector<CourierAnswer>& answers = z.community(position).couriers.answers;
    std::sort(answers.begin(), answers.end());
    for (const CourierAnswer& answer : answers) {
      double& belief = z.riders.belief[answer.courier];
      belief += z.rules.learning * (answer.answered - belief);
    }
    answers.clear();
  }
}

/// Who believes in no answer loses heart; rest stations keep riders.
void turn_month(const ZoneMidnight& z) {
  for (std::uint32_t courier = 0; courier < z.zone.riders; ++courier) {
    const double worked = z.riders.worked[courier];
    const double rested = z.riders.rested[courier] / std::max(1.0, worked);
    z.riders.worked[courier] = 0;
    z.riders.rested[courier] = 0;
    if (worked == 0 || enrolment_of(z, courier) != Enrolment::reports) continue;
    const double hazard =
        z.rules.leaving_per_month * (1 - z.riders.belief[courier]) * (1 - z.rules.stays_effect * rested);
    const double u = z.luck.uniform(z.zone.who(courier), z.day / month_days, Why::courier_enrolment, leaves_word);
    if (u < 1 - exact_exp(-hazard)) z.riders.lost_heart[courier] = 1;
  }
}

void clear_day(CourierDay& day) {
  day.stops.clear();
  day.first_stop.clear();
  day.looks.clear();
  day.notice_by_day.clear();
  day.notice_in_evening.clear();
  day.report_chance.clear();
  day.errand_stops.clear();
  day.errands_left.clear();
  day.errands_until.clear();
  day.reports.clear();
  day.enrolled = 0;
}

/// One order brought: a stop of its community, perhaps a false report, perhaps eyes for the way.
void plan_stop(const ZoneMidnight& z, const CourierTrip& trip, Enrolment enrolment) {
  const std::uint32_t position = z.zone.community_of(trip.to);
  const BuildingId building(trip.to - z.zone.first_building[position]);
  Community& community = z.community(position);
  CourierDay& today = community.couriers;
  const Who who = z.zone.who(trip.courier);
  const std::uint32_t index = z.day * 64 + trip.stop;
  const Seconds second = trip.arrive_ms / 1000;
  if (z.counting) ++community.tally.couriers.stops;
  const double false_share = enrolment == Enrolment::reports ? z.rules.false_share : z.rules.trivial_share;
  const Bits bits = z.luck.bits(who, index, Why::courier_false);  // two words, each for one purpose
  if (uniform_of(bits.a) < false_share) {
    today.reports.push_back({{}, building, trip.courier, trip.stop, start_of_day(z.day) + second});
  }
  if (enrolment != Enrolment::reports) return;
  if (z.zone.view[trip.to] != 0) today.stops.emplace_back(building, second, trip.courier, trip.stop);
  if (z.rules.along_way_share <= 0 || trip.at_night) return;  // in the dark nobody has eyes for the way
  const double notice =
      trip.stop < today.evening_order ? today.notice_by_day[trip.courier] : today.notice_in_evening[trip.courier];
  if (uniform_of(bits.b) < notice * z.rules.along_way_share) {
    const std::uint32_t shop = trip.from - z.zone.doors();
    today.looks.push_back({trip.courier, trip.stop, shop, trip.to, start_of_day(z.day) + trip.depart_ms / 1000});
  }
}

/// What a rider does with what is seen today, told to every community of the zone.
void tell_chances(const ZoneMidnight& z, std::uint32_t courier, const CourierShift& shift) {
  const double sent = std::min(1.0, z.riders.belief[courier] * (1 + z.rules.pay_effect * z.rules.pay_per_report));
  const double rested = std::min(1.0, z.rules.notice_chance * (1 + z.rules.attention_gain));
  for (std::uint32_t position = 0; position < z.zone.communities.size(); ++position) {
    CourierDay& today = z.community(position).couriers;
    today.notice_by_day[courier] = z.rules.notice_chance;
    today.notice_in_evening[courier] = shift.rests ? rested : z.rules.notice_chance;
    today.report_chance[courier] = sent;
  }
}

void plan_rider(const ZoneMidnight& z, std::uint32_t courier, std::vector<CourierTrip>& trips) {
  const Enrolment enrolment = enrolment_of(z, courier);
  if (enrolment == Enrolment::none) return;
  trips.clear();
  const CourierShift shift = ride_day(z.zone, z.rules, z.luck, courier, z.day, trips);
  if (z.counting) {
    ++z.tally().enrolled;
    z.tally().belief_sum += z.riders.belief[courier];
  }
  if (shift.works) ++z.riders.worked[courier];
  if (shift.rests) ++z.riders.rested[courier];
  tell_chances(z, courier, shift);
  for (const CourierTrip& trip : trips) {
    if (trip.purpose == CourierPurpose::to_customer) plan_stop(z, trip, enrolment);
  }
  if (z.rules.errands_per_day > 0 && enrolment == Enrolment::reports)
    plan_errands(z.zone, z.rules, shift, trips, z.communities, z.day);
}

/// Puts a community's stops in order and marks where each building's begin.
void order_stops(CourierDay& today, std::size_t buildings) {
  if (today.stops.empty()) return;
  std::sort(today.stops.begin(), today.stops.end());
  today.first_stop.assign(buildings + 1, static_cast<std::uint32_t>(today.stops.size()));
  for (std::size_t i = today.stops.size(); i-- > 0;)
    today.first_stop[today.stops[i].building().row] = static_cast<std::uint32_t>(i);
  for (std::size_t b = buildings; b-- > 0;)
    today.first_stop[b] = std::min(today.first_stop[b], today.first_stop[b + 1]);
}

void plan_zone(const ZoneMidnight& z) {
  if (z.zone.communities.empty()) return;
  learn_from_answers(z);
  if (z.day % month_days == 0) turn_month(z);
  for (std::uint32_t position = 0; position < z.zone.communities.size(); ++position) {
    CourierDay& today = z.community(position).couriers;
    clear_day(today);
    for (auto* chances : {&today.notice_by_day, &today.notice_in_evening, &today.report_chance})
      chances->assign(z.zone.riders, 0);
    today.errands_left.assign(z.zone.riders, 0);
    today.errands_until.assign(z.zone.riders, 0);
    today.evening_order = (z.zone.facts.orders_per_shift + 1) / 2;
  }
  if (z.counting) {
    z.tally().riders = z.zone.riders;
    z.tally().enrolled = 0;
    z.tally().belief_sum = 0;
  }
  std::vector<CourierTrip> trips;
  std::uint32_t enrolled = 0;
  for (std::uint32_t courier = 0; courier < z.zone.riders; ++courier) {
    plan_rider(z, courier, trips);
    enrolled += enrolment_of(z, courier) == Enrolment::reports ? 1 : 0;
  }
  for (std::uint32_t position = 0; position < z.zone.communities.size(); ++position) {
    CourierDay& today = z.community(position).couriers;
    today.enrolled = enrolled;
    std::sort(today.errand_stops.begin(), today.errand_stops.end());
    order_stops(today, z.zone.first_building[position + 1] - z.zone.first_building[position]);
  }
}

void stop_all(std::span<Community> communities, CourierColumns& couriers) {
  if (couriers.zones.empty()) return;
  couriers.zones.clear();
  for (Community& community : communities) {
    clear_day(community.couriers);
    community.couriers.answers.clear();
    community.tally.couriers.enrolled = 0;
    community.tally.couriers.belief_sum = 0;
  }
}

}  // namespace

void plan_couriers(std::span<Community> communities, CourierColumns& couriers, const Population& population,
                   const Rules& rules, const Luck& luck, Seconds midnight, Seconds day0) {
  const auto& zones = population.courier_zones;
  const bool counting = midnight >= day0;
  if (!rules.couriers.on || zones.empty()) return stop_all(communities, couriers);
  if (couriers.zones.empty()) {  // a scheme that begins, or begins anew
    for (const auto& zone : zones) couriers.zones.push_back(new_riders(*zone, rules.couriers, luck));
  }
  for_each_community(static_cast<std::uint32_t>(zones.size()), [&](std::uint32_t z) {
    plan_zone({*zones[z], couriers.zones[z], communities, rules.couriers, luck, day_of(midnight), counting});
  });
}

}  // namespace cogov
