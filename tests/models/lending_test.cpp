/// People on loan: hours balance, the lender loses, the borrower gains, and everybody comes back.
#include "models/facilities/lending.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <numeric>

#include "sim/errors.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;

/// A loan, and when it is agreed.
struct Plan {
  std::uint32_t day = 0;  ///< of the agreement, at its midnight
  std::uint32_t from = 0, to = 1;
  std::size_t post = 0;
  LoanTerms terms;
};

/// Agrees on loans as planned; at ten in the morning where `at_ten`.
class Lender final : public Mechanism {
 public:
  explicit Lender(std::vector<Plan> plans, bool at_ten = false) : plans_(std::move(plans)), at_ten_(at_ten) {
    number = own_number;
  }
  void on_day(Context& ctx, std::uint32_t day) const override {
    if (at_ten_) return schedule_mechanism(ctx, *this, start_of_day(day) + 10 * hour_seconds, 0);
    agree_on(ctx, day);
  }
  void on_event(Context& ctx, std::uint32_t) const override { agree_on(ctx, day_of(ctx.now)); }
  void on_mail(Context& ctx, const Mail& mail) const override { (void)read_loan(ctx, *this, mail); }
  void on_drop(Context& ctx) const override { recall_loans(ctx, *this); }

 private:
  void agree_on(Context& ctx, std::uint32_t day) const {
    for (const Plan& plan : plans_) {
      if (plan.day != day || plan.from != ctx.plan.number) continue;
      (void)lend(ctx, *this, ctx.c.posts[0].at(plan.post), plan.to, plan.terms);
    }
  }
  std::vector<Plan> plans_;
  bool at_ten_;
};

Life::Make lending(const std::vector<Plan>& plans, bool at_ten = false) {
  return [=] { return std::make_unique<Lender>(plans, at_ten); };
}

/// No leave, nobody quits: rosters are what shifts and loans make them.
Settings steady(std::int64_t households = 120) {
  Settings settings = small_settings({.communities = 2, .households = households});
  settings.set("grid_workers.leave_days", 0.0);
  settings.set("window.leave_days", 0.0);
  settings.set("staffing.quits_per_year", 0.0);
  return settings;
}

std::int64_t shift_seconds(const Life& life) { return life.society().rules().staff.grid_shift.length(); }

TEST(Lending, TakesShiftsFromOneRosterAndPutsThemIntoTheOther) {
  const Plan plan{.day = 3, .from = 0, .to = 1, .terms = {.from_day = 7, .days = 14}};
  Life with(steady(), lending({plan}));
  Life without(steady(), lending({}));
  with.until(40);
  without.until(40);
  const std::int64_t lent = 10 * shift_seconds(with);  // two working weeks
  EXPECT_EQ(with.community(0).lending.lent, lent);
  EXPECT_EQ(with.community(1).lending.borrowed, lent);
  EXPECT_EQ(with.community(0).rostered, without.community(0).rostered - lent);
  EXPECT_EQ(with.community(1).rostered, without.community(1).rostered + lent);
  EXPECT_EQ(with.community(0).tally.paid[0], without.community(0).tally.paid[0] - lent);
  EXPECT_EQ(with.community(1).tally.paid[0], without.community(1).tally.paid[0] + lent);
  EXPECT_EQ(with.community(0).tally.costs.quantity[0], without.community(0).tally.costs.quantity[0]);
  EXPECT_EQ(with.community(1).tally.costs.quantity[0], without.community(1).tally.costs.quantity[0]);
}

TEST(Lending, OfSomeWeekdaysLendsHours) {
  const Plan plan{.day = 0, .from = 1, .to = 0, .terms = {.from_day = 7, .days = 28, .weekdays = 1U << 2 | 1U << 5}};
  Life life(steady(), lending({plan}));
  life.until(50);
  EXPECT_EQ(life.community(1).lending.lent, 4 * shift_seconds(life));  // Wednesdays; Saturdays are off
  EXPECT_EQ(life.community(0).lending.borrowed, 4 * shift_seconds(life));
}

