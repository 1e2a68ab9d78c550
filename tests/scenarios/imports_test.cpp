/// `streets.file` and `social_ties.file`: where they are looked up, what they may hold, what they may not reach.
#include <sys/stat.h>

#include "scenarios/print.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* roads = "from,to,metres\na,b,10\nb,c,20\n";
constexpr const char* graph =
    "<graphml><key id='x' for='node' attr.name='x'/><key id='y' for='node' attr.name='y'/>\n"
    "<graph><node id='1'><data key='x'>0</data><data key='y'>0</data></node>\n"
    "<node id='2'><data key='x'>3</data><data key='y'>4</data></node>\n"
    "<edge source='1' target='2'/><edge source='2' target='1'/></graph></graphml>\n";
constexpr const char* ties = "a,b\nWang,Li\nLi,Zhao\n";

std::vector<Problem> problems_with(const fs::path& file, const LoadOptions& options = {}) {
  return problems_of([&] { return load_scenario(file, options); });
}

std::vector<std::uint32_t> lengths(const Scenario& scenario) {
  return scenario.imports.streets ? scenario.imports.streets->length_mm : std::vector<std::uint32_t>{};
}

using Lengths = std::vector<std::uint32_t>;

TEST(ImportFiles, AreFoundBesideTheScenario) {
  const TemporaryFolder folder;
  folder.write("maps/roads.csv", roads);
  folder.write("ties.csv", ties);
  const Scenario scenario = load_scenario(
      folder.write("now.toml", "[streets]\nfile = \"maps/roads.csv\"\n[social_ties]\nfile = \"ties.csv\"\n"));
  EXPECT_EQ(lengths(scenario), (Lengths{10000, 20000}));
  ASSERT_TRUE(scenario.imports.ties);
  EXPECT_EQ(*scenario.imports.ties, (TieList{3, {{0, 1, 0}, {1, 2, 0}}}));
}

TEST(ImportFiles, AreNoneWhereNoneIsNamed) {
  const Scenario scenario = load_scenario_text("[streets]\nfile = \"\"\n", "now.toml");
  EXPECT_FALSE(scenario.imports.streets);
  EXPECT_FALSE(scenario.imports.ties);
}

TEST(ImportFiles, AreOfTheKindThatTheirNamesOrFirstCharactersSay) {
  const TemporaryFolder folder;
  folder.write("roads.graphml", graph);
  folder.write("graph", graph);
  folder.write("list.txt", roads);
  for (const char* name : {"roads.graphml", "graph"}) {
    const Scenario scenario = load_scenario(folder.write("now.toml", "streets.file = \"" + std::string(name) + "\"\n"));
    EXPECT_EQ(lengths(scenario), (Lengths{5000})) << name;
    ASSERT_EQ(scenario.notes.size(), 1U);
    EXPECT_NE(scenario.notes[0].find("both directions"), std::string::npos) << scenario.notes[0];
  }
  EXPECT_EQ(lengths(load_scenario(folder.write("now.toml", "streets.file = \"list.txt\"\n"))).size(), 2U);
}

TEST(ImportFiles, OfAPlaceLieBesideIt) {
  const TemporaryFolder folder;
  const TemporaryFolder library;
  folder.write("places/roads.csv", "from,to,metres\na,b,1\n");
  folder.write("roads.csv", "from,to,metres\na,b,2\n");
  folder.write("places/town.toml", "[streets]\nfile = \"roads.csv\"\n");
  const std::string with_place = "place = \"places/town.toml\"\n";
  EXPECT_EQ(lengths(load_scenario(folder.write("now.toml", with_place))), (Lengths{1000}));
  EXPECT_EQ(lengths(load_scenario(folder.write("own.toml", with_place + "streets.file = \"roads.csv\"\n"))),
            (Lengths{2000}))
      << "the scenario has the last word";
  const fs::path now = folder.write("now.toml", with_place);
  EXPECT_EQ(lengths(load_scenario(now, {.set = {"streets.file=roads.csv"}})), (Lengths{2000}));
  EXPECT_EQ(lengths(load_scenario(now, {.set = {"streets.file=\"\""}})), Lengths{});
  library.write("places/other.toml", "[streets]\nfile = \"far.csv\"\n");
  library.write("places/far.csv", "from,to,metres\na,b,3\n");
  const fs::path far = folder.write("far.toml", "place = \"places/other.toml\"\n");
  EXPECT_EQ(lengths(load_scenario(far, {.library = {library.path()}})), (Lengths{3000}));
  library.write("installed.csv", "from,to,metres\na,b,4\n");
  const fs::path installed = folder.write("in.toml", "streets.file = \"installed.csv\"\n");
  EXPECT_EQ(lengths(load_scenario(installed, {.library = {library.path()}})), (Lengths{4000}));
}

