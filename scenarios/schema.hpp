/// A JSON schema of the scenario language, for editors that complete and check TOML.
#pragma once

#include <string>

namespace cogov {

/// The schema as JSON text, generated from all_sections(). Keeps to draft-4 features, which is what
/// editors support; what needs more (unique policy names, the place's file) is left to `cogov check`.
[[nodiscard]] std::string json_schema();

}  // namespace cogov
