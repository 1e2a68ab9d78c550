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

/// What one group holds: the replicates at the root, or the worlds in /worlds.
struct Stretch {
  const Manifest& manifest;
  const ShardSet& shards;
  RunSpan span;
  const char* course;  ///< its dimension: "replicate" or "world"
  Scales scales = {};

  /// Policies and runs, or policies, replicates and points: either way the runs of a policy follow one another.
  [[nodiscard]] Shape shape() const {
    if (manifest.design.empty()) return {manifest.policies.size(), span.count};
    return {manifest.policies.size(), manifest.replicates, manifest.points()};
  }
};

/// Policies, the dimension of the stretch, and those of the layout. A group has its own, so that it opens by itself.
Scales write_dimensions(Group& group, const Manifest& manifest, const Dimension& course) {
  Scales scales;
  scales.emplace("policy", write_dimension(group, policy_dimension(manifest.policies)));
  scales.emplace(course.name, write_dimension(group, course));
  for (const Dimension& one : manifest.layout.dimensions) scales.emplace(one.name, write_dimension(group, one));
  return scales;
}

void attach_runs(Dataset& dataset, const Stretch& stretch) {
  dataset.attach(stretch.scales.at("policy"), 0);
  dataset.attach(stretch.scales.at(stretch.course), 1);
  if (!stretch.manifest.design.empty()) dataset.attach(stretch.scales.at("point"), 2);
}

/// A variable of the table in file_table.cpp over all runs of a stretch.
Dataset create_run_variable(Group& group, const std::string& path, Type type, const Stretch& stretch) {
  const VariableRow& row = variable_row(path);
  Dataset dataset = group.create(row.name, Storage{.type = type, .shape = stretch.shape()});
  describe(dataset, row.unit, row.long_name, row.long_name_zh);
  attach_runs(dataset, stretch);
  return dataset;
}

/// One value a run, in the order of the file: policy by policy.
template <class Value, class Get>
std::vector<Value> over_runs(const Stretch& stretch, Get get) {
  std::vector<Value> values;
  for (std::uint32_t policy = 0; policy < stretch.manifest.policies.size(); ++policy) {
    for (std::uint32_t course = 0; course < stretch.span.count; ++course) {
      values.push_back(get(stretch.shards.entry(stretch.manifest.index({policy, stretch.span.first + course}))));
    }
  }
  return values;
}

void write_status(Group& group, const std::string& path, const Stretch& stretch) {
  const auto status = over_runs<std::int64_t>(stretch, [](const Shard::Entry& e) { return e.failed ? 1 : 0; });
  create_run_variable(group, path, Type::int64, stretch).write(status.data(), Type::int64);
}

void write_wall_seconds(Group& group, const std::string& path, const Stretch& stretch) {
  const auto wall = over_runs<double>(stretch, [](const Shard::Entry& e) { return e.wall_seconds; });
  create_run_variable(group, path, Type::float64, stretch).write(wall.data(), Type::float64);
}

void write_digests(Group& group, const std::string& path, const Stretch& stretch) {
  const auto digests = over_runs<std::string>(stretch, [](const Shard::Entry& e) { return e.digest; });
  create_run_variable(group, path, Type::text, stretch).write_texts(digests);
}

