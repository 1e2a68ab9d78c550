#include "models/facilities/gangs.hpp"

#include <algorithm>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/facilities/lending.hpp"
#include "models/mechanism.hpp"
#include "models/movements.hpp"
#include "models/workers.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr Seconds horizon = 60 * day_seconds;

GangColumns::Meeting& meeting_of(Context& ctx, MeetingId m) { return ctx.c.gangs.meetings[m.row]; }

Seconds last_start(const GangCall& call) { return std::min(call.latest, later(call.earliest, horizon)); }

/// A worker's shift as hours of the week.
WeekHours hours_of(const Shift& shift) {
  return WeekHours::on(shift.weekends ? all_days : working_days,
                       {shift.from, shift.to, shift.break_from, shift.break_to});
}

WeekHours hours_of(const Context& ctx, DiaryId d) {
  const WorkerId w = ctx.c.gangs.worker[d.row];
  if (!w.exists()) return ctx.c.gangs.hours[d.row];
  return ctx.c.workers.closed[w.row] != 0 ? WeekHours{} : hours_of(shift_of(ctx, w));
}

bool lent(const Context& ctx, DiaryId d, Seconds t) {
  const WorkerId w = ctx.c.gangs.worker[d.row];
  return w.exists() && on_loan(ctx, w, day_of(t));
}

/// The end of the last entry that overlaps [from, to); `from` if none does.
Seconds end_of_conflict(const std::vector<DiaryEntry>& entries, Seconds from, Seconds to) {
  Seconds end = from;
  for (const DiaryEntry& entry : entries) {
    if (entry.from < to && from < entry.to) end = std::max(end, entry.to);
  }
  return end;
}

DiaryId add_diary(GangColumns& gangs, WorkerId worker, std::uint32_t number, const WeekHours& hours) {
  gangs.worker.push_back(worker);
  gangs.number.push_back(number);
  gangs.hours.push_back(hours);
  gangs.entries.emplace_back();
  return DiaryId(gangs.worker.size() - 1);
}

/// Rows of meetings whose end has passed can be used again: no event refers to them any more.
MeetingId new_meeting(Context& ctx) {
  GangColumns& gangs = ctx.c.gangs;
  if (!gangs.free.empty()) {
    const MeetingId m(gangs.free.back());
    gangs.free.pop_back();
    return m;
  }
  gangs.meetings.emplace_back();
  return MeetingId(gangs.meetings.size() - 1);
}

/// Forgets what has ended before now.
void forget_the_past(Context& ctx) {
  GangColumns& gangs = ctx.c.gangs;
  for (std::vector<DiaryEntry>& entries : gangs.entries) {
    std::erase_if(entries, [&](const DiaryEntry& entry) { return entry.to < ctx.now; });
  }
  for (std::uint32_t row = 0; row < gangs.meetings.size(); ++row) {
    GangColumns::Meeting& meeting = gangs.meetings[row];
    if (meeting.to >= ctx.now || meeting.to == 0) continue;
    meeting = {};
    gangs.free.push_back(row);
  }
}

void insert(std::vector<DiaryEntry>& entries, const DiaryEntry& entry) {
  const auto at =
      std::find_if(entries.begin(), entries.end(), [&](const DiaryEntry& e) { return e.from > entry.from; });
  entries.insert(at, entry);
}

void free_diaries(GangColumns& gangs, MeetingId m) {
  for (std::vector<DiaryEntry>& entries : gangs.entries) {
    std::erase_if(entries, [&](const DiaryEntry& entry) { return entry.meeting == m; });
  }
}

/// Calls `each` with the entry of everybody who has the meeting in their diary.
template <class Each>
void for_entries(const GangColumns& gangs, MeetingId m, Each each) {
  for (std::uint32_t row = 0; row < gangs.entries.size(); ++row) {
    for (const DiaryEntry& entry : gangs.entries[row]) {
      if (entry.meeting == m) each(DiaryId(row), entry);
    }
  }
}

/// The diary that a worker has already; none if nobody ever wanted them.
DiaryId known_diary(const GangColumns& gangs, WorkerId w) {
  const auto at = std::find(gangs.worker.begin(), gangs.worker.end(), w);
  return at == gangs.worker.end() ? DiaryId{} : DiaryId(static_cast<std::size_t>(at - gangs.worker.begin()));
}

bool whole(const GangCall& call) {
  return call.named <= most_in_gang && call.required <= call.named && call.quorum <= call.named && call.duration > 0 &&
         call.earliest <= call.latest;
}

/// The `k`-th smallest of the first `n`, from 1; 0 for k = 0.
Seconds kth_smallest(std::array<Seconds, most_in_gang>& times, std::uint32_t n, std::uint32_t k) {
  if (k == 0) return 0;
  std::nth_element(times.begin(), times.begin() + (k - 1), times.begin() + n);
  return times[k - 1];
}

}  // namespace

