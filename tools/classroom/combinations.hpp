/// All combinations of the sliders' levels under all policies: run, and reduced to what the classroom page shows.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "models/experiment.hpp"
#include "output/result_in_memory.hpp"
#include "scenarios/scenario.hpp"
#include "tools/classroom/sliders.hpp"
#include "tools/report_parts.hpp"

namespace cogov::classroom {

/// Which numbers of a run are kept: those by day only as weekly means of four curves, all others as they are.
class Reducer {
 public:
  /// @param full  of whole runs
  explicit Reducer(const Layout& full);

  /// Of reduced runs; its "day" counts the points of the curves.
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// Days that a point of a curve stands for: 7, or 1 where the whole run is short.
  [[nodiscard]] std::size_t step() const { return step_; }
  /// The measures of the curves as whole runs have them.
  [[nodiscard]] const std::vector<Measure>& curves() const { return curves_; }
  [[nodiscard]] RunResult reduce(const RunResult& whole) const;

 private:
  Layout layout_;
  std::vector<Measure> curves_;
  std::vector<std::size_t> kept_;  ///< positions in the full layout
  std::size_t step_ = 1;
};

/// The reduced runs of every combination: [point][run in the order of a plain run of these policies].
struct Combinations {
  Layout layout;
  std::vector<Measure> curves;  ///< as Reducer::curves()
  std::size_t step = 1;
  std::uint32_t replicates = 0;
  std::vector<std::vector<std::shared_ptr<const HeldRun>>> points;
};

/// Runs everything on the same luck; a function of the scenario and the design alone.
/// @param scenario  with run.replicates as they are wanted
/// @param done  called after each run, from any thread
/// @returns nothing where it was asked to stop
/// @throws UserError  where a run fails
[[nodiscard]] std::optional<Combinations> run_combinations(const PolicyExperiment& experiment, const Scenario& scenario,
                                                           std::uint32_t threads, const std::atomic<bool>& stop,
                                                           const std::function<void()>& done);

/// One combination as a result, as `cogov run` would have it with these values set.
[[nodiscard]] ResultInMemory result_at(const Combinations& all, const Scenario& scenario, std::uint32_t point);

/// {measures, items, points: [point][measure]: [base, digits, cell…], curves: {step, measures, levels:
/// [point][measure]}}; cells as in report::rows_json(), curves as in report::series_json() on a scale of at most a
/// thousand steps; `step`: days that a point of a curve stands for.
[[nodiscard]] report::Json combinations_json(const Combinations& all, const Scenario& scenario);

/// The report's tables at one combination: {rows, verdicts, lists, note}.
[[nodiscard]] report::Json tables_json(const Combinations& all, const Scenario& scenario, std::uint32_t point);

}  // namespace cogov::classroom
