/// Couriers: their orders and days, what they notice and report, and what it costs them.
///
/// Midnight is in courier_plan.cpp, the day's reports are in courier_reports.cpp, errands in courier_errands.cpp.
#pragma once

#include <span>

#include "models/context.hpp"
#include "models/courier_zone.hpp"

namespace cogov {

struct Population;

/// Midnight, before any community: learns what became of reports, plans the day of each zone's couriers, and
/// hands every community its stops. Zones are planned side by side.
void plan_couriers(std::span<Community> communities, CourierColumns& couriers, const Population& population,
                   const Rules& rules, const Luck& luck, Seconds midnight, Seconds day0);

/// Midnight, each community after that: foresees the day's reports, and gives waiting errands to riders.
void courier_day(Context& ctx);

/// An event about couriers.
void on_courier(Context& ctx, std::uint32_t entity);
/// Time to see whether what a rider reported has been answered.
void on_answer(Context& ctx, RequestId request);
/// A request has just entered `stage`.
void couriers_on_request(Context& ctx, RequestId request, RequestState stage);

/// A grid worker has looked at what a rider reported: books it and ends what was false. True when that was all there
/// was to do, `only` being whether the work itself is somebody else's.
bool verified(Context& ctx, RequestId request, bool only);
/// There is nobody to verify it: what was false ends; true when it did.
bool unverified(Context& ctx, RequestId request);

/// Whether riders serve requests here; and one handed to them.
[[nodiscard]] bool riders_serve(const Context& ctx);
void give_to_riders(Context& ctx, RequestId request);
/// Midnight: who waits is taken up by the first rider who comes near, or after three days handed on.
void errand_day(Context& ctx);
/// The rider is done with it.
void errand_done(Context& ctx, RequestId request);
/// Marks the stops at which a rider takes errands: in the community of the day's first order.
void plan_errands(const CourierZone& zone, const CourierRules& rules, const CourierShift& shift,
                  std::span<const CourierTrip> trips, std::span<Community> communities, std::uint32_t day);

/// Events about errands name their request under this flag, those about reports their position in the day's list.
inline constexpr std::uint32_t errand_event = 1U << 26;

}  // namespace cogov
