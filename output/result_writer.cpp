#include "output/result_writer.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "output/chunks.hpp"
#include "output/file_table.hpp"
#include "output/import_groups.hpp"
#include "sim/errors.hpp"

namespace cogov {

using h5::Dataset;
using h5::Group;
using h5::Shape;
using h5::Storage;
using h5::Type;

namespace {

void describe(Dataset& dataset, const std::string& unit, const std::string& name, const std::string& name_zh) {
  dataset.set("units", unit);
  dataset.set("long_name", name);
  dataset.set("long_name_zh", name_zh);
}

void set_attributes(Group& group, const std::string& path, const FileFacts& facts) {
  for (const AttributeRow& row : attribute_rows()) {
    if (row.group != path) continue;
    std::visit([&](const auto& value) { group.set(row.name, value); }, row.value(facts));
  }
}

/// A dimension with a coordinate: labels if there are any, numbers otherwise.
Dataset write_dimension(Group& root, const Dimension& dimension) {
  const Type type = dimension.labels.empty() ? Type::int64 : Type::text;
  Dataset dataset = root.create(dimension.name, Storage{.type = type, .shape = {dimension.size()}});
  if (type == Type::text)
    dataset.write_texts(dimension.labels);
  else
    dataset.write(dimension.values.data(), Type::int64);
  dataset.make_scale(dimension.name);
  describe(dataset, dimension.unit, dimension.long_name, dimension.long_name_zh);
  if (!dimension.labels_zh.empty()) dataset.set("labels_zh", dimension.labels_zh);
  return dataset;
}

Scales write_dimensions(Group& root, const Manifest& manifest) {
  Scales scales;
  scales.emplace("policy", write_dimension(root, policy_dimension(manifest.policies)));
  scales.emplace("replicate", write_dimension(root, replicate_dimension(manifest.replicates)));
  for (const Dimension& one : manifest.layout.dimensions) scales.emplace(one.name, write_dimension(root, one));
  return scales;
}

void attach_runs(Dataset& dataset, const Scales& scales) {
  dataset.attach(scales.at("policy"), 0);
  dataset.attach(scales.at("replicate"), 1);
}

/// A variable of the table in file_table.cpp over (policy, replicate).
Dataset create_run_variable(Group& group, const std::string& path, Type type, const Manifest& manifest,
                            const Scales& scales) {
  const VariableRow& row = variable_row(path);
  Dataset dataset =
      group.create(row.name, Storage{.type = type, .shape = {manifest.policies.size(), manifest.replicates}});
  describe(dataset, row.unit, row.long_name, row.long_name_zh);
  attach_runs(dataset, scales);
  return dataset;
}

/// One value a run, in the order of the file: policy by policy.
template <class Value, class Get>
std::vector<Value> over_runs(const Manifest& manifest, const ShardSet& shards, Get get) {
  std::vector<Value> values;
  for (std::uint32_t policy = 0; policy < manifest.policies.size(); ++policy) {
    for (std::uint32_t replicate = 0; replicate < manifest.replicates; ++replicate) {
      values.push_back(get(shards.entry(manifest.index({policy, replicate}))));
    }
  }
  return values;
}

void write_status(Group& root, const Manifest& manifest, const ShardSet& shards, const Scales& scales) {
  const auto status = over_runs<std::int64_t>(manifest, shards, [](const Shard::Entry& e) { return e.failed ? 1 : 0; });
  create_run_variable(root, "/run_status", Type::int64, manifest, scales).write(status.data(), Type::int64);
}

void write_timing(Group& root, const Manifest& manifest, const ShardSet& shards, const Scales& scales) {
  Group group = root.create_group("timing");
  const auto wall = over_runs<double>(manifest, shards, [](const Shard::Entry& e) { return e.wall_seconds; });
  create_run_variable(group, "/timing/wall_seconds", Type::float64, manifest, scales).write(wall.data(), Type::float64);
}

/// A text as bytes in a checked chunk, which texts themselves can't have.
void write_bytes(Group& group, const std::string& path, const std::string& text) {
  const VariableRow& row = variable_row(path);
  const Shape shape{text.size()};
  Dataset scale = group.create(row.dimensions, Storage{.type = Type::int8, .shape = shape});
  scale.make_scale("");
  const Shape chunk{std::min<std::uint64_t>(text.size(), 512 << 10)};
  Dataset dataset = group.create(row.name, Storage{.type = Type::uint8, .shape = shape, .chunk = chunk});
  dataset.write(text.data(), Type::uint8);
  describe(dataset, row.unit, row.long_name, row.long_name_zh);
  dataset.attach(scale, 0);
}

void write_provenance(Group& root, const FileFacts& facts, const ShardSet& shards, const Scales& scales) {
  const Manifest& manifest = *facts.manifest;
  Group group = root.create_group("provenance");
  set_attributes(group, "/provenance", facts);
  const auto digests = over_runs<std::string>(manifest, shards, [](const Shard::Entry& e) { return e.digest; });
  create_run_variable(group, "/provenance/run_digest", Type::text, manifest, scales).write_texts(digests);
  const auto reasons = over_runs<std::string>(manifest, shards, [](const Shard::Entry& e) { return e.reason; });
  create_run_variable(group, "/provenance/failure", Type::text, manifest, scales).write_texts(reasons);

  const VariableRow& row = variable_row("/provenance/scenario");
  Dataset scenario = group.create(row.name, Storage{.type = Type::text});
  scenario.write_texts({manifest.scenario_toml});
  describe(scenario, row.unit, row.long_name, row.long_name_zh);
  write_bytes(group, "/provenance/scenario_bytes", manifest.scenario_toml);
  write_bytes(group, "/provenance/manifest", manifest.to_json());
}

// ---- measures ----

std::uint64_t fill_bits(const Measure& measure) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return measure.integer ? 0 : std::bit_cast<std::uint64_t>(nan);
}

Shape full_shape(const Manifest& manifest, const Measure& measure) {
  Shape shape{manifest.policies.size(), manifest.replicates};
  for (const std::string& name : measure.dimensions) shape.push_back(manifest.layout.dimension(name).size());
  return shape;
}

void write_measure(Group& root, const Manifest& manifest, const Measure& measure,
                   const std::vector<std::uint64_t>& values, const Scales& scales) {
  const Shape shape = full_shape(manifest, measure);
  Storage storage{.type = measure.integer ? Type::int64 : Type::float64, .shape = shape, .chunk = chunk_shape(shape)};
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!measure.integer) storage.fill = nan;
  Dataset dataset = root.create(measure.name, storage);
  if (!measure.integer) dataset.set("_FillValue", nan);
  describe(dataset, measure.unit, measure.long_name, measure.long_name_zh);
  if (measure.better != Better::neither) dataset.set("better", measure.better == Better::lower ? "lower" : "higher");
  attach_runs(dataset, scales);
  for (unsigned axis = 0; axis < measure.dimensions.size(); ++axis) {
    dataset.attach(scales.at(measure.dimensions[axis]), axis + 2);
  }
  write_filtered(dataset, shape, storage.chunk, values, fill_bits(measure));
}

