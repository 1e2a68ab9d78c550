#include "tools/sizing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <mutex>

#include "models/experiment.hpp"
#include "output/wording.hpp"
#include "scenarios/money.hpp"
#include "scenarios/words.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t most_replicates = 8;
constexpr int most_steps = 6;
constexpr double near_enough = .005;  // of the target
constexpr double worth_a_note = .02;  // of the target
constexpr const char* cost_measure = "yearly_cost_yuan";

/// A size that is looked for.
struct Search {
  std::size_t policy;
  const Param* param;
  std::string path;
  double target;
  double size;
  std::vector<std::pair<double, double>> tried = {};  ///< size, what it costs

  [[nodiscard]] std::pair<double, double> best() const {
    return *std::min_element(tried.begin(), tried.end(), [&](const auto& a, const auto& b) {
      return std::abs(a.second - target) < std::abs(b.second - target);
    });
  }
};

std::size_t place_of(const Layout& layout, const std::string& measure) {
  const auto at = std::find_if(layout.measures.begin(), layout.measures.end(),
                               [&](const Measure& one) { return one.name == measure; });
  EXPECT(at != layout.measures.end());
  return static_cast<std::size_t>(at - layout.measures.begin());
}

/// What each policy costs more a year than the baseline, in the mean of the first replicates.
class CostMeter {
 public:
  CostMeter(const Scenario& scenario, std::uint32_t threads, const std::atomic<bool>& stop)
      : scenario_(scenario), threads_(threads), stop_(stop) {}

  [[nodiscard]] std::vector<double> costs() const {
    const PolicyExperiment experiment(runnable_policies(scenario_), false, scenario_.imports);
    const auto policies = static_cast<std::uint32_t>(scenario_.policies.size());
    const auto asked = static_cast<std::uint32_t>(scenario_.baseline().integer("run.replicates"));
    const std::uint32_t replicates = asked == 0 ? most_replicates : std::min(most_replicates, asked);  // 0: left open
    const std::size_t place = place_of(experiment.layout(), cost_measure);
    std::vector<RunKey> runs;
    for (std::uint32_t r = 0; r < replicates; ++r) {
      for (std::uint32_t p = 0; p < policies; ++p) runs.push_back({p, r});
    }
    std::vector<std::vector<double>> cost(policies, std::vector<double>(replicates, 0));
    std::string failure;
    std::mutex lock;
    const Sink sink{.done =
                        [&](RunKey key, RunResult&& result) {
                          cost[key.policy][key.replicate] = std::get<std::vector<double>>(result.arrays[place]).front();
                        },
                    .failed =
                        [&](RunKey, const std::string& reason) {
                          const std::lock_guard guard(lock);
                          failure = reason;
                        }};
    run_ensemble(experiment, runs, threads_, stop_, sink);
    if (!failure.empty()) throw InternalError("a run that was to tell what a policy costs failed: " + failure);
    std::vector<double> more(policies, 0);
    for (std::uint32_t p = 0; p < policies; ++p) {
      for (std::uint32_t r = 0; r < replicates; ++r) more[p] += (cost[p][r] - cost[0][r]) / replicates;
    }
    return more;
  }

 private:
  const Scenario& scenario_;
  std::uint32_t threads_;
  const std::atomic<bool>& stop_;
};

/// Four significant digits: a size that can be said. Whole where the key wants it.
double rounded_size(const Param& param, double size) {
  size = std::clamp(size, param.low, param.high);
  if (param.type == Type::integer || size == 0) return std::floor(size + .5);
  const std::string text = fmt::format("{:.4g}", size);
  double rounded = 0;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return std::clamp(rounded, param.low, param.high);
}

/// The next size to try; the present one where there is nothing better to try.
double next_size(const Search& search) {
  const auto& [size, cost] = search.tried.back();
  if (std::abs(cost - search.target) <= near_enough * search.target) return size;
  double next = size * 10;  // where size shows no effect yet, a larger one may
  if (search.tried.size() == 1) {
    if (cost > near_enough * search.target && size > 0) next = size * search.target / cost;
  } else {
    const auto& [size_before, cost_before] = search.tried[search.tried.size() - 2];
    if (std::abs(cost - cost_before) > near_enough * search.target) {
      next = size + (search.target - cost) * (size - size_before) / (cost - cost_before);
    }
  }
  return rounded_size(*search.param, std::clamp(next, size / 10, size * 10));
}

double size_in(const Settings& settings, const Search& search) {
  return search.param->type == Type::integer ? static_cast<double>(settings.integer(search.path))
                                             : settings.real(search.path);
}

void put_size(Settings& settings, const Search& search) {
  if (search.param->type == Type::integer) {
    settings.set(search.path, static_cast<std::int64_t>(search.size));
  } else {
    settings.set(search.path, search.size);
  }
}

