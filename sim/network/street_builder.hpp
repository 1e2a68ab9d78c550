/// What the readers of street networks share: labels, checked numbers, streets merged into canonical order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/network/imports.hpp"
#include "sim/network/text_stream.hpp"

namespace cogov {

/// What becomes of a network that falls into parts between which there is no way.
enum class KeepParts : std::uint8_t {
  all,     ///< it is refused
  largest  ///< only the part with the most junctions is kept (of equal ones, that with the first junction)
};

/// A network as it was read, and what a reader of it should know.
struct StreetsRead {
  Streets streets;
  std::vector<std::string> notes;  ///< sentences: what was merged or left out
};

/// Numbers for labels, from 0 in the order in which they come.
class Labels {
 public:
  /// @param what  "junction": for messages
  explicit Labels(const char* what) : what_(what) {}
  /// The number of a label, which may be new. Nothing where the label is empty or too long, which is a problem.
  /// Stops at the first one beyond `most_import_nodes`.
  std::optional<std::uint32_t> number(std::string_view label, Spot at, FileProblems& problems);
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  const char* what_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  ///< never walked through: its order means nothing
};

/// A finite decimal number. Nothing otherwise, which is a problem. @param what  "the length": for messages
std::optional<double> read_number(std::string_view text, const char* what, Spot at, FileProblems& problems);

/// A length in metres as whole millimetres, at least 1. Nothing for what is no length, which is a problem.
std::optional<std::uint32_t> read_length(std::string_view text, Spot at, FileProblems& problems);

/// A street as a file has it.
struct RawStreet {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t length_mm = 0;  ///< 0: not given
  Spot at;
  StreetKind kind = StreetKind::road;
};

/// How many streets of a file were put together.
struct MergeCounts {
  std::uint64_t both_ways = 0;  ///< given in both directions
  std::uint64_t parallel = 0;   ///< longer than another between the same junctions
  std::uint64_t loops = 0;      ///< lead back to where they begin
};

/// Puts streets into canonical order: each pair of junctions once, `from` below `to`, sorted; of several
/// the shortest. Loops are dropped. Junctions stay as they are. Lengths must be given.
MergeCounts add_streets(std::vector<RawStreet> raw, Streets& streets);

/// Sees to it that the network is in one part. Otherwise, keeps the largest and says so in a note, or reports a
/// problem that names how large the parts are.
void settle_parts(StreetsRead& read, KeepParts keep, FileProblems& problems);

/// Moves the origin to the middle of the box around all junctions, and rounds to millimetres.
void centre_positions(Streets& streets);

}  // namespace cogov
