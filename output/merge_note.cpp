#include "output/merge_note.hpp"

#include "output/durable.hpp"
#include "output/parts.hpp"
#include "output/result_file.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

void note_merge(const fs::path& parts, const fs::path& sealed) {
  write_durably(merge_note_path(parts), parts / "merged.tmp", read_seal(sealed));
}

std::string noted_merge(const fs::path& parts, const fs::path& out) {
  std::error_code error;
  const fs::path note = merge_note_path(parts);
  if (!fs::is_regular_file(note, error) || !fs::is_regular_file(fs::symlink_status(out, error))) return "";
  constexpr std::size_t most = 1000;
  const std::string seal = read_seal(out);
  if (seal.empty() || read_whole(note, most) != seal) return "";
  return ResultFile(out).digest();
}

std::string merged_long_ago(const fs::path& parts, const fs::path& out, const Manifest& manifest) {
  std::error_code error;
  if (fs::exists(manifest_path(parts), error) || !fs::is_regular_file(fs::symlink_status(out, error))) return "";
  try {
    const ResultFile result(out);
    return result.manifest().digest() == manifest.digest() ? result.digest() : "";
  } catch (const UserError&) {
    return "";  // something else of that name, which is not replaced unasked
  }
}

void remove_leftovers(const fs::path& parts) {
  std::error_code error;
  if (!fs::is_directory(parts, error)) return;
  // Shards go before the manifest does: where there are some without it, they are somebody's that were not merged.
  if (!fs::exists(manifest_path(parts), error) && holds_shards(parts)) return;
  try {
    const std::optional<FileLock> folder = FileLock::try_take(folder_lock_path(parts));
    if (folder && !any_writer(parts)) remove_parts(parts);
  } catch (const OutputError&) {  // the result stands; what can't be removed does no harm
  }
}

}  // namespace cogov
