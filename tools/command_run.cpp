/// `cogov run SCENARIO`: all policies × replicates, kept as they finish, merged into one file, compared.
#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "output/columns.hpp"
#include "output/compare_text.hpp"
#include "output/parts.hpp"
#include "output/recorder.hpp"
#include "output/target.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "scenarios/print.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/design_plan.hpp"
#include "tools/experiments.hpp"
#include "tools/interrupt.hpp"
#include "tools/launcher.hpp"
#include "tools/sizing.hpp"
#include "tools/terminal.hpp"
#include "tools/until.hpp"

namespace cogov {

namespace {

namespace fs = std::filesystem;

struct RunOptions {
  std::string scenario;
  std::string output;
  std::vector<std::string> set;
  std::string replicates;
  std::string worlds;
  std::string threads;  ///< empty: one a core
  std::string shard = "1/1";
  std::string language = "en";
  bool resume = false;
  bool force = false;
  bool trace = false;
  bool json = false;
};

std::int64_t whole_number(const std::string& text, const char* option) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return value;
  throw UserError(fmt::format("{} {} is not a whole number", option, printable(text)));
}

/// As many as there are cores where nothing was asked for.
std::uint32_t threads_asked(const std::string& text) {
  if (text.empty()) return threads_to_use(0);
  const std::int64_t asked = whole_number(text, "--threads");
  if (asked == 0) throw UserError("--threads 0 would compute nothing", "", "leave it out to use all cores");
  return threads_to_use(asked);
}

Scenario scenario_of(const RunOptions& options) {
  LoadOptions load{.set = options.set, .library = scenario_folders()};
  if (!options.replicates.empty()) {
    load.set.push_back(fmt::format("run.replicates={}", whole_number(options.replicates, "--replicates")));
  }
  if (!options.worlds.empty()) {
    load.set.push_back(fmt::format("run.worlds={}", whole_number(options.worlds, "--worlds")));
  }
  return load_scenario(find_scenario(options.scenario, load.library), load);
}

/// The result's path: as given, or the scenario's name here.
fs::path result_path(const RunOptions& options) {
  const fs::path scenario(options.scenario);
  const fs::path file = options.output.empty() ? fs::path(scenario.stem().string() + ".h5") : fs::path(options.output);
  std::error_code none;
  if (fs::exists(file, none) && fs::equivalent(file, scenario, none)) {
    throw UserError(file.string() + " is the scenario itself", "", "name another file with -o");
  }
  return file;
}

struct Outcome {
  fs::path file;
  std::string digest;  ///< empty while parts are missing
  std::size_t done = 0, failed = 0, asked = 0;
  std::string first_failure;  ///< why, of the first run in manifest order that failed here
  RunKey first_failed;        ///< which that is
  double seconds = 0;
  bool interrupted = false;
  std::optional<DesignPlan> plan = {};  ///< what was said before it began, of a design
};

/// Runs what is missing and keeps it.
Outcome carry_out(const PolicyExperiment& experiment, Recorder& recorder, const Manifest& manifest,
                  std::uint32_t threads) {
  const std::vector<RunKey> missing = recorder.missing();
  Outcome outcome;
  outcome.asked = missing.size();
  Progress progress(manifest.size(), stderr, manifest.size() - missing.size());
  std::mutex counting;
  std::exception_ptr broken;
  std::atomic<bool> give_up{stop_requested().load()};
  const auto count = [&](bool failed) {
    const std::lock_guard lock(counting);
    ++outcome.done;
    outcome.failed += failed ? 1 : 0;
    progress.done();
    if (stop_requested()) give_up = true;
  };
  const auto note_failure = [&](RunKey key, const std::string& reason) {
    const std::lock_guard lock(counting);
    const bool later = manifest.index(outcome.first_failed) < manifest.index(key);
    if (!outcome.first_failure.empty() && later) return;
    outcome.first_failed = key;
    outcome.first_failure = reason;
  };
  const auto keep = [&](const auto& what) {
    try {
      what();
    } catch (...) {
      const std::lock_guard lock(counting);
      if (!broken) broken = std::current_exception();
      give_up = true;
    }
  };
  const Sink sink{.done =
                      [&](RunKey key, RunResult&& result) {
                        keep([&] {
                          recorder.add(key, std::move(result));
                          count(false);
                        });
                      },
                  .failed =
                      [&](RunKey key, const std::string& reason) {
                        keep([&] {
                          recorder.fail(key, reason);
                          note_failure(key, reason);
                          count(true);
                        });
                      }};
  run_ensemble(experiment, missing, threads, give_up, sink);
  progress.finish();
  if (broken) std::rethrow_exception(broken);
  outcome.interrupted = stop_requested() && outcome.done < outcome.asked;
  return outcome;
}

nlohmann::ordered_json json_of(const DesignPlan& plan) {
  const bool timed = std::isfinite(plan.seconds);
  return {{"points", plan.points},
          {"policies", plan.policies},
          {"replicates", plan.replicates},
          {"runs", plan.runs},
          {"runs_to_do", plan.to_do},
          {"expected_seconds", timed ? nlohmann::ordered_json(plan.seconds) : nlohmann::ordered_json()},
          {"expected_bytes", std::round(plan.bytes)}};
}

nlohmann::ordered_json json_of(const Outcome& outcome, const Manifest& manifest) {
  nlohmann::ordered_json json{
      {"file", outcome.file.string()},
      {"digest", outcome.digest.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(outcome.digest)},
      {"wall_seconds", outcome.seconds},
      {"runs", outcome.done},
      {"failed", outcome.failed},
      {"interrupted", outcome.interrupted},
      {"policies", manifest.policies}};
  nlohmann::ordered_json& measures = json["measures"] = nlohmann::ordered_json::array();
  for (const Measure& measure : manifest.layout.measures) measures.push_back(measure.name);
  return json;
}

void tell(const Outcome& outcome, const Manifest& manifest, const RunOptions& options) {
  if (options.json) {
    nlohmann::ordered_json json = json_of(outcome, manifest);
    if (outcome.plan) json["design"] = json_of(*outcome.plan);
    if (!outcome.digest.empty() && manifest.design.empty()) {
      json["comparison"] = comparison_json(compare(compare_input(ResultFile(outcome.file))));
    }
    fmt::print("{}", json_text(json));
    return;
  }
  if (outcome.digest.empty()) {
    fmt::print("{} runs are kept in {}.parts; join all parts with: cogov merge {}.parts -o {}\n", outcome.done,
               outcome.file.string(), outcome.file.string(), outcome.file.string());
    return;
  }
  fmt::print("{}\n", outcome_text(ResultFile(outcome.file), language_of(options.language), false));
  fmt::print("{}: {} run{} in {:.1f} s, digest {}\n", outcome.file.string(), outcome.done, outcome.done == 1 ? "" : "s",
             outcome.seconds, outcome.digest);
}

/// A design varies what it names, and nothing else: it has no worlds.
std::uint32_t worlds_of(const Scenario& scenario, const RunOptions& options) {
  const auto worlds = static_cast<std::uint32_t>(scenario.baseline().integer("run.worlds"));
  if (!scenario.design) return worlds;
  if (options.trace) {
    throw UserError("--trace can't be kept with a [design]", "there would be one trace a point",
                    "leave it out, or run one point without [design] and --set its values");
  }
  if (worlds > 0) fmt::print(stderr, "cogov: note: a design is run without worlds: it varies what it names\n");
  return 0;
}

/// How many replicates an earlier process settled on, if the result that it finished is what is asked for.
std::uint32_t settled_before(const Scenario& scenario, const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(file, error))) return 0;
  try {
    const ResultFile result(file);
    Scenario settled = scenario;
    set_replicates(settled, result.manifest().replicates);
    const bool same = result.manifest().scenario_toml == effective_toml(settled) &&
                      result.manifest().program_version == COGOV_VERSION &&
                      result.manifest().model_version == model_version;
    return same ? result.manifest().replicates : 0;
  } catch (const UserError&) {
    return 0;  // something else of that name, which is refused, or replaced by --force
  }
}

