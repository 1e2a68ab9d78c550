/// The scenarios of scenarios/verification as a stranger reads them: keys set, run, and measures of the result compared
/// with the exact value at these keys.
///
/// Each comparison rejects a correct model with a chance of one in a million (estimate.hpp), the hundred of this file
/// together with less than one in 10,000. What a comparison would notice is stated beside it and checked: for queues a
/// service 5 % longer, else a result 2 % off.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>

#include "sim/quantiles.hpp"
#include "tests/verification/estimate.hpp"
#include "tests/verification/formulas.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

using Set = std::vector<std::string>;

std::string key(const std::string& path, double value) { return path + "=" + std::to_string(value); }

/// A run of a scenario, and its measures.
struct Outcome {
  const Reduced& model;
  const RunResult& result;

  [[nodiscard]] std::vector<double> all(const std::string& measure) const { return model.measure(result, measure); }
  [[nodiscard]] double at(const std::string& measure, std::size_t i = 0) const { return all(measure).at(i); }
  [[nodiscard]] double daily_mean(const std::string& measure) const { return mean(all(measure)); }
  [[nodiscard]] double served_by_grid_workers() const {
    return at("served_by_server", static_cast<std::size_t>(Server::grid_worker));
  }
  [[nodiscard]] double days() const { return static_cast<double>(model.seconds()) / day_seconds; }
};

using Reading = std::function<double(const Outcome&)>;

/// Replicates of a scenario. Points that read the same runs stand side by side: the last ones are kept.
struct Runs {
  std::unique_ptr<Reduced> model;
  std::vector<RunResult> results;
};

const Runs& runs_of(const std::string& scenario, const Set& set, std::uint32_t replicates, bool tracing) {
  static Runs last;
  static std::string last_key;
  std::string key = scenario + " " + std::to_string(replicates) + (tracing ? " traced" : "");
  for (const std::string& each : set) key += " " + each;
  if (key == last_key) return last;
  last = {std::make_unique<Reduced>(scenario, set, tracing), {}};
  for (std::uint32_t r = 0; r < replicates; ++r) last.results.push_back(last.model->run(r));
  last_key = key;
  return last;
}

Estimate read(const std::string& scenario, const Set& set, std::uint32_t replicates, const Reading& reading,
              bool tracing = false) {
  const Runs& runs = runs_of(scenario, set, replicates, tracing);
  std::vector<double> values;
  for (const RunResult& result : runs.results) values.push_back(reading({*runs.model, result}));
  return Estimate::of(values);
}

// Queues: a point is the keys, what is read, the exact value, and the same with a service 5 % longer. (That the engine
// waits bit by bit as a recursion does, which would notice 2 %, is said by engine_queues_test.cpp and
// queue_formulas_test.cpp. Here it is said that the measures are the waits.)

constexpr double longer = 1.05;
constexpr std::uint32_t queue_replicates = 40;

struct QueuePoint {
  std::string name, scenario;
  Set set;
  Set longer_service;  ///< on top of `set`
  Reading reading;
  double exact = 0, exact_if_longer = 0;
};

void PrintTo(const QueuePoint& point, std::ostream* out) { *out << point.name; }

Set with(Set set, const Set& more) {
  set.insert(set.end(), more.begin(), more.end());
  return set;
}

Set papers(double arrivals, double service_days, double workers, const char* days = "3650") {
  return {key("request_kinds.papers.rate_17_59", 1000 * arrivals),
          key("request_kinds.papers.service_median", 1440 * service_days),
          "grid_workers.full_time=" + std::to_string(static_cast<int>(workers)), std::string("run.days=") + days};
}

double wait_at(const Outcome& run, double service) { return run.at("burden_days_mean") - service; }

QueuePoint erlang_c_point(const char* name, double arrivals, double services, int workers, const char* days) {
  const double service = 1 / services;
  return {std::string("erlang_c_wait_") + name,
          "erlang_c",
          papers(arrivals, service, workers, days),
          papers(arrivals, longer * service, workers, days),
          [=](const Outcome& run) { return wait_at(run, service); },
          erlang_c_wait(arrivals, services, workers),
          erlang_c_wait(arrivals, services / longer, workers) + (longer - 1) * service};
}

QueuePoint little_point(const char* name, double arrivals, double services, int workers, const char* days) {
  const auto system = [=](double rate) { return arrivals * (erlang_c_wait(arrivals, rate, workers) + 1 / rate); };
  return {std::string("little_") + name,
          "erlang_c",
          papers(arrivals, 1 / services, workers, days),
          papers(arrivals, longer / services, workers, days),
          [](const Outcome& run) { return run.daily_mean("open_requests"); },
          system(services),
          system(services / longer)};
}

