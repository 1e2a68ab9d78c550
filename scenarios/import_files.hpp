/// Reads the files that [streets] and [social_ties] name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/imports.hpp"
#include "scenarios/layer.hpp"
#include "scenarios/problems.hpp"

namespace cogov {

/// A layer, and the folders in which the files that it names are looked up.
struct Namer {
  const Layer* layer = nullptr;
  std::vector<std::filesystem::path> roots;
};

/// Reads what the layers name, the later over the earlier. A street network is CSV where its name ends in
/// ".csv", GraphML where it ends in ".graphml" or ".xml", and otherwise what its first character says.
/// @param notes  gains what was put right
[[nodiscard]] Imports read_imports(const std::vector<Namer>& namers, std::vector<std::string>& notes,
                                   Problems& problems);

}  // namespace cogov
