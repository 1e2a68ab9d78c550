/// Reading a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "output/result.hpp"

namespace cogov {

/// A result file that is open for reading. May be used from several threads.
class ResultFile final : public Result {
 public:
  /// Opens it. The checksum over all of its bytes is compared before anything else looks at them,
  /// so a damaged file never reaches the HDF5 library; then its structure is compared with what its
  /// manifest declares. @throws UserError
  explicit ResultFile(std::filesystem::path file);
  ~ResultFile() override;
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) noexcept;

  [[nodiscard]] const std::filesystem::path& path() const override;
  [[nodiscard]] const Manifest& manifest() const override;
  /// Digests, as stored.
  [[nodiscard]] const std::string& digest() const override;
  [[nodiscard]] const std::string& digest(RunKey key) const override;

  /// Recomputes the digest of every run, of the whole, of imported networks and of the manifest, and compares
  /// the texts and coordinates with the manifest. In constant memory. @returns the digest of the whole
  /// @throws UserError naming what differs
  [[nodiscard]] std::string verify() const;

  /// @throws UserError if they are not those of the manifest
  [[nodiscard]] Imports imports() const override;

  [[nodiscard]] std::vector<double> values(const std::string& measure) const override;
  [[nodiscard]] std::vector<double> world_values(const std::string& measure) const override;
  /// As values(), for a measure of integers, exact.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& measure) const;
  /// The declaration of a measure. @throws UserError if there is none
  [[nodiscard]] const Measure& measure(const std::string& name) const;

  [[nodiscard]] bool failed(RunKey key) const override;
  /// Why a run failed; empty if it did not.
  [[nodiscard]] const std::string& failure(RunKey key) const;
  /// Wall seconds of a run.
  [[nodiscard]] double wall_seconds(RunKey key) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cogov
