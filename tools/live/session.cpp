#include "tools/live/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "scenarios/print.hpp"
#include "sim/errors.hpp"
#include "tools/day_data.hpp"
#include "tools/experiments.hpp"
#include "tools/live/live_state.hpp"
#include "tools/live/lives.hpp"
#include "tools/live/start.hpp"
#include "tools/report_data.hpp"
#include "tools/web_page.hpp"

namespace cogov::live {

namespace {

/// Who computes now, one after another in the order in which they came.
class Turns {
 public:
  /// Holds a turn until it goes out of scope.
  class Turn {
   public:
    /// Waits for the turn, or for `stop`.
    Turn(Turns& turns, const std::atomic<bool>& stop) : turns_(turns) {
      std::unique_lock guard(turns_.lock_);
      turns_.waiting_.push_back(this);
      // `stop` tells nobody that it has changed.
      constexpr std::chrono::milliseconds between_looks{10};
      while (turns_.waiting_.front() != this && !stop) turns_.changed_.wait_for(guard, between_looks);
    }
    ~Turn() {
      const std::lock_guard guard(turns_.lock_);
      std::erase(turns_.waiting_, this);
      turns_.changed_.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    Turns& turns_;
  };

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::deque<const Turn*> waiting_;
};

/// Worlds that are lived in one turn: so that others needn't wait for all.
constexpr std::uint32_t worlds_a_turn = 10;

/// What may be kept: a quarter of the memory, and at most 2 GB.
std::size_t bytes_to_keep() {
  const double there = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  return static_cast<std::size_t>(std::min(there / 4, 2e9));
}

std::uint32_t worlds_of(const Scenario& scenario) {
  return static_cast<std::uint32_t>(std::min<std::int64_t>(scenario.baseline().integer("run.worlds"), most_worlds));
}

/// The numbers of runs of a page that is shown.
void check_runs(std::uint32_t replicates, std::uint32_t worlds) {
  if (replicates >= 1 && replicates <= most_replicates && worlds <= most_worlds) return;
  throw UserError(fmt::format("{} replicates and {} worlds can't be shown", replicates, worlds), "",
                  fmt::format("the page shows 1 to {} replicates and up to {} worlds", most_replicates, most_worlds));
}

Scenario sound(const Scenario& scenario) {
  for (const Policy& policy : scenario.policies) require_small(policy.settings);
  static_cast<void>(runnable_policies(scenario));
  Scenario live = scenario;
  live.design.reset();
  set_runs(live, most_replicates, worlds_of(live));
  return live;
}

Json first_state(const Scenario& scenario) {
  const std::size_t last = scenario.policies.size() - 1;
  return {{"all", Json::object()},
          {"a", {{"preset", std::min<std::size_t>(1, last)}, {"set", Json::object()}}},
          {"b", {{"preset", std::min<std::size_t>(2, last)}, {"set", Json::object()}}}};
}

}  // namespace

struct Session::State {
  Scenario scenario;
  std::uint32_t threads;
  Memory memory{bytes_to_keep()};
  Turns turns;
  std::uint32_t residents = 0;

  State(const Scenario& given, std::uint32_t most_threads) : scenario(sound(given)), threads(most_threads) {}

  /// @throws UserError whatever goes wrong
  template <class Work>
  void in_turn(const std::atomic<bool>& stop, const Work& work) {
    const Turns::Turn turn(turns, stop);
    if (stop) return;
    try {
      work();
    } catch (const UserError&) {
      throw;
    } catch (const std::exception& error) {
      throw UserError("this can't be computed", error.what(), "take the last change back");
    }
  }

  [[nodiscard]] Scenario live_scenario(const Json& state) const {
    Scenario live = scenario_of(scenario, state);
    static_cast<void>(runnable_policies(live));
    return live;
  }

