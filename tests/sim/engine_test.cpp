#include "sim/engine.hpp"

#include <gtest/gtest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <string>
#include <vector>

#include "sim/agenda.hpp"
#include "sim/errors.hpp"
#include "sim/mail.hpp"

namespace cogov {
namespace {

/// Writes down what it is called for.
class Diary final : public World {
 public:
  std::uint32_t communities() const override { return 2; }
  void play(std::uint32_t c, Epoch w) override {
    note("play " + std::to_string(c) + " " + std::to_string(w.from / 3600) + "-" + std::to_string(w.to / 3600));
  }
  void turn_day(std::uint32_t day) override { note("turn " + std::to_string(day)); }
  void begin_day(std::uint32_t c, std::uint32_t day) override {
    note("begin " + std::to_string(c) + " " + std::to_string(day));
  }
  void publish(std::uint32_t day) override { note("publish " + std::to_string(day)); }
  void exchange() override { note("exchange"); }

  std::vector<std::string> lines;

 private:
  void note(std::string line) { lines.push_back(std::move(line)); }
};

TEST(Advance, CallsTheNamedPhasesInOrder) {
  Diary diary;
  advance(diary, {day_seconds, 3 * day_seconds}, 43'200);
  const std::vector<std::string> expected{"turn 1",       "begin 0 1", "begin 1 1",    "publish 1",    "play 0 24-36",
                                          "play 1 24-36", "exchange",  "play 0 36-48", "play 1 36-48", "exchange",
                                          "turn 2",       "begin 0 2", "begin 1 2",    "publish 2",    "play 0 48-60",
                                          "play 1 48-60", "exchange",  "play 0 60-72", "play 1 60-72", "exchange"};
  EXPECT_EQ(diary.lines, expected);
}

TEST(Advance, RefusesWindowsAndSpansThatDoNotFitDays) {
  Diary diary;
  EXPECT_THROW(advance(diary, {0, day_seconds}, 0), InternalError);
  EXPECT_THROW(advance(diary, {0, day_seconds}, 7'000), InternalError);
  EXPECT_THROW(advance(diary, {0, day_seconds + 1}, 900), InternalError);
  EXPECT_TRUE(diary.lines.empty());
}

/// Communities that count, read what the others published yesterday, and send each other mail. What a
/// community does depends on the order of all it has met: any other order shows in its state.
class Toy final : public World {
 public:
  static constexpr Seconds end = 20 * day_seconds;

  explicit Toy(std::uint32_t count) : places_(count), published_(count, 1) {
    for (std::uint32_t c = 0; c < count; ++c) places_[c].agenda.schedule(17 * c, 1, c);
  }

  std::uint32_t communities() const override { return static_cast<std::uint32_t>(places_.size()); }

  void begin_day(std::uint32_t c, std::uint32_t day) override {
    const std::uint32_t other = (c + 1) % communities();
    meet(c, published_[other] ^ day);
    places_[c].to_publish = places_[c].state;
  }

  void publish(std::uint32_t /*day*/) override {
    for (std::uint32_t c = 0; c < communities(); ++c) published_[c] = places_[c].to_publish;
  }

  void play(std::uint32_t c, Epoch window) override {
    Event event;
    while (places_[c].agenda.pop_before(window.to, event)) {
      EXPECT_TRUE(window.holds(event.time()));
      if (event.kind() == 0) {
        read_mail(c, event.time());
      } else {
        work(c, event.time());
      }
    }
  }

  void exchange() override {
    for (Place& sender : places_) {
      for (const Mail& mail : sender.post.sent()) {
        places_[mail.to].post.receive(mail);
        if (mail.due < end) places_[mail.to].agenda.schedule(mail.due, 0, 0);
      }
      sender.post.clear_sent();
    }
  }

  [[nodiscard]] std::vector<std::uint64_t> states() const {
    std::vector<std::uint64_t> all;
    for (const Place& place : places_) all.push_back(place.state);
    return all;
  }
  [[nodiscard]] int letters() const { return letters_; }

 private:
  struct Place {
    Agenda agenda;
    PostBox post;
    std::uint64_t state = 1;
    std::uint64_t to_publish = 0;
  };

  void meet(std::uint32_t c, std::uint64_t value) {
    std::uint64_t& state = places_[c].state;
    state = (state ^ value) * 0x9E37'79B9'7F4A'7C15U + 1;  // 0 is no fixed point
    state ^= state >> 29;
  }

  void work(std::uint32_t c, Seconds now) {
    Place& place = places_[c];
    meet(c, now);
    const auto gap = static_cast<Seconds>(place.state % 30'000);
    if (now + gap < end) place.agenda.schedule(now + gap, 1, c);
    if (place.state % 3 != 0) return;
    // Due at full hours, so that several letters often come at the same second.
    const Seconds due = (now + least_mail_delay + 3'599) / 3'600 * 3'600;
    const auto to = static_cast<std::uint32_t>(place.state / 3 % communities());
    place.post.send(now, {.due = due, .from = c, .to = to, .a = static_cast<std::int64_t>(place.state >> 8)});
  }

  void read_mail(std::uint32_t c, Seconds now) {
    Mail mail;
    while (places_[c].post.read(now, mail)) {
      ++letters_;
      meet(c, static_cast<std::uint64_t>(mail.a));
    }
  }

  std::vector<Place> places_;
  std::vector<std::uint64_t> published_;
  std::atomic<int> letters_{0};
};

std::vector<std::uint64_t> lived(Seconds window, int threads) {
  Toy toy(23);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] { advance(toy, {0, Toy::end}, window); });
  EXPECT_GT(toy.letters(), 500);
  return toy.states();
}

TEST(Advance, GivesTheSameStateForEveryLengthOfTheWindow) {
  const std::vector<std::uint64_t> states = lived(900, 1);
  for (const Seconds window : {60U, 3'600U, 43'200U, 86'400U}) EXPECT_EQ(lived(window, 1), states) << window;
}

TEST(Advance, GivesTheSameStateOnAnyNumberOfThreads) {
  const std::vector<std::uint64_t> states = lived(900, 1);
  for (const int threads : {2, 3, 8}) EXPECT_EQ(lived(900, threads), states) << threads;
}

TEST(ForEachCommunity, CallsEachOnce) {
  for (const std::uint32_t count : {0U, 1U, 4U, 5U, 1000U}) {
    std::vector<std::atomic<int>> calls(count);
    for_each_community(count, [&](std::uint32_t c) { ++calls[c]; });
    for (const std::atomic<int>& called : calls) EXPECT_EQ(called, 1);
  }
}

}  // namespace
}  // namespace cogov
