/// The parts of what the web page shows, as JSON. Texts that a reader sees are {"en": …, "zh": …}; numbers are in the
/// measure's own unit and come with the power of ten to which they are shown.
#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "output/result.hpp"
#include "scenarios/scenario.hpp"

namespace cogov::report {

using Json = nlohmann::ordered_json;

/// A text in both languages; the English one where there is no Chinese.
[[nodiscard]] inline Json both(const std::string& english, const std::string& chinese) {
  return {{"en", english}, {"zh", chinese.empty() ? english : chinese}};
}

/// A number in five significant digits; null if it is not finite.
[[nodiscard]] Json short_number(double value);

/// What a measure is called, means and is shown as: {name, label, meaning, unit, diffUnit, scale, better}.
[[nodiscard]] Json measure_json(const Measure& measure);

/// One entry a row of the comparison: measure_json() with `group`, the baseline's mean `base` and its `digits`, and
/// `cells`, one a policy after the baseline: [policy's mean, difference, low, high of the 95 % interval, low, high of
/// the plausible worlds, effect, powers of ten of means, difference and worlds, worlds in which it is better, worlds
/// that have a difference]. Effects are numbered as in `enum Effect`; 5 is exactly the same in every run. Cells end
/// after the last thing that is known.
[[nodiscard]] Json rows_json(const Comparison& comparison);

/// One entry a policy after the baseline: the finding, the verdict's sentences, and the unknowns it hangs on.
[[nodiscard]] Json verdicts_json(const Comparison& comparison);

/// The eight measures of the first screen, by their rows in the comparison; those that the result lacks are left out.
[[nodiscard]] Json first_screen_json(const Comparison& comparison);

/// Rows that belong to a part of the page: what is least certain, surveillance, riders' load, money.
[[nodiscard]] Json lists_json(const Comparison& comparison);

/// One entry a measure by day: means and bands over replicates, averaged over `step` days (those left at the end are
/// left out), as whole numbers of `unitOf` above `least`; differences from the baseline likewise with `diffUnitOf`.
/// Bands hold nine in ten runs; those of differences are 95 % intervals of the mean paired difference.
[[nodiscard]] Json series_json(const Result& result);

/// One entry a measure with one dimension of labels: the mean of each policy, [policy][label].
[[nodiscard]] Json breakdowns_json(const Result& result);

/// One entry a measure that is told by ledger: means [policy][ledger] and places.
[[nodiscard]] Json ledgers_json(const Comparison& comparison);

/// The streets, the buildings, and what happened at each building in the first replicate of each policy, which is run
/// again from the scenario in the file; or {"missing": text} that says why there is no map.
[[nodiscard]] Json map_json(const Result& result, const Scenario& scenario);

/// Sections in force with their parameters: value, default, what policies change, meaning, unit.
[[nodiscard]] Json settings_json(const Scenario& scenario);

}  // namespace cogov::report
