/// Levers: at 1 nothing happens, otherwise what the lever is about, and nobody's luck changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "models/facilities/procedures.hpp"
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

/// What arose as a candidate of its own, of needs or of hazards. Columns as in tally.cpp, after the community.
std::set<Arrival> arrivals(const Lived& lived, bool of_place) {
  std::set<Arrival> set;
  for (const auto& row : lived.community().trace) {
    if (row[9] == 0 && (row[2] != 0) == of_place) set.insert({row[0], row[3], row[4], row[16]});
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

TEST(Levers, OfJoining) {
  Settings settings = small_settings(some);
  settings.switch_on("volunteer_teams", true);
  settings.set("volunteer_teams.by_ties", 0.0);
  const auto joined = [&](double factor) { return with(settings, Lever::joining, factor).tally().volunteers.joined; };
  for (const auto& [spontaneous, asks] : {std::pair{.005, 0.0}, std::pair{0.0, 20.0}}) {
    settings.set("volunteer_teams.spontaneous", spontaneous);
    settings.set("volunteer_teams.asks_per_week", asks);
    EXPECT_EQ(joined(0), 0);
    EXPECT_EQ(joined(1), Lived(settings).tally().volunteers.joined);
    EXPECT_GT(joined(3), joined(1));
  }
  settings.set("volunteer_teams.asks_per_week", 0.0);
  settings.set("volunteer_teams.join_rule", std::string("threshold"));
  EXPECT_EQ(joined(1), Lived(settings).tally().volunteers.joined);
  const Lived none = with(settings, Lever::joining, 0);  // left are those whose threshold is below 0
  EXPECT_LT(2 * none.community().volunteers.active_count, Lived(settings).community().volunteers.active_count);
}

/// Who comes with so much turnout, and how many of the first 200 residents and households vote.
struct Turnout {
  std::vector<std::uint32_t> come;
  std::uint32_t residents = 0, households = 0;
};

Turnout turnout_with(const Probe::Factor& factor) {
  Turnout seen;
  Probe probe = Probe().pull(Lever::turnout, factor);
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    if (day != 5) return;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < 200; ++row) rows.push_back(row);
    seen.come = who_comes(
        ctx, rows, [](ResidentId) { return .4; }, 0, 0);
    for (const Electorate electorate : {Electorate::residents, Electorate::households}) {
      const ProcedureId p = raise_matter(ctx, *ctx.rules.mechanisms.back(), {.electorate = electorate, .voters = rows},
                                         std::vector<double>(rows.size(), .5));
      const std::uint32_t voting = count_votes(ctx, p, .4).voting;
      (electorate == Electorate::residents ? seen.residents : seen.households) = voting;
    }
  };
  const Lived lived(small_settings({.households = 300, .warmup_days = 6, .days = 1}), {probe});
  return seen;
}

TEST(Levers, OfTurnout) {
  const Turnout usual = turnout_with([](const LeverAt&) { return 1; });
  const Turnout nobody = turnout_with([](const LeverAt&) { return 0; });
  const Turnout more = turnout_with([](const LeverAt&) { return 1.5; });
  const Turnout all = turnout_with([](const LeverAt&) { return 3; });
  EXPECT_EQ(nobody.come.size() + nobody.residents + nobody.households, 0u);
  EXPECT_NEAR(static_cast<double>(usual.come.size()), 80, 5 * 7);
  EXPECT_TRUE(std::includes(more.come.begin(), more.come.end(), usual.come.begin(), usual.come.end()));
  EXPECT_GT(more.come.size(), usual.come.size());
  EXPECT_GT(more.residents, usual.residents);
  EXPECT_GT(more.households, usual.households);
  EXPECT_EQ(all.come.size(), 200u);
  EXPECT_EQ(all.residents, 200u);
  EXPECT_EQ(all.households, 200u);
  // Where every second resident is kept away, every second comes, but of their households more than that vote.
  const Turnout half = turnout_with([](const LeverAt& at) { return at.resident.row % 2 == 0 ? 3. : 0.; });
  EXPECT_EQ(half.come.size(), 100u);
  EXPECT_EQ(half.residents, 100u);
  EXPECT_GT(half.households, 110u);
  EXPECT_LT(half.households, 200u);
}

}  // namespace
}  // namespace cogov::testing
