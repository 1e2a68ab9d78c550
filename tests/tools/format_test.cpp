// The documents in the sources that the program's tables say are what it would write.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "models/tally.hpp"
#include "output/format_document.hpp"
#include "scenarios/parameter_document.hpp"

namespace cogov {
namespace {

constexpr std::uint32_t days = 365;

/// Compares line by line, or writes with COGOV_UPDATE_GOLDENS=1.
void expect_stored(const std::string& document, const std::string& text) {
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

TEST(FormatDocument, InTheSourcesIsUpToDate) {
  expect_stored(COGOV_SOURCE_DIR "/output/FORMAT.md", format_document(result_layout(days)));
}

TEST(FormatDocument, OfTheParametersIsUpToDate) {
  expect_stored(COGOV_SOURCE_DIR "/models/PARAMETERS.md", parameter_document());
}

}  // namespace
}  // namespace cogov
