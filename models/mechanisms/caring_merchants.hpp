/// Row 19: the parameters and measures of merchants give and win.
#pragma once

#include <cstddef>
#include <vector>

#include "models/param.hpp"

namespace cogov::caring_merchants {

/// What it counts, in the order of its counters.
enum Counter : std::size_t { services, given_seconds, merchant_months, joined, left_it, asking_seconds, won, yuan };

/// What it keeps with --trace.
enum Event : std::size_t { joins, leaves, serves };

[[nodiscard]] std::vector<Param> params();
[[nodiscard]] std::vector<OwnMeasure> measures();

}  // namespace cogov::caring_merchants
