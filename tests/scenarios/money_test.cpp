/// What policies say of their money: read, resolved, printed back, refused.
#include "scenarios/money.hpp"

#include "scenarios/print.hpp"
#include "tests/scenarios/support.hpp"

namespace cogov::testing {
namespace {

constexpr const char* two = "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\n";

TEST(Money, ScalesTheOneSizeThatIsNamed) {
  const Scenario scenario =
      load_scenario_text(std::string(two) + "budget_yuan = 170000\n[policy.grid_workers]\nextra_posts = 1\n", "x");
  EXPECT_EQ(scenario.policies[1].budget_yuan, 170000);
  EXPECT_EQ(scenario.policies[1].budget_scales, "grid_workers.extra_posts");
  EXPECT_EQ(scenario.policies[0].budget_yuan, 0);
}

TEST(Money, TakesTheOnlySizeOfTheSectionsNamed) {
  const Scenario scenario = load_scenario_text(std::string(two) + "budget_yuan = 9e4\n[policy.contract]\n", "x");
  EXPECT_EQ(scenario.policies[1].budget_scales, "contract.hours_per_year");
}

TEST(Money, IsPrintedBack) {
  const std::string text = std::string(two) +
                           "budget_yuan = 170000\ncontrol = \"plain-staff\"\nbudget_scales = "
                           "\"grid_workers.extra_posts\"\n[[policy]]\nname = \"c\"\ncontrol = \"b\"\n";
  const Scenario scenario = load_scenario_text(text, "x");
  EXPECT_EQ(scenario.policies[1].control, "plain-staff");
  EXPECT_EQ(scenario.policies[2].control, "b");
  EXPECT_EQ(load_scenario_text(effective_toml(scenario), "x"), scenario);
}

TEST(Money, CanBeSetFromTheCommandLine) {
  const Scenario scenario = load_scenario_text(std::string(two) + "[policy.grid_workers]\nextra_posts = 1\n", "x",
                                               {.set = {"policy.2.budget_yuan=50000", "policy.b.control=plain-staff"}});
  EXPECT_EQ(scenario.policies[1].budget_yuan, 50000);
  EXPECT_EQ(scenario.policies[1].control, "plain-staff");
}

struct Refusal {
  const char* name;
  const char* text;
  int line;
  const char* says;
};

class Refused : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refused, WithItsPlace) {
  const Refusal& refusal = GetParam();
  try {
    static_cast<void>(load_scenario_text(refusal.text, "x.toml"));
    FAIL() << "loaded";
  } catch (const UserError& error) {
    ASSERT_EQ(error.problems().size(), 1U) << error.what();
    EXPECT_EQ(error.problems().front().where.line, refusal.line) << error.what();
    EXPECT_NE(std::string(error.what()).find(refusal.says), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Money, Refused,
    ::testing::Values(
        Refusal{"Nothing", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\nbudget_yuan = 10\n", 5,
                "nothing to scale"},
        Refusal{"Several",
                "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\nbudget_yuan = "
                "10\n[policy.grid_workers]\nextra_posts = 1\n[policy.contract]\nhours_per_year = 9\n",
                5, "budget_scales = "},
        Refusal{"UnknownSize",
                "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\nbudget_yuan = 10\nbudget_scales = "
                "\"grid_workers.extra_post\"\n",
                6, "grid_workers.extra_posts"},
        Refusal{"Baseline", "[[policy]]\nname = \"a\"\nbudget_yuan = 10\n", 3, "baseline"},
        Refusal{"Negative", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\nbudget_yuan = -1\n", 5, "too low"},
        Refusal{"Text", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\nbudget_yuan = \"much\"\n", 5, "text"},
        Refusal{"ControlOfNobody", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\ncontrol = \"c\"\n", 5,
                "plain-staff"},
        Refusal{"ControlOfItself", "[[policy]]\nname = \"a\"\n[[policy]]\nname = \"b\"\ncontrol = \"b\"\n", 5,
                "another policy"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace cogov::testing
