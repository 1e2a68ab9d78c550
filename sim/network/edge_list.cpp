#include "sim/network/edge_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/network/csv_rows.hpp"
#include "sim/utf8.hpp"

namespace cogov {

namespace {

constexpr double farthest_metres = 1e8;

/// Two labels, and where they stand.
struct Pair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  Spot at;
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> sorted() const { return {std::min(a, b), std::max(a, b)}; }
};

/// Two labels of a row. Nothing where they are faulty or the same.
std::optional<Pair> read_pair(const CsvRows& rows, std::size_t a, std::size_t b, Labels& labels, const char* what,
                              FileProblems& problems) {
  const std::optional<std::uint32_t> from = labels.number(rows[a].text, rows[a].at, problems);
  const std::optional<std::uint32_t> to = labels.number(rows[b].text, rows[b].at, problems);
  if (!from || !to) return {};
  if (*from == *to) {
    problems.add(rows[b].at, fmt::format("the {} leads from {} to itself", what, shown(rows[a].text)), {},
                 "remove the line");
    return {};
  }
  return Pair{*from, *to, rows[a].at};
}

void refuse_too_many(std::size_t count, Spot at, FileProblems& problems) {
  if (count < most_import_edges) return;
  problems.stop(at, fmt::format("there are more than {} lines", most_import_edges), "that is the most that is read",
                "cut out the part that is simulated");
}

/// Reports pairs that are there twice. Sorts them.
void refuse_repeated(std::vector<Pair>& pairs, const char* what, FileProblems& problems) {
  std::sort(pairs.begin(), pairs.end(), [](const Pair& one, const Pair& other) {
    return std::tuple(one.sorted(), one.at.line) < std::tuple(other.sorted(), other.at.line);
  });
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    if (pairs[i].sorted() != pairs[i - 1].sorted()) continue;
    problems.add(pairs[i].at, fmt::format("the {} is there twice", what),
                 fmt::format("between the same two in line {}", pairs[i - 1].at.line), "keep one of the two");
  }
}

// ---- streets ----

class StreetListReader {
 public:
  StreetListReader(TextStream& text, KeepParts keep) : rows_(text), problems_(text.problems()), keep_(keep) {}

  StreetsRead read() {
    rows_.read_header({"from", "to", "metres"}, {"from_x", "from_y", "to_x", "to_y"});
    require_all_or_none();
    while (rows_.next()) read_street();
    if (raw_.empty()) problems_.add({}, "there are no streets", "the file has a header only", "add a line for each");
    std::vector<Pair> pairs;
    for (const RawStreet& one : raw_) pairs.push_back({one.from, one.to, one.at});
    refuse_repeated(pairs, "street", problems_);
    problems_.throw_if_any();
    places_.resize(labels_.count());
    for (const Place& place : places_) read_.streets.add_node(place.x, place.y);
    add_streets(std::move(raw_), read_.streets);
    settle_parts(read_, keep_, problems_);
    problems_.throw_if_any();
    if (!placed_) lay_out(read_.streets);
    centre_positions(read_.streets);
    return std::move(read_);
  }

 private:
  /// Where a junction lies, and the line that says so, 0 if none does.
  struct Place {
    double x = 0;
    double y = 0;
    int line = 0;
  };

  void require_all_or_none() {
    std::size_t there = 0;
    for (const char* column : {"from_x", "from_y", "to_x", "to_y"}) there += rows_.has(column) ? 1 : 0;
    placed_ = there == 4;
    if (there == 0 || placed_) return;
    problems_.stop({1, 1}, "some columns of positions are missing", "both ends of a street have x and y",
                   "give from_x, from_y, to_x and to_y, or none of them");
  }

  void read_street() {
    const std::size_t from = rows_.index("from");
    const std::size_t to = rows_.index("to");
    const CsvRows::Field& metres = rows_[rows_.index("metres")];
    refuse_too_many(raw_.size(), rows_.at(), problems_);
    const auto length = read_length(metres.text, metres.at, problems_);
    const auto pair = read_pair(rows_, from, to, labels_, "street", problems_);
    if (!pair) return;
    if (placed_) {
      place(pair->a, rows_[from], "from_x", "from_y");
      place(pair->b, rows_[to], "to_x", "to_y");
    }
    raw_.push_back({pair->a, pair->b, length.value_or(1), pair->at, StreetKind::road});
  }

  /// Takes the position of one end; it must be the same in all lines.
  void place(std::uint32_t node, const CsvRows::Field& label, const char* x_column, const char* y_column) {
    const std::optional<double> x = position_in(x_column);
    const std::optional<double> y = position_in(y_column);
    if (!x || !y) return;
    if (places_.size() <= node) places_.resize(node + 1);
    Place& known = places_[node];
    if (known.line > 0 && (known.x != *x || known.y != *y)) {
      problems_.add(rows_[rows_.index(x_column)].at, fmt::format("{} lies in two places", shown(label.text)),
                    fmt::format("at {}, {} in line {}", known.x, known.y, known.line), "give one position");
    }
    known = {*x, *y, label.at.line};
  }

  std::optional<double> position_in(const char* column) {
    const CsvRows::Field& field = rows_[rows_.index(column)];
    const auto value = read_number(field.text, "the position", field.at, problems_);
    if (!value || std::abs(*value) <= farthest_metres) return value;
    problems_.add(field.at, fmt::format("the position is {} m", shown(field.text)),
                  fmt::format("positions go from {} to {} m", -farthest_metres, farthest_metres), "give it in metres");
    return {};
  }

  CsvRows rows_;
  FileProblems& problems_;
  KeepParts keep_;
  bool placed_ = false;
  Labels labels_{"junction"};
  std::vector<RawStreet> raw_;
  std::vector<Place> places_;  ///< by junction
  StreetsRead read_;
};

}  // namespace

StreetsRead read_street_list(TextStream& text, KeepParts keep) { return StreetListReader(text, keep).read(); }

StreetsRead read_street_list(const std::filesystem::path& file, const std::string& name, KeepParts keep) {
  TextStream text = TextStream::of_file(file, name);
  return read_street_list(text, keep);
}

TieList read_tie_list(TextStream& text) {
  FileProblems& problems = text.problems();
  CsvRows rows(text);
  rows.read_header({"a", "b"}, {});
  const std::size_t a = rows.index("a");
  const std::size_t b = rows.index("b");
  Labels labels("person");
  std::vector<Pair> pairs;
  while (rows.next()) {
    refuse_too_many(pairs.size(), rows.at(), problems);
    if (const auto pair = read_pair(rows, a, b, labels, "tie", problems)) pairs.push_back(*pair);
  }
  if (pairs.empty()) problems.add({}, "there are no ties", "the file has a header only", "add a line for each");
  refuse_repeated(pairs, "tie", problems);
  problems.throw_if_any();
  TieList list{labels.count(), {}};
  for (const Pair& pair : pairs) list.ties.push_back({pair.sorted().first, pair.sorted().second, 0});
  return list;
}

TieList read_tie_list(const std::filesystem::path& file, const std::string& name) {
  TextStream text = TextStream::of_file(file, name);
  return read_tie_list(text);
}

}  // namespace cogov
