/// Levers: at 1 nothing happens, otherwise what the lever is about, and nobody's luck changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/errors.hpp"
#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

constexpr Size some{.households = 1000, .warmup_days = 30, .days = 120};

Probe pulling(Lever lever, double factor) { return Probe().pull(lever, factor); }

Lived with(const Settings& settings, Lever lever, double factor) { return Lived(settings, {pulling(lever, factor)}); }

TEST(Levers, AllAtOneChangeNothingAtAll) {
  const Settings settings = busy_settings();
  Probe probe;
  for (std::size_t i = 0; i < lever_count; ++i) probe.pull(static_cast<Lever>(i), 1.0);
  EXPECT_EQ(Lived(settings, {probe}).arrays(), Lived(settings).arrays());
}

using Arrival = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;  // kind, origin, trial, onset

/// What arose as a candidate of its own, of needs or of hazards. Columns as in tally.cpp.
std::set<Arrival> arrivals(const Lived& lived, bool of_place) {
  std::set<Arrival> set;
  for (const auto& row : lived.community().trace) {
    if (row[10] == 0 && (row[3] != 0) == of_place) set.insert({row[1], row[4], row[5], row[17]});
  }
  return set;
}

class RateLevers : public ::testing::TestWithParam<Lever> {};

/// Less is a part of what there was, more has all of it: the candidates are the same.
TEST_P(RateLevers, ThinTheSameCandidates) {
  const Settings settings = small_settings(some);
  const bool of_place = GetParam() == Lever::hazard_rate;
  const std::set<Arrival> usual = arrivals(Lived(settings), of_place);
  const Lived fewer = with(settings, GetParam(), .5);
  const Lived more = with(settings, GetParam(), 1.4);
  const std::set<Arrival> less = arrivals(fewer, of_place);
  const std::set<Arrival> all = arrivals(more, of_place);
  EXPECT_TRUE(std::includes(usual.begin(), usual.end(), less.begin(), less.end()));
  EXPECT_TRUE(std::includes(all.begin(), all.end(), usual.begin(), usual.end()));
  const auto n = static_cast<double>(usual.size());
  ASSERT_GT(n, 60);
  EXPECT_NEAR(static_cast<double>(less.size()), .5 * n, 4 * std::sqrt(.25 * n));
  EXPECT_NEAR(static_cast<double>(all.size()), 1.4 * n, 4 * std::sqrt(.4 * n));
  EXPECT_EQ(arrivals(fewer, !of_place), arrivals(Lived(settings), !of_place));
}

TEST_P(RateLevers, ReachOnlyTheKindTheyAreAbout) {
  const Settings settings = small_settings(some);
  const std::size_t kind = GetParam() == Lever::hazard_rate ? 0 : 10;  // litter, papers
  const Probe probe = Probe().pull(GetParam(), [kind](const LeverAt& at) { return at.kind == kind ? 0.0 : 1.0; });
  const Lived without(settings);
  const Lived lived(settings, {probe});
  EXPECT_GT(without.tally().arisen[kind], 0);
  EXPECT_EQ(lived.tally().arisen[kind], 0);
  EXPECT_GT(lived.tally().arisen[kind + 1], 0);
}

INSTANTIATE_TEST_SUITE_P(Rates, RateLevers, ::testing::Values(Lever::hazard_rate, Lever::need_rate),
                         [](const auto& each) { return each.param == Lever::hazard_rate ? "Hazards" : "Needs"; });

TEST(Levers, ARateAboveTheCapIsToldAtOnce) {
  const Settings settings = small_settings(some);  // rate_cap 1.5
  const Probe high = pulling(Lever::need_rate, 1.3);
  EXPECT_NO_THROW(Lived(settings, {pulling(Lever::need_rate, 1.5)}));
  EXPECT_NO_THROW(Lived(settings, {high}));
  EXPECT_THROW(Lived(settings, {high, high}), UserError);
  EXPECT_THROW(Lived(settings, {pulling(Lever::hazard_rate, 1.51)}), UserError);
}

/// A factor that is larger than what was declared is a bug.
TEST(Levers, ARateAboveWhatWasDeclaredIsABug) {
  Probe probe = pulling(Lever::need_rate, 1.2);
  probe.decides = [](const Context&, Lever, const LeverAt&) { return 1.21; };
  EXPECT_THROW(Lived(small_settings(some), {probe}), InternalError);
}

TEST(Levers, SeveralMultiply) {
  const Settings settings = small_settings(some);
  const Lived both(settings, {pulling(Lever::service_time, 2), pulling(Lever::service_time, 4)});
  EXPECT_EQ(both.arrays(), with(settings, Lever::service_time, 8).arrays());
}