QueuePoint one_worker_point(const char* shape, double variation, double arrivals, double service) {
  const Set shaped{std::string("request_kinds.papers.service_shape=") + shape};
  std::string name = std::string("one_worker_") + shape + "_" + std::to_string(static_cast<int>(arrivals * 100));
  std::replace(name.begin(), name.end(), '-', '_');
  return {name,
          "one_worker",
          with(papers(arrivals, service, 1, "14600"), shaped),
          with(papers(arrivals, longer * service, 1, "14600"), shaped),
          [=](const Outcome& run) { return wait_at(run, service); },
          pollaczek_khinchine_wait(arrivals, service, variation),
          pollaczek_khinchine_wait(arrivals, longer * service, variation) + (longer - 1) * service};
}

QueuePoint priority_point(const char* name, const std::vector<double>& arrivals, std::size_t of_class) {
  static const std::vector<std::string> kinds{"papers", "jobs", "child_care"};
  const auto keys = [&](double service) {
    Set set{"run.days=14600"};
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      set.push_back(key("request_kinds." + kinds[k] + ".rate_17_59", 1000 * arrivals[k]));
      set.push_back(key("request_kinds." + kinds[k] + ".service_median", 1440 * service));
    }
    return set;
  };
  const auto kind = std::find(kind_keys().begin(), kind_keys().end(), kinds[of_class]);
  const auto row = static_cast<std::size_t>(kind - kind_keys().begin());
  return {std::string("priorities_") + name + "_class_" + std::to_string(of_class + 1),
          "priorities",
          keys(1),
          keys(longer),
          [=](const Outcome& run) { return run.at("burden_days_by_kind", row) - 1; },
          cobham_waits(arrivals, 1)[of_class],
          cobham_waits(arrivals, longer)[of_class] + longer - 1};
}

Set impatient(double arrivals, double service, double giving_up, int workers) {
  return with(papers(arrivals, service, workers), {key("requests.patience", 24 / giving_up)});
}

QueuePoint gives_up_point(const char* name, double arrivals, double giving_up, int workers) {
  return {std::string("patience_gives_up_") + name,
          "patience",
          impatient(arrivals, 1, giving_up, workers),
          impatient(arrivals, longer, giving_up, workers),
          [](const Outcome& run) { return 1 - run.served_by_grid_workers() / run.at("true_requests"); },
          erlang_a(arrivals, 1, giving_up, workers).abandoned,
          erlang_a(arrivals, 1 / longer, giving_up, workers).abandoned};
}

QueuePoint waiting_point(const char* name, double arrivals, double giving_up, int workers) {
  const auto served = [=](double rate) {
    return arrivals * (1 - erlang_a(arrivals, rate, giving_up, workers).abandoned);
  };
  const auto waiting = [=](double rate) { return erlang_a(arrivals, rate, giving_up, workers).waiting; };
  return {
      std::string("patience_waiting_") + name,
      "patience",
      impatient(arrivals, 1, giving_up, workers),
      impatient(arrivals, longer, giving_up, workers),
      [](const Outcome& run) { return run.daily_mean("open_requests") - run.served_by_grid_workers() / run.days(); },
      waiting(1),
      waiting(1 / longer) + (longer - 1) * served(1 / longer)};
}

class Queues : public ::testing::TestWithParam<QueuePoint> {};

TEST_P(Queues, MeetTheFormulaAndNoticeALongerService) {
  const QueuePoint& point = GetParam();
  const Estimate estimate = read(point.scenario, point.set, queue_replicates, point.reading);
  EXPECT_TRUE(agrees(estimate, point.exact));
  EXPECT_TRUE(would_notice(estimate, point.exact_if_longer - point.exact));
}

