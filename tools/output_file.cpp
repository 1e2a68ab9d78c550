#include "tools/output_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "output/durable.hpp"
#include "sim/errors.hpp"

namespace cogov {

void require_output(const std::filesystem::path& output, const std::filesystem::path& result, bool force,
                    const char* thing, const char* option) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::equivalent(output, result, ignored)) {
    throw UserError(fmt::format("'{}' is what it is to be made from", output.string()), "",
                    fmt::format("give the {} another name with {}", thing, option));
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) {
    throw UserError(fmt::format("there is no folder '{}'", folder.string()), "", "create it first");
  }
  const fs::file_status status = fs::symlink_status(output, ignored);
  if (fs::is_directory(status))
    throw UserError(fmt::format("'{}' is a folder", output.string()), "", "give a file name");
  if (force || !fs::exists(status)) return;
  throw UserError(fmt::format("'{}' exists already", output.string()), "",
                  fmt::format("choose another name with {}, or replace it with --force", option));
}

void write_output(const std::filesystem::path& output, std::string_view bytes) {
  std::filesystem::path temporary = output;
  temporary += fmt::format(".{}.tmp", getpid());
  write_durably(output, temporary, bytes);
}

}  // namespace cogov
