/// Matching needs to offers: who is served by whom, when each offer takes some types of need and only so many.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cogov {

/// Types of need: a bit of 64 each.
inline constexpr std::uint32_t match_types = 64;
inline constexpr std::uint32_t unmatched = 0xFFFF'FFFF;

/// Something wanted, once.
struct MatchNeed {
  std::uint64_t key;      ///< unique among the needs; says who comes first where the costs don't
  std::uint32_t type;     ///< below match_types
  std::int64_t cost;      ///< of seeing to this one rather than another, 0 to 10^6
  std::int64_t deadline;  ///< the longest time that it can be kept waiting
};

/// Something that can be given.
struct MatchOffer {
  std::uint64_t key;       ///< unique among the offers
  std::uint64_t types;     ///< a bit for each type that it takes
  std::int64_t time;       ///< until it is given: its cost, 0 to 10^6, held against deadlines too
  std::uint32_t capacity;  ///< needs that it takes
};

/// Serves as many needs as can be served, and among all ways to do so takes one whose costs and times add up to the
/// least: minimum-cost flow, by Boost.Graph's successive shortest paths.
///
/// The problem falls apart by types that no offer joins; what is identical but for its key, and for types that nobody
/// wants, is one node. Costs are
/// integers and nodes stand in the order of their values, so the answer is a function of the sets of needs and
/// offers and not of the order in which they are given.
///
/// @return  by need: the position of its offer, or `unmatched`
[[nodiscard]] std::vector<std::uint32_t> match(std::span<const MatchNeed> needs, std::span<const MatchOffer> offers);

/// Goes through the needs as they stand; each takes the first offer that fits and has not been used up.
[[nodiscard]] std::vector<std::uint32_t> match_in_order(std::span<const MatchNeed> needs,
                                                        std::span<const MatchOffer> offers);

}  // namespace cogov
