/// Finds the file that `place = "..."` names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/problems.hpp"

namespace cogov {

/// The path of a place: beside the scenario (`folder`; none for a text without a file), then in the
/// installed scenarios. What lies outside of both, links followed, is refused, so that a scenario that
/// was sent by somebody else can't name any file of this machine. Problems stand at `where`.
[[nodiscard]] std::optional<std::filesystem::path> find_place(const std::string& place,
                                                              const std::optional<std::filesystem::path>& folder,
                                                              const std::vector<std::filesystem::path>& library,
                                                              const Location& where, Problems& problems);

}  // namespace cogov
