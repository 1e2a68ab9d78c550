/// What every section and key means, from the tables that declare them.
#pragma once

#include <string>

#include "models/param.hpp"

namespace cogov {

/// All sections with their titles when `subject` is empty; a section ("patrol", or "litter" for
/// "request_kinds.litter") with all its keys; the sections of a family ("request_kinds"); or one key, as
/// "patrol.notice_chance" or, for every section that has it, as "notice_chance". In Chinese where the tables have it.
/// Throws UserError for anything else, naming the nearest.
[[nodiscard]] std::string explain_text(const std::string& subject, bool chinese = false);

/// The same as JSON, in English and Chinese: {"sections": [{key, title, rows, params: [...]}]}. A key
/// gives its section with that one parameter.
[[nodiscard]] std::string explain_json(const std::string& subject);

/// "share" (比例) for a number from 0 to 1, "number" (数) for a count, or the unit in words.
[[nodiscard]] std::string unit_in_words(const Param& param, bool chinese);

}  // namespace cogov
