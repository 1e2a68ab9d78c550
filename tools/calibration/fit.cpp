#include "tools/calibration/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlopt.hpp>

#include "models/experiment.hpp"
#include "output/statistics.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/calibration/identify.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

struct Where {
  std::size_t section, param;
};

Where where_of(const std::string& key) {
  const std::size_t dot = key.rfind('.');
  const auto section = static_cast<std::size_t>(section_index(key.substr(0, dot)));
  return {section, static_cast<std::size_t>(param_index(all_sections()[section], key.substr(dot + 1)))};
}

/// Where a target's number stands in a run's result.
struct NumberAt {
  std::size_t measure = 0, label = 0;
};

NumberAt where_in_run(const Layout& layout, const FitTarget& target) {
  NumberAt spot;
  while (layout.measures[spot.measure].name != target.measure) ++spot.measure;
  const Measure& measure = layout.measures[spot.measure];
  if (measure.dimensions.empty()) return spot;
  const std::vector<std::string>& labels = layout.dimension(measure.dimensions.front()).labels;
  spot.label = static_cast<std::size_t>(std::find(labels.begin(), labels.end(), target.group) - labels.begin());
  return spot;
}

double number_at(const RunResult& run, NumberAt spot) {
  return std::visit([&](const auto& array) { return static_cast<double>(array[spot.label]); },
                    run.arrays[spot.measure]);
}

/// Runs a scenario at given values, again and again.
class Model {
 public:
  Model(const Scenario& scenario, const FitTask& task, std::uint32_t threads, const std::atomic<bool>& stop)
      : scenario_(scenario), task_(task), threads_(threads), stop_(stop) {
    for (const FitTarget& target : task.targets) {
      needed_.push_back(target.policy);
      if (target.minus) needed_.push_back(*target.minus);
    }
    std::sort(needed_.begin(), needed_.end());
    needed_.erase(std::unique(needed_.begin(), needed_.end()), needed_.end());
  }

  /// Nothing once asked to stop.
  std::optional<FitStep> at(const std::vector<double>& values) const {
    const Scenario scenario = with_values(scenario_, task_.parameters, values);
    std::vector<Settings> policies = runnable_policies(scenario);
    for (Settings& policy : policies) policy.set("run.replicates", static_cast<std::int64_t>(task_.replicates));
    const PolicyExperiment experiment(policies, false, scenario.imports);
    std::vector<std::vector<RunResult>> runs(policies.size(), std::vector<RunResult>(task_.replicates));
    run(experiment, runs);
    if (stop_) return {};
    FitStep step{.values = values, .reached = {}, .luck = {}};
    for (const FitTarget& target : task_.targets) {
      const NumberAt spot = where_in_run(experiment.layout(), target);
      std::vector<double> numbers;
      for (std::uint32_t r = 0; r < task_.replicates; ++r) {
        const double off = target.minus ? number_at(runs[*target.minus][r], spot) : 0;
        numbers.push_back(number_at(runs[target.policy][r], spot) - off);
      }
      step.reached.push_back(mean(numbers));
      step.luck.push_back(std::sqrt(variance(numbers) / task_.replicates));
      const double gap = (step.reached.back() - target.value) / target.tolerance;
      step.distance += gap * gap;
    }
    // A measure that isn't there (a median that is never reached) is as far away as can be.
    if (!std::isfinite(step.distance)) step.distance = 1e30;
    return step;
  }

 private:
  void run(const PolicyExperiment& experiment, std::vector<std::vector<RunResult>>& runs) const {
    std::vector<RunKey> keys;
    for (std::uint32_t r = 0; r < task_.replicates; ++r) {
      for (const std::size_t p : needed_) keys.push_back({static_cast<std::uint32_t>(p), r});
    }
    std::mutex lock;
    std::string failure;
    const Sink sink{.done = [&](RunKey key, RunResult&& run) { runs[key.policy][key.replicate] = std::move(run); },
                    .failed =
                        [&](RunKey, const std::string& reason) {
                          const std::lock_guard guard(lock);
                          failure = reason;
                        }};
    run_ensemble(experiment, keys, threads_, stop_, sink);
    if (!failure.empty()) throw UserError("a run failed", failure, "");
  }

  const Scenario& scenario_;
  const FitTask& task_;
  std::uint32_t threads_;
  const std::atomic<bool>& stop_;
  std::vector<std::size_t> needed_;
};

/// Thrown through the search to end it.
struct Enough {};

class Search {
 public:
  Search(const FitTask& task, const Model& model, const std::atomic<bool>& stop,
         const std::function<void(const FitStep&)>& seen)
      : task_(task), model_(model), stop_(stop), seen_(seen) {}

  FitResult run() {
    result_.best.distance = std::numeric_limits<double>::infinity();
    const std::size_t n = task_.parameters.size();
    std::vector<double> start(n, .5);
    try {
      if (task_.evaluations > 20) {
        nlopt::srand(task_.seed);
        minimise(nlopt::GN_CRS2_LM, start, task_.evaluations / 2);
      }
      std::vector<double> from = result_.trace.empty() ? start : shares(result_.best.values);
      minimise(nlopt::LN_COBYLA, from, task_.evaluations - static_cast<std::uint32_t>(result_.trace.size()));
      look_around();
    } catch (const Enough&) {
      result_.interrupted = stop_;
    }
    for (std::size_t j = 0; j < n; ++j) {
      const double share = result_.trace.empty() ? .5 : shares(result_.best.values)[j];
      result_.at_bound.push_back(share < .005 || share > .995);
    }
    return std::move(result_);
  }

