#include "sim/network/street_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sim/utf8.hpp"

namespace cogov {

namespace {

constexpr double longest_street_metres = 1'000'000;

}  // namespace

std::optional<std::uint32_t> Labels::number(std::string_view label, Spot at, FileProblems& problems) {
  if (label.empty()) {
    problems.add(at, fmt::format("the {} has no name", what_), {}, fmt::format("give each {} a name or number", what_));
    return {};
  }
  if (label.size() > longest_label) {
    problems.add(at, fmt::format("the name {} is longer than {} bytes", shown(label), longest_label), {},
                 "use shorter names or numbers");
    return {};
  }
  const auto [found, is_new] = numbers_.try_emplace(std::string(label), count());
  if (is_new && count() > most_import_nodes) {
    problems.stop(at, fmt::format("there are more than {} different names of a {}", most_import_nodes, what_),
                  "that is the most that is read", "cut out the part that is simulated");
  }
  return found->second;
}

std::optional<double> read_number(std::string_view text, const char* what, Spot at, FileProblems& problems) {
  double value = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (end != last || (error != std::errc{} && error != std::errc::result_out_of_range) || text.empty()) {
    problems.add(at, fmt::format("{} is {}", what, shown(text)), "a decimal number is expected",
                 "write it with digits and a point");
    return {};
  }
  if (error != std::errc{} || !std::isfinite(value)) {
    problems.add(at, fmt::format("{} is {}", what, shown(text)), "it must be finite", "give a number");
    return {};
  }
  return value;
}

std::optional<std::uint32_t> read_length(std::string_view text, Spot at, FileProblems& problems) {
  const std::optional<double> metres = read_number(text, "the length", at, problems);
  if (!metres) return {};
  if (*metres <= 0 || *metres > longest_street_metres) {
    problems.add(at, fmt::format("the length is {} m", shown(text)),
                 fmt::format("a street is longer than 0 and at most {:.0f} km long", longest_street_metres / 1000),
                 "give it in metres");
    return {};
  }
  return static_cast<std::uint32_t>(std::max(1.0, std::floor(*metres * 1000 + .5)));
}

MergeCounts add_streets(std::vector<RawStreet> raw, Streets& streets) {
  MergeCounts counts;
  counts.loops = std::erase_if(raw, [](const RawStreet& one) { return one.from == one.to; });
  const auto ends = [](const RawStreet& one) {
    return std::pair(std::min(one.from, one.to), std::max(one.from, one.to));
  };
  std::sort(raw.begin(), raw.end(), [&](const RawStreet& a, const RawStreet& b) {
    return std::tuple(ends(a), a.length_mm, a.kind) < std::tuple(ends(b), b.length_mm, b.kind);
  });
  for (auto first = raw.begin(); first != raw.end();) {
    const auto [low, high] = ends(*first);
    const auto last = std::find_if(first, raw.end(), [&](const RawStreet& one) { return ends(one) != ends(*first); });
    const auto total = static_cast<std::uint64_t>(last - first);
    const auto there = static_cast<std::uint64_t>(
        std::count_if(first, last, [start = low](const RawStreet& one) { return one.from == start; }));
    counts.both_ways += std::min(there, total - there);
    counts.parallel += std::max(there, total - there) - 1;
    streets.add_edge(StreetNodeId(std::size_t{low}), StreetNodeId(std::size_t{high}), first->length_mm, first->kind);
    first = last;
  }
  return counts;
}

namespace {

/// For each junction the lowest one that is connected with it.
std::vector<std::uint32_t> lowest_connected(const Streets& streets) {
  std::vector<std::uint32_t> parent(streets.nodes());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  };
  for (std::size_t edge = 0; edge < streets.edges(); ++edge) {
    const std::uint32_t a = root(streets.from[edge].row);
    const std::uint32_t b = root(streets.to[edge].row);
    parent[std::max(a, b)] = std::min(a, b);
  }
  for (std::uint32_t node = 0; node < parent.size(); ++node) parent[node] = root(node);
  return parent;
}

/// A part of a network: its lowest junction, and how many it has.
struct Part {
  std::uint32_t lowest = 0;
  std::uint32_t size = 0;
};

/// The largest first.
std::vector<Part> parts_of(const std::vector<std::uint32_t>& lowest) {
  std::vector<std::uint32_t> sizes(lowest.size(), 0);
  for (const std::uint32_t one : lowest) ++sizes[one];
  std::vector<Part> parts;
  for (std::uint32_t node = 0; node < sizes.size(); ++node) {
    if (sizes[node] > 0) parts.push_back({node, sizes[node]});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.size > b.size; });
  return parts;
}

std::string sizes_text(const std::vector<Part>& parts) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, parts.size()); ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ", parts[i].size);
  }
  return parts.size() > most ? text + ", ..." : text;
}

/// The junctions for which `keep` holds, renumbered, and the streets between them.
Streets only(const Streets& all, const std::vector<bool>& keep) {
  Streets some;
  std::vector<StreetNodeId> number(all.nodes());
  for (std::size_t node = 0; node < all.nodes(); ++node) {
    if (keep[node]) number[node] = some.add_node(all.x[node], all.y[node]);
  }
  for (std::size_t edge = 0; edge < all.edges(); ++edge) {
    const StreetNodeId from = number[all.from[edge].row];
    if (from.exists()) some.add_edge(from, number[all.to[edge].row], all.length_mm[edge], all.kind[edge]);
  }
  return some;
}

}  // namespace

void settle_parts(StreetsRead& read, KeepParts keep, FileProblems& problems) {
  const std::vector<std::uint32_t> lowest = lowest_connected(read.streets);
  const std::vector<Part> parts = parts_of(lowest);
  if (parts.size() < 2) return;
  const std::string what = fmt::format("the streets fall into {} parts without a way between them, of {} junctions",
                                       parts.size(), sizes_text(parts));
  if (keep == KeepParts::all) {
    problems.add({}, what, "nobody could get from one to another",
                 "mend the file, or keep the largest part only: streets.keep = \"largest\"");
    return;
  }
  std::vector<bool> kept(lowest.size());
  for (std::size_t node = 0; node < kept.size(); ++node) kept[node] = lowest[node] == parts.front().lowest;
  read.streets = only(read.streets, kept);
  read.notes.push_back(what + "; only the largest is kept");
}

void centre_positions(Streets& streets) {
  for (std::vector<double>* axis : {&streets.x, &streets.y}) {
    const auto [low, high] = std::minmax_element(axis->begin(), axis->end());
    const double middle = (*low + *high) / 2;
    for (double& one : *axis) one = std::floor((one - middle) * 1000 + .5) / 1000;
  }
}

}  // namespace cogov