DiaryId worker_diary(Context& ctx, WorkerId worker) {
  EXPECT(ctx.c.workers.role[worker.row] == Role::grid);  // nobody else is offered tasks
  const DiaryId known = known_diary(ctx.c.gangs, worker);
  return known.exists() ? known : add_diary(ctx.c.gangs, worker, 0, {});
}

DiaryId outsider_diary(Context& ctx, const Mechanism& mechanism, std::uint32_t number, const WeekHours& hours) {
  EXPECT(number < 1U << 16);
  GangColumns& gangs = ctx.c.gangs;
  const std::uint32_t name = std::uint32_t{mechanism.number} << 16 | number;
  for (std::uint32_t row = 0; row < gangs.worker.size(); ++row) {
    if (gangs.worker[row].exists() || gangs.number[row] != name) continue;
    gangs.hours[row] = hours;
    return DiaryId(row);
  }
  return add_diary(gangs, {}, name, hours);
}

Seconds next_free(const Context& ctx, DiaryId diary, Seconds from, Seconds duration) {
  const WeekHours hours = hours_of(ctx, diary);
  const Seconds last = later(from, horizon);
  Seconds t = from;
  while (t <= last) {
    const Seconds start = hours.next_open(t, duration);
    if (start == never || start > last) return never;
    t = lent(ctx, diary, start) ? start_of_day(day_of(start) + 1)
                                : end_of_conflict(ctx.c.gangs.entries[diary.row], start, start + duration);
    if (t == start) return start;
  }
  return never;
}

Seconds earliest_meeting(const Context& ctx, const GangCall& call) {
  EXPECT(whole(call));
  const Seconds last = last_start(call);
  Seconds t = call.earliest;
  // Nobody can begin before all who are required can, nor before the quorum's last can: t never passes a time at
  // which they could meet.
  while (t <= last) {
    std::array<Seconds, most_in_gang> times{};
    Seconds start = t;
    for (std::uint32_t i = 0; i < call.named; ++i) {
      times[i] = next_free(ctx, call.who[i], t, call.duration);
      if (i < call.required) start = std::max(start, times[i]);
    }
    start = std::max(start, kth_smallest(times, call.named, call.quorum));
    if (start == t) return t;
    t = start;
  }
  return never;
}

MeetingId agree(Context& ctx, const Mechanism& mechanism, const GangCall& call, Seconds from) {
  EXPECT(whole(call) && from >= ctx.now);
  const MeetingId m = new_meeting(ctx);
  const Seconds to = from + call.duration;
  meeting_of(ctx, m) = {.state = MeetingState::agreed,
                        .mechanism = mechanism.number,
                        .subject = call.subject,
                        .quorum = call.quorum,
                        .from = from,
                        .to = to,
                        .at = call.at};
  std::uint32_t free = 0;
  for (std::uint32_t i = 0; i < call.named; ++i) {
    const DiaryId d = call.who[i];
    const bool is_free = next_free(ctx, d, from, call.duration) == from;
    EXPECT(is_free || i >= call.required);
    if (!is_free) continue;
    ++free;
    const Seconds arrives = ctx.c.gangs.worker[d.row].exists() ? never : from;
    insert(ctx.c.gangs.entries[d.row], {from, to, m, arrives, i < call.required});
  }
  EXPECT(free >= call.quorum);
  return m;
}

void wish(Context& ctx, const Mechanism& mechanism, const GangCall& call) {
  EXPECT(whole(call));
  ctx.c.gangs.wishes.push_back({mechanism.number, call});
}

void settle_wishes(Context& ctx, const Mechanism& mechanism,
                   const std::function<void(std::uint32_t, MeetingId)>& tell) {
  forget_the_past(ctx);
  std::vector<GangColumns::Wish>& wishes = ctx.c.gangs.wishes;
  const auto others = [&](const GangColumns::Wish& wish) { return wish.mechanism != mechanism.number; };
  const auto mine = std::stable_partition(wishes.begin(), wishes.end(), others);
  std::vector<GangColumns::Wish> contenders(mine, wishes.end());
  wishes.erase(mine, wishes.end());
  std::sort(contenders.begin(), contenders.end(), [](const GangColumns::Wish& a, const GangColumns::Wish& b) {
    return std::tie(a.call.priority, a.call.key) < std::tie(b.call.priority, b.call.key);
  });
  for (GangColumns::Wish& wish : contenders) {
    wish.call.earliest = std::max(wish.call.earliest, ctx.now);
    const Seconds from = wish.call.earliest <= wish.call.latest ? earliest_meeting(ctx, wish.call) : never;
    tell(wish.call.subject, from == never ? MeetingId{} : agree(ctx, mechanism, wish.call, from));
  }
}

void cancel_meeting(Context& ctx, MeetingId meeting) {
  free_diaries(ctx.c.gangs, meeting);
  meeting_of(ctx, meeting).state = MeetingState::cancelled;
}

