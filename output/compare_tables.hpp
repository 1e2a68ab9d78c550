/// The two tables of a comparison: what stands on the first screen, and everything about one policy.
#pragma once

#include <cstddef>
#include <string>

#include "output/compare.hpp"
#include "output/language.hpp"

namespace cogov {

/// The measures of the first screen: the baseline's value, and for each policy the difference with its
/// mark. Policies stand side by side, up to four where the page is wide enough; the others in
/// further tables below. A line under the last one says what the marks mean.
[[nodiscard]] std::string summary_tables(const Comparison& comparison, Language language);

/// What the runs of the only policy come to: the measures of the first screen, or all of them.
[[nodiscard]] std::string level_table(const Comparison& comparison, bool all, Language language);

/// All measures of `policy` (1 …) with the 95 % interval of each difference, and a footnote.
[[nodiscard]] std::string policy_table(const Comparison& comparison, std::size_t policy, Language language);

}  // namespace cogov
