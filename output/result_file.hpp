/// Reading a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "output/manifest.hpp"
#include "sim/results.hpp"

namespace cogov {

/// A result file that is open for reading. May be used from several threads.
class ResultFile {
 public:
  /// Opens it. The checksum over all of its bytes is compared before anything else looks at them,
  /// so a damaged file never reaches the HDF5 library; then its structure is compared with what its
  /// manifest declares. @throws UserError
  explicit ResultFile(std::filesystem::path file);
  ~ResultFile();
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const std::filesystem::path& path() const;
  [[nodiscard]] const Manifest& manifest() const;
  /// The digest of the whole, as stored.
  [[nodiscard]] const std::string& digest() const;
  /// The digest of a run, as stored.
  [[nodiscard]] const std::string& digest(RunKey key) const;

  /// Recomputes the digest of every run, of the whole, of imported networks and of the manifest, and compares
  /// the texts and coordinates with the manifest. In constant memory. @returns the digest of the whole
  /// @throws UserError naming what differs
  [[nodiscard]] std::string verify() const;

  /// The networks that the scenario read from other files, as far as it did. @throws UserError if they
  /// are not those of the manifest
  [[nodiscard]] Imports imports() const;

  /// A measure of all runs, row-major over (policy, replicate, dimensions...). Integers are exact up
  /// to 2^53. @throws UserError if there is no such measure
  [[nodiscard]] std::vector<double> values(const std::string& measure) const;
  /// The same measure in the worlds, row-major over (policy, world, dimensions...); empty if there are none.
  [[nodiscard]] std::vector<double> world_values(const std::string& measure) const;
  /// As values(), for a measure of integers, exact.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& measure) const;
  /// The declaration of a measure. @throws UserError if there is none
  [[nodiscard]] const Measure& measure(const std::string& name) const;

  [[nodiscard]] bool failed(RunKey key) const;
  /// Why a run failed; empty if it did not.
  [[nodiscard]] const std::string& failure(RunKey key) const;
  /// Wall seconds of a run.
  [[nodiscard]] double wall_seconds(RunKey key) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cogov
