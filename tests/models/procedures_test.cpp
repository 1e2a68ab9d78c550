/// Matters that are raised, discussed, voted on, funded and done.
#include "models/facilities/procedures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "sim/distributions.hpp"
#include "sim/errors.hpp"
#include "sim/network/influence.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A community of a hundred households and more, and its matters.
class Assembly {
 public:
  Assembly() : village_(place(1, 300)) {}

  [[nodiscard]] Context ctx(Seconds now = 0) { return village_.at(0, now); }
  ProcedureId raise(Context& ctx, std::vector<std::uint32_t> voters, double opinion,
                    Electorate electorate = Electorate::households, std::uint32_t project = 0) {
    Procedure matter;
    matter.electorate = electorate;
    matter.project = project;
    matter.voters = std::move(voters);
    return raise_matter(ctx, owner, matter, std::vector<double>(matter.voters.size(), opinion));
  }
  const Idler owner;

 private:
  Village village_;
};

std::vector<std::uint32_t> first_rows(std::uint32_t n) {
  std::vector<std::uint32_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

double binomial_share(std::uint32_t n, std::uint32_t k, double p) { return exact_binomial_density(k, n - k, p, 1 - p); }

/// P(at least the share of n say yes).
double chance_to_pass(std::uint32_t n, double share, double p) {
  double sum = 0;
  for (std::uint32_t k = least_share(share, n); k <= n; ++k) sum += binomial_share(n, k, p);
  return sum;
}

struct Point {
  std::uint32_t households;
  double needed, p;
};

/// How many of `votes` votes pass, each on a project of its own.
std::uint32_t passing(const Point& point, std::uint32_t votes) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId p = assembly.raise(ctx, first_rows(point.households), point.p);
  std::uint32_t passed = 0;
  for (std::uint32_t project = 0; project < votes; ++project) {
    procedure(ctx, p).project = project;
    passed += count_votes(ctx, p).passes({.quorum = 1, .threshold = point.needed}) ? 1 : 0;
  }
  return passed;
}

/// 24 households, three quarters needed, 0.8 in favour: the case of the evidence; and three others.
constexpr Point points[] = {{24, .75, .8}, {24, 2. / 3, .72}, {60, 2. / 3, .7}, {16, .75, .8}};
constexpr std::uint32_t votes = 80'000;

/// The two-sided chance of a correct model to be this far off or farther, by the exact binomial: twice the smaller
/// tail.
double p_value(std::uint32_t passed, double chance) {
  const Tails tails = exact_beta_tails(passed + 1., votes - passed + 0., chance, 1 - chance);
  const double at_most = tails.upper;  // P(X <= k) = 1 - I_p(k + 1, n - k)
  const double at_least = 1 - at_most + binomial_share(votes, passed, chance);
  return 2 * std::min(at_most, at_least);
}

constexpr double false_positives = 1e-6;  // of one point

TEST(Votes, OfTheEvidencePassAsTheyShould) {
  EXPECT_NEAR(chance_to_pass(24, .75, .8), .811071, 5e-7);
  EXPECT_EQ(least_share(.75, 24), 18u);
}

TEST(Votes, PassWithTheBinomialChance) {
  for (const Point& point : points) {
    const double chance = chance_to_pass(point.households, point.needed, level_of(point.p) / double{active_level});
    EXPECT_GT(p_value(passing(point, votes), chance), false_positives) << point.p;
  }
}

/// A chance that is off by 2 %, of passing or of a yes, is told apart but for one time in a thousand: the least number
/// that is still accepted lies 3.1 standard errors and more from what would come out.
TEST(Votes, OffByTwoInAHundredAreNoticed) {
  for (const Point& point : points) {
    const double chance = chance_to_pass(point.households, point.needed, point.p);
    for (const double shift : {-.02 * chance, .02 * chance}) {
      const double other = chance + shift;
      const double error = std::sqrt(other * (1 - other) * votes);
      const double likely = other * votes + (shift > 0 ? -3.1 : 3.1) * error;
      EXPECT_LT(p_value(static_cast<std::uint32_t>(likely), chance), false_positives) << point.p << " " << shift;
    }
    Point biased = point;
    biased.p *= .98;
    EXPECT_LT(p_value(passing(biased, votes), chance), false_positives) << point.p;
  }
}

