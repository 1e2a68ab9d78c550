/// The engine's queues equal a recursion on the same draws, wait by wait and second by second.
///
/// Ties. Requests dispatched in the same second wait in the order of their keys (origin, trial), and a worker who
/// becomes free in that second chooses among all of them, as does one who is idle.
#include <gtest/gtest.h>

#include <optional>
#include <tuple>

#include "sim/distributions.hpp"
#include "tests/verification/estimate.hpp"
#include "tests/verification/formulas.hpp"
#include "tests/verification/queues.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

constexpr std::int64_t not_yet = -1;

/// A queue to be replayed.
struct Queue {
  std::string name;
  std::string scenario;
  std::vector<std::string> set = {};
  double per_day = 0;  ///< needs of all kinds; 0: as the scenario says
};

void PrintTo(const Queue& queue, std::ostream* out) { *out << queue.name; }

/// From an empty place on, as the recursion begins.
Reduced reduced(const Queue& queue) {
  std::vector<std::string> set = queue.set;
  set.insert(set.end(), {"run.days=3650", "run.warmup_days=0"});
  if (queue.per_day > 0) {
    const std::size_t residents = Reduced(queue.scenario).plan().residents();
    for (std::string& rate : needs_per_day("papers", queue.per_day, residents)) set.push_back(std::move(rate));
  }
  return Reduced(queue.scenario, set);
}

std::vector<TracedRequest> in_order(std::vector<TracedRequest> requests) {
  std::sort(requests.begin(), requests.end(), [](const TracedRequest& a, const TracedRequest& b) {
    return std::tie(a.dispatched, a.of_place, a.origin, a.trial) <
           std::tie(b.dispatched, b.of_place, b.origin, b.trial);
  });
  return requests;
}

/// The service time that a request's own luck gives it, in seconds.
std::int64_t service_drawn(const Reduced& model, const TracedRequest& r) {
  const std::string kind = "request_kinds." + kind_keys()[static_cast<std::size_t>(r.kind)];
  const double mean = model.settings().real(kind + ".service_median");
  const std::string& shape = model.settings().word(kind + ".service_shape");
  const auto trial = static_cast<std::uint32_t>(r.trial);
  const double u = model.luck().uniform(model.who(r), trial, Why::service_time, 0);
  const double v = model.luck().uniform(model.who(r), trial, Why::service_time, 1);
  double minutes = mean;
  if (shape == "exponential") minutes = exponential(u, mean);
  if (shape == "erlang-2") {
    const double first = exponential(u, mean / 2);
    const double second = exponential(v, mean / 2);
    minutes = first + second;
  }
  return whole_seconds(minutes * minute_seconds);
}

/// How long a resident waits before giving up, in seconds; none: for ever.
std::optional<std::int64_t> patience_drawn(const Reduced& model, const TracedRequest& r) {
  const double hours = model.settings().real("requests.patience");
  if (hours <= 0) return std::nullopt;
  const double u = model.luck().uniform(model.who(r), static_cast<std::uint32_t>(r.trial), Why::patience);
  return whole_seconds(exponential(u, hours * hour_seconds));
}

std::size_t workers_of(const Reduced& model) {
  return static_cast<std::size_t>(model.settings().integer("grid_workers.full_time"));
}

/// When each service begins, by the recursion; `not_yet` where it doesn't within the run.
std::vector<std::int64_t> begins_first_come(const Reduced& model, const std::vector<TracedRequest>& requests,
                                            std::size_t servers) {
  FirstCome<std::int64_t> queue(servers);
  std::vector<std::int64_t> begins;
  for (const TracedRequest& r : requests) {
    const std::int64_t begin = queue.begin(r.dispatched);
    const std::optional<std::int64_t> patience = patience_drawn(model, r);
    // At the very second of giving up, a worker who becomes free is still in time.
    const bool served = !patience || begin <= r.reported + *patience;
    if (served) queue.serve(begin, service_drawn(model, r));
    begins.push_back(served && begin < model.seconds() ? begin : not_yet);
  }
  return begins;
}

std::vector<std::int64_t> begins_by_priority(const Reduced& model, const std::vector<TracedRequest>& requests,
                                             std::size_t servers) {
  Priorities<std::int64_t> queue(servers, 4);
  std::vector<std::int64_t> begins(requests.size(), not_yet);
  const auto begun = [&](std::size_t i, std::int64_t time) { begins[i] = time; };
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const TracedRequest& r = requests[i];
    const std::string kind = "request_kinds." + kind_keys()[static_cast<std::size_t>(r.kind)];
    const auto priority = static_cast<std::size_t>(model.settings().integer(kind + ".priority"));
    queue.arrive(r.dispatched, priority, service_drawn(model, r), i, begun);
  }
  queue.serve_until(model.seconds(), begun);
  return begins;
}

std::vector<std::int64_t> begins(const Reduced& model, const std::vector<TracedRequest>& requests,
                                 std::size_t servers) {
  return model.settings().word("grid_workers.discipline") == "priority" ? begins_by_priority(model, requests, servers)
                                                                        : begins_first_come(model, requests, servers);
}

std::size_t differing(const std::vector<TracedRequest>& requests, const std::vector<std::int64_t>& expected) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < requests.size(); ++i) count += requests[i].service != expected[i] ? 1 : 0;
  return count;
}

class EngineQueues : public ::testing::TestWithParam<Queue> {};

