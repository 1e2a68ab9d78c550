#include "output/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "output/durable.hpp"
#include "output/file_table.hpp"
#include "output/hash.hpp"
#include "output/hdf5.hpp"
#include "output/import_bytes.hpp"
#include "output/import_groups.hpp"
#include "output/shard.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;
using h5::Dataset;
using h5::Group;
using h5::Shape;
using h5::Type;

struct ResultFile::State {
  explicit State(fs::path path) : file(std::move(path)) {}

  void open();
  void require_format(const Group& root) const;
  void read_manifest(const Group& provenance);
  void read_runs(const Group& root);
  struct RunLists {
    Dataset status, digests, failures, wall;
  };
  void read_lists(const RunLists& stored, RunSpan span);
  void require_measures(const Group& group, RunSpan span) const;
  void verify_values() const;
  void verify_span(const Group& group, RunSpan span) const;
  void verify_measure(const Group& group, RunSpan span, const Measure& measure, std::uint32_t policy,
                      std::uint32_t begin, std::vector<Sha256>& hashes) const;
  struct Box;
  [[nodiscard]] std::vector<Box> boxes(std::uint32_t policy, std::uint32_t begin, std::uint32_t end,
                                       std::size_t most) const;
  void require_texts(const Group& group, const std::string& name, const std::vector<std::string>& expected) const;
  void require_numbers(const Group& group, const Dimension& dimension) const;
  void require_numbers(const Group& group, const std::string& name, const std::vector<double>& expected) const;
  void verify_coordinates(const Group& group, const Dimension& course) const;
  void verify_parameters(const Group& group) const;
  void verify_points(const Group& root) const;
  void verify_provenance() const;
  [[nodiscard]] Imports read_imports() const;
  [[noreturn]] void refuse(const std::string& why) const {
    throw UserError(fmt::format("'{}' can't be used", file.string()), why);
  }
  /// Policies and runs, or policies, replicates and points.
  [[nodiscard]] Shape run_shape(RunSpan span) const {
    if (manifest.design.empty()) return {manifest.policies.size(), span.count};
    return {manifest.policies.size(), manifest.replicates, manifest.points()};
  }
  [[nodiscard]] Shape shape_of(const Measure& measure, RunSpan span) const {
    Shape shape = run_shape(span);
    for (const std::string& name : measure.dimensions) shape.push_back(manifest.layout.dimension(name).size());
    return shape;
  }
  template <class Value>
  std::vector<Value> read_all(const Group& group, const std::string& name, Type as) const;

  fs::path file;
  std::optional<h5::File> data;
  Manifest manifest;
  std::string digest;
  std::string manifest_digest;
  // By Manifest::index().
  std::vector<std::int64_t> status;
  std::vector<std::string> digests;
  std::vector<std::string> failures;
  std::vector<double> wall;
};

void ResultFile::State::open() {
  require_sealed(file, "a result");
  try {
    data = h5::File::open(file);
    const Group root = data->root();
    require_format(root);
    const Group provenance = root.group("provenance");
    read_manifest(provenance);
    read_runs(root);
    require_measures(root, manifest.replicate_span());
    if (manifest.worlds > 0) require_measures(root.group("worlds"), manifest.world_span());
  } catch (const h5::Failure& failure) {
    refuse(failure.what());
  }
}

void ResultFile::State::require_format(const Group& root) const {
  const std::string format = root.has_attribute("format") ? root.text("format") : "";
  if (format == "cogov-shard") refuse("it is a shard, a part of a result; join all of them with `cogov merge`");
  if (format != "cogov-result") refuse("it is another kind of file");
  if (const std::int64_t version = root.integer("format_version"); version != result_format_version) {
    refuse(fmt::format("it has format version {}, and this program reads version {}", version, result_format_version));
  }
}

void ResultFile::State::read_manifest(const Group& provenance) {
  const Dataset dataset = provenance.dataset("manifest");
  const Shape shape = dataset.shape();
  if (shape.size() != 1 || dataset.type() != Type::uint8) refuse("its manifest is not stored as declared");
  std::string text(shape[0], '\0');
  dataset.read(text.data(), Type::uint8);
  manifest = Manifest::from_json(text, file.string());
  manifest_digest = provenance.text("manifest_digest");
  if (manifest.digest() != manifest_digest) refuse("its manifest doesn't fit its digest");
}

