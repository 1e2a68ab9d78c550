#include "sim/network/streets.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sim/errors.hpp"
#include "tests/sim/network/support.hpp"

namespace cogov {
namespace {

using namespace network_test;

TEST(Streets, TellWhereAPointLies) {
  Streets streets;
  const StreetNodeId a = streets.add_node(10, 20);
  const StreetNodeId b = streets.add_node(50, -10);
  const StreetEdgeId edge = streets.add_edge(a, b, 50'000);
  EXPECT_EQ(position_of(streets, {edge, 0}).x, 10);
  EXPECT_EQ(position_of(streets, {edge, 0}).y, 20);
  EXPECT_EQ(position_of(streets, {edge, 50'000}).x, 50);
  EXPECT_DOUBLE_EQ(position_of(streets, {edge, 12'500}).x, 20);
  EXPECT_DOUBLE_EQ(position_of(streets, {edge, 12'500}).y, 12.5);
}

TEST(Streets, ChainTheArmsOfEachNode) {
  for (std::uint32_t round = 0; round < 50; ++round) {
    Dice dice(round);
    const Streets streets = random_streets(dice, 20, true);
    std::size_t seen = 0;
    for (std::uint32_t node = 0; node < streets.nodes(); ++node) {
      for (std::uint32_t arm = streets.first_arm[node]; arm != Streets::no_arm; arm = streets.next_arm[arm]) {
        EXPECT_EQ((arm % 2 == 0 ? streets.from : streets.to)[arm / 2].row, node);
        ++seen;
      }
    }
    EXPECT_EQ(seen, 2 * streets.edges());
  }
}

TEST(Streets, RefuseStreetsOfNoLengthAndNodesThatAreNotThere) {
  Streets streets;
  const StreetNodeId a = streets.add_node(0, 0);
  EXPECT_THROW(streets.add_edge(a, a, 0), InternalError);
  EXPECT_THROW(streets.add_edge(a, StreetNodeId(std::size_t{1}), 10), InternalError);
}

TEST(ConnectedParts, AreNumberedFromTheLargest) {
  Streets streets;
  for (int n = 0; n < 7; ++n) streets.add_node(n, 0);
  const auto connect = [&](std::size_t a, std::size_t b) { streets.add_edge(StreetNodeId(a), StreetNodeId(b), 1'000); };
  connect(1, 4);
  connect(6, 2);
  connect(2, 5);
  connect(0, 3);
  EXPECT_EQ(connected_parts(streets), (std::vector<std::uint32_t>{1, 2, 0, 1, 2, 0, 0}));
  EXPECT_TRUE(connected_parts(Streets{}).empty());
}

TEST(ConnectedParts, AgreeWithSpreadingLabels) {
  for (std::uint32_t round = 0; round < 100; ++round) {
    Dice dice(round);
    const Streets streets = random_streets(dice, 25, true);
    std::vector<std::size_t> label(streets.nodes());
    for (std::size_t n = 0; n < label.size(); ++n) label[n] = n;
    for (std::size_t pass = 0; pass < streets.nodes(); ++pass) {
      for (std::size_t e = 0; e < streets.edges(); ++e) {
        std::size_t& a = label[streets.from[e].row];
        std::size_t& b = label[streets.to[e].row];
        a = b = std::min(a, b);
      }
    }
    const std::vector<std::uint32_t> parts = connected_parts(streets);
    std::map<std::size_t, std::uint32_t> part_of;
    std::map<std::uint32_t, std::size_t> size;
    for (std::size_t n = 0; n < label.size(); ++n) {
      EXPECT_EQ(part_of.emplace(label[n], parts[n]).first->second, parts[n]);
      ++size[parts[n]];
    }
    EXPECT_EQ(part_of.size(), size.size());
    for (std::uint32_t p = 1; p < size.size(); ++p) EXPECT_LE(size.at(p), size.at(p - 1));
  }
}

}  // namespace
}  // namespace cogov
