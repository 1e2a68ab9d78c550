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
  void read_runs(const Group& root, const Group& provenance);
  void require_measures(const Group& root) const;
  void verify_values() const;
  void verify_measure(const Measure& measure, std::vector<Sha256>& hashes) const;
  void verify_coordinates() const;
  void verify_provenance() const;
  [[nodiscard]] Imports read_imports() const;
  [[noreturn]] void refuse(const std::string& why) const {
    throw UserError(fmt::format("'{}' can't be used", file.string()), why);
  }
  /// Position of a run in arrays over (policy, replicate).
  [[nodiscard]] std::size_t position(RunKey key) const {
    EXPECT(key.policy < manifest.policies.size() && key.replicate < manifest.replicates);
    return std::size_t{key.policy} * manifest.replicates + key.replicate;
  }
  [[nodiscard]] Shape shape_of(const Measure& measure) const {
    Shape shape{manifest.policies.size(), manifest.replicates};
    for (const std::string& name : measure.dimensions) shape.push_back(manifest.layout.dimension(name).size());
    return shape;
  }
  template <class Value>
  std::vector<Value> read_all(const std::string& name, Type as) const;

  fs::path file;
  std::optional<h5::File> data;
  Manifest manifest;
  std::string digest;
  std::string manifest_digest;
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
    read_runs(root, provenance);
    require_measures(root);
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

void ResultFile::State::read_runs(const Group& root, const Group& provenance) {
  const Shape shape{manifest.policies.size(), manifest.replicates};
  const Dataset stored_status = root.dataset("run_status");
  const Dataset stored_digests = provenance.dataset("run_digest");
  const Dataset stored_failures = provenance.dataset("failure");
  const Dataset stored_wall = root.group("timing").dataset("wall_seconds");
  for (const Dataset* one : {&stored_status, &stored_digests, &stored_failures, &stored_wall}) {
    if (one->shape() != shape) refuse("its list of runs doesn't fit its manifest");
  }
  status.resize(manifest.size());
  wall.resize(manifest.size());
  stored_status.read(status.data(), Type::int64);
  stored_wall.read(wall.data(), Type::float64);
  digests = stored_digests.read_texts();
  failures = stored_failures.read_texts();
  digest = root.text("digest");
  std::vector<std::string> in_order;
  for (const RunKey key : manifest.runs()) in_order.push_back(digests[position(key)]);
  if (whole_digest(in_order) != digest) refuse("the digests of its runs don't fit the digest of the whole");
}

void ResultFile::State::require_measures(const Group& root) const {
  for (const Measure& measure : manifest.layout.measures) {
    if (!root.has(measure.name)) refuse(fmt::format("measure '{}' is missing", measure.name));
    const Dataset dataset = root.dataset(measure.name);
    if (dataset.shape() != shape_of(measure) || dataset.type() != (measure.integer ? Type::int64 : Type::float64)) {
      refuse(fmt::format("measure '{}' is not stored as declared", measure.name));
    }
  }
}

// ---- verification ----

/// Adds one measure to the digest of every run, a block of consecutive runs at a time.
void ResultFile::State::verify_measure(const Measure& measure, std::vector<Sha256>& hashes) const {
  const Dataset dataset = data->root().dataset(measure.name);
  const Shape shape = shape_of(measure);
  const std::size_t size = manifest.layout.size(measure);
  constexpr std::size_t most_values = std::size_t{1} << 20;
  const std::size_t block = std::clamp<std::size_t>(most_values / size, 1, manifest.replicates);
  const Array blank = blank_array(measure, 1);
  const void* blank_value = std::visit([](const auto& one) { return static_cast<const void*>(one.data()); }, blank);
  std::vector<std::uint64_t> values(block * size);
  for (std::uint64_t policy = 0; policy < manifest.policies.size(); ++policy) {
    for (std::uint64_t begin = 0; begin < manifest.replicates; begin += block) {
      Shape offset(shape.size(), 0);
      Shape count = shape;
      offset[0] = policy;
      offset[1] = begin;
      count[0] = 1;
      count[1] = std::min<std::uint64_t>(block, manifest.replicates - begin);
      dataset.read(values.data(), measure.integer ? Type::int64 : Type::float64, offset, count);
      for (std::uint64_t r = 0; r < count[1]; ++r) {
        const std::size_t run = policy * manifest.replicates + begin + r;
        const std::uint64_t* own = values.data() + r * size;
        hashes[run].add(own, size * sizeof *own);
        const auto is_blank = [&](std::uint64_t bits) { return std::memcmp(&bits, blank_value, sizeof bits) == 0; };
        if (status[run] != 0 && !std::all_of(own, own + size, is_blank)) {
          refuse(fmt::format("'{}' has values for policy {}, replicate {}, which failed", measure.name, policy,
                             begin + r));
        }
      }
    }
  }
}

