#include "sim/draw.hpp"

#include <type_traits>

namespace cogov {

// Luck is copied into every task of a run and Bits are returned in registers: both stay plain values.
static_assert(std::is_trivially_copyable_v<Luck> && sizeof(Luck) == 8);
static_assert(std::is_trivially_copyable_v<Bits> && sizeof(Bits) == 16);
static_assert(sizeof(Who) == 12);

}  // namespace cogov