/// Takes over what stands of the runs of a span, policy by policy.
void ResultFile::State::read_lists(const RunLists& stored, RunSpan span) {
  const Shape shape = run_shape(span);
  for (const Dataset* one : {&stored.status, &stored.digests, &stored.failures, &stored.wall}) {
    if (one->shape() != shape) refuse("its list of runs doesn't fit its manifest");
  }
  const std::size_t count = shape[0] * span.count;
  std::vector<std::int64_t> own_status(count);
  std::vector<double> own_wall(count);
  stored.status.read(own_status.data(), Type::int64);
  stored.wall.read(own_wall.data(), Type::float64);
  const std::vector<std::string> own_digests = stored.digests.read_texts();
  const std::vector<std::string> own_failures = stored.failures.read_texts();
  for (std::uint32_t policy = 0; policy < shape[0]; ++policy) {
    for (std::uint32_t course = 0; course < span.count; ++course) {
      const std::size_t run = manifest.index({policy, span.first + course});
      const std::size_t at = std::size_t{policy} * span.count + course;
      status[run] = own_status[at];
      wall[run] = own_wall[at];
      digests[run] = own_digests[at];
      failures[run] = own_failures[at];
    }
  }
}

void ResultFile::State::read_runs(const Group& root) {
  status.resize(manifest.size());
  wall.resize(manifest.size());
  digests.resize(manifest.size());
  failures.resize(manifest.size());
  const Group provenance = root.group("provenance");
  read_lists({root.dataset("run_status"), provenance.dataset("run_digest"), provenance.dataset("failure"),
              root.group("timing").dataset("wall_seconds")},
             manifest.replicate_span());
  if (manifest.worlds > 0) {
    const Group worlds = root.group("worlds");
    read_lists({worlds.dataset("world_status"), worlds.dataset("world_run_digest"), worlds.dataset("world_failure"),
                worlds.dataset("world_wall_seconds")},
               manifest.world_span());
  }
  digest = root.text("digest");
  if (whole_digest(digests) != digest) refuse("the digests of its runs don't fit the digest of the whole");
}

void ResultFile::State::require_measures(const Group& group, RunSpan span) const {
  for (const Measure& measure : manifest.layout.measures) {
    if (!group.has(measure.name)) refuse(fmt::format("measure '{}' is missing", measure.name));
    const Dataset dataset = group.dataset(measure.name);
    if (dataset.shape() != shape_of(measure, span) ||
        dataset.type() != (measure.integer ? Type::int64 : Type::float64)) {
      refuse(fmt::format("measure '{}' is not stored as declared", measure.name));
    }
  }
}

// ---- verification ----

/// Runs of one policy, by their position among those of a span, as a box of the file's axes.
struct ResultFile::State::Box {
  std::uint32_t first, count;
  Shape offset, extent;  ///< over the axes of runs
};

/// Cuts runs [begin, end) of a policy into boxes of at most `most` runs. With a design they lie along two axes.
std::vector<ResultFile::State::Box> ResultFile::State::boxes(std::uint32_t policy, std::uint32_t begin,
                                                             std::uint32_t end, std::size_t most) const {
  const auto limit = static_cast<std::uint32_t>(std::clamp<std::size_t>(most, 1, end - begin));
  const std::uint32_t points = manifest.points();
  std::vector<Box> all;
  while (begin < end) {
    std::uint32_t count = std::min(limit, end - begin);
    if (manifest.design.empty()) {
      all.push_back({begin, count, {policy, begin}, {1, count}});
    } else if (begin % points == 0 && count >= points) {
      count -= count % points;
      all.push_back({begin, count, {policy, begin / points, 0}, {1, count / points, points}});
    } else {
      count = std::min(count, points - begin % points);
      all.push_back({begin, count, {policy, begin / points, begin % points}, {1, 1, count}});
    }
    begin += count;
  }
  return all;
}

