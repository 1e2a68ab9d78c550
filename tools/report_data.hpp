/// What the web page is made from: everything that it shows of a result, as one JSON value.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "output/language.hpp"
#include "output/result.hpp"

namespace cogov {

/// What a page shows of a result: everything, or only what came out of it. Then the map is missing, and there are no
/// settings and no scenario.
enum class ReportParts { all, outcome };

/// Everything that the report shows of a result, in both languages; see report_parts.hpp.
/// @param first  the language in which the page opens
/// @throws UserError where the file's scenario can't be read
[[nodiscard]] nlohmann::ordered_json report_data(const Result& result, Language first,
                                                 ReportParts parts = ReportParts::all);

/// JSON as it may stand within a script element: no "<", so that nobody's policy name can end it.
[[nodiscard]] std::string script_json(const nlohmann::ordered_json& json);

/// The page with the data put in. @param page  a template that holds the placeholder once; see web_page.hpp
[[nodiscard]] std::string filled_page(std::string_view page, const nlohmann::ordered_json& data);

}  // namespace cogov
