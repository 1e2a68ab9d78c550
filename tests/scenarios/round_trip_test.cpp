/// A scenario prints back whole, and no text whatever makes the loader do anything but load or refuse.
#include <random>

#include "scenarios/print.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

void expect_round_trip(const std::string& toml, const LoadOptions& options = {}) {
  const Scenario scenario = load_scenario_text(toml, "town.toml", options);
  const std::string text = effective_toml(scenario);
  SCOPED_TRACE(text);
  const Scenario again = load_scenario_text(text, "stored");
  EXPECT_EQ(again, scenario);
  EXPECT_EQ(effective_toml(again), text);
}

TEST(RoundTrip, OfDefaultsAndOfValues) {
  expect_round_trip("");
  expect_round_trip("title = \"\"\n");
  expect_round_trip("[run]\ndays = 36500\nseed = 9007199254740992\n");
  for (const char* number :
       {"0", "-0.0", "0.1", "1e-7", "1e-300", "5e-324", "123456789.125", "1e9", "0.30000000000000004"}) {
    expect_round_trip(std::string("compare.smallest_difference = ") + number);
  }
}

TEST(RoundTrip, OfTextThatNeedsQuoting) {
  expect_round_trip(
      "title = '\"quotes\" and back\\slashes # no comment'\n[compare]\nprimary_measure = "
      "\"\xE4\xB8\xAD\xF0\x9F\x98\x80\"\n");
  expect_round_trip("[[policy]]\nname = '\"'\n[[policy]]\nname = \"<b>'\\\\\"\n");
}

TEST(RoundTrip, WithOverrides) {
  expect_round_trip("[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\n",
                    {.set = {"run.days=9", "compare.smallest_difference=0.25", "title=it's"}});
}

TEST(RoundTrip, TellsEverythingInOneFile) {
  const std::string text = effective_toml(load_scenario_text("", "x"));
  for (const Section& section : all_sections()) {
    EXPECT_NE(text.find("[" + section.key + "]"), std::string::npos);
    if (section.switchable) continue;
    for (const Param& param : section.params) {
      EXPECT_NE(text.find("\n" + param.key + " = "), std::string::npos);
      EXPECT_NE(text.find(param.meaning), std::string::npos);
    }
  }
}

TEST(RoundTrip, OfPolicies) {
  const std::string without = "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\n";
  for (const char* base : {"", "[patrol]\n", "[patrol]\nrounds_per_day = 3\nlead_days = 9\n",
                           "[patrol]\nenabled = false\nlead_days = 4\n", "[grid_workers]\nlead_days = 4\n"}) {
    for (const char* change :
         {"", "[policy.patrol]\n", "[policy.patrol]\nenabled = false\n",
          "[policy.patrol]\nenabled = false\nlead_days = 8\n", "[policy.patrol]\nnotice_chance = 0.125\n",
          "[policy.grid_workers]\nlead_days = 3\n", "[policy.grid_workers]\nextra_full_time = 2\n"}) {
      expect_round_trip(std::string(base) + without + change);
      expect_round_trip(std::string(base) + without + change, {.set = {"patrol.notice_chance=0.75"}});
      expect_round_trip(std::string(base) + without + change, {.set = {"policy.1.patrol.notice_chance=0.75"}});
      // The baseline itself may be the policy that differs.
      expect_round_trip(std::string(base) + "[[policy]]\nname = \"a\"\n" + change + "[[policy]]\nname = \"b\"\n");
    }
  }
}

TEST(RoundTrip, PoliciesNameOnlyWhatDiffers) {
  const std::string text = effective_toml(load_scenario_text(
      "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\n[policy.grid_workers]\nextra_full_time = 2\n", "x"));
  EXPECT_NE(text.find("[policy.grid_workers]\nextra_full_time = 2\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("[policy.patrol]"), std::string::npos) << text;
  EXPECT_EQ(text.find("lead_days", text.find("[policy.grid_workers]")), std::string::npos) << text;
}

/// One random change of a text: a piece removed, doubled, moved, or replaced by something awkward.
std::string mutated(std::string text, std::mt19937& random) {
  static const char* const awkward[] = {"\"",
                                        "'",
                                        "\"\"\"",
                                        "[",
                                        "]",
                                        "[[",
                                        "]]",
                                        "{",
                                        "}",
                                        "=",
                                        ".",
                                        ",",
                                        "#",
                                        "\n",
                                        "\r",
                                        "\\",
                                        "\\u0000",
                                        "nan",
                                        "-",
                                        "1e999",
                                        "99999999999999999999",
                                        "0x",
                                        "_",
                                        "\xC3\xA9",
                                        "\xFF",
                                        "\xEF\xBB\xBF",
                                        "policy",
                                        "run",
                                        "enabled = false\n",
                                        "place = \"x\"\n",
                                        "[policy.run]\n",
                                        "[[policy]]\n",
                                        "true",
                                        "1979-05-27"};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % (limit + 1)); };
  const std::size_t at = below(text.size());
  const std::size_t length = std::min(below(12), text.size() - at);
  switch (random() % 4) {
    case 0:
      return text.erase(at, length);
    case 1:
      return text.insert(below(text.size()), text.substr(at, length));
    case 2:
      return text.replace(at, length, awkward[below(std::size(awkward) - 1)]);
    default:
      return text.insert(at, awkward[below(std::size(awkward) - 1)]);
  }
}

TEST(Mutation, LoadsOrRefusesButNeverFails) {
  std::string seed = effective_toml(load_scenario_text("title = \"t\"\n[run]\ndays = 3\n", "x"));
  seed.resize(seed.rfind('\n', 2500));  // whole lines
  seed += "\n[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\n";
  seed += "[policy.patrol]\nnotice_chance = 0.5\n";
  std::mt19937 random(20240521);
  int loaded = 0;
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = seed;
    for (unsigned n = 0; n < 1 + random() % 4; ++n) text = mutated(std::move(text), random);
    try {
      const Scenario scenario = load_scenario_text(text, "town.toml");
      EXPECT_EQ(load_scenario_text(effective_toml(scenario), "stored"), scenario) << text;
      ++loaded;
    } catch (const UserError& error) {
      EXPECT_FALSE(error.problems().empty());
      for (const Problem& problem : error.problems()) {
        EXPECT_EQ(problem.sentence().find_first_of("\n\r"), std::string::npos) << problem.sentence();
      }
      ++refused;
    }
  }
  // Otherwise the mutations are too tame or too wild to mean anything.
  EXPECT_GT(loaded, 100);
  EXPECT_GT(refused, 100);
}

TEST(Mutation, OfOverridesLoadsOrRefusesToo) {
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string argument = i % 2 == 0 ? "run.days=30" : "policy.\"baseline\".compare.smallest_difference=[0.5]";
    for (unsigned n = 0; n < 1 + random() % 3; ++n) argument = mutated(std::move(argument), random);
    refused += problems_of_text("", {.set = {argument}}).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 3000);
}

}  // namespace
}  // namespace cogov::testing
