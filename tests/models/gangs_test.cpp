/// Hours, diaries, and meetings of several people at once.
#include "models/facilities/gangs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "models/facilities/lending.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Seconds quarter = 15 * minute_seconds;

rc::Gen<WeekHours> any_hours() {
  return rc::gen::exec([] {
    WeekHours week;
    for (DayHours& day : week.days) {
      const auto quarters = *rc::gen::container<std::vector<Seconds>>(4, rc::gen::inRange<Seconds>(0, 97));
      std::vector<Seconds> times = quarters;
      std::sort(times.begin(), times.end());
      if (*rc::gen::inRange(0, 3) == 0) continue;  // closed
      day = {times[0] * quarter, times[3] * quarter, times[1] * quarter, times[2] * quarter};
    }
    return week;
  });
}

/// Whether every second of [from, from + duration) is open; looked at by quarters, as the hours are drawn.
bool open_all_along(const WeekHours& hours, Seconds from, Seconds duration) {
  const DayHours& day = hours.days[weekday_of_day(day_of(from))];
  const Seconds begin = second_of_day(from);
  const Seconds end = begin + duration;
  const bool apart_from_break = day.break_to <= day.break_from || end <= day.break_from || begin >= day.break_to;
  return day.from <= begin && end <= day.to && apart_from_break;
}

RC_GTEST_PROP(WeekHours, NextOpeningIsTheEarliest, ()) {
  const WeekHours hours = *any_hours();
  const Seconds t = *rc::gen::inRange<Seconds>(0, 14 * 96) * quarter;
  const Seconds duration = *rc::gen::inRange<Seconds>(1, 20) * quarter;
  Seconds expected = never;
  for (Seconds s = t; s <= t + 8 * day_seconds && expected == never; s += quarter) {
    if (open_all_along(hours, s, duration)) expected = s;
  }
  RC_ASSERT(hours.next_open(t, duration) == expected);
  RC_ASSERT(hours.open(t) == open_all_along(hours, t, quarter));
  Seconds open = 0;
  for (Seconds s = 0; s < week_seconds; s += quarter) open += hours.open(s) ? quarter : 0;
  RC_ASSERT(hours.seconds_a_week() == open);
}

TEST(WeekHours, AreOpenOnTheirWeekdays) {
  const WeekHours hours = WeekHours::on(1U << 1 | 1U << 3, {14 * hour_seconds, 17 * hour_seconds});
  EXPECT_FALSE(hours.open(14 * hour_seconds));
  EXPECT_TRUE(hours.open(day_seconds + 14 * hour_seconds));
  EXPECT_FALSE(hours.open(day_seconds + 17 * hour_seconds));
  EXPECT_EQ(hours.next_open(0, hour_seconds), day_seconds + 14 * hour_seconds);
  EXPECT_EQ(hours.next_open(day_seconds + 16 * hour_seconds + 1, hour_seconds), 3 * day_seconds + 14 * hour_seconds);
  EXPECT_EQ(hours.next_open(0, 4 * hour_seconds), never);
  EXPECT_EQ(hours.seconds_a_week(), 6 * hour_seconds);
}

/// A quarter of an hour that a brute force can look at one by one.
GangCall any_call(std::uint32_t subject, const std::vector<DiaryId>& diaries) {
  GangCall call;
  call.subject = subject;
  call.priority = *rc::gen::inRange<std::uint32_t>(0, 3);
  call.key = subject;
  call.earliest = *rc::gen::inRange<Seconds>(0, 3 * 96) * quarter;
  call.latest = call.earliest + *rc::gen::inRange<Seconds>(0, 8 * 96) * quarter;
  call.duration = *rc::gen::inRange<Seconds>(1, 9) * quarter;
  for (const DiaryId d : diaries) {
    if (*rc::gen::inRange(0, 4) > 0) call.name(d);
  }
  call.quorum = *rc::gen::inRange<std::uint32_t>(0, call.named + 1);
  call.required = *rc::gen::inRange<std::uint32_t>(0, std::min(call.named, 2U) + 1);
  return call;
}

/// Outsiders with any hours; two grid workers among them.
class Team {
 public:
  Team() : village_(place(1, 60)), ctx_(village_.at(0, 0)) {
    const auto people = *rc::gen::inRange<std::uint32_t>(1, 7);
    for (std::uint32_t n = 0; n < people; ++n) {
      hours_.push_back(*any_hours());
      diaries_.push_back(outsider_diary(ctx_, owner_, n, hours_.back()));
    }
    for (const WorkerId w : ctx_.c.posts[0]) {
      const Shift& shift = shift_of(ctx_, w);
      hours_.push_back(WeekHours::on(shift.weekends ? all_days : working_days,
                                     {shift.from, shift.to, shift.break_from, shift.break_to}));
      diaries_.push_back(worker_diary(ctx_, w));
    }
  }

