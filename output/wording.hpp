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

/// The label as it stands within a sentence: in English without the capital of a first word ("Unmet
/// days" → "unmet days", "GDP" stays), with "the" before a time ("the days people live with a problem"), and what
/// follows a single comma in brackets ("…, half of them" → "… (half of them)"). In Chinese the label
/// itself, without a final （每年） that the unit repeats.
[[nodiscard]] std::string sentence_label(const Measure& measure, Language language);

/// Is the measure a share (unit "1", not a count)? Shares are shown as percent.
[[nodiscard]] bool is_share(const Measure& measure);

/// Does the measure say how long something takes (days, hours, minutes, seconds; not a rate)?
[[nodiscard]] bool is_time(const Measure& measure);

/// "days", "hours", "minutes", "seconds", "yuan", "%"; 天 … ; "" for a count. A rate keeps its
/// time: "days a year", 天/年. Other units as they are.
[[nodiscard]] std::string unit_word(const Measure& measure, Language language);

/// As unit_word, but "percentage points" (个百分点) for a share and "" for an index.
[[nodiscard]] std::string difference_unit_word(const Measure& measure, Language language);

/// A number with as many decimals as `precision` (a power of ten, > 0) has, thousands set off by
/// commas, "−" for minus; `with_sign` puts "+" before what is above zero. "—" if it is not finite.
[[nodiscard]] std::string number_text(double value, double precision, bool with_sign = false);

/// A number in two significant digits, as a price is said that is a quotient of two estimates.
[[nodiscard]] std::string rough_text(double value);

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
/// to show a constant difference. The two means get four significant digits at the most, however
/// narrow the interval of their difference, and a difference three (four if it is the same in every run).
[[nodiscard]] Figures figures(const Measure& measure, const PairedStatistics& statistics);

/// Powers of ten, in display units (percent for shares), to which figures() rounds.
struct Precisions {
  double means = 1;
  double difference = 1;
};
[[nodiscard]] Precisions precisions(const Measure& measure, const PairedStatistics& statistics);

/// The precision (a power of ten, in display units: percent for shares) that figures() uses for the difference.
[[nodiscard]] double display_precision(const Measure& measure, const PairedStatistics& statistics);

/// The ends of another interval of the same difference (that of the worlds), with signs, each bar rounded by its own
/// width; one without width is rounded as the difference itself. "—" where an end is not finite.
struct Ends {
  std::string low, high;    ///< "−0.6", "+0.1"
  std::string least, most;  ///< by size and without signs: "0.3", "0.6"
};
[[nodiscard]] Ends ends(const Measure& measure, const PairedStatistics& statistics, const Interval& interval);

/// The power of ten, in display units, to which ends() rounds.
[[nodiscard]] double range_precision(const Measure& measure, const PairedStatistics& statistics,
                                     const Interval& interval);

/// The power of ten, in display units, to which mean_text() rounds.
[[nodiscard]] double mean_precision(const Measure& measure, double mean);

/// A mean by itself, in three significant digits and without unit; shares as percent.
[[nodiscard]] std::string mean_text(const Measure& measure, double mean);

/// Is a difference large enough to be named in a sentence? Half a percentage point of a share, or
/// 1 % of the baseline's mean of anything else (anything but zero if that mean is zero).
[[nodiscard]] bool worth_naming(const Measure& measure, const PairedStatistics& statistics);

/// 100 for shares, else 1: what a value is multiplied by to be shown.
[[nodiscard]] double display_scale(const Measure& measure);

}  // namespace cogov
