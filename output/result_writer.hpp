/// Writing the merged file.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "output/hdf5.hpp"
#include "output/manifest.hpp"
#include "output/parts.hpp"

namespace cogov {

/// Dimension scales by name, open while variables are tied to them.
using Scales = std::map<std::string, h5::Dataset>;

/// Writes all runs of a complete set of shards to a new file and closes it; the caller seals it.
/// @returns the digest of the whole
/// @throws h5::Failure
std::string write_result(const Manifest& manifest, const ShardSet& shards, const std::filesystem::path& file);

/// Writes the trace tables: one group a table, columns of all runs in manifest order.
void write_result_traces(h5::Group& root, const Manifest& manifest, const ShardSet& shards);

}  // namespace cogov
