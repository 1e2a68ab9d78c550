#include "output/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "output/durable.hpp"
#include "output/file_table.hpp"
#include "output/import_bytes.hpp"
#include "output/merge_locked.hpp"
#include "output/merge_note.hpp"
#include "output/parts.hpp"
#include "output/result_file.hpp"
#include "output/result_writer.hpp"
#include "output/target.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

/// A result within the folder that is removed once the result is there would go with it.
void require_outside(const fs::path& parts, const fs::path& out) {
  std::error_code error;
  const fs::path folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
  if (fs::equivalent(folder, parts, error)) {
    throw UserError(fmt::format("'{}' is within the folder of parts", out.string()),
                    "that folder is removed at the end", "name a file outside");
  }
}

/// Writes, seals, reads back and publishes. Whatever goes wrong, no half file is left.
std::string write_out(const fs::path& parts, const Manifest& manifest, const ShardSet& shards, const fs::path& out) {
  const fs::path temporary = out.string() + ".tmp";
  std::error_code ignored;
  try {
    const std::string digest = write_result(manifest, shards, temporary);
    seal_file(temporary);
    if (ResultFile(temporary).verify() != digest) throw OutputError("the digest differs");
    note_merge(parts, temporary);
    publish_durably(temporary, out);
    return digest;
  } catch (const h5::Failure& failure) {
    fs::remove(temporary, ignored);
    throw OutputError(fmt::format("cannot write '{}' ({}); all runs are kept", out.string(), failure.what()));
  } catch (const UserError& error) {
    fs::remove(temporary, ignored);
    throw OutputError(
        fmt::format("cannot write '{}' (read back, it was wrong: {}); all runs are kept", out.string(), error.what()));
  } catch (...) {
    fs::remove(temporary, ignored);
    throw;
  }
}

std::string name_missing(const Manifest& manifest, const std::vector<RunKey>& missing) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, missing.size()); ++i) {
    text += (i ? "; " : "") + manifest.name_of(missing[i]);
  }
  if (missing.size() > most) text += "; ...";
  return text;
}

/// The digest of the result that the last writer of these very parts has made, if so it was.
std::string merged_before(const fs::path& parts, const fs::path& out) {
  std::error_code error;
  const bool gone = !fs::exists(manifest_path(parts), error);
  if (!gone || fs::absolute(parts_folder(out)).lexically_normal() != fs::absolute(parts).lexically_normal()) return "";
  if (!fs::exists(out, error) || holds_shards(parts)) return "";
  return ResultFile(out).digest();
}

fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() || !folder.has_parent_path() ? folder : folder.parent_path();
}

}  // namespace

std::string merge_if_complete(const fs::path& parts, const fs::path& out, const Manifest& manifest, bool force) {
  std::optional<FileLock> folder;
  try {
    folder = FileLock::take(folder_lock_path(parts));
  } catch (const OutputError&) {
    if (std::string digest = merged_before(parts, out); !digest.empty()) return digest;
    throw;
  }
  if (!folder->stands()) return merged_before(parts, out);
  if (any_writer(parts)) return "";
  const ShardSet shards(parts, manifest);
  if (!shards.complete()) return "";
  refuse_taken(out, force, "the parts are kept");
  std::string digest = write_out(parts, manifest, shards, out);
  remove_parts(parts);
  return digest;
}

std::string merge(const fs::path& parts_argument, const fs::path& out, bool force) {
  const fs::path parts = without_slash(parts_argument);
  if (std::string digest = noted_merge(parts, out); !digest.empty()) {
    remove_leftovers(parts);  // an earlier merge was cut short while it tidied up
    return digest;
  }
  if (std::string digest = merged_before(parts, out); !digest.empty()) {
    remove_leftovers(parts);
    return digest;
  }
  require_outside(parts, out);
  require_folder_of(out);
  std::error_code error;
  if (!fs::is_directory(parts, error) || !fs::exists(manifest_path(parts), error)) {
    throw UserError(fmt::format("'{}' is not a folder of parts", parts.string()), "there is no manifest.json in it",
                    "give the folder NAME.parts that `cogov run -o NAME` keeps");
  }
  refuse_taken(out, force, "the parts are kept");
  const std::optional<FileLock> folder = FileLock::try_take(folder_lock_path(parts));
  if (!folder || any_writer(parts)) {
    throw UserError(fmt::format("'{}' is being written by another process", parts.string()), "", "wait for it");
  }
  Manifest manifest = read_manifest(parts);
  manifest.imports = kept_imports(parts, manifest);
  require_writable(manifest);
  const ShardSet shards(parts, manifest);
  const std::vector<RunKey> missing = shards.missing();
  if (!missing.empty()) {
    throw UserError(fmt::format("'{}' lacks {} of {} runs", parts.string(), missing.size(), manifest.size()),
                    name_missing(manifest, missing), "copy the other machines' shards there, or run with --resume");
  }
  std::string digest = write_out(parts, manifest, shards, out);
  remove_parts(parts);
  return digest;
}

}  // namespace cogov
