#include "models/logit_offset.hpp"

#include <array>

#include "sim/exact_math.hpp"

namespace cogov {

double logit_offset(double share, const Differing& people) {
  if (share <= 0) return -1e3;
  if (share >= 1) return 1e3;
  constexpr int points = 64;
  std::array<double, points> own{};
  for (int i = 0; i < points; ++i) {
    own[static_cast<std::size_t>(i)] = people.spread * exact_normal_quantile((i + .5) / points);
  }
  double low = -40;
  double high = 40;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    double mean = 0;
    for (const double value : own) {
      mean += (1 - people.stepping) * exact_logistic(middle + value) / points;
      mean += people.stepping * exact_logistic(middle + value + people.step) / points;
    }
    (mean < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace cogov
