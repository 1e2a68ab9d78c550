/// Fits parameters of a scenario so that means of its measures come near to targets, and says what can't be told.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace cogov {

/// A parameter to be fitted.
struct FitParameter {
  std::string key;  ///< "requests.hazard_factor"
  double low = 0, high = 1;
  bool whole = false;  ///< an integer
};

/// What a measure is to be.
struct FitTarget {
  std::string measure;
  std::string group;                      ///< a label of the measure's dimension; "" where it is one number a run
  std::size_t policy = 0;                 ///< whose mean
  std::optional<std::size_t> minus = {};  ///< the mean under this policy is taken off
  double value = 0;
  double tolerance = 1;   ///< how well it is known, as a standard error; above 0
  std::string name = {};  ///< for people: "resolution_days_median (today)"
};

/// What to fit.
struct FitTask {
  std::vector<FitParameter> parameters;
  std::vector<FitTarget> targets;
  std::uint32_t replicates = 8;
  std::uint32_t evaluations = 200;  ///< at most, those about the end left aside
  std::uint32_t seed = 1;           ///< of the search; luck has run.seed
};

/// One evaluation.
struct FitStep {
  std::vector<double> values;   ///< of the parameters
  std::vector<double> reached;  ///< by target: mean over the replicates
  std::vector<double> luck;     ///< by target: standard error of that mean
  double distance = 0;          ///< sum of squared gaps over tolerances
};

/// A direction in which the targets tell less than the bounds do.
struct Untold {
  std::vector<std::size_t> parameters;  ///< that take part, by number
  double moves = 0;  ///< how far the targets move, in tolerances, when the direction is walked across the bounds
};

/// What came of a fit.
struct FitResult {
  FitStep best;
  std::vector<double> errors;  ///< of the parameters, given the tolerances; at most what the bounds alone say
  std::vector<bool> at_bound, without_influence;  ///< by parameter
  std::vector<Untold> untold;                     ///< weakest first
  std::vector<FitStep> trace;                     ///< in order
  bool interrupted = false;
  bool looked_around = false;  ///< whether errors and untold are known
};

/// Reads a fit file:
///
///     replicates = 8    evaluations = 200    seed = 1
///     [[parameter]]  key = "requests.hazard_factor"   low = 0.5   high = 2      (left out: the plausible range)
///     [[target]]     measure = "resolution_days_median"   value = 3.0   tolerance = 0.3
///                    policy = "today"   minus = "..."   group = "..."
///
/// @throws UserError with all problems
[[nodiscard]] FitTask read_fit_task(const std::filesystem::path& file, const Scenario& scenario);

/// The scenario with other values; a policy that has a value of its own for a key keeps it.
[[nodiscard]] Scenario with_values(const Scenario& scenario, const std::vector<FitParameter>& parameters,
                                   const std::vector<double>& values);

/// Searches the bounds for the least distance: half of the evaluations by controlled random search (NLopt's CRS2_LM),
/// the rest from its best by COBYLA; then looks around the best by small steps. Every evaluation has the same luck, so
/// that the distance is a function of the values alone, whatever the number of threads.
/// @param stop  once true, what is best so far is returned
/// @param seen  called after each evaluation
/// @throws UserError where a run fails
[[nodiscard]] FitResult fit(const Scenario& scenario, const FitTask& task, std::uint32_t threads,
                            const std::atomic<bool>& stop, const std::function<void(const FitStep&)>& seen);

}  // namespace cogov
