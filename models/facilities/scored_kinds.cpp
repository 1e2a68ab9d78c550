#include "models/facilities/scored_kinds.hpp"

#include <algorithm>

namespace cogov {

std::vector<std::size_t> positions_of(const std::vector<std::string>& kinds) {
  std::vector<std::size_t> positions;
  for (const std::string& kind : kinds) {
    const auto at = std::find(kind_keys().begin(), kind_keys().end(), kind);
    positions.push_back(static_cast<std::size_t>(at - kind_keys().begin()));
  }
  return positions;
}

ScoredKinds ScoredKinds::of(const std::vector<std::string>& kinds, double gain) {
  ScoredKinds scored{.gain = gain};
  for (const std::size_t kind : positions_of(kinds)) scored.scored[kind] = true;
  return scored;
}

double ScoredKinds::largest() const {
  double most = 1;
  for (std::size_t kind = 0; kind < kind_count; ++kind) most = std::max(most, claim(kind));
  return most;
}

Param kinds_param(const char* key, std::vector<std::string> fallback, const char* meaning, const char* meaning_zh,
                  const char* source) {
  return {.key = key,
          .type = Type::list,
          .fallback = std::move(fallback),
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = Tag::assumption,
          .choices = kind_keys()};
}

}  // namespace cogov
