/// `cogov swaps SCENARIO`: do its verdicts survive when a rule is replaced by another as plausible?
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "output/columns.hpp"
#include "output/wording.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/interrupt.hpp"
#include "tools/sizing.hpp"
#include "tools/swaps.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

struct SwapsOptions {
  std::string scenario;
  LoadOptions load;
  std::int64_t threads = 0;
  bool json = false;
};

const char* effect_word(Effect effect) {
  switch (effect) {
    case Effect::better:
      return "better";
    case Effect::worse:
      return "worse";
    case Effect::changed:
      return "changed";
    case Effect::none:
      return "no difference told from luck";
    case Effect::too_few:
      return "too few replicates to tell";
  }
  return "";
}

const Difference& primary_of(const Structure& structure, std::size_t policy) {
  return structure.comparison.of(policy).differences.front();
}

Json json_of(const std::vector<Structure>& structures, const Scenario& scenario) {
  Json policies = Json::array();
  for (std::size_t policy = 1; policy < scenario.policies.size(); ++policy) {
    Json list = Json::array();
    bool all = true;
    for (const Structure& structure : structures) {
      const Difference& difference = primary_of(structure, policy);
      const bool same = survives(structures.front(), structure, policy);
      all = all && same;
      Json row = {{"structure", structure.name()},
                  {"difference", difference.statistics.difference},
                  {"effect", effect_word(difference.effect)},
                  {"survives", same}};
      if (difference.statistics.interval) {
        row["low"] = difference.statistics.interval->low;
        row["high"] = difference.statistics.interval->high;
      }
      list.push_back(std::move(row));
    }
    policies.push_back({{"policy", scenario.policies[policy].name}, {"survives", all}, {"structures", list}});
  }
  return policies;
}

void print_policy(const std::vector<Structure>& structures, const Scenario& scenario, std::size_t policy) {
  fmt::print("\n“{}”\n", printable(scenario.policies[policy].name));
  std::size_t width = 0;
  for (const Structure& structure : structures) width = std::max(width, structure.name().size());
  const Measure& measure = structures.front().comparison.measures.front().measure;
  std::size_t changed = 0;
  for (const Structure& structure : structures) {
    const Difference& difference = primary_of(structure, policy);
    const bool same = survives(structures.front(), structure, policy);
    changed += same ? 0 : 1;
    const Figures shown = figures(measure, difference.statistics);
    fmt::print("  {:<{}}  {:>8} {}, {}{}\n", structure.name(), width, shown.difference,
               difference_unit_word(measure, Language::english), effect_word(difference.effect),
               same ? "" : "  ← the verdict changes");
  }
  fmt::print("  {}\n", changed == 0
                           ? fmt::format("The verdict survives all {} swaps.", structures.size() - 1)
                           : fmt::format("The verdict changes under {} of {} swaps.", changed, structures.size() - 1));
}

int swap_structures(SwapsOptions options) {
  options.load.library = scenario_folders();
  Scenario scenario = load_scenario(find_scenario(options.scenario, options.load.library), options.load);
  if (scenario.policies.size() < 2) {
    throw UserError(fmt::format("{} has one policy", printable(options.scenario)),
                    "verdicts are about differences between policies", "add a [[policy]]");
  }
  install_interrupts();
  const std::uint32_t threads = threads_to_use(options.threads);
  for (const std::string& note : size_policies(scenario, threads, stop_requested()))
    fmt::print(stderr, "note: {}\n", printable(note));
  std::vector<Structure> structures = structures_of(scenario);
  if (!stop_requested()) compare_structures(scenario, structures, threads, stop_requested());
  if (stop_requested()) {
    fmt::print(stderr, "cogov: interrupted; nothing is kept\n");
    return 130;
  }
  const std::int64_t replicates = scenario.baseline().integer("run.replicates");
  if (options.json) {
    fmt::print("{}", json_text({{"scenario", scenario.title},
                                {"measure", scenario.baseline().word("compare.primary_measure")},
                                {"replicates", replicates},
                                {"policies", json_of(structures, scenario)}}));
    return 0;
  }
  const Measure& measure = structures.front().comparison.measures.front().measure;
  fmt::print("{}\n{}, against “{}”; {} replicates under each structure, luck only.\n", scenario.title,
             short_label(measure, Language::english), printable(scenario.policies.front().name), replicates);
  for (std::size_t policy = 1; policy < scenario.policies.size(); ++policy) print_policy(structures, scenario, policy);
  return 0;
}

}  // namespace

void add_swaps(CLI::App& app, Action& action) {
  auto options = std::make_shared<SwapsOptions>();
  CLI::App* command =
      app.add_subcommand("swaps", "Do a scenario's verdicts survive when its rules are replaced by others?");
  command->add_option("SCENARIO", options->scenario, "a scenario file, or the name of a built-in scenario")->required();
  command->add_option("--set", options->load.set, "KEY=VALUE, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--threads", options->threads, "how many runs at a time; left out: one for each core");
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] { action = [options] { return swap_structures(*options); }; });
}

}  // namespace cogov
