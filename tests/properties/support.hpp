/// What the property tests share: small societies, and their runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "models/experiment.hpp"
#include "models/settings.hpp"
#include "sim/results.hpp"

namespace cogov::testing {

/// How large and how long.
struct Size {
  std::int64_t communities = 1;
  std::int64_t households = 250;
  std::int64_t warmup_days = 30;
  std::int64_t days = 60;
};

/// Settings of a society that runs in a few hundredths of a second; two grid workers, one clerk.
[[nodiscard]] inline Settings small_settings(Size size = {}) {
  Settings settings;
  settings.set("run.days", size.days);
  settings.set("run.warmup_days", size.warmup_days);
  settings.set("run.replicates", std::int64_t{1});
  settings.set("run.seed", std::int64_t{71});
  settings.set("community.number", size.communities);
  settings.set("community.households", size.households);
  settings.set("grid_workers.full_time", std::int64_t{2});
  settings.set("window.staff", std::int64_t{1});
  return settings;
}

/// The same, with every mechanism on.
[[nodiscard]] inline Settings busy_settings(Size size = {}) {
  Settings settings = small_settings(size);
  for (const Section& section : all_sections()) {
    if (section.switchable) settings.switch_on(section.key, true);
  }
  settings.set("merged_grids.households_per_grid", 120.0);
  settings.set("act_before_complaint.padding", .5);
  settings.set("home_visits.alone_60_plus", 52.0);
  settings.set("home_visits.aged_80_plus", 52.0);
  settings.set("home_visits.disabled", 26.0);
  return settings;
}

/// The same without those that bring requests of their own, take away what would arise, or take over what staff and
/// outside servers do: the mechanisms from the first to the three lists.
[[nodiscard]] inline Settings steady_settings(Size size = {}) {
  Settings settings = busy_settings(size);
  bool steady = true;
  for (const Section& section : all_sections()) {
    if (!section.switchable) continue;
    if (!steady) settings.switch_on(section.key, false);
    if (section.key == "three_lists") steady = false;
  }
  return settings;
}

/// Lets a policy's change of a section take hold on day 0.
inline void at_once(Settings& settings) {
  for (const Section& section : all_sections()) {
    if (section.policy_may_set) settings.set(section.key + "." + std::string(lead_key), 0.0);
  }
}

/// One run.
[[nodiscard]] inline RunResult run_of(const PolicyExperiment& experiment, std::uint32_t policy = 0,
                                      std::uint32_t replicate = 0) {
  return experiment.warm_up(replicate)->live_on(policy);
}

/// The digest of one replicate of settings on their own.
[[nodiscard]] inline std::string digest_of(const Settings& settings) {
  const PolicyExperiment experiment({settings});
  return run_digest(experiment.layout(), run_of(experiment));
}

/// Where a measure stands in the layout.
[[nodiscard]] inline std::size_t position(const Layout& layout, const std::string& measure) {
  std::size_t at = 0;
  while (at < layout.measures.size() && layout.measures[at].name != measure) ++at;
  return at;
}

/// A measure's values as real numbers. std::out_of_range when there is no such measure.
[[nodiscard]] inline std::vector<double> values(const Layout& layout, const RunResult& run,
                                                const std::string& measure) {
  return std::visit([](const auto& array) { return std::vector<double>(array.begin(), array.end()); },
                    run.arrays.at(position(layout, measure)));
}

/// A measure of one number a run.
[[nodiscard]] inline double value(const Layout& layout, const RunResult& run, const std::string& measure) {
  return values(layout, run, measure).at(0);
}

/// Policies on the same luck; the first is the baseline of the warm-up too.
class Runs {
 public:
  explicit Runs(const std::vector<Settings>& policies) : experiment_(policies) {
    const std::unique_ptr<WarmWorld> warm = experiment_.warm_up(0);
    for (std::uint32_t p = 0; p < policies.size(); ++p) runs_.push_back(warm->live_on(p));
  }
  [[nodiscard]] double of(std::size_t policy, const std::string& measure, std::size_t at = 0) const {
    return values(experiment_.layout(), runs_.at(policy), measure).at(at);
  }

 private:
  PolicyExperiment experiment_;
  std::vector<RunResult> runs_;
};

/// The names of the measures in which two runs differ.
[[nodiscard]] inline std::vector<std::string> differing(const Layout& layout, const RunResult& one,
                                                        const RunResult& other) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < layout.measures.size(); ++i) {
    if (one.arrays[i] != other.arrays[i]) names.push_back(layout.measures[i].name);
  }
  return names;
}

}  // namespace cogov::testing