TEST(Levers, OfReportingAndNoticing) {
  Settings settings = small_settings(some);
  settings.switch_on("patrol", true);
  settings.switch_on("home_visits", true);
  settings.switch_on("neighbour_pairs", true);
  settings.set("community.share_80_plus", .2);
  settings.set("neighbour_pairs.pairs_share", 1.0);
  settings.set("neighbour_pairs.notice_chance", .5);
  settings.set("patrol.notice_chance", .1);
  const Lived usual(settings);
  const Lived mute = with(settings, Lever::report_chance, 0);
  const Lived blind = with(settings, Lever::notice_chance, 0);
  EXPECT_GT(usual.of("found_first_share"), .02);
  EXPECT_GT(usual.of("found_by_neighbours"), 0);
  EXPECT_GT(usual.tally().closed_reports, 0);
  EXPECT_EQ(mute.tally().closed_reports, 0);
  EXPECT_EQ(blind.of("found_first_share"), 0);
  EXPECT_EQ(blind.of("found_by_neighbours"), 0);
  EXPECT_GT(with(settings, Lever::report_chance, 1.5).tally().closed_reports, usual.tally().closed_reports);
  EXPECT_GT(with(settings, Lever::notice_chance, 5).of("found_first_share"), usual.of("found_first_share"));
}

TEST(Levers, OfCouriersNoticing) {
  Settings settings = small_settings(some);
  settings.switch_on("roaming_couriers", true);
  settings.set("roaming_couriers.enrolled_share", 1.0);
  settings.set("roaming_couriers.notice_chance", .5);
  settings.set("roaming_couriers.belief_start", 1.0);
  settings.set("roaming_couriers.along_way_share", 0.0);
  EXPECT_GT(Lived(settings).of("courier_reports"), 0);
  EXPECT_EQ(with(settings, Lever::notice_chance, 0).of("courier_reports"), 0);
}

double service_hours(const Lived& lived) {
  return lived.of("grid_worker_hours", static_cast<std::size_t>(Activity::service));
}

TEST(Levers, OfServiceTimeAndSkill) {
  Settings settings = small_settings(some);
  settings.set("grid_workers.full_time", std::int64_t{6});  // nobody waits for them
  settings.set("grid_workers.skill_start", .5);
  settings.set("grid_workers.logging", 0.0);
  const Lived usual(settings);
  EXPECT_NEAR(service_hours(with(settings, Lever::service_time, 2)), 2 * service_hours(usual),
              .1 * service_hours(usual));
  const Lived unskilled = with(settings, Lever::skill, 0);
  const Lived masters = with(settings, Lever::skill, 100);  // skill ends at 1
  EXPECT_GT(service_hours(unskilled), service_hours(usual));
  EXPECT_LT(service_hours(masters), service_hours(usual));
  EXPECT_GT(service_hours(masters), 0);
  EXPECT_LT(masters.of("repeats_share"), unskilled.of("repeats_share"));
}

TEST(Levers, OfQuittingAndRecruitment) {
  Settings settings = small_settings({.households = 100, .warmup_days = 30, .days = 360});
  settings.set("grid_workers.full_time", std::int64_t{100});
  const Lived usual(settings);
  EXPECT_GT(usual.tally().quits, 10);
  EXPECT_EQ(with(settings, Lever::quitting, 0).tally().quits, 0);
  const auto many = static_cast<double>(with(settings, Lever::quitting, 5).tally().quits);
  EXPECT_GT(many, 3 * static_cast<double>(usual.tally().quits));
  EXPECT_GT(with(settings, Lever::recruitment, 3).tally().vacant_days,
            1.5 * static_cast<double>(usual.tally().vacant_days));
  EXPECT_LT(with(settings, Lever::recruitment, 0).tally().vacant_days, usual.tally().vacant_days / 10);
}

TEST(Levers, OfWrongOwners) {
  Settings settings = small_settings(some);
  settings.set("requests.wrong_owner_share", .4);
  EXPECT_LT(with(settings, Lever::wrong_owner, 0).tally().hand_offs,
            .7 * static_cast<double>(Lived(settings).tally().hand_offs));
  Settings never_wrong = settings;
  never_wrong.set("requests.wrong_owner_share", 0.0);
  EXPECT_EQ(with(settings, Lever::wrong_owner, 0).tally().hand_offs, Lived(never_wrong).tally().hand_offs);
}

}  // namespace
}  // namespace cogov::testing
