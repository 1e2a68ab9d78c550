/// The recursions, fed with the project's own distributions, meet the formulas of queueing theory.
#include <gtest/gtest.h>

#include <array>

#include "sim/distributions.hpp"
#include "tests/verification/estimate.hpp"
#include "tests/verification/formulas.hpp"
#include "tests/verification/queues.hpp"

namespace cogov::testing {

namespace {

constexpr std::size_t batches = 100;

/// Draws of the n-th customer of a stream.
class Stream {
 public:
  explicit Stream(std::uint32_t number) : luck_(20240521, number) {}

  /// Four uniform numbers a customer: two by each call.
  [[nodiscard]] std::array<double, 2> pair(std::size_t customer, std::uint32_t sub) const {
    const Bits bits = luck_.bits({0, EntityType::test, 0}, static_cast<std::uint32_t>(customer), Why::test, sub);
    return {uniform_of(bits.a), uniform_of(bits.b)};
  }

 private:
  Luck luck_;
};

/// An open queue: rates in customers a unit of time, service in units of time.
struct Point {
  double arrivals = 0;
  int servers = 1;
  double service = 1;
  double giving_up = 0;
  std::size_t customers = 0;
};

struct Waits {
  Estimate wait, late, in_system;
};

/// Mean wait, share that waits longer than one, and the mean number in the system, counted at even
/// times: so Little's law is a statement about two different averages.
Waits first_come(const Point& p, std::uint32_t stream_number) {
  const Stream stream(stream_number);
  const std::size_t warm_up = p.customers / 20;
  FirstCome<double> queue(static_cast<std::size_t>(p.servers));
  Batches waits(p.customers / batches), late(p.customers / batches);
  const auto span = static_cast<double>(p.customers + warm_up) / p.arrivals;
  const double step = std::max(1., span / 4e6);
  std::vector<std::int32_t> change(static_cast<std::size_t>(span / step) + 1);
  const auto tick = [&](double t) { return std::min(change.size() - 1, static_cast<std::size_t>(t / step) + 1); };
  double now = 0;
  for (std::size_t n = 0; n < p.customers + warm_up; ++n) {
    const auto [u, v] = stream.pair(n, 0);
    now += exponential(u, 1 / p.arrivals);
    const double begin = queue.begin(now);
    const double service = exponential(v, p.service);
    queue.serve(begin, service);
    ++change[tick(now)];
    --change[tick(begin + service)];
    if (n < warm_up) continue;
    waits.add(begin - now);
    late.add(begin - now > 1 ? 1 : 0);
  }
  // The last twentieth of ticks is left out: customers that had yet to come are missing there.
  const std::size_t first = change.size() / 20;
  const std::size_t ticks = change.size() - 2 * first;
  Batches in_system(ticks / batches);
  std::int64_t here = 0;
  for (std::size_t i = 0; i < first + ticks; ++i) {
    here += change[i];
    if (i >= first) in_system.add(static_cast<double>(here));
  }
  return {waits.estimate(), late.estimate(), in_system.estimate()};
}

enum class Service { fixed, erlang_2, exponential };

double service_of(Service shape, double mean, const Stream& stream, std::size_t n, double u) {
  if (shape == Service::fixed) return mean;
  if (shape == Service::exponential) return exponential(u, mean);
  const double second = exponential(stream.pair(n, 1)[0], mean / 2);
  return exponential(u, mean / 2) + second;
}

Estimate one_server_wait(const Point& p, Service shape, std::uint32_t stream_number) {
  const Stream stream(stream_number);
  const std::size_t warm_up = p.customers / 20;
  FirstCome<double> queue(1);
  Batches waits(p.customers / batches);
  double now = 0;
  for (std::size_t n = 0; n < p.customers + warm_up; ++n) {
    const auto [u, v] = stream.pair(n, 0);
    now += exponential(u, 1 / p.arrivals);
    const double begin = queue.begin(now);
    queue.serve(begin, service_of(shape, p.service, stream, n, v));
    if (n >= warm_up) waits.add(begin - now);
  }
  return waits.estimate();
}

/// Mean waits by class; batches of equal numbers of all customers' time would hang together, so each class has
/// its own.
std::vector<Estimate> waits_by_class(const std::vector<double>& arrivals, double service, std::size_t customers,
                                     std::uint32_t stream_number) {
  const Stream stream(stream_number);
  double all = 0;
  for (const double rate : arrivals) all += rate;
  const std::size_t warm_up = customers / 20;
  Priorities<double> queue(1, arrivals.size());
  std::vector<Batches> waits;
  for (const double rate : arrivals) {
    waits.emplace_back(static_cast<std::size_t>(static_cast<double>(customers) * rate / all / batches));
  }
  constexpr std::size_t ring = 1 << 20;  // more than ever wait at once
  std::vector<double> came(ring);
  std::vector<std::uint8_t> class_of(ring);
  double now = 0;
  const auto begun = [&](std::size_t n, double time) {
    if (n >= warm_up) waits[class_of[n % ring]].add(time - came[n % ring]);
  };
  for (std::size_t n = 0; n < customers + warm_up; ++n) {
    const auto [u, v] = stream.pair(n, 0);
    double mark = stream.pair(n, 1)[0] * all;
    std::size_t k = 0;
    while (k + 1 < arrivals.size() && mark >= arrivals[k]) mark -= arrivals[k++];
    now += exponential(u, 1 / all);
    came[n % ring] = now;
    class_of[n % ring] = static_cast<std::uint8_t>(k);
    queue.arrive(now, k, exponential(v, service), n, begun);
  }
  std::vector<Estimate> estimates;
  for (const Batches& batch : waits) estimates.push_back(batch.estimate());
  return estimates;
}

struct GivingUp {
  Estimate waiting, abandoned;
};

GivingUp impatient(const Point& p, std::uint32_t stream_number) {
  const Stream stream(stream_number);
  const std::size_t warm_up = p.customers / 20;
  FirstCome<double> queue(static_cast<std::size_t>(p.servers));
  Batches waiting(p.customers / batches), abandoned(p.customers / batches);
  double now = 0;
  for (std::size_t n = 0; n < p.customers + warm_up; ++n) {
    const auto [u, v] = stream.pair(n, 0);
    now += exponential(u, 1 / p.arrivals);
    const double patience = exponential(stream.pair(n, 1)[0], 1 / p.giving_up);
    const double begin = queue.begin(now);
    const bool served = begin - now <= patience;
    if (served) queue.serve(begin, exponential(v, p.service));
    if (n < warm_up) continue;
    waiting.add(p.arrivals * std::min(begin - now, patience));  // Little's law of the queue
    abandoned.add(served ? 0 : 1);
  }
  return {waiting.estimate(), abandoned.estimate()};
}

/// How finely a test looks. The fast ones notice a service that is 2 % longer (which moves a wait by far more
/// than 2 %); the slow ones notice a result that is off by 2 % (but
/// for the share that waits long, which is too rare an event).
struct Sharpness {
  std::size_t times = 1;  ///< as many customers as the fast test's
  bool of_result = false;