void write_failures(Group& group, const std::string& path, const Stretch& stretch) {
  const auto reasons = over_runs<std::string>(stretch, [](const Shard::Entry& e) { return e.reason; });
  create_run_variable(group, path, Type::text, stretch).write_texts(reasons);
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

void write_provenance(Group& root, const FileFacts& facts, const Stretch& replicates) {
  const Manifest& manifest = *facts.manifest;
  Group group = root.create_group("provenance");
  set_attributes(group, "/provenance", facts);
  write_digests(group, "/provenance/run_digest", replicates);
  write_failures(group, "/provenance/failure", replicates);

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

Shape full_shape(const Stretch& stretch, const Measure& measure) {
  Shape shape = stretch.shape();
  for (const std::string& name : measure.dimensions) shape.push_back(stretch.manifest.layout.dimension(name).size());
  return shape;
}

/// The keys of what a design varies, which are coordinates of every measure.
std::string coordinate_names(const DesignTable& design) {
  std::string names;
  for (const DesignParameter& parameter : design.parameters) names += (names.empty() ? "" : " ") + parameter.key;
  return names;
}

Dataset create_measure(Group& group, const Stretch& stretch, const Measure& measure, const Shape& chunk) {
  const Shape shape = full_shape(stretch, measure);
  Storage storage{.type = measure.integer ? Type::int64 : Type::float64, .shape = shape, .chunk = chunk};
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!measure.integer) storage.fill = nan;
  Dataset dataset = group.create(measure.name, storage);
  if (!measure.integer) dataset.set("_FillValue", nan);
  describe(dataset, measure.unit, measure.long_name, measure.long_name_zh);
  if (measure.better != Better::neither) dataset.set("better", measure.better == Better::lower ? "lower" : "higher");
  attach_runs(dataset, stretch);
  if (const std::string names = coordinate_names(stretch.manifest.design); !names.empty()) {
    dataset.set("coordinates", names);
  }
  const auto first = static_cast<unsigned>(stretch.shape().size());
  for (unsigned axis = 0; axis < measure.dimensions.size(); ++axis) {
    dataset.attach(stretch.scales.at(measure.dimensions[axis]), first + axis);
  }
  return dataset;
}

/// Runs that follow one another in the file, policy by policy.
struct Runs {
  std::size_t first = 0, count = 0;
};

/// Reads the measures [begin, end) of some runs, opening each shard once.
std::vector<std::vector<std::uint64_t>> gather(const Stretch& stretch, Runs wanted, std::size_t begin,
                                               std::size_t end) {
  const Manifest& manifest = stretch.manifest;
  const ShardSet& shards = stretch.shards;
  const std::vector<std::size_t> offsets = row_offsets(manifest.layout);
  std::vector<std::vector<std::uint64_t>> arrays;
  for (std::size_t m = begin; m < end; ++m) arrays.emplace_back(wanted.count * (offsets[m + 1] - offsets[m]));
  for (std::size_t s = 0; s < shards.files().size(); ++s) {
    const Shard shard = Shard::checked_before(shards.files()[s], manifest);
    for (std::size_t r = 0; r < shard.runs().size(); ++r) {
      const RunKey key = shard.runs()[r].key;
      const std::optional<ShardSet::Place>& place = shards.place(manifest.index(key));
      if (place->shard != s || place->run != r || !stretch.span.holds(key)) continue;
      const std::size_t position = std::size_t{key.policy} * stretch.span.count + (key.replicate - stretch.span.first);
      if (position < wanted.first || position - wanted.first >= wanted.count) continue;
      const std::vector<std::uint64_t> words = shard.words(r, offsets[begin], offsets[end]);
      for (std::size_t m = begin; m < end; ++m) {
        const std::size_t size = offsets[m + 1] - offsets[m];
        std::memcpy(&arrays[m - begin][(position - wanted.first) * size], &words[offsets[m] - offsets[begin]],
                    size * sizeof words[0]);
      }
    }
  }
  return arrays;
}

/// How many bytes of measures are held at a time.
constexpr std::size_t budget = std::size_t{16} << 20;

/// A part of a measure's array that begins and ends with its chunks and holds whole runs.
struct Slab {
  Shape origin, extent;
  Runs runs;
};

/// Cuts a large array into slabs that fit the budget. A chunk longer than 1 along an axis holds all of the axes
/// after it, so rows of chunks fit; where one index doesn't, its chunks have length 1 and the next axis is cut.
void add_slabs(const Shape& shape, const Shape& chunk, std::size_t run_axes, std::size_t axis, Slab slab,
               std::vector<Slab>& slabs) {
  std::uint64_t below = 1, runs_below = 1;
  for (std::size_t later = axis + 1; later < shape.size(); ++later) below *= shape[later];
  for (std::size_t later = axis + 1; later < run_axes; ++later) runs_below *= shape[later];
  const std::uint64_t fitting = budget / (below * sizeof(std::uint64_t));
  const bool cut_next = fitting == 0 && axis + 1 < run_axes && chunk[axis] == 1;
  const std::uint64_t step = cut_next ? 1 : std::max(chunk[axis], fitting / chunk[axis] * chunk[axis]);
  const std::size_t first = slab.runs.first;
  for (std::uint64_t begin = 0; begin < shape[axis]; begin += step) {
    slab.origin[axis] = begin;
    slab.extent[axis] = std::min(step, shape[axis] - begin);
    slab.runs = {first + begin * runs_below, slab.extent[axis] * runs_below};
    if (cut_next)
      add_slabs(shape, chunk, run_axes, axis + 1, slab, slabs);
    else
      slabs.push_back(slab);
  }
}

std::vector<Slab> slabs_of(const Shape& shape, const Shape& chunk, std::size_t run_axes) {
  std::vector<Slab> slabs;
  add_slabs(shape, chunk, run_axes, 0, {Shape(shape.size(), 0), shape, {}}, slabs);
  return slabs;
}

/// Measure by measure, as many at a time as fit into a fixed budget; one that doesn't fit slab by slab.
void write_measures(const h5::File& file, Group& group, const Stretch& stretch) {
  const Layout& layout = stretch.manifest.layout;
  const std::vector<Measure>& measures = layout.measures;
  const std::size_t runs = stretch.manifest.policies.size() * stretch.span.count;
  const auto bytes_of = [&](std::size_t m) { return runs * layout.size(measures[m]) * sizeof(double); };
  std::size_t begin = 0;
  while (begin < measures.size()) {
    std::size_t end = begin;
    std::size_t bytes = 0;
    do bytes += bytes_of(end++);
    while (end < measures.size() && bytes + bytes_of(end) <= budget);
    const Shape first_shape = full_shape(stretch, measures[begin]);
    const std::vector<Slab> slabs = bytes <= budget
                                        ? std::vector<Slab>{{Shape(first_shape.size(), 0), first_shape, {0, runs}}}
                                        : slabs_of(first_shape, chunk_shape(first_shape), stretch.shape().size());
    for (std::size_t s = 0; s < slabs.size(); ++s) {
      const std::vector<std::vector<std::uint64_t>> arrays = gather(stretch, slabs[s].runs, begin, end);
      for (std::size_t m = begin; m < end; ++m) {
        const Shape shape = full_shape(stretch, measures[m]);
        const Shape chunk = chunk_shape(shape);
        Dataset dataset = s == 0 ? create_measure(group, stretch, measures[m], chunk) : group.dataset(measures[m].name);
        const bool whole = slabs.size() == 1;
        write_filtered(dataset, whole ? shape : slabs[s].extent, chunk, arrays[m - begin], fill_bits(measures[m]),
                       whole ? Shape(shape.size(), 0) : slabs[s].origin);
        file.require_written();
      }
    }
    begin = end;
  }
}

// ---- designs

/// The coordinates of the points at the root: a variable for each parameter that is varied, under its key.
void write_points(Group& root, const Stretch& stretch) {
  const DesignTable& design = stretch.manifest.design;
  for (const DesignParameter& parameter : design.parameters) {
    const bool words = !parameter.words.empty();
    const Type type = words ? Type::text : Type::float64;
    Dataset dataset = root.create(parameter.key, Storage{.type = type, .shape = {design.points()}});
    if (words)
      dataset.write_texts(word_values(parameter));
    else
      dataset.write(parameter.values.data(), Type::float64);
    // Readers would turn such a unit into a span of time; /design has the unit as it is.
    describe(dataset, decoded_as_time(parameter.unit) ? "1" : parameter.unit, parameter.meaning, parameter.meaning_zh);
    dataset.attach(stretch.scales.at("point"), 0);
  }
}

/// What is varied, and between which values.
void write_design(Group& root, const Manifest& manifest) {
  const DesignTable& design = manifest.design;
  if (design.empty()) return;
  Group group = root.create_group("design");
  group.set("method", design.method);
  group.set("block", std::int64_t{design.block});
  const Dataset varied = write_dimension(group, varied_dimension(design.parameters));
  const Dataset point = write_dimension(group, point_dimension(design.points()));
  const auto create = [&](const char* name, Type type, const Shape& shape) {
    const VariableRow& row = variable_row(std::string("/design/") + name);
    Dataset dataset = group.create(name, Storage{.type = type, .shape = shape});
    describe(dataset, row.unit, row.long_name, row.long_name_zh);
    if (shape.size() > 1) dataset.attach(point, 0);
    dataset.attach(varied, static_cast<unsigned>(shape.size() - 1));
    return dataset;
  };
  const std::size_t count = design.parameters.size();
  for (const DesignNumberRow& row : design_number_rows()) {
    std::vector<double> numbers;
    for (const DesignParameter& one : design.parameters) numbers.push_back(one.*row.field);
    create(row.name, Type::float64, {count}).write(numbers.data(), Type::float64);
  }
  for (const DesignTextRow& row : design_text_rows()) {
    std::vector<std::string> texts;
    for (const DesignParameter& one : design.parameters) texts.push_back(one.*row.field);
    create(row.name, Type::text, {count}).write_texts(texts);
  }
  const std::vector<double> values = point_values(design);
  create("varied_value", Type::float64, {design.points(), count}).write(values.data(), Type::float64);
}

// ---- worlds

/// A variable of the table in file_table.cpp over what the worlds draw, or over worlds and that.
Dataset create_parameter_variable(Group& group, const std::string& path, Type type, const Shape& shape,
                                  const Stretch& worlds) {
  const VariableRow& row = variable_row(path);
  Dataset dataset = group.create(row.name, Storage{.type = type, .shape = shape});
  describe(dataset, row.unit, row.long_name, row.long_name_zh);
  if (shape.size() > 1) dataset.attach(worlds.scales.at("world"), 0);
  dataset.attach(worlds.scales.at("parameter"), static_cast<unsigned>(shape.size() - 1));
  return dataset;
}

/// What the worlds draw: values, ranges and meanings.
void write_parameters(Group& group, Stretch& worlds) {
  const Manifest& manifest = worlds.manifest;
  const std::vector<WorldParameter>& parameters = manifest.world_parameters;
  if (parameters.empty()) return;
  worlds.scales.emplace("parameter", write_dimension(group, parameter_dimension(parameters)));
  const std::vector<double> drawn = drawn_values(manifest);
  create_parameter_variable(group, "/worlds/parameter_value", Type::float64, {manifest.worlds, parameters.size()},
                            worlds)
      .write(drawn.data(), Type::float64);
  const Shape one_each{parameters.size()};
  const std::string folder = "/worlds/";
  for (const ParameterNumberRow& row : parameter_number_rows()) {
    std::vector<double> numbers;
    for (const WorldParameter& one : parameters) numbers.push_back(one.*row.field);
    create_parameter_variable(group, folder + row.name, Type::float64, one_each, worlds)
        .write(numbers.data(), Type::float64);
  }
  for (const ParameterTextRow& row : parameter_text_rows()) {
    std::vector<std::string> texts;
    for (const WorldParameter& one : parameters) texts.push_back(one.*row.field);
    create_parameter_variable(group, folder + row.name, Type::text, one_each, worlds).write_texts(texts);
  }
}

void write_worlds(const h5::File& file, Group& root, const Manifest& manifest, const ShardSet& shards) {
  if (manifest.worlds == 0) return;
  Group group = root.create_group("worlds");
  Stretch worlds{manifest, shards, manifest.world_span(), "world"};
  worlds.scales = write_dimensions(group, manifest, world_dimension(manifest.worlds));
  write_parameters(group, worlds);
  write_status(group, "/worlds/world_status", worlds);
  write_measures(file, group, worlds);
  write_wall_seconds(group, "/worlds/world_wall_seconds", worlds);
  write_digests(group, "/worlds/world_run_digest", worlds);
  write_failures(group, "/worlds/world_failure", worlds);
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
    Stretch replicates{manifest, shards, manifest.replicate_span(), "replicate"};
    replicates.scales = write_dimensions(root, manifest, replicate_dimension(manifest.replicates));
    if (!manifest.design.empty()) {
      replicates.scales.emplace("point", write_dimension(root, point_dimension(manifest.points())));
      write_points(root, replicates);
    }
    write_status(root, "/run_status", replicates);
    write_measures(result, root, replicates);
    Group timing = root.create_group("timing");
    write_wall_seconds(timing, "/timing/wall_seconds", replicates);
    write_provenance(root, facts, replicates);
    write_design(root, manifest);
    write_worlds(result, root, manifest, shards);
    write_imports(root, manifest.imports);
    write_result_traces(root, manifest, shards);
  }
  result.close();
  return facts.digest;
}

}  // namespace cogov