  /// Lives all runs of a state. @returns false: `stop` came first
  bool live(Lives& lives, std::uint32_t replicates, std::uint32_t worlds, const std::atomic<bool>& stop) {
    bool done = false;
    in_turn(stop, [&] { done = lives.live_replicates(replicates, stop); });
    for (std::uint32_t w = 0; w < worlds && done; w += worlds_a_turn) {
      done = false;
      in_turn(stop, [&] { done = lives.live_worlds(std::min(worlds, w + worlds_a_turn), stop); });
    }
    return done;
  }
};

void require_small_enough(const Scenario& scenario) { require_small(scenario.baseline()); }

Session::Session(Scenario scenario, std::uint32_t threads) : state_(std::make_unique<State>(scenario, threads)) {
  const Json first = first_state(state_->scenario);
  Lives lives(state_->memory, state_->live_scenario(first), 0, threads);
  state_->residents = lives.residents();
}

Session::~Session() = default;

Json Session::start(Language language) const { return live_start(state_->scenario, state_->residents, language); }

void Session::run(const Json& state, const std::atomic<bool>& stop, const Emit& emit) {
  const Scenario scenario = state_->live_scenario(state);
  const std::uint32_t worlds = worlds_of(scenario);
  std::unique_ptr<Lives> lives;
  state_->in_turn(stop, [&] { lives = std::make_unique<Lives>(state_->memory, scenario, worlds, state_->threads); });
  const std::size_t last = std::size(stages) - (worlds > 0 ? 0 : 1);
  for (std::size_t stage = 0; stage <= last && lives; ++stage) {
    const bool with_worlds = stage == std::size(stages);
    const std::uint32_t replicates = with_worlds ? most_replicates : stages[stage];
    if (!state_->live(*lives, replicates, with_worlds ? worlds : 0, stop)) return;
    Json result = report_data(lives->result(replicates, with_worlds), Language::english, ReportParts::outcome);
    result["stage"] = stage;
    result["last"] = stage == last;
    if (stop || !emit("result", result)) return;
  }
  if (!stop) emit("done", Json::object());
}

std::string Session::scenario(const Json& state, std::uint32_t replicates, std::uint32_t worlds) const {
  check_runs(replicates, worlds);
  Scenario live = state_->live_scenario(state);
  set_runs(live, replicates, worlds);
  const bool reads_files =
      !live.baseline().word("streets.file").empty() || !live.baseline().word("social_ties.file").empty();
  const char* where =
      "# It reads a network from a file that is looked for beside it: save it beside the scenario it comes from.\n";
  return (reads_files ? where : "") + effective_toml(live);
}

std::string Session::report(const Json& state, std::uint32_t replicates, std::uint32_t worlds, Language language,
                            const std::atomic<bool>& stop) {
  check_runs(replicates, worlds);
  require_web_pages();
  const Scenario live = state_->live_scenario(state);
  std::string page;
  std::unique_ptr<Lives> lives;
  state_->in_turn(stop, [&] { lives = std::make_unique<Lives>(state_->memory, live, worlds, state_->threads); });
  if (!lives || !state_->live(*lives, replicates, worlds, stop)) throw UserError("the report was given up");
  state_->in_turn(stop, [&] {
    page = filled_page(web_page(WebPage::report), report_data(lives->result(replicates, worlds > 0), language));
  });
  return page;
}

Json Session::day(const Json& state, std::uint32_t policy, std::uint32_t day, const std::atomic<bool>& stop) {
  Scenario live = state_->live_scenario(state);
  if (policy >= live.policies.size()) {
    throw UserError(fmt::format("there is no policy {}", policy), "0 is the baseline, 1 is A, 2 is B");
  }
  std::vector<Settings> policies;
  for (const Policy& one : live.policies) {
    policies.push_back(one.settings);
    policies.back().set("run.trace_day", std::int64_t{day});
  }
  Json data;
  state_->in_turn(stop, [&] {
    const PolicyExperiment experiment(policies, true, live.imports);
    const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
    if (!stop) data = day_data(experiment, warm->live_on(policy));
  });
  if (data.is_null()) throw UserError("the day was given up");
  return data;
}

}  // namespace cogov::live
