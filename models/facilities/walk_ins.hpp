/// Residents who come to a service point with an open need of their own: which needs can be brought there, and what
/// one opening of a point does with those who come.
///
/// A need can be brought as long as nobody has it in hand: nobody has spoken of it, it is on its way, or it waits in
/// somebody's queue. Who is turned away is where they were before.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/context.hpp"
#include "models/facilities/service_points.hpp"

namespace cogov {

/// Whether a resident could bring it to a point now.
[[nodiscard]] bool can_be_brought(const Context& ctx, RequestId request);

/// Needs of these kinds (bits) that can be brought, one of each resident: the most pressing, then the oldest. In the
/// order of residents.
[[nodiscard]] std::vector<RequestId> open_needs(const Context& ctx, std::uint32_t kinds);

/// The need of one resident among these kinds; none if there is none.
[[nodiscard]] RequestId open_need_of(const Context& ctx, ResidentId resident, std::uint32_t kinds);

/// Takes a need out of where it waits into the mechanism's own pool, where it is served from `begins` on for `work`
/// seconds. Unless it was a case before, it is one now, found by `finder`.
void bring(Context& ctx, const Mechanism& mechanism, RequestId request, Finder finder, Seconds begins, Seconds work);

/// A resident who arrives at a point at `arrives` to have this done.
[[nodiscard]] Visitor visitor_with(const Context& ctx, RequestId request, Seconds arrives);

/// What came of one opening.
struct OpeningResult {
  std::int64_t served = 0, turned_away = 0;
  std::int64_t work_seconds = 0;       ///< of the point's servers
  std::int64_t residents_seconds = 0;  ///< ways there and back, waiting and being served
};

/// Serves those who come to one opening of a point of a mechanism, the walks kept where the day is watched.
OpeningResult hold_opening(Context& ctx, const Mechanism& mechanism, const ServicePoint& point, Epoch open,
                           std::span<Visitor> visitors, Finder finder);

/// A list of kinds of the settings as bits.
[[nodiscard]] std::uint32_t kind_bits(const Settings& settings, const char* path);

/// The kinds that residents have as needs of their own and can have met at a point.
[[nodiscard]] const std::vector<std::string>& kinds_of_points();

}  // namespace cogov
