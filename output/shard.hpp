/// Shards: immutable files with one or more finished runs, one row of values each. The library's calls cost
/// more than the bytes, so there is one dataset for all measures; their names are in the manifest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "output/hdf5.hpp"
#include "output/manifest.hpp"
#include "sim/results.hpp"

namespace cogov {

inline constexpr std::int64_t shard_format_version = 2;

/// A run that is over, for better or worse.
struct FinishedRun {
  RunKey key;
  RunResult result;                    ///< empty if it failed
  std::string digest;                  ///< run_digest() of the result, or failed_digest()
  std::optional<std::string> failure;  ///< why it failed
};

/// What stands for the digest of a run that failed, whatever the reason.
std::string failed_digest();

/// What stands for the values of a run that failed: NaN, or 0 for integers (see run_status).
Array blank_array(const Measure& measure, std::size_t size);

/// Where the values of each measure begin in a run's row of 8-byte words, and at last the row's length. A row
/// holds the arrays of a run in layout order: just the bytes that its digest covers.
std::vector<std::size_t> row_offsets(const Layout& layout);

/// The bytes of a shard, sealed. @throws OutputError if the library fails
std::string encode_shard(const Manifest& manifest, const std::string& manifest_digest,
                         const std::vector<FinishedRun>& runs);

/// A table of a shard: which columns it has, and how many rows each of the shard's runs put there.
struct ShardTable {
  std::string name;
  std::string row;
  std::vector<TraceColumn> columns;  ///< without values
  std::vector<std::int64_t> rows;    ///< one number a run of the shard
};

/// A shard that is open for reading. Its seal has been checked, so its bytes are what was written.
class Shard {
 public:
  struct Entry {
    RunKey key;
    bool failed = false;
    std::string reason;
    std::string digest;
    double wall_seconds = 0;
  };

  /// Opens and checks: the seal, and that it belongs to the manifest with this digest.
  /// @throws UserError naming the file
  Shard(std::filesystem::path file, const Manifest& manifest, const std::string& manifest_digest);
  /// Opens a shard that was checked before in this process.
  static Shard checked_before(std::filesystem::path file, const Manifest& manifest);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::vector<Entry>& runs() const { return runs_; }
  [[nodiscard]] const std::vector<ShardTable>& tables() const { return tables_; }
  /// Recomputes the digest of every run. @throws UserError naming the file and the run
  void check_digests() const;
  /// Words [begin, end) of the row of one run (see row_offsets()): bits of integers or doubles.
  [[nodiscard]] std::vector<std::uint64_t> words(std::size_t run, std::size_t begin, std::size_t end) const;
  /// Values of a column, all runs of the shard one after another.
  [[nodiscard]] std::vector<std::int64_t> column(const ShardTable& table, const std::string& name) const;

 private:
  Shard(std::filesystem::path file, const Manifest& manifest);
  void open(const std::string* manifest_digest);
  void read_index();
  void read_tables();
  void open_values();
  [[noreturn]] void refuse(const std::string& why) const;

  std::filesystem::path file_;
  const Manifest* manifest_;
  std::optional<h5::File> data_;
  std::optional<h5::Dataset> values_;  ///< stays open: opening costs more than reading a row
  std::size_t width_ = 0;              ///< words a row
  std::vector<Entry> runs_;
  std::vector<ShardTable> tables_;
};

}  // namespace cogov