Search search_for(const Scenario& scenario, std::size_t policy, const std::string& path, double target) {
  const std::size_t dot = path.rfind('.');
  const Section& section = all_sections()[static_cast<std::size_t>(section_index(path.substr(0, dot)))];
  const Param& param = section.params[static_cast<std::size_t>(param_index(section, path.substr(dot + 1)))];
  Search search{policy, &param, path, target, 0};
  search.size = size_in(scenario.policies[policy].settings, search);
  const double usual = param.type == Type::integer ? static_cast<double>(std::get<std::int64_t>(param.fallback))
                                                   : std::get<double>(param.fallback);
  if (search.size <= 0) search.size = usual > 0 ? usual : std::clamp(1.0, param.low, param.high);
  return search;
}

/// All searches side by side: each step runs every policy once.
void find_sizes(Scenario& scenario, std::vector<Search>& searches, const CostMeter& meter) {
  for (Search& search : searches) put_size(scenario.policies[search.policy].settings, search);
  for (int step = 0; step < most_steps; ++step) {
    const std::vector<double> costs = meter.costs();
    bool settled = true;
    for (Search& search : searches) {
      search.tried.emplace_back(search.size, costs[search.policy]);
      const double next = next_size(search);
      if (next == search.size) continue;
      settled = false;
      search.size = next;
      put_size(scenario.policies[search.policy].settings, search);
    }
    if (settled) break;
  }
  for (Search& search : searches) {
    search.size = search.best().first;
    put_size(scenario.policies[search.policy].settings, search);
  }
}

std::vector<std::string> notes_of(const Scenario& scenario, const std::vector<Search>& searches) {
  std::vector<std::string> notes;
  const double half = static_cast<double>(scenario.baseline().integer("run.days")) / 2;
  for (const Search& search : searches) {
    const std::string section = search.path.substr(0, search.path.rfind('.'));
    if (scenario.policies[search.policy].settings.real(section + "." + std::string(lead_key)) > half) {
      notes.push_back(
          fmt::format("policy '{}' takes hold after the first half of the days counted, so that its yearly "
                      "cost shows in part only: count more days, or shorten {}.{}",
                      scenario.policies[search.policy].name, section, lead_key));
    }
    const double cost = search.best().second;
    if (std::abs(cost - search.target) <= worth_a_note * search.target) continue;
    notes.push_back(fmt::format("policy '{}' costs {} yuan a year more at {} = {}: as near as it comes to {}",
                                scenario.policies[search.policy].name, number_text(cost, 1), search.path,
                                number_text(search.size), number_text(search.target, 1)));
  }
  return notes;
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string control_name(const Scenario& scenario, const Policy& policy) {
  const auto wanted = std::count_if(scenario.policies.begin(), scenario.policies.end(),
                                    [](const Policy& one) { return one.control == plain_staff; });
  return wanted == 1 ? "same money on plain staff" : fmt::format("same money on plain staff: {}", policy.name);
}

/// Adds the policies that are asked for as controls, without money yet.
std::vector<Search> add_controls(Scenario& scenario, const std::vector<double>& costs,
                                 std::vector<std::string>& notes) {
  std::vector<Search> searches;
  std::vector<std::string> names(scenario.policies.size());
  for (std::size_t p = 0; p < names.size(); ++p) names[p] = control_name(scenario, scenario.policies[p]);
  for (std::size_t p = 1; p < names.size(); ++p) {
    if (scenario.policies[p].control != plain_staff) continue;
    if (costs[p] <= 0) {
      notes.push_back(fmt::format("policy '{}' costs no more than the baseline, so there is no money to compare with",
                                  scenario.policies[p].name));
      scenario.policies[p].control.clear();
      continue;
    }
    Policy control{names[p], scenario.baseline()};
    control.budget_yuan = std::floor(costs[p] + .5);
    control.budget_scales = std::string(plain_staff_key);
    scenario.policies[p].control = control.name;
    scenario.policies.push_back(std::move(control));
    const std::size_t at = scenario.policies.size() - 1;
    searches.push_back(search_for(scenario, at, std::string(plain_staff_key), costs[p]));
    searches.back().size =
        rounded_size(*searches.back().param, costs[p] / scenario.baseline().real("costs.grid_worker_year"));
  }
  return searches;
}

}  // namespace

std::vector<std::string> size_policies(Scenario& scenario, std::uint32_t threads, const std::atomic<bool>& stop) {
  std::vector<Search> searches;
  for (std::size_t p = 1; p < scenario.policies.size(); ++p) {
    const Policy& policy = scenario.policies[p];
    if (policy.budget_yuan > 0) searches.push_back(search_for(scenario, p, policy.budget_scales, policy.budget_yuan));
  }
  const CostMeter meter(scenario, threads, stop);
  std::vector<std::string> notes;
  if (!searches.empty()) {
    find_sizes(scenario, searches, meter);
    append(notes, notes_of(scenario, searches));
  }
  const bool controls = std::any_of(scenario.policies.begin(), scenario.policies.end(),
                                    [](const Policy& policy) { return policy.control == plain_staff; });
  if (controls) {
    std::vector<Search> of_controls = add_controls(scenario, meter.costs(), notes);
    if (!of_controls.empty()) find_sizes(scenario, of_controls, meter);
    append(notes, notes_of(scenario, of_controls));
  }
  return notes;
}

}  // namespace cogov