TEST(Votes, SharesAreReachedByTheLeastWholeNumber) {
  EXPECT_EQ(least_share(2. / 3, 24), 16u);
  EXPECT_EQ(least_share(.7, 10), 7u);  // 0.7 × 10 is a little more than 7 in binary
  EXPECT_EQ(least_share(.71, 10), 8u);
  EXPECT_EQ(least_share(0, 10), 0u);
  EXPECT_EQ(least_share(1, 10), 10u);
  const VoteCount count{.voters = 24, .voting = 16, .yes = 12};
  EXPECT_TRUE(count.passes({.quorum = 2. / 3, .threshold = .75}));
  EXPECT_FALSE(count.passes({.quorum = .7, .threshold = .75}));
  EXPECT_FALSE(count.passes({.quorum = 2. / 3, .threshold = .76}));
  EXPECT_FALSE((VoteCount{.voters = 3}).passes({.quorum = 0, .threshold = 0}));  // nobody has voted
}

RC_GTEST_PROP(Votes, AreMonotone, ()) {
  const auto voters = *rc::gen::inRange<std::uint32_t>(1, 100);
  const auto voting = *rc::gen::inRange<std::uint32_t>(0, voters + 1);
  const auto yes = *rc::gen::inRange<std::uint32_t>(0, voting + 1);
  const double quorum = *rc::gen::inRange(0, 101) / 100.;
  const double threshold = *rc::gen::inRange(0, 101) / 100.;
  const VoteCount count{voters, voting, yes};
  const bool passes = count.passes({quorum, threshold});
  if (passes && yes < voting) RC_ASSERT((VoteCount{voters, voting, yes + 1}.passes({quorum, threshold})));
  if (!passes) RC_ASSERT(!count.passes({std::min(1., quorum + .1), threshold}));
  if (!passes) RC_ASSERT(!count.passes({quorum, std::min(1., threshold + .1)}));
}

RC_GTEST_PROP(Votes, AVisitOnlyTurnsNoIntoYes, ()) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const double before = *rc::gen::inRange(0, 101) / 100.;
  const auto project = *rc::gen::inRange<std::uint32_t>(0, 1U << 20);
  const ProcedureId p = assembly.raise(ctx, first_rows(40), before, Electorate::households, project);
  std::vector<bool> said(40);
  for (std::uint32_t voter = 0; voter < 40; ++voter) said[voter] = says_yes(ctx, p, voter);
  for (std::uint32_t voter = 0; voter < 40; voter += 2) convince(ctx, p, voter, *rc::gen::inRange(0, 101) / 100.);
  for (std::uint32_t voter = 0; voter < 40; ++voter) {
    const bool says = says_yes(ctx, p, voter);
    RC_ASSERT(!said[voter] || says);
    if (voter % 2 == 1) RC_ASSERT(said[voter] == says);
  }
}

TEST(Votes, TurnAfterAVisit) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId p = assembly.raise(ctx, first_rows(24), .3);
  const std::uint32_t before = count_votes(ctx, p).yes;
  for (std::uint32_t voter = 0; voter < 24; ++voter) convince(ctx, p, voter, 1);
  EXPECT_LT(before, 24u);
  EXPECT_EQ(count_votes(ctx, p).yes, 24u);
  for (std::uint32_t voter = 0; voter < 24; ++voter) convince(ctx, p, voter, -1);
  EXPECT_EQ(count_votes(ctx, p).yes, 0u);
  EXPECT_EQ(opinion_of(ctx, p, 99), 0);
  convince(ctx, p, 99, 1);  // has no vote
  EXPECT_EQ(opinion_of(ctx, p, 99), 0);
}

TEST(Votes, AreOtherDrawsInEachRoundAndProjectAndForEachVoter) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId p = assembly.raise(ctx, first_rows(100), .5);
  const auto votes_cast = [&] {
    std::vector<bool> said;
    for (std::uint32_t voter = 0; voter < 100; ++voter) said.push_back(says_yes(ctx, p, voter));
    return said;
  };
  const std::vector<bool> first = votes_cast();
  EXPECT_EQ(votes_cast(), first);
  next_round(ctx, p);
  const std::vector<bool> second = votes_cast();
  procedure(ctx, p).project = 1;
  const std::vector<bool> third = votes_cast();
  const auto alike = [](const std::vector<bool>& a, const std::vector<bool>& b) {
    int same = 0;
    for (std::size_t i = 0; i < a.size(); ++i) same += a[i] == b[i] ? 1 : 0;
    return same;
  };
  for (const int same : {alike(first, second), alike(first, third), alike(second, third)}) {
    EXPECT_NEAR(same, 50, 25);  // five standard errors
  }
}

