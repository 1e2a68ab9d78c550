/// Reads a scenario file into memory, after making sure that it is one that may be read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scenarios/problems.hpp"

namespace cogov {

/// Largest scenario file, in bytes.
inline constexpr std::size_t largest_source = 4u << 20;
/// Longest line, in bytes.
inline constexpr std::size_t longest_line = 100'000;
/// Deepest nesting of lists and inline tables, and most parts of a dotted key.
inline constexpr int deepest_nesting = 16;

/// Reads a regular file of at most `largest_source` bytes and checks its text as `check_source` does.
/// Anything else (missing, folder, FIFO, device, unreadable, too large) is a problem; nothing is
/// opened that could block. Returns whether `text` is fit for the parser.
bool read_source(const std::filesystem::path& file, const std::string& name, std::string& text, Problems& problems);

/// Strips a UTF-8 byte order mark and refuses what a parser should not meet: UTF-16, NUL bytes,
/// invalid UTF-8, lines over `longest_line`, nesting over `deepest_nesting`. `name` goes into messages.
bool check_source(std::string& text, const std::string& name, Problems& problems);

}  // namespace cogov
