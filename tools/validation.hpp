/// What the world is known to look like, against what the model shows: the patterns of the literature, and a year that
/// people who know a place would believe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace cogov {

/// One thing to look at.
struct Pattern {
  std::string name;     ///< "repeats"
  std::string meaning;  ///< English
  std::string meaning_zh;
  std::string unit;
  double low = 0, high = 0;  ///< the target; both ends are inside
  std::string source;
  /// The parameter whose default was set from this very pattern, if any: then it proves nothing, and doesn't count.
  std::string sets = {};
  double value = 0;  ///< mean over the replicates; NaN where there is nothing to see, such as volunteers without teams

  [[nodiscard]] bool seen() const { return value == value; }
  [[nodiscard]] bool inside() const { return low <= value && value <= high; }
  [[nodiscard]] bool counts() const { return sets.empty() && seen(); }
};

/// What came of it.
struct Validation {
  std::vector<Pattern> patterns;        ///< known from elsewhere
  std::vector<Pattern> plausible_year;  ///< hours and cases of a year, for the size of the place
};

/// Runs the baseline of a scenario and looks at it.
/// @param replicates  at least 1
/// @param threads     0: one for each core
/// @throws UserError where the scenario can't be run
[[nodiscard]] Validation validate(const Scenario& scenario, std::uint32_t replicates, std::uint32_t threads);

}  // namespace cogov
