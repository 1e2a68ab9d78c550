/// Row 5: the people's diary 民情日记: what is heard at a door is written down and answered; visits on five occasions.
#include "models/mechanisms/peoples_diary.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/harm.hpp"
#include "models/movements.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "sim/errors.hpp"

namespace cogov {

using namespace diary;

namespace {

enum Decision : std::uint32_t { comes_up, gets_round, refuses };

class PeoplesDiary final : public Mechanism {
 public:
  explicit PeoplesDiary(const Settings& s)
      : entry_chance_(s.real("peoples_diary.entry_chance")),
        writing_(whole_seconds(s.real("peoples_diary.minutes") * minute_seconds)),
        answer_days_(static_cast<std::uint32_t>(s.integer("peoples_diary.answer_days"))),
        answering_(whole_seconds(s.real("peoples_diary.answer_minutes") * minute_seconds)),
        answer_weight_(s.real("peoples_diary.answer_weight")),
        patience_(s.real("peoples_diary.patience")),
        patient_days_(static_cast<std::uint32_t>(s.integer("peoples_diary.patient_days"))),
        gets_round_chance_(s.real("peoples_diary.word_gets_round")),
        within_days_(static_cast<std::int32_t>(s.integer("peoples_diary.within_days"))),
        visiting_(whole_seconds(s.real("peoples_diary.visit_minutes") * minute_seconds)),
        refusal_chance_(s.real("peoples_diary.refusal_chance")) {
    for (const std::string& word : s.words("peoples_diary.occasions")) {
      for (const Occasion& occasion : occasions) {
        if (word != occasion.word) continue;
        const auto at = std::find(kind_keys().begin(), kind_keys().end(), occasion.kind);
        const auto kind = static_cast<std::uint32_t>(at - kind_keys().begin());
        (occasion.only_alone ? of_who_lives_alone_ : of_anybody_) |= 1U << kind;
      }
    }
  }

  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) column.assign(head + of_household * ctx.plan.households(), 0);
  }

  void on_drop(Context& ctx) const override {
    std::vector<std::int32_t> column = std::move(own_column(ctx, *this));
    own_column(ctx, *this).clear();
    const std::size_t first = head + of_household * ctx.plan.households();
    for (std::size_t i = first; i < column.size(); i += of_request) {
      if (column[i + due] != 0) release(ctx, RequestId((i - first) / of_request));
    }
  }

