/// Blocks: what neighbours have in common, and what comes of it; each has a setting at which there is nothing.
#include "models/blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/logit_offset.hpp"
#include "sim/exact_math.hpp"
#include "tests/models/place.hpp"

namespace cogov::testing {
namespace {

constexpr std::int64_t communities = 40;
constexpr std::int64_t households = 1024;  // 64 buildings: 4 blocks a community, 160 in all

Settings many() { return place(communities, households); }

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size());
}

/// Means over each block of something of its buildings, households or residents.
template <class F>
std::vector<double> by_block(const Population& population, F&& of_household) {
  std::vector<double> means;
  for (const CommunityPlan& plan : population.communities) {
    const std::size_t a_block = 16 * population.facts.blocks.buildings;
    for (std::size_t first = 0; first + a_block <= plan.households(); first += a_block) {
      double sum = 0;
      for (std::size_t h = first; h < first + a_block; ++h) sum += of_household(plan, static_cast<std::uint32_t>(h));
      means.push_back(sum / static_cast<double>(a_block));
    }
  }
  return means;
}

double rents(const CommunityPlan& plan, std::uint32_t household) { return plan.rents[household]; }
double first_readiness(const CommunityPlan& plan, std::uint32_t household) {
  return static_cast<double>(plan.propensity[plan.first_resident[household]]);
}

/// 160 blocks: a standard error of 0.013 of the share, so 0.04 is three of them.
TEST(Blocks, RentAsMuchAsThePlaceButNotAllAlike) {
  const std::vector<double> shares = by_block(*drawn(many()), rents);
  ASSERT_EQ(shares.size(), 160U);
  EXPECT_NEAR(mean_of(shares), .25, .04);
  EXPECT_NEAR(std::sqrt(variance_of(shares)), .15, .04);
  Settings alike = many();
  alike.set("community.rented_spread", 0.0);
  const std::vector<double> even = by_block(*drawn(alike), rents);
  EXPECT_NEAR(mean_of(even), .25, .01);
  EXPECT_NEAR(std::sqrt(variance_of(even)), std::sqrt(.25 * .75 / 256), .006);
}

TEST(Blocks, HaveHazardsAsOftenOnAverageButNotAllAlike) {
  Settings settings = many();
  settings.set("community.condition_spread", .5);
  std::vector<double> conditions;
  const auto unlike = drawn(settings);
  for (const CommunityPlan& plan : unlike->communities) {
    for (std::size_t b = 0; b < plan.buildings(); ++b) EXPECT_EQ(plan.condition[b], plan.condition[b / 16 * 16]);
    for (std::size_t b = 0; b < plan.buildings(); b += 16) conditions.push_back(plan.condition[b]);
  }
  EXPECT_NEAR(mean_of(conditions), 1, 1e-12) << "of four equal blocks in each community";
  EXPECT_GT(variance_of(conditions), .1);
  EXPECT_LT(variance_of(conditions), .3) << "exp(0.25) - 1 = 0.28 without the mean taken off";
  settings.set("community.condition_spread", 0.0);
  const auto alike = drawn(settings);
  for (const CommunityPlan& plan : alike->communities) {
    EXPECT_EQ(std::count(plan.condition.begin(), plan.condition.end(), 1.), std::ssize(plan.condition));
  }
}

TEST(Blocks, ShareOfAHabitWhatIsSaid) {
  Settings settings = many();
  settings.set("society.owner_odds", 1.0);
  for (const double share : {0., .1, .4}) {
    settings.set("society.shared_habit", share);
    const auto population = drawn(settings);
    const double between = variance_of(by_block(*population, first_readiness));
    // Three quarters: of four blocks the mean is taken off.
    EXPECT_NEAR(between, .75 * share + (1 - share) / 256, .002 + .25 * share) << share;
    EXPECT_NEAR(mean_of(by_block(*population, first_readiness)), 0, .02) << share;
  }
}

/// Nothing shared and no difference between owners and tenants: everybody's readiness is their own draw.
TEST(Blocks, AtZeroAreNotThere) {
  Settings settings = many();
  settings.set("society.owner_odds", 1.0);
  settings.set("society.shared_habit", 0.0);
  settings.set("community.condition_spread", 0.0);
  Settings other = settings;
  other.set("community.buildings_per_block", std::int64_t{3});
  other.set("community.rented_share", .4);
  other.set("community.rented_spread", 3.0);
  const auto one = drawn(settings);
  const auto two = drawn(other);
  for (std::size_t c = 0; c < one->communities.size(); ++c) {
    EXPECT_EQ(one->communities[c].propensity, two->communities[c].propensity);
    EXPECT_EQ(one->communities[c].condition, two->communities[c].condition);
  }
  EXPECT_EQ(digest_of(settings), digest_of(other));
}

TEST(Blocks, StayWhenAHouseholdIsAddedAndWhenThePeopleAreDrawnAnew) {
  Settings more = many();
  more.set("community.extra_residents", std::int64_t{50});
  const auto one = drawn(many());
  const auto two = drawn(more);
  EXPECT_EQ(one->communities[0].rents, two->communities[0].rents);
  const PlaceFacts facts = PlaceFacts::read(many());
  const auto anew = build_population(facts, Luck(5, 0), Luck(5, 1));
  EXPECT_EQ(one->communities[3].condition, anew->communities[3].condition);
  EXPECT_NE(one->communities[3].rents, anew->communities[3].rents);
}

/// The mean chance over a fine grid of people comes out as the share.
TEST(LogitOffset, GivesTheShareOverPeopleWhoDiffer) {
  for (const double share : {.02, .3, .95}) {
    const Differing people{1.5, .7, 1.1};
    const double offset = logit_offset(share, people);
    double mean = 0;
    constexpr int points = 5000;
    for (int i = 0; i < points; ++i) {
      const double own = people.spread * exact_normal_quantile((i + .5) / points);
      mean += (.3 * exact_logistic(offset + own) + .7 * exact_logistic(offset + own + people.step)) / points;
    }
    EXPECT_NEAR(mean, share, .002);
  }
  EXPECT_LT(logit_offset(0, {}), -100);
  EXPECT_GT(logit_offset(1, {}), 100);
}

}  // namespace
}  // namespace cogov::testing
