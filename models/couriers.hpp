/// Couriers: their orders and days, what they notice and report, and what it costs them.
#pragma once

#include <span>

#include "models/context.hpp"

namespace cogov {

struct Population;

/// Midnight, before any community: learns what became of reports, plans the day of each zone's couriers, and
/// hands every community its stops. Zones are planned side by side.
void plan_couriers(std::span<Community> communities, CourierColumns& couriers, const Population& population,
                   const Rules& rules, const Luck& luck, Seconds midnight, Seconds day0);

/// An event about couriers.
void on_courier(Context& ctx, std::uint32_t entity);
/// Time to see whether what a rider reported has been answered.
void on_answer(Context& ctx, RequestId request);
/// A request has just entered `stage`.
void couriers_on_request(Context& ctx, RequestId request, RequestState stage);

/// Whether riders serve requests here; and one handed to them.
[[nodiscard]] bool riders_serve(const Context& ctx);
void give_to_riders(Context& ctx, RequestId request);

}  // namespace cogov
