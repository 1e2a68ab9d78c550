/// Prints a scenario back whole.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/scenario.hpp"

namespace cogov {

/// A scenario as one file: every value, defaults included, the place folded in, with unit and meaning
/// beside each key. Top-level sections hold the baseline; the other policies name only what differs
/// from it. Loading the text gives an equal scenario.
[[nodiscard]] std::string effective_toml(const Scenario& scenario);

/// A value as TOML writes it.
[[nodiscard]] std::string toml_text(const Value& value);

/// Text as a TOML string, quotes included.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace cogov
