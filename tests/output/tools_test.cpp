// Other people's tools open a result unchanged.
#include <cstdlib>

#include "tests/output/example.hpp"

namespace cogov {
namespace {

using namespace example;

TEST(Tools, OpenAResultUnchanged) {
  if (!fs::exists("/usr/bin/python3")) GTEST_SKIP() << "python3 is not installed";
  const Folder folder;
  Manifest what = manifest_with_worlds();
  what.set_imports(imports());
  run_all(folder / "r.h5", what, {}, true);
  const std::string command = "/usr/bin/python3 '" + std::string(COGOV_SOURCE_DIR) +
                              "/tests/output/open_with_tools.py' '" + (folder / "r.h5").string() + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace cogov