TEST(Lending, EverybodyIsBackAfterwards) {
  const Plan plan{.day = 0, .from = 0, .to = 1, .terms = {.from_day = 5, .days = 9}};
  Life life(steady(), lending({plan}));
  std::vector<std::uint8_t> here, guest;
  life.each_midnight = [&](const Society& society, std::uint32_t) {
    here.push_back(society.community(0).workers.rostered[society.community(0).posts[0][0].row]);
    guest.push_back(society.community(1).lending.guests.empty() ? 0 : 1);
  };
  life.until(40);
  for (std::uint32_t day = 0; day < 40; ++day) {
    const bool away = day >= 5 && day < 14;
    EXPECT_EQ(here[day], is_working_day(day) && !away ? 1 : 0) << day;
    EXPECT_EQ(guest[day], day > 0 && day < 14 ? 1 : 0) << day;  // promised a day after the agreement
  }
  EXPECT_THAT(life.community(0).lending.away, IsEmpty());  // the word came back
  EXPECT_EQ(life.community(1).workers.size(), 4u);         // two, a clerk, and the row of the guest
  EXPECT_EQ(life.community(1).workers.employed.back(), 0);
}

TEST(Lending, ByDayIsAgreedInTime) {
  EXPECT_EQ(first_loan_day(0), 2u);
  EXPECT_EQ(first_loan_day(1), 2u);
  EXPECT_EQ(first_loan_day(day_seconds - 1), 2u);
  const Plan plan{.day = 4, .from = 0, .to = 1, .terms = {.from_day = 6, .days = 1}};
  for (const bool at_ten : {false, true}) {
    Life life(steady(), lending({plan}, at_ten));
    life.until(20);
    EXPECT_EQ(life.community(1).lending.borrowed, 0) << "day 6 is a Sunday";
    Plan later = plan;
    later.terms.from_day = 7;
    Life other(steady(), lending({later}, at_ten));
    other.until(20);
    EXPECT_EQ(other.community(1).lending.borrowed, shift_seconds(other));
  }
}

TEST(Lending, OfNobodyChangesNothing) {
  Life with(steady(), lending({}));
  Life without(steady());
  Life nowhere(steady(), lending({{.day = 900, .terms = {.from_day = 990, .days = 9}}}));
  for (Life* life : {&with, &without, &nowhere}) life->until(60);
  for (const std::uint32_t c : {0U, 1U}) {
    for (const Life* life : {&with, &nowhere}) {
      EXPECT_EQ(life->community(c).tally.worked, without.community(c).tally.worked);
      EXPECT_EQ(life->community(c).records.time, without.community(c).records.time);
      EXPECT_EQ(life->community(c).workers.skill, without.community(c).workers.skill);
    }
  }
}

TEST(Lending, TheLenderLosesAndTheBorrowerGains) {
  Settings settings = steady(1500);
  for (const std::string& kind : kind_keys()) {  // more work than anybody can do
    const std::string at = "request_kinds." + kind + ".";
    settings.set(at + "served_by", std::vector<std::string>{"grid worker"});
    settings.set(at + "service_shape", std::string("fixed"));
    settings.set(at + "service_median", 600.0);
  }
  const Plan plan{.day = 0, .from = 0, .to = 1, .terms = {.from_day = 2, .days = 58}};
  Life with(settings, lending({plan}));
  Life without(settings, lending({}));
  with.until(60);
  without.until(60);
  const auto served = [](const Life& life, std::uint32_t c) {
    return life.community(c).tally.worked[0][static_cast<std::size_t>(Activity::service)];
  };
  EXPECT_LT(served(with, 0), served(without, 0));
  EXPECT_GT(served(with, 1), served(without, 1));
}

TEST(Lending, IsRefusedWhereNobodyCanGo) {
  Village village(steady());
  const Idler owner;
  Context ctx = village.at(0, 0);
  const WorkerId w = ctx.c.posts[0][0];
  const WorkerId other = ctx.c.posts[0][1];
  const LoanTerms terms{.from_day = 3, .days = 5};
  EXPECT_TRUE(lend(ctx, owner, w, 1, terms));
  EXPECT_FALSE(lend(ctx, owner, w, 1, {.from_day = 5, .days = 1}));
  ctx.c.workers.employed[other.row] = 0;
  EXPECT_FALSE(lend(ctx, owner, other, 1, terms));
  ctx.c.workers.employed[other.row] = 1;
  EXPECT_THROW(lend(ctx, owner, other, 0, terms), InternalError);
  EXPECT_THROW(lend(ctx, owner, other, 1, {.from_day = 1, .days = 5}), InternalError);
  EXPECT_EQ(ctx.c.lending.away.size(), 1u);
}

/// What a lender has sent, as the borrower reads it.
void deliver(Village& village, const Mechanism& owner, std::uint32_t from, Seconds now) {
  std::vector<Mail> sent = village.community(from).post.sent();
  village.community(from).post.clear_sent();
  for (const Mail& mail : sent) {
    Context ctx = village.at(mail.to, now);
    EXPECT_TRUE(read_loan(ctx, owner, mail));
  }
}

