#include "sim/network/tour.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cogov {

namespace {

constexpr int most_rounds = 32;

std::vector<std::uint32_t> by_nearest(const TravelTimes& times, std::uint32_t start, std::uint32_t first,
                                      std::uint32_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), first);
  std::uint32_t here = start;
  for (auto next = order.begin(); next != order.end(); ++next) {
    const auto nearer = [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(times.milliseconds(here, a), a) < std::pair(times.milliseconds(here, b), b);
    };
    std::iter_swap(next, std::min_element(next, order.end(), nearer));
    here = *next;
  }
  return order;
}

/// Reverses each stretch that makes the way shorter thereby; says whether there was one.
bool shorten(const TravelTimes& times, std::uint32_t start, std::vector<std::uint32_t>& order) {
  bool shortened = false;
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const std::uint32_t before = i == 0 ? start : order[i - 1];
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      std::uint64_t now = times.milliseconds(before, order[i]);
      std::uint64_t then = times.milliseconds(before, order[j]);
      if (j + 1 < order.size()) {  // nothing comes after the last
        now += times.milliseconds(order[j], order[j + 1]);
        then += times.milliseconds(order[i], order[j + 1]);
      }
      if (then >= now) continue;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i), order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
      shortened = true;
    }
  }
  return shortened;
}

}  // namespace

std::vector<std::uint32_t> tour(const TravelTimes& times, std::uint32_t start, std::uint32_t first,
                                std::uint32_t count) {
  std::vector<std::uint32_t> order = by_nearest(times, start, first, count);
  for (int round = 0; round < most_rounds && shorten(times, start, order); ++round) {
  }
  return order;
}

}  // namespace cogov
