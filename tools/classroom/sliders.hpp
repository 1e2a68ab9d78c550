/// The three sliders of the classroom page: what they move, their five levels, and where they start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/design.hpp"
#include "scenarios/scenario.hpp"
#include "tools/report_parts.hpp"

namespace cogov::classroom {

inline constexpr std::size_t slider_count = 3;
inline constexpr std::size_t level_count = 5;

/// A grid of three parameters with five levels each.
struct Sliders {
  Design design;
  bool written = false;            ///< the scenario's own [design]; otherwise chosen by the rule
  std::vector<std::size_t> start;  ///< by slider: the level that is the scenario's own value, or the middle one
  std::vector<bool> own;           ///< by slider: whether the start is the scenario's own value

  /// The combination with these levels; the last slider changes fastest, as on every grid.
  [[nodiscard]] static std::uint32_t point(const std::vector<std::size_t>& levels);
  [[nodiscard]] std::uint32_t start_point() const { return point(start); }
};

/// The scenario's [design] where that is a grid of three parameters with five levels each. Otherwise the rule: first,
/// from at most two policies in their order, the first size or assumption that the policy sets (not where a budget sets
/// the size); then, of the place, how readily residents report, the share of paperwork, how often needs arise, what a
/// patrol sees, how often hazards arise, as far as all policies have the same.
[[nodiscard]] Sliders choose_sliders(const Scenario& scenario);

/// A name or title that somebody wrote as "English / 中文", taken apart; any other is the same in both languages.
[[nodiscard]] report::Json in_both(const std::string& name);

/// What a parameter is called in a class: short words for what is often moved, else as its table calls it, without what
/// stands in brackets or after a semicolon.
[[nodiscard]] report::Json param_label(std::size_t section, std::size_t param);

/// What the page shows of them: {written, rule, start, list: [{key, label, unit, scale, levels, own}]}. Levels are
/// numbers, or words.
[[nodiscard]] report::Json sliders_json(const Scenario& scenario, const Sliders& sliders);

}  // namespace cogov::classroom