/// What the recorder would refuse after the runs that settle the number: they may take hours.
void refuse_beforehand(const fs::path& file, const RunOptions& options) {
  require_folder_of(file);
  refuse_taken(file, options.force);
  const fs::path parts = parts_folder(file);
  std::error_code error;
  if (fs::exists(manifest_path(parts), error)) {
    throw UserError(fmt::format("'{}' holds an unfinished experiment", parts.string()), "",
                    "go on with --resume, or remove the folder to start anew");
  }
}

/// Finds out how many replicates there are to be, where the scenario leaves it open; its runs are kept.
UntilPrecise settle_replicates(Scenario& scenario, const fs::path& file, const RunOptions& options,
                               const Recorder::Options& keeping, std::uint32_t threads) {
  if (!is_open(scenario)) return {};
  if (keeping.shards > 1) {
    throw UserError("--shard can't share a number of replicates that is left open", "run.replicates is \"until\"",
                    "give --replicates a number");
  }
  std::error_code error;
  UntilPrecise until;
  if (options.resume && fs::exists(manifest_path(parts_folder(file)), error)) {
    until.replicates = read_manifest(parts_folder(file)).replicates;
  } else if (options.resume) {
    until.replicates = settled_before(scenario, file);
  }
  if (until.replicates == 0) {
    refuse_beforehand(file, options);
    until = run_until_precise(scenario, options.trace, threads, stop_requested());
    if (stop_requested()) return {};
    const double target = scenario.baseline().real("run.target_half_width");
    const std::string& primary = scenario.baseline().word("compare.primary_measure");
    if (std::isfinite(until.half_width)) {
      fmt::print(stderr,
                 "cogov: {} replicates: the intervals of {} reach {:.3g} to either side, {} the {:.3g} asked for\n",
                 until.replicates, primary, until.half_width, until.half_width <= target ? "within" : "still more than",
                 target);
    } else {
      fmt::print(stderr,
                 "cogov: {} replicates, the most allowed: how precise {} is can't be told, as not all have it\n",
                 until.replicates, primary);
    }
  }
  set_replicates(scenario, until.replicates);
  return until;
}

