/// `cogov sensitivity FILE`: which of the varied parameters matter, and where the better policy changes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "output/columns.hpp"
#include "output/reversal.hpp"
#include "output/sensitivity_text.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/policy_choice.hpp"

namespace cogov {

namespace {

struct SensitivityOptions {
  std::string file;
  std::string measure;   ///< empty: the primary one
  std::string reversal;  ///< "x,y"; empty: no map
  std::string policies;  ///< "A,B"; empty: the baseline and the second
  std::string language = "en";
  bool json = false;
  bool csv = false;
};

/// Splits at the one comma that leaves two words which `find` knows: names may have commas of their own.
template <class Find>
std::pair<std::size_t, std::size_t> two_of(const std::string& text, const char* option,
                                           const std::vector<std::string>& known, Find find) {
  for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', comma + 1)) {
    const std::optional<std::size_t> first = find(text.substr(0, comma));
    const std::optional<std::size_t> second = find(text.substr(comma + 1));
    if (first && second && first != second) return {*first, *second};
  }
  throw UserError(fmt::format("{} {} names no two of them", option, shown(text)),
                  fmt::format("there are {}", one_of(known)), "write two, with a comma between them");
}

/// A parameter by its key, or by the last part of it where that is enough.
std::optional<std::size_t> parameter_of(const DesignTable& design, const std::string& name) {
  std::optional<std::size_t> found;
  for (std::size_t k = 0; k < design.parameters.size(); ++k) {
    const std::string& key = design.parameters[k].key;
    if (key == name) return k;
    if (!key.ends_with("." + name)) continue;
    if (found) return {};
    found = k;
  }
  return found;
}

ReversalInput reversal_input(const ResultFile& result, const DesignRuns& runs, const SensitivityOptions& options) {
  const Manifest& manifest = result.manifest();
  if (manifest.design.method != "grid") {
    throw UserError("a reversal map needs a grid", fmt::format("this design is \"{}\"", manifest.design.method),
                    "run the two parameters with method = \"grid\"");
  }
  if (manifest.policies.size() < 2) throw UserError("a reversal map needs two policies");
  if (runs.measure.better == Better::neither) {
    throw UserError(fmt::format("measure '{}' has no better direction", runs.measure.name), "",
                    "choose another with -m");
  }
  std::vector<std::string> keys;
  for (const DesignParameter& one : manifest.design.parameters) keys.push_back(one.key);
  const auto [x, y] = two_of(options.reversal, "--reversal", keys,
                             [&](const std::string& name) { return parameter_of(manifest.design, name); });
  for (const std::size_t k : {x, y}) {
    const DesignParameter& one = manifest.design.parameters[k];
    if (one.words.empty() && one.low < one.high) continue;
    throw UserError(fmt::format("'{}' is no axis of a map", one.key), "it takes words, or one value only",
                    "name two parameters with several numbers");
  }
  std::pair<std::size_t, std::size_t> policies{0, 1};
  if (!options.policies.empty()) {
    policies = two_of(options.policies, "--policies", manifest.policies,
                      [&](const std::string& name) { return policy_position(manifest.policies, name); });
  }
  const auto [first, second] = policies;
  ReversalInput input{manifest.design,    runs.measure,       x, y, manifest.policies[first], manifest.policies[second],
                      runs.values[first], runs.values[second]};
  return input;
}

nlohmann::ordered_json reversal_json(const ReversalInput& input, const ReversalMap& map) {
  using Json = nlohmann::ordered_json;
  Json cells = Json::array();
  for (const ReversalCell& cell : map.cells) {
    cells.push_back({{"x", cell.x},
                     {"y", cell.y},
                     {"difference", cell.difference},
                     {"low", cell.interval ? Json(cell.interval->low) : Json()},
                     {"high", cell.interval ? Json(cell.interval->high) : Json()},
                     {"better", cell.better == 0 ? Json() : Json(cell.better > 0 ? input.second : input.first)}});
  }
  Json border = Json::array();
  for (const BorderPoint& one : map.border) border.push_back({{"x", one.x}, {"y", one.y}});
  return {{"measure", input.measure.name},
          {"unit", input.measure.unit},
          {"first", input.first},
          {"second", input.second},
          {"x", input.design.parameters[input.x].key},
          {"y", input.design.parameters[input.y].key},
          {"cells", cells},
          {"border", border},
          {"sentence", reversal_sentence(input, map, Language::english)},
          {"sentence_zh", reversal_sentence(input, map, Language::chinese)}};
}

int tell_reversal(const ResultFile& result, const DesignRuns& runs, const SensitivityOptions& options) {
  const ReversalInput input = reversal_input(result, runs, options);
  for (const auto* side : {&input.first_runs, &input.second_runs}) {
    for (std::size_t point = 0; point < side->size(); ++point) {
      if (std::isfinite(mean((*side)[point]))) continue;
      throw UserError(fmt::format("measure '{}' has no finite mean at point {}", runs.measure.name, point),
                      result.manifest().design.point_text(static_cast<std::uint32_t>(point)),
                      "choose another measure with -m");
    }
  }
  const ReversalMap map = reversal_map(input);
  if (options.json) {
    fmt::print("{}", json_text(reversal_json(input, map)));
  } else if (options.csv) {
    fmt::print("{}", reversal_csv(input, map));
  } else {
    fmt::print("{}", reversal_text(input, map, language_of(options.language)));
  }
  return 0;
}

int sensitivity(const SensitivityOptions& options) {
  const ResultFile result(options.file);
  const std::string measure = options.measure.empty() ? primary_measure(result) : options.measure;
  const DesignRuns runs = design_runs(result, measure);
  require_no_failures(result);
  if (!options.reversal.empty()) return tell_reversal(result, runs, options);
  if (!options.policies.empty()) throw UserError("--policies is for --reversal", "", "add --reversal X,Y");
  const std::vector<Sensitivity> outputs = sensitivities(result.manifest(), runs, result.manifest().seed);
  if (options.json) {
    fmt::print("{}", json_text(sensitivity_json(result.manifest(), runs.measure, outputs)));
  } else if (options.csv) {
    fmt::print("{}", sensitivity_csv(result.manifest(), runs.measure, outputs));
  } else {
    fmt::print("{}", sensitivity_text(result.manifest(), runs.measure, outputs, language_of(options.language)));
  }
  return 0;
}

}  // namespace

void add_sensitivity(CLI::App& program, Action& action) {
  auto options = std::make_shared<SensitivityOptions>();
  CLI::App* command = program.add_subcommand(
      "sensitivity", "Show which parameters of a [design] matter, or where the better policy changes");
  command->add_option("FILE", options->file, "a result of a scenario with a [design]")->required();
  command->add_option("-m,--measure", options->measure, "which measure; default: the scenario's primary one");
  command->add_option("--reversal", options->reversal,
                      "X,Y: a map over two parameters of a grid of where the second policy is better than the first");
  command->add_option("--policies", options->policies,
                      "A,B: names or numbers of the two policies of the map; default: 1,2");
  command->add_option("--lang", options->language, "language of the text")->check(CLI::IsMember({"en", "zh"}));
  auto* json = command->add_flag("--json", options->json, "everything, for programs");
  command->add_flag("--csv", options->csv, "everything, for a spreadsheet")->excludes(json);
  command->callback([options, &action] { action = [options] { return sensitivity(*options); }; });
}

}  // namespace cogov
