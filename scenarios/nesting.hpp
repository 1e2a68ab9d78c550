/// Guards the parser's stack: finds nesting that is too deep without recursing itself.
#pragma once

#include <string_view>

#include "sim/errors.hpp"

namespace cogov {

/// Where TOML text first nests brackets, braces or the parts of a dotted key more than `limit` deep;
/// line 0 when it never does. Knows strings and comments, needs no valid TOML, and takes one pass.
[[nodiscard]] Location too_deep(std::string_view toml, int limit);

}  // namespace cogov
