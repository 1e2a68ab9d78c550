/// What the rows about careers do to people: who is taught, who moves, who is called upwards.
#include "models/facilities/careers.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/probe.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

/// Nothing to do and nobody who leaves by themselves: skill changes by what a row does, and hardly fades.
Settings quiet(std::int64_t posts, std::int64_t days) {
  Settings settings = small_settings({.households = 100, .warmup_days = 0, .days = days});
  at_once(settings);
  settings.set("grid_workers.full_time", posts);
  settings.set("grid_workers.leave_days", 0.0);
  settings.set("grid_workers.skill_start", 0.0);
  settings.set("grid_workers.skill_half_life", 1200.0);
  settings.set("staffing.quits_per_year", 0.0);
  settings.set("requests.only", std::vector<std::string>{"jobs"});
  settings.set("request_kinds.jobs.served_by", std::vector<std::string>{"department"});
  return settings;
}

WorkerId post(const Context& ctx, std::size_t n) { return ctx.c.posts[0][n]; }

void set_skill(Context& ctx, WorkerId w, std::uint16_t skill) {
  for (std::size_t kind = 0; kind < kind_count; ++kind) ctx.c.workers.skill[w.row * kind_count + kind] = skill;
}

TEST(CalledUpwards, ThePostIsVacantAndNobodyHasQuit) {
  Probe probe;
  probe.daily = [](Context& ctx, std::uint32_t day) {
    if (day != 10) return;
    for (std::size_t n = 0; n < 5; ++n) EXPECT_TRUE(call_upwards(ctx, post(ctx, n)));
    EXPECT_TRUE(called_upwards(ctx, post(ctx, 1)));
    EXPECT_FALSE(call_upwards(ctx, post(ctx, 1)));  // leaves already
    EXPECT_EQ(in_line(ctx, 0, top_grade + 1).size(), 1u);
  };
  const Lived lived(quiet(6, 40), {probe});
  EXPECT_EQ(lived.tally().quits, 0);
  EXPECT_GT(lived.tally().vacant_days, 0);
  EXPECT_EQ(lived.community().workers.person, (std::vector<std::uint32_t>{1, 1, 1, 1, 1, 0, 0}));
}

TEST(CalledUpwards, TheGradeIsKeptUntilTheyGo) {
  Village village(quiet(2, 40));
  Context ctx = village.at(0, day_seconds);
  set_grade(ctx, post(ctx, 0), 7, 1200);
  EXPECT_TRUE(call_upwards(ctx, post(ctx, 0)));
  EXPECT_EQ(grade_of(ctx, post(ctx, 0)), 7);
  EXPECT_FALSE(called_upwards(ctx, post(ctx, 1)));
  ctx.c.workers.employed[post(ctx, 1).row] = 0;
  EXPECT_FALSE(call_upwards(ctx, post(ctx, 1)));
}

TEST(Records, OfAPersonBeginWithThePerson) {
  Village village(quiet(2, 40));
  Context ctx = village.at(0, 100);
  const auto add = [&](Seconds t, RecordColumns::What what, std::size_t n) {
    ctx.c.records.add(t, what, 0, post(ctx, n), 0);
  };
  add(10, RecordColumns::What::resolved, 0);
  add(20, RecordColumns::What::opened, 0);
  add(30, RecordColumns::What::trivial_find, 0);
  add(40, RecordColumns::What::resolved, 1);
  EXPECT_EQ(closed_cases(ctx, 0)[post(ctx, 0).row], 2);
  EXPECT_EQ(closed_cases(ctx, 11)[post(ctx, 0).row], 1);
  ctx.c.careers.since[post(ctx, 1).row] = 50;
  EXPECT_EQ(closed_cases(ctx, 0)[post(ctx, 1).row], 0);
}

/// A camp for two of four, who are taught nothing.
Settings camp_of_nothing(const std::string& chosen) {
  Settings settings = quiet(4, 20);
  settings.switch_on("training_studios", true);
  settings.set("training_studios.camp_communities", std::int64_t{1});
  settings.set("training_studios.camp_places", std::int64_t{2});
  settings.set("training_studios.gamma", 0.0);
  settings.set("training_studios.beside_days", std::int64_t{0});
  settings.set("training_studios.chosen", chosen);
  return settings;
}

