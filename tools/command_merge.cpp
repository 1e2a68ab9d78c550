/// `cogov merge DIR -o FILE`: joins the parts of any number of machines.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "output/merge.hpp"
#include "scenarios/json_values.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

struct MergeOptions {
  std::string parts;
  std::string output;
  bool force = false;
  bool json = false;
};

int merge_parts(const MergeOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  const std::string digest = merge(options.parts, options.output, options.force);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  if (!options.json) {
    fmt::print("{}: digest {}\n", options.output, digest);
    return 0;
  }
  const Manifest manifest = ResultFile(options.output).manifest();
  nlohmann::ordered_json json{
      {"file", options.output}, {"digest", digest}, {"wall_seconds", seconds}, {"policies", manifest.policies}};
  nlohmann::ordered_json& measures = json["measures"] = nlohmann::ordered_json::array();
  for (const Measure& measure : manifest.layout.measures) measures.push_back(measure.name);
  fmt::print("{}", json_text(json));
  return 0;
}

}  // namespace

void add_merge(CLI::App& program, Action& action) {
  auto options = std::make_shared<MergeOptions>();
  CLI::App* command = program.add_subcommand("merge", "Join the parts of a run into one result file");
  command->add_option("DIR", options->parts, "a folder FILE.parts")->required();
  command->add_option("-o,--output", options->output, "the result file")->required();
  command->add_flag("--force", options->force, "replace an existing result file");
  command->add_flag("--json", options->json, "print one JSON object");
  command->callback([options, &action] { action = [options] { return merge_parts(*options); }; });
}

}  // namespace cogov
