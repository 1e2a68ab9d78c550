/// Rows that can't be mixed up.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace cogov {

/// A 32-bit row in the columns of one kind of thing. `Tag` keeps the kinds apart at compile time.
template <class Tag>
struct Id {
  static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t row = none_value;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t value) : row(static_cast<std::uint32_t>(value)) {}

  [[nodiscard]] constexpr bool exists() const { return row != none_value; }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace cogov
