/// The comparison in plain words.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "output/language.hpp"

namespace cogov {

/// What `policy` (1 …; the input's numbering) does against the baseline, in a few sentences on one
/// line: the primary measure and how sure that is, what it costs, and who or what loses.
///
/// "Clearly" is said only where assumptions have been varied (Difference::worlds) and the range of
/// plausible worlds lies beyond the smallest difference worth noticing. Without worlds the sentence
/// speaks of the runs alone, and says that assumptions have not been varied.
[[nodiscard]] std::string verdict(const Comparison& comparison, std::size_t policy, Language language);

/// Rows of Comparison::measures other than the primary in which the policy is told to be worse.
[[nodiscard]] std::vector<std::size_t> rows_that_lose(const Comparison& comparison, std::size_t policy);

}  // namespace cogov
