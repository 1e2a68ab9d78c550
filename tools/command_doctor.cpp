/// `cogov doctor`: does this machine give the published bits, at 1, 2 and all threads?
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <memory>
#include <set>

#include "scenarios/json_values.hpp"
#include "scenarios/load.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/published_digests.hpp"

namespace cogov {

namespace {

std::string digest_at(const PolicyExperiment& experiment, const std::vector<RunKey>& runs, std::uint32_t threads) {
  std::vector<std::string> digests(runs.size());
  const auto position = [&](RunKey key) {
    return static_cast<std::size_t>(std::find(runs.begin(), runs.end(), key) - runs.begin());
  };
  const Sink sink{
      .done = [&](RunKey key, RunResult&& result) { digests[position(key)] = run_digest(experiment.layout(), result); },
      .failed = [](RunKey, const std::string& reason) { throw InternalError(reason); }};
  const std::atomic<bool> go_on{false};
  run_ensemble(experiment, runs, threads, go_on, sink);
  return whole_digest(digests);
}

int doctor(bool as_json) {
  const Scenario scenario = load_scenario_text(published_scenario, "the program's own scenario");
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports);
  const std::vector<RunKey> runs = manifest_of(scenario, experiment.layout(), "").runs();
  bool well = arithmetic_is_exact();
  nlohmann::ordered_json json{
      {"model_version", model_version}, {"arithmetic_is_exact", well}, {"published", published_digest}};
  if (!as_json)
    fmt::print("arithmetic: {}\n", well ? "exact" : "NOT exact: this build contracts or rounds differently");
  for (const std::uint32_t threads : std::set<std::uint32_t>{1, 2, threads_to_use(0)}) {
    const std::string digest = digest_at(experiment, runs, threads);
    const bool same = digest == published_digest;
    well = well && same;
    json["digests"][std::to_string(threads)] = digest;
    if (!as_json)
      fmt::print("{} thread{}: {} {}\n", threads, threads == 1 ? " " : "s", digest,
                 same ? "as published" : "NOT as published");
  }
  json["ok"] = well;
  if (as_json) {
    fmt::print("{}", json_text(json));
  } else {
    fmt::print("{}\n", well
                           ? "This machine gives the published bits."
                           : "This machine does not give the published bits: do not compare its results with others'.");
  }
  return well ? 0 : 1;
}

}  // namespace

void add_doctor(CLI::App& program, Action& action) {
  auto as_json = std::make_shared<bool>(false);
  CLI::App* command =
      program.add_subcommand("doctor", "Check that this machine gives the published bits, on any number of threads");
  command->add_flag("--json", *as_json, "print one JSON object");
  command->callback([as_json, &action] { action = [as_json] { return doctor(*as_json); }; });
}

}  // namespace cogov
