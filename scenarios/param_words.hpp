/// What the tables of parameters say, in words.
#pragma once

#include <string>

#include "models/param.hpp"

namespace cogov {

/// "claim", "evidence", "calculated", "assumption", "convention".
[[nodiscard]] const char* tag_text(Tag tag);

/// "boolean", "integer", "real", "choice", "list", "text".
[[nodiscard]] const char* type_text(Type type);

/// One of two texts, by language.
[[nodiscard]] const char* pick(bool chinese, const char* english, const char* other);

/// The source without the tag that many begin with: "" if it says no more than the tag.
[[nodiscard]] std::string source_text(const Param& param);

[[nodiscard]] bool is_number(const Param& param);

/// What is accepted: "0 to 1", or the words to choose from.
[[nodiscard]] std::string accepted_range(const Param& param, bool chinese);

/// What worlds are drawn from: "0.2 to 0.9"; "" where nothing is drawn.
[[nodiscard]] std::string plausible_range(const Param& param, bool chinese);

}  // namespace cogov