/// Adds one measure to the digests of the runs [begin, end) of a policy; hashes[0] is that of run `begin`.
void ResultFile::State::verify_measure(const Group& group, RunSpan span, const Measure& measure, std::uint32_t policy,
                                       std::uint32_t begin, std::vector<Sha256>& hashes) const {
  const Dataset dataset = group.dataset(measure.name);
  const std::size_t size = manifest.layout.size(measure);
  constexpr std::size_t most_values = std::size_t{1} << 20;
  const Array blank = blank_array(measure, 1);
  const void* blank_value = std::visit([](const auto& one) { return static_cast<const void*>(one.data()); }, blank);
  std::vector<std::uint64_t> values;
  const auto end = begin + static_cast<std::uint32_t>(hashes.size());
  for (const Box& box : boxes(policy, begin, end, most_values / size)) {
    Shape offset = box.offset;
    Shape count = box.extent;
    for (const std::string& name : measure.dimensions) {
      offset.push_back(0);
      count.push_back(manifest.layout.dimension(name).size());
    }
    values.resize(box.count * size);
    dataset.read(values.data(), measure.integer ? Type::int64 : Type::float64, offset, count);
    for (std::uint32_t r = 0; r < box.count; ++r) {
      const RunKey key{policy, span.first + box.first + r};
      const std::uint64_t* own = values.data() + r * size;
      hashes[box.first + r - begin].add(own, size * sizeof *own);
      const auto is_blank = [&](std::uint64_t bits) { return std::memcmp(&bits, blank_value, sizeof bits) == 0; };
      if (status[manifest.index(key)] != 0 && !std::all_of(own, own + size, is_blank)) {
        refuse(fmt::format("'{}' has values for {}, which failed", measure.name, manifest.name_of(key)));
      }
    }
  }
}

/// So many runs at a time, so that memory doesn't grow with their number.
void ResultFile::State::verify_span(const Group& group, RunSpan span) const {
  constexpr std::uint32_t most_runs = 8192;
  for (std::uint32_t policy = 0; policy < manifest.policies.size(); ++policy) {
    for (std::uint32_t begin = 0; begin < span.count; begin += most_runs) {
      std::vector<Sha256> hashes(std::min(most_runs, span.count - begin));
      for (const Measure& measure : manifest.layout.measures) {
        verify_measure(group, span, measure, policy, begin, hashes);
      }
      for (std::uint32_t r = 0; r < hashes.size(); ++r) {
        const RunKey key{policy, span.first + begin + r};
        const std::size_t run = manifest.index(key);
        const std::string computed = hashes[r].hex();
        if (digests[run] != (status[run] != 0 ? failed_digest() : computed)) {
          refuse(fmt::format("the values of {} don't fit their digest", manifest.name_of(key)));
        }
      }
    }
  }
}

void ResultFile::State::verify_values() const {
  const Group root = data->root();
  verify_span(root, manifest.replicate_span());
  if (manifest.worlds > 0) verify_span(root.group("worlds"), manifest.world_span());
}

void ResultFile::State::require_texts(const Group& group, const std::string& name,
                                      const std::vector<std::string>& expected) const {
  const Dataset dataset = group.dataset(name);
  if (dataset.shape() != Shape{expected.size()} || dataset.read_texts() != expected) {
    refuse(fmt::format("the texts of '{}' are not those of its manifest", name));
  }
}

void ResultFile::State::require_numbers(const Group& group, const Dimension& dimension) const {
  const Dataset dataset = group.dataset(dimension.name);
  std::vector<std::int64_t> stored(dimension.size());
  if (dataset.shape() != Shape{stored.size()})
    refuse(fmt::format("'{}' has another length than declared", dimension.name));
  dataset.read(stored.data(), Type::int64);
  if (stored != dimension.values)
    refuse(fmt::format("the values of '{}' are not those of its manifest", dimension.name));
}

