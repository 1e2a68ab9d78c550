/// Late hours of the window, by extra clerks or by the same, and carers who go round.
#include <gtest/gtest.h>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

constexpr auto window_wages = static_cast<std::size_t>(CostItem::window_posts);
constexpr auto overtime = static_cast<std::size_t>(CostItem::overtime);

Settings with_doors(const std::string& staffed_by) {
  Settings settings = small_settings({.households = 400, .warmup_days = 0, .days = 56});
  settings.set("staffing.quits_per_year", 0.0);
  settings.set("window.leave_days", 0.0);
  settings.set("grid_workers.overtime", 0.0);
  settings.set("request_kinds.papers.rate_17_59", 600.0);
  settings.switch_on("open_doors", true);
  settings.set("open_doors.staffed_by", staffed_by);
  return settings;
}

std::int64_t booked(const Lived& lived, std::size_t item) { return lived.tally().costs.quantity.at(item); }

TEST(OpenDoors, TheSameStaffStayOnUnpaid) {
  Settings usual = with_doors("same");
  usual.switch_on("open_doors", false);
  const Lived before(usual);
  const Lived same(with_doors("same"));
  // Three hours on forty working days; seven hours by day and three more on sixteen days of weekends.
  EXPECT_NEAR(same.of("late_hours"), 40 * 3 + 16 * 11, 1e-9);
  EXPECT_EQ(booked(same, window_wages), booked(before, window_wages));
  EXPECT_GT(booked(same, overtime) - booked(before, overtime), 250 * 3600);
}

TEST(OpenDoors, ExtraClerksArePaid) {
  const Lived extra(with_doors("extra"));
  EXPECT_NEAR(extra.of("late_hours"), 40 * 3 + 16 * 8, 1e-9);
  EXPECT_EQ(booked(extra, window_wages), 2 * 56 * 1000);
}

TEST(OpenDoors, ServeOnlyWhoComesLate) {
  Settings settings = with_doors("extra");
  settings.set("open_doors.evening_use", 0.0);
  const Lived nobody(settings);
  settings.set("open_doors.evening_use", 1.0);
  const Lived all(settings);
  EXPECT_EQ(nobody.of("late_cases"), 0);
  EXPECT_GT(all.of("late_cases"), 10);
}

TEST(OpenDoors, CarersComeRoundEveryTwoWeeks) {
  Settings settings = with_doors("extra");
  settings.set("open_doors.enrolled_share", 1.0);
  settings.set("open_doors.refusal_chance", 0.0);
  settings.set("community.share_80_plus", .08);
  const Lived lived(settings);
  const double aged = lived.of("residents_by_class", static_cast<std::size_t>(ResidentClass::aged));
  EXPECT_GT(aged, 30);
  EXPECT_LE(lived.of("carers_visits"), 4 * aged);
  EXPECT_GT(lived.of("carers_visits"), 3.2 * aged);
}

}  // namespace
}  // namespace cogov::testing
