#include "output/import_bytes.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "output/durable.hpp"
#include "sim/errors.hpp"
#include "sim/results.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

static_assert(std::endian::native == std::endian::little, "the bytes of imports are little-endian");

constexpr std::string_view streets_mark = "cogov-streets-1\n";
constexpr std::string_view ties_mark = "cogov-ties-1\n";
constexpr std::size_t largest_file = std::size_t{1} << 30;

template <class Value>
void put(std::string& bytes, const Value& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class Value>
void put(std::string& bytes, const std::vector<Value>& values) {
  if (!values.empty()) bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]);
}

/// Takes bytes apart, trusting none of their counts.
class Parser {
 public:
  Parser(std::string_view bytes, const std::string& source, std::string_view mark) : bytes_(bytes), source_(source) {
    if (!bytes_.starts_with(mark)) refuse();
    bytes_.remove_prefix(mark.size());
  }
  std::uint64_t count(std::uint64_t most) {
    const std::uint64_t value = take<std::uint64_t>(1).front();
    if (value > most) refuse();
    return value;
  }
  template <class Value>
  std::vector<Value> take(std::uint64_t count) {
    if (bytes_.size() / sizeof(Value) < count) refuse();
    std::vector<Value> values(count);
    if (count > 0) std::memcpy(values.data(), bytes_.data(), count * sizeof(Value));
    bytes_.remove_prefix(count * sizeof(Value));
    return values;
  }
  void require(bool sound) const {
    if (!sound) refuse();
  }
  void end() const { require(bytes_.empty()); }

 private:
  [[noreturn]] void refuse() const {
    throw UserError(fmt::format("'{}' is damaged", source_), "it does not hold what its beginning says",
                    "undo the change, or start anew");
  }
  std::string_view bytes_;
  const std::string& source_;
};

}  // namespace

std::string bytes_of(const Streets& streets) {
  std::string bytes(streets_mark);
  put(bytes, std::uint64_t{streets.nodes()});
  put(bytes, std::uint64_t{streets.edges()});
  put(bytes, streets.x);
  put(bytes, streets.y);
  for (const StreetNodeId node : streets.from) put(bytes, node.row);
  for (const StreetNodeId node : streets.to) put(bytes, node.row);
  put(bytes, streets.length_mm);
  for (const StreetKind kind : streets.kind) put(bytes, static_cast<std::uint8_t>(kind));
  put(bytes, streets.locked_at_night);
  put(bytes, streets.closed_to_riders);
  return bytes;
}

std::string bytes_of(const TieList& list) {
  std::string bytes(ties_mark);
  put(bytes, std::uint64_t{list.people});
  put(bytes, std::uint64_t{list.ties.size()});
  for (const Tie& tie : list.ties) put(bytes, tie.a);
  for (const Tie& tie : list.ties) put(bytes, tie.b);
  for (const Tie& tie : list.ties) put(bytes, tie.kind);
  return bytes;
}

Streets streets_from(std::string_view bytes, const std::string& source) {
  Parser parser(bytes, source, streets_mark);
  const std::uint64_t nodes = parser.count(most_import_nodes);
  const std::uint64_t edges = parser.count(most_import_edges);
  Streets streets;
  const auto x = parser.take<double>(nodes), y = parser.take<double>(nodes);
  for (std::size_t n = 0; n < nodes; ++n) {
    parser.require(std::isfinite(x[n]) && std::isfinite(y[n]));
    streets.add_node(x[n], y[n]);
  }
  const auto from = parser.take<std::uint32_t>(edges), to = parser.take<std::uint32_t>(edges);
  const auto length = parser.take<std::uint32_t>(edges);
  const auto kind = parser.take<std::uint8_t>(edges);
  for (std::size_t e = 0; e < edges; ++e) {
    parser.require(from[e] < nodes && to[e] < nodes && length[e] > 0 && kind[e] <= 2);
    streets.add_edge(StreetNodeId(std::size_t{from[e]}), StreetNodeId(std::size_t{to[e]}), length[e],
                     static_cast<StreetKind>(kind[e]));
  }
  streets.locked_at_night = parser.take<std::uint8_t>(edges);
  streets.closed_to_riders = parser.take<std::uint8_t>(edges);
  parser.end();
  return streets;
}

TieList ties_from(std::string_view bytes, const std::string& source) {
  Parser parser(bytes, source, ties_mark);
  TieList list;
  list.people = static_cast<std::uint32_t>(parser.count(most_import_nodes));
  const std::uint64_t count = parser.count(most_import_edges);
  const auto a = parser.take<std::uint32_t>(count), b = parser.take<std::uint32_t>(count);
  const auto kind = parser.take<std::uint8_t>(count);
  parser.end();
  for (std::size_t t = 0; t < count; ++t) {
    parser.require(a[t] < b[t] && b[t] < list.people);
    list.ties.push_back({a[t], b[t], kind[t]});
  }
  return list;
}

// ---- the parts folder ----

fs::path streets_path(const fs::path& parts) { return parts / "streets.bin"; }
fs::path ties_path(const fs::path& parts) { return parts / "ties.bin"; }

namespace {

bool is_whole(const fs::path& file, const std::string& digest) {
  try {
    const std::string bytes = read_whole(file, largest_file);
    return sha256(bytes.data(), bytes.size()) == digest;
  } catch (const UserError&) {
    return false;
  }
}

template <class Network>
void keep(const fs::path& file, const std::shared_ptr<const Network>& network, const std::string& digest) {
  if (network == nullptr || is_whole(file, digest)) return;
  write_durably(file, fs::path(file).replace_extension(".tmp"), bytes_of(*network));
}

/// The bytes of a file that has the digest it should have.
std::string kept_bytes(const fs::path& file, const std::string& digest) {
  std::string bytes = read_whole(file, largest_file);
  if (sha256(bytes.data(), bytes.size()) != digest) {
    throw UserError(fmt::format("'{}' is damaged", file.string()), "its bytes don't fit the digest in the manifest",
                    "run the scenario again with --resume, which writes it anew");
  }
  return bytes;
}

}  // namespace

void keep_imports(const fs::path& parts, const Manifest& manifest) {
  keep(streets_path(parts), manifest.imports.streets, manifest.streets_digest);
  keep(ties_path(parts), manifest.imports.ties, manifest.ties_digest);
}

Imports kept_imports(const fs::path& parts, const Manifest& manifest) {
  Imports imports;
  if (!manifest.streets_digest.empty()) {
    const fs::path file = streets_path(parts);
    const std::string bytes = kept_bytes(file, manifest.streets_digest);
    imports.streets = std::make_shared<const Streets>(streets_from(bytes, file.string()));
  }
  if (!manifest.ties_digest.empty()) {
    const fs::path file = ties_path(parts);
    const std::string bytes = kept_bytes(file, manifest.ties_digest);
    imports.ties = std::make_shared<const TieList>(ties_from(bytes, file.string()));
  }
  return imports;
}

}  // namespace cogov
