/// Renovation: which building is next, who agrees, and who gets the credit.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/registry.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

Settings old_estate(std::int64_t days = 120) {
  Settings settings = small_settings({.days = days});
  at_once(settings);
  for (const char* kind : {"leak", "building_fault"})
    settings.set("request_kinds." + std::string(kind) + ".rate_places", 300.0);
  return settings;
}

Settings renovated(double buildings_per_year, std::int64_t days = 120) {
  Settings settings = old_estate(days);
  settings.switch_on("renovation", true);
  settings.set("renovation.buildings_per_year", buildings_per_year);
  settings.set("renovation.works_weeks", 2.0);
  return settings;
}

/// What stands in the mechanism's column of the first community.
const std::vector<std::int32_t>& column_of(const Society& society) {
  std::size_t number = 0;
  while (mechanism_section(number).key != "renovation") ++number;
  return society.community(0).columns[number];
}

/// The failure: a companion that does nothing at all looks good beside a place without either.
TEST(Renovation, GivesItsCreditToWhateverCameWithIt) {
  Settings with_companion = renovated(365);
  with_companion.switch_on("patrol", true);
  with_companion.set("patrol.rounds_per_day", std::int64_t{0});
  const PolicyExperiment experiment({old_estate(), with_companion, renovated(365)});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const RunResult neither = warm->live_on(0);
  const RunResult both = warm->live_on(1);
  const RunResult alone = warm->live_on(2);
  EXPECT_LT(value(experiment.layout(), both, "true_requests"),
            .9 * value(experiment.layout(), neither, "true_requests"));
  EXPECT_EQ(differing(experiment.layout(), both, alone), std::vector<std::string>{});
}

TEST(Renovation, BeginsWhereMostIsOnRecord) {
  Life life(renovated(60), {}, 120);
  std::vector<std::int32_t> before;
  int begun = 0;
  int had_most = 0;
  life.each_midnight = [&](const Society& society, std::uint32_t day) {
    const std::vector<std::int32_t>& column = column_of(society);
    for (std::size_t b = 0; !before.empty() && b < society.population().communities[0].buildings(); ++b) {
      if (column[1 + 2 * b] != static_cast<std::int32_t>(day)) continue;  // began a day ago
      ++begun;
      std::int32_t most = 0;
      for (std::size_t other = 0; other < society.population().communities[0].buildings(); ++other) {
        if (before[1 + 2 * other] == 0) most = std::max(most, before[2 + 2 * other]);
      }
      had_most += before[2 + 2 * b] == most ? 1 : 0;
    }
    before = column;
  };
  life.until(120);
  EXPECT_GT(begun, 10);
  EXPECT_EQ(had_most, begun);
}

TEST(Renovation, ByConsentLeavesOutWhereTooFewAgree) {
  const auto done = [](double chance, double needed) {
    Settings settings = renovated(365);
    settings.set("renovation.order", std::string("by consent"));
    settings.set("renovation.consent_chance", chance);
    settings.set("renovation.consent_needed", needed);
    return Runs({old_estate(), settings}).of(1, "buildings_renovated");
  };
  EXPECT_EQ(done(0, .5), 0);
  EXPECT_EQ(done(1, 1), done(0, 0));
  EXPECT_GT(done(.6, .6), 0);
  EXPECT_LT(done(.6, .6), done(1, 1));
}

TEST(Renovation, DisturbsOnlyDuringTheWorks) {
  Settings quiet = renovated(365);
  quiet.set("renovation.noise_times", 1.0);
  Settings loud = renovated(365);
  loud.set("renovation.noise_times", 50.0);
  Settings longer = loud;
  longer.set("renovation.works_weeks", 6.0);
  const Runs runs({old_estate(), quiet, loud, longer});
  EXPECT_EQ(runs.of(1, "disturbed_by_works"), 0);
  EXPECT_GT(runs.of(2, "disturbed_by_works"), 20);
  EXPECT_NEAR(runs.of(3, "disturbed_by_works") / runs.of(2, "disturbed_by_works"), 3, 1);
}

}  // namespace
}  // namespace cogov::testing
