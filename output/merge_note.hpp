/// What tells a merge that was cut short after its result was complete from one that has to be done again.
#pragma once

#include <filesystem>
#include <string>

#include "output/manifest.hpp"

namespace cogov {

/// Notes in the parts that they are about to become the file with the seal of `sealed`. To be called just before
/// that file gets its name. @throws OutputError
void note_merge(const std::filesystem::path& parts, const std::filesystem::path& sealed);

/// The digest of `out` if that is the very file which these parts were merged into, as their note says; empty if there
/// is no such note. What is left of the parts can then go. @throws UserError if the file is damaged
std::string noted_merge(const std::filesystem::path& parts, const std::filesystem::path& out);

/// The digest of `out` if it holds the experiment of this manifest and `parts` holds no runs, so that nothing is left
/// to do; else empty.
std::string merged_long_ago(const std::filesystem::path& parts, const std::filesystem::path& out,
                            const Manifest& manifest);

/// Removes what is left of parts whose result is complete, unless another process is at work there.
void remove_leftovers(const std::filesystem::path& parts);

}  // namespace cogov
