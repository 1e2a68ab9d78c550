/// Row 10: the "1+6" team: a hard case needs several people at the same time.
#include "models/mechanisms/one_plus_six.hpp"

#include <algorithm>
#include <bit>

#include "models/dispatch.hpp"
#include "models/facilities/gangs.hpp"
#include "models/facilities/pools.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "sim/errors.hpp"

namespace cogov {

using namespace team;

namespace {

/// Who of the seven can decide a kind of case: without one of them, it may have to be handed on.
std::uint32_t who_decides(const std::string& kind) {
  const auto bits = [](auto... members) { return ((1U << members) | ...); };
  if (kind == "illegal_structure") return bits(cadre);
  if (kind == "noise_dogs" || kind == "dispute") return bits(police, secretary);
  if (kind == "shared_works") return bits(property_manager);
  return bits(cadre, secretary);
}

/// Half-days of the week, from Monday's morning on. They begin somewhat after the grid workers' shift and break, so
/// that a worker can be there.
constexpr std::uint32_t half_days_of_week = 10;
constexpr DayHours morning{10 * hour_seconds, 12 * hour_seconds};
constexpr DayHours afternoon{14 * hour_seconds, 17 * hour_seconds};

/// The hours of one who keeps these half-days of a week free, as bits.
WeekHours hours_of(std::uint32_t half_days) {
  WeekHours week;
  for (std::uint32_t day = 0; day < half_days_of_week / 2; ++day) {
    const bool am = (half_days >> (2 * day) & 1U) != 0;
    const bool pm = (half_days >> (2 * day + 1) & 1U) != 0;
    if (am && pm) {
      week.days[day] = {morning.from, afternoon.to, morning.to, afternoon.from};
    } else if (am || pm) {
      week.days[day] = am ? morning : afternoon;
    }
  }
  return week;
}

class OnePlusSix final : public Mechanism {
 public:
  explicit OnePlusSix(const Settings& s)
      : hard_seconds_(s.real("one_plus_six.hard_minutes") * minute_seconds),
        time_share_(s.real("one_plus_six.time_share")),
        longest_(whole_seconds(s.real("one_plus_six.longest_minutes") * minute_seconds)),
        least_(std::min(longest_, whole_seconds(s.real("one_plus_six.least_minutes") * minute_seconds))),
        gives_up_(static_cast<Seconds>(s.integer("one_plus_six.gives_up_days")) * day_seconds),
        members_(static_cast<std::uint32_t>(s.integer("one_plus_six.members"))),
        half_days_(static_cast<std::uint32_t>(s.integer("one_plus_six.half_days"))),
        notice_days_(static_cast<std::uint32_t>(s.integer("one_plus_six.notice_days"))),
        wait_(whole_seconds(s.real("one_plus_six.wait_minutes") * minute_seconds)) {
    for (const std::string& word : s.words("one_plus_six.kinds")) {
      const auto at = std::find(kind_keys().begin(), kind_keys().end(), word);
      kinds_ |= 1U << static_cast<std::uint32_t>(at - kind_keys().begin());
    }
    for (const std::string& word : s.words("one_plus_six.required")) {
      for (std::uint32_t m = 0; m < member_count; ++m) required_ |= word == member_words[m] ? 1U << m : 0;
    }
  }

  void on_adopt(Context& ctx) const override {
    if (members_ == 0) return on_drop(ctx);
    open_pool(ctx, PoolId(*this), *this);
    for (std::uint32_t m = 0; m < member_count; ++m) {
      if (m != grid_worker) static_cast<void>(diary_of(ctx, m));
    }
  }

  void on_drop(Context& ctx) const override {
    if (!pool_open(ctx, PoolId(*this))) return;
    const std::vector<std::int32_t> column = std::move(own_column(ctx, *this));
    own_column(ctx, *this).clear();
    cancel_gangs(ctx, *this);
    for (std::size_t i = 0; i < column.size(); i += fields) {
      if (column[i + meeting] != 0) release(ctx, RequestId(i / fields));
    }
    close_pool(ctx, PoolId(*this));
  }

