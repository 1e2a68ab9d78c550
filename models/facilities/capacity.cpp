#include "models/facilities/capacity.hpp"

#include <algorithm>
#include <cmath>

namespace cogov {

std::int32_t evenly(double a_year, std::uint32_t day) {
  const double a_day = a_year / 365;
  const double amount = std::floor(a_day * (day + 1.0)) - std::floor(a_day * day);
  return static_cast<std::int32_t>(std::min(amount, double{most_held}));
}

std::int32_t added(std::int32_t balance, std::int32_t amount) {
  return static_cast<std::int32_t>(std::min<std::int64_t>(std::int64_t{balance} + amount, most_held));
}

}  // namespace cogov
