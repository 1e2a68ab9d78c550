/// What can be read from other files: a street network, a list of ties.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/network/streets.hpp"
#include "sim/network/ties.hpp"

namespace cogov {

// What is read at most; beyond that a file is refused, so that memory is bounded (about 1 GiB while reading).
inline constexpr std::uint32_t most_import_nodes = 2'000'000;   ///< junctions, or people
inline constexpr std::uint32_t most_import_edges = 10'000'000;  ///< streets as the file counts them, or ties
inline constexpr std::size_t longest_label = 64;                ///< bytes, of the name of a junction or person

/// Ties between people, who are numbered from 0 in the order in which the file first names them.
struct TieList {
  std::uint32_t people = 0;
  std::vector<Tie> ties;  ///< each once, a < b, sorted
  bool operator==(const TieList&) const = default;
};

/// None where the place is generated.
struct Imports {
  std::shared_ptr<const Streets> streets;
  std::shared_ptr<const TieList> ties;

  /// Whether both hold the same.
  bool operator==(const Imports& other) const {
    const auto same = [](const auto& a, const auto& b) { return a == b || (a && b && *a == *b); };
    return same(streets, other.streets) && same(ties, other.ties);
  }
};

}  // namespace cogov
