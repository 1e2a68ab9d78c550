#include "sim/network/influence.hpp"

#include <algorithm>

#include "sim/distributions.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// Sixteen bits for each resident and step. Eight ordinals that follow each other share the 128 bits of one draw,
/// so that a household, whose ordinals do, costs one.
class Dither {
 public:
  explicit Dither(const InfluenceLuck& luck) : luck_(luck) {}

  /// Uniform in (0, 1), in steps of 2^-16.
  double at(std::uint32_t row) {
    const std::uint32_t ordinal = luck_.ordinal[row];
    if (ordinal / 8 != block_) {
      block_ = ordinal / 8;
      bits_ = luck_.luck.bits({luck_.community, EntityType::resident, block_}, luck_.step, Why::dither);
    }
    const std::uint64_t word = ordinal % 8 < 4 ? bits_.a : bits_.b;
    return (static_cast<double>(word >> 16 * (ordinal % 4) & 0xffffU) + .5) * 0x1p-16;
  }

 private:
  const InfluenceLuck& luck_;
  std::uint32_t block_ = 0xffff'ffffU;  // ordinals divided by eight never reach it
  Bits bits_{};
};

std::uint16_t rounded(double level, double dither) {
  return static_cast<std::uint16_t>(std::min(level + dither, double{active_level}));
}

/// The mean of the own level and what was heard.
double mean_of(const Heard& heard, std::uint32_t row, double own, double self_weight) {
  if (heard.ties(row) == 0) return own;
  // Signed, since processors have an instruction for that; no sum comes near 2^63.
  const double others = static_cast<double>(static_cast<std::int64_t>(heard.sum(row))) / heard.ties(row);
  return self_weight * own + (1 - self_weight) * others;
}

void degroot(const InfluenceNumbers& numbers, const Heard& heard, const InfluenceColumns& columns, Dither dither) {
  for (std::uint32_t row = 0; row < heard.rows(); ++row) {
    columns.next[row] = rounded(mean_of(heard, row, columns.level[row], numbers.self_weight), dither.at(row));
  }
}

void friedkin_johnsen(const InfluenceNumbers& numbers, const Heard& heard, const InfluenceColumns& columns,
                      Dither dither) {
  const bool by_row = !columns.susceptibility.empty();
  for (std::uint32_t row = 0; row < heard.rows(); ++row) {
    const double mean = mean_of(heard, row, columns.level[row], numbers.self_weight);
    const double yields = by_row ? columns.susceptibility[row] / double{active_level} : numbers.susceptibility;
    columns.next[row] = rounded(yields * mean + (1 - yields) * columns.anchor[row], dither.at(row));
  }
}

std::uint16_t rest_of(const InfluenceColumns& columns, std::uint32_t row) {
  constexpr std::uint16_t highest = active_level - 1;  // whoever rests is not active
  return columns.anchor.empty() ? std::uint16_t{0} : std::min(columns.anchor[row], highest);
}

void threshold(const Heard& heard, const InfluenceColumns& columns) {
  for (std::uint32_t row = 0; row < heard.rows(); ++row) {
    const std::uint64_t needed = std::uint64_t{columns.threshold[row]} * heard.ties(row);
    const bool enough = columns.threshold[row] == 0 || (heard.ties(row) > 0 && heard.sum(row) * active_level >= needed);
    const bool active = columns.level[row] == active_level || enough;
    columns.next[row] = active ? active_level : rest_of(columns, row);
  }
}

void bass(const InfluenceNumbers& numbers, const Heard& heard, const InfluenceColumns& columns,
          const InfluenceLuck& luck) {
  const double ceases = 1 - exact_exp(-numbers.recovery);
  for (std::uint32_t row = 0; row < heard.rows(); ++row) {
    const double share = heard.ties(row) > 0 ? static_cast<double>(heard.sum(row)) / heard.ties(row) : 0;
    const double joins = 1 - exact_exp(-(numbers.spontaneous + numbers.imitation * share));
    const Who who{luck.community, EntityType::resident, luck.ordinal[row]};
    const double u = luck.luck.uniform(who, luck.step, Why::activation);
    const bool was_active = columns.level[row] == active_level;
    const bool active = was_active ? u >= ceases : u < joins;
    columns.next[row] = active ? active_level : rest_of(columns, row);
  }
}

}  // namespace

std::uint16_t level_of(double share) {
  return static_cast<std::uint16_t>(std::clamp(share, 0.0, 1.0) * active_level + .5);
}

TieRows rows_of(const TieNetwork& ties) {
  // The graph's own two arrays: the gather reads nothing else.
  return {ties.graph.m_forward.m_rowstart, ties.graph.m_forward.m_column};
}

void Heard::hear(TieRows ties, std::span<const std::uint32_t> order, std::span<const std::uint16_t> level) {
  EXPECT(order.size() == rows() && ties.first.size() == rows() + 1);
  const auto gather = [&](auto value) {
    for (const std::uint32_t row : order) {
      const std::uint32_t begin = ties.first[row];
      const std::uint32_t end = ties.first[row + 1];
      std::uint64_t sum = 0;
      for (std::uint32_t i = begin; i < end; ++i) sum += value(level[ties.others[i]]);
      sum_[row] += sum;
      ties_[row] += end - begin;
    }
  };
  if (levels_) {
    gather([](std::uint16_t each) { return std::uint32_t{each}; });
  } else {
    gather([](std::uint16_t each) { return static_cast<std::uint32_t>(each == active_level); });
  }
}

void influence_step(InfluenceRule rule, const InfluenceNumbers& numbers, const Heard& heard,
                    const InfluenceColumns& columns, const InfluenceLuck& luck) {
  EXPECT(columns.level.size() == heard.rows() && columns.next.size() == heard.rows());
  switch (rule) {
    case InfluenceRule::degroot:
      return degroot(numbers, heard, columns, Dither(luck));
    case InfluenceRule::friedkin_johnsen:
      EXPECT(columns.anchor.size() == heard.rows());
      return friedkin_johnsen(numbers, heard, columns, Dither(luck));
    case InfluenceRule::threshold:
      EXPECT(columns.threshold.size() == heard.rows());
      return threshold(heard, columns);
    case InfluenceRule::bass:
      return bass(numbers, heard, columns, luck);
  }
}

}  // namespace cogov
