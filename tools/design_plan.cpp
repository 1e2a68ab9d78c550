#include "tools/design_plan.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <limits>

#include "output/shard.hpp"
#include "output/wording.hpp"
#include "sim/ensemble.hpp"

namespace cogov {

namespace {

using Clock = std::chrono::steady_clock;

/// Seconds for all policies of one replicate at a point, on one thread; NaN if a run fails or is interrupted.
double seconds_at(const PolicyExperiment& experiment, std::uint32_t point, std::uint32_t policies,
                  const std::atomic<bool>& stop) {
  std::vector<RunKey> runs;
  for (std::uint32_t policy = 0; policy < policies; ++policy) runs.push_back({policy, point});
  std::uint32_t done = 0;
  const Sink sink{.done = [&](RunKey, RunResult&&) { ++done; }, .failed = [](RunKey, const std::string&) {}};
  const auto begun = Clock::now();
  run_ensemble(experiment, runs, 1, stop, sink);
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return done == policies ? seconds : std::numeric_limits<double>::quiet_NaN();
}

std::string time_text(double seconds) {
  if (seconds < 100) return fmt::format("{} s", std::max(1.0, std::ceil(seconds)));
  if (seconds < 100 * 60) return fmt::format("{} min", std::ceil(seconds / 60));
  if (seconds < 100 * 3600) return fmt::format("{} h", std::ceil(seconds / 3600));
  return fmt::format("{} days", std::ceil(seconds / 86400));
}

std::string size_text(double bytes) {
  if (bytes < 1e6) return "1 MB";
  if (bytes < 1e9) return fmt::format("{} MB", rough_text(bytes / 1e6));
  return fmt::format("{} GB", rough_text(bytes / 1e9));
}

}  // namespace

DesignPlan plan_of(const PolicyExperiment& experiment, const Manifest& manifest, std::size_t to_do,
                   std::uint32_t threads, const std::atomic<bool>& stop) {
  // Measured: of the numbers of half a year's run about a seventh is left when they are packed.
  constexpr double packed = 0.15;
  constexpr double of_the_file_itself = 400e3;
  DesignPlan plan;
  plan.points = manifest.points();
  plan.policies = static_cast<std::uint32_t>(manifest.policies.size());
  plan.replicates = manifest.replicates;
  plan.threads = threads;
  plan.runs = manifest.size();
  plan.to_do = to_do;
  plan.bytes = static_cast<double>(plan.runs * row_offsets(manifest.layout).back() * sizeof(double)) * packed +
               of_the_file_itself;
  if (to_do == 0) return plan;
  const std::uint32_t last = plan.points - 1;
  const double first_seconds = seconds_at(experiment, 0, plan.policies, stop);
  const double last_seconds = last > 0 ? seconds_at(experiment, last, plan.policies, stop) : first_seconds;
  const double a_replicate = (first_seconds + last_seconds) / 2;
  plan.seconds = a_replicate * static_cast<double>(to_do) / plan.policies / threads;
  return plan;
}

std::string plan_text(const DesignPlan& plan) {
  const auto count = [](double number) { return number_text(number, 1); };
  const auto several = [&](double number, const char* one, const char* many) {
    return fmt::format("{} {}", count(number), number == 1 ? one : many);
  };
  std::string text = fmt::format(
      "{} x {} x {} = {}", several(plan.points, "point", "points"), several(plan.policies, "policy", "policies"),
      several(plan.replicates, "replicate", "replicates"), several(static_cast<double>(plan.runs), "run", "runs"));
  if (plan.to_do < plan.runs) text += fmt::format(", {} of them here and now", count(static_cast<double>(plan.to_do)));
  if (std::isfinite(plan.seconds)) {
    text += fmt::format(", about {} on {}", time_text(plan.seconds), several(plan.threads, "thread", "threads"));
  }
  return text + "; the file: about " + size_text(plan.bytes);
}

}  // namespace cogov
