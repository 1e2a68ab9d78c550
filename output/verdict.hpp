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
/// Of the measures and groups that get worse, at most `most_named` of each are named: those of the first screen first,
/// then the largest in proportion; the others are counted. Where assumptions have been varied there is more to say, and
/// `most_named_with_worlds` are named (one measure beside groups).
///
/// "Clearly" is said only where assumptions have been varied (Difference::worlds) and both bars allow it; see
/// finding.hpp. Without worlds the sentence speaks of the runs alone; closing_note() says once for all policies what
/// the bars are.
[[nodiscard]] std::string verdict(const Comparison& comparison, std::size_t policy, Language language);

/// How many of those that lose a verdict names.
constexpr std::size_t most_named = 3;
constexpr std::size_t most_named_with_worlds = 2;

/// What holds for all verdicts of a comparison: what the ranges allow for, and what "worse" leaves out.
[[nodiscard]] std::string closing_note(const Comparison& comparison, Language language);

/// Rows of Comparison::measures other than the primary in which the policy is told to be worse, and
/// by enough to be named (worth_naming: half a percentage point of a share, 1 % of the baseline's value of
/// anything else). In the order in which they matter.
[[nodiscard]] std::vector<std::size_t> rows_that_lose(const Comparison& comparison, std::size_t policy);

}  // namespace cogov
