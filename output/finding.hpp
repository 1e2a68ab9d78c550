/// What both bars together allow to be said of a policy's primary measure.
#pragma once

#include <cstddef>
#include <vector>

#include "output/compare.hpp"

namespace cogov {

enum class Finding {
  better,     ///< clearly, and no group that is counted loses
  mixed,      ///< clearly better, but a group loses
  worse,      ///< clearly
  changed,    ///< clearly, in a measure that has no better direction
  unnoticed,  ///< clearly no difference that is worth noticing
  unknown,    ///< none of these can be said
};

/// Why nothing can be said.
enum class Doubt {
  none,        ///< something can be said
  few_worlds,  ///< fewer than least_worlds have a difference
  left_out,    ///< more than 5 % of the worlds have no difference
  luck,        ///< more runs would help
  worlds,      ///< the assumptions make the difference, and no number of runs would help
};

struct Judgement {
  Finding finding = Finding::unknown;
  Doubt doubt = Doubt::none;
};

/// Judges `policy` (1 …), whose primary measure must have worlds.
///
/// Something is said "clearly" only where the range of plausible worlds lies beyond the smallest difference worth
/// noticing (or wholly within it: `unnoticed`), and the runs at default assumptions, whose luck is another one, say the
/// same: an effect in that direction told from luck or, for `unnoticed`, a mean below the smallest difference known
/// well enough. A policy that does nothing is thus called better or worse no more often than the first bar alone would.
///
/// More runs would help (`Doubt::luck`) where luck is not known, where only the first bar is undecided, or where the
/// range would be decisive but for the reach of luck at its ends.
[[nodiscard]] Judgement judged(const Comparison& comparison, std::size_t policy);

/// Rows of groups that lose: told worse from luck and by enough to be named (rows_that_lose()), where the plausible
/// worlds don't say the opposite with their whole range.
[[nodiscard]] std::vector<std::size_t> groups_that_lose(const Comparison& comparison, std::size_t policy);

/// "better", "mixed", "worse", "changed", "unnoticed" or "unknown": a finding's name in JSON.
[[nodiscard]] const char* finding_name(Finding finding);

}  // namespace cogov
