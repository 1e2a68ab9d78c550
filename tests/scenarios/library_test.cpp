/// The installed scenarios, and what is generated from the tables of parameters.
#include "scenarios/library.hpp"

#include <nlohmann/json.hpp>
#include <regex>

#include "scenarios/explain.hpp"
#include "scenarios/schema.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

TEST(Library, ListsScenariosButNoPlaces) {
  const TemporaryFolder folder;
  folder.write("tutorial.toml", "title = \"First steps\"\n");
  folder.write("cases/flood.toml", "title = \"Flood\"\n");
  folder.write("damaged.toml", "title = ");
  folder.write("places/town.toml", "title = \"A town\"\n");
  folder.write("README.md", "# Scenarios\n");
  const TemporaryFolder second;
  second.write("tutorial.toml", "title = \"Hidden by the first\"\n");
  const std::vector<ScenarioInfo> found = installed_scenarios({folder.path(), second.path(), folder.path() / "none"});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].name, "cases/flood");
  EXPECT_EQ(found[1].name, "damaged");
  EXPECT_EQ(found[1].title, "");
  EXPECT_EQ(found[2].name, "tutorial");
  EXPECT_EQ(found[2].title, "First steps");
  EXPECT_EQ(found[2].path, folder.path() / "tutorial.toml");
}

TEST(Library, ListsAndFindsPlacesApart) {
  const TemporaryFolder folder;
  folder.write("tutorial.toml", "title = \"First steps\"\n");
  const fs::path town = folder.write("places/town.toml", "title = \"A town\"\n");
  const std::vector<ScenarioInfo> places = installed_places({folder.path()});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].name, "places/town");
  EXPECT_EQ(places[0].title, "A town");
  EXPECT_EQ(find_scenario("places/town", {folder.path()}), town);
}

TEST(Library, EveryInstalledPlaceLoads) {
  const fs::path folder = fs::path(COGOV_SOURCE_DIR) / "scenarios";
  for (const ScenarioInfo& place : installed_places({folder})) {
    SCOPED_TRACE(place.name);
    const std::vector<Problem> problems = problems_of([&] { return load_scenario(place.path, {.library = {folder}}); });
    EXPECT_TRUE(problems.empty()) << sentences(problems);
    EXPECT_FALSE(place.title.empty());
  }
}

TEST(Library, FindsByNameOrPath) {
  const TemporaryFolder folder;
  const fs::path tutorial = folder.write("tutorial.toml", "");
  EXPECT_EQ(find_scenario("tutorial", {folder.path()}), tutorial);
  EXPECT_EQ(find_scenario(tutorial.string(), {}), tutorial);
  // A path is a path, whether or not there is a file: the loader says what is wrong with it.
  EXPECT_EQ(find_scenario("mine.toml", {folder.path()}), fs::path("mine.toml"));
  const std::vector<Problem> problems = problems_of([&] { return find_scenario("tutorail", {folder.path()}); });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].remedy, "did you mean 'tutorial'?");
}

TEST(Library, EveryInstalledScenarioLoads) {
  const fs::path folder = fs::path(COGOV_SOURCE_DIR) / "scenarios";
  for (const ScenarioInfo& scenario : installed_scenarios({folder})) {
    SCOPED_TRACE(scenario.name);
    const std::vector<Problem> problems =
        problems_of([&] { return load_scenario(scenario.path, {.library = {folder}}); });
    EXPECT_TRUE(problems.empty()) << sentences(problems);
    EXPECT_FALSE(scenario.title.empty());
  }
}

/// The schema's definition of a section, or of a nested section's reference, by dotted key.
const Json* follow(const Json& table, const std::string& key) {
  const Json* at = &table;
  std::size_t begin = 0;
  while (true) {
    const std::size_t dot = key.find('.', begin);
    const auto properties = at->find("properties");
    if (properties == at->end()) return nullptr;
    const auto next = properties->find(key.substr(begin, dot - begin));
    if (next == properties->end()) return nullptr;
    at = &*next;
    if (dot == std::string::npos) return at;
    begin = dot + 1;
  }
}

