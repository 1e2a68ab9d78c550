#include "sim/network/streets.hpp"

#include <algorithm>
#include <boost/pending/disjoint_sets.hpp>
#include <cmath>
#include <numeric>

#include "sim/errors.hpp"

namespace cogov {

StreetNodeId Streets::add_node(double east, double north) {
  EXPECT(std::isfinite(east) && std::isfinite(north));
  x.push_back(east);
  y.push_back(north);
  first_arm.push_back(no_arm);
  return StreetNodeId(nodes() - 1);
}

StreetEdgeId Streets::add_edge(StreetNodeId a, StreetNodeId b, std::uint32_t millimetres, StreetKind street) {
  EXPECT(a.row < nodes() && b.row < nodes() && millimetres > 0);
  const StreetEdgeId edge(edges());
  from.push_back(a);
  to.push_back(b);
  length_mm.push_back(millimetres);
  kind.push_back(street);
  locked_at_night.push_back(0);
  closed_to_riders.push_back(0);
  for (const StreetNodeId end : {a, b}) {
    const auto arm = static_cast<std::uint32_t>(next_arm.size());
    next_arm.push_back(first_arm[end.row]);
    first_arm[end.row] = arm;
  }
  return edge;
}

Position position_of(const Streets& streets, StreetPoint point) {
  const std::uint32_t edge = point.edge.row;
  const std::uint32_t a = streets.from[edge].row;
  const std::uint32_t b = streets.to[edge].row;
  const double part = static_cast<double>(point.offset_mm) / static_cast<double>(streets.length_mm[edge]);
  return {streets.x[a] + part * (streets.x[b] - streets.x[a]), streets.y[a] + part * (streets.y[b] - streets.y[a])};
}

std::vector<std::uint32_t> connected_parts(const Streets& streets) {
  const auto count = static_cast<std::uint32_t>(streets.nodes());
  std::vector<std::uint32_t> rank(count, 0), parent(count);
  std::iota(parent.begin(), parent.end(), 0U);
  boost::disjoint_sets sets(rank.data(), parent.data());
  for (std::size_t e = 0; e < streets.edges(); ++e) sets.union_set(streets.from[e].row, streets.to[e].row);

  std::vector<std::uint32_t> size(count, 0), found;  // by representative; in the order of the lowest node
  for (std::uint32_t node = 0; node < count; ++node) {
    if (size[sets.find_set(node)]++ == 0) found.push_back(sets.find_set(node));
  }
  std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
  std::vector<std::uint32_t> number(count), part(count);
  for (std::uint32_t i = 0; i < found.size(); ++i) number[found[i]] = i;
  for (std::uint32_t node = 0; node < count; ++node) part[node] = number[sets.find_set(node)];
  return part;
}

}  // namespace cogov