void ResultFile::State::require_numbers(const Group& group, const std::string& name,
                                        const std::vector<double>& expected) const {
  const Dataset dataset = group.dataset(name);
  std::size_t size = 1;
  for (const std::uint64_t one : dataset.shape()) size *= one;
  std::vector<double> stored(expected.size());
  if (size != stored.size() || dataset.type() != Type::float64)
    refuse(fmt::format("'{}' is not stored as declared", name));
  dataset.read(stored.data(), Type::float64);
  if (stored != expected) refuse(fmt::format("the values of '{}' are not those of its manifest", name));
}

/// What is varied, as it stands at the root and in /design.
void ResultFile::State::verify_points(const Group& root) const {
  const DesignTable& design = manifest.design;
  require_numbers(root, point_dimension(design.points()));
  for (const DesignParameter& one : design.parameters) {
    if (one.words.empty())
      require_numbers(root, one.key, one.values);
    else
      require_texts(root, one.key, word_values(one));
  }
  const Group group = root.group("design");
  if (group.text("method") != design.method) refuse("the method of its design is not that of its manifest");
  require_texts(group, "varied", varied_dimension(design.parameters).labels);
  require_numbers(group, "varied_value", point_values(design));
  for (const DesignNumberRow& row : design_number_rows()) {
    std::vector<double> expected;
    for (const DesignParameter& one : design.parameters) expected.push_back(one.*row.field);
    require_numbers(group, row.name, expected);
  }
  for (const DesignTextRow& row : design_text_rows()) {
    std::vector<std::string> expected;
    for (const DesignParameter& one : design.parameters) expected.push_back(one.*row.field);
    require_texts(group, row.name, expected);
  }
}

/// Labels, numbers and descriptions of the root or of /worlds.
void ResultFile::State::verify_coordinates(const Group& group, const Dimension& course) const {
  require_texts(group, "policy", manifest.policies);
  require_numbers(group, course);
  if (!manifest.design.empty()) verify_points(group);
  for (const Dimension& dimension : manifest.layout.dimensions) {
    if (dimension.labels.empty())
      require_numbers(group, dimension);
    else
      require_texts(group, dimension.name, dimension.labels);
  }
  for (const Measure& measure : manifest.layout.measures) {
    const Dataset dataset = group.dataset(measure.name);
    if (dataset.text("units") != measure.unit || dataset.text("long_name") != measure.long_name) {
      refuse(fmt::format("unit or description of '{}' are not those of its manifest", measure.name));
    }
  }
}

/// What the worlds drew, as it stands in /worlds.
void ResultFile::State::verify_parameters(const Group& group) const {
  const std::vector<WorldParameter>& parameters = manifest.world_parameters;
  if (parameters.empty()) return;
  require_texts(group, "parameter", parameter_dimension(parameters).labels);
  require_numbers(group, "parameter_value", drawn_values(manifest));
  for (const ParameterNumberRow& row : parameter_number_rows()) {
    std::vector<double> expected;
    for (const WorldParameter& one : parameters) expected.push_back(one.*row.field);
    require_numbers(group, row.name, expected);
  }
  for (const ParameterTextRow& row : parameter_text_rows()) {
    std::vector<std::string> expected;
    for (const WorldParameter& one : parameters) expected.push_back(one.*row.field);
    require_texts(group, row.name, expected);
  }
}

void ResultFile::State::verify_provenance() const {
  const Group root = data->root();
  const Group provenance = root.group("provenance");
  const FileFacts facts{&manifest, manifest_digest, digest};
  for (const AttributeRow& row : attribute_rows()) {
    const std::string name = row.name;
    if (name == "compiler" || name == "flags" || name == "hdf5_version") continue;  // of whoever merged it
    const Group& group = std::string(row.group) == "/" ? root : provenance;
    const AttributeValue expected = row.value(facts);
    const auto* text = std::get_if<std::string>(&expected);
    if (text && group.text(name) != *text) refuse(fmt::format("attribute '{}' is not that of its manifest", name));
  }
  if (provenance.dataset("scenario").read_texts() != std::vector<std::string>{manifest.scenario_toml}) {
    refuse("its scenario is not that of its manifest");
  }
  const Dataset bytes = provenance.dataset("scenario_bytes");
  std::string scenario(manifest.scenario_toml.size(), '\0');
  if (bytes.shape() != Shape{scenario.size()}) refuse("its scenario is not that of its manifest");
  bytes.read(scenario.data(), Type::uint8);
  if (scenario != manifest.scenario_toml) refuse("its scenario is not that of its manifest");
}