TEST(TrainingStudios, PickingTheBestLooksLikeTeaching) {
  Probe probe;
  probe.adopts = [](Context& ctx) {
    for (std::size_t n = 0; n < 4; ++n) set_skill(ctx, post(ctx, n), static_cast<std::uint16_t>(10000 * (n + 1)));
  };
  const Lived best(camp_of_nothing("best"), {probe});
  const Lived weakest(camp_of_nothing("weakest"), {probe});
  const double apart = 2 * 10000 / 65535.;
  EXPECT_NEAR(best.of("studio_graduates_lead"), apart, 2e-4);
  EXPECT_NEAR(weakest.of("studio_graduates_lead"), -apart, 2e-4);
  for (const Lived* lived : {&best, &weakest}) {
    EXPECT_EQ(lived->of("studio_trainees"), 2);
    EXPECT_EQ(lived->of("studio_days"), 2 * 5);
    EXPECT_EQ(lived->of("studio_graduate_skill_after"), lived->of("studio_graduate_skill_before"));
  }
}

TEST(TrainingStudios, TeachDayByDayAndKeepAwayFromThePost) {
  Settings settings = camp_of_nothing("random");
  settings.set("training_studios.gamma", .1);
  const Lived lived(settings);
  EXPECT_NEAR(lived.of("studio_graduate_skill_after"), 1 - std::pow(.9, 5), 2e-4);
  // Three weeks less a day of four workers, half an hour of duties a shift, two of them away for five.
  EXPECT_NEAR(lived.of("grid_worker_hours", static_cast<std::size_t>(Activity::duties)), .5 * (4 * 15 - 2 * 5), 1e-9);
}

TEST(TrainingStudios, WhoWorksBesideTheMostSkilledTakesOverSomeOfTheLead) {
  Settings settings = camp_of_nothing("weakest");
  settings.set("training_studios.beside_days", std::int64_t{1});
  settings.set("training_studios.beside_share", .5);
  Probe probe;
  probe.adopts = [](Context& ctx) {
    for (std::size_t n = 0; n < 4; ++n) set_skill(ctx, post(ctx, n), static_cast<std::uint16_t>(10000 * (n + 1)));
  };
  double learner = 0;
  double master = 0;
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    if (day != 19) return;
    learner = mean_skill(ctx, post(ctx, 0));
    master = mean_skill(ctx, post(ctx, 3));
  };
  const Lived lived(settings, {probe});
  EXPECT_NEAR(learner * 65535, 25000, 40);
  EXPECT_NEAR(master * 65535, 40000, 40);
  EXPECT_NEAR(lived.of("studio_beside_hours"), 2 * 2, 1e-9);
}

TEST(Academy, BothTakeOverFromWhatTheOtherKnewBefore) {
  Settings settings = quiet(2, 40);
  settings.switch_on("academy", true);
  settings.set("academy.lectures_per_year", 0.0);
  settings.set("academy.exchanges_per_year", 12.0);
  settings.set("academy.exchanged_share", 1.0);
  settings.set("academy.local_share", .5);
  settings.set("academy.seen_share", 1.0);
  Probe probe;
  std::array<double, 2> skill{};
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    for (std::size_t n = 0; n < 2 && day == 15; ++n)
      set_skill(ctx, post(ctx, n), static_cast<std::uint16_t>(n == 0 ? 20000 : 40000));
    for (std::size_t n = 0; n < 2 && day == 16; ++n) skill[n] = mean_skill(ctx, post(ctx, n)) * 65535;
  };
  const Lived lived(settings, {probe});
  EXPECT_NEAR(skill[0], 40000, 1);  // half of 20000, then up to the other's former 40000
  EXPECT_NEAR(skill[1], 20000, 1);  // half of 40000, already what the other had
  EXPECT_EQ(lived.of("academy_exchanged"), 2);
  EXPECT_NEAR(lived.of("academy_skill_lost"), 0, 1e-3);
}

