/// The facts about riders that all policies share, and what a policy asks of them.
#pragma once

#include <cstdint>

#include "models/settings.hpp"
#include "sim/time.hpp"

namespace cogov {

/// [couriers]: who rides here, and how their day goes. Facts of the place; no policy changes them.
struct CourierFacts {
  bool planned = false;  ///< some policy needs their days: only then tables are built
  double orders_per_resident_year = 0;
  std::uint32_t orders_per_shift = 0;
  double hours = 0;                        ///< on the road a day, half around noon, half in the evening
  double noon_from = 0, evening_from = 0;  ///< hour of the day
  double start_spread = 0;                 ///< hours that riders' starts lie apart
  double days_worked_share = 0;
  std::uint32_t riders = 0;                    ///< of each zone; 0: as many as the orders need
  std::uint32_t extra_riders = 0;              ///< of the first zone
  std::uint32_t shop_ms = 0, handover_ms = 0;  ///< waiting for an order, and handing it over
  double crash_per_hour = 0;
  double late_slack_seconds = 0;  ///< mean time to spare until an order is late

  static CourierFacts read(const Settings& settings);
  /// Riders that so many residents' orders keep busy.
  [[nodiscard]] std::uint32_t riders_for(double residents) const;
};

/// [roaming_couriers] and [rest_stations], as they hold under a policy.
struct CourierRules {
  bool on = false;  ///< riders report
  double enrolled_share = 0, notice_chance = 0, belief_start = 0, learning = 0, along_way_share = 0;
  double pay_per_report = 0, pay_effect = 0;  ///< yuan; share of belief more a yuan
  double false_share = 0;                     ///< of stops, pay included
  double verification_seconds = 0, report_seconds = 0;
  double leaving_per_month = 0, crash_multiplier = 1;
  std::uint32_t errands_per_day = 0, errand_reach = 0;  ///< of a rider; buildings
  double errand_seconds = 0;

  std::uint32_t stations = 0;  ///< of each zone; 0: none
  double use_chance = 0, stays_effect = 0, attention_gain = 0, recruited_only = 0, trivial_share = 0;

  static CourierRules read(const Settings& settings);
};

/// Reads the part of one mechanism's section; both are off unless switched on.
void read_roaming_couriers(const Settings& settings, CourierRules& rules);
void read_rest_stations(const Settings& settings, CourierRules& rules);

}  // namespace cogov