TEST(Votes, AreCastByWhoVotes) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId p = assembly.raise(ctx, first_rows(100), 1);
  EXPECT_EQ(count_votes(ctx, p, 0).voting, 0u);
  const VoteCount some = count_votes(ctx, p, .4);
  EXPECT_NEAR(some.voting, 40, 25);
  EXPECT_EQ(some.yes, some.voting);
  EXPECT_EQ(count_votes(ctx, p).voting, 100u);
}

// Who comes, and what is on the agenda

TEST(Council, AttendanceIsBinomialByClass) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const std::vector<std::uint32_t> invited = first_rows(20);
  const auto chance = [](ResidentId r) { return r.row < 10 ? .3 : .8; };
  constexpr std::uint32_t meetings = 4000;
  std::int64_t few = 0, many = 0;
  double squares = 0;
  for (std::uint32_t meeting = 0; meeting < meetings; ++meeting) {
    const std::vector<std::uint32_t> come = who_comes(ctx, invited, chance, meeting, 0);
    const auto low = std::count_if(come.begin(), come.end(), [](std::uint32_t row) { return row < 10; });
    few += low;
    many += static_cast<std::int64_t>(come.size()) - low;
    squares += (static_cast<double>(low) - 3) * (static_cast<double>(low) - 3);
  }
  EXPECT_NEAR(static_cast<double>(few) / meetings, 3, 5 * std::sqrt(2.1 / meetings));
  EXPECT_NEAR(static_cast<double>(many) / meetings, 8, 5 * std::sqrt(1.6 / meetings));
  EXPECT_NEAR(squares / meetings, 2.1, 5 * 2.1 * std::sqrt(2. / meetings));
  EXPECT_THAT(who_comes(
                  ctx, invited, [](ResidentId) { return 0.; }, 0, 0),
              IsEmpty());
  EXPECT_EQ(who_comes(
                ctx, invited, [](ResidentId) { return 1.; }, 0, 0),
            invited);
}

TEST(Council, PicksItemsInProportionToWhatTheirRaisersCount) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  // The office's counts three times what a bystander's does, so that it comes first with chance 3/5.
  const ProcedureId office = assembly.raise(ctx, {0}, 1, Electorate::residents, 0);
  const ProcedureId one = assembly.raise(ctx, {0}, 1, Electorate::residents, 1);
  const ProcedureId two = assembly.raise(ctx, {0}, 1, Electorate::residents, 2);
  procedure(ctx, one).raiser = ResidentId(1);
  procedure(ctx, two).raiser = ResidentId(2);
  const AgendaWeights weights{.of_stage = {1, 4, 9}, .of_office = 3};
  constexpr std::uint32_t meetings = 20'000;
  std::int64_t first = 0, both = 0;
  for (std::uint32_t meeting = 0; meeting < meetings; ++meeting) {
    const std::vector<ProcedureId> picked = pick_agenda(ctx, assembly.owner, weights, 2, meeting);
    ASSERT_EQ(picked.size(), 2u);
    first += picked[0] == office ? 1 : 0;
    both += picked[0] != office && picked[1] != office ? 1 : 0;
  }
  const auto error = [&](double p) { return 5 * std::sqrt(p * (1 - p) / meetings); };
  EXPECT_NEAR(static_cast<double>(first) / meetings, .6, error(.6));
  EXPECT_NEAR(static_cast<double>(both) / meetings, .4 * .25, error(.1));  // then one of 1 and 3
}

TEST(Council, PicksNothingThatCountsNothingAndNobodyElsesItems) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId mine = assembly.raise(ctx, {0}, 1);
  EXPECT_THAT(pick_agenda(ctx, assembly.owner, {.of_office = 0}, 5, 0), IsEmpty());
  EXPECT_THAT(pick_agenda(ctx, assembly.owner, {}, 0, 0), IsEmpty());
  EXPECT_THAT(pick_agenda(ctx, Idler(own_number - 1), {}, 5, 0), IsEmpty());
  EXPECT_THAT(pick_agenda(ctx, assembly.owner, {}, 5, 0), ElementsAre(mine));
  enter_stage(ctx, mine, ProcedureStage::discussed);
  EXPECT_THAT(pick_agenda(ctx, assembly.owner, {}, 5, 0), IsEmpty());
}

