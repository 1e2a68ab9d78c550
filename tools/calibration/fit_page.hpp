/// What came of a fit: as a page, as JSON, as CSV, and as a scenario.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "output/language.hpp"
#include "tools/calibration/fit.hpp"
#include "tools/calibration/page.hpp"

namespace cogov {

[[nodiscard]] Page fit_page(const Scenario& scenario, const FitTask& task, const FitResult& result, Language language);
[[nodiscard]] nlohmann::ordered_json fit_json(const FitTask& task, const FitResult& result);
/// One line an evaluation: distance, parameters, what the targets reached.
[[nodiscard]] std::string trace_csv(const FitTask& task, const FitResult& result);

/// A scenario's text with the fitted values in it, each beside a comment; all else stays as it is. A section that isn't
/// there comes before the policies.
[[nodiscard]] std::string fitted_toml(std::string_view text, const FitTask& task, const FitResult& result,
                                      const std::string& source);

}  // namespace cogov
