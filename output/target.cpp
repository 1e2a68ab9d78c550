#include "output/target.hpp"

#include <fmt/format.h>

#include <fstream>

#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

/// Whether a file starts as every result does, or is empty. A damaged result may be replaced too.
bool may_be_a_result(const fs::path& file) {
  constexpr std::string_view hdf5_start = "\x89HDF\r\n\x1a\n";
  std::ifstream stream(file, std::ios::binary);
  std::string start(hdf5_start.size(), '\0');
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  return stream.gcount() == 0 || start == hdf5_start;
}

}  // namespace

void require_folder_of(const fs::path& result) {
  const fs::path folder = result.has_parent_path() ? result.parent_path() : fs::path(".");
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  throw UserError(fmt::format("there is no folder '{}'", folder.string()),
                  fmt::format("'{}' is to be written there", result.filename().string()), "create it first");
}

void refuse_taken(const fs::path& result, bool force, const std::string& why) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(result, error);
  if (!fs::exists(status)) return;
  const std::string name = result.string();
  if (fs::is_directory(status)) throw UserError(fmt::format("'{}' is a folder", name), "", "give a file name");
  if (!force) {
    throw UserError(fmt::format("'{}' exists already", name), why, "choose another name, or replace it with --force");
  }
  if (!fs::is_regular_file(status)) {
    throw UserError(fmt::format("'{}' is no regular file", name), "--force replaces results only",
                    "choose another name");
  }
  if (!may_be_a_result(result)) {
    throw UserError(fmt::format("'{}' is not a result of cogov", name), "--force replaces results only",
                    "choose another name, or remove it yourself");
  }
}

}  // namespace cogov
