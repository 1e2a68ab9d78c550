/// What the tests of the scenario language share.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "models/param.hpp"
#include "scenarios/load.hpp"
#include "sim/errors.hpp"

namespace cogov::testing {

/// A folder that is removed at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "cogov-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file, making its folders.
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  std::filesystem::path path_;
};

/// The problems of loading, or none when it loads.
template <class Load>
std::vector<Problem> problems_of(const Load& load) {
  try {
    static_cast<void>(load());
    return {};
  } catch (const UserError& error) {
    return error.problems();
  }
}

inline std::vector<Problem> problems_of_text(std::string_view toml, const LoadOptions& options = {}) {
  return problems_of([&] { return load_scenario_text(toml, "town.toml", options); });
}

/// All sentences of a list of problems, a line each.
inline std::string sentences(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += problem.sentence() + "\n";
  return text;
}

}  // namespace cogov::testing
