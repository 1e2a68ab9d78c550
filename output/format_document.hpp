/// The specification of the result file.
#pragma once

#include <string>

#include "sim/results.hpp"

namespace cogov {

/// The text of output/FORMAT.md (Markdown, UTF-8), made from the tables that the writer uses and
/// from the layout of the model. A test compares it with the file.
std::string format_document(const Layout& layout);

}  // namespace cogov
