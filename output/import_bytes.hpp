/// Imported networks as bytes: what their digests are taken over, and how they stand in a parts folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "output/manifest.hpp"
#include "sim/network/imports.hpp"

namespace cogov {

/// Canonical bytes: a line that names the format, counts, then column by column, little-endian.
[[nodiscard]] std::string bytes_of(const Streets& streets);
[[nodiscard]] std::string bytes_of(const TieList& ties);
/// The inverse. @throws UserError naming `source` if the bytes are nothing of the kind
[[nodiscard]] Streets streets_from(std::string_view bytes, const std::string& source);
[[nodiscard]] TieList ties_from(std::string_view bytes, const std::string& source);

/// Where imports stand in a parts folder.
std::filesystem::path streets_path(const std::filesystem::path& parts);
std::filesystem::path ties_path(const std::filesystem::path& parts);

/// Writes a manifest's imports to its parts folder, durably; what stands there already and is whole, stays.
/// To be called before the manifest is written, so that a manifest never stands without them. @throws OutputError
void keep_imports(const std::filesystem::path& parts, const Manifest& manifest);
/// Reads what a manifest's digests name. @throws UserError if it is missing or damaged
[[nodiscard]] Imports kept_imports(const std::filesystem::path& parts, const Manifest& manifest);

}  // namespace cogov