/// Says what is coming, where it may be much.
std::optional<DesignPlan> announce(const PolicyExperiment& experiment, const Recorder& recorder,
                                   const Manifest& manifest, std::uint32_t threads) {
  if (manifest.design.empty()) return {};
  const DesignPlan plan = plan_of(experiment, manifest, recorder.missing().size(), threads, stop_requested());
  if (plan.to_do > 0) fmt::print(stderr, "cogov: {}\n", plan_text(plan));
  return plan;
}

int run(const RunOptions& options, const std::string& arguments) {
  const auto begun = std::chrono::steady_clock::now();
  const std::uint32_t threads = threads_asked(options.threads);
  Recorder::Options keeping{.resume = options.resume, .force = options.force};
  const Part part = read_part(options.shard, [](const char* name) -> const char* { return std::getenv(name); });
  keeping.shard = part.number;
  keeping.shards = part.of;
  Scenario scenario = scenario_of(options);
  const fs::path file = result_path(options);
  install_interrupts();
  const std::vector<std::string> notes = size_policies(scenario, threads, stop_requested());
  if (stop_requested()) {
    fmt::print(stderr, "cogov: interrupted before the first run; nothing was written\n");
    return 130;
  }
  const std::uint32_t worlds = worlds_of(scenario, options);
  UntilPrecise until = settle_replicates(scenario, file, options, keeping, threads);
  if (stop_requested()) {
    fmt::print(stderr, "cogov: interrupted before the number of replicates was known; nothing was written\n");
    return 130;
  }
  const PolicyExperiment experiment(runnable_policies(scenario), options.trace, scenario.imports, worlds,
                                    scenario.design);
  for (const std::string& note : notes) fmt::print(stderr, "cogov: note: {}\n", printable(note));
  for (const std::string& note : scenario.notes) fmt::print(stderr, "cogov: note: {}\n", printable(note));
  for (const std::string& note : late_policies(scenario)) fmt::print(stderr, "cogov: note: {}\n", printable(note));
  for (const std::string& note : idle_mechanisms(scenario)) fmt::print(stderr, "cogov: note: {}\n", printable(note));
  Manifest manifest = manifest_of(scenario, experiment.layout(), arguments);
  manifest.worlds = worlds;
  manifest.world_parameters = experiment.world_parameters();
  manifest.design = experiment.points();
  Recorder recorder(file, manifest, keeping);
  const std::vector<RunKey> missing = recorder.missing();
  const std::set<RunKey> open(missing.begin(), missing.end());
  std::erase_if(until.runs, [&](const auto& run) { return !open.contains(run.first); });
  for (auto& [key, result] : until.runs) recorder.add(key, std::move(result));
  const std::optional<DesignPlan> plan = announce(experiment, recorder, manifest, threads);
  Outcome outcome = carry_out(experiment, recorder, manifest, threads);
  outcome.plan = plan;
  outcome.done += until.runs.size();
  outcome.asked += until.runs.size();
  outcome.file = file;
  if (outcome.interrupted) {
    recorder.flush();
    fmt::print(stderr,
               "cogov: interrupted; {} of {} runs are kept in {}.parts: go on with the same command and --resume\n",
               manifest.size() - outcome.asked + outcome.done, manifest.size(), file.string());
    return 130;
  }
  outcome.digest = recorder.finish();
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  tell(outcome, manifest, options);
  if (outcome.failed == 0) return 0;
  if (scenario.design) {
    fmt::print(stderr, "cogov: {} of {} runs failed and have no values; the first is {}: {}; narrow what is varied\n",
               outcome.failed, manifest.size(), printable(manifest.name_of(outcome.first_failed)),
               printable(outcome.first_failure));
    return 1;
  }
  fmt::print(stderr, "cogov: {} of {} runs failed and have no values: {}. This is a bug of cogov; please report it\n",
             outcome.failed, manifest.size(), outcome.first_failure);
  return 1;
}

