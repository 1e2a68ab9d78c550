/// `cogov plot FILE`: a figure of one measure, for papers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "output/columns.hpp"
#include "output/result_file.hpp"
#include "sim/errors.hpp"
#include "sim/utf8.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/gnuplot.hpp"
#include "tools/output_file.hpp"
#include "tools/plot_picture.hpp"
#include "tools/plot_script.hpp"
#include "tools/policy_choice.hpp"

namespace cogov {

namespace {

namespace fs = std::filesystem;

struct PlotOptions {
  std::string file;
  std::string measure;   ///< empty: the primary one
  std::string output;    ///< empty: MEASURE.svg
  std::string script;    ///< empty: the figure itself is drawn
  std::string policies;  ///< empty: all
  std::string language = "en";
  double width = 16, height = 0;
  bool differences = false;
  bool list = false;
  bool force = false;
};

PlotFormat format_of(const fs::path& output) {
  const std::string ending = output.extension().string();
  if (ending == ".svg") return PlotFormat::svg;
  if (ending == ".png") return PlotFormat::png;
  if (ending == ".pdf") return PlotFormat::pdf;
  throw UserError(fmt::format("{} ends in none of .svg, .png, .pdf", shown(output.string())),
                  "the ending says what is drawn", "give a name with one of them with -o");
}

int plot(const PlotOptions& options) {
  const ResultFile result(options.file);
  const Language language = language_of(options.language);
  if (options.list) {
    fmt::print("{}", plotted_measures(result, language));
    return 0;
  }
  PlotRequest request{.measure = options.measure.empty() ? primary_measure(result) : options.measure,
                      .policies = chosen_policies(result.manifest().policies, options.policies),
                      .differences = options.differences,
                      .language = language};
  const Figure figure = figure_of(result, request);
  // A measure's name is a netCDF name, but the file may be anybody's.
  const fs::path drawing =
      options.output.empty() ? fs::path(request.measure + ".svg").filename() : fs::path(options.output);
  PlotPage page{.format = format_of(drawing),
                .width = options.width,
                .height = options.height,
                .language = language,
                .output = ""};
  if (!options.script.empty()) {
    page.output = drawing.string();
    require_output(options.script, options.file, options.force, "script", "--script");
    write_output(options.script, plot_script(figure, page));
    fmt::print("{}: draws {} with: gnuplot {}\n", printable(options.script), printable(page.output),
               printable(options.script));
    return 0;
  }
  require_output(drawing, options.file, options.force, "figure");
  const std::string bytes = finished_picture(drawn_by_gnuplot(plot_script(figure, page)), page.format, figure.title);
  write_output(drawing, bytes);
  fmt::print("{}: {}\n", printable(drawing.string()), printable(figure.title));
  return 0;
}

}  // namespace

void add_plot(CLI::App& program, Action& action) {
  auto options = std::make_shared<PlotOptions>();
  CLI::App* command = program.add_subcommand("plot", "Draw a figure of one measure, for a paper");
  command->add_option("FILE", options->file, "a result file")->required();
  command->add_option("-m,--measure", options->measure, "which measure; default: the scenario's primary one");
  command->add_option("-o,--output", options->output,
                      "the figure: .svg, .png (300 dots an inch) or .pdf; without it MEASURE.svg in this folder");
  command->add_option("--policies", options->policies,
                      "1,3: names or numbers (1 is the baseline) of those to show; default: all, or of more than a "
                      "figure holds those that change most");
  command->add_flag("--differences", options->differences,
                    "differences from the baseline, where levels would be drawn (by day, by label, over a parameter)");
  command->add_option("--width", options->width, "centimetres; default 16")->check(CLI::Range(6.0, 60.0));
  command->add_option("--height", options->height, "centimetres; default 10, or what rows of dots need")
      ->check(CLI::Range(4.0, 60.0));
  command->add_option("--lang", options->language, "language of the figure")->check(CLI::IsMember({"en", "zh"}));
  command->add_option("--script", options->script,
                      "write the gnuplot script with its data instead, to be finished by hand");
  command->add_flag("--list", options->list, "list the measures and what they are called");
  command->add_flag("--force", options->force, "replace an existing file");
  command->callback([options, &action] { action = [options] { return plot(*options); }; });
}

}  // namespace cogov
