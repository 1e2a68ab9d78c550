/// How a measure's numbers are said: its label, its unit in words, and no false precision.
#pragma once

#include <string>
#include <string_view>

#include "output/language.hpp"
#include "output/statistics.hpp"
#include "sim/results.hpp"

namespace cogov {

/// The one of two texts that is in `language`; the English one where the Chinese one is empty.
[[nodiscard]] const std::string& in_language(Language language, const std::string& english, const std::string& chinese);

/// A measure's label: its long name up to the first ";" (or "；"); its name if it has no long name.
[[nodiscard]] std::string short_label(const Measure& measure, Language language);

/// Is the measure a share (unit "1", not a count)? Shares are shown as percent.
[[nodiscard]] bool is_share(const Measure& measure);

/// "days", "hours", "minutes", "seconds", "yuan", "%"; 天 … ; "" for a count; other units as they are.
[[nodiscard]] std::string unit_word(const Measure& measure, Language language);

/// As unit_word, but "percentage points" (个百分点) for a share.
[[nodiscard]] std::string difference_unit_word(const Measure& measure, Language language);

/// A number with as many decimals as `precision` (a power of ten, > 0) has, thousands set off by
/// commas, "−" for minus; `with_sign` puts "+" before what is above zero. "—" if it is not finite.
[[nodiscard]] std::string number_text(double value, double precision, bool with_sign = false);

/// One row's numbers as text without units, shares as percent, all rounded alike.
struct Figures {
  std::string baseline;    ///< "3.1"
  std::string policy;      ///< "2.7"
  std::string difference;  ///< "−0.4"
  std::string low, high;   ///< "−0.5", "−0.3"; empty without an interval
};

/// Rounds a row's numbers by the size of its interval: one or two digits of the half-width. Where
/// that would turn an end of an interval without zero into 0, one or two digits more. Without an
/// interval: by the uncertainty of the baseline's mean (two digits if that is unknown), or what it takes
/// to show a constant difference.
[[nodiscard]] Figures figures(const Measure& measure, const PairedStatistics& statistics);

/// The precision (a power of ten, in display units: percent for shares) that figures() uses.
[[nodiscard]] double display_precision(const Measure& measure, const PairedStatistics& statistics);

/// 100 for shares, else 1: what a value is multiplied by to be shown.
[[nodiscard]] double display_scale(const Measure& measure);

}  // namespace cogov
