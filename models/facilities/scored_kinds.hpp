/// Kinds of request that somebody looks at, and staff therefore turn to first (Lever::effort).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/request_kinds.hpp"

namespace cogov {

struct ScoredKinds {
  std::array<bool, kind_count> scored{};
  double gain = 0;  ///< a scored kind's claim on staff's time is 1 + gain, others' 1

  static ScoredKinds of(const std::vector<std::string>& kinds, double gain);

  [[nodiscard]] double claim(std::size_t kind) const { return kind < kind_count && scored[kind] ? 1 + gain : 1; }
  [[nodiscard]] double largest() const;
};

/// A row of a table of parameters that lists kinds of request.
[[nodiscard]] Param kinds_param(const char* key, std::vector<std::string> fallback, const char* meaning,
                                const char* meaning_zh, const char* source);

/// Positions of kinds by key, in the order given.
[[nodiscard]] std::vector<std::size_t> positions_of(const std::vector<std::string>& kinds);

}  // namespace cogov
