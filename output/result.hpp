/// A result to read, wherever it is held: in a file, or in memory while a page is looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/manifest.hpp"
#include "sim/results.hpp"

namespace cogov {

/// What comparisons and pages are made from.
class Result {
 public:
  virtual ~Result() = default;

  /// The file, or what stands for its name in messages.
  [[nodiscard]] virtual const std::filesystem::path& path() const = 0;
  [[nodiscard]] virtual const Manifest& manifest() const = 0;
  /// The digest of the whole.
  [[nodiscard]] virtual const std::string& digest() const = 0;
  /// The digest of a run.
  [[nodiscard]] virtual const std::string& digest(RunKey key) const = 0;
  [[nodiscard]] virtual bool failed(RunKey key) const = 0;
  /// The networks that the scenario read from other files, as far as it did.
  [[nodiscard]] virtual Imports imports() const = 0;

  /// A measure of all runs, row-major over (policy, replicate, dimensions...). Integers are exact up to 2^53.
  /// @throws UserError if there is no such measure
  [[nodiscard]] virtual std::vector<double> values(const std::string& measure) const = 0;
  /// The same measure in the worlds, row-major over (policy, world, dimensions...); empty if there are none.
  [[nodiscard]] virtual std::vector<double> world_values(const std::string& measure) const = 0;
};

}  // namespace cogov