/// Reads imported networks, each of which must have the digest that the manifest names.
Imports ResultFile::State::read_imports() const {
  const auto checked = [&](auto network, const std::string& expected, const char* what) {
    const std::string bytes = bytes_of(network);
    if (sha256(bytes.data(), bytes.size()) != expected) refuse(fmt::format("{} not that of its manifest", what));
    return std::make_shared<const decltype(network)>(std::move(network));
  };
  Imports imports;
  const Group root = data->root();
  if (!manifest.streets_digest.empty()) {
    imports.streets = checked(read_network(root), manifest.streets_digest, "its street network is");
  }
  if (!manifest.ties_digest.empty()) {
    imports.ties = checked(read_ties(root), manifest.ties_digest, "its list of ties is");
  }
  return imports;
}

// ---- the public face ----

ResultFile::ResultFile(fs::path file) : state_(std::make_unique<State>(std::move(file))) { state_->open(); }
ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

const fs::path& ResultFile::path() const { return state_->file; }
const Manifest& ResultFile::manifest() const { return state_->manifest; }
const std::string& ResultFile::digest() const { return state_->digest; }
const std::string& ResultFile::digest(RunKey key) const { return state_->digests[state_->manifest.index(key)]; }
bool ResultFile::failed(RunKey key) const { return state_->status[state_->manifest.index(key)] != 0; }
const std::string& ResultFile::failure(RunKey key) const { return state_->failures[state_->manifest.index(key)]; }
double ResultFile::wall_seconds(RunKey key) const { return state_->wall[state_->manifest.index(key)]; }

std::string ResultFile::verify() const {
  try {
    state_->verify_values();
    const Group root = state_->data->root();
    state_->verify_coordinates(root, replicate_dimension(state_->manifest.replicates));
    if (state_->manifest.worlds > 0) {
      const Group worlds = root.group("worlds");
      state_->verify_coordinates(worlds, world_dimension(state_->manifest.worlds));
      state_->verify_parameters(worlds);
    }
    state_->verify_provenance();
    static_cast<void>(state_->read_imports());
  } catch (const h5::Failure& failure) {
    state_->refuse(failure.what());
  }
  return state_->digest;
}

Imports ResultFile::imports() const {
  try {
    return state_->read_imports();
  } catch (const h5::Failure& failure) {
    state_->refuse(failure.what());
  }
}

const Measure& ResultFile::measure(const std::string& name) const {
  for (const Measure& one : state_->manifest.layout.measures) {
    if (one.name == name) return one;
  }
  throw UserError(fmt::format("'{}' has no measure '{}'", state_->file.string(), name), "",
                  "`ncdump -h FILE` lists its measures");
}

template <class Value>
std::vector<Value> ResultFile::State::read_all(const Group& group, const std::string& name, Type as) const {
  try {
    const Dataset dataset = group.dataset(name);
    std::size_t size = 1;
    for (const std::uint64_t one : dataset.shape()) size *= one;
    std::vector<Value> all(size);
    dataset.read(all.data(), as);
    return all;
  } catch (const h5::Failure& failure) {
    refuse(failure.what());
  }
}

std::vector<double> ResultFile::values(const std::string& name) const {
  return state_->read_all<double>(state_->data->root(), measure(name).name, Type::float64);
}

std::vector<double> ResultFile::world_values(const std::string& name) const {
  const std::string& known = measure(name).name;
  if (state_->manifest.worlds == 0) return {};
  return state_->read_all<double>(state_->data->root().group("worlds"), known, Type::float64);
}

std::vector<std::int64_t> ResultFile::integers(const std::string& name) const {
  EXPECT(measure(name).integer);
  return state_->read_all<std::int64_t>(state_->data->root(), name, Type::int64);
}

}  // namespace cogov
