/// What is to be run: the same on every machine that takes a part of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/network/imports.hpp"
#include "sim/points.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Values of RunKey::replicate that follow one another: the replicates (with a design, each replicate's points),
/// or the worlds after them.
struct RunSpan {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  [[nodiscard]] bool holds(RunKey key) const { return key.replicate >= first && key.replicate - first < count; }
};

/// Names an experiment completely: the same manifest gives the same result, bit for bit.
struct Manifest {
  std::string title;
  std::string scenario_toml;  ///< the effective scenario, printed back in full
  std::vector<std::string> policies;
  std::uint32_t replicates = 0;
  std::uint32_t worlds = 0;                      ///< plausible worlds, run after the replicates
  std::vector<WorldParameter> world_parameters;  ///< what the worlds draw; each has a value for every world
  /// What a design varies; empty without one, and never together with worlds. Point p of P in replicate r is then
  /// number r·P + p among the values of RunKey::replicate, so that arrays over (policy, replicate, point) lie as those
  /// over (policy, number) do.
  DesignTable design;
  std::uint64_t seed = 0;
  Layout layout;
  std::string program_version;
  std::string model_version;
  std::string arguments;  ///< the command line of the first part, for the record; not in the digest
  /// SHA-256 of what the scenario reads from other files (see import_bytes.hpp); empty where it reads none.
  std::string streets_digest;
  std::string ties_digest;
  Imports imports;  ///< what the digests are of; not in the text, and absent where only that was read

  /// Takes imports over, and their digests.
  void set_imports(Imports read);

  /// Points in a replicate: 1 without a design.
  [[nodiscard]] std::uint32_t points() const { return design.empty() ? 1 : design.points(); }
  [[nodiscard]] std::uint32_t replicate_of(RunKey key) const { return key.replicate / points(); }
  [[nodiscard]] std::uint32_t point_of(RunKey key) const { return key.replicate % points(); }
  [[nodiscard]] RunSpan replicate_span() const { return {0, replicates * points()}; }
  [[nodiscard]] RunSpan world_span() const { return {replicates * points(), worlds}; }
  /// All runs, replicate-major: all policies of replicate 0 (at point 0, then at point 1, ...), then of replicate 1,
  /// ..., at last the worlds in the same way. An interrupted experiment thus covers all policies and points evenly.
  [[nodiscard]] std::vector<RunKey> runs() const;
  /// Number of runs, those in worlds included.
  [[nodiscard]] std::size_t size() const { return policies.size() * (std::size_t{replicates} * points() + worlds); }
  /// Position of a run in runs().
  [[nodiscard]] std::size_t index(RunKey key) const;
  /// "policy 'two more', replicate 3" or "policy 'two more', world 7", as messages name a run; of a
  /// design with the point and its values.
  [[nodiscard]] std::string name_of(RunKey key) const;
  /// Hex SHA-256 over to_json() without the arguments.
  [[nodiscard]] std::string digest() const;

  /// Canonical text: JSON with sorted keys, UTF-8.
  [[nodiscard]] std::string to_json() const;
  /// The inverse. @throws UserError naming `source` if the text is no manifest.
  static Manifest from_json(const std::string& text, const std::string& source);
};

/// The runs of part `shard` of `shards` (from 1): positions [R(i-1)/N, R i/N) of the run list.
std::vector<RunKey> part_of(const Manifest& manifest, std::uint32_t shard, std::uint32_t shards);

/// What differs between two manifests, one sentence a difference, scenarios line by line (the first
/// few lines). Empty if they have the same digest.
std::vector<std::string> differences(const Manifest& before, const Manifest& now);

}  // namespace cogov
