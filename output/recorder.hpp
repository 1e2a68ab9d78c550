/// Keeps runs as they finish, so that nothing acknowledged is lost.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "output/manifest.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Writes finished runs to FILE.parts/ and, when all are there, merges them to FILE. All functions
/// may be called from any thread.
class Recorder {
 public:
  struct Options {
    bool resume = false;                   ///< go on with an existing FILE.parts/; nothing is left to do if FILE is
                                           ///< what this manifest asks for
    bool force = false;                    ///< replace an existing FILE
    std::uint32_t shard = 1;               ///< which part this process does, from 1
    std::uint32_t shards = 1;              ///< of how many
    std::chrono::milliseconds group{250};  ///< finished runs are committed together about this often
  };

  /// Opens or starts the folder, and writes the manifest if it is the first.
  /// @throws UserError   FILE exists (without force); FILE.parts/ holds runs of this part (without
  ///                     resume) or another experiment (saying what differs); another process is
  ///                     writing this part; a shard is damaged or foreign; no such part
  /// @throws OutputError the folder can't be written to
  Recorder(std::filesystem::path result_file, Manifest manifest, Options options);
  /// Commits what was added, if it can; finish() tells whether it could.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// Runs of this part that are still to do, in manifest order.
  [[nodiscard]] std::vector<RunKey> missing() const;
  /// Hands over a finished run. It is written behind the caller's back; memory for what waits is
  /// bounded, so a slow disk makes this wait. @throws OutputError if an earlier write failed
  void add(RunKey key, RunResult result);
  /// Records that a run failed. It counts as done.
  void fail(RunKey key, std::string reason);
  /// Returns when everything added so far is on disk. @throws OutputError
  void flush();
  /// Commits, lets go of this part and, if this was the only part, all runs are present and nobody else
  /// is at work in the folder, merges and removes the parts. One of several parts is left for merge().
  /// @returns the digest of the whole; empty if the parts stay, to be resumed or merged, or if this part
  ///          has no runs
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cogov
