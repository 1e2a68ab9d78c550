/// A social network among the residents of one community, and from there to other communities.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/ids.hpp"

namespace cogov {

/// Rows are residents, 32-bit; each tie stands in both rows.
using TieGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                    boost::no_property, std::uint32_t, std::uint32_t>;

/// A tie between two rows of one community.
struct Tie {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint8_t kind = 0;  ///< up to the caller
  auto operator<=>(const Tie&) const = default;
};

/// A tie to another community, as seen from here.
struct CrossTie {
  std::uint32_t here = 0;       ///< row
  std::uint32_t community = 0;  ///< where the other lives
  std::uint32_t there = 0;      ///< row there
  auto operator<=>(const CrossTie&) const = default;
};

/// The ties of one community: built once, changed by nobody.
struct TieNetwork {
  TieGraph graph;
  std::vector<std::uint8_t> kind;  ///< by edge of the graph
  std::vector<CrossTie> cross;     ///< sorted, each once; few, and held apart
  std::vector<std::uint32_t>
      by_degree;  ///< rows, those with the fewest ties first: a gather then predicts its loop ends

  /// Rows tied to a row within the community, in ascending order, and how many they are.
  [[nodiscard]] std::span<const std::uint32_t> neighbours(std::uint32_t row) const;
  [[nodiscard]] std::uint32_t degree(std::uint32_t row) const;
  [[nodiscard]] std::size_t rows() const { return boost::num_vertices(graph); }

  /// Takes over the ties to other communities, in any order; repetitions are dropped.
  void set_cross(std::vector<CrossTie> ties);
};

/// Builds from ties in any order and either direction; self-ties and repetitions are dropped (of two kinds
/// between the same rows the lower stays). Time and memory grow linearly.
///
/// InternalError where a tie names a row that isn't there.
[[nodiscard]] TieNetwork build_ties(std::uint32_t rows, const std::vector<Tie>& ties, std::vector<CrossTie> cross);

/// What is reported of a network.
struct TieFigures {
  double mean_degree = 0;  ///< cross ties included
  double clustering = 0;   ///< mean local clustering of rows with two ties or more in their community
  double giant_share = 0;  ///< of rows, in the largest connected part
  bool operator==(const TieFigures&) const = default;
};

/// Figures of one community; cross ties count for the degree only.
[[nodiscard]] TieFigures figures_of(const TieNetwork& ties);

/// Figures of all communities together, number by number, connected by their cross ties.
[[nodiscard]] TieFigures figures_of(std::span<const TieNetwork* const> communities);

}  // namespace cogov
