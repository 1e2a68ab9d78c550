/// Compares policies with the baseline, measure by measure, on paired runs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/harms.hpp"
#include "output/ledgers.hpp"
#include "output/statistics.hpp"
#include "output/worlds.hpp"
#include "sim/results.hpp"

namespace cogov {

/// One measure's values: one number a run. A measure with one more dimension (a resident class,
/// say) comes as one of these a label.
struct MeasureValues {
  Measure measure;
  std::vector<std::vector<double>> runs;  ///< [policy][replicate]; NaN: failed run; +inf: never reached
  std::string group;                      ///< "", or the label ("aged 80+")
  std::string group_zh;
  std::vector<std::vector<double>> worlds = {};  ///< [policy][world], as `runs`; empty: assumptions were not varied
};

/// How many of the residents a group is. Groups may be told apart in several ways (by class, by floor), each adding up
/// to 1; a measure has groups of one of them.
struct GroupShare {
  std::string group;  ///< as MeasureValues::group
  double share = 0;   ///< 0 … 1
};

/// What to compare. Policy 0 is the baseline.
struct CompareInput {
  std::string title;
  std::vector<std::string> policies;
  std::vector<MeasureValues> measures;
  std::string primary;             ///< name of the measure that decides; "": the first one without a group
  double smallest_difference = 0;  ///< of the primary, worth noticing, in its unit; 0 or NaN: not stated
  /// Names of the measures that matter most, in their order; those that the result lacks are passed
  /// over. They are what is shown first and named first; empty: all measures matter alike.
  std::vector<std::string> first_screen = {};
  std::vector<WorldParameter> world_parameters = {};  ///< what the worlds drew
  /// By policy: which policy (1 …) is the same money on plain staff; empty: there is none for any.
  std::vector<std::optional<std::size_t>> controls = {};
  std::vector<GroupShare> residents = {};  ///< of groups that don't overlap within a measure; empty: not known
  std::vector<LedgerValues> ledgers = {};  ///< what truth, records and claims may tell differently
  std::vector<HarmValues> harms = {};      ///< who bears what: shown, and not judged
  /// The policies' runs have nothing to do with each other, run by run, and may differ in number.
  bool independent = false;
};

/// What may be said of a difference.
enum class Effect {
  better,   ///< told from luck, in the measure's better direction
  worse,    ///< told from luck, in the other direction
  changed,  ///< told from luck, in a measure that has no better direction
  none,     ///< not told from luck (or exactly zero)
  too_few,  ///< the runs can't tell: see below
};

/// A policy against the baseline in one measure (of one group).
struct Difference {
  PairedStatistics statistics;
  double adjusted_p = 1;  ///< Holm over the policy's other measures; the primary's own p; 1 if there is none
  Effect effect = Effect::none;
  /// Pairs for which the half-width would fall below the smallest difference; for the primary only.
  std::optional<std::size_t> replicates_needed;
  std::optional<WorldRange> worlds;  ///< the second bar; absent until assumptions have been varied
};

/// A row of every policy's table.
struct ComparedMeasure {
  Measure measure;
  std::string group;
  std::string group_zh;
  std::optional<double> baseline_mean = {};  ///< over the runs that have a value; none if there are none
};

struct PolicyComparison {
  std::string policy;
  std::optional<std::size_t> control = {};  ///< the policy (1 …) that is the same money on plain staff
  std::vector<Difference> differences;      ///< as Comparison::measures
};

/// All policies against the baseline. The primary measure is row 0, its groups follow, then the
/// others in the order given; policies stand in the order given.
struct Comparison {
  std::string title;
  std::string baseline;
  std::size_t replicates = 0;      ///< runs a policy, failed ones included
  double smallest_difference = 0;  ///< of the primary measure; 0: not stated
  std::vector<ComparedMeasure> measures;
  std::vector<std::size_t> first_screen;         ///< rows of `measures` that are shown first, the primary ahead of all
  std::vector<PolicyComparison> policies;        ///< without the baseline: [0] is policy 1 of the input
  std::vector<WorldParameter> world_parameters;  ///< which Driver::parameter counts; without their values
  std::vector<GroupShare> residents;
  std::vector<LedgerValues> ledgers = {};
  std::vector<HarmValues> harms = {};

  /// The comparison of the input's policy `policy` (1 …); policy 0 is the baseline and has none.
  [[nodiscard]] const PolicyComparison& of(std::size_t policy) const;
};

/// Computes the comparison. A difference counts as told from luck if p < 0.05; all measures and
/// groups but the primary are adjusted for their number, policy by policy (Holm).
///
/// `too_few` is said where there are fewer than two pairs; where all pairs show the same non-zero
/// difference, but too few do to rule out chance (fewer than six for the primary measure); of the
/// primary measure, where the interval holds zero and its half-width is not below the smallest
/// difference; and where pairs were left out because a value was never reached and those pairs point
/// the other way.
///
/// Throws UserError if the primary measure is not among the measures without a group. The shapes of
/// `runs` must agree with the policies and with each other.
[[nodiscard]] Comparison compare(const CompareInput& input);

}  // namespace cogov