  bool take_over(Context& ctx, RequestId r, Server) const override {
    if (members_ == 0 || !is_hard(ctx, r) || of(ctx, r, left_alone) != 0) return false;
    if ((required_ >> grid_worker & 1U) != 0 && !owner_here(ctx, r).exists()) return false;
    const double work = time_share_ * service_seconds(ctx, r, {});
    of(ctx, r, work_left) = static_cast<std::int32_t>(std::min(1e8, std::max(static_cast<double>(least_), work)));
    of(ctx, r, meeting) = of(ctx, r, authority) = 0;
    count(ctx, *this, cases);
    give_to_pool(ctx, r, *this);
    return true;
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (stage == RequestState::arisen && ctx.c.requests.attempts[r.row] == 0 && covers(ctx, r)) {
      of(ctx, r, left_alone) = 0;
    } else if (terminal(stage) && covers(ctx, r) && of(ctx, r, meeting) != 0) {
      const MeetingId m = meeting_of(ctx, r);
      if (ctx.c.gangs.meetings[m.row].state <= MeetingState::called) cancel_meeting(ctx, m);
    }
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (!ctx.c.pools[PoolId(*this).row].waiting.empty())
      schedule_mechanism(ctx, *this, start_of_day(day) + invites_at, invite);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (what == invite) return invite_all(ctx);
    const MeetingId m{std::size_t{what} / steps};
    if (m.row >= ctx.c.gangs.meetings.size()) return;
    const GangColumns::Meeting& row = ctx.c.gangs.meetings[m.row];
    if (row.mechanism != number) return;
    switch (what % steps) {
      case call:
        if (row.state == MeetingState::agreed) call_gang(ctx, m);
        break;
      case begin:
        begin_at_the_door(ctx, m);
        break;
      default:
        if (row.state == MeetingState::held) end_meeting(ctx, m);
    }
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    return rank == TaskRank::timed && offer_meeting(ctx, *this, w, task);
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::settling); }

  /// Where somebody who can decide has sat at the table, nobody else has to be asked.
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    if (at.server != Server::partner || ctx.c.requests.pool[at.request.row] != PoolId(*this).row) return 1;
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    const std::size_t row = fields * std::size_t{at.request.row} + authority;
    const double share = ctx.rules.kinds[at.kind].settled_share;
    return row < column.size() && column[row] != 0 && share > 0 ? 1 / share : 1;
  }

 private:
  // Column, by request: whether the team has given it back, its next meeting + 1 (0: none; while there is one, the
  // row is kept), seconds that the team still needs together, whether somebody who can decide was there.
  enum Field : std::size_t { left_alone, meeting, work_left, authority, fields };
  // Events: `invite`, or a meeting's row times `steps` plus one of these.
  enum Step : std::uint32_t { call, begin, end, steps };
  static constexpr std::uint32_t invite = (1U << mechanism_event_bits) - 1;
  static constexpr Seconds invites_at = 7 * hour_seconds + 30 * minute_seconds;
  static constexpr Seconds called_before = 45 * minute_seconds;  ///< for the way there, and what is in hand

