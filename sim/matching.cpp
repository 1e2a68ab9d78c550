#include "sim/matching.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <tuple>

#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::int64_t most_cost = 1'000'000;

bool fits(const MatchNeed& need, const MatchOffer& offer) {
  return (offer.types >> need.type & 1U) != 0 && offer.time <= need.deadline;
}

void check(std::span<const MatchNeed> needs, std::span<const MatchOffer> offers) {
  for (const MatchNeed& need : needs) EXPECT(need.type < match_types && need.cost >= 0 && need.cost <= most_cost);
  for (const MatchOffer& offer : offers) EXPECT(offer.time >= 0 && offer.time <= most_cost);
}

/// Positions in the order of a key.
template <class Things, class KeyOf>
std::vector<std::uint32_t> in_order(const Things& things, KeyOf key_of) {
  std::vector<std::uint32_t> order(things.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key_of(things[a]) < key_of(things[b]); });
  return order;
}

/// Positions of what is identical but for the key, in the order of the keys.
using Group = std::vector<std::uint32_t>;

template <class Things, class ValueOf>
std::vector<Group> grouped(const Things& things, ValueOf value_of) {
  std::vector<Group> groups;
  const auto key_of = [&](const auto& thing) { return std::pair(value_of(thing), thing.key); };
  for (const std::uint32_t at : in_order(things, key_of)) {
    const bool starts = groups.empty() || value_of(things[groups.back().front()]) != value_of(things[at]);
    if (starts) groups.emplace_back();
    groups.back().push_back(at);
  }
  return groups;
}

/// Sets of wanted types that some offer joins, directly or by way of others; no two have a type in common.
std::vector<std::uint64_t> parts_of(std::span<const MatchOffer> offers, std::uint64_t wanted) {
  std::vector<std::uint64_t> parts;
  for (const MatchOffer& offer : offers) {
    std::uint64_t joined = offer.types & wanted;
    if (joined == 0) continue;
    for (const std::uint64_t part : parts) joined |= (part & offer.types) != 0 ? part : 0;
    std::erase_if(parts, [&](std::uint64_t part) { return (part & joined) != 0; });
    parts.push_back(joined);
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
struct Arc {
  std::int64_t capacity = 0, residual = 0, cost = 0;
  Traits::edge_descriptor reverse{};
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Arc>;

Traits::edge_descriptor add_arc(Graph& graph, std::size_t from, std::size_t to, std::int64_t capacity,
                                std::int64_t cost) {
  const auto there = boost::add_edge(from, to, {.capacity = capacity, .cost = cost}, graph).first;
  const auto back = boost::add_edge(to, from, {.cost = -cost}, graph).first;
  graph[there].reverse = back;
  graph[back].reverse = there;
  return there;
}

/// The matching of one part.
class Part {
 public:
  Part(std::span<const MatchNeed> needs, std::span<const MatchOffer> offers) : needs_(needs), offers_(offers) {}

  void solve(const std::vector<const Group*>& wanted, const std::vector<const Group*>& given,
             std::vector<std::uint32_t>& answer) {
    const std::size_t source = wanted.size() + given.size();
    const std::size_t sink = source + 1;
    Graph graph(sink + 1);
    std::vector<std::int64_t> capacity;
    for (const Group* group : given) capacity.push_back(capacity_of(*group));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      add_arc(graph, source, i, static_cast<std::int64_t>(wanted[i]->size()), 0);
    }
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      for (std::size_t j = 0; j < given.size(); ++j) {
        const MatchNeed& need = needs_[wanted[i]->front()];
        const MatchOffer& offer = offers_[given[j]->front()];
        if (!fits(need, offer)) continue;
        const std::int64_t most = std::min(capacity[j], static_cast<std::int64_t>(wanted[i]->size()));
        pairs.push_back({i, j, add_arc(graph, i, wanted.size() + j, most, need.cost + offer.time)});
      }
    }
    for (std::size_t j = 0; j < given.size(); ++j) add_arc(graph, wanted.size() + j, sink, capacity[j], 0);
    boost::successive_shortest_path_nonnegative_weights(graph, source, sink,
                                                        boost::capacity_map(boost::get(&Arc::capacity, graph))
                                                            .residual_capacity_map(boost::get(&Arc::residual, graph))
                                                            .reverse_edge_map(boost::get(&Arc::reverse, graph))
                                                            .weight_map(boost::get(&Arc::cost, graph)));
    deal_out(graph, pairs, wanted, given, answer);
  }

 private:
  struct Pair {
    std::size_t wanted, given;
    Traits::edge_descriptor arc;
  };

  std::int64_t capacity_of(const Group& group) const {
    std::int64_t total = 0;
    for (const std::uint32_t at : group) total += offers_[at].capacity;
    return total;
  }

  /// From groups back to each: in the order of the keys on both sides.
  void deal_out(const Graph& graph, const std::vector<Pair>& pairs, const std::vector<const Group*>& wanted,
                const std::vector<const Group*>& given, std::vector<std::uint32_t>& answer) const {
    std::vector<std::size_t> served(wanted.size(), 0);
    std::vector<std::size_t> at(given.size(), 0);
    std::vector<std::uint32_t> used(given.size(), 0);
    for (const Pair& pair : pairs) {
      const Group& group = *given[pair.given];
      for (std::int64_t flow = graph[pair.arc].capacity - graph[pair.arc].residual; flow > 0; --flow) {
        while (used[pair.given] == offers_[group[at[pair.given]]].capacity) {
          ++at[pair.given];
          used[pair.given] = 0;
        }
        ++used[pair.given];
        answer[(*wanted[pair.wanted])[served[pair.wanted]++]] = group[at[pair.given]];
      }
    }
  }

  std::span<const MatchNeed> needs_;
  std::span<const MatchOffer> offers_;
};

}  // namespace

std::vector<std::uint32_t> match(std::span<const MatchNeed> needs, std::span<const MatchOffer> offers) {
  check(needs, offers);
  std::vector<std::uint32_t> answer(needs.size(), unmatched);
  std::uint64_t types = 0;
  for (const MatchNeed& need : needs) types |= std::uint64_t{1} << need.type;
  const std::vector<Group> wanted =
      grouped(needs, [](const MatchNeed& n) { return std::tuple(n.type, n.cost, n.deadline); });
  const std::vector<Group> given =
      grouped(offers, [&](const MatchOffer& o) { return std::tuple(o.types & types, o.time); });
  for (const std::uint64_t part : parts_of(offers, types)) {
    std::vector<const Group*> here;
    std::vector<const Group*> offered;
    for (const Group& group : wanted) {
      if ((part >> needs[group.front()].type & 1U) != 0) here.push_back(&group);
    }
    for (const Group& group : given) {
      if ((part & offers[group.front()].types) != 0) offered.push_back(&group);
    }
    Part(needs, offers).solve(here, offered, answer);
  }
  return answer;
}

std::vector<std::uint32_t> match_in_order(std::span<const MatchNeed> needs, std::span<const MatchOffer> offers) {
  check(needs, offers);
  std::vector<std::uint32_t> answer(needs.size(), unmatched);
  std::vector<std::uint32_t> used(offers.size(), 0);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    for (std::size_t j = 0; j < offers.size(); ++j) {
      if (used[j] >= offers[j].capacity || !fits(needs[i], offers[j])) continue;
      ++used[j];
      answer[i] = static_cast<std::uint32_t>(j);
      break;
    }
  }
  return answer;
}

}  // namespace cogov