 private:
  /// Near enough: every gap is, on average, a twentieth of its tolerance.
  [[nodiscard]] double good_enough() const { return .0025 * static_cast<double>(task_.targets.size()); }

  [[nodiscard]] double value_at(std::size_t j, double share) const {
    const FitParameter& p = task_.parameters[j];
    const double value = p.low + share * (p.high - p.low);
    return p.whole ? std::round(value) : value;
  }
  [[nodiscard]] std::vector<double> values_at(const std::vector<double>& at) const {
    std::vector<double> values;
    for (std::size_t j = 0; j < at.size(); ++j) values.push_back(value_at(j, std::clamp(at[j], 0.0, 1.0)));
    return values;
  }
  [[nodiscard]] std::vector<double> shares(const std::vector<double>& values) const {
    std::vector<double> at;
    for (std::size_t j = 0; j < values.size(); ++j) {
      const FitParameter& p = task_.parameters[j];
      at.push_back((values[j] - p.low) / (p.high - p.low));
    }
    return at;
  }

  const FitStep& evaluate(const std::vector<double>& values, bool of_search) {
    const auto known = known_.find(values);
    if (known != known_.end()) return known->second;
    std::optional<FitStep> step = model_.at(values);
    if (!step) throw Enough{};
    if (of_search) {
      result_.trace.push_back(*step);
      if (step->distance < result_.best.distance) result_.best = *step;
    }
    seen_(*step);
    return known_.emplace(values, std::move(*step)).first->second;
  }

  void minimise(nlopt::algorithm algorithm, std::vector<double> from, std::uint32_t most) {
    nlopt::opt search(algorithm, static_cast<unsigned>(from.size()));
    search.set_lower_bounds(0);
    search.set_upper_bounds(1);
    search.set_stopval(good_enough());
    search.set_maxeval(static_cast<int>(most));
    search.set_xtol_abs(1e-4);
    search.set_initial_step(.1);
    const std::size_t last = result_.trace.size() + most;
    std::exception_ptr failure;
    const auto objective = [&](const std::vector<double>& at) {
      // Whole parameters make many points the same: known ones cost nothing, and must not go on for ever.
      if (result_.trace.size() >= last || stop_) {
        search.force_stop();
        return result_.best.distance;
      }
      try {
        return evaluate(values_at(at), true).distance;
      } catch (...) {
        failure = std::current_exception();
        search.force_stop();
        return 0.0;
      }
    };
    using Objective = decltype(objective);
    search.set_min_objective([](const std::vector<double>& at, std::vector<double>&,
                                void* data) { return (*static_cast<const Objective*>(data))(at); },
                             const_cast<void*>(static_cast<const void*>(&objective)));
    double least = 0;
    try {
      search.optimize(from, least);
    } catch (const nlopt::forced_stop&) {
    } catch (const nlopt::roundoff_limited&) {
    }
    if (failure) std::rethrow_exception(failure);
    if (stop_) throw Enough{};
  }

  /// Slopes of all targets at the best, by steps of a twentieth of the bounds to both sides.
  void look_around() {
    const std::size_t n = task_.parameters.size();
    std::vector<std::vector<double>> slopes(task_.targets.size(), std::vector<double>(n, 0.0));
    const std::vector<double> best = shares(result_.best.values);
    for (std::size_t j = 0; j < n; ++j) {
      const FitParameter& p = task_.parameters[j];
      const double step = p.whole ? std::max(.05, 1.01 / (p.high - p.low)) : .05;
      std::vector<double> low = best, high = best;
      low[j] = std::max(0.0, best[j] - step);
      high[j] = std::min(1.0, best[j] + step);
      const std::vector<double> low_values = values_at(low), high_values = values_at(high);
      const double width = (high_values[j] - low_values[j]) / (p.high - p.low);
      const FitStep below = evaluate(low_values, false), above = evaluate(high_values, false);
      for (std::size_t i = 0; i < task_.targets.size(); ++i) {
        const double known_to = std::hypot(task_.targets[i].tolerance, result_.best.luck[i]);
        const double slope = (above.reached[i] - below.reached[i]) / known_to / width;
        slopes[i][j] = std::isfinite(slope) ? slope : 0;
      }
    }
    identify(slopes, result_);
    for (std::size_t j = 0; j < n; ++j) result_.errors[j] *= task_.parameters[j].high - task_.parameters[j].low;
    result_.looked_around = true;
  }

  const FitTask& task_;
  const Model& model_;
  const std::atomic<bool>& stop_;
  const std::function<void(const FitStep&)>& seen_;
  std::map<std::vector<double>, FitStep> known_;
  FitResult result_;
};

}  // namespace

Scenario with_values(const Scenario& scenario, const std::vector<FitParameter>& parameters,
                     const std::vector<double>& values) {
  Scenario changed = scenario;
  for (std::size_t j = 0; j < parameters.size(); ++j) {
    const Where at = where_of(parameters[j].key);
    const Value before = scenario.baseline().at(at.section, at.param);
    const Value value = parameters[j].whole ? Value(static_cast<std::int64_t>(values[j])) : Value(values[j]);
    for (Policy& policy : changed.policies) {
      const bool follows = policy.settings.on_at(at.section) && policy.settings.at(at.section, at.param) == before;
      if (follows) policy.settings.put(at.section, at.param, value);
    }
  }
  return changed;
}

FitResult fit(const Scenario& scenario, const FitTask& task, std::uint32_t threads, const std::atomic<bool>& stop,
              const std::function<void(const FitStep&)>& seen) {
  const Model model(scenario, task, threads, stop);
  return Search(task, model, stop, seen).run();
}

}  // namespace cogov