  [[nodiscard]] bool is_free(DiaryId d, Seconds from, Seconds duration) const {
    const auto& entries = ctx_.c.gangs.entries[d.row];
    const bool clash = std::any_of(entries.begin(), entries.end(), [&](const DiaryEntry& entry) {
      return entry.from < from + duration && from < entry.to;
    });
    return !clash && open_all_along(hours_[d.row], from, duration);
  }
  [[nodiscard]] bool could_meet(const GangCall& call, Seconds from) const {
    std::uint32_t free = 0;
    for (std::uint32_t i = 0; i < call.named; ++i) {
      const bool comes = is_free(call.who[i], from, call.duration);
      if (i < call.required && !comes) return false;
      free += comes ? 1 : 0;
    }
    return free >= call.quorum;
  }
  [[nodiscard]] Seconds earliest_by_looking(const GangCall& call) const {
    for (Seconds t = call.earliest; t <= call.latest; t += quarter) {
      if (could_meet(call, t)) return t;
    }
    return never;
  }

  Context& ctx() { return ctx_; }
  [[nodiscard]] const std::vector<DiaryId>& diaries() const { return diaries_; }
  [[nodiscard]] const Mechanism& owner() const { return owner_; }

 private:
  Idler owner_;
  Village village_;
  Context ctx_;
  std::vector<WeekHours> hours_;
  std::vector<DiaryId> diaries_;
};

RC_GTEST_PROP(Gangs, MeetAtTheEarliestTimeAndNobodyIsBookedTwice, ()) {
  Team team;
  std::vector<MeetingId> standing;
  const auto cases = *rc::gen::inRange<std::uint32_t>(1, 12);
  for (std::uint32_t n = 0; n < cases; ++n) {
    const GangCall call = any_call(n, team.diaries());
    const Seconds expected = team.earliest_by_looking(call);
    RC_ASSERT(earliest_meeting(team.ctx(), call) == expected);
    if (expected == never) continue;
    const MeetingId m = agree(team.ctx(), team.owner(), call, expected);
    RC_ASSERT(diaries_sound(team.ctx().c.gangs));
    for (const DiaryId d : call.names()) RC_ASSERT(!team.is_free(d, expected, call.duration));
    standing.push_back(m);
    if (*rc::gen::inRange(0, 4) > 0) continue;
    cancel_meeting(team.ctx(), standing.back());
    standing.pop_back();
    RC_ASSERT(earliest_meeting(team.ctx(), call) == expected);
  }
}

RC_GTEST_PROP(Gangs, MoreWhoMustComeMeetNoSooner, ()) {
  Team team;
  for (std::uint32_t n = 0; n < 4; ++n) {
    const GangCall busy = any_call(n, team.diaries());
    const Seconds at = earliest_meeting(team.ctx(), busy);
    if (at != never) agree(team.ctx(), team.owner(), busy, at);
  }
  GangCall call = any_call(9, team.diaries());
  call.required = 0;
  Seconds before = 0;
  for (call.quorum = 0; call.quorum <= call.named; ++call.quorum) {
    const Seconds at = earliest_meeting(team.ctx(), call);
    RC_ASSERT(at >= before);
    before = at;
  }
  call.quorum = 0;
  before = 0;
  for (call.required = 0; call.required <= call.named; ++call.required) {
    const Seconds at = earliest_meeting(team.ctx(), call);
    RC_ASSERT(at >= before);
    before = at;
  }
}

using Settled = std::map<std::uint32_t, std::pair<Seconds, std::uint32_t>>;

/// When each case meets, and with how many.
Settled settled(const std::vector<GangCall>& calls, const std::vector<WeekHours>& hours) {
  Village village(place(1, 60));
  const Idler owner;
  Context ctx = village.at(0, 0);
  for (std::uint32_t n = 0; n < hours.size(); ++n) (void)outsider_diary(ctx, owner, n, hours[n]);
  for (const GangCall& call : calls) wish(ctx, owner, call);
  Settled times;
  settle_wishes(ctx, owner, [&](std::uint32_t subject, MeetingId m) {
    std::uint32_t named = 0;
    for (const auto& entries : ctx.c.gangs.entries) {
      for (const DiaryEntry& entry : entries) named += entry.meeting == m ? 1 : 0;
    }
    times[subject] = {m.exists() ? ctx.c.gangs.meetings[m.row].from : never, named};
  });
  EXPECT_TRUE(diaries_sound(ctx.c.gangs));
  EXPECT_THAT(ctx.c.gangs.wishes, IsEmpty());
  return times;
}