  [[nodiscard]] double shift(double exact, double with_longer_service) const {
    return of_result ? .02 * exact : with_longer_service - exact;
  }
};
constexpr Sharpness fast{}, slow{.times = 12, .of_result = true};
constexpr double longer = 1.02;

// --- M/M/c

constexpr std::array<Point, 3> erlang_c_points{
    {{.arrivals = 8, .servers = 10}, {.arrivals = 2.4, .servers = 3}, {.arrivals = 16, .servers = 20}}};

void check_erlang_c(const Sharpness& sharp) {
  for (std::uint32_t i = 0; i < erlang_c_points.size(); ++i) {
    Point p = erlang_c_points[i];
    p.customers = 4'000'000 * sharp.times;
    SCOPED_TRACE(p.servers);
    const Waits waits = first_come(p, 100 + i);
    const double wait = erlang_c_wait(p.arrivals, 1, p.servers);
    const double longer_wait = erlang_c_wait(p.arrivals, 1 / longer, p.servers);
    const double late = erlang_c_late(p.arrivals, 1, p.servers, 1);
    EXPECT_TRUE(agrees(waits.wait, wait));
    EXPECT_TRUE(agrees(waits.late, late));
    EXPECT_TRUE(agrees(waits.in_system, p.arrivals * (wait + 1)));
    EXPECT_TRUE(would_notice(waits.wait, sharp.shift(wait, longer_wait)));
    EXPECT_TRUE(would_notice(waits.late, erlang_c_late(p.arrivals, 1 / longer, p.servers, 1) - late));
    EXPECT_TRUE(
        would_notice(waits.in_system, sharp.shift(p.arrivals * (wait + 1), p.arrivals * (longer_wait + longer))));
  }
}

TEST(QueueFormulas, ErlangCAndLittle) { check_erlang_c(fast); }
TEST(SlowQueueFormulas, ErlangCAndLittle) { check_erlang_c({.times = 36, .of_result = true}); }

TEST(QueueFormulas, ErlangCNoticesLongerServiceAndAServerLess) {
  const double wait = erlang_c_wait(8, 1, 10);
  const Waits longer_service =
      first_come({.arrivals = 8, .servers = 10, .service = longer, .customers = 4'000'000}, 110);
  EXPECT_FALSE(agrees(longer_service.wait, wait));
  EXPECT_FALSE(agrees(longer_service.late, erlang_c_late(8, 1, 10, 1)));
  EXPECT_FALSE(agrees(longer_service.in_system, 8 * (wait + 1)));
  const Waits fewer_servers = first_come({.arrivals = 8, .servers = 9, .customers = 1'000'000}, 111);
  EXPECT_FALSE(agrees(fewer_servers.wait, wait));
  EXPECT_FALSE(agrees(fewer_servers.late, erlang_c_late(8, 1, 10, 1)));
}

// --- M/G/1

constexpr std::array<std::pair<Service, double>, 3> shapes{
    {{Service::fixed, 0}, {Service::erlang_2, .5}, {Service::exponential, 1}}};

void check_one_server(const Sharpness& sharp) {
  std::uint32_t stream = 200;
  for (const double arrivals : {.7, .5, .3}) {
    for (const auto& [shape, variation] : shapes) {
      SCOPED_TRACE(::testing::Message() << arrivals << " with squared variation " << variation);
      const Estimate wait =
          one_server_wait({.arrivals = arrivals, .customers = 1'500'000 * sharp.times}, shape, stream++);
      const double exact = pollaczek_khinchine_wait(arrivals, 1, variation);
      EXPECT_TRUE(agrees(wait, exact));
      EXPECT_TRUE(would_notice(wait, sharp.shift(exact, pollaczek_khinchine_wait(arrivals, longer, variation))));
    }
  }
}

TEST(QueueFormulas, PollaczekKhinchine) { check_one_server(fast); }
TEST(SlowQueueFormulas, PollaczekKhinchine) { check_one_server(slow); }

TEST(QueueFormulas, PollaczekKhinchineNoticesLongerServiceAndTheWrongLaw) {
  const Point p{.arrivals = .7, .service = longer, .customers = 1'500'000};
  for (const auto& [shape, variation] : shapes) {
    EXPECT_FALSE(agrees(one_server_wait(p, shape, 220), pollaczek_khinchine_wait(.7, 1, variation)));
  }
  const Point right{.arrivals = .7, .customers = 1'500'000};
  EXPECT_FALSE(agrees(one_server_wait(right, Service::erlang_2, 221), pollaczek_khinchine_wait(.7, 1, 1)));
}

// --- Priorities

void check_priorities(const Sharpness& sharp) {
  const std::vector<std::vector<double>> points{{.2, .3, .3}, {.1, .2, .3}, {.3, .2, .1}};
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const std::vector<Estimate> waits = waits_by_class(points[i], 1, 6'000'000 * sharp.times, 300 + i);
    const std::vector<double> exact = cobham_waits(points[i], 1);
    const std::vector<double> off = cobham_waits(points[i], longer);
    for (std::size_t k = 0; k < exact.size(); ++k) {
      SCOPED_TRACE(::testing::Message() << "point " << i << ", class " << k);
      EXPECT_TRUE(agrees(waits[k], exact[k]));
      EXPECT_TRUE(would_notice(waits[k], sharp.shift(exact[k], off[k])));
    }
  }
}

TEST(QueueFormulas, Cobham) { check_priorities(fast); }
TEST(SlowQueueFormulas, Cobham) { check_priorities(slow); }

TEST(QueueFormulas, CobhamNoticesLongerService) {
  const std::vector<double> arrivals{.2, .3, .3};
  const std::vector<Estimate> waits = waits_by_class(arrivals, longer, 6'000'000, 310);
  const std::vector<double> exact = cobham_waits(arrivals, 1);
  for (std::size_t k = 0; k < exact.size(); ++k) EXPECT_FALSE(agrees(waits[k], exact[k])) << k;
}

// --- Customers who give up

constexpr std::array<Point, 3> erlang_a_points{{{.arrivals = 5, .servers = 4, .giving_up = .5},
                                                {.arrivals = 9, .servers = 10, .giving_up = .5},
                                                {.arrivals = 3, .servers = 2, .giving_up = 1}}};

void check_erlang_a(const Sharpness& sharp) {
  for (std::uint32_t i = 0; i < erlang_a_points.size(); ++i) {
    Point p = erlang_a_points[i];
    p.customers = 1'500'000 * sharp.times;
    SCOPED_TRACE(p.servers);
    const GivingUp result = impatient(p, 400 + i);
    const ErlangA exact = erlang_a(p.arrivals, 1, p.giving_up, p.servers);
    const ErlangA off = erlang_a(p.arrivals, 1 / longer, p.giving_up, p.servers);
    EXPECT_TRUE(agrees(result.waiting, exact.waiting));
    EXPECT_TRUE(agrees(result.abandoned, exact.abandoned));
    EXPECT_TRUE(would_notice(result.waiting, sharp.shift(exact.waiting, off.waiting)));
    EXPECT_TRUE(would_notice(result.abandoned, sharp.shift(exact.abandoned, off.abandoned)));
  }
}

TEST(QueueFormulas, ErlangA) { check_erlang_a(fast); }
TEST(SlowQueueFormulas, ErlangA) { check_erlang_a(slow); }

TEST(QueueFormulas, ErlangANoticesLongerServiceAndAServerLess) {
  const ErlangA exact = erlang_a(5, 1, .5, 4);
  Point p{.arrivals = 5, .servers = 4, .service = longer, .giving_up = .5, .customers = 1'500'000};
  const GivingUp longer_service = impatient(p, 410);
  EXPECT_FALSE(agrees(longer_service.waiting, exact.waiting));
  EXPECT_FALSE(agrees(longer_service.abandoned, exact.abandoned));
  p.service = 1;
  p.servers = 3;
  const GivingUp fewer = impatient(p, 411);
  EXPECT_FALSE(agrees(fewer.waiting, exact.waiting));
  EXPECT_FALSE(agrees(fewer.abandoned, exact.abandoned));
}

// --- The formulas themselves, at the points that were worked out by others.

TEST(QueueFormulas, TheFormulasGiveTheListedValues) {
  EXPECT_NEAR(erlang_c(8, 1, 10), .40918015, 5e-9);
  EXPECT_NEAR(erlang_c_wait(8, 1, 10), .20459008, 5e-9);
  EXPECT_NEAR(erlang_c_late(8, 1, 10, 1), .05537651, 5e-9);
  EXPECT_NEAR(8 * (1 + erlang_c_wait(8, 1, 10)), 9.63672060, 5e-8);
  EXPECT_NEAR(pollaczek_khinchine_wait(.7, 1, 0), 1.166667, 5e-7);
  EXPECT_NEAR(pollaczek_khinchine_wait(.7, 1, .5), 1.75, 1e-12);
  EXPECT_NEAR(pollaczek_khinchine_wait(.7, 1, 1), 2.333333, 5e-7);
  const std::vector<double> waits = cobham_waits(std::vector{.2, .3, .3}, 1);
  EXPECT_NEAR(waits[0], 1, 1e-12);
  EXPECT_NEAR(waits[1], 2, 1e-12);
  EXPECT_NEAR(waits[2], 8, 1e-12);
  EXPECT_NEAR(erlang_a(5, 1, .5, 4).waiting, 2.590255, 5e-7);
  EXPECT_NEAR(erlang_a(5, 1, .5, 4).abandoned, .259026, 5e-7);
}

}  // namespace

}  // namespace cogov::testing
