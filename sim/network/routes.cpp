#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/network/street_graph.hpp"
#include "sim/network/travel.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t by_source = ShortestTree::from_source;

/// Over which end of its street the source is left for that end: on a street that is a loop, over the nearer.
int side_of_root(const UsedStreet& street, const PointOnStreet& source, std::uint32_t root) {
  if (street.end[0] == street.end[1]) return source.along <= source.rest ? 0 : 1;
  return street.end[0] == root ? 0 : 1;
}

std::uint32_t end_mm(const UsedStreet& street, int side) { return side == 0 ? 0 : street.length_mm; }

class LegList {
 public:
  explicit LegList(const StreetGraph& graph) : graph_(graph) {}

  /// A stretch of a street, unless it is of no length.
  void add(std::uint32_t row, std::uint32_t from_mm, std::uint32_t to_mm) {
    if (from_mm == to_mm) return;
    const UsedStreet& street = graph_.streets()[row];
    const std::uint32_t a = stand_on(street, row, from_mm).along;
    const std::uint32_t b = stand_on(street, row, to_mm).along;
    legs.push_back({street.id, from_mm, to_mm, std::max(a, b) - std::min(a, b)});
  }
  /// From the source over the tree to a node, found backwards.
  void add_way_to(std::uint32_t node, const ShortestTree& tree, const PointOnStreet& source) {
    std::vector<std::uint32_t> nodes;
    for (; tree.by[node] != by_source; node = tree.parent[node]) nodes.push_back(node);
    const UsedStreet& first = graph_.streets()[source.street];
    add(source.street, source.offset_mm, end_mm(first, side_of_root(first, source, node)));
    for (; !nodes.empty(); nodes.pop_back()) {
      const std::uint32_t row = tree.by[nodes.back()];
      const UsedStreet& street = graph_.streets()[row];
      const int to = street.end[1] == nodes.back() ? 1 : 0;
      add(row, end_mm(street, 1 - to), end_mm(street, to));
    }
  }

  std::vector<Leg> legs;

 private:
  const StreetGraph& graph_;
};

}  // namespace

std::vector<Leg> route(const Streets& streets, const TravelRule& rule, StreetPoint from, StreetPoint to,
                       std::span<const StreetNodeId> within) {
  const StreetGraph graph(streets, rule, within);
  const PointOnStreet source = graph.stand(from);
  const PointOnStreet target = graph.stand(to);
  if (source.street == no_street || target.street == no_street) return {};
  const ShortestTree tree = graph.from_point(source);
  const UsedStreet& last = graph.streets()[target.street];
  const Arrival arrival = arrive(source, target, tree.milliseconds[last.end[0]], tree.milliseconds[last.end[1]]);
  LegList list(graph);
  if (arrival.side == Arrival::Side::direct) {
    list.add(source.street, source.offset_mm, target.offset_mm);
  } else if (arrival.side != Arrival::Side::nowhere) {
    const int side = arrival.side == Arrival::Side::first_end ? 0 : 1;
    list.add_way_to(last.end[side], tree, source);
    list.add(target.street, end_mm(last, side), target.offset_mm);
  }
  return list.legs;
}

RouteTrees::RouteTrees(const Streets& streets, const TravelRule& rule, std::span<const StreetPoint> sources,
                       std::span<const StreetNodeId> within) {
  const StreetGraph graph(streets, rule, within);
  streets_ = graph.streets();
  nodes_ = graph.nodes();
  row_of_.reserve(streets_.size());
  for (std::uint32_t row = 0; row < streets_.size(); ++row) row_of_.emplace(streets_[row].id.row, row);
  visits_.resize(sources.size() * nodes_);
  for (const StreetPoint source : sources) {
    sources_.push_back(graph.stand(source));
    plant(static_cast<std::uint32_t>(sources_.size() - 1), graph.from_point(sources_.back()));
  }
}