std::string command_line(const RunOptions& options) {
  std::string line = "run " + options.scenario;
  for (const std::string& setting : options.set) line += " --set " + setting;
  if (!options.replicates.empty()) line += " --replicates " + options.replicates;
  if (!options.worlds.empty()) line += " --worlds " + options.worlds;
  return line;
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = program.add_subcommand("run", "Run all policies of a scenario and compare them");
  command->add_option("SCENARIO", options->scenario, "a scenario file, or the name of a built-in scenario")->required();
  command->add_option("-o,--output", options->output, "the result file; default: the scenario's name with .h5, here");
  command->add_option("--set", options->set, "KEY=VALUE on top of the scenario; may be repeated")
      ->expected(1, 1)
      ->take_all();
  command->add_option("--replicates", options->replicates, "instead of run.replicates");
  command->add_option("--worlds", options->worlds, "instead of run.worlds; 0: luck only");
  command->add_option("--threads", options->threads, "how many; default: one a core. Results don't depend on it");
  command->add_option("--shard", options->shard,
                      "i/N: only the i-th of N parts; auto: the part that Slurm (job array, srun), Open MPI or "
                      "PMI gives this process. Join the parts with merge");
  command->add_option("--lang", options->language, "language of the comparison")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--resume", options->resume, "go on with an interrupted run; where there is none, begin");
  command->add_flag("--force", options->force, "replace an existing result file");
  command->add_flag("--trace", options->trace, "keep every request with its time stamps, and a day's movements");
  command->add_flag("--json", options->json, "print one JSON object instead of the comparison");
  command->callback([options, &action] { action = [options] { return run(*options, command_line(*options)); }; });
}

}  // namespace cogov
