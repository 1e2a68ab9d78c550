/// The core sections, each declared in the file that reads it.
#pragma once

#include "models/param.hpp"

namespace cogov {

[[nodiscard]] Section run_section();      ///< [run]: days, warm-up, replicates, seed, window
[[nodiscard]] Section compare_section();  ///< [compare]: primary measure, smallest difference worth noticing

}  // namespace cogov