  std::int32_t& of(Context& ctx, RequestId r, Field field) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.size() < fields * (r.row + std::size_t{1})) column.resize(fields * ctx.c.requests.rows(), 0);
    return column[fields * r.row + field];
  }
  [[nodiscard]] bool covers(Context& ctx, RequestId r) const { return own_column(ctx, *this).size() > fields * r.row; }

  MeetingId meeting_of(Context& ctx, RequestId r) const {
    return MeetingId(static_cast<std::size_t>(of(ctx, r, meeting) - 1));
  }

  [[nodiscard]] bool is_hard(const Context& ctx, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    const bool urgent = ctx.rules.kinds[q.kind[r.row]].priority == 0;
    if ((kinds_ >> q.kind[r.row] & 1U) == 0 || urgent) return false;
    return q.hand_offs[r.row] > 0 || q.attempts[r.row] > 0 || service_seconds(ctx, r, {}) >= hard_seconds_;
  }

  static WorkerId owner_here(const Context& ctx, RequestId r) {
    return owner_of(ctx, ctx.grids().grid_of_building[ctx.c.requests.building[r.row].row]);
  }

  /// The diary of one of the six. Their half-days are drawn once, those with the lowest numbers: whoever keeps more
  /// keeps the same and others.
  DiaryId diary_of(Context& ctx, std::uint32_t member) const {
    std::array<std::pair<double, std::uint32_t>, half_days_of_week> drawn;
    const Who who{ctx.plan.number, EntityType::community, 0};
    for (std::uint32_t i = 0; i < half_days_of_week; ++i)
      drawn[i] = {ctx.luck.uniform(who, member, own_luck(*this, 0), i), i};
    std::sort(drawn.begin(), drawn.end());
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < half_days_; ++i) kept |= 1U << drawn[i].second;
    return outsider_diary(ctx, *this, member, hours_of(kept));
  }

  /// All seven, those required first.
  void name_members(Context& ctx, RequestId r, GangCall& to) const {
    const WorkerId own = owner_here(ctx, r);
    for (const bool first : {true, false}) {
      for (std::uint32_t m = 0; m < member_count; ++m) {
        if (((required_ >> m & 1U) != 0) != first || (m == grid_worker && !own.exists())) continue;
        to.name(m == grid_worker ? worker_diary(ctx, own) : diary_of(ctx, m));
        to.required += first ? 1 : 0;
      }
    }
    to.quorum = std::min(members_, to.named);
  }

  void invite_all(Context& ctx) const {
    const RequestColumns& q = ctx.c.requests;
    for (const RequestId r : waiting_in(ctx, PoolId(*this))) {
      if (of(ctx, r, meeting) != 0) continue;
      const Seconds until = later(q.dispatched[r.row], gives_up_);
      if (until <= ctx.now) {
        give_back(ctx, r);
        continue;
      }
      GangCall wanted;
      wanted.subject = r.row;
      wanted.priority = day_of(q.dispatched[r.row]);
      wanted.key = std::uint64_t{q.of_place[r.row]} << 63 | std::uint64_t{q.origin[r.row]} << 32 | q.trial[r.row];
      wanted.earliest = std::max(ctx.now + hour_seconds, start_of_day(day_of(ctx.now) + notice_days_));
      wanted.latest = std::max(wanted.earliest, until);
      wanted.duration = std::min(longest_, std::max(least_, static_cast<Seconds>(of(ctx, r, work_left))));
      wanted.at = q.building[r.row];
      name_members(ctx, r, wanted);
      wish(ctx, *this, wanted);
    }
    settle_wishes(ctx, *this, [&](std::uint32_t row, MeetingId m) {
      if (m.exists()) enter_in_diary(ctx, RequestId(std::size_t{row}), m);
    });
  }

  void enter_in_diary(Context& ctx, RequestId r, MeetingId m) const {
    const GangColumns::Meeting& row = ctx.c.gangs.meetings[m.row];
    EXPECT(m.row < invite / steps);
    of(ctx, r, meeting) = static_cast<std::int32_t>(m.row + 1);
    ++ctx.c.requests.pending[r.row];
    schedule_mechanism(ctx, *this, std::max(ctx.now, row.from - called_before), m.row * steps + call);
    schedule_mechanism(ctx, *this, row.from, m.row * steps + begin);
    schedule_mechanism(ctx, *this, row.to, m.row * steps + end);
  }

  /// The team has no time for it: whoever would have had it gets it.
  void give_back(Context& ctx, RequestId r) const {
    of(ctx, r, left_alone) = 1;
    count(ctx, *this, given_back);
    keep_event(ctx, *this, gave_back, ctx.c.requests.building[r.row].row, ctx.c.requests.kind[r.row]);
    take_from_pool(ctx, r);
    enter(ctx, r, RequestState::reported);
    ctx.schedule(ctx.now, EventKind::dispatch, r);
  }

  /// Who of the seven is there, as bits.
  std::uint32_t who_is_there(const Context& ctx, MeetingId m) const {
    const GangColumns& gangs = ctx.c.gangs;
    std::uint32_t there = 0;
    for (std::size_t d = 0; d < gangs.entries.size(); ++d) {
      const std::uint32_t member = gangs.worker[d].exists() ? std::uint32_t{grid_worker} : gangs.number[d] & 0xFFFFU;
      for (const DiaryEntry& entry : gangs.entries[d]) {
        if (entry.meeting == m && entry.arrives <= ctx.now) there |= 1U << member;
      }
    }
    return there;
  }

  void begin_at_the_door(Context& ctx, MeetingId m) const {
    const RequestId r{std::size_t{ctx.c.gangs.meetings[m.row].subject}};
    if (!covers(ctx, r) || of(ctx, r, meeting) != static_cast<std::int32_t>(m.row + 1)) return;
    of(ctx, r, meeting) = 0;
    if (ctx.c.gangs.meetings[m.row].state == MeetingState::called) meet(ctx, r, m);
    release(ctx, r);
  }

  void meet(Context& ctx, RequestId r, MeetingId m) const {
    const std::uint32_t there = who_is_there(ctx, m);
    const GangColumns::Meeting& row = ctx.c.gangs.meetings[m.row];
    const Seconds length = row.to - row.from;
    if (!begin_meeting(ctx, m)) {
      count(ctx, *this, in_vain);
      keep_presence(ctx, r, waited_in_vain, there, wait_);
      return book_presence(ctx, there, wait_);
    }
    count(ctx, *this, meetings);
    count(ctx, *this, present_sum, std::popcount(there));
    keep_presence(ctx, r, met, there, length);
    book_presence(ctx, there, length);
    work_on(ctx, r, there, length);
  }

  void keep_presence(Context& ctx, RequestId r, team::Event what, std::uint32_t there, Seconds spent) const {
    const ResidentId reporter = ctx.c.requests.reporter[r.row];
    const std::int64_t home = reporter.exists() ? std::int64_t{ctx.plan.household[reporter.row].row} : -1;
    for (std::uint32_t m = 0; m < member_count; ++m) {
      if ((there >> m & 1U) != 0) keep_event(ctx, *this, what, m, home, spent);
    }
  }

  /// The last of a case's meetings is its service; what is left otherwise waits for the next.
  void work_on(Context& ctx, RequestId r, std::uint32_t there, Seconds length) const {
    const RequestColumns& q = ctx.c.requests;
    if ((there & who_decides(kind_keys()[q.kind[r.row]])) != 0) of(ctx, r, authority) = 1;
    of(ctx, r, work_left) -= static_cast<std::int32_t>(length);
    if (of(ctx, r, work_left) > 0) return;
    count(ctx, *this, ended);
    count(ctx, *this, with_authority, of(ctx, r, authority));
    count(ctx, *this, wait_seconds, ctx.now - q.dispatched[r.row]);
    agree(ctx, r, ctx.now, length);
  }

  /// The grid worker's time is booked with their shift.
  void book_presence(Context& ctx, std::uint32_t there, Seconds spent) const {
    for (std::uint32_t m = 0; m < member_count; ++m) {
      if ((there >> m & 1U) == 0 || m == grid_worker) continue;
      const Item item = m == secretary ? secretary_item : m == household ? household_item : partners_item;
      const Counter counter = m == secretary ? secretary_seconds : m == household ? household_seconds : partner_seconds;
      book_own(ctx, *this, item, spent, m);
      count(ctx, *this, counter, spent);
    }
  }

  double hard_seconds_, time_share_;
  Seconds longest_, least_, gives_up_;
  std::uint32_t members_, half_days_, notice_days_;
  Seconds wait_;
  std::uint32_t kinds_ = 0, required_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_one_plus_six(const Settings& settings) {
  return std::make_unique<OnePlusSix>(settings);
}

}  // namespace cogov
