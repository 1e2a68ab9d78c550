/// Joining the shards of any number of machines into one result file.
#pragma once

#include <filesystem>
#include <string>

namespace cogov {

/// Merges the folder `parts` into `out`: checked, written to a temporary name beside `out`, verified,
/// synced and renamed; then removes the folder. If the folder is gone because the last writer has
/// merged it into `out` already, says so by returning that file's digest.
///
/// Needs memory for the arrays of one measure of all runs (or 16 MiB of smaller ones), whatever the
/// number of runs and shards.
///
/// @param force  replace an existing `out`
/// @returns the digest of the whole, the same for every split into shards
/// @throws UserError   a missing, foreign or damaged shard, by name; `out` exists; a writer is at work
/// @throws OutputError `out` can't be written; the parts are kept
std::string merge(const std::filesystem::path& parts, const std::filesystem::path& out, bool force);

}  // namespace cogov
