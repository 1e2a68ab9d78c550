/// Small places for the tests of ties and belonging.
#pragma once

#include <cstdint>
#include <memory>

#include "models/population.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {

/// The people of a place, on a luck of their own.
[[nodiscard]] inline std::shared_ptr<const Population> drawn(const Settings& settings, std::uint64_t seed = 5) {
  return build_population(PlaceFacts::read(settings), Luck(seed, 0), Luck(seed, 0));
}

[[nodiscard]] inline Settings place(std::int64_t communities, std::int64_t households) {
  return small_settings({.communities = communities, .households = households});
}

}  // namespace cogov::testing
