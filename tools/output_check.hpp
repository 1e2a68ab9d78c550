/// What a file that a command makes from a result may be.
#pragma once

#include <filesystem>

namespace cogov {

/// Refuses to write over the result itself, into a folder that isn't there, over a folder, and over anything else
/// unless `force`.
/// @param thing  what is to be written, as in "give the page another name"
/// @throws UserError
void require_output(const std::filesystem::path& output, const std::filesystem::path& result, bool force,
                    const char* thing);

}  // namespace cogov
