/// Row 33: mediation rooms 调解室: both parties and a mediator at one table, in the evening or at the weekend.
#include "models/mechanisms/mediation_rooms.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/column_lists.hpp"
#include "models/facilities/crews.hpp"
#include "models/facilities/sign_off.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/residents.hpp"
#include "models/sections.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

Section mediation_rooms_section() {
  return {
      .key = "mediation_rooms",
      .title = "Mediation rooms",
      .title_zh = "调解室",
      .rule =
          "disputes wait for an evening on which both households are free and a mediator has an hour; each session "
          "may settle, else there is another, and after the last the case goes on",
      .rule_zh = "邻里纠纷等到双方都有空、调解员也有时间的晚上；一次不成再约，多次不成转出",
      .fails_by =
          "pressed settlements: with a target, cases are signed off that are not over; they come back, and the "
          "parties resent it",
      .fails_by_zh = "催促签字：为完成调成率而结案，纠纷并未了结，事后反复，当事人不满",
      .rows = {33},
      .source = "claim: Shenyang Tiexi, over 100 rooms; evidence: none found on what settles",
      .moves = {"grid_worker_hours", "burden_days_by_kind", "repeats_share", "cases_by_ledger",
                "resolved_within_7_days_by_ledger", "satisfaction_mean", "served_by_server"},
      .switchable = true,
      .lead_days = 30,
      .params = mediation_rooms::params(),
      .measures = mediation_rooms::measures(),
      .costs = {{"mediators' pay", "调解员报酬", "second", Payer::budget, "mediator_hour", 3600},
                {"mediators' unpaid hours", "调解员无偿工时", "second", Payer::unpaid, "costs.unpaid_hour", 3600,
                 Bearer::volunteers},
                {"parties' hours in mediation", "当事人调解用时", "second", Payer::unpaid, "costs.unpaid_hour", 3600}},
      .ledgers = {{"disputes_by_ledger",
                   "1",
                   Better::higher,
                   "Disputes settled in mediation, in three ledgers; truth: agreed on, records and claims: signed, "
                   "pressed settlements included",
                   "三本账：调解成功件数（真实：达成协议；记录和宣称：签字，含催促签字的）",
                   {mediation_rooms::settled, mediation_rooms::pressed},
                   {mediation_rooms::settled},
                   {mediation_rooms::settled}}},
      .events = {"a session", "a party does not come", "a dispute is settled", "a dispute is pressed",
                 "a dispute goes on"}};
}

