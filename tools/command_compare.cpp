/// `cogov compare FILE`: what each policy changes, from a result file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "output/compare_text.hpp"
#include "output/csv.hpp"
#include "scenarios/json_values.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

struct CompareOptions {
  std::string file;
  std::string language = "en";
  bool json = false;
  bool csv = false;
  bool all = false;
};

int compare_file(const CompareOptions& options) {
  const Comparison comparison = compare(compare_input(ResultFile(options.file)));
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
  CLI::App* command = program.add_subcommand("compare", "Show what each policy of a result changes");
  command->add_option("FILE", options->file, "a result file")->required();
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
