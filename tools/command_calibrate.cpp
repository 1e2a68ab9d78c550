/// `cogov calibrate LOG.csv`: what a request log says of the model's keys. `cogov calibrate SCENARIO --fit FIT.toml`:
/// parameters that bring the model's measures to targets.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

#include "output/durable.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/calibration/log_page.hpp"
#include "tools/calibration/place_file.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

namespace fs = std::filesystem;

struct CalibrateOptions {
  std::string input;
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
  if (!file.empty()) write_durably(file, file + ".part", text);
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
  const Findings findings = find(log, map, options.residents);
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

}  // namespace

void add_calibrate(CLI::App& app, Action& action) {
  auto options = std::make_shared<CalibrateOptions>();
  CLI::App* command = app.add_subcommand("calibrate", "Read a request log into a place");
  command->add_option("LOG", options->input, "a request log: CSV of a 311 or 12345 hotline")->required();
  command->add_option("--map", options->map, "TOML file: which column is what, which type is which kind");
  command->add_option("--residents", options->residents, "people in the area that the log covers: for rates");
  command->add_option("-o,--output", options->output, "write the keys that follow as a place file");
  command->add_option("--report", options->report,
                      "write the page that is printed: Markdown, or HTML where it ends in .html");
  command->add_option("--lang", options->lang, "en or zh")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] { action = [options] { return read_log(*options); }; });
}

}  // namespace cogov