namespace {

using namespace mediation_rooms;

class MediationRooms final : public Mechanism {
 public:
  explicit MediationRooms(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("mediation_rooms.") + key); };
    const auto whole = [&](const char* key) { return s.integer(std::string("mediation_rooms.") + key); };
    mediators_ = static_cast<std::uint32_t>(whole("mediators"));
    evenings_ = static_cast<std::size_t>(whole("evenings"));
    opens_ = whole_seconds(real("opens") * hour_seconds);
    open_ = std::min(whole_seconds(real("hours") * hour_seconds), day_seconds - 1 - opens_);
    paid_share_ = real("paid_share");
    session_ = whole_seconds(real("session_minutes") * minute_seconds);
    free_chance_ = real("free_chance");
    shows_up_ = real("shows_up");
    hazard_ = real("settles_per_hour");
    tie_factor_ = real("tie_factor");
    most_ = static_cast<std::int32_t>(whole("most_sessions"));
    between_ = static_cast<std::uint32_t>(whole("days_between"));
    target_ = real("target");
    yields_ = real("yields");
    resentment_ = real("resentment");
    kind_ =
        static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), "dispute") - kind_keys().begin());
  }

  void on_adopt(Context& ctx) const override {
    if (mediators_ == 0 || evenings_ == 0 || open_ == 0) return on_drop(ctx);
    if (own_column(ctx, *this).empty()) write(ctx, {});
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    own_column(ctx, *this).clear();
    close_pool(ctx, *this);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    pass_on(ctx);
    if (is_open_on(day)) schedule_mechanism(ctx, *this, start_of_day(day) + opens_, evening);
  }

  bool take_over(Context& ctx, RequestId r, Server) const override {
    const RequestColumns& q = ctx.c.requests;
    if (own_column(ctx, *this).empty() || q.kind[r.row] != kind_ || q.to_verify[r.row] != 0) return false;
    State state = read(ctx);
    const auto known = case_of(state, r);
    if (known == state.cases.end()) {
      const ResidentId other = other_party(ctx, r);
      if (!other.exists()) return false;
      state.cases.push_back({static_cast<std::int32_t>(r.row), static_cast<std::int32_t>(other.row), 0, 0, 0});
      write(ctx, state);
    } else if (known->sessions >= most_) {
      return false;
    }
    give_to_pool(ctx, r, *this);
    return true;
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (!terminal(stage) || ctx.c.requests.kind[r.row] != kind_ || own_column(ctx, *this).empty()) return;
    State state = read(ctx);
    const auto known = case_of(state, r);
    if (known == state.cases.end()) return;
    state.cases.erase(known);
    write(ctx, state);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    if (what >= first_request) return press(ctx, RequestId(what - first_request));
    const std::int64_t present = std::int64_t{mediators_} * open_;
    const auto paid = static_cast<std::int64_t>(static_cast<double>(present) * paid_share_ + .5);
    count(ctx, *this, open_seconds, present);
    count(ctx, *this, paid_seconds, paid);
    book_own(ctx, *this, mediators_pay, paid);
    book_own(ctx, *this, mediators_time, present - paid);
    hold_evening(ctx);
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds) const override { book_settled(ctx, r, settles); }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::settling); }

  /// What both have agreed to is nobody else's any more.
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    constexpr double surely = 1e9;
    if (at.server != Server::partner || at.kind != kind_) return 1;
    return ctx.c.requests.pool[at.request.row] == PoolId(*this).row ? surely : 1;
  }

 private:
  enum What : std::uint32_t { evening, first_request };  ///< from there on: a session ends in which parties are pressed
  enum class Outcome : std::uint8_t { open, agreed, pressed };
  struct Case {
    std::int32_t request, other;  ///< rows of the request and of the other party, a resident
    std::int32_t sessions, next_day;
    std::int32_t signs_at;  ///< second at which the parties, pressed, will have signed; 0: not pressed
  };
  struct State {
    std::int32_t settled = 0, passed_on = 0;
    std::vector<Case> cases;
  };

  State read(Context& ctx) const {
    ListReader reader(own_column(ctx, *this));
    State state;
    const std::vector<std::int32_t> totals = reader.next<std::int32_t>();
    if (totals.size() == 2) {
      state.settled = totals[0];
      state.passed_on = totals[1];
    }
    state.cases = reader.next<Case>();
    return state;
  }
  void write(Context& ctx, const State& state) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.clear();
    append_list(column, std::vector<std::int32_t>{state.settled, state.passed_on});
    append_list(column, state.cases);
  }
  static std::vector<Case>::iterator case_of(State& state, RequestId r) {
    return std::find_if(state.cases.begin(), state.cases.end(),
                        [&](const Case& each) { return each.request == static_cast<std::int32_t>(r.row); });
  }
  [[nodiscard]] bool is_open_on(std::uint32_t day) const {
    constexpr std::array<std::uint32_t, 7> order{2, 5, 0, 4, 6, 1, 3};  // Monday is 0
    return std::find(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(evenings_), weekday_of_day(day)) !=
           order.begin() + static_cast<std::ptrdiff_t>(evenings_);
  }

  /// Somebody of another household of the building; of the community where there is none. None where there is
  /// nobody to quarrel with.
  ResidentId other_party(const Context& ctx, RequestId r) const {
    const ResidentId reporter = ctx.c.requests.reporter[r.row];
    if (!reporter.exists()) return {};
    const std::uint32_t home = ctx.plan.household[reporter.row].row;
    const BuildingId building = ctx.plan.building_of(reporter);
    std::uint32_t first = ctx.plan.first_household[building.row];
    std::uint32_t homes = ctx.plan.first_household[building.row + 1] - first;
    if (homes < 2) {
      first = 0;
      homes = static_cast<std::uint32_t>(ctx.plan.households());
    }
    if (homes < 2) return {};
    const double u = ctx.uniform(r, own_luck(*this, 0));
    std::uint32_t other = first + std::min(homes - 2, static_cast<std::uint32_t>(u * (homes - 1)));
    if (other >= home) ++other;
    return ResidentId(ctx.plan.first_resident[other]);
  }

  /// Whether somebody's household has nothing else to do this evening.
  bool is_free(const Context& ctx, ResidentId r) const {
    const std::uint32_t day = day_of(ctx.now);
    const double chance = is_working_day(day) ? free_chance_ : free_chance_ + (1 - free_chance_) / 2;
    const Who home{ctx.plan.number, EntityType::household, ctx.plan.household[r.row].row};
    return ctx.luck.uniform(home, day, own_luck(*this, 1)) < chance;
  }
  bool comes(const Context& ctx, ResidentId r) const {
    return ctx.luck.uniform(ctx.who(r), day_of(ctx.now), own_luck(*this, 2)) < shows_up_;
  }

  static bool are_tied(const Context& ctx, ResidentId one, ResidentId other) {
    const HouseholdId home = ctx.plan.household[other.row];
    const std::span<const std::uint32_t> ties = ties_of(ctx, one);
    return std::any_of(ties.begin(), ties.end(), [&](std::uint32_t row) { return ctx.plan.household[row] == home; });
  }

  /// Seats of the evening go to those who wait longest and can come.
  void hold_evening(Context& ctx) const {
    const std::uint32_t seats = open_ / session_ * mediators_;
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    std::uint32_t seat = 0;
    for (const RequestId r : waiting_in(ctx, *this)) {
      if (seat == seats) break;
      State state = read(ctx);
      const auto known = case_of(state, r);
      if (known == state.cases.end() || known->next_day > today || known->sessions >= most_) continue;
      const ResidentId reporter = ctx.c.requests.reporter[r.row];
      const ResidentId other(static_cast<std::uint32_t>(known->other));
      if (!is_free(ctx, reporter) || !is_free(ctx, other)) continue;
      const Seconds begin = ctx.now + seat / mediators_ * session_;
      ++seat;
      known->next_day = today + static_cast<std::int32_t>(between_);
      const bool both = comes(ctx, reporter) && comes(ctx, other);
      known->sessions += both ? 1 : 0;
      const Outcome outcome = both ? outcome_of(ctx, state, *known, r) : Outcome::open;
      known->signs_at = outcome == Outcome::pressed ? static_cast<std::int32_t>(begin + session_) : 0;
      tell(ctx, r, both, known->sessions);
      write(ctx, state);
      if (outcome == Outcome::agreed) agree(ctx, r, begin, session_);
      if (outcome == Outcome::pressed) schedule_mechanism(ctx, *this, begin + session_, first_request + r.row);
    }
  }

  void tell(Context& ctx, RequestId r, bool both, std::int32_t session) const {
    count(ctx, *this, both ? sessions : missed);
    keep_event(ctx, *this, both ? holds : misses, r.row, session);
    if (!both) return;
    count(ctx, *this, party_seconds, 2 * std::int64_t{session_});
    book_own(ctx, *this, parties_time, 2 * std::int64_t{session_});
  }

  /// How a session ends that both have come to.
  Outcome outcome_of(const Context& ctx, const State& state, const Case& each, RequestId r) const {
    const bool tied = are_tied(ctx, ctx.c.requests.reporter[r.row], ResidentId(static_cast<std::uint32_t>(each.other)));
    const double hours = static_cast<double>(session_) / hour_seconds;
    const double chance = 1 - exact_exp(-hazard_ * (tied ? tie_factor_ : 1) * hours);
    const auto session = static_cast<std::uint32_t>(each.sessions);
    const double u = ctx.uniform(r, own_luck(*this, 3), session);
    const double v = ctx.uniform(r, own_luck(*this, 4), session);
    if (u < chance) return Outcome::agreed;
    return is_behind(state) && v < yields_ ? Outcome::pressed : Outcome::open;
  }

  [[nodiscard]] bool is_behind(const State& state) const {
    const std::int32_t closed = state.settled + state.passed_on;
    return target_ > 0 && state.settled <= target_ * closed;
  }

  /// A dispute is settled in the records.
  void book_settled(Context& ctx, RequestId r, mediation_rooms::Event how) const {
    State state = read(ctx);
    const auto known = case_of(state, r);
    if (known == state.cases.end()) return;
    ++state.settled;
    write(ctx, state);
    count(ctx, *this, settled);
    keep_event(ctx, *this, how, r.row, known->sessions);
  }

  /// The end of a session in which the parties sign because they are pressed: nothing is over.
  void press(Context& ctx, RequestId r) const {
    State state = read(ctx);
    const auto known = case_of(state, r);
    const std::vector<RequestId> waiting = waiting_in(ctx, *this);
    const bool here = std::find(waiting.begin(), waiting.end(), r) != waiting.end();
    if (known == state.cases.end() || !here || known->signs_at != static_cast<std::int32_t>(ctx.now)) return;
    const ResidentId other(static_cast<std::uint32_t>(known->other));
    book_settled(ctx, r, presses);
    count(ctx, *this, pressed);
    feel(ctx, ctx.c.requests.reporter[r.row], 0, resentment_);
    feel(ctx, other, 0, resentment_);
    take_from_pool(ctx, r);
    sign_off(ctx, r);
  }

  void pass_on(Context& ctx) const {
    for (const RequestId r : waiting_in(ctx, *this)) {
      State state = read(ctx);
      const auto known = case_of(state, r);
      if (known == state.cases.end() || known->sessions < most_) continue;
      ++state.passed_on;
      write(ctx, state);
      count(ctx, *this, passed_on);
      keep_event(ctx, *this, passes, r.row, known->sessions);
      send_back(ctx, r);
    }
  }

  std::uint32_t mediators_;
  std::size_t evenings_;
  Seconds opens_, open_;
  double paid_share_;
  Seconds session_;
  double free_chance_, shows_up_, hazard_, tie_factor_;
  std::int32_t most_;
  std::uint32_t between_;
  double target_, yields_, resentment_;
  std::size_t kind_;
};

}  // namespace

std::unique_ptr<Mechanism> make_mediation_rooms(const Settings& settings) {
  return std::make_unique<MediationRooms>(settings);
}

}  // namespace cogov
