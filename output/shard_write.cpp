#include <fmt/format.h>

#include <cstring>
#include <limits>

#include "output/durable.hpp"
#include "output/shard.hpp"
#include "sim/errors.hpp"

namespace cogov {

std::string failed_digest() { return sha256("failed", 6); }

Array blank_array(const Measure& measure, std::size_t size) {
  if (measure.integer) return std::vector<std::int64_t>(size, 0);
  return std::vector<double>(size, std::numeric_limits<double>::quiet_NaN());
}

std::vector<std::size_t> row_offsets(const Layout& layout) {
  std::vector<std::size_t> offsets{0};
  for (const Measure& measure : layout.measures) offsets.push_back(offsets.back() + layout.size(measure));
  return offsets;
}

namespace {

using h5::Dataset;
using h5::Group;
using h5::Shape;
using h5::Storage;
using h5::Type;

const void* data_of(const Array& array) {
  return std::visit([](const auto& values) { return static_cast<const void*>(values.data()); }, array);
}

void write_texts(Group& group, const std::string& name, const std::vector<std::string>& texts) {
  group.create(name, Storage{.type = Type::text, .shape = {texts.size()}}).write_texts(texts);
}

void write_numbers(Group& group, const std::string& name, const std::vector<std::int64_t>& numbers) {
  // A contiguous dataset without any value can't be written to, and needs no writing.
  Dataset dataset = group.create(name, Storage{.type = Type::int64, .shape = {numbers.size()}});
  if (!numbers.empty()) dataset.write(numbers.data(), Type::int64);
}

/// Who the runs are and how they ended.
void write_index(Group& root, const std::vector<FinishedRun>& runs) {
  std::vector<std::int64_t> policy, replicate, failed;
  std::vector<std::string> reason, digest;
  std::vector<double> wall;
  for (const FinishedRun& run : runs) {
    policy.push_back(run.key.policy);
    replicate.push_back(run.key.replicate);
    failed.push_back(run.failure ? 1 : 0);
    reason.push_back(run.failure.value_or(""));
    digest.push_back(run.digest);
    wall.push_back(run.result.wall_seconds);
  }
  write_numbers(root, "policy", policy);
  write_numbers(root, "replicate", replicate);
  write_numbers(root, "run_status", failed);
  write_texts(root, "failure", reason);
  write_texts(root, "run_digest", digest);
  root.create("wall_seconds", Storage{.shape = {runs.size()}}).write(wall.data(), Type::float64);
}

/// One row a run: its arrays in layout order.
void write_values(Group& root, const Layout& layout, const std::vector<FinishedRun>& runs) {
  const std::vector<std::size_t> offsets = row_offsets(layout);
  const std::size_t width = offsets.back();
  Dataset dataset = root.create("values", Storage{.type = Type::int64, .shape = {runs.size(), width}});
  if (width == 0) return;  // a contiguous dataset without any value can't be written to
  std::vector<std::uint64_t> row(width);
  for (std::uint64_t r = 0; r < runs.size(); ++r) {
    for (std::size_t m = 0; m < layout.measures.size(); ++m) {
      const std::size_t size = offsets[m + 1] - offsets[m];
      const auto put = [&](const Array& array) { std::memcpy(&row[offsets[m]], data_of(array), size * sizeof row[0]); };
      if (runs[r].failure)
        put(blank_array(layout.measures[m], size));
      else
        put(runs[r].result.arrays[m]);
    }
    dataset.write(row.data(), Type::int64, {r, 0}, {1, width});
  }
}

const TraceTable* table_of(const FinishedRun& run, const std::string& name) {
  for (const TraceTable& table : run.result.trace) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

/// One table of all runs of the shard; `model` is the table of the first run that has it.
void write_table(Group& traces, const TraceTable& model, const std::vector<FinishedRun>& runs) {
  Group group = traces.create_group(model.name);
  group.set("row", model.row);
  Group columns = group.create_group("columns");
  std::vector<std::int64_t> rows;
  for (const FinishedRun& run : runs) {
    const TraceTable* table = table_of(run, model.name);
    EXPECT(!table || table->columns.size() == model.columns.size());
    rows.push_back(table && !table->columns.empty() ? static_cast<std::int64_t>(table->columns[0].values.size()) : 0);
  }
  write_numbers(group, "rows", rows);
  for (std::size_t c = 0; c < model.columns.size(); ++c) {
    std::vector<std::int64_t> values;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const TraceTable* table = table_of(runs[r], model.name);
      if (!table) continue;
      const TraceColumn& column = table->columns[c];
      EXPECT(column.name == model.columns[c].name && std::ssize(column.values) == rows[r]);
      values.insert(values.end(), column.values.begin(), column.values.end());
    }
    write_numbers(columns, model.columns[c].name, values);
    Dataset dataset = columns.dataset(model.columns[c].name);
    dataset.set("units", model.columns[c].unit);
    dataset.set("long_name", model.columns[c].long_name);
  }
}

void write_traces(Group& root, const std::vector<FinishedRun>& runs) {
  Group traces = root.create_group("trace");
  for (const FinishedRun& run : runs) {
    for (const TraceTable& table : run.result.trace) {
      if (!traces.has(table.name)) write_table(traces, table, runs);
    }
  }
}

}  // namespace

std::string encode_shard(const Manifest& manifest, const std::string& manifest_digest,
                         const std::vector<FinishedRun>& runs) {
  try {
    // Made in memory and written by one plain write: whatever the disk answers is then ours to
    // report, and the library never holds a file that it could not finish.
    h5::File file = h5::File::in_memory();
    {
      Group root = file.root();
      root.set("format", "cogov-shard");
      root.set("format_version", shard_format_version);
      root.set("manifest_digest", manifest_digest);
      write_index(root, runs);
      write_values(root, manifest.layout, runs);
      write_traces(root, runs);
    }
    std::string bytes = file.image();
    file.close();
    bytes += seal_of(bytes);
    return bytes;
  } catch (const h5::Failure& failure) {
    throw OutputError(fmt::format("cannot make a shard ({})", failure.what()));
  }
}

}  // namespace cogov
