/// What changes about ties, and what travels along them, in one community.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "models/social_ties.hpp"

namespace cogov {

/// Ties that policies have added, as rows of the few residents who have any.
struct TieOverlay {
  std::vector<std::uint32_t> rows;   ///< residents, ascending
  std::vector<std::uint32_t> first;  ///< by entry of `rows`, and the end: where its ties stand in `others`
  std::vector<std::uint32_t> others;
};

/// Belonging of residents, and the ties that policies have added.
struct SocialColumns {
  /// Something that has happened to a resident since the last midnight.
  struct Touch {
    std::uint32_t row;
    std::int32_t amount;  ///< 1/65535
  };
  struct AddedTie {
    std::uint32_t a, b;
    TieKind kind;
    auto operator<=>(const AddedTie&) const = default;
  };

  std::vector<std::uint16_t> belonging;  ///< 1/65535; changes at midnight only, so that all may read it
  std::vector<std::uint16_t> next;       ///< what a step has written
  std::vector<std::uint16_t> anchor;     ///< where one stands by oneself
  std::vector<std::uint16_t> threshold;  ///< empty unless the rule has thresholds
  std::int64_t sum = 0;                  ///< of belonging, kept along the way
  bool stepped = false;                  ///< `next` is to be published
  bool two_state = false;                ///< active or not: events move the anchor
  std::vector<Touch> touched;            ///< in order of time
  std::vector<AddedTie> added;           ///< as they stand now; they act from the next month on
  TieOverlay overlay;                    ///< as they stood at the beginning of the month
};

/// What is counted of it from day 0 on.
struct SocialTally {
  std::vector<std::int64_t> day_belonging;  ///< sum over residents at midnight, 1/65535

  void add(const SocialTally& other);
};

}  // namespace cogov
