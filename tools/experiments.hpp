/// What several subcommands do with a scenario or a result.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "output/compare.hpp"
#include "output/language.hpp"
#include "output/manifest.hpp"
#include "output/result_file.hpp"
#include "scenarios/scenario.hpp"
#include "sim/errors.hpp"

namespace cogov {

/// The policies of a scenario as an experiment expects them. UserError where the scenario can't be
/// run as it stands: contradictory facts, an unknown primary measure, more people than memory.
[[nodiscard]] std::vector<Settings> runnable_policies(const Scenario& scenario);

/// Everything that a run would find wrong with a scenario before it begins, without building its whole
/// society: what runnable_policies() refuses, and facts or rules that contradict each other, of any
/// policy. Empty: it can be run.
[[nodiscard]] std::vector<Problem> problems_of_a_run(const Scenario& scenario);

/// One sentence for each policy that takes hold only after the last day counted: its difference is zero, and
/// nobody should wonder why.
[[nodiscard]] std::vector<std::string> late_policies(const Scenario& scenario);

/// One sentence for each mechanism that a policy brings and that can do nothing in this place, or takes hold only after
/// the last day counted while others do before.
[[nodiscard]] std::vector<std::string> idle_mechanisms(const Scenario& scenario);

/// What is to be run, and everything needed to run it again.
[[nodiscard]] Manifest manifest_of(const Scenario& scenario, const Layout& layout, std::string arguments);

/// One number a run (and a world), for each label of the measure's only dimension or for the measure as a whole.
[[nodiscard]] std::vector<MeasureValues> measure_values(const Result& result, const Measure& measure);

/// What a result holds that can be compared: every measure of one number a run, and those by class
/// of resident.
[[nodiscard]] CompareInput compare_input(const Result& result);

/// The measures that people look at first, by name.
[[nodiscard]] const std::vector<std::string>& first_measures();

/// The measure that a result's scenario names as primary.
[[nodiscard]] std::string primary_measure(const ResultFile& result);

/// A result's comparison as text: of policies, or with a design of policies over its points.
[[nodiscard]] std::string outcome_text(const ResultFile& result, Language language, bool all);

/// "en" or "zh", as --lang takes it.
[[nodiscard]] Language language_of(const std::string& word);

/// Threads to use: as asked for, or one for each core this process may use.
[[nodiscard]] std::uint32_t threads_to_use(std::int64_t asked);

}  // namespace cogov
