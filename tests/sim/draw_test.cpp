#include "sim/draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_set>
#include <vector>

namespace cogov {
namespace {

constexpr Who somebody{7, EntityType::test, 12345};

using Words = std::array<std::uint32_t, 4>;

Words philox(Words counter, std::array<std::uint32_t, 2> key) {
  const philox4x32_ctr_t c = {{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x32_key_t k = {{key[0], key[1]}};
  const philox4x32_ctr_t words = philox4x32(c, k);
  return {words.v[0], words.v[1], words.v[2], words.v[3]};
}

// The three known answers for philox4x32-10 published with Random123 (file kat_vectors).
TEST(Draw, GivesThePublishedVectors) {
  const std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// The layout of key and counter is a promise: results of other versions and programs rest on it.
TEST(Draw, KeyAndCounterAreLaidOutAsDocumented) {
  const std::uint64_t seed = 0x0123456789abcdef;
  const Words key = philox({3, 0, 0, 0}, {0x89abcdef, 0x01234567});
  const Words words = philox({0xdeadbeef, (0xabcdefU << 8) | 10U, 77, (4000U << 20) | 0xfffffU}, {key[0], key[1]});
  const Bits bits = Luck(seed, 3).bits({0xabcdef, EntityType::test, 0xdeadbeef}, 77, Why::test, 0xfffff);
  EXPECT_EQ(bits.a, (std::uint64_t{words[1]} << 32) | words[0]);
  EXPECT_EQ(bits.b, (std::uint64_t{words[3]} << 32) | words[2]);
  EXPECT_EQ(bits.a, 0x2f35eb9b80d1fcc4U);
  EXPECT_EQ(bits.b, 0x88909d2e56d6d8c6U);
}

int distance(Bits x, Bits y) { return std::popcount(x.a ^ y.a) + std::popcount(x.b ^ y.b); }

// Every single bit of every component must matter. 128 fair bits differ in 64 +- 5.7 places; outside
// 30..98 lies six sigma, which chance does to one of 200 pairs with probability below 1e-6.
TEST(Draw, EveryBitOfTheKeyChangesTheBits) {
  const std::uint64_t seed = 20240521;
  const Luck luck(seed, 4);
  const Bits base = luck.bits(somebody, 9, Why::test, 5);
  std::vector<Bits> changed;
  for (int bit = 0; bit < 64; ++bit)
    changed.push_back(Luck(seed ^ (std::uint64_t{1} << bit), 4).bits(somebody, 9, Why::test, 5));
  for (int bit = 0; bit < 32; ++bit) {
    const std::uint32_t mask = 1U << bit;
    changed.push_back(Luck(seed, 4 ^ mask).bits(somebody, 9, Why::test, 5));
    changed.push_back(luck.bits({7, EntityType::test, 12345 ^ mask}, 9, Why::test, 5));
    changed.push_back(luck.bits(somebody, 9 ^ mask, Why::test, 5));
    if (bit < 24) changed.push_back(luck.bits({7 ^ mask, EntityType::test, 12345}, 9, Why::test, 5));
    if (bit < 20) changed.push_back(luck.bits(somebody, 9, Why::test, 5 ^ mask));
    if (bit < 12) changed.push_back(luck.bits(somebody, 9, static_cast<Why>(4000 ^ mask), 5));
    if (bit < 8) changed.push_back(luck.bits({7, static_cast<EntityType>(10 ^ mask), 12345}, 9, Why::test, 5));
  }
  for (const Bits& other : changed) {
    EXPECT_GT(distance(base, other), 30);
    EXPECT_LT(distance(base, other), 98);
  }
}

TEST(Draw, IsAPureFunction) {
  const Luck luck(1, 2);
  const Bits first = luck.bits(somebody, 3, Why::test, 4);
  EXPECT_NE(first, luck.bits(somebody, 4, Why::test, 4));
  EXPECT_EQ(first, luck.bits(somebody, 3, Why::test, 4));
  EXPECT_EQ(first, Luck(1, 2).bits(somebody, 3, Why::test, 4));
  EXPECT_EQ(luck.uniform(somebody, 3, Why::test, 4), uniform_of(first.a));
}

// Two of a million random 64-bit words agree with probability 2.7e-8.
TEST(Draw, AMillionKeysGiveAMillionDraws) {
  const Luck luck(20240521, 0);
  std::unordered_set<std::uint64_t> seen_a, seen_b;
  for (std::uint32_t community = 0; community < 10; ++community)
    for (std::uint32_t ordinal = 0; ordinal < 100; ++ordinal)
      for (std::uint32_t index = 0; index < 100; ++index)
        for (std::uint32_t sub = 0; sub < 10; ++sub) {
          const Bits bits = luck.bits({community, EntityType::test, ordinal}, index, Why::test, sub);
          seen_a.insert(bits.a);
          seen_b.insert(bits.b);
        }
  EXPECT_EQ(seen_a.size(), 1'000'000U);
  EXPECT_EQ(seen_b.size(), 1'000'000U);
}

TEST(Draw, UniformsLieInTheOpenInterval) {
  EXPECT_EQ(uniform_of(0), 0x1p-53);
  EXPECT_EQ(uniform_of(~std::uint64_t{0}), 1 - 0x1p-53);
  EXPECT_EQ(uniform_of(std::uint64_t{1} << 63), 0.5 + 0x1p-53);
  EXPECT_EQ(1 - (1 - uniform_of(0)), uniform_of(0));
}

TEST(Draw, ARunOfDrawsTakesSuccessiveSubs) {
  const Luck luck(5, 6);
  Draws draws{luck, somebody, 8, Why::test};
  const double first = draws.uniform();
  const double second = draws.uniform();
  EXPECT_EQ(first, luck.uniform(somebody, 8, Why::test, 0));
  EXPECT_EQ(second, luck.uniform(somebody, 8, Why::test, 1));
}

}  // namespace
}  // namespace cogov