TEST(Schema, HasEverySectionAndKeyAndWhatPoliciesMaySet) {
  const Json schema = Json::parse(json_schema());
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-04/schema#");
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["place"]["type"], "string");
  const Json& policy = schema["properties"]["policy"]["items"];
  EXPECT_EQ(policy["required"], Json({"name"}));
  for (const Section& section : all_sections()) {
    SCOPED_TRACE(section.key);
    const Json* reference = follow(schema, section.key);
    ASSERT_NE(reference, nullptr);
    EXPECT_EQ((*reference)["$ref"], "#/definitions/" + section.key);
    EXPECT_EQ(follow(policy, section.key) != nullptr, section.policy_may_set);
    const Json& properties = schema["definitions"][section.key]["properties"];
    EXPECT_EQ(properties.size(), section.params.size() + (section.switchable ? 1 : 0));
    for (const Param& param : section.params) EXPECT_TRUE(properties.contains(param.key)) << param.key;
  }
  const Json& days = schema["definitions"]["run"]["properties"]["days"];
  EXPECT_EQ(days["type"], "integer");
  EXPECT_EQ(days["minimum"], 1);
  EXPECT_EQ(days["maximum"], 36500);
  EXPECT_EQ(days["default"], 365);
}

TEST(Explain, ListsSectionsThenKeysThenOneKey) {
  for (const Section& section : all_sections()) {
    EXPECT_NE(explain_text("").find(section.title_zh), std::string::npos);
    for (const Param& param : section.params) {
      EXPECT_NE(explain_text(section.key).find(param.meaning), std::string::npos);
      const std::string one = explain_text(section.key + "." + param.key);
      EXPECT_TRUE(one.starts_with(section.key + "." + param.key)) << one;
      EXPECT_NE(one.find(param.source), std::string::npos);
      EXPECT_NE(one.find(param.meaning_zh), std::string::npos);
    }
  }
  EXPECT_EQ(explain_text("run.warmup_days"), explain_text("warmup_days"));
  EXPECT_NE(explain_text("days").find("1 to 36500"), std::string::npos);
}

/// Pages show meanings to people who never see a file: no keys of parameters in them.
TEST(Explain, SaysWhatIsMeantInWords) {
  const std::regex key("[a-z]+(_[a-z]+)+");
  for (const Section& section : all_sections()) {
    for (const std::string& text : {section.title, section.title_zh, section.rule, section.rule_zh}) {
      EXPECT_FALSE(std::regex_search(text, key)) << text;
    }
    for (const Param& param : section.params) {
      EXPECT_FALSE(std::regex_search(param.meaning, key)) << param.meaning;
      EXPECT_FALSE(std::regex_search(param.meaning_zh, key)) << param.meaning_zh;
    }
  }
}

TEST(Explain, OfTheUnknownNamesTheNearest) {
  const std::vector<Problem> problems = problems_of([] { return explain_text("warmup_dayz"); });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].remedy, "did you mean 'warmup_days'?");
  EXPECT_EQ(problems_of([] { return explain_json("zzzzzzzzzzzz"); }).size(), 1u);
}

TEST(Explain, JsonHoldsBothLanguagesAndTheRows) {
  const Json all = Json::parse(explain_json(""));
  ASSERT_EQ(all["sections"].size(), all_sections().size());
  for (std::size_t i = 0; i < all_sections().size(); ++i) {
    const Section& section = all_sections()[i];
    const Json& json = all["sections"][i];
    EXPECT_EQ(json["key"], section.key);
    EXPECT_EQ(json["title_zh"], section.title_zh);
    EXPECT_EQ(json["rows"].get<std::vector<int>>(), section.rows);
    EXPECT_EQ(json["params"].size(), section.params.size());
  }
  const Json one = Json::parse(explain_json("run.seed"));
  ASSERT_EQ(one["sections"].size(), 1u);
  ASSERT_EQ(one["sections"][0]["params"].size(), 1u);
  EXPECT_EQ(one["sections"][0]["params"][0]["high"], 9007199254740992);
}

}  // namespace
}  // namespace cogov::testing
