/// The reduced model in our engine, through its public interface: communities, agendas, keyed draws, a CSR graph.
#include <benchmark/benchmark.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cmath>
#include <string>
#include <utility>

#include "sim/agenda.hpp"
#include "sim/distributions.hpp"
#include "sim/draw.hpp"
#include "sim/engine.hpp"
#include "tests/bench/reduced.hpp"

namespace cogov::bench {

namespace {

using Ties = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                boost::no_property, std::uint32_t, std::uint32_t>;

Ties graph_of(std::uint32_t residents, double local_share) {
  const std::vector<std::uint32_t> ends = draw_ties(residents, local_share);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges(ends.size());
  for (std::uint32_t e = 0; e < ends.size(); ++e) edges[e] = {e / neighbours, ends[e]};
  return Ties(boost::edges_are_sorted, edges.begin(), edges.end(), residents);
}

/// One queue and its thousand residents.
struct Circle {
  struct Waiting {
    std::uint32_t resident;
    Seconds since;
  };
  Agenda agenda;
  double clock = 0;  ///< seconds; unrounded, so that the mean gap is
  std::uint32_t trial = 0;
  std::vector<Waiting> waiting;
  std::size_t served = 0;  ///< of `waiting`
  std::uint64_t requests = 0, done = 0, hours_waiting = 0;
};

/// Opinions in 16 bits: half the memory, and as exact as the model can tell. Steps stay far from both ends, since
/// nobody ever has more than a few open requests.
constexpr double unit = 65536;
constexpr auto step_units = static_cast<std::uint16_t>(step * unit);

std::vector<std::uint16_t> in_units(const std::vector<float>& opinions) {
  std::vector<std::uint16_t> units;
  for (const float opinion : opinions) units.push_back(static_cast<std::uint16_t>(opinion * unit));
  return units;
}

class Reduced final : public World {
 public:
  Reduced(std::uint32_t residents, double local_share, double chance)
      : ties_(graph_of(residents, local_share)),
        mean_gap_(chance > 0 ? hour_seconds / (chance * queue_residents) : 0),
        opinion_(in_units(draw_opinions(residents))),
        next_(residents),
        circles_(residents / queue_residents) {
    for (std::uint32_t c = 0; chance > 0 && c < communities(); ++c) schedule_request(c);
  }

  [[nodiscard]] std::uint32_t communities() const override { return static_cast<std::uint32_t>(circles_.size()); }

  void play(std::uint32_t community, Epoch window) override {
    Circle& circle = circles_[community];
    Event event;
    while (circle.agenda.pop_before(window.to, event)) {
      if (event.kind() == request) {
        raise(circle, event);
        schedule_request(community);
      } else {
        serve(circle, event.time());
      }
    }
  }

  void begin_day(std::uint32_t community, std::uint32_t /*day*/) override {
    const std::uint32_t first = community * queue_residents;
    const std::uint16_t* const opinion = opinion_.data();
    for (std::uint32_t r = first; r < first + queue_residents; ++r) {
      const auto [begin, end] = boost::adjacent_vertices(r, ties_);
      std::uint32_t sum = neighbours * opinion[r] + neighbours;
      if (end - begin == neighbours) {  // most rows of a real network share few degrees; here all have this one
        for (std::uint32_t i = 0; i < neighbours; ++i) sum += opinion[begin[i]];
      } else {
        for (auto other = begin; other != end; ++other) sum += opinion[*other];
      }
      next_[r] = static_cast<std::uint16_t>(sum / (2 * neighbours));
    }
  }

  void publish(std::uint32_t /*day*/) override { opinion_.swap(next_); }

  [[nodiscard]] double opinion(std::uint32_t resident) const { return opinion_[resident] / unit; }
  [[nodiscard]] Outcome outcome() const {
    Outcome sum;
    for (const Circle& circle : circles_) {
      sum.requests += static_cast<double>(circle.requests);
      sum.served += static_cast<double>(circle.done);
      sum.hours_waiting += static_cast<double>(circle.hours_waiting);
    }
    return sum;
  }

 private:
  enum Kind : std::uint32_t { service, request };

  /// One clock for the thousand: its next ring, and whose request it is, are one draw.
  void schedule_request(std::uint32_t community) {
    Circle& circle = circles_[community];
    const Bits bits = luck_.bits({community, EntityType::community, 0}, circle.trial++, Why::test);
    circle.clock += exponential(uniform_of(bits.a), mean_gap_);
    circle.agenda.schedule(static_cast<Seconds>(circle.clock), request,
                           community * queue_residents + below(bits.b, queue_residents));
  }

