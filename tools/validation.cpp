#include "tools/validation.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>

#include "models/experiment.hpp"
#include "output/statistics.hpp"
#include "sim/ensemble.hpp"
#include "sim/quantiles.hpp"
#include "tools/experiments.hpp"
#include "tools/patterns.hpp"

namespace cogov {

bool Pattern::near_the_edge() const {
  return seen() && (std::abs(value - low) < reach || std::abs(value - high) < reach);
}

bool KindDurations::inside() const {
  return least_variation <= squared_variation && squared_variation <= most_variation;
}

namespace {

/// What was seen of a pattern, one value a replicate.
struct Seen {
  Looked looked;
  std::vector<double> values = {};
};

std::vector<Seen> to_see(std::vector<Looked>&& all) {
  std::vector<Seen> seen;
  for (Looked& looked : all) seen.push_back({std::move(looked)});
  return seen;
}

void look_at(std::vector<Seen>& all, const Year& year) {
  for (Seen& seen : all) seen.values.push_back(seen.looked.look(year));
}

Pattern pattern_of(Seen&& seen) {
  Pattern pattern = std::move(seen.looked.pattern);
  const auto n = static_cast<double>(seen.values.size());
  pattern.value = mean(seen.values);
  const double error = std::sqrt(variance(seen.values) / n);  // NaN of one replicate
  pattern.reach = n > 1 ? student_t_quantile(.975, n - 1) * error : error;
  if (pattern.reach < 1e-9 * std::abs(pattern.value)) pattern.reach = 0;  // nothing but rounding
  return pattern;
}

std::vector<Pattern> patterns_of(std::vector<Seen>&& all) {
  std::vector<Pattern> patterns;
  for (Seen& seen : all) patterns.push_back(pattern_of(std::move(seen)));
  return patterns;
}

std::vector<KindDurations> durations_of(const std::map<std::size_t, std::vector<double>>& by_kind) {
  std::vector<KindDurations> durations;
  for (const auto& [kind, of_kind] : by_kind) {
    if (of_kind.size() < enough_cases) continue;
    std::vector<double> days = of_kind;
    KindDurations& row = durations.emplace_back();
    row.kind = kind;
    row.cases = days.size();
    row.mean = mean(days);
    row.median = exact_quantile(days, .5);
    row.p90 = exact_quantile(days, .9);
    row.squared_variation = squared_variation(of_kind);
  }
  return durations;
}

/// Runs them all, with their traces.
std::vector<RunResult> runs_of(const PolicyExperiment& experiment, std::uint32_t replicates, std::uint32_t threads) {
  std::vector<RunResult> runs(replicates);
  std::vector<RunKey> keys;
  for (std::uint32_t r = 0; r < replicates; ++r) keys.push_back({0, r});
  std::mutex lock;
  std::string failure;
  const Sink sink{.done = [&](RunKey key, RunResult&& run) { runs[key.replicate] = std::move(run); },
                  .failed =
                      [&](RunKey, const std::string& reason) {
                        const std::lock_guard guard(lock);
                        failure = reason;
                      }};
  const std::atomic<bool> go_on{false};
  run_ensemble(experiment, keys, threads_to_use(threads), go_on, sink);
  if (!failure.empty()) throw UserError("a run failed", failure, "");
  return runs;
}

}  // namespace

Validation validate(const Scenario& scenario, std::uint32_t replicates, std::uint32_t threads) {
  Settings settings = runnable_policies(scenario).front();
  settings.set("run.replicates", static_cast<std::int64_t>(replicates));
  settings.set("run.trace_day", std::int64_t{0});
  const PolicyExperiment experiment({settings}, true, scenario.imports);
  const std::vector<RunResult> runs = runs_of(experiment, replicates, threads);
  std::vector<Seen> patterns = to_see(known_patterns());
  std::vector<Seen> quantities = to_see(yearly_quantities());
  std::map<std::size_t, std::vector<double>> days;
  for (std::uint32_t r = 0; r < replicates; ++r) {  // in their order: sums don't depend on threads
    const Society society = experiment.society(r);
    const Year year(experiment.layout(), runs[r], settings, society.population());
    look_at(patterns, year);
    look_at(quantities, year);
    for (const auto& [kind, of_run] : reported_days(year)) {
      days[kind].insert(days[kind].end(), of_run.begin(), of_run.end());
    }
  }
  return {patterns_of(std::move(patterns)), patterns_of(std::move(quantities)), durations_of(days)};
}

}  // namespace cogov
