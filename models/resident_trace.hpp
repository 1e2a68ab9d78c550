/// What residents stand at when a run ends.
#pragma once

#include "sim/results.hpp"

namespace cogov {

class Society;

/// A row for each resident, with --trace.
[[nodiscard]] TraceTable resident_trace(const Society& society);

}  // namespace cogov
