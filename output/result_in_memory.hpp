/// A result that was just computed and is looked at before, or without, being written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/result.hpp"

namespace cogov {

/// A run that is held: its arrays, empty if it failed, and their digest, as a file has it.
struct HeldRun {
  RunResult result;
  std::string digest;
};

/// Holds a run. @param result  without arrays: it failed
[[nodiscard]] std::shared_ptr<const HeldRun> hold(const Layout& layout, RunResult result);

/// All runs of a manifest, shared with whoever else holds them. Its digests are those that the file of the same runs
/// would have.
class ResultInMemory final : public Result {
 public:
  /// @param runs  one a run, in the order of Manifest::runs()
  ResultInMemory(std::string name, Manifest manifest, std::vector<std::shared_ptr<const HeldRun>> runs);

  [[nodiscard]] const std::filesystem::path& path() const override { return name_; }
  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }
  [[nodiscard]] const std::string& digest() const override { return digest_; }
  [[nodiscard]] const std::string& digest(RunKey key) const override { return run(key).digest; }
  [[nodiscard]] bool failed(RunKey key) const override { return run(key).result.arrays.empty(); }
  [[nodiscard]] Imports imports() const override { return manifest_.imports; }
  [[nodiscard]] std::vector<double> values(const std::string& measure) const override;
  [[nodiscard]] std::vector<double> world_values(const std::string& measure) const override;

 private:
  [[nodiscard]] const HeldRun& run(RunKey key) const { return *runs_[manifest_.index(key)]; }
  [[nodiscard]] std::vector<double> values_of(const std::string& measure, RunSpan span) const;

  std::filesystem::path name_;
  Manifest manifest_;
  std::vector<std::shared_ptr<const HeldRun>> runs_;
  std::string digest_;
};

}  // namespace cogov
