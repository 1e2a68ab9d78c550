/// Person and post: grades, pay, promotion, the reserve, what is taught, and what staff turn to first.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/probe.hpp"

namespace cogov::testing {
namespace {

constexpr Size year{.households = 100, .warmup_days = 30, .days = 360};

Settings with_posts(std::int64_t posts, double quits) {
  Settings settings = small_settings(year);
  settings.set("grid_workers.full_time", posts);
  settings.set("staffing.quits_per_year", quits);
  return settings;
}

/// A short run in which `look` is called at one midnight.
void look_at(const Settings& settings, const std::function<void(Context&)>& look, std::uint32_t at_day = 10) {
  Settings brief = settings;
  brief.set("run.days", std::int64_t{30});
  brief.set("run.warmup_days", std::int64_t{0});
  Probe probe;
  int looks = 0;
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    if (day != at_day) return;
    ++looks;
    look(ctx);
  };
  const Lived lived(brief, {probe});
  ASSERT_EQ(looks, 1);
}

const std::vector<WorkerId>& grid_posts(const Context& ctx) { return ctx.c.posts[0]; }

std::int64_t post_days_paid(const Lived& lived) {
  return lived.tally().costs.quantity[static_cast<std::size_t>(CostItem::grid_worker_posts)];
}

TEST(Grades, PayIsBookedWithTheWages) {
  const Settings settings = with_posts(4, 0);
  Probe probe;
  probe.adopts = [](Context& ctx) {
    for (const WorkerId w : grid_posts(ctx)) set_grade(ctx, w, 3, w.row == 0 ? 1500 : 1100);
  };
  EXPECT_EQ(post_days_paid(Lived(settings)), 4 * 360 * 1000);
  EXPECT_EQ(post_days_paid(Lived(settings, {probe})), 360 * (1500 + 3 * 1100));
}

TEST(Grades, BelongToThePersonNotToThePost) {
  const Settings settings = with_posts(20, 5);
  Probe probe;
  std::int64_t newcomers = 0;
  probe.adopts = [](Context& ctx) {
    for (const WorkerId w : grid_posts(ctx)) set_grade(ctx, w, 2, 1200);
  };
  probe.daily = [&](Context& ctx, std::uint32_t) {
    for (const WorkerId w : grid_posts(ctx)) {
      const bool is_new = ctx.c.workers.person[w.row] > 0 && ctx.c.workers.employed[w.row] != 0;
      if (is_new) ++newcomers;
      if (is_new) {
        EXPECT_EQ(ctx.c.careers.grade[w.row], 0);
        EXPECT_EQ(ctx.c.careers.pay[w.row], 1000);
        EXPECT_GT(ctx.c.careers.since[w.row], 0);
      }
    }
  };
  const Lived lived(settings, {probe});
  EXPECT_GT(newcomers, 0);
}

TEST(Promotion, GoesByMeritThenSeniorityThenPost) {
  look_at(with_posts(5, 0), [](Context& ctx) {
    const std::vector<WorkerId> posts = grid_posts(ctx);
    const std::vector<std::uint16_t> pay{1000, 1100, 1300};
    ctx.c.careers.since[posts[3].row] = 0;
    ctx.c.careers.since[posts[1].row] = 0;
    for (const std::size_t i : {0U, 2U, 4U}) ctx.c.careers.since[posts[i].row] = 5;
    EXPECT_EQ(in_line(ctx, 0, 1), (std::vector<WorkerId>{posts[1], posts[3], posts[0], posts[2], posts[4]}));
    std::vector<std::int64_t> merit(ctx.c.workers.size(), 0);
    merit[posts[4].row] = 7;
    EXPECT_EQ(promote(ctx, 0, 2, 2, pay, merit), (std::vector<WorkerId>{posts[4], posts[1]}));
    EXPECT_EQ(ctx.c.careers.grade[posts[4].row], 1);
    EXPECT_EQ(ctx.c.careers.pay[posts[4].row], 1100);
    EXPECT_EQ(ctx.c.careers.promoted[posts[4].row], ctx.now);
    EXPECT_EQ(ctx.c.careers.promoted[posts[0].row], never);
    EXPECT_EQ(promote(ctx, 0, 10, 1, pay).size(), 3u);  // those at the top already are not in line
    EXPECT_EQ(promote(ctx, 0, 10, 1, pay).size(), 0u);
    ctx.c.workers.employed[posts[0].row] = 0;
    EXPECT_EQ(in_line(ctx, 0, 2).size(), 4u);
    ctx.c.workers.employed[posts[0].row] = 1;
  });
}

TEST(Quitting, FollowsPayAndPromotion) {
  look_at(with_posts(2, 0), [](Context& ctx) {
    const WorkerId w = grid_posts(ctx)[0];
    const QuitEffects effects{.pay = 2, .promotion = .5, .half_life_days = 30};
    EXPECT_EQ(quit_factor(ctx, w, effects), 1);  // exactly: base wage, never promoted
    set_grade(ctx, w, 0, 1250);
    EXPECT_NEAR(quit_factor(ctx, w, effects), std::exp(-2 * .25), 1e-12);
    set_grade(ctx, w, 1, 1250);
    EXPECT_NEAR(quit_factor(ctx, w, effects), std::exp(-2 * .25 - .5), 1e-12);
    ctx.c.careers.promoted[w.row] = 0;  // ten days ago
    EXPECT_NEAR(quit_factor(ctx, w, effects), std::exp(-.5 - .5 * std::exp2(-10 / 30.)), 1e-12);
    EXPECT_NEAR(quit_factor(ctx, w, {.pay = 2, .promotion = .5}), std::exp(-.5 - .5), 1e-12);
    set_grade(ctx, w, 0, 800);  // less than the base wage drives out
    EXPECT_GT(quit_factor(ctx, w, {.pay = 2}), 1);
  });
}

/// Pay that takes two thirds of the hazard off, through the lever.
TEST(Quitting, IsRarerForThoseWhoArePaidMore) {
  const Settings settings = with_posts(200, .5);
  Probe probe;
  probe.pull(Lever::quitting, 1.0);
  probe.decides = [](const Context& ctx, Lever, const LeverAt& at) {
    return quit_factor(ctx, at.worker, {.pay = std::log(3.)});
  };
  const Lived usual(settings, {probe});
  EXPECT_EQ(usual.arrays(), Lived(settings).arrays());  // at the base wage it is exactly as without
  probe.daily = [](Context& ctx, std::uint32_t) {
    for (const WorkerId w : grid_posts(ctx)) set_grade(ctx, w, 1, 2000);
  };
  const Lived paid(settings, {probe});
  const double expected = static_cast<double>(usual.tally().quits) / 3;
  EXPECT_GT(expected, 20);
  EXPECT_NEAR(static_cast<double>(paid.tally().quits), expected, 4 * std::sqrt(expected));
}

TEST(Reserve, ShortensVacanciesUntilItIsUsedUp) {
  Settings settings = with_posts(100, 1);
  settings.set("staffing.recruitment", 200.0);
  const auto bench = [](std::uint32_t people) {
    Probe probe;
    probe.adopts = [people](Context& ctx) { add_to_reserve(ctx, people, .1); };
    return probe;
  };
  const Lived none(settings);
  const Lived few(settings, {bench(20)});
  const Lived many(settings, {bench(1000)});
  EXPECT_EQ(Lived(settings, {bench(0)}).arrays(), none.arrays());
  EXPECT_EQ(few.community().careers.reserve, 0u);
  EXPECT_EQ(few.community().careers.filled_from_reserve, 20);
  EXPECT_EQ(many.community().careers.reserve + many.community().careers.filled_from_reserve, 1000);
  EXPECT_LT(few.tally().vacant_days, none.tally().vacant_days);
  EXPECT_LT(many.tally().vacant_days, few.tally().vacant_days / 2);
}

TEST(Reserve, IsLeftByThoseWhoTireOfWaiting) {
  look_at(with_posts(2, 0), [](Context& ctx) {
    add_to_reserve(ctx, 3, .5);
    leave_reserve(ctx, 1);
    EXPECT_EQ(fill_from_reserve(ctx), .5);
    leave_reserve(ctx, 7);
    EXPECT_EQ(ctx.c.careers.reserve, 0u);
    EXPECT_EQ(fill_from_reserve(ctx), 1);
  });
}

TEST(Training, TakesAShareOfWhatIsLacking) {
  look_at(with_posts(2, 0), [](Context& ctx) {
    const WorkerId w = grid_posts(ctx)[0];
    const auto skill = [&](std::size_t kind) { return ctx.c.workers.skill[w.row * kind_count + kind] / 65535.0; };
    for (std::size_t kind = 0; kind < kind_count; ++kind) ctx.c.workers.skill[w.row * kind_count + kind] = 13107;  // .2
    const std::vector<std::size_t> taught{2, 9};
    train(ctx, w, taught, .25, .2);
    EXPECT_NEAR(skill(2), .2 + .25 * .8, 1e-5);
    EXPECT_NEAR(skill(9), .2 + .25 * .8, 1e-5);
    EXPECT_NEAR(skill(0), .2 + .05 * .8, 1e-5);
    train(ctx, w, taught, 0, 1);
    EXPECT_NEAR(skill(2), .4, 1e-5);
    forget(ctx, w, .5);
    EXPECT_NEAR(skill(2), .2, 1e-5);
    train(ctx, w, taught, 1, 1);
    EXPECT_EQ(skill(19), 1);
  });
}

TEST(Training, FadesWithTheHalfLife) {
  Settings settings = with_posts(1, 0);
  settings.set("run.warmup_days", std::int64_t{0});
  settings.set("run.days", std::int64_t{31});
  settings.set("requests.only", std::vector<std::string>{"jobs"});  // next to no practice
  settings.set("request_kinds.jobs.served_by", std::vector<std::string>{"department"});
  settings.set("grid_workers.skill_start", .0);
  settings.set("grid_workers.skill_half_life", 2.0);
  Probe probe;
  double after = 0;
  probe.daily = [&](Context& ctx, std::uint32_t day) {
    const WorkerId w = grid_posts(ctx)[0];
    if (day == 10) train(ctx, w, std::vector<std::size_t>{3}, .8, 0);
    if (day == 30) after = ctx.c.workers.skill[w.row * kind_count + 3] / 65535.0;
  };
  const Lived lived(settings, {probe});
  EXPECT_NEAR(after, .8 * std::sqrt(.5), 1e-4);  // a month of two has gone by
}

/// A contest that scores litter: `g` more for it.
Probe scoring_litter(double g) {
  return Probe().pull(
      Lever::effort, [g](const LeverAt& at) { return at.kind == 0 ? 1 + g : 1.0; }, 1 + g);
}

/// Hazards for one post to serve, litter and fire lanes alike, more than it can.
Settings overloaded() {
  Settings settings = small_settings({.households = 300, .warmup_days = 0, .days = 120});
  settings.set("requests.only", std::vector<std::string>{"litter", "fire_lane"});
  settings.set("grid_workers.full_time", std::int64_t{1});
  settings.set("staffing.quits_per_year", 0.0);
  for (const std::string kind : {"request_kinds.litter.", "request_kinds.fire_lane."}) {
    settings.set(kind + "rate_places", 3500.0);
    settings.set(kind + "reported_share", 1.0);
    settings.set(kind + "service_shape", std::string("fixed"));
    settings.set(kind + "service_median", 60.0);
    settings.set(kind + "served_by", std::vector<std::string>{"grid worker"});
    settings.set(kind + "lapse_days", 20.0);
    settings.set(kind + "returns_share", 0.0);
    settings.set(kind + "doubling_days", 0.0);
  }
  return settings;
}

TEST(Effort, GoesToWhatIsScored) {
  const Settings settings = overloaded();
  const auto fixed = [](const Lived& lived, std::size_t kind) {
    return static_cast<double>(lived.tally().fixed[kind]);
  };
  const Lived usual(settings);
  const Lived scored(settings, {scoring_litter(3)});
  ASSERT_GT(fixed(usual, 0), 100);
  EXPECT_NEAR(fixed(usual, 1) / fixed(usual, 0), 1, .25);
  // Both come alike, so that work done is as 4 to 1; what isn't scored decays.
  EXPECT_NEAR(fixed(scored, 1) / fixed(scored, 0), .25, .12);
  EXPECT_NEAR(fixed(scored, 0) + fixed(scored, 1), fixed(usual, 0) + fixed(usual, 1), .1 * fixed(usual, 0));
}

TEST(Effort, AsMuchForEveryKindIsTheSameAsNone) {
  const Settings settings = overloaded();
  EXPECT_EQ(Lived(settings, {scoring_litter(0)}).arrays(), Lived(settings).arrays());
  EXPECT_EQ(Lived(settings, {Probe().pull(Lever::effort, 4.0)}).arrays(), Lived(settings).arrays());
}

TEST(Effort, PassesNothingUrgentOver) {
  Settings settings = overloaded();
  settings.set("request_kinds.fire_lane.priority", std::int64_t{0});
  settings.set("request_kinds.litter.priority", std::int64_t{0});
  EXPECT_EQ(Lived(settings, {scoring_litter(3)}).arrays(), Lived(settings).arrays());
}

}  // namespace
}  // namespace cogov::testing