RC_GTEST_PROP(Gangs, WhoAskedFirstHasNoInfluence, ()) {
  std::vector<WeekHours> hours;
  std::vector<DiaryId> diaries;
  for (std::uint32_t n = 0; n < 4; ++n) {
    hours.push_back(*any_hours());
    diaries.emplace_back(n);
  }
  std::vector<GangCall> calls;
  for (std::uint32_t n = 0; n < 6; ++n) calls.push_back(any_call(n, diaries));
  const Settled expected = settled(calls, hours);
  std::reverse(calls.begin(), calls.end());
  RC_ASSERT(settled(calls, hours) == expected);
  std::rotate(calls.begin(), calls.begin() + 2, calls.end());
  RC_ASSERT(settled(calls, hours) == expected);
}

TEST(Gangs, ThePressingCaseIsServedFirst) {
  const std::vector<WeekHours> hours{WeekHours::on(all_days, {9 * hour_seconds, 11 * hour_seconds})};
  GangCall call;
  call.name(DiaryId(0));
  call.quorum = 1;
  call.latest = 40 * day_seconds;
  call.duration = 2 * hour_seconds;
  std::vector<GangCall> calls;
  for (const auto& [subject, priority, key] : {std::tuple(0U, 1U, 5U), {1U, 1U, 4U}, {2U, 0U, 9U}}) {
    call.subject = subject;
    call.priority = priority;
    call.key = key;
    calls.push_back(call);
  }
  const Settled times = settled(calls, hours);
  EXPECT_EQ(times.at(2).first, 9 * hour_seconds);
  EXPECT_EQ(times.at(1).first, day_seconds + 9 * hour_seconds);
  EXPECT_EQ(times.at(0).first, 2 * day_seconds + 9 * hour_seconds);
}

TEST(Gangs, OfWhomOneIsNeverFreeDoNotMeet) {
  const std::vector<WeekHours> hours{WeekHours::on(all_days, {0, day_seconds}), WeekHours{}};
  GangCall call;
  call.name(DiaryId(0));
  call.name(DiaryId(1));
  call.latest = 100 * day_seconds;
  call.duration = hour_seconds;
  call.quorum = 2;
  EXPECT_EQ(settled({call}, hours).at(0).first, never);
  call.quorum = 1;
  EXPECT_EQ(settled({call}, hours).at(0), std::pair(Seconds{0}, 1U));
}

TEST(Gangs, RowsOfThePastAreUsedAgain) {
  Village village(place(1, 60));
  const Idler owner;
  GangCall call;
  call.duration = hour_seconds;
  call.quorum = 1;
  for (std::uint32_t day = 0; day < 50; ++day) {
    Context ctx = village.at(0, start_of_day(day));
    if (day == 0) call.name(outsider_diary(ctx, owner, 0, WeekHours::on(all_days, {0, day_seconds})));
    call.earliest = ctx.now;
    call.latest = ctx.now + day_seconds - 1;
    wish(ctx, owner, call);
    settle_wishes(ctx, owner, [](std::uint32_t, MeetingId m) { EXPECT_TRUE(m.exists()); });
  }
  EXPECT_LE(village.community(0).gangs.meetings.size(), 2u);
  EXPECT_EQ(village.community(0).gangs.entries[0].size(), 1u);
}

TEST(Gangs, WhoIsLentIsNotFree) {
  Village village(place(2, 60));
  const Idler owner;
  Context ctx = village.at(0, 0);
  const WorkerId w = ctx.c.posts[0][0];
  const DiaryId d = worker_diary(ctx, w);
  const Seconds opens = shift_of(ctx, w).from;
  EXPECT_EQ(next_free(ctx, d, 2 * day_seconds, hour_seconds), 2 * day_seconds + opens);
  ASSERT_TRUE(lend(ctx, owner, w, 1, {.from_day = 2, .days = 2}));
  EXPECT_EQ(next_free(ctx, d, 2 * day_seconds, hour_seconds), 4 * day_seconds + opens);
  EXPECT_EQ(worker_diary(ctx, w), d);
}