/// Reads the measures [begin, end) of all runs, opening each shard once.
std::vector<std::vector<std::uint64_t>> gather(const Manifest& manifest, const ShardSet& shards, std::size_t begin,
                                               std::size_t end) {
  const std::vector<std::size_t> offsets = row_offsets(manifest.layout);
  std::vector<std::vector<std::uint64_t>> arrays;
  for (std::size_t m = begin; m < end; ++m) arrays.emplace_back(manifest.size() * (offsets[m + 1] - offsets[m]));
  for (std::size_t s = 0; s < shards.files().size(); ++s) {
    const Shard shard = Shard::checked_before(shards.files()[s], manifest);
    for (std::size_t r = 0; r < shard.runs().size(); ++r) {
      const RunKey key = shard.runs()[r].key;
      const std::optional<ShardSet::Place>& place = shards.place(manifest.index(key));
      if (place->shard != s || place->run != r) continue;
      const std::size_t position = std::size_t{key.policy} * manifest.replicates + key.replicate;
      const std::vector<std::uint64_t> words = shard.words(r, offsets[begin], offsets[end]);
      for (std::size_t m = begin; m < end; ++m) {
        const std::size_t size = offsets[m + 1] - offsets[m];
        std::memcpy(&arrays[m - begin][position * size], &words[offsets[m] - offsets[begin]], size * sizeof words[0]);
      }
    }
  }
  return arrays;
}

/// Measure by measure, as many at a time as fit into a fixed budget (always at least one).
void write_measures(const h5::File& file, Group& root, const Manifest& manifest, const ShardSet& shards,
                    const Scales& scales) {
  constexpr std::size_t budget = std::size_t{64} << 20;
  const std::vector<Measure>& measures = manifest.layout.measures;
  std::size_t begin = 0;
  while (begin < measures.size()) {
    std::size_t end = begin;
    std::size_t bytes = 0;
    do bytes += manifest.size() * manifest.layout.size(measures[end++]) * sizeof(std::uint64_t);
    while (end < measures.size() &&
           bytes + manifest.size() * manifest.layout.size(measures[end]) * sizeof(std::uint64_t) <= budget);
    const std::vector<std::vector<std::uint64_t>> arrays = gather(manifest, shards, begin, end);
    for (std::size_t m = begin; m < end; ++m) {
      write_measure(root, manifest, measures[m], arrays[m - begin], scales);
      file.require_written();
    }
    begin = end;
  }
}

}  // namespace

std::string write_result(const Manifest& manifest, const ShardSet& shards, const std::filesystem::path& file) {
  EXPECT(shards.complete());
  std::vector<std::string> digests;
  for (std::size_t run = 0; run < manifest.size(); ++run) digests.push_back(shards.entry(run).digest);
  const FileFacts facts{&manifest, manifest.digest(), whole_digest(digests)};

  h5::File result = h5::File::create(file);
  {
    Group root = result.root();
    set_attributes(root, "/", facts);
    const Scales scales = write_dimensions(root, manifest);
    write_status(root, manifest, shards, scales);
    write_measures(result, root, manifest, shards, scales);
    write_timing(root, manifest, shards, scales);
    write_provenance(root, facts, shards, scales);
    write_imports(root, manifest.imports);
    write_result_traces(root, manifest, shards);
  }
  result.close();
  return facts.digest;
}

}  // namespace cogov
