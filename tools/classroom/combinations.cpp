#include "tools/classroom/combinations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <string_view>

#include "output/verdict.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"

namespace cogov::classroom {

namespace {

using report::Json;

/// What is watched day by day.
constexpr std::string_view curve_names[] = {"open_requests", "fixed", "reported", "satisfaction"};

bool is_by_day(const Measure& measure) { return measure.dimensions == std::vector<std::string>{"day"}; }

bool is_curve(const Measure& measure) {
  return is_by_day(measure) && std::ranges::count(curve_names, measure.name) > 0;
}

/// Means over whole points; days left over at the end are left out.
std::vector<double> thinned(const Array& array, std::size_t step) {
  const auto means = [&](const auto& values) {
    std::vector<double> points;
    for (std::size_t day = 0; day + step <= values.size(); day += step) {
      double sum = 0;
      for (std::size_t d = day; d < day + step; ++d) sum += static_cast<double>(values[d]);
      points.push_back(sum / static_cast<double>(step));
    }
    return points;
  };
  return std::visit(means, array);
}

/// The scenario as a plain run takes it.
Scenario plain(const Scenario& scenario) {
  Scenario without = scenario;
  without.design.reset();
  return without;
}

/// Keeps reduced runs where they belong, and why the first one failed.
class Keeper {
 public:
  Keeper(Combinations& all, std::uint32_t policies, const Reducer& reducer)
      : all_(all), reducer_(reducer), policies_(policies) {}

