/// `cogov calibrate LOG.csv`: what a request log says of the model's keys. `cogov calibrate SCENARIO --fit FIT.toml`:
/// parameters that bring the model's measures to targets.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "output/durable.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "scenarios/source.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/calibration/fit.hpp"
#include "tools/calibration/fit_page.hpp"
#include "tools/calibration/log_page.hpp"
#include "tools/calibration/place_file.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/interrupt.hpp"
#include "tools/terminal.hpp"

namespace cogov {

namespace {

namespace fs = std::filesystem;

struct CalibrateOptions {
  std::string input;
  std::string fit, trace;
  LoadOptions load;
  std::int64_t threads = 0;
  std::string map, output, report;
  std::optional<double> residents;
  std::string lang = "en";
  bool json = false;
};

/// Files that are to be written, each whole or not at all. What is there already is left alone.
void require_new(const std::string& file) {
  if (!file.empty() && fs::exists(fs::symlink_status(file))) {
    throw UserError(fmt::format("{} exists already", shown(file)), "nothing is overwritten", "name a new file");
  }
}

void write(const std::string& file, const std::string& text) {
  if (file.empty()) return;
  const fs::path path = file;
  // A name that nobody gives to a file of their own.
  write_durably(path, path.parent_path() / ("." + path.filename().string() + ".cogov-part"), text);
}

void check_residents(const std::optional<double>& residents) {
  if (!residents || (std::isfinite(*residents) && *residents >= 1 && *residents <= 1e10)) return;
  throw UserError(fmt::format("--residents {:g} is out of range", *residents), "",
                  "give the number of people in the area that the log covers");
}

int read_log(const CalibrateOptions& options) {
  check_residents(options.residents);
  require_new(options.output);
  require_new(options.report);
  const LogMap map = options.map.empty() ? LogMap{} : read_log_map(options.map);
  const RequestLog log = read_request_log(options.input, map);
  const Findings findings = findings_of(log, map, options.residents);
  const PlaceKeys keys = place_keys(log, findings);
  const Page page = log_page(log, findings, keys, language_of(options.lang));
  write(options.output, place_toml(log, findings, keys));
  if (!options.report.empty()) {
    const bool html = fs::path(options.report).extension() == ".html";
    write(options.report, html ? page_html(page, options.lang == "zh") : page_markdown(page));
  }
  fmt::print("{}", options.json ? json_text(log_json(log, findings, keys)) : page_text(page));
  return 0;
}

/// Writes the fitted scenario, and takes it away again where it doesn't say what was found.
void write_fitted(const std::string& file, const fs::path& from, const CalibrateOptions& options, const FitTask& task,
                  const FitResult& result, const Scenario& fitted) {
  if (file.empty()) return;
  Problems problems;
  std::string text;
  read_source(from, from.string(), text, problems);
  problems.throw_if_any();
  write(file, fitted_toml(text, task, result, shown(fs::path(options.fit).filename().string())));
  std::string why;
  try {
    if (load_scenario(file, options.load).policies == fitted.policies) return;
    why = "its sections are written in a form that can't be changed line by line";
  } catch (const UserError& error) {
    why = error.problems().front().sentence();
  }
  fs::remove(file);
  throw UserError(fmt::format("the fitted values can't be written over {}", shown(from.string())), why,
                  "write into the folder of the scenario, or take the values above with --set");
}

int fit_scenario(CalibrateOptions options) {
  require_new(options.output);
  require_new(options.trace);
  require_new(options.report);
  options.load.library = scenario_folders();
  const fs::path file = find_scenario(options.input, options.load.library);
  const Scenario scenario = load_scenario(file, options.load);
  const FitTask task = read_fit_task(options.fit, scenario);
  install_interrupts();
  const std::uint32_t threads = threads_to_use(options.threads);
  Progress progress(task.evaluations + 2 * task.parameters.size(), stderr);
  const FitResult result = fit(scenario, task, threads, stop_requested(), [&](const FitStep&) { progress.done(); });
  progress.finish();
  if (result.trace.empty()) {
    fmt::print(stderr, "cogov: interrupted before the first evaluation; nothing is kept\n");
    return 130;
  }
  const Page page = fit_page(scenario, task, result, language_of(options.lang));
  fmt::print("{}", options.json ? json_text(fit_json(task, result)) : page_text(page));
  write(options.trace, trace_csv(task, result));
  if (!options.report.empty()) {
    const bool html = fs::path(options.report).extension() == ".html";
    write(options.report, html ? page_html(page, options.lang == "zh") : page_markdown(page));
  }
  write_fitted(options.output, file, options, task, result, with_values(scenario, task.parameters, result.best.values));
  return result.interrupted ? 130 : 0;
}

/// The same file has the same spot, however its path is written. It needn't be there.
fs::path spot(const std::string& file) {
  std::error_code failed;
  const fs::path whole = fs::absolute(file, failed);
  const fs::path plain = fs::weakly_canonical(whole, failed);
  return failed ? whole.lexically_normal() : plain;
}

/// A file can't be written twice.
void check_files_differ(const CalibrateOptions& options) {
  const std::array<std::pair<const char*, const std::string&>, 3> files{
      {{"--output", options.output}, {"--report", options.report}, {"--trace-csv", options.trace}}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (files[i].second.empty() || files[j].second.empty() || spot(files[i].second) != spot(files[j].second))
        continue;
      throw UserError(
          fmt::format("{} and {} are the same file, {}", files[j].first, files[i].first, shown(files[i].second)),
          "one would replace the other", "give each a name of its own");
    }
  }
}

/// Options of the other use have no effect, and are refused.
void check_use(const CalibrateOptions& options) {
  const bool fits = !options.fit.empty();
  const auto refuse = [&](const char* option) {
    throw UserError(fmt::format("{} has no effect {} --fit", option, fits ? "with" : "without"), "", "leave it out");
  };
  if (fits && !options.map.empty()) refuse("--map");
  if (fits && options.residents) refuse("--residents");
  if (!fits && !options.trace.empty()) refuse("--trace-csv");
  if (!fits && !options.load.set.empty()) refuse("--set");
  if (!fits && options.threads != 0) refuse("--threads");
  check_files_differ(options);
}

}  // namespace

void add_calibrate(CLI::App& app, Action& action) {
  auto options = std::make_shared<CalibrateOptions>();
  CLI::App* command =
      app.add_subcommand("calibrate", "Read a request log into a place; or fit parameters of a scenario to targets");
  command->add_option("LOG", options->input, "a request log (CSV of a 311 or 12345 hotline); with --fit a scenario")
      ->required();
  command->add_option("--map", options->map, "TOML file: which column is what, which type is which kind");
  command->add_option("--residents", options->residents, "people in the area that the log covers: for rates");
  command->add_option("-o,--output", options->output, "write a place file; with --fit the scenario, fitted");
  command->add_option("--report", options->report,
                      "write the page that is printed: Markdown, or HTML where it ends in .html");
  command->add_option("--fit", options->fit, "TOML file: parameters to fit and targets to meet");
  command->add_option("--trace-csv", options->trace, "with --fit: write every evaluation");
  command->add_option("--set", options->load.set, "with --fit: KEY=VALUE, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--threads", options->threads,
                      "with --fit: how many runs at a time; left out: one for each core");
  command->add_option("--lang", options->lang, "en or zh")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] {
    action = [options] {
      check_use(*options);
      return options->fit.empty() ? read_log(*options) : fit_scenario(*options);
    };
  });
}

}  // namespace cogov
