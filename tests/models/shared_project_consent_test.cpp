/// Votes on lifts: who turns, and why.
#include <gtest/gtest.h>

#include <map>

#include "models/registry.hpp"
#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

enum Event : std::uint8_t { opened, voted, visited, turned, stalled, runs };

void set(Settings& settings, const char* key, const Value& value) {
  settings.set(std::string("shared_project_consent.") + key, value);
}

/// Every building that may asks for a lift in the first month.
Settings asking() {
  Settings settings = small_settings({.households = 300, .warmup_days = 1, .days = 150});
  settings.switch_on("shared_project_consent", true);
  settings.set("community.share_80_plus", .15);
  settings.set("paperwork.share", .1);
  set(settings, "cases_per_year", 12.0);
  set(settings, "without_lift", 1.0);
  set(settings, "vote_every_days", std::int64_t{10});
  set(settings, "lifts_per_year", 100.0);
  set(settings, "works_days", std::int64_t{10});
  set(settings, "papers_days", std::int64_t{14});
  return settings;
}

std::vector<OwnEvent> events_of(const Lived& lived) {
  std::vector<OwnEvent> own;
  for (const OwnEvent& event : lived.community().events) {
    if (mechanism_section(event.mechanism).key == "shared_project_consent") own.push_back(event);
  }
  return own;
}

TEST(Lifts, VotesTurnOnlyAfterAVisitThatConvinced) {
  const std::vector<OwnEvent> events = events_of(Lived(asking()));
  std::map<std::int64_t, OwnEvent> last_visit;
  int turns = 0;
  for (const OwnEvent& event : events) {
    if (event.what == visited) last_visit[event.subject] = event;
    if (event.what != turned) continue;
    ++turns;
    ASSERT_TRUE(last_visit.contains(event.subject));
    EXPECT_GT(last_visit[event.subject].amount, last_visit[event.subject].other);
  }
  EXPECT_GT(turns, 5);
}

TEST(Lifts, WithoutVisitsAndNeighboursNobodyTurns) {
  Settings settings = asking();
  set(settings, "convinced_chance", 0.0);
  set(settings, "hardened_chance", 0.0);
  set(settings, "susceptibility", 0.0);
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> first;
  int votes = 0;
  for (const OwnEvent& event : events_of(Lived(settings))) {
    if (event.what == opened) first.erase(event.subject);
    if (event.what != voted) continue;
    const std::pair cast{event.other, event.amount};
    EXPECT_EQ(first.try_emplace(event.subject, cast).first->second, cast);
    ++votes;
  }
  EXPECT_GT(votes, 20);
  Settings lively = asking();
  EXPECT_GT(Lived(lively).of("lift_passed"), Lived(settings).of("lift_passed"));
}

TEST(Lifts, AreAgreedOnByTwoThirdsVotingAndThreeQuartersOfThese) {
  std::map<std::int64_t, OwnEvent> last;
  int lifts = 0;
  std::map<std::int64_t, std::int64_t> households;
  for (const OwnEvent& event : events_of(Lived(asking()))) {
    if (event.what == opened) households[event.subject] = event.other;
    if (event.what == voted) last[event.subject] = event;
    if (event.what != runs) continue;
    ++lifts;
    EXPECT_GE(3 * last[event.subject].other, 2 * households[event.subject]);
    EXPECT_GE(4 * last[event.subject].amount, 3 * last[event.subject].other);
    EXPECT_GE(event.other, 24);  // papers and works
  }
  EXPECT_GT(lifts, 2);
}

TEST(Lifts, CompensationTurnsTheGroundFloor) {
  Settings settings = asking();
  const Lived without(settings);
  set(settings, "compensation_yuan", 90000.0);
  const Lived with(settings);
  EXPECT_GT(with.of("lift_yes_ground"), without.of("lift_yes_ground") + .1);
  EXPECT_LT(without.of("lift_yes_ground"), without.of("lift_yes_top"));
  EXPECT_EQ(with.of("lift_losers"), 0);
  EXPECT_GT(without.of("lift_losers"), 0);
  EXPECT_GT(with.of("lift_compensation_yuan"), 0);
}

}  // namespace
}  // namespace cogov::testing
