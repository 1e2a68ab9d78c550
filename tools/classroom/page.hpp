/// The classroom page as a file's text: from a scenario as people name it to one HTML page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "output/language.hpp"

namespace cogov::classroom {

struct PageOptions {
  std::string scenario;  ///< a file, or the name of a built-in scenario
  Language first = Language::english;
  std::optional<std::int64_t> replicates = {};  ///< of each combination
  std::int64_t threads = 0;                     ///< 0: one a core
};

/// Computes everything and fills the page; says on stderr what is coming, and how far it is.
/// @returns nothing where it was interrupted
/// @throws UserError  where there is no such scenario, or it can't be run
[[nodiscard]] std::optional<std::string> classroom_page(const PageOptions& options);

}  // namespace cogov::classroom
