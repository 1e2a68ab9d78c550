/// What every section and key means, from the tables that declare them.
#pragma once

#include <string>

namespace cogov {

/// All sections with their titles when `subject` is empty; a section ("patrol") with all its keys; or one
/// key, as "patrol.notice_chance" or, for every section that has it, as "notice_chance".
/// Throws UserError for anything else, naming the nearest.
[[nodiscard]] std::string explain_text(const std::string& subject);

/// The same as JSON, in English and Chinese: {"sections": [{key, title, rows, params: [...]}]}. A key
/// gives its section with that one parameter.
[[nodiscard]] std::string explain_json(const std::string& subject);

}  // namespace cogov
