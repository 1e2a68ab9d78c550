/// Patrols of the engine meet the exact delay until a round sees a hazard, and the exact share of hazards seen before
/// a complaint.
#include <gtest/gtest.h>

#include "tests/verification/estimate.hpp"
#include "tests/verification/formulas.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

constexpr auto by_patrol = static_cast<std::int64_t>(Finder::patrol);

/// Hazards in the order in which they arose; those of the last 60 days, which may still be open, left out.
std::vector<TracedRequest> settled_hazards(const std::string& scenario, const std::vector<std::string>& set) {
  const Reduced model(scenario, set);
  std::vector<TracedRequest> hazards = requests_of(model.run());
  std::erase_if(hazards, [&](const TracedRequest& h) { return h.onset >= model.seconds() - 60 * day_seconds; });
  std::sort(hazards.begin(), hazards.end(), [](const TracedRequest& a, const TracedRequest& b) {
    return std::tie(a.onset, a.origin, a.trial) < std::tie(b.onset, b.origin, b.trial);
  });
  return hazards;
}

/// Hours from onset to the round that saw it.
Estimate delay_hours(const std::vector<std::string>& set) {
  const std::vector<TracedRequest> hazards = settled_hazards("patrol_delay", set);
  Batches delays(1);  // hazards of whole days arise and are seen independently of each other
  for (const TracedRequest& h : hazards) {
    EXPECT_EQ(h.finder, by_patrol);
    delays.add(static_cast<double>(h.noticed - h.onset) / hour_seconds);
  }
  return delays.estimate();
}

Estimate found_first(const std::vector<std::string>& set) {
  const std::vector<TracedRequest> hazards = settled_hazards("found_before_complaint", set);
  Batches found(1);
  for (const TracedRequest& h : hazards) {
    // Either a round or a complaint came first, never both and never neither.
    EXPECT_NE(h.finder == by_patrol, h.reported != -1);
    found.add(h.finder == by_patrol ? 1 : 0);
  }
  return found.estimate();
}

void check(const Estimate& estimate, double exact) {
  EXPECT_TRUE(agrees(estimate, exact));
  EXPECT_TRUE(would_notice(estimate, .02 * exact));
}

TEST(PatrolDelay, EvenRounds) { check(delay_hours({}), 6); }

TEST(PatrolDelay, UnevenRounds) {
  check(delay_hours({"patrol.last_round=12"}), 7.5);
  EXPECT_DOUBLE_EQ(patrol_delay(std::vector{6.0, 18.0}), 7.5);
  check(delay_hours({"patrol.last_round=14"}), patrol_delay(std::vector{8.0, 16.0}));
}

TEST(PatrolDelay, RoundsThatOverlookThings) {
  check(delay_hours({"patrol.notice_chance=0.6"}), 14);
  EXPECT_DOUBLE_EQ(patrol_delay(12, .6), 14);
  check(delay_hours({"patrol.notice_chance=0.3"}), patrol_delay(12, .3));
}

TEST(PatrolDelay, OtherNumbersOfRounds) {
  check(delay_hours({"patrol.rounds_per_day=1"}), 12);
  check(delay_hours({"patrol.rounds_per_day=3", "patrol.first_round=4", "patrol.last_round=20"}), 4);
}

/// Half an hour a day at another time moves the mean by half a percent, and a chance that is off by 0.02 by more.
TEST(PatrolDelay, WrongRoundsWouldBeNoticed) {
  EXPECT_FALSE(agrees(delay_hours({"patrol.last_round=17"}), 6.5));
  EXPECT_FALSE(agrees(delay_hours({"patrol.notice_chance=0.62"}), 14));
}

TEST(FoundBeforeComplaint, ListedPoints) {
  EXPECT_NEAR(found_before_complaint(1 / 24.0, 12, 1), .786939, 5e-7);
  EXPECT_NEAR(found_before_complaint(1 / 24.0, 12, .6), .623410, 5e-7);
  check(found_first({}), .786939);
  check(found_first({"patrol.notice_chance=0.6"}), .623410);
}

TEST(FoundBeforeComplaint, OtherPoints) {
  check(found_first({"patrol.notice_chance=0.4", "request_kinds.litter.report_delay_hours=48"}),
        found_before_complaint(1 / 48.0, 12, .4));
  check(found_first({"patrol.rounds_per_day=3", "patrol.first_round=4", "patrol.last_round=20",
                     "patrol.notice_chance=0.5", "request_kinds.litter.report_delay_hours=12"}),
        found_before_complaint(1 / 12.0, 8, .5));
}

TEST(FoundBeforeComplaint, SlowerComplaintsWouldBeNoticed) {
  EXPECT_FALSE(agrees(found_first({"request_kinds.litter.report_delay_hours=26"}), .786939));
}

}  // namespace

}  // namespace cogov::testing
