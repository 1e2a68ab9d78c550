#include "output/result_in_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "output/shard.hpp"
#include "sim/errors.hpp"

namespace cogov {

std::shared_ptr<const HeldRun> hold(const Layout& layout, RunResult result) {
  std::string digest = result.arrays.empty() ? failed_digest() : run_digest(layout, result);
  return std::make_shared<const HeldRun>(HeldRun{std::move(result), std::move(digest)});
}

ResultInMemory::ResultInMemory(std::string name, Manifest manifest, std::vector<std::shared_ptr<const HeldRun>> runs)
    : name_(std::move(name)), manifest_(std::move(manifest)), runs_(std::move(runs)) {
  EXPECT(runs_.size() == manifest_.size());
  std::vector<std::string> digests;
  for (const auto& run : runs_) digests.push_back(run->digest);
  digest_ = whole_digest(digests);
}

std::vector<double> ResultInMemory::values_of(const std::string& name, RunSpan span) const {
  const std::vector<Measure>& measures = manifest_.layout.measures;
  const auto measure = std::ranges::find(measures, name, &Measure::name);
  if (measure == measures.end()) throw UserError(fmt::format("there is no measure '{}'", name));
  const auto position = static_cast<std::size_t>(measure - measures.begin());
  const std::size_t size = manifest_.layout.size(*measure);
  const double blank = measure->integer ? 0 : std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values;
  values.reserve(manifest_.policies.size() * span.count * size);
  for (std::uint32_t policy = 0; policy < manifest_.policies.size(); ++policy) {
    for (std::uint32_t course = 0; course < span.count; ++course) {
      const RunKey key{policy, span.first + course};
      if (failed(key)) {
        values.insert(values.end(), size, blank);
        continue;
      }
      const auto append = [&](const auto& array) {
        for (const auto value : array) values.push_back(static_cast<double>(value));
      };
      std::visit(append, run(key).result.arrays[position]);
    }
  }
  return values;
}

std::vector<double> ResultInMemory::values(const std::string& measure) const {
  return values_of(measure, manifest_.replicate_span());
}

std::vector<double> ResultInMemory::world_values(const std::string& measure) const {
  return values_of(measure, manifest_.world_span());
}

}  // namespace cogov
