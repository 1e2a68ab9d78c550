/// The streaming gather: everybody reads their neighbours' column from a CSR graph. What influence costs at least.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <functional>
#include <utility>
#include <vector>

#include "sim/distributions.hpp"
#include "sim/draw.hpp"

namespace cogov::bench {

namespace {

using Ties = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                boost::no_property, std::uint32_t, std::uint32_t>;

constexpr std::uint32_t block = 1000;  // residents whose rows are sorted among themselves, and whose ties are local
constexpr double mean_degree = 8;

std::vector<std::uint32_t> draw_degrees(std::uint32_t residents, bool sorted, const Luck& luck) {
  std::vector<std::uint32_t> degrees(residents);
  for (std::uint32_t r = 0; r < residents; ++r) {
    degrees[r] = poisson(luck.uniform({0, EntityType::resident, r}, 0, Why::test), mean_degree);
  }
  for (std::uint32_t first = 0; sorted && first < residents; first += block) {
    std::sort(degrees.begin() + first, degrees.begin() + std::min(first + block, residents), std::greater<>());
  }
  return degrees;
}

Ties draw_ties(std::uint32_t residents, bool local, bool sorted) {
  const Luck luck(2, 0);
  const std::vector<std::uint32_t> degrees = draw_degrees(residents, sorted, luck);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t r = 0; r < residents; ++r) {
    const std::uint32_t own = r / block * block;
    for (std::uint32_t i = 0; i < degrees[r]; ++i) {
      const std::uint64_t word = luck.bits({0, EntityType::resident, r}, i, Why::test, 1).a;
      const std::uint32_t other = local ? own + below(word, std::min(block, residents - own)) : below(word, residents);
      edges.emplace_back(r, other);
    }
  }
  return Ties(boost::edges_are_sorted, edges.begin(), edges.end(), residents);
}

/// Sums of neighbours, one pass. `Number` is the column's type, `Sum` holds sixteen or more of them.
template <class Number, class Sum>
void gather_pass(const Ties& ties, const std::vector<Number>& column, std::vector<Number>& next) {
  const auto residents = static_cast<std::uint32_t>(column.size());
  const Number* const values = column.data();
  for (std::uint32_t r = 0; r < residents; ++r) {
    const auto [begin, end] = boost::adjacent_vertices(r, ties);
    Sum sum = 0;
    for (auto other = begin; other != end; ++other) sum += values[*other];
    next[r] = static_cast<Number>(sum / Sum{16});
  }
}

/// Arguments: residents, ties within a block of 1,000 or anywhere, rows sorted by degree or not.
template <class Number, class Sum>
void gather(benchmark::State& state) {
  const auto residents = static_cast<std::uint32_t>(state.range(0));
  const Ties ties = draw_ties(residents, state.range(1) != 0, state.range(2) != 0);
  const std::vector<Number> column(residents, Number{3});
  std::vector<Number> next(residents);
  for (auto _ : state) {
    gather_pass<Number, Sum>(ties, column, next);
    benchmark::DoNotOptimize(next.data());
  }
  state.counters["ns_an_edge"] =
      benchmark::Counter(1e-9 * static_cast<double>(boost::num_edges(ties)),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void settings(benchmark::internal::Benchmark* b) {
  b->ArgNames({"residents", "local", "sorted"})
      ->ArgsProduct({{6'000, 1'000'000}, {0, 1}, {0, 1}})
      ->Unit(benchmark::kMillisecond);
}

BENCHMARK(gather<float, float>)->Apply(settings);
BENCHMARK(gather<std::uint16_t, std::uint32_t>)->Apply(settings);

}  // namespace

}  // namespace cogov::bench
