// Trace tables of the merged file. Their size is bounded by nothing but the disk, so they go from
// the shards to the file run by run, one column at a time.
#include <algorithm>
#include <map>

#include "output/file_table.hpp"
#include "output/result_writer.hpp"
#include "sim/errors.hpp"

namespace cogov {

using h5::Dataset;
using h5::Group;
using h5::Shape;
using h5::Storage;
using h5::Type;

namespace {

/// A table over all shards: what it looks like and where each run's rows begin.
struct WholeTable {
  ShardTable model;
  std::vector<std::uint64_t> begin;  ///< by run in manifest order, and one more: the number of rows
};

/// Whether a run of a shard is the one that the result takes (not a duplicate).
bool taken(const ShardSet& shards, std::size_t run, std::size_t s, std::size_t r) {
  return shards.place(run)->shard == s && shards.place(run)->run == r;
}

std::vector<WholeTable> survey(const Manifest& manifest, const ShardSet& shards) {
  std::vector<WholeTable> tables;
  for (std::size_t s = 0; s < shards.files().size(); ++s) {
    const Shard shard = Shard::checked_before(shards.files()[s], manifest);
    for (const ShardTable& table : shard.tables()) {
      auto whole =
          std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.model.name == table.name; });
      if (whole == tables.end()) {
        tables.push_back({table, std::vector<std::uint64_t>(manifest.size() + 1, 0)});
        whole = tables.end() - 1;
      }
      for (std::size_t r = 0; r < shard.runs().size(); ++r) {
        const std::size_t run = manifest.index(shard.runs()[r].key);
        if (taken(shards, run, s, r)) whole->begin[run + 1] = static_cast<std::uint64_t>(table.rows[r]);
      }
    }
  }
  for (WholeTable& table : tables) {
    for (std::size_t run = 0; run < manifest.size(); ++run) table.begin[run + 1] += table.begin[run];
  }
  // Shards come by content as well as by run, so the order of tables must not hang on them.
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.model.name < b.model.name; });
  return tables;
}

Dataset create_column(Group& group, const Dataset& scale, const TraceColumn& column, std::uint64_t rows) {
  constexpr std::uint64_t most = (512 << 10) / sizeof(std::int64_t);
  const Shape chunk{std::clamp<std::uint64_t>(rows, 1, most)};
  Dataset dataset =
      group.create(column.name, Storage{.type = Type::int64, .shape = {rows}, .chunk = chunk, .growable = rows == 0});
  dataset.set("units", column.unit);
  dataset.set("long_name", column.long_name);
  dataset.attach(scale, 0);
  return dataset;
}

/// Which run each row is from.
void write_keys(Group& group, const Dataset& scale, const WholeTable& table, const Manifest& manifest) {
  const std::vector<RunKey> runs = manifest.runs();
  const std::uint64_t rows = table.begin.back();
  Dataset policy = create_column(group, scale, {"policy", "1", "policy of the run, counted from 0", {}}, rows);
  Dataset replicate = create_column(group, scale, {"replicate", "1", "replicate of the run, counted from 0", {}}, rows);
  for (std::size_t run = 0; run < runs.size(); ++run) {
    const std::uint64_t count = table.begin[run + 1] - table.begin[run];
    if (count == 0) continue;
    const std::vector<std::int64_t> policies(count, runs[run].policy);
    const std::vector<std::int64_t> replicates(count, runs[run].replicate);
    policy.write(policies.data(), Type::int64, {table.begin[run]}, {count});
    replicate.write(replicates.data(), Type::int64, {table.begin[run]}, {count});
  }
}

/// Copies one column of the shard's runs to their places.
void copy_column(Dataset& to, const WholeTable& whole, const ShardTable& table, const std::string& column,
                 const Shard& shard, std::size_t s, const Manifest& manifest, const ShardSet& shards) {
  const std::vector<std::int64_t> values = shard.column(table, column);
  std::size_t from = 0;
  for (std::size_t r = 0; r < shard.runs().size(); ++r) {
    const auto count = static_cast<std::uint64_t>(table.rows[r]);
    const std::size_t run = manifest.index(shard.runs()[r].key);
    if (count > 0 && taken(shards, run, s, r)) {
      to.write(values.data() + from, Type::int64, {whole.begin[run]}, {count});
    }
    from += count;
  }
}

void write_table(Group& root, const WholeTable& whole, const Manifest& manifest, const ShardSet& shards) {
  EXPECT(!is_reserved(whole.model.name) && !root.has(whole.model.name));
  const std::uint64_t rows = whole.begin.back();
  Group group = root.create_group(whole.model.name);
  Storage storage{.type = Type::int8, .shape = {rows}};
  // netCDF knows a length of 0 only as that of a dimension that may grow.
  if (rows == 0) storage = {.type = Type::int8, .shape = {0}, .chunk = {1}, .growable = true};
  Dataset scale = group.create(whole.model.row, storage);
  scale.make_scale("");
  write_keys(group, scale, whole, manifest);
  std::map<std::string, Dataset> columns;
  for (const TraceColumn& column : whole.model.columns) {
    columns.emplace(column.name, create_column(group, scale, column, rows));
  }
  for (std::size_t s = 0; s < shards.files().size(); ++s) {
    const Shard shard = Shard::checked_before(shards.files()[s], manifest);
    for (const ShardTable& table : shard.tables()) {
      if (table.name != whole.model.name) continue;
      for (const TraceColumn& column : table.columns) {
        copy_column(columns.at(column.name), whole, table, column.name, shard, s, manifest, shards);
      }
    }
  }
}

}  // namespace

void write_result_traces(Group& root, const Manifest& manifest, const ShardSet& shards) {
  for (const WholeTable& table : survey(manifest, shards)) write_table(root, table, manifest, shards);
}

}  // namespace cogov
