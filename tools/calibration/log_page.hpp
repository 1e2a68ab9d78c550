/// What was found in a request log, as a page and as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "output/language.hpp"
#include "tools/calibration/page.hpp"
#include "tools/calibration/place_file.hpp"

namespace cogov {

[[nodiscard]] Page log_page(const RequestLog& log, const Findings& findings, const PlaceKeys& keys, Language language);

/// Numbers that aren't known are null.
[[nodiscard]] nlohmann::ordered_json log_json(const RequestLog& log, const Findings& findings, const PlaceKeys& keys);

}  // namespace cogov
