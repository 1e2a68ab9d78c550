/// What targets tell of parameters, from how they move.
#pragma once

#include <vector>

#include "tools/calibration/fit.hpp"

namespace cogov {

/// @param slopes  by target, then by parameter: tolerances that the target moves when the parameter walks its bounds
/// Sets `errors` (in parts of the bounds: the standard deviation under a flat prior over them and linear targets),
/// `without_influence` (all targets together move by less than a third of a tolerance) and `untold` (directions known
/// no better than by the bounds, whose own standard deviation is 1/sqrt(12) of their width).
void identify(const std::vector<std::vector<double>>& slopes, FitResult& result);

}  // namespace cogov