void midnight(Village& village, std::uint32_t day) {
  for (std::uint32_t c = 0; c < village.communities().size(); ++c) {
    Context ctx = village.at(c, start_of_day(day));
    lending_day(ctx, day);
  }
}

TEST(Lending, SkillTravelsWithoutWhatIsLocalAndComesBackRicher) {
  Village village(steady());
  const Idler owner;
  const WorkerId w = village.community(0).posts[0][1];
  std::vector<std::uint16_t>& at_home = village.community(0).workers.skill;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    at_home[w.row * kind_count + kind] = static_cast<std::uint16_t>(3000 * kind + 1);
  }
  Context lender = village.at(0, 0);
  ASSERT_TRUE(lend(lender, owner, w, 1, {.from_day = 2, .days = 3, .local_share = .25}));
  deliver(village, owner, 0, day_seconds);
  midnight(village, 2);
  const LendingColumns& lending = village.community(1).lending;
  ASSERT_EQ(lending.guests.size(), 1u);
  const WorkerId guest = lending.guests[0].worker;
  std::vector<std::uint16_t>& abroad = village.community(1).workers.skill;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    EXPECT_NEAR(abroad[guest.row * kind_count + kind], .75 * (3000. * static_cast<double>(kind) + 1), .51) << kind;
  }
  abroad[guest.row * kind_count + 4] = static_cast<std::uint16_t>(abroad[guest.row * kind_count + 4] + 400);
  abroad[guest.row * kind_count + 19] = 65535;
  const std::vector<std::uint16_t> before = at_home;
  midnight(village, 5);
  deliver(village, owner, 1, 6 * day_seconds);
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const std::size_t i = w.row * kind_count + kind;
    const int learned = kind == 4 ? 300 : (kind == 19 ? 65535 - before[i] : 0);
    EXPECT_EQ(at_home[i], before[i] + learned) << kind;
  }
  EXPECT_THAT(village.community(0).lending.away, IsEmpty());
}

TEST(Lending, WhatWasLearnedIsNotTheSuccessors) {
  Village village(steady());
  const Idler owner;
  const WorkerId w = village.community(0).posts[0][0];
  Context lender = village.at(0, 0);
  ASSERT_TRUE(lend(lender, owner, w, 1, {.from_day = 2, .days = 3}));
  deliver(village, owner, 0, day_seconds);
  midnight(village, 2);
  const WorkerId guest = village.community(1).lending.guests[0].worker;
  village.community(1).workers.skill[guest.row * kind_count] = 65535;
  midnight(village, 5);
  ++village.community(0).workers.person[w.row];
  const std::vector<std::uint16_t> before = village.community(0).workers.skill;
  deliver(village, owner, 1, 6 * day_seconds);
  EXPECT_EQ(village.community(0).workers.skill, before);
}

TEST(Lending, NobodyQuitsWhileAway) {
  Settings settings = steady();
  settings.set("staffing.quits_per_year", 60.0);  // a week, on average
  settings.set("staffing.recruitment", 1.0);
  const Plan plan{.day = 0, .from = 0, .to = 1, .terms = {.from_day = 2, .days = 40}};
  Life life(settings, lending({plan}));
  std::vector<std::uint32_t> person;
  life.each_midnight = [&](const Society& society, std::uint32_t) {
    person.push_back(society.community(0).workers.person[society.community(0).posts[0][0].row]);
  };
  life.until(58);
  for (std::uint32_t day = 2; day < 42; ++day) EXPECT_EQ(person[day], person[1]) << day;
  EXPECT_GT(person.back(), person[41]);
}

TEST(Lending, IsOverWhenThePolicyIs) {
  const Plan plan{.day = 2, .from = 0, .to = 1, .terms = {.from_day = 4, .days = 50}};
  for (const std::uint32_t day : {3U, 4U, 16U}) {  // under way, about to begin, and in the midst of it
    Life life(steady(), lending({plan}));
    life.change(steady(), {}, day);
    life.until(30);
    const std::int64_t days = day == 16 ? 8 : 0;  // Friday, a week, Monday and Tuesday
    EXPECT_EQ(life.community(0).lending.lent, days * shift_seconds(life)) << day;
    EXPECT_EQ(life.community(1).lending.borrowed, days * shift_seconds(life)) << day;
    EXPECT_THAT(life.community(1).lending.guests, IsEmpty());
    EXPECT_THAT(life.community(0).lending.away, IsEmpty());
  }
}

