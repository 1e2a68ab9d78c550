#include "sim/matching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "sim/errors.hpp"

namespace cogov {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Needs = std::vector<MatchNeed>;
using Offers = std::vector<MatchOffer>;

std::uint64_t only(std::uint32_t type) { return std::uint64_t{1} << type; }

/// How many are served, and at what cost: more first, then cheaper.
struct Worth {
  std::int64_t unserved = 0, cost = 0;
  auto operator<=>(const Worth&) const = default;
};

/// What a matching is worth; fails where it breaks a rule.
Worth worth_of(const Needs& needs, const Offers& offers, const std::vector<std::uint32_t>& answer) {
  Worth worth;
  std::map<std::uint32_t, std::uint32_t> used;
  RC_ASSERT(answer.size() == needs.size());
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (answer[i] == unmatched) {
      ++worth.unserved;
      continue;
    }
    const MatchOffer& offer = offers.at(answer[i]);
    RC_ASSERT((offer.types >> needs[i].type & 1U) != 0);
    RC_ASSERT(offer.time <= needs[i].deadline);
    RC_ASSERT(++used[answer[i]] <= offer.capacity);
    worth.cost += needs[i].cost + offer.time;
  }
  return worth;
}

/// The best of all matchings, one need after another.
Worth best_of(const Needs& needs, Offers& offers, std::size_t from) {
  if (from == needs.size()) return {};
  Worth best = best_of(needs, offers, from + 1);
  ++best.unserved;
  for (MatchOffer& offer : offers) {
    const MatchNeed& need = needs[from];
    if (offer.capacity == 0 || (offer.types >> need.type & 1U) == 0 || offer.time > need.deadline) continue;
    --offer.capacity;
    Worth with = best_of(needs, offers, from + 1);
    ++offer.capacity;
    with.cost += need.cost + offer.time;
    best = std::min(best, with);
  }
  return best;
}

/// Few values, so that many are alike.
Needs some_needs(std::size_t most) {
  const auto n = *rc::gen::inRange<std::size_t>(0, most + 1);
  Needs needs;
  for (std::uint64_t i = 0; i < n; ++i) {
    needs.push_back({.key = i,
                     .type = *rc::gen::inRange(0U, 4U),
                     .cost = *rc::gen::inRange(0, 4),
                     .deadline = *rc::gen::inRange(0, 8)});
  }
  return needs;
}

Offers some_offers(std::size_t most) {
  const auto n = *rc::gen::inRange<std::size_t>(0, most + 1);
  Offers offers;
  for (std::uint64_t i = 0; i < n; ++i) {
    offers.push_back({.key = i,
                      .types = *rc::gen::inRange<std::uint64_t>(0, 16),
                      .time = *rc::gen::inRange(0, 8),
                      .capacity = *rc::gen::inRange(0U, 3U)});
  }
  return offers;
}

TEST(Match, NothingToMatch) {
  EXPECT_THAT(match({}, {}), IsEmpty());
  const Needs needs{{.key = 0, .type = 63, .cost = 0, .deadline = 9}};
  EXPECT_THAT(match(needs, {}), ElementsAre(unmatched));
  EXPECT_THAT(match(needs, Offers{{.key = 0, .types = 0, .time = 0, .capacity = 3}}), ElementsAre(unmatched));
  EXPECT_THAT(match(needs, Offers{{.key = 0, .types = only(63), .time = 0, .capacity = 0}}), ElementsAre(unmatched));
}

/// The all-rounder must be kept for the need that nobody else serves, which first come, first served misses.
TEST(Match, ServesAllWhereTheFirstThatFitsDoesNot) {
  const Needs needs{{.key = 0, .type = 0, .cost = 0, .deadline = 99}, {.key = 1, .type = 1, .cost = 0, .deadline = 99}};
  const Offers offers{{.key = 0, .types = only(0) | only(1), .time = 7, .capacity = 1},
                      {.key = 1, .types = only(0), .time = 30, .capacity = 1}};
  EXPECT_THAT(match_in_order(needs, offers), ElementsAre(0, unmatched));
  EXPECT_THAT(match(needs, offers), ElementsAre(1, 0));
}

TEST(Match, WhatComesTooLateDoesNotFit) {
  const Needs needs{{.key = 0, .type = 2, .cost = 0, .deadline = 10}, {.key = 1, .type = 2, .cost = 0, .deadline = 11}};
  const Offers offers{{.key = 0, .types = only(2), .time = 11, .capacity = 2}};
  EXPECT_THAT(match(needs, offers), ElementsAre(unmatched, 0));
  EXPECT_THAT(match_in_order(needs, offers), ElementsAre(unmatched, 0));
}

TEST(Match, AmongEqualsTheSmallerKeyComesFirst) {
  const Needs needs{{.key = 5, .type = 0, .cost = 1, .deadline = 9},
                    {.key = 3, .type = 0, .cost = 1, .deadline = 9},
                    {.key = 4, .type = 0, .cost = 1, .deadline = 9}};
  const Offers offers{{.key = 8, .types = only(0), .time = 2, .capacity = 1},
                      {.key = 2, .types = only(0), .time = 2, .capacity = 1}};
  EXPECT_THAT(match(needs, offers), ElementsAre(unmatched, 1, 0));
}

TEST(Match, ATypeOutOfRangeOrANegativeCostIsABug) {
  EXPECT_THROW((void)match(Needs{{.key = 0, .type = 64, .cost = 0, .deadline = 0}}, {}), InternalError);
  EXPECT_THROW((void)match({}, Offers{{.key = 0, .types = 1, .time = -1, .capacity = 1}}), InternalError);
}

RC_GTEST_PROP(Match, IsAsGoodAsTheBestOfAll, ()) {
  const Needs needs = some_needs(6);
  Offers offers = some_offers(5);
  const Worth best = best_of(needs, offers, 0);
  RC_ASSERT(worth_of(needs, offers, match(needs, offers)) == best);
  RC_ASSERT(worth_of(needs, offers, match_in_order(needs, offers)) >= best);
}

/// Who is served by whom, by key.
std::map<std::uint64_t, std::uint64_t> by_key(const Needs& needs, const Offers& offers) {
  const std::vector<std::uint32_t> answer = match(needs, offers);
  std::map<std::uint64_t, std::uint64_t> pairs;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (answer[i] != unmatched) pairs[needs[i].key] = offers[answer[i]].key;
  }
  return pairs;
}

template <class Things>
void shuffle(Things& things) {
  for (std::size_t i = things.size(); i > 1; --i)
    std::swap(things[i - 1], things[*rc::gen::inRange<std::size_t>(0, i)]);
}

RC_GTEST_PROP(Match, DoesNotDependOnTheOrderOfItsInputs, ()) {
  Needs needs = some_needs(20);
  Offers offers = some_offers(20);
  const auto before = by_key(needs, offers);
  shuffle(needs);
  shuffle(offers);
  RC_ASSERT(by_key(needs, offers) == before);
}

}  // namespace
}  // namespace cogov