  void keep(RunKey key, const RunResult& whole) {
    std::shared_ptr<const HeldRun> run = hold(all_.layout, reducer_.reduce(whole));
    const std::lock_guard lock(mutex_);
    const std::size_t points = all_.points.size();
    all_.points[key.replicate % points][key.replicate / points * policies_ + key.policy] = std::move(run);
    ++kept_;
  }
  void fail(RunKey key, const std::string& reason) {
    const std::lock_guard lock(mutex_);
    if (failed_ && *failed_ < key) return;
    failed_ = key;
    reason_ = reason;
  }
  [[nodiscard]] std::size_t kept() const { return kept_; }
  [[nodiscard]] const std::optional<RunKey>& failed() const { return failed_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  Combinations& all_;
  const Reducer& reducer_;
  std::uint32_t policies_;
  std::mutex mutex_;
  std::size_t kept_ = 0;
  std::optional<RunKey> failed_;
  std::string reason_;
};

/// On a scale of a thousand steps, which no projector can tell from a finer one.
Json coarser(Json bands) {
  constexpr int ratio = 4;
  bands["unitOf"] = bands["unitOf"].get<double>() * ratio;
  for (Json& line : bands["lines"]) {
    for (Json& edge : line) {
      for (Json& step : edge) {
        if (!step.is_null()) step = (step.get<std::int64_t>() + ratio / 2) / ratio;
      }
    }
  }
  return bands;
}

/// Rows of the comparison that stand on the first screen, each once, in its order.
std::vector<std::size_t> first_rows(const Json& items) {
  std::vector<std::size_t> rows;
  for (const Json& item : items) {
    for (const Json& line : item["rows"]) rows.push_back(line["row"].get<std::size_t>());
  }
  return rows;
}

/// The same items with places in the list of first_rows() instead of rows.
Json renumbered(Json items) {
  std::size_t at = 0;
  for (Json& item : items) {
    for (Json& line : item["rows"]) line["row"] = at++;
  }
  return items;
}

Json numbers_of(const Json& row) {
  Json numbers{row.value("base", Json()), row.value("digits", Json(0))};
  for (const Json& cell : row["cells"]) numbers.push_back(cell);
  return numbers;
}

}  // namespace

Reducer::Reducer(const Layout& full) {
  constexpr std::size_t few_days = 28;
  const std::size_t days = full.dimension("day").size();
  step_ = days <= few_days ? 1 : 7;
  layout_ = full;
  layout_.measures.clear();
  for (Dimension& dimension : layout_.dimensions) {
    if (dimension.name == "day") dimension.values.resize(days / step_);
  }
  for (std::size_t at = 0; at < full.measures.size(); ++at) {
    const Measure& measure = full.measures[at];
    if (is_by_day(measure) && !is_curve(measure)) continue;
    kept_.push_back(at);
    layout_.measures.push_back(measure);
    if (!is_curve(measure)) continue;
    curves_.push_back(measure);
    layout_.measures.back().integer = false;
  }
}

RunResult Reducer::reduce(const RunResult& whole) const {
  RunResult reduced;
  for (std::size_t at = 0; at < kept_.size(); ++at) {
    const Array& array = whole.arrays[kept_[at]];
    reduced.arrays.push_back(is_curve(layout_.measures[at]) ? Array(thinned(array, step_)) : array);
  }
  return reduced;
}

std::optional<Combinations> run_combinations(const PolicyExperiment& experiment, const Scenario& scenario,
                                             std::uint32_t threads, const std::atomic<bool>& stop,
                                             const std::function<void()>& done) {
  const Reducer reducer(experiment.layout());
  Combinations all{.layout = reducer.layout(), .curves = reducer.curves(), .step = reducer.step(), .points = {}};
  all.replicates = static_cast<std::uint32_t>(scenario.baseline().integer("run.replicates"));
  const auto policies = static_cast<std::uint32_t>(scenario.policies.size());
  const std::uint32_t points = experiment.points().points();
  all.points.assign(points, std::vector<std::shared_ptr<const HeldRun>>(std::size_t{policies} * all.replicates));
  std::vector<RunKey> runs;
  for (std::uint32_t number = 0; number < points * all.replicates; ++number) {
    for (std::uint32_t policy = 0; policy < policies; ++policy) runs.push_back({policy, number});
  }
  Keeper keeper(all, policies, reducer);
  const Sink sink{.done =
                      [&](RunKey key, RunResult&& result) {
                        keeper.keep(key, result);
                        done();
                      },
                  .failed = [&](RunKey key, const std::string& reason) { keeper.fail(key, reason); }};
  run_ensemble(experiment, runs, threads, stop, sink);
  if (keeper.failed()) {
    const RunKey key = *keeper.failed();
    throw UserError(fmt::format("a run of policy '{}' failed at {}", scenario.policies[key.policy].name,
                                experiment.points().point_text(key.replicate % points)),
                    keeper.reason(), "narrow the levels of [design]");
  }
  if (keeper.kept() < runs.size()) return {};
  return all;
}

ResultInMemory result_at(const Combinations& all, const Scenario& scenario, std::uint32_t point) {
  return ResultInMemory("classroom", manifest_of(plain(scenario), all.layout, ""), all.points[point]);
}

Json combinations_json(const Combinations& all, const Scenario& scenario) {
  const Manifest manifest = manifest_of(plain(scenario), all.layout, "");
  Json json;
  Json points = Json::array(), curves = Json::array(), curve_measures = Json::array();
  std::size_t points_together = 1;  // of reduced runs, where they are long
  for (const auto& runs : all.points) {
    const ResultInMemory result("classroom", manifest, runs);
    const Comparison comparison = compare(compare_input(result));
    const Json rows = report::rows_json(comparison);
    const Json items = report::first_screen_json(comparison);
    if (points.empty()) {
      json["items"] = renumbered(items);
      for (const std::size_t row : first_rows(items)) {
        Json measure = rows[row];
        for (const char* key : {"base", "digits", "cells"}) measure.erase(key);
        json["measures"].push_back(std::move(measure));
      }
    }
    Json& numbers = points.emplace_back(Json::array());
    for (const std::size_t row : first_rows(items)) numbers.push_back(numbers_of(rows[row]));
    Json& levels = curves.emplace_back(Json::object());
    const Json series = report::series_json(result);
    if (!series["measures"].empty()) points_together = series["step"].get<std::size_t>();
    for (const Json& one : series["measures"]) levels[one["name"].get<std::string>()] = coarser(one["levels"]);
  }
  for (const Measure& measure : all.curves) {
    const auto has = [&](const Json& levels) { return levels.contains(measure.name); };
    if (std::ranges::any_of(curves, has)) curve_measures.push_back(report::measure_json(measure));
  }
  json["points"] = std::move(points);
  json["curves"] = {
      {"step", all.step * points_together}, {"measures", std::move(curve_measures)}, {"levels", std::move(curves)}};
  return json;
}

Json tables_json(const Combinations& all, const Scenario& scenario, std::uint32_t point) {
  const ResultInMemory result = result_at(all, scenario, point);
  const Comparison comparison = compare(compare_input(result));
  return {
      {"rows", report::rows_json(comparison)},
      {"verdicts", report::verdicts_json(comparison)},
      {"lists", report::lists_json(comparison)},
      {"note", report::both(closing_note(comparison, Language::english), closing_note(comparison, Language::chinese))}};
}

}  // namespace cogov::classroom
