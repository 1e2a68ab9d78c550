/// `cogov validate [SCENARIO]`: the model against patterns that are known from elsewhere, and against a plausible year.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "output/columns.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/validation.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

struct ValidateOptions {
  std::string scenario = "places/yantai-dahaiyang";
  LoadOptions load;
  std::uint32_t replicates = 20;
  std::int64_t threads = 0;
  std::string lang = "en";
  bool json = false;
};

const char* verdict_word(const Pattern& pattern, bool chinese) {
  if (!pattern.seen()) return chinese ? "无" : "not there";
  if (pattern.inside()) return chinese ? "在内" : "inside";
  return chinese ? "不在" : "outside";
}

Json json_of(const std::vector<Pattern>& patterns) {
  Json list = Json::array();
  for (const Pattern& p : patterns) {
    Json row = {{"name", p.name},     {"meaning", p.meaning}, {"meaning_zh", p.meaning_zh},
                {"unit", p.unit},     {"low", p.low},         {"high", p.high},
                {"source", p.source}, {"sets", p.sets},       {"counts", p.counts()}};
    row["value"] = p.seen() ? Json(p.value) : Json();
    row["verdict"] = verdict_word(p, false);
    list.push_back(std::move(row));
  }
  return list;
}

std::string number(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3g}", value);
}

void print_table(const std::vector<Pattern>& patterns, bool chinese) {
  for (const Pattern& p : patterns) {
    const std::string value = p.seen() ? number(p.value) : "-";
    const std::string target = number(p.low) + (chinese ? "至" : " to ") + number(p.high);
    fmt::print("  {}  {}\n", chinese ? p.meaning_zh : p.meaning, p.unit == "1" ? "" : "(" + p.unit + ")");
    fmt::print("      {} {}, {} {} ({}): {}\n", chinese ? "模型" : "model", value, chinese ? "目标" : "target", target,
               p.source, verdict_word(p, chinese));
    if (!p.sets.empty()) {
      fmt::print("      {} {}\n", chinese ? "不计入：默认值由此而定，" : "doesn't count: it set the default of",
                 p.sets);
    }
  }
}

int print_validation(const ValidateOptions& options, const Scenario& scenario, const Validation& validation) {
  const auto counting = [](const std::vector<Pattern>& all, bool inside) {
    return std::count_if(all.begin(), all.end(),
                         [&](const Pattern& p) { return p.counts() && (!inside || p.inside()); });
  };
  const auto met = counting(validation.patterns, true);
  const auto counted = counting(validation.patterns, false);
  if (options.json) {
    fmt::print("{}", json_text({{"scenario", scenario.title},
                                {"replicates", options.replicates},
                                {"inside", met},
                                {"counted", counted},
                                {"patterns", json_of(validation.patterns)},
                                {"plausible_year", json_of(validation.plausible_year)}}));
    return 0;
  }
  const bool chinese = options.lang == "zh";
  fmt::print("{}\n{}\n", scenario.title,
             chinese ? fmt::format("第一个政策，{}次重复", options.replicates)
                     : fmt::format("its first policy, {} replicates", options.replicates));
  fmt::print("\n{}\n", chinese ? "来自别处的规律" : "Patterns known from elsewhere");
  print_table(validation.patterns, chinese);
  fmt::print("\n{}\n", chinese ? "合理的一年（均为推算或假设，不计入）"
                               : "A plausible year (calculated or assumed, so none of it counts)");
  print_table(validation.plausible_year, chinese);
  fmt::print("\n{}\n",
             chinese ? fmt::format("{}项未用于设定参数的规律中，{}项在目标之内。", counted, met)
                     : fmt::format("{} of {} patterns that set no parameter are inside their target.", met, counted));
  return 0;
}

int run_validation(ValidateOptions options) {
  options.load.library = scenario_folders();
  const Scenario scenario = load_scenario(find_scenario(options.scenario, options.load.library), options.load);
  return print_validation(options, scenario, validate(scenario, options.replicates, threads_to_use(options.threads)));
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command = app.add_subcommand("validate", "Hold the model against patterns known from elsewhere");
  command->add_option("SCENARIO", options->scenario,
                      "a scenario or place; left out: places/yantai-dahaiyang. Its first policy is looked at");
  command->add_option("--set", options->load.set, "KEY=VALUE, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--replicates", options->replicates, "runs to take the mean of (default 20)")
      ->check(CLI::Range(1, 10000));
  command->add_option("--threads", options->threads, "how many runs at a time; left out: one for each core");
  command->add_option("--lang", options->lang, "en or zh")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] { action = [options] { return run_validation(*options); }; });
}

}  // namespace cogov
