#include "sim/network/street_graph.hpp"

#include <array>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <utility>

#include "sim/errors.hpp"

namespace cogov {

namespace {

/// The rows of nodes among those in use.
class NodeRows {
 public:
  NodeRows(std::size_t all, std::span<const StreetNodeId> within) : all_(all), some_(within.begin(), within.end()) {
    std::sort(some_.begin(), some_.end());
    some_.erase(std::unique(some_.begin(), some_.end()), some_.end());
  }
  [[nodiscard]] std::size_t size() const { return some_.empty() ? all_ : some_.size(); }
  [[nodiscard]] StreetNodeId node(std::size_t row) const { return some_.empty() ? StreetNodeId(row) : some_[row]; }
  [[nodiscard]] std::uint32_t row(StreetNodeId node) const {
    if (some_.empty()) return node.row;
    const auto at = std::lower_bound(some_.begin(), some_.end(), node);
    return at != some_.end() && *at == node ? static_cast<std::uint32_t>(at - some_.begin()) : no_node;
  }

 private:
  std::size_t all_;
  std::vector<StreetNodeId> some_;
};

}  // namespace

StreetGraph::StreetGraph(const Streets& streets, const TravelRule& rule, std::span<const StreetNodeId> within) {
  collect(streets, rule, within);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Way> ways;
  ends.reserve(2 * streets_.size());
  ways.reserve(2 * streets_.size());
  for (std::uint32_t s = 0; s < streets_.size(); ++s) {
    const auto [a, b] = streets_[s].end;
    ends.emplace_back(a, b);
    ends.emplace_back(b, a);
    ways.insert(ways.end(), 2, {streets_[s].milliseconds, s});
  }
  graph_ = Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), ways.begin(),
                 static_cast<std::uint32_t>(nodes_));
}

void StreetGraph::collect(const Streets& streets, const TravelRule& rule, std::span<const StreetNodeId> within) {
  EXPECT(streets.first_arm.size() == streets.nodes() && streets.next_arm.size() == 2 * streets.edges());
  const NodeRows rows(streets.nodes(), within);
  nodes_ = rows.size();
  for (std::uint32_t row = 0; row < nodes_; ++row) {
    for (std::uint32_t arm = streets.first_arm[rows.node(row).row]; arm != Streets::no_arm;
         arm = streets.next_arm[arm]) {
      const StreetEdgeId edge(arm / 2);
      if (arm % 2 == 1 || !passable(streets, rule, edge)) continue;  // each street once, from its first end
      const std::uint32_t other = rows.row(streets.to[edge.row]);
      if (other == no_node) continue;
      streets_.push_back({edge, {row, other}, edge_milliseconds(streets, rule, edge), streets.length_mm[edge.row]});
    }
  }
  std::sort(streets_.begin(), streets_.end(), [](const UsedStreet& a, const UsedStreet& b) { return a.id < b.id; });
}

PointOnStreet stand_on(const UsedStreet& street, std::uint32_t row, std::uint32_t offset_mm) {
  EXPECT(offset_mm <= street.length_mm);
  const auto along = static_cast<std::uint32_t>(std::uint64_t{street.milliseconds} * offset_mm / street.length_mm);
  return {row, offset_mm, along, street.milliseconds - along};
}

PointOnStreet StreetGraph::stand(StreetPoint point) const {
  const auto at = std::lower_bound(streets_.begin(), streets_.end(), point.edge,
                                   [](const UsedStreet& street, StreetEdgeId id) { return street.id < id; });
  if (at == streets_.end() || at->id != point.edge) return {};
  return stand_on(*at, static_cast<std::uint32_t>(at - streets_.begin()), point.offset_mm);
}

void StreetGraph::dijkstra(std::span<const std::uint32_t> seeds, std::vector<std::uint32_t>& milliseconds) const {
  std::vector<boost::default_color_type> colours(nodes_, boost::white_color);
  const auto index = boost::get(boost::vertex_index, graph_);
  boost::dijkstra_shortest_paths_no_init(graph_, seeds.begin(), seeds.end(), boost::dummy_property_map(),
                                         boost::make_iterator_property_map(milliseconds.begin(), index),
                                         boost::get(&Way::milliseconds, graph_), index, std::less<>(), plus,
                                         std::uint32_t{0}, boost::dijkstra_visitor<>(),
                                         boost::make_iterator_property_map(colours.begin(), index));
}

void StreetGraph::from_node(std::uint32_t node, std::vector<std::uint32_t>& milliseconds) const {
  milliseconds.assign(nodes_, unreachable);
  milliseconds[node] = 0;
  dijkstra({&node, 1}, milliseconds);
}

ShortestTree StreetGraph::from_point(const PointOnStreet& source) const {
  ShortestTree tree{std::vector(nodes_, unreachable), std::vector(nodes_, no_street), std::vector(nodes_, no_node)};
  if (source.street == no_street) return tree;
  const auto [a, b] = streets_[source.street].end;
  const std::array seeds{a, b};
  tree.milliseconds[a] = source.along;
  tree.milliseconds[b] = a == b ? std::min(source.along, source.rest) : source.rest;
  const std::array direct{tree.milliseconds[a], tree.milliseconds[b]};
  dijkstra(std::span(seeds).first(a == b ? 1 : 2), tree.milliseconds);

  for (std::uint32_t s = 0; s < streets_.size(); ++s) {  // ascending: the first that fits has the lowest number
    for (const int side : {0, 1}) {
      const std::uint32_t here = streets_[s].end[side];
      const std::uint32_t before = streets_[s].end[1 - side];
      if (tree.by[here] != no_street || tree.milliseconds[here] == unreachable) continue;
      if (plus(tree.milliseconds[before], streets_[s].milliseconds) != tree.milliseconds[here]) continue;
      tree.by[here] = s;
      tree.parent[here] = before;
    }
  }
  for (const std::size_t side : {0U, 1U}) {
    if (tree.milliseconds[seeds[side]] != direct[side]) continue;
    tree.by[seeds[side]] = ShortestTree::from_source;
    tree.parent[seeds[side]] = no_node;
  }
  return tree;
}

Arrival arrive(const PointOnStreet& source, const PointOnStreet& target, std::uint32_t to_first,
               std::uint32_t to_second) {
  using Side = Arrival::Side;
  if (source.street == no_street || target.street == no_street) return {};
  const std::uint32_t by_first = plus(to_first, target.along);
  const std::uint32_t by_second = plus(to_second, target.rest);
  const bool second = by_second != by_first ? by_second < by_first : to_second < to_first;
  Arrival best{second ? Side::second_end : Side::first_end, std::min(by_first, by_second)};
  if (source.street == target.street) {
    const std::uint32_t direct = std::max(source.along, target.along) - std::min(source.along, target.along);
    if (direct <= best.milliseconds) best = {Side::direct, direct};
  }
  return best.milliseconds == unreachable ? Arrival{} : best;
}

}  // namespace cogov