TEST_P(EngineQueues, EveryWaitEqualsTheRecursions) {
  const Reduced model = reduced(GetParam());
  const std::vector<TracedRequest> requests = in_order(requests_of(model.run()));
  ASSERT_GT(requests.size(), 2000U);
  const std::vector<std::int64_t> expected = begins(model, requests, workers_of(model));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    ASSERT_EQ(requests[i].service, expected[i])
        << "request " << i << " of " << requests.size() << ", dispatched at " << requests[i].dispatched;
  }
}

TEST_P(EngineQueues, ServicesLastAsDrawn) {
  const Reduced model = reduced(GetParam());
  for (const TracedRequest& r : requests_of(model.run())) {
    ASSERT_EQ(r.onset, r.dispatched);
    if (r.resolved == not_yet) continue;
    ASSERT_EQ(r.resolved - r.service, service_drawn(model, r));
    ASSERT_EQ(r.resolved, r.fixed);
  }
}

TEST_P(EngineQueues, WhoGivesUpDoesSoWhenPatienceEnds) {
  const Reduced model = reduced(GetParam());
  const auto withdrawn = static_cast<std::int64_t>(RequestState::withdrawn);
  for (const TracedRequest& r : requests_of(model.run())) {
    const std::optional<std::int64_t> patience = patience_drawn(model, r);
    const bool ends_in_run = patience && r.reported + *patience < model.seconds();
    ASSERT_EQ(r.state == withdrawn, r.service == not_yet && ends_in_run);
  }
}

/// One worker more in the recursion, and the waits are others: the equality above is not a matter of course.
TEST_P(EngineQueues, ADifferentNumberOfWorkersWouldBeNoticed) {
  const Reduced model = reduced(GetParam());
  const std::vector<TracedRequest> requests = in_order(requests_of(model.run()));
  EXPECT_GT(differing(requests, begins(model, requests, workers_of(model) + 1)), requests.size() / 50);
}

/// Open requests, counted from the trace at each midnight, are the series that the run reports.
TEST_P(EngineQueues, OpenRequestsAreThoseNotFixedNorGivenUp) {
  const Reduced model = reduced(GetParam());
  const RunResult result = model.run();
  const std::vector<double> series = model.measure(result, "open_requests");
  std::vector<double> change(series.size() + 1);
  // What happens in the second of a midnight comes after its count.
  const auto from_midnight_after = [&](std::int64_t t) {
    return std::min(series.size(), static_cast<std::size_t>(t / day_seconds + 1));
  };
  for (const TracedRequest& r : requests_of(result)) {
    std::int64_t end = r.fixed;
    if (r.state == static_cast<std::int64_t>(RequestState::withdrawn)) end = r.reported + *patience_drawn(model, r);
    ++change[from_midnight_after(r.onset)];
    if (end != not_yet) --change[from_midnight_after(end)];
  }
  double open = 0;
  for (std::size_t day = 0; day < series.size(); ++day) {
    open += change[day];
    ASSERT_EQ(series[day], open) << "day " << day;
  }
}

std::vector<std::string> shaped(const char* shape, int workers = 1) {
  return {std::string("request_kinds.papers.service_shape=") + shape,
          "grid_workers.full_time=" + std::to_string(workers)};
}

INSTANTIATE_TEST_SUITE_P(
    Verification, EngineQueues,
    ::testing::Values(
        Queue{"erlang_c", "erlang_c"}, Queue{"three_exponential", "erlang_c", shaped("exponential", 3), 2.4},
        Queue{"one_fixed", "one_worker"}, Queue{"one_erlang_2", "one_worker", shaped("erlang-2")},
        Queue{"one_exponential", "one_worker", shaped("exponential")},
        Queue{"four_fixed", "one_worker", shaped("fixed", 4), 3.4},
        Queue{"four_erlang_2", "one_worker", shaped("erlang-2", 4), 3.4}, Queue{"priorities", "priorities"},
        Queue{"priorities_two_workers", "priorities", {"grid_workers.full_time=2"}, 1.2}, Queue{"patience", "patience"},
        Queue{"short_patience", "patience", {"requests.patience=6", "grid_workers.full_time=6"}}),
    [](const auto& tested) { return tested.param.name; });

/// What a scenario says of its arrivals: their rate, and that gaps are exponential (Poisson arrivals).
class ReducedArrivals : public ::testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(ReducedArrivals, ArePoissonAtTheStatedRate) {
  const auto [name, per_day] = GetParam();
  const Reduced model(name, {"run.days=36500", "run.warmup_days=0", "grid_workers.full_time=20"});
  std::vector<std::int64_t> onsets;
  for (const TracedRequest& r : requests_of(model.run())) onsets.push_back(r.onset);
  std::sort(onsets.begin(), onsets.end());
  Batches gaps(onsets.size() / 100), long_gaps(onsets.size() / 100);
  for (std::size_t i = 1; i < onsets.size(); ++i) {
    const double days = static_cast<double>(onsets[i] - onsets[i - 1]) / day_seconds;
    gaps.add(days);
    long_gaps.add(days > 1 / per_day ? 1 : 0);
  }
  EXPECT_TRUE(agrees(gaps.estimate(), 1 / per_day));
  EXPECT_TRUE(agrees(long_gaps.estimate(), std::exp(-1)));
  EXPECT_TRUE(would_notice(gaps.estimate(), .06 / per_day));
}

INSTANTIATE_TEST_SUITE_P(Verification, ReducedArrivals,
                         ::testing::Values(std::pair{"erlang_c", 8.0}, std::pair{"one_worker", .7},
                                           std::pair{"priorities", .8}, std::pair{"patience", 5.0}),
                         [](const auto& tested) { return std::string(tested.param.first); });

}  // namespace

}  // namespace cogov::testing
