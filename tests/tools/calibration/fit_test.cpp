/// Known parameters come back from the targets that they gave, and what can't be told is named.
#include "tools/calibration/fit.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "scenarios/load.hpp"
#include "tools/calibration/fit_page.hpp"
#include "tools/calibration/identify.hpp"

namespace cogov::testing {
namespace {

constexpr const char* small = R"(title = "small"
[run]
days = 60
warmup_days = 10
worlds = 0
seed = 3
[community]
households = 300
[outside_servers]
property_p90 = 8
)";

const std::atomic<bool> go_on{false};

FitResult fitted(const FitTask& task, std::uint32_t threads = 2, const std::string& more = "",
                 const std::atomic<bool>& stop = go_on) {
  return fit(load_scenario_text(small + more, "small.toml", {}), task, threads, stop, [](const FitStep&) {});
}

FitTask task_of(std::vector<FitParameter> parameters) {
  FitTask task;
  task.parameters = std::move(parameters);
  task.targets = {{.measure = "true_requests", .group = "", .value = 0, .tolerance = 2, .name = "requests"},
                  {.measure = "resolution_days_median", .group = "", .value = 0, .tolerance = .05, .name = "days"}};
  task.replicates = 4;
  return task;
}

/// What the targets are at given values.
std::vector<double> reached_at(FitTask task, const std::vector<double>& values) {
  for (std::size_t j = 0; j < values.size(); ++j) {
    task.parameters[j].low = values[j] - 1e-9;
    task.parameters[j].high = values[j] + 1e-9;
  }
  task.evaluations = 1;
  return fitted(task).best.reached;
}

FitTask known_task(const std::vector<double>& truth) {
  FitTask task = task_of({{"requests.hazard_factor", .5, 2, false}, {"outside_servers.property_median", .5, 6, false}});
  const std::vector<double> wanted = reached_at(task, truth);
  for (std::size_t i = 0; i < wanted.size(); ++i) task.targets[i].value = wanted[i];
  task.evaluations = 200;
  return task;
}

TEST(Fit, KnownParametersComeBackWithinTheirErrors) {
  for (const std::vector<double>& truth : {std::vector{1.4, 4.0}, std::vector{.8, 2.0}}) {
    const FitResult result = fitted(known_task(truth));
    EXPECT_LT(result.best.distance, 2);
    ASSERT_TRUE(result.looked_around);
    for (std::size_t j = 0; j < 2; ++j) {
      EXPECT_LT(std::abs(result.best.values[j] - truth[j]), 2 * result.errors[j]) << j;
      EXPECT_FALSE(result.without_influence[j]);
    }
    EXPECT_LT(result.errors[0], .3);  // of bounds 1.5 wide
  }
}

TEST(Fit, ThreadsChangeNothing) {
  FitTask task = known_task({1.4, 4});
  task.evaluations = 30;
  const FitResult one = fitted(task, 1), two = fitted(task, 2);
  ASSERT_EQ(one.trace.size(), two.trace.size());
  for (std::size_t n = 0; n < one.trace.size(); ++n) {
    EXPECT_EQ(one.trace[n].values, two.trace[n].values);
    EXPECT_EQ(one.trace[n].distance, two.trace[n].distance);
  }
  EXPECT_EQ(one.errors, two.errors);
}

TEST(Fit, APairThatCantBeToldApartIsNamed) {
  FitTask task = task_of({{"requests.hazard_factor", .5, 2, false},
                          {"request_kinds.litter.rate_places", 30, 200, false},
                          {"costs.unpaid_hour", 0, 40, false}});
  task.targets.resize(1);
  task.targets.front().value = 60;
  task.evaluations = 80;
  const FitResult result = fitted(task, 2, "[requests]\nonly = [\"litter\"]\n");
  EXPECT_TRUE(result.without_influence[2]);
  EXPECT_FALSE(result.without_influence[0]);
  bool together = false;
  for (const Untold& untold : result.untold) together = together || untold.parameters == std::vector<std::size_t>{0, 1};
  EXPECT_TRUE(together);
  const std::string page = page_text(fit_page(load_scenario_text(small, "s", {}), task, result, Language::english));
  EXPECT_NE(page.find("can only be told together"), std::string::npos) << page;
  EXPECT_NE(page.find("costs.unpaid_hour has no influence"), std::string::npos);
}

TEST(Fit, WholeNumbersStayWhole) {
  FitTask task = task_of({{"grid_workers.full_time", 1, 6, true}});
  task.evaluations = 40;
  for (const FitStep& step : fitted(task).trace) EXPECT_EQ(step.values[0], std::round(step.values[0]));
}

TEST(Fit, AnInterruptionKeepsTheBestSoFar) {
  std::atomic<bool> stop{false};
  const FitTask task = known_task({1.4, 4});
  int seen = 0;
  const FitResult result = fit(load_scenario_text(small, "small.toml", {}), task, 2, stop, [&](const FitStep&) {
    if (++seen == 7) stop = true;
  });
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.trace.size(), 7U);
  for (const FitStep& step : result.trace) EXPECT_GE(step.distance, result.best.distance);
  EXPECT_FALSE(result.looked_around);
}

TEST(Identify, SlopesTellErrors) {
  FitResult result;
  identify({{100, 0}, {0, 2}}, result);
  EXPECT_NEAR(result.errors[0], 1 / std::sqrt(100 * 100 + 12), 1e-12);
  EXPECT_NEAR(result.errors[1], 1 / std::sqrt(4 + 12), 1e-12);
  ASSERT_EQ(result.untold.size(), 1U);
  EXPECT_EQ(result.untold.front().parameters, std::vector<std::size_t>{1});
  EXPECT_NEAR(result.untold.front().moves, 2, 1e-9);
}

TEST(FittedScenario, KeepsWhatElseIsThere) {
  FitTask task;
  task.parameters = {{"requests.hazard_factor", 0, 2, false}, {"patrol.notice_chance", 0, 1, false}};
  FitResult result;
  result.best.values = {1.25, .5};
  const std::string text = fitted_toml(
      "place = \"x.toml\" # here\r\n[requests]\nneed_factor = 1\nhazard_factor = 1 # old\n[[policy]]\nname = \"a\"\n",
      task, result, "'f.toml'");
  EXPECT_EQ(text,
            "place = \"x.toml\" # here\n[requests]\nneed_factor = 1\nhazard_factor = 1.25  # fitted to 'f.toml'\n"
            "[patrol]\nnotice_chance = 0.5  # fitted to 'f.toml'\n\n[[policy]]\nname = \"a\"\n");
}

}  // namespace
}  // namespace cogov::testing
