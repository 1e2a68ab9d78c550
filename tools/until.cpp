#include "tools/until.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "output/statistics.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t batch = 10;
constexpr std::size_t most_kept = std::size_t{256} << 20;  // bytes

std::size_t bytes_of(const RunResult& result) {
  std::size_t bytes = 0;
  for (const Array& array : result.arrays) {
    bytes += std::visit([](const auto& values) { return values.size() * sizeof values[0]; }, array);
  }
  for (const TraceTable& table : result.trace) {
    for (const TraceColumn& column : table.columns) bytes += column.values.size() * sizeof column.values[0];
  }
  return bytes;
}

double number_in(const Array& array) {
  return std::visit([](const auto& values) { return static_cast<double>(values.front()); }, array);
}

/// The widest interval of all policies; infinite as long as one has none but could have, or leaves pairs out.
double widest(const std::vector<std::vector<double>>& values) {
  double width = 0;
  const std::vector<double> zero(values.front().size(), 0.0);
  for (std::size_t policy = values.size() > 1 ? 1 : 0; policy < values.size(); ++policy) {
    const auto& against = policy == 0 ? zero : values.front();
    const PairedStatistics statistics = paired_statistics(against, values[policy]);
    if (statistics.left_out() > 0)
      width = std::numeric_limits<double>::infinity();
    else if (statistics.interval)
      width = std::max(width, statistics.interval->half_width());
    else if (!statistics.constant)
      width = std::numeric_limits<double>::infinity();
  }
  return width;
}

}  // namespace

bool is_open(const Scenario& scenario) { return scenario.baseline().integer("run.replicates") == 0; }

void set_replicates(Scenario& scenario, std::uint32_t replicates) {
  for (Policy& policy : scenario.policies) policy.settings.set("run.replicates", std::int64_t{replicates});
}

UntilPrecise run_until_precise(const Scenario& scenario, bool tracing, std::uint32_t threads,
                               const std::atomic<bool>& stop) {
  const double target = scenario.baseline().real("run.target_half_width");
  const auto most = static_cast<std::uint32_t>(scenario.baseline().integer("run.most_replicates"));
  const PolicyExperiment experiment(runnable_policies(scenario), tracing, scenario.imports);
  const std::string& primary = scenario.baseline().word("compare.primary_measure");
  const auto& measures = experiment.layout().measures;
  const auto place = static_cast<std::size_t>(std::ranges::find(measures, primary, &Measure::name) - measures.begin());
  const auto policies = static_cast<std::uint32_t>(scenario.policies.size());
  UntilPrecise until;
  std::vector<std::vector<double>> values(policies);
  std::size_t kept = 0;
  std::map<RunKey, std::string> failures;  // the first is told, whichever came first
  std::mutex lock;
  const Sink sink{.done =
                      [&](RunKey key, RunResult&& result) {
                        const std::lock_guard guard(lock);
                        values[key.policy][key.replicate] = number_in(result.arrays[place]);
                        const std::size_t bytes = bytes_of(result);
                        if (kept + bytes > most_kept) return;
                        kept += bytes;
                        until.runs.emplace(key, std::move(result));
                      },
                  .failed =
                      [&](RunKey key, const std::string& reason) {
                        const std::lock_guard guard(lock);
                        failures.emplace(key, reason);
                      }};
  while (until.replicates < most) {
    const std::uint32_t next = std::min(most, until.replicates + batch);
    std::vector<RunKey> runs;
    for (std::uint32_t r = until.replicates; r < next; ++r) {
      for (std::uint32_t p = 0; p < policies; ++p) runs.push_back({p, r});
    }
    for (std::vector<double>& own : values) own.resize(next);
    run_ensemble(experiment, runs, threads, stop, sink);
    if (stop) return {};
    if (!failures.empty()) {
      throw UserError("a run failed before it was known how many are needed", failures.begin()->second);
    }
    until.replicates = next;
    until.half_width = widest(values);
    if (until.half_width <= target) break;
  }
  return until;
}

}  // namespace cogov
