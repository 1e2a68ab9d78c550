/// Runs a reduced scenario and reads its trace.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "scenarios/load.hpp"

namespace cogov::testing {

/// One row of the request trace. Times are seconds from day 0, -1 when not (yet) the case.
struct TracedRequest {
  std::int64_t kind = 0, state = 0, of_place = 0, origin = 0, trial = 0, finder = 0, worsened = 0;
  std::int64_t onset = 0, noticed = 0, reported = 0, dispatched = 0, service = 0, resolved = 0, fixed = 0;
};

/// The request trace of a run, in the order in which the requests were closed.
inline std::vector<TracedRequest> requests_of(const RunResult& result) {
  const TraceTable& table = result.trace.at(0);
  std::vector<TracedRequest> requests(table.columns.at(0).values.size());
  const auto take = [&](const char* name, std::int64_t TracedRequest::*member) {
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& c) { return c.name == name; });
    if (column == table.columns.end()) throw std::out_of_range(name);
    for (std::size_t i = 0; i < requests.size(); ++i) requests[i].*member = column->values[i];
  };
  take("kind", &TracedRequest::kind);
  take("state", &TracedRequest::state);
  take("of_place", &TracedRequest::of_place);
  take("origin", &TracedRequest::origin);
  take("trial", &TracedRequest::trial);
  take("finder", &TracedRequest::finder);
  take("worsened", &TracedRequest::worsened);
  take("onset", &TracedRequest::onset);
  take("noticed", &TracedRequest::noticed);
  take("reported", &TracedRequest::reported);
  take("dispatched", &TracedRequest::dispatched);
  take("service", &TracedRequest::service);
  take("resolved", &TracedRequest::resolved);
  take("fixed", &TracedRequest::fixed);
  return requests;
}

/// A scenario of scenarios/verification, loaded like any other, with values set on top.
class Reduced {
 public:
  explicit Reduced(const std::string& name, const std::vector<std::string>& set = {}, bool tracing = true)
      : Reduced(load_scenario(std::filesystem::path(COGOV_SOURCE_DIR) / "scenarios" / "verification" / (name + ".toml"),
                              {.set = set, .library = {}}),
                tracing) {}

  Reduced(const Scenario& scenario, bool tracing)
      : settings_(scenario.baseline()), experiment_({settings_}, tracing), society_(experiment_.society(0)) {}

  [[nodiscard]] RunResult run(std::uint32_t replicate = 0) const { return experiment_.warm_up(replicate)->live_on(0); }

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const PolicyExperiment& experiment() const { return experiment_; }
  [[nodiscard]] const CommunityPlan& plan() const { return society_.population().communities.front(); }

  /// The luck of a replicate, and whose luck a personal need goes by.
  [[nodiscard]] Luck luck(std::uint32_t replicate = 0) const {
    return Luck(static_cast<std::uint64_t>(settings_.integer("run.seed")), replicate);
  }
  [[nodiscard]] Who who(const TracedRequest& r) const {
    return {0, EntityType::resident, plan().resident_ordinal[static_cast<std::size_t>(r.origin)]};
  }

  /// Needs of a kind a day, of all residents, where all ages have the same rate.
  [[nodiscard]] double needs_per_day(const std::string& kind) const {
    return settings_.real("request_kinds." + kind + ".rate_17_59") * static_cast<double>(plan().residents()) / 1000 /
           365;
  }

  /// A run's measure as numbers, whatever its type.
  [[nodiscard]] std::vector<double> measure(const RunResult& result, const std::string& name) const {
    const std::vector<Measure>& measures = experiment_.layout().measures;
    for (std::size_t i = 0; i < measures.size(); ++i) {
      if (measures[i].name != name) continue;
      return std::visit([](const auto& values) { return std::vector<double>(values.begin(), values.end()); },
                        result.arrays[i]);
    }
    throw std::out_of_range(name);
  }

  /// Seconds from day 0 to the end of a run.
  [[nodiscard]] std::int64_t seconds() const {
    return static_cast<std::int64_t>(experiment_.calendar().end) - experiment_.calendar().day0;
  }

 private:
  Settings settings_;
  PolicyExperiment experiment_;
  Society society_;
};

/// What to set so that a kind arises so often a day among so many residents.
inline std::vector<std::string> needs_per_day(const std::string& kind, double per_day, std::size_t residents) {
  std::vector<std::string> set;
  const std::string value = std::to_string(per_day * 365 * 1000 / static_cast<double>(residents));
  for (const char* band : {"rate_0_16", "rate_17_59", "rate_60_79", "rate_80_plus"}) {
    set.push_back("request_kinds." + kind + "." + band + "=" + value);
  }
  return set;
}

}  // namespace cogov::testing