  void on_visit(Context& ctx, ResidentId visited, WorkerId w) const override {
    if (entry_chance_ <= 0) return;
    const RequestColumns& q = ctx.c.requests;
    const HouseholdId home = ctx.plan.household[visited.row];
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestId r(row);
      if (!lives_on(ctx, r) || !q.reporter[row].exists() || ctx.plan.household[q.reporter[row].row] != home) continue;
      if (!comes_up_now(ctx, r)) continue;
      write_down(ctx, r, w);
      if (q.state[row] == RequestState::arisen) notice(ctx, r, Finder::visit, w);
    }
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (stage == RequestState::arisen) {
      if (attempts_of(ctx, r) == 0) forget_entry(ctx, r);
      if (attempts_of(ctx, r) == 0 && is_occasion(ctx, r) && gets_round_anyway(ctx, r)) know_of(ctx, r);
    } else if (stage == RequestState::reported) {
      const bool first = attempts_of(ctx, r) == 0 && ctx.c.requests.dispatched[r.row] == never;
      if (first && is_occasion(ctx, r) && !gets_round_anyway(ctx, r)) know_of(ctx, r);
    } else if (stage == RequestState::noticed && ctx.c.requests.finder[r.row] == Finder::visit) {
      if (comes_up_now(ctx, r)) write_down(ctx, r, {});
    }
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    const RequestId r{std::size_t{what}};
    if (household_part(ctx) + of_request * (std::size_t{what} + 1) > own_column(ctx, *this).size()) return;
    if (of(ctx, r, teller) == 0 || of(ctx, r, due) != as_int(ctx.now)) return;  // of an earlier policy
    answer(ctx, r);
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    if (rank != TaskRank::discretionary || own_column(ctx, *this)[known] == 0) return false;
    const HouseholdId home = longest_known(ctx, w);
    if (!home.exists()) return false;
    const auto r = ResidentId(static_cast<std::size_t>(of(ctx, home, whom) - 1));
    forget_occasion(ctx, home);
    const BuildingId building = ctx.plan.building_of(r);
    const BuildingId at = ctx.c.workers.at[w.row];
    const Way way = way_between(ctx, at, building);
    record_walk(ctx, Mover::grid_worker, Purpose::visit, w.row, at, building, ctx.now, way.at_night);
    task = {.activity = Activity::visit, .duration = way.seconds + visiting_, .to = building, .subject = r.row};
    return true;
  }

  void task_done(Context& ctx, WorkerId w, bool) const override {
    const ResidentId r(ctx.c.workers.subject[w.row]);
    if (ctx.luck.uniform(ctx.who(r), day_of(ctx.now), own_luck(*this, refuses)) < refusal_chance_) {
      count_visit(ctx, r, Watcher::staff, false);
      return;
    }
    count_visit(ctx, r, Watcher::staff, true);
    count(ctx, *this, made_visits);
    keep_event(ctx, *this, visit, r.row, w.row, visiting_);
    ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, w, r.row);
    tell_of_visit(ctx, r, w);
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::patience); }

  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    if (!at.resident.exists()) return 1;
    const std::size_t home = head + of_household * ctx.plan.household[at.resident.row].row;
    const bool answered = ctx.c.columns[number][home + patient_until] > as_int(day_of(ctx.now));
    return answered ? patience_ : 1;
  }

 private:
  // Column: how many occasions are known; by household: the day until which an answer makes it patient, the resident
  // of the occasion + 1 (0: none) and the day on which it became known; by request, as far as any was written down:
  // who told + 1 (0: no entry) and when the answer is due.
  enum Head : std::size_t { known, head };
  enum OfHousehold : std::size_t { patient_until, whom, since, of_household };
  enum OfRequest : std::size_t { teller, due, of_request };
  static constexpr Seconds answering_hour = 10 * hour_seconds;

  static std::int32_t as_int(std::uint32_t n) { return static_cast<std::int32_t>(n); }

  static std::size_t household_part(const Context& ctx) { return head + of_household * ctx.plan.households(); }
  std::int32_t& of(Context& ctx, HouseholdId h, OfHousehold field) const {
    return own_column(ctx, *this)[head + of_household * h.row + field];
  }
  std::int32_t& of(Context& ctx, RequestId r, OfRequest field) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::size_t at = household_part(ctx) + of_request * r.row;
    if (column.size() < at + of_request) column.resize(at + of_request, 0);
    return column[at + field];
  }

  static std::uint32_t attempts_of(const Context& ctx, RequestId r) { return ctx.c.requests.attempts[r.row]; }

  /// Whether staff would hear of it though nobody reported it.
  [[nodiscard]] bool gets_round_anyway(const Context& ctx, RequestId r) const {
    return ctx.uniform(r, own_luck(*this, gets_round)) < gets_round_chance_;
  }

  static bool lives_on(const Context& ctx, RequestId r) {
    const RequestColumns& q = ctx.c.requests;
    return !terminal(q.state[r.row]) && q.fixed[r.row] == never;
  }

  [[nodiscard]] bool comes_up_now(const Context& ctx, RequestId r) const {
    if (entry_chance_ <= 0) return false;
    const Who who = ctx.origin(r);
    const std::uint32_t which = ctx.c.requests.trial[r.row] & 0xF'FFFFU;
    return ctx.luck.uniform(who, day_of(ctx.now), own_luck(*this, comes_up), which) < entry_chance_;
  }

  /// Whoever is at work in a grid: its own worker, or anybody; none if nobody is.
  static WorkerId at_work_for(const Context& ctx, RequestId r) {
    const WorkerColumns& workers = ctx.c.workers;
    const WorkerId own = owner_of(ctx, ctx.grids().grid_of_building[ctx.c.requests.building[r.row].row]);
    if (own.exists() && workers.on_duty[own.row] != 0) return own;
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      if (workers.on_duty[w.row] != 0) return w;
    }
    return {};
  }

  /// Minutes that have to be found today.
  void add_paperwork(Context& ctx, WorkerId w, Seconds work) const {
    ctx.c.workers.paperwork_left[w.row] += work;
    count(ctx, *this, seconds, work);
  }

  /// An entry about a matter; what already has one that is not answered gets no other.
  void write_down(Context& ctx, RequestId r, WorkerId visitor) const {
    const WorkerId w = visitor.exists() ? visitor : at_work_for(ctx, r);
    const RequestColumns& q = ctx.c.requests;
    if (!w.exists() || !q.reporter[r.row].exists() || of(ctx, r, teller) != 0) return;
    add_paperwork(ctx, w, writing_);
    count(ctx, *this, entries);
    keep_event(ctx, *this, entry, q.reporter[r.row].row, w.row, q.kind[r.row]);
    answer_later(ctx, r, start_of_day(day_of(ctx.now) + answer_days_) + answering_hour);
  }

  /// The row of the request is kept until the answer; one that would come after the end of the run never comes.
  void answer_later(Context& ctx, RequestId r, Seconds time) const {
    of(ctx, r, teller) = as_int(ctx.c.requests.reporter[r.row].row + 1);
    if (time >= ctx.end) return;
    EXPECT(r.row < 1U << mechanism_event_bits);
    if (of(ctx, r, due) == 0) ++ctx.c.requests.pending[r.row];
    of(ctx, r, due) = as_int(time);
    schedule_mechanism(ctx, *this, time, r.row);
  }

  /// A row that is used again has no entry yet.
  void forget_entry(Context& ctx, RequestId r) const {
    const bool any = own_column(ctx, *this).size() > household_part(ctx) + of_request * r.row;
    if (any && of(ctx, r, due) == 0) of(ctx, r, teller) = 0;
  }

  /// Every entry is answered, as soon as somebody is there to do it.
  void answer(Context& ctx, RequestId r) const {
    const WorkerId w = at_work_for(ctx, r);
    if (!w.exists()) {
      count(ctx, *this, late_answers);
      return answer_later(ctx, r, ctx.now + day_seconds);
    }
    const ResidentId told(static_cast<std::size_t>(of(ctx, r, teller) - 1));
    const bool fixed = ctx.c.requests.fixed[r.row] != never;
    of(ctx, r, teller) = of(ctx, r, due) = 0;
    add_paperwork(ctx, w, answering_);
    count(ctx, *this, answers);
    if (fixed) count(ctx, *this, fixed_answers);
    keep_event(ctx, *this, fixed ? answer_fixed : answer_open, told.row, w.row, ctx.c.requests.kind[r.row]);
    hear_answer(ctx, told, answer_weight_, fixed);
    of(ctx, ctx.plan.household[told.row], patient_until) = as_int(day_of(ctx.now) + patient_days_);
    release(ctx, r);
  }

  [[nodiscard]] bool is_occasion(const Context& ctx, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    const std::uint32_t kind = 1U << q.kind[r.row];
    if (!q.reporter[r.row].exists() || q.phantom[r.row] != 0) return false;
    return (of_anybody_ & kind) != 0 ||
           ((of_who_lives_alone_ & kind) != 0 && ctx.plan.is(q.reporter[r.row], ResidentClass::lives_alone));
  }

  void know_of(Context& ctx, RequestId r) const {
    const ResidentId resident = ctx.c.requests.reporter[r.row];
    const HouseholdId home = ctx.plan.household[resident.row];
    if (of(ctx, home, whom) != 0) return;
    of(ctx, home, whom) = as_int(resident.row + 1);
    of(ctx, home, since) = as_int(day_of(ctx.now));
    ++own_column(ctx, *this)[known];
    count(ctx, *this, due_visits);
  }

  void forget_occasion(Context& ctx, HouseholdId home) const {
    of(ctx, home, whom) = 0;
    --own_column(ctx, *this)[known];
  }

  /// The home in a worker's grids whose occasion has been known longest, then the first; those too late are let go.
  HouseholdId longest_known(Context& ctx, WorkerId w) const {
    const auto today = as_int(day_of(ctx.now));
    HouseholdId best;
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid) {
      if (!may_serve(ctx, w, GridId(grid))) continue;
      const std::vector<std::uint32_t>& buildings = ctx.grids().first_building;
      const std::uint32_t end = ctx.plan.first_household[buildings[grid + 1]];
      for (std::uint32_t h = ctx.plan.first_household[buildings[grid]]; h < end; ++h) {
        const HouseholdId home(h);
        if (of(ctx, home, whom) == 0) continue;
        if (today - of(ctx, home, since) > within_days_) {
          forget_occasion(ctx, home);
        } else if (!best.exists() || of(ctx, home, since) < of(ctx, best, since)) {
          best = home;
        }
      }
    }
    return best;
  }

  double entry_chance_;
  Seconds writing_;
  std::uint32_t answer_days_;
  Seconds answering_;
  double answer_weight_, patience_;
  std::uint32_t patient_days_;
  double gets_round_chance_;
  std::int32_t within_days_;
  Seconds visiting_;
  double refusal_chance_;
  std::uint32_t of_anybody_ = 0, of_who_lives_alone_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_peoples_diary(const Settings& settings) {
  return std::make_unique<PeoplesDiary>(settings);
}

}  // namespace cogov