  void raise(Circle& circle, Event event) {
    opinion_[event.entity()] -= step_units;
    ++circle.requests;
    if (circle.waiting.empty()) schedule_service(circle, event.time());
    circle.waiting.push_back({event.entity(), event.time()});
  }

  /// At the next full hour, and not at all while nobody waits.
  static void schedule_service(Circle& circle, Seconds now) {
    circle.agenda.schedule((now / hour_seconds + 1) * hour_seconds, service, 0);
  }

  void serve(Circle& circle, Seconds now) {
    for (std::uint32_t i = 0; i < capacity && circle.served < circle.waiting.size(); ++i) {
      const Circle::Waiting next = circle.waiting[circle.served++];
      opinion_[next.resident] += step_units;
      circle.hours_waiting += now / hour_seconds - next.since / hour_seconds;
      ++circle.done;
    }
    if (circle.served < circle.waiting.size()) return schedule_service(circle, now);
    circle.waiting.clear();
    circle.served = 0;
  }

  Luck luck_{1, 0};
  Ties ties_;
  double mean_gap_;  ///< seconds between two requests of a circle
  std::vector<std::uint16_t> opinion_, next_;
  std::vector<Circle> circles_;
};

void run_days(World& world, std::uint32_t from, std::uint32_t days) {
  advance(world, {start_of_day(from), start_of_day(from + days)}, day_seconds);
}

bool agree(double a, double b, double standard_error) { return std::abs(a - b) < 5 * standard_error; }

/// Both ran for as long. Requests and services are compared within five standard errors. Waits of one queue hang
/// together for weeks; with 200 queues over 40 days their mean is known to a few per cent, so a tenth is allowed.
const char* different_outcome(const Outcome& a, const Outcome& b) {
  const double error = std::sqrt(a.requests + b.requests);
  if (!agree(a.requests, b.requests, error)) return "the loop and the engine raise different numbers of requests";
  if (!agree(a.served, b.served, error)) return "the loop and the engine serve different numbers of requests";
  if (std::abs(a.hours_waiting / a.served - b.hours_waiting / b.served) > .1 * a.hours_waiting / a.served) {
    return "waits in the loop and in the engine differ";
  }
  return "";
}

const char* find_difference() {
  constexpr std::uint32_t residents = 200'000;
  constexpr std::uint32_t days = 40;
  Loop loop(residents, .95, usual_chance, Source::hash);
  Reduced engine(residents, .95, usual_chance);
  for (std::uint32_t day = 0; day < days; ++day) loop.run_day(false);
  run_days(engine, 0, days);
  const char* difference = different_outcome(loop.outcome(), engine.outcome());
  if (*difference != '\0') return difference;
  Loop quiet_loop(residents, .95, 0, Source::hash);
  Reduced quiet_engine(residents, .95, 0);
  for (std::uint32_t day = 0; day < 3; ++day) quiet_loop.run_day(false);
  run_days(quiet_engine, 0, 3);
  for (std::uint32_t r = 0; r < residents; ++r) {
    if (std::abs(quiet_loop.opinions()[r] - quiet_engine.opinion(r)) > 1e-4) {
      return "opinions in the loop and in the engine differ";
    }
  }
  return "";
}

/// One iteration is one simulated day. Arguments as for the loop.
void run_engine(benchmark::State& state, std::size_t threads) {
  if (*difference_to_loop() != '\0') return state.SkipWithError(difference_to_loop());
  const auto residents = static_cast<std::uint32_t>(state.range(0));
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  Reduced world(residents, static_cast<double>(state.range(1)) / 100, usual_chance);
  std::uint32_t day = 0;
  run_days(world, day++, 1);
  for (auto _ : state) run_days(world, day++, 1);
  benchmark::DoNotOptimize(world.opinion(0));
  report_days(state, residents);
}

void engine(benchmark::State& state) { run_engine(state, 1); }
void engine_threads(benchmark::State& state) {
  run_engine(state, static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()));
}

BENCHMARK(engine)->Apply(reduced_settings);
BENCHMARK(engine_threads)->Apply(reduced_settings)->UseRealTime();

}  // namespace

const char* difference_to_loop() {
  static const char* const difference = find_difference();
  return difference;
}

}  // namespace cogov::bench
