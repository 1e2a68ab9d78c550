#include "scenarios/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "scenarios/words.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return false;
  const auto [end_of_root, position] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end_of_root == root.end() && position != file.end();
}

}  // namespace

std::vector<fs::path> roots_of(const std::optional<fs::path>& folder, const std::vector<fs::path>& library) {
  std::vector<fs::path> roots;
  if (folder) roots.push_back(folder->empty() ? fs::path(".") : *folder);
  roots.insert(roots.end(), library.begin(), library.end());
  return roots;
}

std::optional<fs::path> find_file(const NamedFile& file, const std::vector<fs::path>& roots, Problems& problems) {
  const std::string named = fmt::format("{} {}", file.what, shown(file.name));
  bool outside = false;
  for (const fs::path& root : roots) {
    const fs::path candidate = (root / file.name).lexically_normal();
    std::error_code error;
    const fs::path real = fs::canonical(candidate, error);
    if (error) continue;
    if (std::none_of(roots.begin(), roots.end(), [&](const fs::path& one) { return lies_in(real, one); })) {
      outside = true;
      continue;
    }
    const fs::file_status status = fs::status(real, error);
    if (fs::is_regular_file(status)) return candidate;
    problems.add({file.where,
                  named + (fs::is_directory(status) ? " is a folder" : " is not an ordinary file"),
                  {},
                  file.example});
    return {};
  }
  if (outside) {
    problems.add({file.where, named + " lies outside of the scenario's folder",
                  "a scenario may only read what is beside it or installed", "copy it beside the scenario"});
  } else {
    problems.add({file.where, named + " was not found",
                  "looked beside the scenario, then among the installed scenarios", "check the path"});
  }
  return {};
}

}  // namespace cogov
