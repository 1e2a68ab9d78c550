#include "sim/network/ties.hpp"

#include <algorithm>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <utility>

#include "sim/engine.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// One end of a tie, as it stands in a row.
struct End {
  std::uint32_t other;
  std::uint8_t kind;
  auto operator<=>(const End&) const = default;
};

/// Both ends of all ties, by row: those of row r stand from first[r] to first[r + 1].
struct Ends {
  std::vector<std::uint32_t> first;
  std::vector<End> ends;
};

Ends by_row(std::uint32_t rows, const std::vector<Tie>& ties) {
  Ends sorted{.first = std::vector<std::uint32_t>(rows + 1, 0), .ends = {}};
  for (const Tie& tie : ties) {
    EXPECT(tie.a < rows && tie.b < rows);
    if (tie.a == tie.b) continue;
    ++sorted.first[tie.a + 1];
    ++sorted.first[tie.b + 1];
  }
  for (std::uint32_t row = 0; row < rows; ++row) sorted.first[row + 1] += sorted.first[row];
  sorted.ends.resize(sorted.first[rows]);
  std::vector<std::uint32_t> at(sorted.first.begin(), sorted.first.end() - 1);
  for (const Tie& tie : ties) {
    if (tie.a == tie.b) continue;
    sorted.ends[at[tie.a]++] = {tie.b, tie.kind};
    sorted.ends[at[tie.b]++] = {tie.a, tie.kind};
  }
  return sorted;
}

/// Rows in order of their degree; rows of one degree stay in order.
std::vector<std::uint32_t> order_by_degree(const TieGraph& graph) {
  const auto rows = static_cast<std::uint32_t>(boost::num_vertices(graph));
  std::uint32_t most = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    most = std::max(most, static_cast<std::uint32_t>(boost::out_degree(row, graph)));
  }
  std::vector<std::uint32_t> first(most + 2, 0);
  for (std::uint32_t row = 0; row < rows; ++row) ++first[boost::out_degree(row, graph) + 1];
  for (std::uint32_t degree = 0; degree < most; ++degree) first[degree + 1] += first[degree];
  std::vector<std::uint32_t> order(rows);
  for (std::uint32_t row = 0; row < rows; ++row) order[first[boost::out_degree(row, graph)]++] = row;
  return order;
}

/// Ties among a row's neighbours over those there could be. `marks` is 0 for all rows, before and after.
double clustering_of(const TieNetwork& ties, std::uint32_t row, std::vector<std::uint8_t>& marks) {
  const auto near = ties.neighbours(row);
  for (const std::uint32_t other : near) marks[other] = 1;
  std::uint64_t closed = 0;  // each tie between two neighbours is met from both
  for (const std::uint32_t other : near) {
    for (const std::uint32_t third : ties.neighbours(other)) closed += marks[third];
  }
  for (const std::uint32_t other : near) marks[other] = 0;
  const auto n = static_cast<double>(near.size());
  return static_cast<double>(closed) / (n * (n - 1));
}

struct Clustering {
  double sum = 0;
  std::uint64_t rows = 0;  ///< with two ties or more
};

Clustering clustering_of(const TieNetwork& ties) {
  Clustering result;
  std::vector<std::uint8_t> marks(ties.rows(), 0);
  for (std::uint32_t row = 0; row < ties.rows(); ++row) {
    if (ties.degree(row) < 2) continue;
    result.sum += clustering_of(ties, row, marks);
    ++result.rows;
  }
  return result;
}

