#include "output/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/durable.hpp"
#include "output/import_bytes.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

fs::path parts_folder(const fs::path& result_file) { return result_file.string() + ".parts"; }
fs::path manifest_path(const fs::path& parts) { return parts / "manifest.json"; }
fs::path merge_note_path(const fs::path& parts) { return parts / "merged.txt"; }
fs::path folder_lock_path(const fs::path& parts) { return parts / "folder.lock"; }
fs::path part_lock_path(const fs::path& parts, std::uint32_t shard, std::uint32_t shards) {
  return parts / fmt::format("part-{}-of-{}.lock", shard, shards);
}

namespace {

constexpr std::size_t largest_manifest = std::size_t{1} << 30;

/// Files of the folder whose names start and end like this, sorted.
std::vector<fs::path> files_named(const fs::path& parts, const std::string& start, const std::string& end) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(parts, error), none; !error && entry != none; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(start) && name.ends_with(end)) found.push_back(entry->path());
  }
  if (error) throw UserError(fmt::format("'{}' can't be read", parts.string()), error.message());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

bool holds_shards(const fs::path& parts) {
  std::error_code error;
  return fs::is_directory(parts, error) && !files_named(parts, "shard-", ".h5").empty();
}

ShardSet::ShardSet(const fs::path& parts, const Manifest& manifest)
    : manifest_(&manifest), places_(manifest.size()), entries_(manifest.size()) {
  const std::string digest = manifest.digest();
  for (const fs::path& file : files_named(parts, "shard-", ".h5")) {
    const Shard shard(file, manifest, digest);
    shard.check_digests();
    add(shard);
  }
}

void ShardSet::add(const Shard& shard) {
  for (std::size_t r = 0; r < shard.runs().size(); ++r) {
    const Shard::Entry& entry = shard.runs()[r];
    const std::size_t run = manifest_->index(entry.key);
    if (places_[run] && entries_[run].digest != entry.digest) {
      throw UserError(fmt::format("shards '{}' and '{}' disagree about {}", files_[places_[run]->shard].string(),
                                  shard.file().string(), manifest_->name_of(entry.key)),
                      "the same run has two digests", "run `cogov doctor` on the machines that made them");
    }
    places_[run] = Place{files_.size(), r};
    entries_[run] = entry;
  }
  files_.push_back(shard.file());
}

std::vector<RunKey> ShardSet::missing() const {
  std::vector<RunKey> open;
  const std::vector<RunKey> all = manifest_->runs();
  for (std::size_t run = 0; run < all.size(); ++run) {
    if (!places_[run]) open.push_back(all[run]);
  }
  return open;
}

bool ShardSet::complete() const {
  return std::all_of(places_.begin(), places_.end(), [](const auto& place) { return place.has_value(); });
}

Manifest read_manifest(const fs::path& parts) {
  const fs::path file = manifest_path(parts);
  return Manifest::from_json(read_whole(file, largest_manifest), file.string());
}

bool any_writer(const fs::path& parts) {
  for (const fs::path& file : files_named(parts, "part-", ".lock")) {
    if (!FileLock::try_take(file)) return true;
  }
  return false;
}

void remove_parts(const fs::path& parts) {
  std::error_code error;  // the result stands; what can't be removed does no harm
  // The manifest goes late: without it a half-removed folder would not be resumable. The note of a merge goes
  // later still: it tells that nothing is missing, only the tidying up.
  for (const char* end : {".h5", ".tmp", ".lock"}) {
    for (const char* start : {"shard-", "part-"}) {
      for (const fs::path& file : files_named(parts, start, end)) fs::remove(file, error);
    }
  }
  for (const fs::path& file : {streets_path(parts), ties_path(parts)}) {
    fs::remove(file, error);
    fs::remove(fs::path(file).replace_extension(".tmp"), error);
  }
  fs::remove(parts / "manifest.tmp", error);
  fs::remove(manifest_path(parts), error);
  fs::remove(parts / "merged.tmp", error);
  fs::remove(merge_note_path(parts), error);
  fs::remove(folder_lock_path(parts), error);
  fs::remove(parts, error);
}

}  // namespace cogov
