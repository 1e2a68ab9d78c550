/// `cogov report FILE`: one HTML file that shows a result, opens without a network and prints.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "output/durable.hpp"
#include "output/result_file.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/output_check.hpp"
#include "tools/report_data.hpp"
#include "tools/web_page.hpp"

namespace cogov {

namespace {

struct ReportOptions {
  std::string file;
  std::string output;
  std::string language = "en";
  bool force = false;
};

/// "r.html" for "r.h5", in the current folder's sense of the name.
std::filesystem::path output_of(const ReportOptions& options) {
  if (!options.output.empty()) return options.output;
  return std::filesystem::path(options.file).replace_extension(".html");
}

int write_report(const ReportOptions& options) {
  require_web_pages();
  const std::filesystem::path output = output_of(options);
  require_output(output, options.file, options.force, "page");
  const ResultFile result(options.file);
  const std::string page = filled_page(web_page(WebPage::report), report_data(result, language_of(options.language)));
  std::filesystem::path temporary = output;
  temporary += fmt::format(".{}.tmp", getpid());
  write_durably(output, temporary, page);
  fmt::print("{}: {:.1f} MB, opens in any browser without a network\n", output.string(),
             static_cast<double>(page.size()) / 1e6);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = program.add_subcommand("report", "Make one HTML page of a result, to look at and to print");
  command->add_option("FILE", options->file, "a result file")->required();
  command->add_option("-o,--output", options->output, "the page; without it FILE with .html for its ending");
  command->add_option("--lang", options->language, "language in which it opens; it has both")
      ->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--force", options->force, "replace an existing page");
  command->callback([options, &action] { action = [options] { return write_report(*options); }; });
}

}  // namespace cogov