TEST(RolePlay, TransfersAShareToWhatIsNotPlayed) {
  Settings settings = quiet(1, 40);
  settings.switch_on("role_play", true);
  settings.set("role_play.sessions_per_year", 12.0);
  settings.set("role_play.kinds", std::vector<std::string>{"dispute", "litter"});
  settings.set("role_play.topics", std::int64_t{1});
  settings.set("role_play.gamma", .4);
  settings.set("role_play.transfer", .25);
  SkillByKind skills{};
  Probe probe;
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    if (day == 39) skills = skills_of(ctx, post(ctx, 0));
  };
  const Lived lived(settings, {probe});
  EXPECT_EQ(lived.of("role_play_attendances"), 1);
  EXPECT_NEAR(skills[9] / 65535., .4, 1e-3);  // disputes come first
  EXPECT_NEAR(skills[0] / 65535., .1, 1e-3);
  EXPECT_NEAR(lived.of("role_play_hours"), 2, 1e-9);
}

TEST(Contests, RecordsMoveTheTruthDoesNot) {
  Settings honest = small_settings({.days = 90});
  at_once(honest);
  honest.switch_on("contests", true);
  honest.set("contests.gain", 0.0);
  honest.set("contests.preparation_minutes", 0.0);
  honest.set("contests.minutes_per_trivial_find", 0.0);
  honest.set("contests.target_cases", 50.0);
  honest.set("contests.padding", 0.0);
  Settings padded = honest;
  padded.set("contests.padding", 1.0);
  const Lived one(honest);
  const Lived other(padded);
  EXPECT_GT(other.of("cases_by_ledger", 1), one.of("cases_by_ledger", 1) + 50);
  EXPECT_GT(other.of("found_first_by_ledger", 1), one.of("found_first_by_ledger", 1));
  EXPECT_EQ(other.tally().fixed, one.tally().fixed);
  EXPECT_EQ(other.of("found_first_share"), one.of("found_first_share"));
}

TEST(ReportingUpwards, TheBestRecordLeavesWhoeverIsBest) {
  Settings settings = quiet(3, 40);
  settings.switch_on("reporting_upwards", true);
  settings.set("reporting_upwards.reports_per_year", 12.0);
  settings.set("reporting_upwards.promoted_share", 1 / 3.);
  Probe probe;
  probe.daily = [](Context& ctx, std::uint32_t day) {
    if (day != 10) return;
    for (int i = 0; i < 5; ++i) {
      ctx.c.records.add(ctx.now, RecordColumns::What::trivial_find, 0, post(ctx, 2), 0xFFFF'FFFFU);
    }
    set_skill(ctx, post(ctx, 1), 60000);
  };
  const Lived lived(settings, {probe});
  EXPECT_EQ(lived.of("promoted_out"), 1);
  EXPECT_EQ(lived.of("promoted_out_cases"), 5);
  EXPECT_NEAR(lived.of("promoted_out_skill"), 0, 1e-3);
  EXPECT_EQ(lived.community().workers.person, (std::vector<std::uint32_t>{0, 0, 1, 0}));
  EXPECT_EQ(lived.tally().quits, 0);
}

TEST(ReservePool, WhoHasWaitedLongestComesFirstAndOthersTire) {
  Settings settings = quiet(40, 200);
  settings.set("staffing.quits_per_year", 1.0);
  settings.set("staffing.recruitment", 100.0);
  settings.switch_on("reserve_pool", true);
  settings.set("reserve_pool.places", std::int64_t{20});
  settings.set("reserve_pool.refills_per_year", 0.0);
  settings.set("reserve_pool.patience", 6.0);
  const Lived lived(settings);
  EXPECT_EQ(lived.of("reserve_taken_in"), 20);
  EXPECT_GT(lived.of("reserve_filled"), 3);
  EXPECT_GT(lived.of("reserve_frustrated"), 3);
  const double left = lived.of("reserve_filled") + lived.of("reserve_frustrated");
  EXPECT_EQ(lived.community().careers.reserve, 20 - left);
  EXPECT_EQ(lived.community().careers.filled_from_reserve, lived.of("reserve_filled"));
}

}  // namespace
}  // namespace cogov::testing