TEST(Council, AnotherItemDoesNotChangeTheOrderOfTheOthers) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  for (std::uint32_t project = 0; project < 6; ++project) assembly.raise(ctx, {0}, 1, Electorate::residents, project);
  const std::vector<ProcedureId> before = pick_agenda(ctx, assembly.owner, {}, 6, 3);
  const ProcedureId added = assembly.raise(ctx, {0}, 1, Electorate::residents, 77);
  std::vector<ProcedureId> after = pick_agenda(ctx, assembly.owner, {}, 7, 3);
  std::erase(after, added);
  EXPECT_EQ(after, before);
}

// Opinions

/// Two residents of a household who know each other.
std::vector<std::uint32_t> couple(const CommunityPlan& plan) {
  std::uint32_t household = 0;
  while (plan.first_resident[household + 1] - plan.first_resident[household] != 2) ++household;
  return {plan.first_resident[household], plan.first_resident[household] + 1};
}

/// x = s W x + (1 - s) a with s = 1/2, W = 1/2 everywhere, a = (1, 0): (3/4, 1/4).
TEST(Opinions, ReachTheFixedPointOfFriedkinAndJohnsen) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  Procedure matter;
  matter.voters = couple(ctx.plan);
  const ProcedureId p = raise_matter(ctx, assembly.owner, matter, std::vector<double>{1, 0});
  for (int round = 0; round < 60; ++round) {
    discuss(ctx, p, {.self_weight = .5, .susceptibility = .5});
    next_round(ctx, p);
  }
  EXPECT_NEAR(procedure(ctx, p).opinion[0], .75 * 65535, 2);
  EXPECT_NEAR(procedure(ctx, p).opinion[1], .25 * 65535, 2);
}

TEST(Opinions, WithoutSusceptibilityStayAndWithoutTiesToo) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  Procedure matter;
  matter.voters = couple(ctx.plan);
  const ProcedureId firm = raise_matter(ctx, assembly.owner, matter, std::vector<double>{.9, .1});
  const std::vector<std::uint16_t> before = procedure(ctx, firm).opinion;
  discuss(ctx, firm, {.susceptibility = 0});
  EXPECT_EQ(procedure(ctx, firm).opinion, before);
  const ProcedureId alone = assembly.raise(ctx, {matter.voters[0]}, .4, Electorate::residents);
  discuss(ctx, alone, {.susceptibility = 1});
  EXPECT_EQ(procedure(ctx, alone).opinion, procedure(ctx, alone).anchor);
}

/// A household hears the households to which anybody of it is tied, and nobody else.
TEST(Opinions, TravelBetweenHouseholdsAlongTheTiesOfTheirPeople) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const CommunityPlan& plan = ctx.plan;
  const auto n = static_cast<std::uint32_t>(plan.households());
  Procedure matter;
  matter.electorate = Electorate::households;
  matter.voters = first_rows(n);
  std::vector<double> opinions(n, 0);
  opinions[7] = 1;
  const ProcedureId p = raise_matter(ctx, assembly.owner, matter, opinions);
  discuss(ctx, p, {.self_weight = 0, .susceptibility = 1});
  std::set<std::uint32_t> expected;
  for (std::uint32_t r = plan.first_resident[7]; r < plan.first_resident[8]; ++r) {
    for (const std::uint32_t other : plan.ties.neighbours(r)) expected.insert(plan.household[other].row);
  }
  expected.erase(7);
  std::set<std::uint32_t> moved;
  for (std::uint32_t h = 0; h < n; ++h) {
    if (h != 7 && opinion_of(ctx, p, h) > 0) moved.insert(h);
  }
  EXPECT_EQ(moved, expected);
  EXPECT_FALSE(expected.empty());
}

// Stages

RC_GTEST_PROP(Procedures, StandInOneStageWhateverHappens, ()) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const auto steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    ctx.now = static_cast<Seconds>(step);
    auto& rows = ctx.c.procedures.rows;
    const auto action = *rc::gen::inRange(0, 4);
    if (action == 0 || rows.empty()) {
      assembly.raise(ctx, {3}, .5, Electorate::residents, static_cast<std::uint32_t>(step));
    } else {
      const ProcedureId p(*rc::gen::inRange<std::size_t>(0, rows.size()));
      const ProcedureStage stage = procedure(ctx, p).stage;
      const bool over = stage == ProcedureStage::rated || stage == ProcedureStage::stalled;
      const bool may_stall = stage <= ProcedureStage::passed;
      const auto next =
          action == 1 ? ProcedureStage::stalled : static_cast<ProcedureStage>(static_cast<std::size_t>(stage) + 1);
      if (over || (action == 1 && !may_stall)) {
        RC_ASSERT_THROWS_AS(enter_stage(ctx, p, next), InternalError);
      } else {
        enter_stage(ctx, p, next);
      }
    }
    if (*rc::gen::inRange(0, 30) == 0) drop_procedures(ctx, assembly.owner);
    RC_ASSERT(procedures_sound(ctx.c.procedures));
  }
}

