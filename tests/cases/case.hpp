/// The table of mechanisms as tests see it: one entry for each line of mechanisms.def, in tests/cases/NAME.cpp. The
/// same four checks are made for all of them in tests/rows/row_checks_test.cpp: zero is exactly zero; on, it
/// moves its measures; it costs what it says; and its failure can be shown.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/properties/support.hpp"

namespace cogov::testing {

using Change = std::function<void(Settings&)>;

/// Nothing is changed.
inline void as_it_is(Settings&) {}

/// Where a measure goes; a sum over the replicates of the check, on the same luck.
enum class Goes { up, down };
struct Move {
  std::string measure;
  Goes goes = Goes::down;
  std::size_t at = 0;  ///< of a measure with dimensions: the position
};

/// What a finished policy shows: sums over the replicates of the check.
class Seen {
 public:
  Seen(const Layout& layout, std::vector<RunResult> runs) : layout_(&layout), runs_(std::move(runs)) {}
  [[nodiscard]] double of(const std::string& measure, std::size_t at = 0) const;
  /// Quantity booked under a cost item, by its English word.
  [[nodiscard]] double booked(const std::string& item) const;
  [[nodiscard]] double replicates() const { return static_cast<double>(runs_.size()); }

 private:
  const Layout* layout_;
  std::vector<RunResult> runs_;
};

/// What it costs by the books, and what it should by what it did: both of a run with it on.
struct Cost {
  std::function<double(const Seen&)> booked;
  std::function<double(const Seen&)> stated;
  double tolerance = 1e-9;  ///< relative
};

/// One mechanism.
struct MechanismCase {
  std::string section;
  Change zero = as_it_is;       ///< on the mechanism's defaults: the settings at which it does nothing
  Size size{};                  ///< of the society of the other checks
  Change place = as_it_is;      ///< what holds there for everybody
  Change on = as_it_is;         ///< on the mechanism's defaults: settings under which it shows within the days
  std::vector<Move> moves{};    ///< with it on against off
  std::vector<Cost> costs{};    ///< with it on
  Change failing = as_it_is;    ///< after `on`: settings under which it fails
  std::vector<Move> failure{};  ///< failing against on, or against off
  bool against_off = false;     ///< what `failure` is against
  /// What its keys need before they can act, by the last part of the key, after `place` and `on`: each key is changed
  /// alone, and the digest has to change (tests/rows/key_effects_test.cpp).
  std::function<void(Settings&, const std::string& key)> prepare = {};
  std::uint32_t replicates = 2;
};

/// All of them, in the order of mechanisms.def.
[[nodiscard]] const std::vector<MechanismCase>& mechanism_cases();

/// The case of a section; none if it is no mechanism's.
[[nodiscard]] const MechanismCase* case_of(const std::string& section);

}  // namespace cogov::testing
