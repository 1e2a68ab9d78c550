/// What a run hands over: declared arrays, in a declared order. Files, digests, statistics and
/// documentation are all made from the same declarations.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cogov {

/// Which direction of a measure is better for the people concerned.
enum class Better { lower, higher, neither };

/// An axis of a measure, besides policy and replicate (every measure has those two first).
struct Dimension {
  std::string name;          ///< "day", "resident_class"; a valid netCDF name
  std::string long_name;     ///< English
  std::string long_name_zh;  ///< Chinese
  std::string unit = "1";
  std::vector<std::string> labels;  ///< one a position (English); empty: the positions are numbers
  std::vector<std::string> labels_zh;
  std::vector<std::int64_t> values;  ///< the coordinate when `labels` is empty

  [[nodiscard]] std::size_t size() const { return labels.empty() ? values.size() : labels.size(); }
  bool operator==(const Dimension&) const = default;
};

/// A declared result array of one run.
struct Measure {
  std::string name;          ///< "burden_days_median"
  std::string unit;          ///< UDUNITS-like: "1", "d", "h", "yuan"
  std::string long_name;     ///< English, a full description
  std::string long_name_zh;  ///< Chinese
  Better better = Better::neither;
  bool integer = false;                 ///< 64-bit integers; otherwise doubles
  std::vector<std::string> dimensions;  ///< names in Layout::dimensions; empty: one number a run

  bool operator==(const Measure&) const = default;
};

/// All arrays of a run, in the order in which they are stored and digested.
struct Layout {
  std::vector<Dimension> dimensions;
  std::vector<Measure> measures;

  [[nodiscard]] const Dimension& dimension(const std::string& name) const;
  /// Number of values of a measure in one run (the product of its dimensions).
  [[nodiscard]] std::size_t size(const Measure& measure) const;
  bool operator==(const Layout&) const = default;
};

/// One array, row-major over Measure::dimensions.
using Array = std::variant<std::vector<std::int64_t>, std::vector<double>>;

/// A column of a trace table.
struct TraceColumn {
  std::string name;  ///< "reported"
  std::string unit;  ///< "s", "1"
  std::string long_name;
  std::vector<std::int64_t> values;
};

/// A table of one run, kept with --trace: columns of equal length. Stored as a group of columns.
struct TraceTable {
  std::string name;  ///< "requests": the group
  std::string row;   ///< "request": the dimension that the columns share
  std::vector<TraceColumn> columns;
};

/// Which run of an experiment. Worlds are numbered on after the replicates: with R replicates, world w is
/// replicate R + w.
struct RunKey {
  std::uint32_t policy = 0;  ///< 0 is the baseline
  std::uint32_t replicate = 0;
  auto operator<=>(const RunKey&) const = default;
};

/// A parameter that nobody has measured, and what the plausible worlds draw for it. The same draw holds for all
/// policies of a world.
struct WorldParameter {
  std::string key;  ///< "patrol.notice_chance"
  std::string unit;
  std::string meaning;         ///< English, without a full stop
  std::string meaning_zh;      ///< Chinese
  double low = 0, high = 0;    ///< the range drawn from
  double fallback = 0;         ///< its value outside the worlds
  std::vector<double> values;  ///< by world

  bool operator==(const WorldParameter&) const = default;
};

/// Everything that one run yields. `arrays` follow Layout::measures.
struct RunResult {
  std::vector<Array> arrays;
  std::vector<TraceTable> trace;  ///< not part of the digest
  double wall_seconds = 0;        ///< goes to /timing only
};

/// Hex SHA-256 over a run's arrays in layout order, each value as 8 little-endian bytes.
[[nodiscard]] std::string run_digest(const Layout& layout, const RunResult& result);

/// Hex SHA-256 over the run digests (their hex text, one after another) in manifest order.
[[nodiscard]] std::string whole_digest(const std::vector<std::string>& run_digests);

/// Hex SHA-256 of bytes.
[[nodiscard]] std::string sha256(const void* bytes, std::size_t size);

}  // namespace cogov