/// Calls the two grid workers and an outsider together every day at two; keeps what came of it.
class DailyRound final : public Mechanism {
 public:
  struct Log {
    std::uint32_t agreed = 0, held = 0, in_vain = 0, workers_at_it = 0, present = 0;
    std::int64_t named_seconds = 0;  ///< of workers, from the hour to the end
  };
  DailyRound(Log* log, std::uint32_t quorum, Seconds ahead) : log_(log), quorum_(quorum), ahead_(ahead) {
    number = own_number;
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    GangCall call{.subject = day, .earliest = start_of_day(day) + 14 * hour_seconds, .duration = hour_seconds};
    call.latest = call.earliest;
    call.at = BuildingId(0);
    call.name(outsider_diary(ctx, *this, 0, WeekHours::on(all_days, {8 * hour_seconds, 18 * hour_seconds})));
    for (const WorkerId w : ctx.c.posts[0]) call.name(worker_diary(ctx, w));
    call.required = 1;
    call.quorum = quorum_;
    wish(ctx, *this, call);
    settle_wishes(ctx, *this, [&](std::uint32_t, MeetingId m) {
      if (!m.exists()) return;
      ++log_->agreed;
      for (std::uint32_t step = 0; step < 3; ++step) {
        const Seconds at = call.earliest + (step == 2 ? hour_seconds : 0) - (step == 0 ? ahead_ : 0);
        schedule_mechanism(ctx, *this, at, m.row * 4 + step);
      }
    });
  }
  void on_event(Context& ctx, std::uint32_t what) const override {
    const MeetingId m(what / 4);
    if (what % 4 == 0) return call_gang(ctx, m);
    if (what % 4 == 1) {
      (begin_meeting(ctx, m) ? log_->held : log_->in_vain) += 1;
      return;
    }
    if (ctx.c.gangs.meetings[m.row].state != MeetingState::held) return;
    log_->present += present(ctx, m);
    for (const WorkerId w : ctx.c.posts[0]) {
      const bool at_it = ctx.c.workers.activity[w.row] == Activity::visit && ctx.c.workers.mechanism[w.row] == number;
      log_->workers_at_it += at_it ? 1 : 0;
    }
    EXPECT_TRUE(diaries_sound(ctx.c.gangs));
    end_meeting(ctx, m);
  }
  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    return rank == TaskRank::timed && offer_meeting(ctx, *this, w, task);
  }

 private:
  Log* log_;
  std::uint32_t quorum_;
  Seconds ahead_;
};

std::int64_t visiting_seconds(const Community& community) {
  return community.tally.worked[0][static_cast<std::size_t>(Activity::visit)];
}

DailyRound::Log live(std::uint32_t quorum, Seconds ahead, std::int64_t* visiting = nullptr) {
  DailyRound::Log log;
  Life life(place(1, 120), [&] { return std::make_unique<DailyRound>(&log, quorum, ahead); });
  life.until(60);
  if (visiting != nullptr) *visiting = visiting_seconds(life.community(0));
  return log;
}

TEST(GangsAtWork, StopOtherWorkForTheWholeMeeting) {
  std::int64_t visiting = 0;
  const DailyRound::Log log = live(2, hour_seconds, &visiting);
  EXPECT_EQ(log.agreed, 60u / 7 * 5 + 4);  // weekends no worker is free: the quorum of two fails; day 0 is a Monday
  EXPECT_GT(log.held, 38u);                // not when both are on leave or long at a case
  EXPECT_EQ(log.held + log.in_vain, log.agreed);
  EXPECT_EQ(log.present, log.held + log.workers_at_it);  // the outsider, and whoever works on nothing else
  EXPECT_GE(visiting, std::int64_t{log.workers_at_it} * hour_seconds);
  EXPECT_LE(visiting, std::int64_t{log.agreed} * 2 * 2 * hour_seconds);
}

TEST(GangsAtWork, WhoIsCalledTooLateDoesNotCome) {
  std::int64_t visiting = 0;
  const DailyRound::Log log = live(3, 1, &visiting);
  EXPECT_EQ(log.held, 0u);
  EXPECT_EQ(visiting, 0);  // nor sets out
  EXPECT_GT(log.in_vain, 40u);
}

TEST(GangsAtWork, OfMoreAreRarerAndWaitInVain) {
  const DailyRound::Log two = live(2, hour_seconds);
  const DailyRound::Log three = live(3, hour_seconds);
  EXPECT_LT(three.held, two.held);
  EXPECT_GT(three.in_vain, two.in_vain);
}

}  // namespace
}  // namespace cogov::testing
