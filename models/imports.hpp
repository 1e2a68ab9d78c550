/// What a scenario reads from other files: a street network, a list of ties.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/network/streets.hpp"
#include "sim/network/ties.hpp"

namespace cogov {

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
};

}  // namespace cogov