/// Rows in the largest connected part. `first` is the number of rows in the communities before each; `across`:
/// cross ties connect.
std::uint32_t largest_part(std::span<const TieNetwork* const> communities, const std::vector<std::uint32_t>& first,
                           bool across) {
  const std::uint32_t rows = first.back();
  std::vector<std::uint8_t> rank(rows, 0);
  std::vector<std::uint32_t> parent(rows);
  const boost::typed_identity_property_map<std::uint32_t> self;
  boost::disjoint_sets parts(boost::make_iterator_property_map(rank.data(), self),
                             boost::make_iterator_property_map(parent.data(), self));
  for (std::uint32_t row = 0; row < rows; ++row) parts.make_set(row);
  for (std::size_t c = 0; c < communities.size(); ++c) {
    const TieNetwork& ties = *communities[c];
    for (std::uint32_t row = 0; row < ties.rows(); ++row) {
      for (const std::uint32_t other : ties.neighbours(row)) {
        if (row < other) parts.union_set(first[c] + row, first[c] + other);
      }
    }
    for (const CrossTie& tie : ties.cross) {
      if (across) parts.union_set(first[c] + tie.here, first[tie.community] + tie.there);
    }
  }
  std::vector<std::uint32_t> size(rows, 0);
  std::uint32_t largest = 0;
  for (std::uint32_t row = 0; row < rows; ++row) largest = std::max(largest, ++size[parts.find_set(row)]);
  return largest;
}

}  // namespace

std::span<const std::uint32_t> TieNetwork::neighbours(std::uint32_t row) const {
  const auto [begin, end] = boost::adjacent_vertices(row, graph);
  return {begin, end};
}

std::uint32_t TieNetwork::degree(std::uint32_t row) const {
  return static_cast<std::uint32_t>(boost::out_degree(row, graph));
}

void TieNetwork::set_cross(std::vector<CrossTie> ties) {
  cross = std::move(ties);
  std::sort(cross.begin(), cross.end());
  cross.erase(std::unique(cross.begin(), cross.end()), cross.end());
  cross.shrink_to_fit();
}

TieNetwork build_ties(std::uint32_t rows, const std::vector<Tie>& ties, std::vector<CrossTie> cross) {
  Ends sorted = by_row(rows, ties);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  TieNetwork network;
  edges.reserve(sorted.ends.size());
  network.kind.reserve(sorted.ends.size());
  for (std::uint32_t row = 0; row < rows; ++row) {
    std::sort(sorted.ends.begin() + sorted.first[row], sorted.ends.begin() + sorted.first[row + 1]);
    for (std::uint32_t i = sorted.first[row]; i < sorted.first[row + 1]; ++i) {
      if (i > sorted.first[row] && sorted.ends[i].other == sorted.ends[i - 1].other) continue;
      edges.emplace_back(row, sorted.ends[i].other);
      network.kind.push_back(sorted.ends[i].kind);
    }
  }
  network.kind.shrink_to_fit();
  network.graph =
      TieGraph(boost::edges_are_sorted, edges.begin(), edges.end(), rows, static_cast<std::uint32_t>(edges.size()));
  network.by_degree = order_by_degree(network.graph);
  network.set_cross(std::move(cross));
  return network;
}

namespace {

TieFigures figures(std::span<const TieNetwork* const> communities, bool across) {
  const auto count = static_cast<std::uint32_t>(communities.size());
  std::vector<Clustering> clustering(count);
  for_each_community(count, [&](std::uint32_t c) { clustering[c] = clustering_of(*communities[c]); });
  std::vector<std::uint32_t> first{0};
  Clustering all;
  std::uint64_t ends = 0;
  for (std::uint32_t c = 0; c < count; ++c) {
    first.push_back(first.back() + static_cast<std::uint32_t>(communities[c]->rows()));
    all.sum += clustering[c].sum;
    all.rows += clustering[c].rows;
    ends += boost::num_edges(communities[c]->graph) + communities[c]->cross.size();
  }
  if (first.back() == 0) return {};
  const auto rows = static_cast<double>(first.back());
  return {.mean_degree = static_cast<double>(ends) / rows,
          .clustering = all.rows > 0 ? all.sum / static_cast<double>(all.rows) : 0,
          .giant_share = largest_part(communities, first, across) / rows};
}

}  // namespace

TieFigures figures_of(const TieNetwork& ties) {
  const TieNetwork* const one = &ties;
  return figures({&one, 1}, false);
}

TieFigures figures_of(std::span<const TieNetwork* const> communities) { return figures(communities, true); }

}  // namespace cogov
