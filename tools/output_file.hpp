/// A file that a command makes from a result: what it may be, and writing it.
#pragma once

#include <filesystem>
#include <string_view>

namespace cogov {

/// Refuses to write over the result itself, into a folder that isn't there, over a folder, and over anything else
/// unless `force`.
/// @param thing  what is to be written, as in "give the page another name"
/// @param option  by which the user names it
/// @throws UserError
void require_output(const std::filesystem::path& output, const std::filesystem::path& result, bool force,
                    const char* thing, const char* option = "-o");

/// Writes it so that it is whole or absent, see write_durably(). @throws OutputError
void write_output(const std::filesystem::path& output, std::string_view bytes);

}  // namespace cogov