TEST(Lending, WhatIsUnderWayWhenThePolicyEndsIsVoid) {
  const Plan plan{.day = 2, .from = 0, .to = 1, .terms = {.from_day = 10, .days = 9}};
  Life life(steady(), lending({plan}, true));
  life.change(steady(), {}, 3);
  life.change(steady(), lending({}), 3);
  life.until(2);
  Life again(steady(), lending({plan}, true));
  again.change(steady(), {}, 3);
  again.until(4);
  EXPECT_EQ(again.community(1).lending.borrowed, 0);
  // Sent before the recall, read after it by the same mechanism in force again.
  Village village(steady());
  const Idler owner;
  Context lender = village.at(0, 10 * hour_seconds);
  ASSERT_TRUE(lend(lender, owner, lender.c.posts[0][0], 1, plan.terms));
  for (const std::uint32_t c : {0U, 1U}) {
    Context ctx = village.at(c, day_seconds);
    recall_loans(ctx, owner);
  }
  deliver(village, owner, 0, day_seconds + 10 * hour_seconds);
  EXPECT_THAT(village.community(1).lending.guests, IsEmpty());
}

// A pool outside

/// Specialists come from outside; keeps what they do.
class Pool final : public Mechanism {
 public:
  Pool(LoanTerms terms, std::uint32_t people) : terms_(terms), people_(people) { number = own_number; }
  void on_day(Context& ctx, std::uint32_t day) const override {
    if (day != 0) return;
    const auto n = static_cast<std::uint32_t>(2);
    for (std::uint32_t i = 0; i < dealt_out(people_, n, ctx.plan.number, 0); ++i) {
      welcome_from_pool(ctx, *this, .8, terms_);
    }
  }
  void on_drop(Context& ctx) const override { recall_loans(ctx, *this); }

 private:
  LoanTerms terms_;
  std::uint32_t people_;
};

TEST(Pools, BringServersFromOutside) {
  const LoanTerms terms{.from_day = 1, .days = 7};
  Life life(steady(), [&] { return std::make_unique<Pool>(terms, 3); });
  life.until(3);
  EXPECT_EQ(life.community(0).lending.guests.size(), 2u);
  EXPECT_EQ(life.community(1).lending.guests.size(), 1u);
  const LendingColumns& lending = life.community(0).lending;
  EXPECT_EQ(life.community(0).workers.employed[lending.guests[0].worker.row], 1);
  life.until(20);
  EXPECT_EQ(life.community(0).lending.from_pool, 2 * 5 * shift_seconds(life));
  EXPECT_EQ(life.community(1).lending.from_pool, 5 * shift_seconds(life));
  EXPECT_EQ(life.community(0).lending.borrowed, 0);
}

TEST(Pools, SpecialistsServeTheirKindsAndDoNothingElse) {
  Settings settings = steady_settings({.communities = 2, .households = 200});
  settings.set("staffing.quits_per_year", 0.0);
  const std::uint32_t disputes = 1U << 9;
  const LoanTerms terms{.from_day = 1, .days = 59, .kinds = disputes, .general = false};
  Life life(settings, [&] { return std::make_unique<Pool>(terms, 4); });
  std::size_t disputes_served = 0;
  life.each_midnight = [&](const Society& society, std::uint32_t) {
    for (const std::uint32_t c : {0U, 1U}) {
      const Community& community = society.community(c);
      const RequestColumns& q = community.requests;
      for (const Loan& loan : community.lending.guests) {
        if (!loan.worker.exists()) continue;
        EXPECT_EQ(community.workers.paperwork_left[loan.worker.row], 0u);
        EXPECT_EQ(community.workers.duties_left[loan.worker.row], 0u);
      }
      for (std::size_t r = 0; r < q.rows(); ++r) {
        const auto& rows = community.lending.rows;
        if (std::find(rows.begin(), rows.end(), q.worker[r]) == rows.end()) continue;
        EXPECT_EQ(q.kind[r], 9);
        ++disputes_served;
      }
    }
  };
  life.until(60);
  EXPECT_GT(disputes_served, 0u);
}

TEST(Pools, SpecialistsHaveNoMeetings) {
  const auto duties = [](bool general) {
    const LoanTerms terms{.from_day = 1, .days = 20, .kinds = 0, .general = general};
    Life life(steady(), [&] { return std::make_unique<Pool>(terms, 2); });
    life.until(20);
    return life.community(0).tally.worked[0][static_cast<std::size_t>(Activity::duties)];
  };
  Life alone(steady());
  alone.until(20);
  const std::int64_t own = alone.community(0).tally.worked[0][static_cast<std::size_t>(Activity::duties)];
  EXPECT_EQ(duties(false), own);
  EXPECT_GT(duties(true), own);
}

