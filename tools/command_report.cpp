/// `cogov report FILE`: one HTML file that shows a result, opens without a network and prints; with --classroom, one to
/// teach with, made from a scenario.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "output/result_file.hpp"
#include "scenarios/library.hpp"
#include "sim/errors.hpp"
#include "tools/classroom/page.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/output_file.hpp"
#include "tools/report_data.hpp"
#include "tools/web_page.hpp"

namespace cogov {

namespace {

struct ReportOptions {
  std::string file;
  std::string output;
  std::string language = "en";
  bool force = false;
  bool classroom = false;
  std::optional<std::int64_t> replicates;
  std::int64_t threads = 0;  ///< 0: one a core
};

/// "r.html" for "r.h5", in the current folder's sense of the name; a class's page lies here, as a scenario may not.
std::filesystem::path output_of(const ReportOptions& options) {
  if (!options.output.empty()) return options.output;
  std::filesystem::path file(options.file);
  if (options.classroom) file = file.filename();
  return file.replace_extension(".html");
}

/// Whether a file begins as HDF5 does.
bool is_result(const std::string& file) {
  constexpr std::array<char, 8> signature{'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> begin{};
  std::ifstream stream(file, std::ios::binary);
  return stream.read(begin.data(), begin.size()) && begin == signature;
}

bool is_scenario(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return std::filesystem::path(file).extension() == ".toml";
  for (const ScenarioInfo& known : installed_scenarios(scenario_folders())) {
    if (known.name == file) return true;
  }
  return false;
}

/// A result is shown, a scenario is taught with; what was given for the other is refused with a word.
void check_file(const ReportOptions& options) {
  if (options.classroom && is_result(options.file)) {
    throw UserError(fmt::format("'{}' is a result", options.file), "the classroom page is made from a scenario",
                    "name the scenario, or leave --classroom out");
  }
  if (!options.classroom && is_scenario(options.file)) {
    throw UserError(
        fmt::format("'{}' is a scenario", options.file), "a report is made of a result",
        fmt::format("run it first (cogov run {}), or add --classroom for a page to teach with", options.file));
  }
}

/// The page's text; nothing where it was interrupted.
std::optional<std::string> page_of(const ReportOptions& options) {
  const Language first = language_of(options.language);
  if (!options.classroom) {
    const ResultFile result(options.file);
    return filled_page(web_page(WebPage::report), report_data(result, first));
  }
  std::optional<std::string> page =
      classroom::classroom_page({options.file, first, options.replicates, options.threads});
  if (!page) fmt::print(stderr, "cogov: interrupted; nothing was written\n");
  return page;
}

int write_report(const ReportOptions& options) {
  require_web_pages();
  check_file(options);
  const std::filesystem::path output = output_of(options);
  require_output(output, options.file, options.force, "page");
  const std::optional<std::string> filled = page_of(options);
  if (!filled) return 130;
  const std::string& page = *filled;
  write_output(output, page);
  fmt::print("{}: {:.1f} MB, opens in any browser without a network\n", output.string(),
             static_cast<double>(page.size()) / 1e6);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = program.add_subcommand("report", "Make one HTML page of a result, to look at and to print");
  command->add_option("FILE", options->file, "a result file; with --classroom a scenario")->required();
  command->add_option("-o,--output", options->output, "the page; without it FILE with .html for its ending");
  CLI::Option* classroom = command->add_flag("--classroom", options->classroom,
                                             "a page to teach with: three sliders, all combinations computed "
                                             "beforehand; FILE is a scenario");
  command->add_option("--replicates", options->replicates, "runs of each combination, for --classroom; default: 12")
      ->needs(classroom);
  command->add_option("--threads", options->threads, "how many, for --classroom; default: one a core")
      ->needs(classroom);
  command->add_option("--lang", options->language, "language in which it opens; it has both")
      ->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--force", options->force, "replace an existing page");
  command->callback([options, &action] { action = [options] { return write_report(*options); }; });
}

}  // namespace cogov