INSTANTIATE_TEST_SUITE_P(VerificationScenarios, Queues,
                         ::testing::Values(erlang_c_point("listed", 8, 1, 10, "7300"),
                                           little_point("listed", 8, 1, 10, "7300"),
                                           one_worker_point("fixed", 0, .7, 1), one_worker_point("erlang-2", .5, .7, 1),
                                           one_worker_point("exponential", 1, .7, 1),
                                           priority_point("listed", {.2, .3, .3}, 0),
                                           priority_point("listed", {.2, .3, .3}, 2),
                                           gives_up_point("listed", 5, .5, 4), waiting_point("listed", 5, .5, 4)),
                         [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    SlowVerificationScenarios, Queues,
    ::testing::Values(erlang_c_point("three", 2.4, 1, 3, "14600"), little_point("three", 2.4, 1, 3, "14600"),
                      erlang_c_point("quick", 6, 2, 4, "14600"), little_point("quick", 6, 2, 4, "14600"),
                      one_worker_point("fixed", 0, .5, 1.2), one_worker_point("erlang-2", .5, .3, 2),
                      one_worker_point("exponential", 1, 1.2, .5), priority_point("listed", {.2, .3, .3}, 1),
                      priority_point("other", {.1, .2, .3}, 1), priority_point("other", {.1, .2, .3}, 2),
                      gives_up_point("ten", 9, .5, 10), waiting_point("ten", 9, .5, 10), gives_up_point("two", 3, 1, 2),
                      waiting_point("two", 3, 1, 2)),
    [](const auto& tested) { return tested.param.name; });

/// The same, seen to fail: a service 5 % longer.
TEST(QueueScenarios, SeededErrorsAreNoticed) {
  for (const QueuePoint& point : {erlang_c_point("listed", 8, 1, 10, "7300"), one_worker_point("fixed", 0, .7, 1),
                                  gives_up_point("listed", 5, .5, 4)}) {
    const Estimate wrong = read(point.scenario, point.longer_service, queue_replicates, point.reading);
    EXPECT_FALSE(agrees(wrong, point.exact)) << point.name;
  }
}

/// The share that waits longer than a time, from the trace.
TEST(QueueScenarios, LongWaitsAreAsManyAsErlangSays) {
  const auto later_than = [](double days) {
    return [=](const Outcome& run) {
      double late = 0;
      double served = 0;
      for (const TracedRequest& r : requests_of(run.result)) {
        if (r.service < 0) continue;
        ++served;
        late += static_cast<double>(r.service - r.dispatched) > days * day_seconds ? 1 : 0;
      }
      return late / served;
    };
  };
  const Estimate one = read("erlang_c", papers(8, 1, 10), 40, later_than(1), true);
  EXPECT_TRUE(agrees(one, erlang_c_late(8, 1, 10, 1)));
  EXPECT_TRUE(would_notice(one, erlang_c_late(8, 1 / longer, 10, 1) - erlang_c_late(8, 1, 10, 1)));
  const Estimate half = read("erlang_c", papers(2.4, 1, 3), 40, later_than(.5), true);
  EXPECT_TRUE(agrees(half, erlang_c_late(2.4, 1, 3, .5)));
}

/// One worker, exponential service: the time in the system is exponential with rate μ - λ, and so is known whole.
TEST(QueueScenarios, TimesInTheSystemAreExponential) {
  const double rate = 1 / 2.5 - .2;
  const Set set = with(papers(.2, 2.5, 1, "14600"), {"request_kinds.papers.service_shape=exponential"});
  const auto within = [&](double days) { return 1 - std::exp(-rate * days); };
  const Estimate seven =
      read("one_worker", set, 40, [](const Outcome& r) { return r.at("fixed_within_7_days_share"); });
  EXPECT_TRUE(agrees(seven, within(7)));
  EXPECT_TRUE(would_notice(seven, within(8) - within(7)));
  const Estimate median = read("one_worker", set, 40, [](const Outcome& r) { return r.at("burden_days_median"); });
  EXPECT_TRUE(agrees(median, std::numbers::ln2 / rate));
  EXPECT_TRUE(would_notice(median, .1 * std::numbers::ln2 / rate));
  const Estimate p90 = read("one_worker", set, 40, [](const Outcome& r) { return r.at("burden_days_p90"); });
  EXPECT_TRUE(agrees(p90, std::log(10) / rate));
}

/// Requests arise at the rate that the keys say.
TEST(QueueScenarios, ArrivalsComeAtTheirRate) {
  const auto arrivals = [](const Outcome& run) { return run.at("true_requests") / run.days(); };
  for (const auto& [rate, days] : {std::pair{.7, "14600"}, std::pair{8., "1460"}}) {
    const Estimate estimate = read("erlang_c", papers(rate, .2, 10, days), 30, arrivals);
    EXPECT_TRUE(agrees(estimate, rate));
    EXPECT_TRUE(would_notice(estimate, .02 * rate));
  }
}

// What is seen: measures of patrols and riders

struct SharpPoint {
  std::string name, scenario;
  Set set;
  Reading reading;
  double exact = 0;
  std::uint32_t replicates = 12;
  double notice = .02;  ///< of the exact value
};

void PrintTo(const SharpPoint& point, std::ostream* out) { *out << point.name; }

double hours_until_seen(const Outcome& run) { return 24 * run.at("burden_days_mean"); }
double found_first(const Outcome& run) { return run.at("found_first_share"); }
double days_until_reported(const Outcome& run) {
  return run.at("true_requests") * run.at("burden_days_mean") / run.at("courier_reports");
}

Set riders(double number, double stops, double doors, double notice, double report, const char* days) {
  const auto whole = [](const char* path, double value) { return path + std::to_string(static_cast<int>(value)); };
  return {whole("couriers.riders=", number),
          whole("couriers.orders_per_shift=", stops),
          whole("community.households=", doors),
          key("roaming_couriers.notice_chance", notice),
          key("roaming_couriers.belief_start", report),
          std::string("run.days=") + days};
}

Set votes(int households, double yes, double consent) {
  Set set{"community.households_per_building=" + std::to_string(households),
          "community.households=" + std::to_string(1000 * households), key("shared_project_consent.consent", consent)};
  for (const char* floor : {"yes_ground", "yes_second", "yes_top"}) {
    set.push_back(key(std::string("shared_project_consent.") + floor, yes));
  }
  return set;
}

double passed(const Outcome& run) { return run.at("lift_passed") / run.at("lift_votes"); }

double passes(int households, double yes, double consent) {
  double chance = 0;
  for (int k = static_cast<int>(std::ceil(consent * households - 1e-9)); k <= households; ++k) {
    chance += std::exp(std::lgamma(households + 1.) - std::lgamma(k + 1.) - std::lgamma(households - k + 1.) +
                       k * std::log(yes) + (households - k) * std::log1p(-yes));
  }
  return chance;
}

double gini_of_hours(const Outcome& run) { return run.at("volunteer_hours_gini"); }
Set spread(double sigma) {
  return {key("volunteer_teams.hours_spread", sigma), "run.days=1456", "community.households=1500"};
}

/// Rounds for so long.
Set rounds(const Set& set) { return with({"run.days=150"}, set); }

class Sharp : public ::testing::TestWithParam<SharpPoint> {};

TEST_P(Sharp, MeetTheFormulaAndNoticeWhatIsOff) {
  const SharpPoint& point = GetParam();
  const Estimate estimate = read(point.scenario, point.set, point.replicates, point.reading);
  EXPECT_TRUE(agrees(estimate, point.exact));
  EXPECT_TRUE(would_notice(estimate, point.notice * point.exact));
}

INSTANTIATE_TEST_SUITE_P(
    VerificationScenarios, Sharp,
    ::testing::Values(
        SharpPoint{"patrol_even", "patrol_delay", rounds({}), hours_until_seen, 6},
        SharpPoint{"patrol_uneven", "patrol_delay", rounds({"patrol.last_round=12"}), hours_until_seen, 7.5},
        SharpPoint{"patrol_overlooks", "patrol_delay", rounds({"patrol.notice_chance=0.6"}), hours_until_seen, 14},
        SharpPoint{"found_all", "found_before_complaint", rounds({}), found_first, .786939},
        SharpPoint{"found_some", "found_before_complaint", rounds({"patrol.notice_chance=0.6"}), found_first, .623410},
        SharpPoint{"found_slow_complaints", "found_before_complaint",
                   rounds({"patrol.notice_chance=0.4", "request_kinds.litter.report_delay_hours=48"}), found_first,
                   found_before_complaint(1 / 48., 12, .4)},
        SharpPoint{"vote_listed", "vote", {}, passed, .811071, 40},
        SharpPoint{"vote_ten", "vote", votes(10, .85, .75), passed, passes(10, .85, .75), 60},
        SharpPoint{"vote_sixteen", "vote", votes(16, .9, .8), passed, passes(16, .9, .8), 40},
        SharpPoint{"gini_listed", "gini", spread(.5), gini_of_hours, std::erf(.25), 24, .1}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    SlowVerificationScenarios, Sharp,
    ::testing::Values(SharpPoint{"couriers_listed", "courier_thinning", riders(30, 25, 2000, .02, .1, "2000"),
                                 days_until_reported, 4000 / 3., 24},
                      SharpPoint{"couriers_few", "courier_thinning", riders(12, 25, 1500, .04, .3, "1300"),
                                 days_until_reported, 1500 / (12 * 25 * .04 * .3), 24},
                      SharpPoint{"couriers_many", "courier_thinning", riders(40, 15, 1000, .05, .05, "1500"),
                                 days_until_reported, 1000 / (40 * 15 * .05 * .05), 24},
                      SharpPoint{"gini_wide", "gini", spread(.9), gini_of_hours, std::erf(.45), 24, .1},
                      SharpPoint{"gini_narrow", "gini", spread(.3), gini_of_hours, std::erf(.15), 24, .1}),
    [](const auto& tested) { return tested.param.name; });

TEST(SharpScenarios, SeededErrorsAreNoticed) {
  const Set late = rounds({"patrol.last_round=16.3"});  // 2 % longer
  const Set sharper = rounds({"patrol.notice_chance=0.612"});
  EXPECT_FALSE(agrees(read("patrol_delay", late, 12, hours_until_seen), 6));
  EXPECT_FALSE(agrees(read("found_before_complaint", sharper, 12, found_first), .623410));
  EXPECT_FALSE(agrees(read("vote", votes(24, .816, .75), 40, passed), .811071));
  EXPECT_FALSE(agrees(read("gini", spread(.6), 24, gini_of_hours), std::erf(.25)));
}

/// Riders, in a short run that would notice a tenth.
TEST(CourierScenario, DaysUntilReported) {
  const Set set = with(riders(12, 25, 1500, .04, .3, "400"), {});
  const Estimate estimate = read("courier_thinning", set, 12, days_until_reported);
  EXPECT_TRUE(agrees(estimate, 1500 / (12 * 25 * .04 * .3)));
  EXPECT_TRUE(would_notice(estimate, .1 * 1500 / (12 * 25 * .04 * .3)));
}

/// What is open at the end is censored: the median is that of the exponential law, though most runs see less than half
/// of the problems found.
TEST(CourierScenario, TheMedianTakesCensoringIntoAccount) {
  const double rate = 12 * 25 * .04 * .3 / 1500;
  const Set set = riders(12, 25, 1500, .04, .3, "600");
  const Estimate median =
      read("courier_thinning", set, 12, [](const Outcome& r) { return r.at("burden_days_median"); });
  EXPECT_TRUE(agrees(median, std::numbers::ln2 / rate));
  EXPECT_TRUE(would_notice(median, .1 * std::numbers::ln2 / rate));
}

/// The Gini coefficient is that of the hours which the trace tells one by one.
TEST(GiniScenario, IsThatOfTheHoursTold) {
  const Reduced model("gini", {"run.days=200", "community.households=300"});
  const RunResult run = model.run();
  const auto table =
      std::find_if(run.trace.begin(), run.trace.end(), [](const auto& t) { return t.name == "residents"; });
  ASSERT_NE(table, run.trace.end());
  std::vector<double> hours;
  for (const TraceColumn& column : table->columns) {
    if (column.name != "volunteer_seconds") continue;
    for (const std::int64_t seconds : column.values) {
      if (seconds >= 0) hours.push_back(static_cast<double>(seconds));
    }
  }
  ASSERT_GT(hours.size(), 100U);
  EXPECT_NEAR(model.measure(run, "volunteer_hours_gini")[0], gini(hours), 1e-12);
  EXPECT_DOUBLE_EQ(gini({1, 2, 3, 4, 10}), .4);
}

/// Posts: how often they are left, N·ν·f/(f + ν) a year, and how many are filled. (Posts are left and filled at
/// midnight, which makes a vacancy half a day longer.)
void check_posts(double quits, double filled, const char* days) {
  const Set set{"grid_workers.full_time=2000", std::string("run.days=") + days, key("staffing.quits_per_year", quits),
                key("staffing.recruitment", 365 / filled)};
  const double share = filled / (filled + quits);
  const Estimate left = read("staffing", set, 40, [](const Outcome& r) { return r.at("quits") * 365 / r.days(); });
  EXPECT_TRUE(agrees(left, 2000 * quits * share));
  EXPECT_TRUE(would_notice(left, .02 * 2000 * quits * share));
  const Estimate at_post = read("staffing", set, 40, [](const Outcome& r) { return r.daily_mean("workers_at_post"); });
  EXPECT_TRUE(agrees(at_post, 2000 * share));
  EXPECT_TRUE(would_notice(at_post, .003 * 2000 * share));
}

TEST(SlowStaffingScenario, PostsAreLeftAndFilledAtTheirRates) { check_posts(.4, 4, "3650"); }

TEST(SlowStaffingScenario, PostsAreLeftAndFilledAtOtherRates) {
  check_posts(.2, 2, "7300");
  check_posts(.35, 4, "7300");
  check_posts(.25, 1, "7300");
}

}  // namespace

}  // namespace cogov::testing
