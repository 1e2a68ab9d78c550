/// One value of the scenario language, checked against the table that declares it.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>

#include "models/param.hpp"
#include "scenarios/problems.hpp"

namespace cogov {

/// Longest title, policy name or text, in characters.
inline constexpr std::size_t longest_text = 200;

/// `run.replicates = "until"`: as many as the precision that is wanted takes. Kept as 0.
inline constexpr std::string_view until_word = "until";

/// What is expected of a parameter, in words: "a whole number from 1 to 36500 d".
[[nodiscard]] std::string expectation(const Param& param);

/// "from 1 to 36500 d"; the unit "1" is left out.
[[nodiscard]] std::string range_text(const Param& param);

/// The kind of a TOML value in words: "a whole number", "text", "a date".
[[nodiscard]] std::string kind_text(const toml::node& node);

/// The value of a key, or nothing and a problem at `where` when its type, its bounds or its words
/// are wrong. `path` is the dotted key, for the message.
[[nodiscard]] std::optional<Value> read_value(const toml::node& node, const Param& param, const std::string& path,
                                              const Location& where, Problems& problems);

/// A title, a path or a name: 1 to 200 characters (0 too when `may_be_empty`) without control characters.
[[nodiscard]] std::optional<std::string> read_text(const toml::node& node, const std::string& path, bool may_be_empty,
                                                   const Location& where, Problems& problems);

}  // namespace cogov
