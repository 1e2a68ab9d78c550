/// Distances between words, UTF-8, and what is safe to print.
#include "scenarios/words.hpp"

#include "scenarios/nesting.hpp"
#include "sim/utf8.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

TEST(Words, DistanceCountsEditsAndSwaps) {
  EXPECT_EQ(edit_distance("patrol", "patrol"), 0u);
  EXPECT_EQ(edit_distance("patrol", "partol"), 1u);
  EXPECT_EQ(edit_distance("patrol", "patrole"), 1u);
  EXPECT_EQ(edit_distance("patrol", "petroll"), 2u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("grid-workers", "Grid_Workers"), 0u);
}

TEST(Words, NearestIsTheNearestOrNone) {
  const std::vector<std::string> words = {"days", "seed", "warmup_days", "replicates"};
  EXPECT_EQ(nearest("day", words), "days");
  EXPECT_EQ(nearest("replicate", words), "replicates");
  EXPECT_EQ(nearest("banana", words), "");
  EXPECT_EQ(nearest("x", {"y"}), "");
  EXPECT_EQ(nearest(std::string(100, 'd'), words), "");
  EXPECT_EQ(did_you_mean("sead", words), "did you mean 'seed'?");
}

TEST(Words, ShownTextCantBreakALine) {
  EXPECT_EQ(shown("a\nb\x1b[31m"), "'a?b?[31m'");
  EXPECT_EQ(shown("\xFF\xE6\xA0\x87"), "'?\xE6\xA0\x87'");
  EXPECT_EQ(shown(std::string(70, 'x')), "'" + std::string(60, 'x') + "...'");
}

TEST(Words, NumbersAreShortAndExact) {
  EXPECT_EQ(number_text(1e6), "1000000");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(-2.0), "-2");
  EXPECT_EQ(std::stod(number_text(1e300)), 1e300);
}

TEST(Utf8, OnlyTheShortestFormsOfRealCharacters) {
  EXPECT_EQ(decode_utf8("a").length, 1u);
  EXPECT_EQ(decode_utf8("\xE4\xB8\xAD").code, 0x4E2Du);
  EXPECT_EQ(decode_utf8("\xF0\x9F\x98\x80").code, 0x1F600u);
  EXPECT_EQ(decode_utf8("\xF4\x8F\xBF\xBF").code, 0x10FFFFu);
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xF0\x80\x80\x80", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE4\xB8", "\xE4\x28\xAD"}) {
    EXPECT_EQ(decode_utf8(bad).length, 0u);
  }
}

TEST(Nesting, IsFoundAtItsLimitAndNotBefore) {
  EXPECT_EQ(too_deep("a = [[1]]", 2).line, 0);
  EXPECT_EQ(too_deep("a = [[[1]]]", 2).column, 7);
  EXPECT_EQ(too_deep("a.b = 1\nc.d = 1\n", 2).line, 0);
  EXPECT_EQ(too_deep("a.b.c = 1", 2).column, 4);
  EXPECT_EQ(too_deep("a = '''\n''[[[[''' # [[[[\n[[x]]", 2).line, 0);
  EXPECT_EQ(too_deep("a = \"\\\"[[[\"\nb = [[[", 2).line, 2);
}

}  // namespace
}  // namespace cogov::testing