void expect_refused(const fs::path& file, const char* phrase) {
  SCOPED_TRACE(phrase);
  const std::vector<Problem> problems = problems_with(file);
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, file.string());
  EXPECT_EQ(problems[0].where.line, 2);
  EXPECT_EQ(problems[0].where.column, 8);
  EXPECT_NE(problems[0].sentence().find(phrase), std::string::npos) << problems[0].sentence();
}

TEST(ImportFiles, AreRefusedWhenTheyAreNoFilesOrOutside) {
  const TemporaryFolder folder;
  folder.write("outside.csv", roads);
  fs::create_directories(folder.path() / "in" / "folder");
  fs::create_symlink(folder.path() / "outside.csv", folder.path() / "in" / "link.csv");
  ASSERT_EQ(mkfifo((folder.path() / "in" / "pipe.csv").c_str(), 0600), 0);
  const auto naming = [&](const char* section, const char* name) {
    return folder.write("in/a.toml", "[" + std::string(section) + "]\nfile = \"" + name + "\"\n");
  };
  for (const char* section : {"streets", "social_ties"}) {
    expect_refused(naming(section, "missing.csv"), "was not found");
    expect_refused(naming(section, "folder"), "is a folder");
    expect_refused(naming(section, "pipe.csv"), "is not an ordinary file");
    expect_refused(naming(section, "../outside.csv"), "outside of the scenario's folder");
    expect_refused(naming(section, "link.csv"), "outside of the scenario's folder");
    expect_refused(naming(section, "/etc/passwd"), "outside of the scenario's folder");
  }
}

TEST(ImportFiles, OfAPolicyAreRefused) {
  const TemporaryFolder folder;
  folder.write("roads.csv", roads);
  for (const char* section : {"streets", "social_ties"}) {
    const std::string policy =
        "[[policy]]\nname = \"a\"\n[policy." + std::string(section) + "]\nfile = \"roads.csv\"\n";
    const std::vector<Problem> problems = problems_with(folder.write("now.toml", policy));
    ASSERT_EQ(problems.size(), 1u) << sentences(problems);
    EXPECT_NE(problems[0].what.find("a policy can't set"), std::string::npos);
    const fs::path plain = folder.write("plain.toml", "[run]\ndays = 30\n");
    EXPECT_EQ(problems_with(plain, {.set = {"policy.1." + std::string(section) + ".file=roads.csv"}}).size(), 1U);
  }
}

TEST(ImportFiles, ProblemsOfAllFilesAreShown) {
  const TemporaryFolder folder;
  const fs::path list = folder.write("roads.csv", "from,to,metres\na,a,1\na,b,-1\n");
  const fs::path people = folder.write("ties.csv", "a,b\nx,x\n");
  const fs::path file = folder.write(
      "now.toml", "[run]\ndays = 0\n[streets]\nfile = \"roads.csv\"\n[social_ties]\nfile = \"ties.csv\"\n");
  const std::vector<Problem> problems = problems_with(file);
  ASSERT_EQ(problems.size(), 5u) << sentences(problems);
  EXPECT_EQ(problems[0].where.file, file.string());
  EXPECT_EQ(problems[1].where.file, list.string());
  EXPECT_EQ(problems[1].where.line, 2);
  EXPECT_EQ(problems[2].where.line, 3);
  EXPECT_EQ(problems[3].where.file, people.string());
}

TEST(ImportFiles, InPartsAreRefusedUnlessTheLargestIsWanted) {
  const TemporaryFolder folder;
  folder.write("roads.csv", "from,to,metres\na,b,1\nc,d,2\nd,e,3\n");
  const std::string names = "[streets]\nfile = \"roads.csv\"\n";
  const std::vector<Problem> problems = problems_with(folder.write("now.toml", names));
  ASSERT_EQ(problems.size(), 1u) << sentences(problems);
  EXPECT_NE(problems[0].sentence().find("streets.keep = \"largest\""), std::string::npos);
  const Scenario scenario = load_scenario(folder.write("now.toml", names + "keep = \"largest\"\n"));
  EXPECT_EQ(lengths(scenario), (Lengths{2000, 3000}));
  EXPECT_EQ(scenario.notes.size(), 1U);
}

TEST(ImportFiles, StoredOnesStandForTheFiles) {
  const TemporaryFolder folder;
  folder.write("roads.csv", roads);
  const Scenario scenario = load_scenario(folder.write("now.toml", "title = \"t\"\nstreets.file = \"roads.csv\"\n"));
  const std::string text = effective_toml(scenario);
  EXPECT_FALSE(problems_of_text(text).empty()) << "a text has no folder";
  const Scenario again = load_scenario_text(text, "stored", {.imports = scenario.imports});
  EXPECT_EQ(again, scenario);
  EXPECT_FALSE(load_scenario_text("", "stored", {.imports = scenario.imports}).imports.streets)
      << "what no policy names isn't there";
  Scenario other = scenario;
  other.imports.streets = nullptr;
  EXPECT_FALSE(other == scenario);
}

}  // namespace
}  // namespace cogov::testing
