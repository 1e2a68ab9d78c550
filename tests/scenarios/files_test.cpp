/// Files that are no scenarios at all: each is refused at once, without blocking and without being read whole.
#include <sys/stat.h>

#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

namespace fs = std::filesystem;

void expect_refused(const fs::path& file, const char* phrase, int line = 0, int column = 0) {
  SCOPED_TRACE(phrase);
  const std::vector<Problem> problems = problems_of([&] { return load_scenario(file); });
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, file.string());
  EXPECT_EQ(problems[0].where.line, line);
  EXPECT_EQ(problems[0].where.column, column);
  EXPECT_NE(problems[0].sentence().find(phrase), std::string::npos) << problems[0].sentence();
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

TEST(Files, OnlyOrdinaryFilesAreRead) {
  const TemporaryFolder folder;
  expect_refused(folder.path() / "missing.toml", "there is no such file");
  expect_refused(folder.path() / "missing" / "town.toml", "there is no such file");
  expect_refused(folder.path(), "is a folder");
  const fs::path pipe = folder.path() / "pipe.toml";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  expect_refused(pipe, "is a pipe");
  expect_refused("/dev/zero", "is a device");
  const fs::path circle = folder.path() / "circle.toml";
  fs::create_symlink(circle, circle);
  expect_refused(circle, "cannot be read");
}

TEST(Files, LargeFilesAreNotRead) {
  const TemporaryFolder folder;
  const fs::path large = folder.write("large.toml", "");
  fs::resize_file(large, std::uintmax_t{100} << 20);
  expect_refused(large, "is larger than 4 MiB");
  const std::vector<Problem> text = problems_of_text(std::string(5u << 20, ' '));
  ASSERT_EQ(text.size(), 1u);
  EXPECT_NE(text[0].sentence().find("larger than 4 MiB"), std::string::npos);
}

TEST(Files, EncodingsAreNamed) {
  const TemporaryFolder folder;
  using namespace std::string_literals;
  expect_refused(folder.write("a.toml", "\xff\xfe[\0r\0"s), "UTF-16", 1, 1);
  expect_refused(folder.write("b.toml", "\xfe\xff\0[\0r"s), "UTF-16", 1, 1);
  expect_refused(folder.write("c.toml", "t\0i\0t\0"s), "UTF-16", 1, 1);
  expect_refused(folder.write("d.toml", "a = 1\nb = \"\xE6\xA0\x87\xC3(\"\n"), "byte 0xC3 is not valid UTF-8", 2, 7);
  expect_refused(folder.write("e.toml", "\xC0\xAF"), "not valid UTF-8", 1, 1);
  expect_refused(folder.write("f.toml", "\xED\xA0\x80"), "not valid UTF-8", 1, 1);
  expect_refused(folder.write("g.toml", "title = \"\xE6\xA0"), "not valid UTF-8", 1, 10);
  expect_refused(folder.write("h.toml", "title = \"ab\0c\""s), "NUL byte", 1, 12);
}

TEST(Files, LongLinesAndDeepNestingStopBeforeTheParser) {
  const TemporaryFolder folder;
  expect_refused(folder.write("line.toml", "[run]\ndays = " + std::string(3u << 20, '1')), "longer than", 2, 1);
  expect_refused(folder.write("list.toml", "a = " + repeated("[", 90'000)), "nested more than 16 deep", 1, 21);
  expect_refused(folder.write("lines.toml", "a = " + repeated("[\n", 1'000'000)), "nested more than 16 deep", 17, 1);
  expect_refused(folder.write("table.toml", "a = " + repeated("{a=", 30'000)), "nested more than 16 deep", 1, 53);
  expect_refused(folder.write("dots.toml", repeated("a.", 40'000) + "a = 1"), "nested more than 16 deep", 1, 32);
  expect_refused(folder.write("header.toml", "[" + repeated("a.", 40'000) + "a]"), "nested more than 16 deep", 1, 33);
}

TEST(Files, BracketsInStringsAndCommentsAreNoNesting) {
  const std::string brackets(40, '[');
  EXPECT_EQ(problems_of_text("# " + brackets + "\ntitle = \"" + brackets + "\\\"" + brackets + "\"\n").size(), 0u);
  EXPECT_EQ(problems_of_text("title = '" + brackets + "'\n").size(), 0u);
  // Quotes inside of and at the end of a string of many lines don't end it early.
  EXPECT_EQ(problems_of_text("title = \"\"\"\n\"" + brackets + "\"\"\"\"\n").size(), 0u);
}

TEST(Files, ManyKeysAndManyPoliciesStayInBounds) {
  const TemporaryFolder folder;
  std::string keys;
  for (int i = 0; keys.size() < (3u << 20); ++i) keys += "key_" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(problems_of([&] { return load_scenario(folder.write("keys.toml", keys)); }).size(), 100u);
  const std::vector<Problem> policies = problems_of_text(repeated("[[policy]]\nname = \"a\"\n", 1001));
  ASSERT_EQ(policies.size(), 1u);
  EXPECT_NE(policies[0].sentence().find("at most 1000"), std::string::npos);
}

}  // namespace
}  // namespace cogov::testing
