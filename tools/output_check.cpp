#include "tools/output_check.hpp"

#include <fmt/format.h>

#include "sim/errors.hpp"

namespace cogov {

void require_output(const std::filesystem::path& output, const std::filesystem::path& result, bool force,
                    const char* thing) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::equivalent(output, result, ignored)) {
    throw UserError(fmt::format("'{}' is the result itself", output.string()), "",
                    fmt::format("give the {} another name with -o", thing));
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
                  "choose another name with -o, or replace it with --force");
}

}  // namespace cogov
