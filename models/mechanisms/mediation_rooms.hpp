/// Row 33: the parameters and measures of a mediation room.
#pragma once

#include <cstddef>
#include <vector>

#include "models/param.hpp"

namespace cogov::mediation_rooms {

/// What it counts, in the order of its counters.
enum Counter : std::size_t { sessions, missed, settled, pressed, passed_on, open_seconds, paid_seconds, party_seconds };

/// What it keeps with --trace.
enum Event : std::size_t { holds, misses, settles, presses, passes };

/// What it pays for.
enum Cost : std::size_t { mediators_pay, mediators_time, parties_time };

[[nodiscard]] std::vector<Param> params();
[[nodiscard]] std::vector<OwnMeasure> measures();

}  // namespace cogov::mediation_rooms
