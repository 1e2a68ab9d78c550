/// The folder FILE.parts/: a manifest, and shards of runs that are done.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "output/manifest.hpp"
#include "output/shard.hpp"

namespace cogov {

/// Names of what stands in a parts folder.
std::filesystem::path parts_folder(const std::filesystem::path& result_file);
std::filesystem::path manifest_path(const std::filesystem::path& parts);
/// Which file the folder was merged into: see merge_note.hpp.
std::filesystem::path merge_note_path(const std::filesystem::path& parts);
/// Whether there are shards in a folder.
bool holds_shards(const std::filesystem::path& parts);
/// The lock for opening, merging and removing the folder.
std::filesystem::path folder_lock_path(const std::filesystem::path& parts);
/// The lock of the writer of one part.
std::filesystem::path part_lock_path(const std::filesystem::path& parts, std::uint32_t shard, std::uint32_t shards);

/// All shards of a folder, by name, and which of them holds which run.
class ShardSet {
 public:
  struct Place {
    std::size_t shard;  ///< in files()
    std::size_t run;    ///< within the shard
  };

  /// Opens every shard, checks its seal, its manifest and the digest of every run in it. One run may
  /// stand in two shards if both say the same. @throws UserError naming the shard
  ShardSet(const std::filesystem::path& parts, const Manifest& manifest);

  [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }
  /// Where a run (its position in the manifest) stands; nothing if it isn't done.
  [[nodiscard]] const std::optional<Place>& place(std::size_t run) const { return places_[run]; }
  [[nodiscard]] const Shard::Entry& entry(std::size_t run) const { return entries_[run]; }
  /// Runs that stand nowhere, in manifest order.
  [[nodiscard]] std::vector<RunKey> missing() const;
  [[nodiscard]] bool complete() const;

 private:
  void add(const Shard& shard);
  const Manifest* manifest_;
  std::vector<std::filesystem::path> files_;
  std::vector<std::optional<Place>> places_;
  std::vector<Shard::Entry> entries_;
};

/// Reads the manifest of a folder. @throws UserError
Manifest read_manifest(const std::filesystem::path& parts);

/// Whether another process holds the lock of any part.
bool any_writer(const std::filesystem::path& parts);

/// Removes the folder and what cogov put there; what somebody else put there stays.
void remove_parts(const std::filesystem::path& parts);

}  // namespace cogov
