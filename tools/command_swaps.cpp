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
#include "tools/terminal.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

struct SwapsOptions {
  std::string scenario;
  LoadOptions load;
  std::string streets, ties;  ///< files to try in place of the scenario's networks
  bool pairs = false;
  std::string replicates;
  std::int64_t threads = 0;
  std::string lang = "en";
  bool json = false;
};

const char* effect_word(Effect effect, bool chinese = false) {
  switch (effect) {
    case Effect::better:
      return chinese ? "更好" : "better";
    case Effect::worse:
      return chinese ? "更差" : "worse";
    case Effect::changed:
      return chinese ? "有变化" : "changed";
    case Effect::none:
      return chinese ? "与运气无法区分" : "no difference told from luck";
    case Effect::too_few:
      return chinese ? "重复次数太少，无法判断" : "too few replicates to tell";
  }
  return "";
}

const Difference& primary_of(const Structure& structure, std::size_t policy) {
  return structure.comparison.of(policy).differences.front();
}

const Measure& measure_of(const std::vector<Structure>& structures) {
  return structures.front().comparison.measures.front().measure;
}

std::string said_name(const Structure& structure, bool chinese) {
  if (structure.swaps.empty() && chinese) return "按情景原样";
  return printable(structure.name());
}

std::vector<std::string> names_with(Survival survival, const std::vector<Structure>& structures, std::size_t policy) {
  std::vector<std::string> names;
  for (const std::size_t at : those_with(survival, structures, policy)) names.push_back(structures[at].name());
  return names;
}

/// true, false, or null where it can't be told.
Json json_of(Survival survival) { return survival == Survival::open ? Json() : Json(survival == Survival::holds); }

Json json_of(const std::vector<Structure>& structures, const Scenario& scenario) {
  Json policies = Json::array();
  for (std::size_t policy = 1; policy < scenario.policies.size(); ++policy) {
    Json list = Json::array();
    for (const Structure& structure : structures) {
      const Difference& difference = primary_of(structure, policy);
      Json row = {{"structure", structure.name()},
                  {"swaps", structure.swaps.size()},
                  {"difference", difference.statistics.difference},
                  {"effect", effect_word(difference.effect)},
                  {"survives", json_of(survival(structures.front(), structure, policy))}};
      if (difference.statistics.interval) {
        row["low"] = difference.statistics.interval->low;
        row["high"] = difference.statistics.interval->high;
      }
      list.push_back(std::move(row));
    }
    const std::vector<std::string> falls = names_with(Survival::falls, structures, policy);
    const std::vector<std::string> open = names_with(Survival::open, structures, policy);
    const Survival all = !falls.empty() ? Survival::falls : !open.empty() ? Survival::open : Survival::holds;
    policies.push_back({{"policy", scenario.policies[policy].name},
                        {"survives", json_of(all)},
                        {"holds_under", structures.size() - 1 - falls.size() - open.size()},
                        {"of", structures.size() - 1},
                        {"falls_with", falls},
                        {"not_told_with", open},
                        {"structures", list}});
  }
  return policies;
}

/// "−0.4 days (−0.5 to −0.3)".
std::string size_text(const Measure& measure, const Difference& difference, bool chinese) {
  const Figures shown = figures(measure, difference.statistics);
  const std::string unit = difference_unit_word(measure, chinese ? Language::chinese : Language::english);
  std::string text = shown.difference + (unit.empty() || chinese ? "" : " ") + unit;
  if (!shown.low.empty()) {
    text +=
        chinese ? fmt::format("（{}至{}）", shown.low, shown.high) : fmt::format(" ({} to {})", shown.low, shown.high);
  }
  return text;
}

void print_policy(const std::vector<Structure>& structures, const Scenario& scenario, std::size_t policy,
                  bool chinese) {
  fmt::print("\n“{}”\n", printable(scenario.policies[policy].name));
  std::size_t width = 0;
  std::size_t size_width = 0;
  for (const Structure& structure : structures) {
    width = std::max(width, display_width(said_name(structure, chinese)));
    const std::string size = size_text(measure_of(structures), primary_of(structure, policy), chinese);
    size_width = std::max(size_width, display_width(size));
  }
  for (const Structure& structure : structures) {
    const Difference& difference = primary_of(structure, policy);
    const bool falls = survival(structures.front(), structure, policy) == Survival::falls;
    const std::string size = pad_right(size_text(measure_of(structures), difference, chinese), size_width);
    fmt::print("  {}  {}  {}{}\n", pad_right(said_name(structure, chinese), width), size,
               effect_word(difference.effect, chinese),
               !falls ? "" : (chinese ? "  ← 结论改变" : "  ← the verdict changes"));
  }
}