void ResultFile::State::verify_values() const {
  std::vector<Sha256> hashes(manifest.size());
  for (const Measure& measure : manifest.layout.measures) verify_measure(measure, hashes);
  for (const RunKey key : manifest.runs()) {
    const std::size_t run = position(key);
    const std::string computed = hashes[run].hex();
    if (digests[run] != (status[run] != 0 ? failed_digest() : computed)) {
      refuse(fmt::format("the values of policy '{}', replicate {} don't fit their digest",
                         manifest.policies[key.policy], key.replicate));
    }
  }
}

void ResultFile::State::verify_coordinates() const {
  const Group root = data->root();
  const auto require_texts = [&](const std::string& name, const std::vector<std::string>& expected) {
    const Dataset dataset = root.dataset(name);
    if (dataset.shape() != Shape{expected.size()} || dataset.read_texts() != expected) {
      refuse(fmt::format("the labels of '{}' are not those of its manifest", name));
    }
  };
  const auto require_numbers = [&](const std::string& name, const std::vector<std::int64_t>& expected) {
    const Dataset dataset = root.dataset(name);
    std::vector<std::int64_t> stored(expected.size());
    if (dataset.shape() != Shape{expected.size()}) refuse(fmt::format("'{}' has another length than declared", name));
    dataset.read(stored.data(), Type::int64);
    if (stored != expected) refuse(fmt::format("the values of '{}' are not those of its manifest", name));
  };
  require_texts("policy", manifest.policies);
  std::vector<std::int64_t> replicates;
  for (std::int64_t r = 0; r < manifest.replicates; ++r) replicates.push_back(r);
  require_numbers("replicate", replicates);
  for (const Dimension& dimension : manifest.layout.dimensions) {
    if (dimension.labels.empty())
      require_numbers(dimension.name, dimension.values);
    else
      require_texts(dimension.name, dimension.labels);
  }
  for (const Measure& measure : manifest.layout.measures) {
    const Dataset dataset = root.dataset(measure.name);
    if (dataset.text("units") != measure.unit || dataset.text("long_name") != measure.long_name) {
      refuse(fmt::format("unit or description of '{}' are not those of its manifest", measure.name));
    }
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
const std::string& ResultFile::digest(RunKey key) const { return state_->digests[state_->position(key)]; }
bool ResultFile::failed(RunKey key) const { return state_->status[state_->position(key)] != 0; }
const std::string& ResultFile::failure(RunKey key) const { return state_->failures[state_->position(key)]; }
double ResultFile::wall_seconds(RunKey key) const { return state_->wall[state_->position(key)]; }

std::string ResultFile::verify() const {
  try {
    state_->verify_values();
    state_->verify_coordinates();
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
std::vector<Value> ResultFile::State::read_all(const std::string& name, Type as) const {
  try {
    const Dataset dataset = data->root().dataset(name);
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
  return state_->read_all<double>(measure(name).name, Type::float64);
}

std::vector<std::int64_t> ResultFile::integers(const std::string& name) const {
  EXPECT(measure(name).integer);
  return state_->read_all<std::int64_t>(name, Type::int64);
}

}  // namespace cogov