TEST(Procedures, SkipNoStage) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  const ProcedureId p = assembly.raise(ctx, {0}, 1);
  EXPECT_THROW(enter_stage(ctx, p, ProcedureStage::passed), InternalError);
  EXPECT_THROW(enter_stage(ctx, p, ProcedureStage::raised), InternalError);
  enter_stage(ctx, p, ProcedureStage::discussed);
  EXPECT_THROW(assembly.raise(ctx, {4, 4}, 1), InternalError);
  EXPECT_THROW(assembly.raise(ctx, {5, 4}, 1), InternalError);
  EXPECT_THROW(assembly.raise(ctx, {}, 1), InternalError);
}

TEST(Procedures, AreDueOnceAndOnlyToTheirOwner) {
  Assembly assembly;
  Context ctx = assembly.ctx(100);
  const ProcedureId p = assembly.raise(ctx, {0}, 1);
  enter_stage(ctx, p, ProcedureStage::discussed, 500);
  EXPECT_FALSE(is_due(ctx, assembly.owner, p));
  ctx.now = 500;
  EXPECT_TRUE(is_due(ctx, assembly.owner, p));
  EXPECT_FALSE(is_due(ctx, Idler(own_number - 1), p));
  EXPECT_FALSE(is_due(ctx, assembly.owner, ProcedureId(9)));
  enter_stage(ctx, p, ProcedureStage::stalled, 500);
  EXPECT_FALSE(is_due(ctx, assembly.owner, p));
  EXPECT_EQ(assembly.raise(ctx, {0}, 1), p);  // the row again
  EXPECT_FALSE(is_due(ctx, assembly.owner, p));
}

TEST(Procedures, AreFundedInTheOrderInWhichTheyPassed) {
  Assembly assembly;
  Context ctx = assembly.ctx();
  std::vector<ProcedureId> matters;
  for (std::uint32_t project = 0; project < 4; ++project) {
    matters.push_back(assembly.raise(ctx, {0}, 1, Electorate::residents, 10 - project));
    enter_stage(ctx, matters.back(), ProcedureStage::discussed);
  }
  for (const std::size_t i : {2U, 0U, 1U}) {  // 0 and 1 pass at the same time: the lower project first, which is 1
    ctx.now = i == 2 ? 50 : 60;
    enter_stage(ctx, matters[i], ProcedureStage::passed);
  }
  const std::vector<double> price{40, 50, 30, 1};
  double yuan = 85;
  const auto cost = [&](const Procedure& matter) { return price[10 - matter.project]; };
  fund_matters(ctx, assembly.owner, yuan, cost, [](const Procedure& matter) { return 1000 + matter.project; });
  EXPECT_DOUBLE_EQ(yuan, 5);
  EXPECT_EQ(procedure(ctx, matters[2]).stage, ProcedureStage::funded);
  EXPECT_EQ(procedure(ctx, matters[2]).due, 1008u);
  EXPECT_EQ(procedure(ctx, matters[1]).stage, ProcedureStage::funded);
  EXPECT_EQ(procedure(ctx, matters[0]).stage, ProcedureStage::passed);  // waits for money
  EXPECT_EQ(procedure(ctx, matters[3]).stage, ProcedureStage::discussed);
  yuan = 0;
  fund_matters(ctx, assembly.owner, yuan, cost, [](const Procedure&) { return never; });
  EXPECT_EQ(procedure(ctx, matters[0]).stage, ProcedureStage::passed);
}

TEST(Procedures, KnowTheFloorsOfABuilding) {
  Assembly assembly;
  const Context ctx = assembly.ctx();
  const BuildingId b(1);
  const std::vector<std::uint32_t> homes = households_of(ctx, b);
  ASSERT_GT(homes.size(), 3u);
  for (std::size_t i = 0; i < homes.size(); ++i) {
    EXPECT_EQ(ctx.plan.building_of_household[homes[i]], b);
    EXPECT_EQ(ctx.plan.floor_of(HouseholdId(homes[i])), i / ctx.plan.homes_per_floor + 1);
  }
}

}  // namespace
}  // namespace cogov::testing