RC_GTEST_PROP(Pools, AreDealtOutWhole, ()) {
  const auto total = *rc::gen::inRange<std::uint32_t>(0, 50);
  const auto communities = *rc::gen::inRange<std::uint32_t>(1, 12);
  const auto first = *rc::gen::inRange<std::uint32_t>(0, 1000);
  std::vector<std::uint32_t> of_each(communities, 0);
  for (std::uint32_t turn = first; turn < first + communities; ++turn) {
    std::uint32_t sum = 0;
    for (std::uint32_t c = 0; c < communities; ++c) {
      const std::uint32_t got = dealt_out(total, communities, c, turn);
      RC_ASSERT(got == total / communities || got == total / communities + 1);
      of_each[c] += got;
      sum += got;
    }
    RC_ASSERT(sum == total);
  }
  for (const std::uint32_t got : of_each) RC_ASSERT(got == total);
}

// Any loans

std::vector<Plan> any_plans(std::uint32_t communities) {
  std::vector<Plan> plans;
  const auto n = *rc::gen::inRange(1, 8);
  for (int i = 0; i < n; ++i) {
    Plan plan;
    plan.day = *rc::gen::inRange<std::uint32_t>(0, 40);
    plan.from = *rc::gen::inRange<std::uint32_t>(0, communities);
    plan.to = (plan.from + *rc::gen::inRange<std::uint32_t>(1, communities)) % communities;
    plan.post = *rc::gen::inRange<std::size_t>(0, 2);
    plan.terms.from_day = plan.day + 2 + *rc::gen::inRange<std::uint32_t>(0, 5);
    plan.terms.days = *rc::gen::inRange<std::uint32_t>(1, 25);
    plan.terms.weekdays = *rc::gen::inRange<std::uint32_t>(0, all_days + 1);
    plan.terms.general = *rc::gen::arbitrary<bool>();
    plan.terms.kinds = *rc::gen::inRange<std::uint32_t>(0, all_kinds + 1);
    plan.terms.local_share = *rc::gen::inRange(0, 5) / 4.0;
    plans.push_back(plan);
  }
  return plans;
}

/// With leave, quitting, round-the-clock shifts; what is lent is borrowed at every midnight (Life checks the books).
RC_GTEST_PROP(Lending, BalancesWhateverIsLent, ()) {
  Settings settings = busy_settings({.communities = 3, .households = 60});
  settings.set("staffing.quits_per_year", 4.0);
  settings.set("staffing.recruitment", 5.0);
  if (*rc::gen::arbitrary<bool>()) {
    settings.set("grid_workers.shift_from", 0.0);
    settings.set("grid_workers.shift_to", 24.0);
  }
  Life life(settings, lending(any_plans(3), *rc::gen::arbitrary<bool>()));
  const auto ends = *rc::gen::inRange<std::uint32_t>(3, 80);
  if (ends < 60) life.change(settings, {}, ends);
  life.until(60);
  for (std::uint32_t c = 0; c < 3; ++c) RC_ASSERT(life.community(c).lending.from_pool == 0);
}

TEST(Lending, DoesNotDependOnThreads) {
  const tbb::global_control most(tbb::global_control::max_allowed_parallelism, 8);
  std::vector<Plan> plans;
  for (std::uint32_t i = 0; i < 12; ++i) {
    const LoanTerms terms{.from_day = 4 + i % 3, .days = 10 + i, .local_share = .2};
    plans.push_back({.day = i % 3, .from = i % 6, .to = (i + 1 + i / 6) % 6, .post = i / 6, .terms = terms});
  }
  std::vector<std::vector<std::uint16_t>> skills;
  std::vector<std::vector<Seconds>> records;
  for (const int threads : {1, 2, 5}) {
    tbb::task_arena(threads).execute([&] {
      Life life(small_settings({.communities = 6, .households = 80}), lending(plans));
      life.until(40);
      EXPECT_GT(life.community(1).lending.borrowed, 0);
      skills.emplace_back();
      records.emplace_back();
      for (std::uint32_t c = 0; c < 6; ++c) {
        const Community& community = life.community(c);
        skills.back().insert(skills.back().end(), community.workers.skill.begin(), community.workers.skill.end());
        records.back().insert(records.back().end(), community.records.time.begin(), community.records.time.end());
      }
    });
  }
  EXPECT_THAT(skills, Each(skills.front()));
  EXPECT_THAT(records, Each(records.front()));
}

}  // namespace
}  // namespace cogov::testing
