/// How neighbours move each other: four rules over one network, columns of 16-bit fixed point, read t and write t + 1.
///
/// A step has two parts. First every row hears its neighbours: within the community along the rows of a graph, then
/// tie by tie whatever is held apart (ties to other communities, ties that a policy has added). Then the rule turns
/// what was heard into the next level. Nothing is kept between steps but the columns of the caller.
///
/// Levels are 0 to 65535 for 0 to 1. Whoever is at 65535 is active: the threshold and the Bass rule know nothing
/// between active and not.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/draw.hpp"
#include "sim/network/ties.hpp"

namespace cogov {

/// DeGroot 1974: the mean of own and neighbours' levels. Friedkin and Johnsen 1990: that mean, and the own
/// anchor. Threshold (Granovetter 1978, Watts 2002): active once enough neighbours are. Bass-like (Bass 1969):
/// active at a rate that grows with active neighbours, and inactive again at a rate.
enum class InfluenceRule : std::uint8_t { degroot, friedkin_johnsen, threshold, bass };

/// Numbers of the rules; each reads its own.
struct InfluenceNumbers {
  double self_weight = 0.5;     ///< DeGroot, Friedkin-Johnsen: weight of the own level in the mean, 0 to 1
  double susceptibility = 0.5;  ///< Friedkin-Johnsen: weight of the mean against the anchor, 0 to 1
  double spontaneous = 0;       ///< Bass: rate a step of becoming active unprompted
  double imitation = 0;         ///< Bass: rate a step when all neighbours are active
  double recovery = 0;          ///< Bass: rate a step of becoming inactive
};

inline constexpr std::uint16_t active_level = 65535;

/// 0 to 1 as a level, rounded to the nearest; what lies outside is cut off.
[[nodiscard]] std::uint16_t level_of(double share);

/// A directed multigraph as plain rows: row r hears others[first[r]] to others[first[r + 1] - 1]. A row may name
/// another several times, or itself, so that any matrix of rational weights can be written down.
struct TieRows {
  std::span<const std::uint32_t> first;  ///< one more than rows
  std::span<const std::uint32_t> others;
};
[[nodiscard]] TieRows rows_of(const TieNetwork& ties);

/// What rows have heard in one step.
class Heard {
 public:
  /// @param rule  the averaging rules hear levels, the others only who is active
  Heard(InfluenceRule rule, std::size_t rows) : levels_(averages(rule)), sum_(rows, 0), ties_(rows, 0) {}

  /// Everybody hears along the graph. `order` holds each row once, best by degree: loops that have the same length
  /// one after another are foreseen by the processor, which is most of what a gather costs.
  void hear(TieRows ties, std::span<const std::uint32_t> order, std::span<const std::uint16_t> level);

  /// A row hears one more.
  void hear(std::uint32_t row, std::uint16_t level) {
    sum_[row] += said(level);
    ++ties_[row];
  }

  [[nodiscard]] std::size_t rows() const { return sum_.size(); }
  [[nodiscard]] std::uint64_t sum(std::uint32_t row) const { return sum_[row]; }    ///< of levels, or active ones
  [[nodiscard]] std::uint32_t ties(std::uint32_t row) const { return ties_[row]; }  ///< heard

 private:
  static bool averages(InfluenceRule rule) {
    return rule == InfluenceRule::degroot || rule == InfluenceRule::friedkin_johnsen;
  }
  [[nodiscard]] std::uint32_t said(std::uint16_t level) const {
    return levels_ ? level : static_cast<std::uint32_t>(level == active_level);
  }

  bool levels_;
  std::vector<std::uint64_t> sum_;
  std::vector<std::uint32_t> ties_;
};

/// The columns of a step, one entry a row. Spans that a rule doesn't read may be empty.
struct InfluenceColumns {
  std::span<const std::uint16_t> level = {};           ///< t
  std::span<std::uint16_t> next = {};                  ///< t + 1
  std::span<const std::uint16_t> anchor = {};          ///< Friedkin-Johnsen; where the inactive stand (empty: 0)
  std::span<const std::uint16_t> susceptibility = {};  ///< Friedkin-Johnsen, by row instead of the one number
  std::span<const std::uint16_t> threshold = {};       ///< share of neighbours from which on a row is active
};

/// Whose luck a step goes by: draws are keyed by resident and step. Ordinals grow with the rows.
struct InfluenceLuck {
  const Luck& luck;
  std::uint32_t community = 0;
  std::span<const std::uint32_t> ordinal;  ///< of each row's resident
  std::uint32_t step = 0;
};

/// One step of a rule for all rows, from what they have heard.
///
/// The averaging rules round up or down by chance (Why::dither), so that changes below one unit are not lost: the
/// mean over luck is exact within 2^-17 units. A row that hears nobody keeps its level as the mean. A threshold of
/// 0 is active unprompted; whoever is active under that rule stays so. Bass turns rates into chances by 1 - exp and
/// draws once a resident and step (Why::activation).
void influence_step(InfluenceRule rule, const InfluenceNumbers& numbers, const Heard& heard,
                    const InfluenceColumns& columns, const InfluenceLuck& luck);

}  // namespace cogov
