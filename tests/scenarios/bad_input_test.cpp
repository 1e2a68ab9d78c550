/// Every kind of mistake gets a message that says where it is and what would be right.
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

struct Case {
  const char* label;
  std::string toml;
  int line;
  int column;
  const char* phrase;  ///< part of the sentence
};

void expect_problem(const Case& one) {
  SCOPED_TRACE(one.label);
  const std::vector<Problem> problems = problems_of_text(one.toml);
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, "town.toml");
  EXPECT_EQ(problems[0].where.line, one.line) << sentences(problems);
  EXPECT_EQ(problems[0].where.column, one.column) << sentences(problems);
  EXPECT_NE(problems[0].sentence().find(one.phrase), std::string::npos) << problems[0].sentence();
}

TEST(BadInput, IsLocatedAndExplained) {
  const std::string long_word(10'000, 'x');
  const Case cases[] = {
      {"unknown section", "[quite_other]\n", 1, 2, "unknown section or key 'quite_other'"},
      {"near section", "title = \"a\"\n[runn]\ndays = 3\n", 2, 2, "did you mean 'run'?"},
      {"near key", "[run]\nwarmup_day = 3\n", 2, 1, "did you mean 'warmup_days'?"},
      {"swapped letters", "[run]\nsede = 3\n", 2, 1, "did you mean 'seed'?"},
      {"capital", "Title = \"x\"\n", 1, 1, "did you mean 'title'?"},
      {"unknown key", "[run]\nqqqqqqqqqqq = 3\n", 2, 1, "'cogov explain run' lists its keys"},
      {"key of another section", "[compare]\ndays = 3\n", 2, 1, "a key of this name belongs in [run]"},
      {"key without a section", "seed = 3\n", 1, 1, "a key of this name belongs in [run]"},
      {"section as a value", "run = 3\n", 1, 1, "write [run] and its keys below"},
      {"key twice", "[run]\ndays = 3\ndays = 4\n", 3, 8, "this key is given twice"},
      {"section twice", "[run]\ndays = 3\n[run]\nseed = 4\n", 3, 1, "this section is given twice"},
      {"text for a number", "[run]\ndays = \"3\"\n", 2, 8, "'run.days' is text"},
      {"range and unit", "[run]\ndays = \"3\"\n", 2, 8, "give a whole number from 1 to 36500 d"},
      {"list for a number", "[run]\ndays = [3]\n", 2, 8, "'run.days' is a list"},
      {"date for a number", "[run]\ndays = 2024-05-21\n", 2, 8, "'run.days' is a date"},
      {"table for a number", "[run.days]\nx = 1\n", 1, 1, "'run.days' is a table"},
      {"number for text", "title = 3\n", 1, 9, "'title' is a whole number"},
      {"exponent for a whole number", "[run]\nreplicates = 1e3\n", 2, 14, "write 1000, a whole number"},
      {"exponent out of range", "[run]\nreplicates = 1e9\n", 2, 14, "give a whole number from 1 to 1000000"},
      {"fraction for a whole number", "[run]\ndays = 2.5\n", 2, 8, "with a point or an exponent"},
      {"zero days", "[run]\ndays = 0\n", 2, 8, "'run.days' is 0 d, which is too low"},
      {"negative", "[run]\nreplicates = -3\n", 2, 14, "too low"},
      {"too high", "[run]\ndays = 36501\n", 2, 8, "give a number from 1 to 36500 d"},
      {"just over 2^53", "[run]\nseed = 9007199254740993\n", 2, 8, "too high"},
      {"2^64", "[run]\nseed = 18446744073709551616\n", 2, 28, "the number is too large"},
      {"1e400", "[compare]\nsmallest_difference = 1e400\n", 2, 28, "the number is too large"},
      {"NaN", "[compare]\nsmallest_difference = nan\n", 2, 23, "is not a number (NaN)"},
      {"infinity", "[compare]\nsmallest_difference = -inf\n", 2, 23, "is infinite"},
      {"negative real", "[compare]\nsmallest_difference = -0.5\n", 2, 23, "is -0.5 of the measure, which is too low"},
      {"window", "[run]\nwindow_seconds = 700\n", 2, 18, "does not divide a day"},
      {"long text", "[compare]\nprimary_measure = \"" + long_word + "\"\n", 2, 19, "has 10000 characters"},
      {"control character in text", "title = \"a\\u0007b\"\n", 1, 9, "holds a control character"},
      {"C1 control character", "title = \"a\\u0085b\"\n", 1, 9, "holds a control character"},
      {"enabled where it can't be", "[run]\nenabled = true\n", 2, 1, "[run] can't be turned on or off"},
      {"word without quotes", "title = abc\n", 1, 9, "put words in \"quotes\""},
      {"unclosed text", "title = \"abc\n", 1, 13, "this is not valid TOML"},
      {"unclosed list", "[run]\ndays = [1,\nseed = 3\nwarmup_days = 2\n", 3, 1, "close every list"},
      {"unclosed header", "[run\ndays = 1\n", 1, 5, "this is not valid TOML"},
      {"no value", "[run]\ndays =\n", 2, 7, "this is not valid TOML"},
      {"Chinese punctuation", "[run]\ndays = 3\n\xE3\x80\x82\n", 3, 1, "this is not valid TOML"},
      {"column counts characters", "\"\xE6\xA0\x87\xE9\xA2\x98\" = \"\xE6\xA0\x87\" 3\n", 1, 12,
       "this is not valid TOML"},
  };
  for (const Case& one : cases) expect_problem(one);
}

TEST(BadInput, PoliciesAreLocatedAndExplained) {
  const std::string long_name(10'000, 'x');
  const Case cases[] = {
      {"one bracket", "[policy]\nname = \"a\"\n", 1, 1, "write [[policy]] with two brackets"},
      {"list of words", "policy = [\"a\"]\n", 1, 11, "a policy is text"},
      {"no name", "[[policy]]\nname = \"a\"\n\n[[policy]]\n", 4, 1, "the policy has no name"},
      {"same name", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"a\"\n", 4, 8,
       "there is another policy 'a' (in line 2)"},
      {"empty name", "[[policy]]\nname = \"\"\n", 2, 8, "has 0 characters"},
      {"long name", "[[policy]]\nname = \"" + long_name + "\"\n", 2, 8, "1 to 200 characters"},
      {"name is a number", "[[policy]]\nname = 3\n", 2, 8, "'name' is a whole number"},
      {"line break in a name", "[[policy]]\nname = \"a\\nb\"\n", 2, 8, "control character"},
      {"[run] in a policy", "[[policy]]\nname = \"a\"\n[policy.run]\ndays = 3\n", 3, 9, "a policy can't set [run]"},
      {"unknown section", "[[policy]]\nname = \"a\"\n[policy.comparing]\n", 3, 9, "did you mean 'compare'?"},
      {"unknown key", "[[policy]]\nnames = \"a\"\nname = \"a\"\n", 2, 1, "did you mean 'name'?"},
  };
  for (const Case& one : cases) expect_problem(one);
}

TEST(BadInput, AllProblemsAreShownAtOnceFromTopToBottom) {
  const std::vector<Problem> problems = problems_of_text(
      "title = 3\n"   // 1
      "[run]\n"       // 2
      "days = 0\n"    // 3
      "seed = = 3\n"  // 4: not TOML
      "sede = 3\n"    // 5
      "days = 4\n"    // 6: twice
      "[run]\n"       // 7: twice
      "this = \"belongs to the repeated section\"\n"
      "[compare]\n"  // 9
      "smallest_difference = nan\n"
      "[[policy]]\n"  // 11
      "[[policy]]\n"
      "name = \"\"\n");
  std::vector<int> lines;
  for (const Problem& problem : problems) lines.push_back(problem.where.line);
  EXPECT_EQ(lines, (std::vector<int>{1, 3, 4, 5, 6, 7, 10, 11, 13})) << sentences(problems);
}

TEST(BadInput, ADamagedPolicyHeaderHidesNothingBeforeIt) {
  const std::vector<Problem> problems = problems_of_text(
      "[run]\ndays = 0\n[[policy]]\nname = \"a\"\n[policy.compare]\n[[policy]\nname = \"b\"\n[policy.compare]\n",
      {.set = {"policy.2.run.days=3"}});
  ASSERT_EQ(problems.size(), 3u) << sentences(problems);
  EXPECT_EQ(problems[0].where.line, 2);
  EXPECT_EQ(problems[1].where.line, 5);
  EXPECT_EQ(problems[2].where.line, 6);
}

TEST(BadInput, ManyProblemsAreCutAndCounted) {
  std::string toml = "[run]\n";
  for (int i = 0; i < 150; ++i) toml += "wrong_" + std::to_string(i) + " = 1\n";
  const std::vector<Problem> problems = problems_of_text(toml);
  ASSERT_EQ(problems.size(), 100u);
  const std::vector<Problem> more = problems_of_text(toml, {.set = {"run.days=x"}});
  ASSERT_EQ(more.size(), 101u);
  EXPECT_EQ(more.back().what, "and 1 more problems");
}

TEST(BadInput, NamesWithQuotesMarkupAndPathsAreFine) {
  for (const char* name : {"../../etc/passwd", "<b>bold</b>", "it's \\\"quoted\\\"", "\xF0\x9F\x98\x80", "-", "2"}) {
    const std::string toml = std::string("[[policy]]\nname = \"") + name + "\"\n";
    EXPECT_EQ(problems_of_text(toml).size(), 0u) << name;
  }
}

TEST(Override, MistakesNameTheirArgument) {
  struct Wrong {
    const char* argument;
    const char* phrase;
  };
  const Wrong cases[] = {
      {"run.days", "is not of the form KEY=VALUE"},
      {"=3", "is not of the form KEY=VALUE"},
      {".days=3", "is not of the form KEY=VALUE"},
      {"run..days=3", "is not of the form KEY=VALUE"},
      {"run.days=", "'run.days' is text"},
      {"run.days=abc", "give a whole number from 1 to 36500 d"},
      {"run.days=0", "too low"},
      {"run.days=1e2", "write 100"},
      {"run.days=3\nseed = 4", "control character"},
      {"run.days=[[[[[[[[[[[[[[[[[[[[[[3", "nested more than 16 deep"},
      {"run.dayz=3", "did you mean 'days'?"},
      {"runn.days=3", "did you mean 'run'?"},
      {"days=3", "a key of this name belongs in [run]"},
      {"run=3", "unknown section or key"},
      {"policy.1.run.days=3", "a policy can't set [run]"},
      {"policy.3.run.days=3", "there is no policy 3"},
      {"policy.0.run.days=3", "counted from 1"},
      {"policy.99999999999999999999.run.days=3", "there is no policy"},
      {"policy.todya.run.days=3", "did you mean 'today'?"},
      {"policy.1=3", "does not say what to set of which policy"},
      {"place=nowhere.toml", "was not found"},
  };
  for (const Wrong& one : cases) {
    SCOPED_TRACE(one.argument);
    const std::vector<Problem> problems =
        problems_of_text("[[policy]]\nname=\"today\"\n[[policy]]\nname=\"more\"\n", {.set = {one.argument}});
    ASSERT_EQ(problems.size(), 1u) << sentences(problems);
    EXPECT_TRUE(problems[0].where.file.starts_with("--set ")) << problems[0].where.file;
    EXPECT_NE(problems[0].sentence().find(one.phrase), std::string::npos) << problems[0].sentence();
  }
  EXPECT_EQ(problems_of_text("", {.set = {"run.days=3", "run.days=4"}}).size(), 1u);
}

}  // namespace
}  // namespace cogov::testing
