/// `cogov compare FILE`: what each policy changes, from a result file. `cogov compare BEFORE AFTER`: what a change did.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "output/compare_text.hpp"
#include "output/csv.hpp"
#include "output/design_compare.hpp"
#include "scenarios/json_values.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/two_results.hpp"

namespace cogov {

namespace {

struct CompareOptions {
  std::string file;
  std::string after;  ///< a second file; empty: one result by itself
  std::string language = "en";
  bool json = false;
  bool csv = false;
  bool all = false;
};

/// The primary measure, then those of the first screen.
std::vector<DesignComparison> compared_measures(const ResultFile& result) {
  const std::string primary = primary_measure(result);
  std::vector<DesignComparison> all{compare_points(design_runs(result, primary))};
  for (const Measure& measure : result.manifest().layout.measures) {
    const bool shown = std::ranges::count(first_measures(), measure.name) > 0;
    if (shown && measure.name != primary && measure.dimensions.empty()) {
      all.push_back(compare_points(design_runs(result, measure.name)));
    }
  }
  return all;
}

int compare_design(const ResultFile& result, const CompareOptions& options) {
  if (options.csv) {
    fmt::print("{}", design_csv(result.manifest(), compared_measures(result)));
  } else if (options.json) {
    fmt::print("{}", json_text(design_json(result.manifest(), compared_measures(result))));
  } else {
    fmt::print("{}", outcome_text(result, language_of(options.language), options.all));
  }
  return 0;
}

int compare_two(const CompareOptions& options) {
  const Change change = change_between(ResultFile(options.file), ResultFile(options.after));
  if (options.json) {
    fmt::print("{}", json_text(change_json(change)));
  } else if (options.csv) {
    fmt::print("{}", change_csv(change));
  } else {
    fmt::print("{}", change_text(change, options.all, language_of(options.language)));
  }
  return 0;
}

int compare_file(const CompareOptions& options) {
  if (!options.after.empty()) return compare_two(options);
  const ResultFile result(options.file);
  if (!result.manifest().design.empty()) return compare_design(result, options);
  const Comparison comparison = compare(compare_input(result));
  if (options.json) {
    fmt::print("{}", json_text(comparison_json(comparison)));
  } else if (options.csv) {
    fmt::print("{}", comparison_csv(comparison));
  } else {
    fmt::print("{}",
               comparison_text(comparison,
                               {.language = language_of(options.language), .all = options.all, .file = options.file}));
  }
  return 0;
}

}  // namespace

void add_compare(CLI::App& program, Action& action) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = program.add_subcommand(
      "compare", "Show what each policy of a result changes, or what a change did between two results");
  command->add_option("FILE", options->file, "a result file")->required();
  command->add_option("AFTER", options->after, "another result of the same scenario: what changed from FILE to it");
  command->add_option("--lang", options->language, "language of the comparison")->check(CLI::IsMember({"en", "zh"}));
  auto* all =
      command->add_flag("--all", options->all,
                        "every measure with its interval, a table a policy; then truth, records, claims, and harm "
                        "by group");
  auto* json = command->add_flag("--json", options->json, "everything, for programs")->excludes(all);
  command->add_flag("--csv", options->csv, "everything, for a spreadsheet")->excludes(json)->excludes(all);
  command->callback([options, &action] { action = [options] { return compare_file(*options); }; });
}

}  // namespace cogov
