/// `cogov verify FILE`: checks every byte, then re-runs some of the runs from what the file itself holds.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>

#include "scenarios/json_values.hpp"
#include "scenarios/load.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/terminal.hpp"

namespace cogov {

namespace {

struct VerifyOptions {
  std::string file;
  std::uint32_t runs = 4;
  bool all = false;
  bool json = false;
};

/// Runs spread evenly over the whole, the first and the last among them.
std::vector<RunKey> sample_of(const Manifest& manifest, const VerifyOptions& options) {
  const std::vector<RunKey> all = manifest.runs();
  if (options.all || options.runs >= all.size()) return all;
  std::vector<RunKey> sample;
  for (std::size_t i = 0; i < options.runs; ++i) {
    sample.push_back(all[options.runs == 1 ? 0 : i * (all.size() - 1) / (options.runs - 1)]);
  }
  return sample;
}

/// The runs whose arrays come out otherwise than the file says.
std::vector<RunKey> run_again(const ResultFile& result, const std::vector<RunKey>& sample) {
  const Scenario scenario =
      load_scenario_text(result.manifest().scenario_toml, result.path().string(), {.imports = result.imports()});
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports, result.manifest().worlds,
                                    scenario.design);
  if (!(experiment.points() == result.manifest().design)) {
    throw UserError(fmt::format("'{}': its points are not those that its scenario draws", result.path().string()));
  }
  std::vector<RunKey> differing;
  std::mutex lock;
  Progress progress(sample.size(), stderr);
  const auto repeated = [&](RunKey key, bool same) {
    const std::lock_guard guard(lock);
    if (!same) differing.push_back(key);
    progress.done();
  };
  const Sink sink{.done =
                      [&](RunKey key, RunResult&& again) {
                        const bool same = run_digest(experiment.layout(), again) == result.digest(key);
                        repeated(key, same && !result.failed(key));
                      },
                  .failed = [&](RunKey key, const std::string&) { repeated(key, result.failed(key)); }};
  const std::atomic<bool> go_on{false};
  run_ensemble(experiment, sample, threads_to_use(0), go_on, sink);
  progress.finish();
  std::sort(differing.begin(), differing.end());
  return differing;
}

/// A run by its names, as programs read it.
nlohmann::ordered_json json_of(const Manifest& manifest, RunKey key) {
  if (!manifest.design.empty()) {
    return {{"policy", manifest.policies[key.policy]},
            {"replicate", manifest.replicate_of(key)},
            {"point", manifest.point_of(key)}};
  }
  const bool world = manifest.world_span().holds(key);
  return {{"policy", manifest.policies[key.policy]},
          {world ? "world" : "replicate", world ? key.replicate - manifest.replicates : key.replicate}};
}

nlohmann::ordered_json json_of(const VerifyOptions& options, const Manifest& manifest, const std::string& digest,
                               std::size_t repeated, const std::vector<RunKey>& differing) {
  nlohmann::ordered_json json{{"file", options.file},
                              {"digest", digest},
                              {"runs", manifest.size()},
                              {"runs_repeated", repeated},
                              {"ok", differing.empty()}};
  json["differing"] = nlohmann::ordered_json::array();
  for (const RunKey key : differing) json["differing"].push_back(json_of(manifest, key));
  return json;
}

int verify(const VerifyOptions& options) {
  const ResultFile result(options.file);
  const std::string digest = result.verify();
  if (result.manifest().model_version != model_version) {
    throw UserError(fmt::format("{} was made by model version {}", options.file, result.manifest().model_version),
                    fmt::format("this is model version {}, whose results differ by design", model_version),
                    fmt::format("re-run it with cogov {}", result.manifest().program_version));
  }
  const std::vector<RunKey> sample = sample_of(result.manifest(), options);
  const std::vector<RunKey> differing = run_again(result, sample);
  if (options.json) {
    fmt::print("{}", json_text(json_of(options, result.manifest(), digest, sample.size(), differing)));
  }
  if (!differing.empty()) {
    throw UserError(
        fmt::format("{}: {} of {} runs come out differently", options.file, differing.size(), sample.size()),
        fmt::format("the first is {}", result.manifest().name_of(differing.front())),
        "the file was altered or made by another program; `cogov doctor` tells whether this machine computes right");
  }
  if (!options.json) {
    fmt::print("{}: whole; {} of {} runs repeated from the scenario in the file, every bit the same\ndigest {}\n",
               options.file, sample.size(), result.manifest().size(), digest);
  }
  return 0;
}

}  // namespace

void add_verify(CLI::App& program, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = program.add_subcommand("verify", "Check a result file, and repeat some of its runs bit by bit");
  command->add_option("FILE", options->file, "a result file")->required();
  command->add_option("--sample,--runs", options->runs, "how many runs to repeat")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  command->add_flag("--all", options->all, "repeat all");
  command->add_flag("--json", options->json, "print one JSON object");
  command->callback([options, &action] { action = [options] { return verify(*options); }; });
}

}  // namespace cogov
