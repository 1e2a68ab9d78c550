/// `cogov report FILE`: one HTML file that shows a result, opens without a network and prints.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "output/durable.hpp"
#include "output/result_file.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
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

/// Never over the result itself, and over anything else only when asked to.
void check_output(const std::filesystem::path& output, const ReportOptions& options) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::equivalent(output, options.file, ignored)) {
    throw UserError(fmt::format("'{}' is the result itself", output.string()), "",
                    "give the page another name with -o");
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) {
    throw UserError(fmt::format("there is no folder '{}'", folder.string()), "", "create it first");
  }
  const fs::file_status status = fs::symlink_status(output, ignored);
  if (fs::is_directory(status))
    throw UserError(fmt::format("'{}' is a folder", output.string()), "", "give a file name");
  if (options.force || !fs::exists(status)) return;
  throw UserError(fmt::format("'{}' exists already", output.string()), "",
                  "choose another name with -o, or replace it with --force");
}

int write_report(const ReportOptions& options) {
  require_web_pages();
  const std::filesystem::path output = output_of(options);
  check_output(output, options);
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
