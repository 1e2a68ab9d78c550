#include <fmt/format.h>

#include "output/durable.hpp"
#include "output/shard.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;
using h5::Dataset;
using h5::Group;
using h5::Type;

Shard::Shard(fs::path file, const Manifest& manifest) : file_(std::move(file)), manifest_(&manifest) {}

Shard::Shard(fs::path file, const Manifest& manifest, const std::string& manifest_digest)
    : Shard(std::move(file), manifest) {
  require_sealed(file_, "a shard");
  open(&manifest_digest);
}

Shard Shard::checked_before(fs::path file, const Manifest& manifest) {
  Shard shard(std::move(file), manifest);
  shard.open(nullptr);
  return shard;
}

void Shard::refuse(const std::string& why) const {
  throw UserError(fmt::format("shard '{}' can't be used", file_.string()), why,
                  "remove it and run again with --resume: its runs are then done anew");
}

void Shard::open(const std::string* manifest_digest) {
  try {
    data_ = h5::File::open(file_);
    const Group root = data_->root();
    if (!root.has_attribute("format") || root.text("format") != "cogov-shard") refuse("it is another kind of file");
    if (root.integer("format_version") != shard_format_version) refuse("it was written by another version of cogov");
    if (manifest_digest && root.text("manifest_digest") != *manifest_digest) {
      refuse("it belongs to another experiment: its manifest is not the one of this folder");
    }
    read_index();
    open_values();
    read_tables();
  } catch (const h5::Failure& failure) {
    refuse(failure.what());
  }
}

namespace {

std::vector<std::int64_t> numbers(const Group& group, const std::string& name) {
  const Dataset dataset = group.dataset(name);
  const h5::Shape shape = dataset.shape();
  std::vector<std::int64_t> values(shape.empty() ? 1 : shape[0]);
  if (!values.empty()) dataset.read(values.data(), Type::int64);
  return values;
}

}  // namespace

void Shard::read_index() {
  const Group root = data_->root();
  const std::vector<std::int64_t> policy = numbers(root, "policy");
  const std::vector<std::int64_t> replicate = numbers(root, "replicate");
  const std::vector<std::int64_t> failed = numbers(root, "run_status");
  const std::vector<std::string> reason = root.dataset("failure").read_texts();
  const std::vector<std::string> digest = root.dataset("run_digest").read_texts();
  const std::size_t count = policy.size();
  const Dataset seconds = root.dataset("wall_seconds");
  if (replicate.size() != count || failed.size() != count || reason.size() != count || digest.size() != count ||
      seconds.shape() != h5::Shape{count}) {
    refuse("its columns have different lengths");
  }
  std::vector<double> wall(count);
  seconds.read(wall.data(), Type::float64);
  const auto policies = static_cast<std::int64_t>(manifest_->policies.size());
  const auto courses = std::int64_t{manifest_->replicates} * manifest_->points() + manifest_->worlds;
  for (std::size_t r = 0; r < count; ++r) {
    const bool known = policy[r] >= 0 && policy[r] < policies && replicate[r] >= 0 && replicate[r] < courses;
    if (!known) {
      refuse(fmt::format("it holds policy {}, replicate {}, which is not in the manifest", policy[r], replicate[r]));
    }
    const RunKey key{static_cast<std::uint32_t>(policy[r]), static_cast<std::uint32_t>(replicate[r])};
    runs_.push_back({key, failed[r] != 0, reason[r], digest[r], wall[r]});
  }
}

void Shard::read_tables() {
  const Group traces = data_->root().group("trace");
  for (const std::string& name : traces.names()) {
    const Group group = traces.group(name);
    const Group columns = group.group("columns");
    ShardTable table{name, group.text("row"), {}, numbers(group, "rows")};
    for (const std::string& column : columns.names()) {
      const Dataset dataset = columns.dataset(column);
      table.columns.push_back({column, dataset.text("units"), dataset.text("long_name"), {}});
    }
    tables_.push_back(std::move(table));
  }
}

void Shard::open_values() {
  width_ = row_offsets(manifest_->layout).back();
  values_ = data_->root().dataset("values");
  if (values_->shape() != h5::Shape{runs_.size(), width_} || values_->type() != Type::int64) {
    refuse("its values are not stored as declared");
  }
}

std::vector<std::uint64_t> Shard::words(std::size_t run, std::size_t begin, std::size_t end) const {
  EXPECT(run < runs_.size() && begin <= end && end <= width_);
  std::vector<std::uint64_t> row(end - begin);
  try {
    if (!row.empty()) values_->read(row.data(), Type::int64, {run, begin}, {1, end - begin});
  } catch (const h5::Failure& failure) {
    refuse(failure.what());
  }
  return row;
}

void Shard::check_digests() const {
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    const std::vector<std::uint64_t> row = words(r, 0, width_);
    const std::string computed = sha256(row.data(), row.size() * sizeof row[0]);
    if (runs_[r].digest != (runs_[r].failed ? failed_digest() : computed)) {
      refuse(fmt::format("{} doesn't fit its digest", manifest_->name_of(runs_[r].key)));
    }
  }
}

std::vector<std::int64_t> Shard::column(const ShardTable& table, const std::string& name) const {
  try {
    return numbers(data_->root().group("trace").group(table.name).group("columns"), name);
  } catch (const h5::Failure& failure) {
    refuse(failure.what());
  }
}

}  // namespace cogov
