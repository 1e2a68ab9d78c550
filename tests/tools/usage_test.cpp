#include "tools/usage.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include "scenarios/words.hpp"

namespace cogov {
namespace {

/// What a program with the subcommands `run SCENARIO [-o FILE] [--set K=V].. [--json]` and `explain [KEY]`
/// says of a command line; "" when it is content.
std::string said_of(std::string line) {
  CLI::App program{"A program", "cogov"};
  program.require_subcommand(0, 1);
  std::string scenario, output, key;
  std::vector<std::string> set;
  int threads = 0;
  bool json = false;
  CLI::App* run = program.add_subcommand("run");
  run->add_option("SCENARIO", scenario)->required();
  run->add_option("-o,--output", output);
  run->add_option("--set", set)->expected(1, 1)->take_all();
  run->add_option("--threads", threads);
  run->add_flag("--json", json);
  CLI::App* explain = program.add_subcommand("explain");
  explain->add_option("KEY", key);
  refuse_repeated_flags(program);
  try {
    program.parse(std::move(line));
  } catch (const CLI::ParseError& error) {
    return usage_message(program, error);
  }
  return "";
}

TEST(Usage, TakesWhatIsRight) {
  EXPECT_EQ(said_of("run a.toml -o b.h5 --json --threads 2"), "");
  EXPECT_EQ(said_of("run a.toml --set a=1 --set b=2"), "");
  EXPECT_EQ(said_of("explain run"), "");  // a section that is called like a command
}

TEST(Usage, UnknownCommand) {
  EXPECT_EQ(said_of("rnu a.toml"), "unknown command 'rnu'; did you mean 'run'? 'cogov --help' lists the commands");
  EXPECT_EQ(said_of("banana"), "unknown command 'banana'; 'cogov --help' lists the commands");
}

TEST(Usage, UnknownOption) {
  EXPECT_EQ(said_of("run a.toml --ouput=b"),
            "unknown option '--ouput'; did you mean '--output'? 'cogov run --help' lists the options");
  EXPECT_EQ(said_of("run a.toml -z"), "unknown option '-z'; 'cogov run --help' lists the options");
}

TEST(Usage, RepeatedOptionOrFlag) {
  EXPECT_EQ(said_of("run a.toml --json --json"), "--json is given 2 times; give it once");
  EXPECT_EQ(said_of("run a.toml -o b -o c --output d"), "--output is given 3 times; give it once");
}

TEST(Usage, ArgumentTooManyOrTooFew) {
  EXPECT_EQ(said_of("run a.toml b.toml"),
            "unexpected argument 'b.toml'; 'cogov run --help' shows what cogov run takes");
  EXPECT_EQ(said_of("run"), "SCENARIO is required; 'cogov run --help' shows how it is used");
}

TEST(Usage, ValueThatIsNoNumber) {
  const std::string said = said_of("run a.toml --threads many");
  EXPECT_NE(said.find("--threads"), std::string::npos) << said;
  EXPECT_NE(said.find("many"), std::string::npos) << said;
}

TEST(Nearest, FindsTheLikelySlip) {
  const std::vector<std::string> words = {"run", "check", "compare", "scenarios"};
  EXPECT_EQ(nearest("chekc", words), "check");
  EXPECT_EQ(nearest("comprae", words), "compare");
  EXPECT_EQ(nearest("scenario", words), "scenarios");
  EXPECT_EQ(nearest("runs", words), "run");
  EXPECT_EQ(nearest("zzz", words), "");
  EXPECT_EQ(nearest("", words), "");
  EXPECT_EQ(nearest(std::string(100000, 'c'), words), "");
}

}  // namespace
}  // namespace cogov