/// Numbers the visits without walking: a node's interval begins where its parent's, or its elder sibling's, goes on.
void RouteTrees::plant(std::uint32_t source, const ShortestTree& tree) {
  std::vector<std::uint32_t> order(nodes_);
  std::iota(order.begin(), order.end(), 0U);
  const auto earlier = [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(tree.milliseconds[a], a) < std::pair(tree.milliseconds[b], b);
  };
  std::sort(order.begin(), order.end(), earlier);  // parents first: no street takes less than a millisecond

  std::vector<std::uint32_t> size(nodes_, 1), next(nodes_);
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    if (tree.parent[*node] != no_node) size[tree.parent[*node]] += size[*node];
  }
  std::uint32_t next_root = 0;
  for (const std::uint32_t node : order) {
    std::uint32_t& place = tree.parent[node] == no_node ? next_root : next[tree.parent[node]];
    visits_[std::size_t{source} * nodes_ + node] = {tree.milliseconds[node], tree.by[node], place, place + size[node]};
    next[node] = place + 1;
    place += size[node];
  }
}

PointOnStreet RouteTrees::stand(StreetPoint point) const {
  const auto found = row_of_.find(point.edge.row);
  return found == row_of_.end() ? PointOnStreet{} : stand_on(streets_[found->second], found->second, point.offset_mm);
}

std::uint32_t RouteTrees::milliseconds(std::uint32_t source, StreetPoint point) const {
  const PointOnStreet at = stand(point);
  if (at.street == no_street) return unreachable;
  const UsedStreet& street = streets_[at.street];
  return arrive(sources_[source], at, visit(source, street.end[0]).milliseconds,
                visit(source, street.end[1]).milliseconds)
      .milliseconds;
}

bool RouteTrees::passes(std::uint32_t source, StreetPoint target, StreetPoint point) const {
  const PointOnStreet begin = sources_[source];
  const PointOnStreet end = stand(target);
  const PointOnStreet at = stand(point);
  if (end.street == no_street || at.street == no_street) return false;
  const UsedStreet& last = streets_[end.street];
  const Arrival arrival =
      arrive(begin, end, visit(source, last.end[0]).milliseconds, visit(source, last.end[1]).milliseconds);
  if (arrival.side == Arrival::Side::nowhere) return false;

  const auto within = [](std::uint32_t offset, std::uint32_t a, std::uint32_t b) {
    return std::min(a, b) <= offset && offset <= std::max(a, b);
  };
  const auto node_at = [&](const PointOnStreet& p) {  // the junction that a point stands at, if any
    if (p.offset_mm == 0) return streets_[p.street].end[0];
    return p.offset_mm == streets_[p.street].length_mm ? streets_[p.street].end[1] : no_node;
  };
  const std::uint32_t node = node_at(at);
  if (node != no_node && (node == node_at(begin) || node == node_at(end))) return true;
  if (arrival.side == Arrival::Side::direct) {
    return at.street == end.street && within(at.offset_mm, begin.offset_mm, end.offset_mm);
  }

  const int side = arrival.side == Arrival::Side::first_end ? 0 : 1;
  if (at.street == end.street && within(at.offset_mm, end_mm(last, side), end.offset_mm)) return true;
  const std::uint32_t leaf = visit(source, last.end[side]).first;
  const auto on_the_way = [&](const Visit& v) { return v.first <= leaf && leaf < v.end; };
  if (node != no_node && on_the_way(visit(source, node))) return true;
  const UsedStreet& street = streets_[at.street];
  for (const int s : {0, 1}) {
    const Visit& v = visit(source, street.end[s]);
    if (v.milliseconds == unreachable || !on_the_way(v)) continue;
    if (v.by == at.street) return true;
    if (v.by != by_source || at.street != begin.street) continue;
    if (within(at.offset_mm, begin.offset_mm, end_mm(street, side_of_root(street, begin, street.end[s])))) return true;
  }
  return false;
}

std::size_t RouteTrees::bytes() const {
  return streets_.capacity() * sizeof(UsedStreet) + row_of_.size() * 32 + sources_.capacity() * sizeof(PointOnStreet) +
         visits_.capacity() * sizeof(Visit);
}

}  // namespace cogov
