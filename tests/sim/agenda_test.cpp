#include "sim/agenda.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {
namespace {

using Reference = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

/// An agenda beside the queue that it must agree with.
class Pair {
 public:
  explicit Pair(std::uint64_t seed) : bits_(seed) {}

  void schedule(Seconds time) {
    const Event event(time, below(32), below(1U << 27));
    agenda_.schedule(event.time(), event.kind(), event.entity());
    reference_.push(event);
  }

  /// A time that lies ahead by little, by hours, by months, or by years; often in the bucket being played.
  Seconds ahead() {
    constexpr Seconds spans[] = {1, 3, 500, 3'600, 200'000, 20'000'000, 90'000'000};
    return now_ + below(spans[below(7)]);
  }

  /// Takes out everything before `end`, putting new events in on the way.
  void play_until(Seconds end, double chance_of_more) {
    Event event;
    while (agenda_.pop_before(end, event)) {
      ASSERT_FALSE(reference_.empty());
      ASSERT_EQ(event, reference_.top());
      reference_.pop();
      now_ = event.time();
      if (uniform() < chance_of_more) schedule(ahead());
    }
    ASSERT_TRUE(reference_.empty() || reference_.top().time() >= end);
    ASSERT_EQ(agenda_.size(), reference_.size());
    now_ = std::max(now_, end);
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(uniform() * n); }
  double uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
  [[nodiscard]] Seconds now() const { return now_; }

 private:
  std::mt19937_64 bits_;
  Agenda agenda_;
  Reference reference_;
  Seconds now_ = 0;
};

class AgendaSchedules : public ::testing::TestWithParam<std::uint64_t> {};

/// Limits fall anywhere within buckets; between two limits events come in from outside, as mail does,
/// also into the bucket that is being played.
TEST_P(AgendaSchedules, ComeOutAsFromAPriorityQueue) {
  Pair pair(GetParam());
  for (int i = 0; i < 300; ++i) pair.schedule(pair.ahead());
  constexpr Seconds steps[] = {1, 60, 511, 512, 513, 900, 86'400, 131'072, 3'000'000};
  for (int round = 0; round < 400; ++round) {
    const Seconds end = pair.now() + steps[pair.below(9)];
    pair.play_until(end, .8);
    if (::testing::Test::HasFatalFailure()) return;
    const std::uint32_t more = pair.below(6);
    for (std::uint32_t i = 0; i < more; ++i) pair.schedule(pair.ahead());
  }
  pair.play_until(never, .2);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AgendaSchedules, ::testing::Range<std::uint64_t>(1, 21));

std::vector<Event> drained(Agenda agenda) {
  std::vector<Event> events;
  Event event;
  while (agenda.pop_before(never, event)) events.push_back(event);
  return events;
}

TEST(Agenda, BreaksTiesByKindThenEntityWhateverTheOrderOfScheduling) {
  std::vector<Event> events;
  for (const std::uint32_t kind : {0U, 3U, 31U}) {
    for (const std::uint32_t entity : {0U, 7U, (1U << 27) - 1}) events.emplace_back(1000, kind, entity);
  }
  std::vector<Event> order = events;
  std::mt19937 bits(5);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[bits() % i]);
    Agenda agenda;
    for (const Event& event : order) agenda.schedule(event.time(), event.kind(), event.entity());
    EXPECT_EQ(drained(agenda), events);
  }
}

TEST(Agenda, TakesWhatIsScheduledForTheSecondBeingPlayed) {
  Agenda agenda;
  agenda.schedule(700, 1, 1);
  Event event;
  ASSERT_TRUE(agenda.pop_before(701, event));
  agenda.schedule(700, 2, 2);
  agenda.schedule(700, 0, 0);  // a lower key than what has been played: it is next all the same
  EXPECT_EQ(drained(agenda), (std::vector<Event>{{700, 0, 0}, {700, 2, 2}}));
}

TEST(Agenda, CommitsToNothingBeyondTheLimit) {
  Agenda agenda;
  agenda.schedule(50'000'000, 1, 1);
  Event event;
  EXPECT_FALSE(agenda.pop_before(40'000'000, event));
  agenda.schedule(600, 2, 2);  // mail that arrives earlier than what was looked at
  EXPECT_FALSE(agenda.pop_before(600, event));
  ASSERT_TRUE(agenda.pop_before(601, event));
  EXPECT_EQ(event, Event(600, 2, 2));
}

TEST(Agenda, CopiedInMidPlayHasEqualRemainsAndALifeOfItsOwn) {
  std::mt19937 bits(3);
  Agenda agenda;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const auto time = static_cast<Seconds>(bits() % 100'000'000);
    agenda.schedule(time, i % 32, i);
  }
  Event event;
  for (int i = 0; i < 700; ++i) ASSERT_TRUE(agenda.pop_before(never, event));
  Agenda copy = agenda;
  const std::vector<Event> remains = drained(agenda);
  EXPECT_EQ(remains.size(), 1300u);
  EXPECT_EQ(drained(copy), remains);
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(copy.pop_before(never, event));
    copy.schedule(event.time() + 1, 9, 9);
  }
  EXPECT_EQ(drained(agenda), remains);
}

TEST(Agenda, RefusesThePastAndWhatDoesNotFit) {
  Agenda agenda;
  EXPECT_THROW(agenda.schedule(1, 32, 0), InternalError);
  EXPECT_THROW(agenda.schedule(1, 0, 1U << 27), InternalError);
  agenda.schedule(100, 0, 0);
  Event event;
  ASSERT_TRUE(agenda.pop_before(200, event));
  EXPECT_THROW(agenda.schedule(99, 0, 0), InternalError);
}

}  // namespace
}  // namespace cogov
