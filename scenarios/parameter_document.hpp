/// models/PARAMETERS.md: every parameter, from the tables that declare them.
#pragma once

#include <string>

namespace cogov {

/// The document in Markdown: a chapter a section, a row a parameter.
[[nodiscard]] std::string parameter_document();

}  // namespace cogov
