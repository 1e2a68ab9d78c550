/// The end of a recorder: merging if nothing is missing. merge.hpp is the public face.
#pragma once

#include <filesystem>
#include <string>

#include "output/manifest.hpp"

namespace cogov {

/// Merges and removes the parts if all runs are present and nobody else is at work there.
/// @returns the digest of the whole (also if somebody else has just merged it); empty if the parts stay
/// @throws UserError, OutputError as merge()
std::string merge_if_complete(const std::filesystem::path& parts, const std::filesystem::path& out,
                              const Manifest& manifest, bool force);

}  // namespace cogov
