// The description of the result file that stands in the sources is the one that the program would write.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "models/tally.hpp"
#include "output/format_document.hpp"

namespace cogov {
namespace {

constexpr std::uint32_t days = 365;
const std::string document = COGOV_SOURCE_DIR "/output/FORMAT.md";

TEST(FormatDocument, InTheSourcesIsUpToDate) {
  const std::string text = format_document(result_layout(days));
  const char* update = std::getenv("COGOV_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream out(document, std::ios::binary | std::ios::trunc);
    ASSERT_TRUE(out << text << std::flush) << document;
    return;
  }
  std::istringstream expected(text);
  std::ifstream stored(document, std::ios::binary);
  ASSERT_TRUE(stored) << document;
  std::string line, now;
  for (int number = 1;; ++number) {
    const bool more = static_cast<bool>(std::getline(stored, line));
    ASSERT_EQ(more, static_cast<bool>(std::getline(expected, now)))
        << "another number of lines; run this test with COGOV_UPDATE_GOLDENS=1 and look at the difference";
    if (!more) return;
    ASSERT_EQ(line, now) << document << ":" << number << "\nrun this test with COGOV_UPDATE_GOLDENS=1";
  }
}

}  // namespace
}  // namespace cogov
