/// Runs of policies that change while one looks at them: what has been lived is not lived again.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "output/result_in_memory.hpp"
#include "scenarios/scenario.hpp"
#include "tools/live/kept.hpp"

namespace cogov::live {

/// A society at day 0, and the experiment that its rules are of.
struct Warm {
  std::shared_ptr<const PolicyExperiment> experiment;
  Society society;
};

/// Societies at day 0 and runs, by the settings that they hang on: for as many states of the page as there is room for.
struct Memory {
  /// @param most_bytes  to be kept, about
  explicit Memory(std::size_t most_bytes);

  Kept<PolicyExperiment> places;  ///< by baseline
  /// By baseline and luck. Worlds are apart: they are so many that they would drive out the replicates, which the first
  /// answer waits for.
  Kept<Warm> replicates, worlds;
  Kept<RunResult> runs;  ///< by baseline, luck and policy; with the measures of all mechanisms
};

/// The runs of one scenario, most of which may have been lived under another.
class Lives {
 public:
  /// @param scenario  without a design; its numbers of runs don't count
  /// @param worlds  how many there are to be
  /// @throws UserError where the settings contradict each other
  Lives(Memory& memory, Scenario scenario, std::uint32_t worlds, std::uint32_t threads);
  ~Lives();

  /// Lives what has not been lived of the replicates before this one.
  /// @returns false: `stop` came first
  /// @throws UserError if a run failed
  [[nodiscard]] bool live_replicates(std::uint32_t replicates, const std::atomic<bool>& stop);
  /// The same of the worlds before this one. A world that fails has no values, as in a result file.
  [[nodiscard]] bool live_worlds(std::uint32_t worlds, const std::atomic<bool>& stop);

  /// What `cogov run` gives for the scenario with so many replicates, and all worlds or none. @pre they have been lived
  [[nodiscard]] ResultInMemory result(std::uint32_t replicates, bool with_worlds) const;

  /// Residents of the place.
  [[nodiscard]] std::uint32_t residents() const;

 private:
  struct Course;
  class Missing;

  [[nodiscard]] std::shared_ptr<const Course> course_of(std::uint32_t luck) const;
  [[nodiscard]] std::shared_ptr<const HeldRun> held(const RunResult& all) const;
  bool live(std::uint32_t first, std::uint32_t count, const std::atomic<bool>& stop);

  Memory& memory_;
  Scenario scenario_;
  std::uint32_t worlds_, threads_;
  std::vector<Settings> policies_;
  std::vector<WorldParameter> world_parameters_;
  Layout all_, shown_;
  std::vector<std::size_t> places_;  ///< of the arrays of `shown_` among those of `all_`
  std::shared_ptr<const Course> replicates_;
  std::map<RunKey, std::shared_ptr<const HeldRun>> held_;  ///< by policy and luck
  std::string failure_;                                    ///< why a run failed
};

}  // namespace cogov::live