void cancel_gangs(Context& ctx, const Mechanism& mechanism) {
  GangColumns& gangs = ctx.c.gangs;
  std::erase_if(gangs.wishes, [&](const GangColumns::Wish& wish) { return wish.mechanism == mechanism.number; });
  for (std::uint32_t row = 0; row < gangs.meetings.size(); ++row) {
    const GangColumns::Meeting& meeting = gangs.meetings[row];
    if (meeting.mechanism == mechanism.number && meeting.state < MeetingState::over)
      cancel_meeting(ctx, MeetingId(row));
  }
}

void call_gang(Context& ctx, MeetingId meeting) {
  EXPECT(meeting_of(ctx, meeting).state == MeetingState::agreed);
  meeting_of(ctx, meeting).state = MeetingState::called;
  for_entries(ctx.c.gangs, meeting, [&](DiaryId d, const DiaryEntry&) {
    const WorkerId w = ctx.c.gangs.worker[d.row];
    if (w.exists()) call_to_task(ctx, w);
  });
}

namespace {

/// The meeting in a worker's diary that they have to turn to now.
DiaryEntry* calling(Context& ctx, const Mechanism& mechanism, DiaryId d) {
  for (DiaryEntry& entry : ctx.c.gangs.entries[d.row]) {
    const GangColumns::Meeting& meeting = meeting_of(ctx, entry.meeting);
    if (meeting.mechanism != mechanism.number) continue;
    const bool sets_out = meeting.state == MeetingState::called && entry.arrives == never && ctx.now < meeting.from;
    const bool takes_part = meeting.state == MeetingState::held && ctx.now < meeting.to;
    if (sets_out || takes_part) return &entry;
  }
  return nullptr;
}

}  // namespace

bool offer_meeting(Context& ctx, const Mechanism& mechanism, WorkerId worker, Task& task) {
  const DiaryId d = known_diary(ctx.c.gangs, worker);
  DiaryEntry* entry = d.exists() ? calling(ctx, mechanism, d) : nullptr;
  if (entry == nullptr) return false;
  const GangColumns::Meeting& meeting = meeting_of(ctx, entry->meeting);
  task = {
      .activity = Activity::visit, .duration = meeting.to - ctx.now, .to = meeting.at, .subject = entry->meeting.row};
  if (meeting.state == MeetingState::held) return true;
  const BuildingId at = ctx.c.workers.at[worker.row];
  const Way way = way_between(ctx, at, meeting.at);
  if (ctx.now + way.seconds > meeting.from) return false;  // would come too late
  record_walk(ctx, Mover::grid_worker, Purpose::visit, worker.row, at, meeting.at, ctx.now, way.at_night);
  entry->arrives = ctx.now + way.seconds;
  task.duration = meeting.from - ctx.now;
  return true;
}

std::uint32_t present(const Context& ctx, MeetingId meeting) {
  std::uint32_t there = 0;
  for_entries(ctx.c.gangs, meeting,
              [&](DiaryId, const DiaryEntry& entry) { there += entry.arrives <= ctx.now ? 1 : 0; });
  return there;
}

bool begin_meeting(Context& ctx, MeetingId meeting) {
  GangColumns::Meeting& m = meeting_of(ctx, meeting);
  EXPECT(m.state == MeetingState::called && m.from == ctx.now);
  bool all_required = true;
  for_entries(ctx.c.gangs, meeting, [&](DiaryId, const DiaryEntry& entry) {
    all_required = all_required && (!entry.required || entry.arrives <= ctx.now);
  });
  if (!all_required || present(ctx, meeting) < m.quorum) {
    cancel_meeting(ctx, meeting);
    return false;
  }
  m.state = MeetingState::held;
  for (std::vector<DiaryEntry>& entries : ctx.c.gangs.entries) {
    std::erase_if(entries,
                  [&](const DiaryEntry& entry) { return entry.meeting == meeting && entry.arrives > ctx.now; });
  }
  return true;
}

void end_meeting(Context& ctx, MeetingId meeting) {
  EXPECT(meeting_of(ctx, meeting).state == MeetingState::held);
  free_diaries(ctx.c.gangs, meeting);
  meeting_of(ctx, meeting).state = MeetingState::over;
}

bool diaries_sound(const GangColumns& gangs) {
  for (const std::vector<DiaryEntry>& entries : gangs.entries) {
    Seconds busy_to = 0;
    for (const DiaryEntry& entry : entries) {
      const GangColumns::Meeting& meeting = gangs.meetings[entry.meeting.row];
      const bool stands = meeting.state < MeetingState::over && meeting.from == entry.from && meeting.to == entry.to;
      if (!stands || entry.from < busy_to) return false;
      busy_to = entry.to;
    }
  }
  return true;
}

}  // namespace cogov
