/// What words of a request log mean, in English and Chinese, as far as that can be guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/calibration/log_map.hpp"

namespace cogov {

/// Small letters, without what is neither a letter nor a digit: "Created Date" → "createddate". Other writings stay.
[[nodiscard]] std::string plain_header(std::string_view header);

/// Headers that are known for a role, plain, the best first.
[[nodiscard]] const std::vector<std::string>& known_headers(LogField role);

/// The kind of request that a type of the log is probably about; no_kind where no word is known. The longest known
/// word decides.
[[nodiscard]] int guess_kind(std::string_view type);

/// The way that a channel of the log probably is.
[[nodiscard]] LogWay guess_way(std::string_view channel);

/// What a status says.
enum class LogStage { open, closed, cancelled, duplicate };
[[nodiscard]] LogStage guess_stage(std::string_view status);

/// Whether a field marks a duplicate: a word such as "true", or the number of another case.
[[nodiscard]] bool says_duplicate(std::string_view field);

}  // namespace cogov
