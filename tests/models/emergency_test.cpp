/// An emergency strikes whatever the policy; the response takes people, time, and what else they would have done.
#include "models/emergency.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t first = 20, days = 10;

Settings struck(double times, std::int64_t households = 1500) {
  Settings settings = small_settings({.households = households, .days = 60});
  at_once(settings);
  settings.set("emergency.event", std::string("storm"));
  settings.set("emergency.from_day", static_cast<std::int64_t>(first));
  settings.set("emergency.days", static_cast<std::int64_t>(days));
  settings.set("emergency.times", times);
  return settings;
}

std::vector<double> arisen(const Settings& settings) {
  const PolicyExperiment experiment({settings});
  return values(experiment.layout(), run_of(experiment), "arisen");
}

double sum(const std::vector<double>& series, std::size_t from, std::size_t to) {
  return std::accumulate(series.begin() + static_cast<std::ptrdiff_t>(from),
                         series.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
}

TEST(Emergency, MultipliesWhatItBringsForItsDays) {
  Settings usual = struck(1);
  usual.set("requests.only", std::vector<std::string>{"litter", "street_fault"});
  Settings stormy = usual;
  stormy.set("emergency.times", 20.0);
  const std::vector<double> without = arisen(usual);
  const std::vector<double> with = arisen(stormy);
  for (std::size_t day = 0; day < with.size(); ++day) {
    const bool meanwhile = day >= first && day < first + days;
    if (!meanwhile) {
      EXPECT_EQ(with[day], without[day]) << day;
    }
  }
  const double a_day = sum(without, 0, 60) / 60;
  // About 60 days times 0.8, and ten days times 16 a day.
  EXPECT_NEAR(sum(with, first, first + days) / days / a_day, 20, 5);
}

TEST(Emergency, LeavesOtherKindsAsTheyWere) {
  Settings usual = struck(1, 600);
  usual.set("requests.only", std::vector<std::string>{"papers", "noise_dogs"});
  Settings stormy = usual;
  stormy.set("emergency.times", 50.0);
  EXPECT_EQ(digest_of(usual), digest_of(stormy));
}

TEST(Emergency, StrikesWhateverIsDoneAboutIt) {
  Settings left = struck(20);
  left.set("requests.only", std::vector<std::string>{"litter", "street_fault"});
  Settings surge = left;
  surge.switch_on("emergency_surge", true);
  EXPECT_EQ(arisen(left), arisen(surge));
}

/// So many begin in a year as are said to, and hold for their days, everywhere at once.
TEST(Emergency, ComesByLuckAsOftenAsItIsSaidTo) {
  Settings settings = struck(5, 20);
  settings.set("community.number", std::int64_t{2});
  settings.set("emergency.timing", std::string("by luck"));
  settings.set("emergency.per_year", 12.0);
  Village village(settings);
  std::uint32_t begun = 0;
  constexpr std::uint32_t years = 20;
  Context here = village.at(0, 0);
  Context there = village.at(1, 0);
  for (std::uint32_t day = 0; day < years * 365; ++day) {
    const Emergency emergency = emergency_of(here, day);
    EXPECT_EQ(emergency.holds, emergency_of(there, day).holds);
    if (!emergency.holds) continue;
    begun += emergency.from == day ? 1 : 0;
    EXPECT_EQ(emergency.until - emergency.from, days);
  }
  // Gaps of a twelfth of a year, and ten days each: 365 / (30.4 + 10) a year, within four standard deviations.
  EXPECT_NEAR(begun / double{years}, 9.03, 2.1);
}

TEST(EmergencySurge, OfNothingIsExactlyNoDifference) {
  const Settings off = struck(20, 400);
  Settings zero = off;
  zero.switch_on("emergency_surge", true);
  zero.set("emergency_surge.cadres", 0.0);
  zero.set("emergency_surge.longer_hours", 0.0);
  zero.set("emergency_surge.stops", std::vector<std::string>{});
  const PolicyExperiment experiment({off, zero});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  EXPECT_EQ(differing(experiment.layout(), warm->live_on(0), warm->live_on(1)), std::vector<std::string>{});
}

/// From Sunday on ten days: called on the first, come on the next, stay for two more: nine working days.
TEST(EmergencySurge, LendsPeopleForItsDays) {
  Settings settings = struck(20, 400);
  settings.set("community.number", std::int64_t{3});
  settings.switch_on("emergency_surge", true);
  settings.set("emergency_surge.cadres", 7.0);
  const Runs runs({settings});
  EXPECT_EQ(runs.of(0, "surge_cadre_days"), 7 * 9);
  EXPECT_EQ(runs.of(0, "surge_days"), 3 * days);
}

/// Patrols stop, and are walked again afterwards.
TEST(EmergencySurge, StopsOrdinaryWork) {
  Settings works_on = struck(5, 400);
  works_on.switch_on("patrol", true);
  works_on.switch_on("emergency_surge", true);
  works_on.set("emergency_surge.stops", std::vector<std::string>{});
  works_on.set("emergency_surge.longer_hours", 0.0);
  Settings stops = works_on;
  stops.set("emergency_surge.stops", std::vector<std::string>{"patrols and visits"});
  Settings no_papers = works_on;
  no_papers.set("emergency_surge.stops", std::vector<std::string>{"paperwork"});
  const Runs runs({works_on, stops, no_papers});
  const auto patrols = static_cast<std::size_t>(Activity::patrol);
  // Seven of 44 working days.
  EXPECT_NEAR(runs.of(1, "grid_worker_hours", patrols) / runs.of(0, "grid_worker_hours", patrols), 37. / 44, .04);
  EXPECT_LT(runs.of(2, "paperwork_share"), .95 * runs.of(0, "paperwork_share"));
}

}  // namespace
}  // namespace cogov::testing
