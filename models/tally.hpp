/// What is counted along the way, and what a run's result is made of.
#pragma once

#include <bitset>
#include <span>

#include "models/context.hpp"
#include "models/mechanism.hpp"
#include "models/world.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Every midnight from day 0 on: opens the day's row of the daily series with the state it finds.
void tally_day(Context& ctx);

/// Mechanisms by their position in the registry.
using MechanismSet = std::bitset<most_mechanisms>;

/// The mechanisms that some policy has on.
[[nodiscard]] MechanismSet mechanisms_on(std::span<const Settings> policies);

/// The arrays of every run, in the order in which they are stored. `days` from day 0; of measures that are a
/// mechanism's own, those of `mechanisms`.
[[nodiscard]] Layout result_layout(std::uint32_t days, MechanismSet mechanisms = MechanismSet().set());

/// The arrays of a finished run. Sums go over communities in their order, so they don't depend on threads.
[[nodiscard]] std::vector<Array> result_arrays(const Society& society, const Layout& layout);

/// Every booking of a run, with --trace: hours, fees and wages as quantities, from which the costs follow.
[[nodiscard]] TraceTable cost_trace(const Society& society);

/// What mechanisms did in a run, with --trace: one row for each keep_event().
[[nodiscard]] TraceTable event_trace(const Society& society);

/// The request table of a run, with --trace.
[[nodiscard]] TraceTable request_trace(const Society& society);

}  // namespace cogov
