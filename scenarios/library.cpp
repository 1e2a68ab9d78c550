#include "scenarios/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "scenarios/document.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/source.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

/// The title of a scenario; one that is damaged is still listed, and `check` says what is wrong with it.
std::string title_of(const fs::path& file) {
  Problems ignored;
  std::string text;
  if (!read_source(file, file.string(), text, ignored)) return {};
  const std::optional<Document> document = parse_document(std::move(text), file.string(), ignored);
  return document ? document->table["title"].value_or(std::string{}) : std::string{};
}

bool is_place(const fs::path& relative) {
  return std::any_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == "places"; });
}

/// The scenarios or the places in these folders.
std::vector<ScenarioInfo> collected(const std::vector<fs::path>& folders, bool places) {
  std::vector<ScenarioInfo> found;
  std::set<std::string> names;
  for (const fs::path& folder : folders) {
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(folder, options, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
      const fs::path relative = entry->path().lexically_relative(folder);
      if (relative.extension() != ".toml" || is_place(relative) != places) continue;
      const std::string name = fs::path(relative).replace_extension().generic_string();
      if (names.insert(name).second) found.push_back({name, title_of(entry->path()), entry->path()});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return found;
}

}  // namespace

std::vector<fs::path> scenario_folders() {
  std::vector<fs::path> folders;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const fs::path installed = program.parent_path().parent_path() / "share" / "cogov" / "scenarios";
    if (fs::is_directory(installed, error)) folders.push_back(installed);
  }
#ifdef COGOV_SCENARIO_DIR
  if (fs::is_directory(COGOV_SCENARIO_DIR, error)) folders.emplace_back(COGOV_SCENARIO_DIR);
#endif
  return folders;
}

std::vector<ScenarioInfo> installed_scenarios(const std::vector<fs::path>& folders) {
  return collected(folders, false);
}

std::vector<ScenarioInfo> installed_places(const std::vector<fs::path>& folders) { return collected(folders, true); }

fs::path find_scenario(const std::string& name_or_path, const std::vector<fs::path>& folders) {
  std::error_code error;
  const fs::path path(name_or_path);
  const bool is_path = name_or_path.find('/') != std::string::npos || path.extension() == ".toml";
  const fs::file_status status = fs::status(path, error);
  // A folder that happens to be called like an installed scenario doesn't hide it.
  if (fs::exists(status) && !fs::is_directory(status)) return path;
  std::vector<std::string> names;
  for (const bool places : {false, true}) {
    for (const ScenarioInfo& each : collected(folders, places)) {
      if (each.name == name_or_path) return each.path;
      names.push_back(each.name);
    }
  }
  if (is_path || fs::exists(status)) return path;  // whoever reads it says what is wrong with it
  std::string remedy = did_you_mean(name_or_path, names);
  if (remedy.empty()) remedy = "'cogov scenarios' lists those there are";
  throw UserError(Problem{
      {}, fmt::format("there is no file and no installed scenario {}", shown(name_or_path)), {}, std::move(remedy)});
}

}  // namespace cogov
