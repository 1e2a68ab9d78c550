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
  std::string source;        ///< of the target, English
  std::string source_zh;
  /// The parameter whose default was set from this very pattern, if any: then it proves nothing, and doesn't count.
  std::string sets = {};
  bool built_in = false;  ///< a rule of the model's makes it so, whatever is set: it doesn't count either
  double value = 0;  ///< mean over the replicates; NaN where there is nothing to see, such as volunteers without teams
  double reach = 0;  ///< half-width of its 95 % interval, luck alone; NaN of one replicate

  [[nodiscard]] bool seen() const { return value == value; }
  [[nodiscard]] bool inside() const { return low <= value && value <= high; }
  [[nodiscard]] bool counts() const { return sets.empty() && !built_in && seen(); }
  /// Whether another luck could have put it on the other side of an end of the target.
  [[nodiscard]] bool near_the_edge() const;
};

/// Days from the first report to the first closing in the records, of one kind's cases that residents reported, over
/// all replicates.
struct KindDurations {
  std::size_t kind = 0;   ///< as in kind_keys()
  std::size_t cases = 0;  ///< closed, at least `enough_cases`
  double median = 0, mean = 0, p90 = 0;
  double squared_variation = 0;  ///< variance over squared mean

  [[nodiscard]] bool inside() const;
};

/// What came of it.
struct Validation {
  std::vector<Pattern> patterns;         ///< known from elsewhere
  std::vector<Pattern> plausible_year;   ///< hours and cases of a year, for the size of the place
  std::vector<KindDurations> durations;  ///< of the kinds with cases enough
};

/// Cases of a kind below which nothing is said of how they vary.
inline constexpr std::size_t enough_cases = 20;
/// Squared coefficients of variation by type of request in Los Angeles.
inline constexpr double least_variation = .1, most_variation = 16;

/// Runs the baseline of a scenario and looks at it.
/// @param replicates  at least 1
/// @param threads     0: one for each core
/// @throws UserError where the scenario can't be run
[[nodiscard]] Validation validate(const Scenario& scenario, std::uint32_t replicates, std::uint32_t threads);

}  // namespace cogov
