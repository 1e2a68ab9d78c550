#include "output/import_groups.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "output/chunks.hpp"
#include "output/file_table.hpp"

namespace cogov {

using h5::Dataset;
using h5::Group;
using h5::Shape;
using h5::Storage;
using h5::Type;

namespace {

Dataset create_dimension(Group& group, const char* name, std::size_t size) {
  Dataset scale = group.create(name, Storage{.type = Type::int8, .shape = {size}});
  scale.make_scale("");
  return scale;
}

/// Writes the columns of one group as file_table.cpp declares them.
class ColumnWriter {
 public:
  ColumnWriter(Group& group, const std::string& path) : group_(group), path_(path) {}

  /// @param word  gives the 8 bytes of a row, by its number
  template <class Word>
  void write(const char* name, const Dataset& scale, const Word& word) {
    const VariableRow& row = variable_row(path_ + "/" + name);
    const Shape shape = scale.shape();
    const Shape chunk = chunk_shape(shape);
    const Type type = std::string(row.type) == "float64" ? Type::float64 : Type::int64;
    Dataset dataset = group_.create(name, Storage{.type = type, .shape = shape, .chunk = chunk});
    dataset.set("units", row.unit);
    dataset.set("long_name", row.long_name);
    dataset.set("long_name_zh", row.long_name_zh);
    dataset.attach(scale, 0);
    std::vector<std::uint64_t> words(shape[0]);
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = word(i);
    write_filtered(dataset, shape, chunk, words, 0);
  }

 private:
  Group& group_;
  const std::string path_;
};

void write_network(Group& root, const Streets& s) {
  Group group = root.create_group("network");
  const Dataset nodes = create_dimension(group, "street_node", s.nodes());
  const Dataset edges = create_dimension(group, "street_edge", s.edges());
  ColumnWriter columns(group, "/network");
  columns.write("x", nodes, [&](std::size_t n) { return std::bit_cast<std::uint64_t>(s.x[n]); });
  columns.write("y", nodes, [&](std::size_t n) { return std::bit_cast<std::uint64_t>(s.y[n]); });
  columns.write("from", edges, [&](std::size_t e) { return std::uint64_t{s.from[e].row}; });
  columns.write("to", edges, [&](std::size_t e) { return std::uint64_t{s.to[e].row}; });
  columns.write("length_mm", edges, [&](std::size_t e) { return std::uint64_t{s.length_mm[e]}; });
  columns.write("kind", edges, [&](std::size_t e) { return static_cast<std::uint64_t>(s.kind[e]); });
  columns.write("locked_at_night", edges, [&](std::size_t e) { return std::uint64_t{s.locked_at_night[e]}; });
  columns.write("closed_to_riders", edges, [&](std::size_t e) { return std::uint64_t{s.closed_to_riders[e]}; });
}

void write_ties(Group& root, const TieList& list) {
  Group group = root.create_group("ties");
  group.set("people", std::int64_t{list.people});
  const Dataset scale = create_dimension(group, "tie", list.ties.size());
  ColumnWriter columns(group, "/ties");
  columns.write("a", scale, [&](std::size_t t) { return std::uint64_t{list.ties[t].a}; });
  columns.write("b", scale, [&](std::size_t t) { return std::uint64_t{list.ties[t].b}; });
  columns.write("kind", scale, [&](std::size_t t) { return std::uint64_t{list.ties[t].kind}; });
}

// ---- reading ----

[[noreturn]] void refuse(const std::string& what) { throw h5::Failure(what + " is not stored as declared"); }

std::size_t length_of(const Group& group, const char* dimension, std::size_t most) {
  const Shape shape = group.dataset(dimension).shape();
  if (shape.size() != 1 || shape[0] > most) refuse(dimension);
  return shape[0];
}

/// Whole numbers of a column, none above `most`.
template <class Value>
std::vector<Value> whole_column(const Group& group, const char* name, std::size_t length, std::int64_t most) {
  const Dataset dataset = group.dataset(name);
  if (dataset.shape() != Shape{length} || dataset.type() != Type::int64) refuse(name);
  std::vector<std::int64_t> stored(length);
  dataset.read(stored.data(), Type::int64);
  std::vector<Value> values;
  values.reserve(length);
  for (const std::int64_t one : stored) {
    if (one < 0 || one > most) refuse(name);
    values.push_back(static_cast<Value>(one));
  }
  return values;
}

std::vector<double> real_column(const Group& group, const char* name, std::size_t length) {
  const Dataset dataset = group.dataset(name);
  if (dataset.shape() != Shape{length} || dataset.type() != Type::float64) refuse(name);
  std::vector<double> values(length);
  dataset.read(values.data(), Type::float64);
  for (const double one : values) {
    if (!std::isfinite(one)) refuse(name);
  }
  return values;
}

}  // namespace

void write_imports(Group& root, const Imports& imports) {
  if (imports.streets) write_network(root, *imports.streets);
  if (imports.ties) write_ties(root, *imports.ties);
}

Streets read_network(const Group& root) {
  const Group group = root.group("network");
  const std::size_t nodes = length_of(group, "street_node", most_import_nodes);
  const std::size_t edges = length_of(group, "street_edge", most_import_edges);
  const std::int64_t last = static_cast<std::int64_t>(nodes) - 1;
  const std::vector<double> x = real_column(group, "x", nodes);
  const std::vector<double> y = real_column(group, "y", nodes);
  const auto from = whole_column<std::uint32_t>(group, "from", edges, last);
  const auto to = whole_column<std::uint32_t>(group, "to", edges, last);
  const auto length = whole_column<std::uint32_t>(group, "length_mm", edges, std::numeric_limits<std::uint32_t>::max());
  const auto kind = whole_column<std::uint8_t>(group, "kind", edges, 2);
  Streets streets;
  for (std::size_t n = 0; n < nodes; ++n) streets.add_node(x[n], y[n]);
  for (std::size_t e = 0; e < edges; ++e) {
    if (length[e] == 0) refuse("length_mm");
    streets.add_edge(StreetNodeId(std::size_t{from[e]}), StreetNodeId(std::size_t{to[e]}), length[e],
                     static_cast<StreetKind>(kind[e]));
  }
  streets.locked_at_night = whole_column<std::uint8_t>(group, "locked_at_night", edges, 1);
  streets.closed_to_riders = whole_column<std::uint8_t>(group, "closed_to_riders", edges, 1);
  return streets;
}

TieList read_ties(const Group& root) {
  const Group group = root.group("ties");
  const std::size_t count = length_of(group, "tie", most_import_edges);
  const std::int64_t people = group.integer("people");
  if (people < 0 || people > most_import_nodes) refuse("people");
  const auto a = whole_column<std::uint32_t>(group, "a", count, people - 1);
  const auto b = whole_column<std::uint32_t>(group, "b", count, people - 1);
  const auto kind = whole_column<std::uint8_t>(group, "kind", count, 255);
  TieList list{static_cast<std::uint32_t>(people), {}};
  for (std::size_t t = 0; t < count; ++t) list.ties.push_back({a[t], b[t], kind[t]});
  return list;
}

}  // namespace cogov
