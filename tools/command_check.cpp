/// `cogov check SCENARIO`: every problem at once, or what the scenario holds.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "output/columns.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "scenarios/print.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

struct CheckOptions {
  std::string file;
  LoadOptions load;
  bool json = false;
  bool effective = false;
};

Json json_of_problem(const Problem& problem) {
  return {{"file", problem.where.file}, {"line", problem.where.line}, {"column", problem.where.column},
          {"what", problem.what},       {"why", problem.why},         {"remedy", problem.remedy}};
}

int report_problems(const CheckOptions& options, const UserError& error) {
  if (options.json) {
    Json problems = Json::array();
    for (const Problem& problem : error.problems()) problems.push_back(json_of_problem(problem));
    fmt::print("{}", json_text({{"file", options.file}, {"ok", false}, {"problems", problems}}));
  } else {
    fmt::print(stderr, "{}\n", error.what());
  }
  return 2;
}

void report_scenario(const CheckOptions& options, const Scenario& scenario) {
  if (options.json) {
    Json policies = Json::array();
    for (const Policy& policy : scenario.policies) policies.push_back(policy.name);
    fmt::print("{}", json_text({{"file", options.file},
                                {"ok", true},
                                {"title", scenario.title},
                                {"policies", policies},
                                {"days", scenario.baseline().integer("run.days")},
                                {"replicates", scenario.baseline().integer("run.replicates")},
                                {"problems", Json::array()}}));
  } else if (options.effective) {
    fmt::print("{}", effective_toml(scenario));
  } else {
    const std::size_t count = scenario.policies.size();
    const std::int64_t replicates = scenario.baseline().integer("run.replicates");
    fmt::print("{}: all right: {} {}, {} days, {}\n", options.file, count, count == 1 ? "policy" : "policies",
               scenario.baseline().integer("run.days"),
               replicates == 0 ? "replicates until they are precise enough"
                               : fmt::format("{} replicate{}", replicates, replicates == 1 ? "" : "s"));
    if (scenario.design) {
      fmt::print("a design ({}) of {} points, which varies {} parameter{}\n", name_of(scenario.design->method),
                 scenario.design->size(), scenario.design->vary.size(), scenario.design->vary.size() == 1 ? "" : "s");
    }
    for (const std::string& note : scenario.notes) fmt::print("note: {}\n", printable(note));
    for (const std::string& note : late_policies(scenario)) fmt::print("note: {}\n", printable(note));
    for (const std::string& note : idle_mechanisms(scenario)) fmt::print("note: {}\n", printable(note));
  }
}

int check(CheckOptions options) {
  try {
    options.load.library = scenario_folders();
    const Scenario scenario = load_scenario(find_scenario(options.file, options.load.library), options.load);
    std::vector<Problem> problems = problems_of_a_run(scenario);
    for (Problem& problem : problems) problem.where.file = options.file;  // it is about the file as a whole
    if (!problems.empty()) throw UserError(std::move(problems));
    report_scenario(options, scenario);
    return 0;
  } catch (const UserError& error) {
    return report_problems(options, error);
  }
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Check a scenario: shows every problem at once");
  command->add_option("SCENARIO", options->file, "a scenario file, or the name of a built-in scenario")->required();
  command->add_option("--set", options->load.set, "KEY=VALUE, over what the files say; may be repeated")
      ->allow_extra_args(false);
  CLI::Option* json = command->add_flag("--json", options->json, "print JSON");
  command->add_flag("--effective", options->effective, "print the whole scenario, defaults included")->excludes(json);
  command->callback([options, &action] { action = [options] { return check(*options); }; });
}

}  // namespace cogov
