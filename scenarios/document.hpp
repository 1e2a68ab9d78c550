/// TOML text as a table, with every syntax error that can be told apart.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>

#include "scenarios/problems.hpp"

namespace cogov {

/// A parsed file. `text` has passed check_source.
struct Document {
  std::string name;  ///< as it is called in messages
  toml::table table;
  bool whole = true;  ///< false when the rest was cut off after a damaged [[header]]

  /// Where a key or a value stands.
  [[nodiscard]] Location at(const toml::source_region& region) const {
    return {name, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
  }
  [[nodiscard]] Location at(const toml::key& key) const { return at(key.source()); }
  [[nodiscard]] Location at(const toml::node& node) const { return at(node.source()); }
};

/// Parses TOML. A line that is wrong in itself, or that repeats a key, is reported, left out, and the
/// rest is parsed again, so that one run shows all problems. Nothing is returned when no sense can be
/// made of what is left (its problem is reported).
[[nodiscard]] std::optional<Document> parse_document(std::string text, const std::string& name, Problems& problems);

/// Begins the name of a table that stands in for a table header that was left out.
inline constexpr std::string_view broken_table = "a table header that was left out ";

}  // namespace cogov
