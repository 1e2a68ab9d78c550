/// What ties are drawn among: those who mix beyond their household, and their circles.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/population.hpp"
#include "models/social_ties.hpp"
#include "sim/draw.hpp"

namespace cogov {

/// Rows of those who have ties beyond their household, in ascending order: not children under 9, and not those who
/// keep to their household.
[[nodiscard]] std::vector<std::uint32_t> mixers_of(const CommunityPlan& plan, const TieFacts& facts, const Luck& luck);

/// Somebody else on a ring of `size` places: one of the next `near` places onwards, or, where `near` is 0, anyone;
/// the same place where there is nobody else.
[[nodiscard]] std::uint32_t on_ring(std::uint32_t place, std::uint32_t size, std::uint32_t near, std::uint64_t word);

/// The circles of a community: for each kind of wider ties everybody who mixes is in one, with people of the same
/// age group (9-16, 17-59, 60 and over).
class Circles {
 public:
  Circles(const CommunityPlan& plan, const TieFacts& facts, const Luck& luck, const std::vector<std::uint32_t>& mixers);

  /// The kind of a wider tie, by the kinds' shares.
  [[nodiscard]] std::size_t kind(double u) const;

  /// Somebody of one's circle of a kind: near in place, or anybody. Both are places in `mixers`; one's own where
  /// nobody else is in the circle.
  [[nodiscard]] std::uint32_t partner(std::uint32_t mixer, std::size_t kind, bool anybody, std::uint64_t word) const;

 private:
  static constexpr std::size_t age_groups = 3;

  /// One kind's circles: the people of circle i stand from first[i] to first[i + 1] in order of place.
  struct OfKind {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> people;
    std::vector<std::uint32_t> circle;  ///< by mixer
    std::vector<std::uint32_t> place;   ///< by mixer: in `people`
  };
  static void fill(OfKind& kind, std::uint32_t circles);

  std::array<double, wider_kinds> up_to_{};  ///< cumulative shares
  std::array<OfKind, wider_kinds> kinds_;
};

}  // namespace cogov
