/// Finds the files that a scenario names: `place = "..."`, a street network, a list of ties.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/problems.hpp"

namespace cogov {

/// A file as somebody has named it.
struct NamedFile {
  std::string what;     ///< "the place": for messages
  std::string name;     ///< as it was written
  Location where;       ///< of the name
  std::string example;  ///< "name a file of settings, such as ...": for what is no file
};

/// The path of a file: in the first of some folders that has it. What lies outside of all of them, links
/// followed, is refused, so that a scenario that was sent by somebody else can't name any file of this
/// machine; so is what is no ordinary file.
[[nodiscard]] std::optional<std::filesystem::path> find_file(const NamedFile& file,
                                                             const std::vector<std::filesystem::path>& roots,
                                                             Problems& problems);

/// The folders in which the files of a scenario are looked up: its own (none for a text without a file), then
/// the installed scenarios.
[[nodiscard]] std::vector<std::filesystem::path> roots_of(const std::optional<std::filesystem::path>& folder,
                                                          const std::vector<std::filesystem::path>& library);

}  // namespace cogov
