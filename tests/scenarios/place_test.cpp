/// `place = "..."`: where it is looked up, what it may hold, and what it may not reach.
#include <sys/stat.h>

#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* with_place = "place = \"places/town.toml\"\n[run]\ndays = 30\n";
constexpr const char* town = "title = \"a town\"\n[compare]\nsmallest_difference = 7\n";

std::vector<Problem> problems_with(const fs::path& file, const LoadOptions& options = {}) {
  return problems_of([&] { return load_scenario(file, options); });
}

TEST(Place, IsFoundBesideTheScenario) {
  const TemporaryFolder folder;
  folder.write("places/town.toml", town);
  const Scenario scenario = load_scenario(folder.write("now.toml", with_place));
  EXPECT_EQ(scenario.baseline().real("compare.smallest_difference"), 7);
  EXPECT_EQ(scenario.baseline().integer("run.days"), 30);
  EXPECT_EQ(scenario.title, "now");
}

TEST(Place, IsFoundAmongTheInstalledScenarios) {
  const TemporaryFolder library;
  const TemporaryFolder folder;
  library.write("places/town.toml", town);
  const Scenario scenario = load_scenario(folder.write("now.toml", with_place), {.library = {library.path()}});
  EXPECT_EQ(scenario.baseline().real("compare.smallest_difference"), 7);
  const Scenario text = load_scenario_text(with_place, "stored", {.library = {library.path()}});
  EXPECT_EQ(text.baseline(), scenario.baseline());
}

TEST(Place, YieldsToTheScenarioAndTheCommandLine) {
  const TemporaryFolder folder;
  folder.write("places/town.toml", town);
  folder.write("places/other.toml", "[compare]\nsmallest_difference = 9\n");
  const fs::path file = folder.write("now.toml", "place = \"places/town.toml\"\ncompare.smallest_difference = 8\n");
  EXPECT_EQ(load_scenario(file).baseline().real("compare.smallest_difference"), 8);
  const fs::path plain = folder.write("plain.toml", with_place);
  EXPECT_EQ(load_scenario(plain, {.set = {"place=places/other.toml"}}).baseline().real("compare.smallest_difference"),
            9);
}

TEST(Place, ProblemsOfBothFilesAreShown) {
  const TemporaryFolder folder;
  const fs::path place = folder.write("places/town.toml", "[compare]\nsmallest_difference = -1\n[comp]\n");
  const fs::path file = folder.write("now.toml", "place = \"places/town.toml\"\n[run]\ndays = 0\n");
  const std::vector<Problem> problems = problems_with(file, {.set = {"run.seed=-1"}});
  ASSERT_EQ(problems.size(), 4u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, file.string());
  EXPECT_TRUE(problems[1].where.file.starts_with("--set"));
  EXPECT_EQ(problems[2].where.file, place.string());
  EXPECT_EQ(problems[3].where.line, 3);
}

TEST(Place, HoldsFactsOnly) {
  const TemporaryFolder folder;
  folder.write("places/town.toml", "place = \"x.toml\"\n[run]\ndays = 3\n[[policy]]\nname = \"a\"\n");
  const std::vector<Problem> problems = problems_with(folder.write("now.toml", with_place));
  ASSERT_EQ(problems.size(), 3u) << sentences(problems);
  EXPECT_EQ(problems[0].what, "a place can't name another place");
  EXPECT_EQ(problems[1].what, "a place can't have [run]");
  EXPECT_EQ(problems[2].what, "a place can't have policies");
}

void expect_refused(const fs::path& file, const char* phrase) {
  SCOPED_TRACE(phrase);
  const std::vector<Problem> problems = problems_with(file);
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, file.string());
  EXPECT_EQ(problems[0].where.line, 1);
  EXPECT_EQ(problems[0].where.column, 9);
  EXPECT_NE(problems[0].sentence().find(phrase), std::string::npos) << problems[0].sentence();
}

TEST(Place, IsRefusedWhenItIsNoFileOrOutside) {
  const TemporaryFolder folder;
  folder.write("outside.toml", town);
  fs::create_directories(folder.path() / "in" / "folder");
  fs::create_symlink(folder.path() / "outside.toml", folder.path() / "in" / "link.toml");
  fs::create_symlink("circle.toml", folder.path() / "in" / "circle.toml");
  ASSERT_EQ(mkfifo((folder.path() / "in" / "pipe.toml").c_str(), 0600), 0);
  expect_refused(folder.write("in/a.toml", "place = \"missing.toml\"\n"), "was not found");
  expect_refused(folder.write("in/b.toml", "place = \"folder\"\n"), "is a folder");
  expect_refused(folder.write("in/c.toml", "place = \"pipe.toml\"\n"), "is not an ordinary file");
  expect_refused(folder.write("in/d.toml", "place = \"../outside.toml\"\n"), "outside of the scenario's folder");
  expect_refused(folder.write("in/e.toml", "place = \"link.toml\"\n"), "outside of the scenario's folder");
  expect_refused(folder.write("in/f.toml", "place = \"/etc/passwd\"\n"), "outside of the scenario's folder");
  expect_refused(folder.write("in/g.toml", "place = \"circle.toml\"\n"), "was not found");
  expect_refused(folder.write("in/h.toml", "place = \"\"\n"), "has 0 characters");
}

TEST(Place, ThatIsTheScenarioItselfIsRefused) {
  const TemporaryFolder folder;
  const std::vector<Problem> problems = problems_with(folder.write("now.toml", "place = \"now.toml\"\n"));
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].what, "a place can't name another place");
}

TEST(Place, IsOverriddenByTheScenarioAndThatByTheCommandLine) {
  const TemporaryFolder folder;
  folder.write("town.toml", "[community]\nhouseholds = 100\n[compare]\nsmallest_difference = 7\n");
  EXPECT_EQ(load_scenario(folder.write("a.toml", "place = \"town.toml\"\n")).baseline().integer("community.households"),
            100);
  const fs::path both = folder.write("b.toml", "place = \"town.toml\"\n[community]\nhouseholds = 200\n");
  EXPECT_EQ(load_scenario(both).baseline().integer("community.households"), 200);
  EXPECT_EQ(load_scenario(both).baseline().real("compare.smallest_difference"), 7);
  EXPECT_EQ(load_scenario(both, {.set = {"community.households=300"}}).baseline().integer("community.households"), 300);
}

TEST(Place, WrittenAsASectionIsRefused) {
  const std::vector<Problem> problems = problems_of_text("[place]\nhouseholds = 100\n");
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.line, 1);
}

TEST(Place, SwitchedOnCanBeSwitchedOffAndOnAgain) {
  const TemporaryFolder folder;
  folder.write("places/town.toml", "[patrol]\nrounds_per_day = 3\n");
  const Scenario scenario = load_scenario(
      folder.write("now.toml",
                   "place = \"places/town.toml\"\n[patrol]\nenabled = false\n[[policy]]\nname = \"without\"\n"
                   "[[policy]]\nname = \"with\"\n[policy.patrol]\nnotice_chance = 0.5\n"));
  EXPECT_FALSE(scenario.baseline().on("patrol"));
  EXPECT_TRUE(scenario.policies[1].settings.on("patrol"));
  EXPECT_EQ(scenario.policies[1].settings.integer("patrol.rounds_per_day"), 3);
}

}  // namespace
}  // namespace cogov::testing
