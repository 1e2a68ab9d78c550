// Positions for a network that was given by lengths only.
#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "sim/network/edge_list.hpp"

namespace cogov {

namespace {

using Millimetres = std::uint64_t;

/// Streets by junction.
struct Neighbours {
  explicit Neighbours(const Streets& streets) : begin(streets.nodes() + 1, 0), edge(streets.edges() * 2) {
    for (const auto* ends : {&streets.from, &streets.to}) {
      for (const StreetNodeId node : *ends) ++begin[node.row + 1];
    }
    for (std::size_t node = 0; node < streets.nodes(); ++node) begin[node + 1] += begin[node];
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t street = 0; street < streets.edges(); ++street) {
      edge[next[streets.from[street].row]++] = street;
      edge[next[streets.to[street].row]++] = street;
    }
  }
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> edge;
};

/// How long the way from one junction to each other is (Dijkstra 1959).
std::vector<Millimetres> ways_from(std::uint32_t start, const Streets& streets, const Neighbours& neighbours) {
  std::vector<Millimetres> way(streets.nodes(), std::numeric_limits<Millimetres>::max());
  using Reached = std::pair<Millimetres, std::uint32_t>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> reached;
  way[start] = 0;
  reached.push({0, start});
  while (!reached.empty()) {
    const auto [length, node] = reached.top();
    reached.pop();
    if (length > way[node]) continue;
    for (std::uint32_t i = neighbours.begin[node]; i < neighbours.begin[node + 1]; ++i) {
      const std::uint32_t street = neighbours.edge[i];
      const std::uint32_t other = streets.from[street].row == node ? streets.to[street].row : streets.from[street].row;
      const Millimetres through = length + streets.length_mm[street];
      if (through >= way[other]) continue;
      way[other] = through;
      reached.push({through, other});
    }
  }
  return way;
}

template <class Value>
std::uint32_t greatest(const std::vector<Value>& values) {
  return static_cast<std::uint32_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

double metres(Millimetres length) { return static_cast<double>(length) / 1000; }

}  // namespace

void lay_out(Streets& streets) {
  const Neighbours neighbours(streets);
  const auto ways = [&](std::uint32_t start) { return ways_from(start, streets, neighbours); };
  const std::vector<Millimetres> from_one_end = ways(greatest(ways(0)));
  const std::uint32_t other_end = greatest(from_one_end);
  const std::vector<Millimetres> from_other_end = ways(other_end);
  const double axis = metres(from_one_end[other_end]);
  for (std::size_t node = 0; node < streets.nodes(); ++node) {
    const double a = metres(from_one_end[node]);
    const double b = metres(from_other_end[node]);
    streets.x[node] = (a * a - b * b + axis * axis) / (2 * axis);
    streets.y[node] = std::sqrt(std::max(0.0, a * a - streets.x[node] * streets.x[node]));
  }
  const std::uint32_t third = greatest(streets.y);
  const std::vector<Millimetres> from_third = ways(third);
  for (std::size_t node = 0; node < streets.nodes(); ++node) {
    const auto misfit = [&](double side) {
      const double east = streets.x[node] - streets.x[third];
      const double north = side * streets.y[node] - streets.y[third];
      return std::abs(std::sqrt(east * east + north * north) - metres(from_third[node]));
    };
    if (misfit(-1) < misfit(1)) streets.y[node] = -streets.y[node];
  }
}

}  // namespace cogov