/// "The verdict on “X” (better) holds under 9 of 10 swaps; it falls with paperwork.rule = fixed."
std::string closing_sentence(const std::vector<Structure>& structures, const Scenario& scenario, std::size_t policy,
                             bool chinese) {
  const std::size_t swaps = structures.size() - 1;
  const std::string name = printable(scenario.policies[policy].name);
  const Effect own = primary_of(structures.front(), policy).effect;
  if (own == Effect::too_few) {
    return chinese ? fmt::format("“{}”：重复次数太少，尚无结论可供检验。", name)
                   : fmt::format("On “{}” there is no verdict to try: too few replicates to tell.", name);
  }
  const auto listed = [&](Survival survival) {
    std::vector<std::string> names;
    for (const std::string& one : names_with(survival, structures, policy)) names.push_back(printable(one));
    return fmt::format("{}", fmt::join(names, chinese ? "、" : ", "));
  };
  const std::string falls = listed(Survival::falls), open = listed(Survival::open);
  const std::size_t held = those_with(Survival::holds, structures, policy).size();
  const char* effect = effect_word(own, chinese);
  std::string text = chinese ? fmt::format("“{}”的结论（{}）在{}种替换中的{}种下成立", name, effect, swaps, held)
                             : fmt::format("The verdict on “{}” ({}) holds under {} of {} swap{}", name, effect, held,
                                           swaps, swaps == 1 ? "" : "s");
  if (!falls.empty())
    text += fmt::format(fmt::runtime(chinese ? "；以下替换会改变它：{}" : "; it falls with {}"), falls);
  if (!open.empty()) {
    text += fmt::format(
        fmt::runtime(chinese ? "；以下替换下重复次数太少，无法判断：{}" : "; too few replicates to tell with {}"),
        open);
  }
  return text + (chinese ? "。" : ".");
}

void print_all(const std::vector<Structure>& structures, const Scenario& scenario, bool chinese) {
  const std::int64_t replicates = scenario.baseline().integer("run.replicates");
  const Measure& measure = measure_of(structures);
  const std::string baseline = printable(scenario.policies.front().name);
  if (chinese) {
    fmt::print("{}\n{}，与“{}”相比；每种结构{}次重复，括号内为仅含运气的95%区间。\n", printable(scenario.title),
               short_label(measure, Language::chinese), baseline, replicates);
  } else {
    fmt::print("{}\n{}, against “{}”; {} replicates under each structure, in brackets 95 % intervals of luck alone.\n",
               printable(scenario.title), short_label(measure, Language::english), baseline, replicates);
  }
  for (std::size_t p = 1; p < scenario.policies.size(); ++p) print_policy(structures, scenario, p, chinese);
  fmt::print("\n");
  for (std::size_t p = 1; p < scenario.policies.size(); ++p)
    fmt::print("{}\n", closing_sentence(structures, scenario, p, chinese));
  fmt::print("{}\n", chinese ? "看哪里：结论随之改变的规则，正是需要先弄清的事实（cogov explain 键名）。"
                             : "What to look at: a rule that changes a verdict is a fact to find out first; cogov "
                               "explain KEY says what it means.");
}

/// Text as TOML writes it.
std::string quoted(const std::string& text) {
  std::string toml = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') toml += '\\';
    toml += letter;
  }
  return toml + "\"";
}

/// The networks to try that the command line names, read.
void add_networks(const SwapsOptions& options, const std::filesystem::path& file, std::vector<Swap>& swaps) {
  for (const auto& [path, name] : {std::pair{"streets.file", options.streets}, {"social_ties.file", options.ties}}) {
    if (name.empty()) continue;
    LoadOptions load = options.load;
    const bool here = std::filesystem::exists(name);  // otherwise it is looked up beside the scenario
    load.set.push_back(std::string(path) + "=" + quoted(here ? std::filesystem::absolute(name).string() : name));
    const Scenario read = load_scenario(file, load);
    Swap swap{path, name};
    if (swap.path == "streets.file") swap.read.streets = read.imports.streets;
    if (swap.path == "social_ties.file") swap.read.ties = read.imports.ties;
    swaps.push_back(std::move(swap));
  }
}

int swap_structures(SwapsOptions options) {
  options.load.library = scenario_folders();
  if (!options.replicates.empty()) options.load.set.push_back("run.replicates=" + options.replicates);
  const std::filesystem::path file = find_scenario(options.scenario, options.load.library);
  Scenario scenario = load_scenario(file, options.load);
  if (scenario.policies.size() < 2) {
    throw UserError(fmt::format("{} has one policy", printable(options.scenario)),
                    "verdicts are about differences between policies", "add a [[policy]]");
  }
  require_replicates(scenario);
  install_interrupts();
  const std::uint32_t threads = threads_to_use(options.threads);
  std::vector<Swap> swaps = swaps_of(scenario);
  add_networks(options, file, swaps);
  for (const std::string& note : size_policies(scenario, threads, stop_requested()))
    fmt::print(stderr, "cogov: note: {}\n", printable(note));
  std::vector<Structure> structures = structures_of(swaps, options.pairs);
  const std::int64_t replicates = scenario.baseline().integer("run.replicates");
  Progress progress(structures.size() * scenario.policies.size() * static_cast<std::uint64_t>(replicates), stderr);
  if (!stop_requested()) compare_structures(scenario, structures, threads, stop_requested(), [&] { progress.done(); });
  progress.finish();
  if (stop_requested()) {
    fmt::print(stderr, "cogov: interrupted; nothing is kept\n");
    return 130;
  }
  if (options.json) {
    fmt::print("{}", json_text({{"scenario", scenario.title},
                                {"measure", scenario.baseline().word("compare.primary_measure")},
                                {"replicates", replicates},
                                {"policies", json_of(structures, scenario)}}));
    return 0;
  }
  print_all(structures, scenario, options.lang == "zh");
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
  command->add_option("--streets", options->streets,
                      "try this street network (GraphML or CSV) in place of the scenario's");
  command->add_option("--ties", options->ties, "try this list of ties in place of the scenario's");
  command->add_flag("--pairs", options->pairs, "swap each two rules at once as well: some ten times as long");
  command->add_option("--replicates", options->replicates, "instead of run.replicates");
  command->add_option("--threads", options->threads, "how many runs at a time; left out: one for each core");
  command->add_option("--lang", options->lang, "en or zh")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] { action = [options] { return swap_structures(*options); }; });
}

}  // namespace cogov
