/// Row 21: property management on board 红色物业: the firm's crews, its word, and the fees that pay for them. What a
/// fund pays somebody else for is `repair_fund`.
#include "models/mechanisms/property_on_board.hpp"

#include <algorithm>
#include <bitset>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/facilities/column_lists.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/offers.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

Section property_on_board_section() {
  return {
      .key = "property_on_board",
      .title = "Property management on board",
      .title_zh = "红色物业",
      .rule =
          "building faults go to the property firm's crews, who have so many hours and walk from case to case, with "
          "an agreed limit; the firm passes the buck unless meetings hold it to its word; households with faults "
          "that stay withhold fees, and the crews' hours follow the fees",
      .rule_zh =
          "楼体故障交物业班组限时办理，班组工时有限、逐件上门；无例会督促则推诿；久修不好的楼内住户拒交物业费，班组工时"
          "随收费下降",
      .fails_by =
          "fee disputes: late repairs, withheld fees, fewer hours, later repairs; cases called nobody's business",
      .fails_by_zh = "收费纠纷：修得慢、拒交费、工时减、修得更慢；推诿",
      .rows = {21},
      .source = "claim: Shenyang Tiexi, without figures; evidence: none found",
      .moves = {"burden_days_by_kind", "burden_days_mean", "hand_offs", "served_by_server", "true_requests"},
      .switchable = true,
      .lead_days = 30,
      .params = property_on_board::params(),
      .measures = property_on_board::measures(),
      .costs = {{"property crews' hours", "物业班组工时", "second", Payer::partners, "crew_hour", 3600},
                {"property managers' meetings", "物业经理开会时间", "second", Payer::partners, "costs.unit_hour", 3600},
                {"subsidy to the property firm", "物业补贴", "community-day", Payer::budget, "subsidy_yuan", 365}},
      .events = {"the firm passes the buck", "a limit has passed", "a meeting", "fees are collected",
                 "a quarrel about fees"}};
}

namespace {

using namespace property_on_board;

class PropertyOnBoard final : public Mechanism {
 public:
  explicit PropertyOnBoard(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("property_on_board.") + key); };
    const auto whole = [&](const char* key) { return s.integer(std::string("property_on_board.") + key); };
    for (const std::string& key : s.words("property_on_board.kinds")) {
      kinds_.set(
          static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), key) - kind_keys().begin()));
    }
    crews_ = static_cast<std::size_t>(whole("crews"));
    from_ = whole_seconds(real("crew_from") * hour_seconds);
    paid_day_ = real("crew_hours") * hour_seconds;
    limit_ = real("limit") * day_seconds;
    const double price = real("crew_hour");
    const double working_days_a_year = 365.0 * 5 / 7;
    subsidy_ = real("subsidy_yuan");
    if (price > 0) bought_day_ = subsidy_ / price * hour_seconds / working_days_a_year;
    buck_ = real("passes_the_buck");
    lies_ = static_cast<std::int32_t>(real("lies_days") + .5);
    const std::int64_t every = whole("meeting_every");
    const std::int64_t staff = whole("staff_at_meeting");
    meeting_ = whole_seconds(real("meeting_hours") * hour_seconds);
    staff_seconds_ = every == 0 ? 0 : staff * std::int64_t{meeting_};
    rounds_ = {static_cast<std::uint32_t>(std::max<std::int64_t>(7, every))};
    attendance_ = real("attendance");
    effect_ = real("meeting_effect");
    half_life_ = real("meeting_half_life");
    withhold_ = real("withhold_chance");
    quarrel_ = real("quarrel_chance");
  }

  void on_adopt(Context& ctx) const override {
    if (crews_ == 0 || paid_day_ <= 0 || kinds_.none()) return on_drop(ctx);
    const bool anew = own_column(ctx, *this).empty();
    State state = read(ctx);
    state.crews.resize(crews_);
    if (anew) {
      for (const PoolService& service : ctx.c.pools[PoolId(*this).row].services) {
        state.booked.push_back(static_cast<std::int32_t>(service.request));
      }
    }
    write(ctx, state);
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    const State state = read(ctx);
    std::int64_t owed = 0;
    for (const PoolService& service : ctx.c.pools[PoolId(*this).row].services) {
      if (!is_booked(state, RequestId(std::size_t{service.request}))) owed += service.work;
    }
    book_work(ctx, owed);
    own_column(ctx, *this).clear();
    close_pool(ctx, *this);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    send_overdue_on(ctx);
    State state = read(ctx);
    std::erase_if(state.lying, [&](const Lying& each) { return each.until <= static_cast<std::int32_t>(day); });
    if (is_working_day(day)) {
      begin_shift(state);
      schedule_mechanism(ctx, *this, start_of_day(day) + from_, look);
    }
    write(ctx, state);
    prepare_meeting(ctx, day);
    if (day % quarter_days == 0) collect_fees(ctx, day / quarter_days);
    if (subsidy_ <= 0) return;
    book_own(ctx, *this, subsidy, 1);
    count(ctx, *this, subsidy_days);
  }

  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    const RequestColumns& q = ctx.c.requests;
    if (planned != Server::property || !kinds_.test(q.kind[r.row]) || q.to_verify[r.row] != 0) return false;
    if (own_column(ctx, *this).empty()) return false;
    give_to_pool(ctx, r, *this);
    State state = read(ctx);
    if (ctx.uniform(r, own_luck(*this, 0), q.attempts[r.row]) >= readiness_to_pass(ctx, state)) {
      schedule_mechanism(ctx, *this, ctx.now, look);
      return true;
    }
    count(ctx, *this, passed);
    keep_event(ctx, *this, passes_on, r.row, q.building[r.row].row);
    if (somebody_after(ctx, r)) {
      refuse(ctx, r);
    } else {
      state.lying.push_back({static_cast<std::int32_t>(r.row), static_cast<std::int32_t>(day_of(ctx.now)) + lies_});
      write(ctx, state);
    }
    return true;
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const RequestColumns& q = ctx.c.requests;
    if (q.server[r.row] != Server::partner || stage == RequestState::dispatched) return;
    if (q.pool[r.row] != PoolId(*this).row || own_column(ctx, *this).empty()) return;
    State state = read(ctx);
    std::size_t erased =
        std::erase_if(state.lying, [&](const Lying& each) { return each.request == static_cast<std::int32_t>(r.row); });
    if (terminal(stage)) erased += std::erase(state.booked, static_cast<std::int32_t>(r.row));
    if (erased > 0) write(ctx, state);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    if (what == look) return send_crews(ctx);
    if (what == meeting) return hold_meeting(ctx);
    quarrel(ctx, what - first_household);
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds work) const override {
    count(ctx, *this, served);
    State state = read(ctx);
    if (std::erase(state.booked, static_cast<std::int32_t>(r.row)) > 0) {
      write(ctx, state);
    } else {
      book_work(ctx, work);
    }
    const RequestColumns& q = ctx.c.requests;
    if (ctx.now - work <= later(q.dispatched[r.row], limit_)) return;
    count(ctx, *this, late);
    keep_event(ctx, *this, misses_limit, r.row, q.building[r.row].row);
  }

 private:
  static constexpr std::uint32_t quarter_days = 90;
  static constexpr std::int32_t whole_one = 1 << 20;
  enum What : std::uint32_t { look, meeting, first_household };  ///< from there on: a household's quarrel

  struct Crew {
    std::int32_t busy_until = 0, at = 0, left = 0;  ///< second; building + 1, 0: service centre; seconds of the day
  };
  struct Lying {
    std::int32_t request, until;  ///< row, day
  };
  struct Standing {
    std::int32_t held = 0, since = 0;  ///< to its word, of whole_one, on a day
    std::int32_t fees = whole_one;     ///< share of fees that was paid for this quarter
  };
  struct State {
    std::vector<Standing> standing{Standing{}};
    std::vector<Crew> crews;
    std::vector<Lying> lying;
    std::vector<std::int32_t> booked;  ///< requests whose work was booked when the policy was last dropped
  };

  State read(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    State state;
    if (column.empty()) return state;
    ListReader reader(column);
    state.standing = reader.next<Standing>();
    state.crews = reader.next<Crew>();
    state.lying = reader.next<Lying>();
    state.booked = reader.next<std::int32_t>();
    return state;
  }
  void write(Context& ctx, const State& state) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.clear();
    append_list(column, state.standing);
    append_list(column, state.crews);
    append_list(column, state.lying);
    append_list(column, state.booked);
  }

  void book_work(Context& ctx, std::int64_t seconds) const {
    book_own(ctx, *this, crews_time, seconds);
    count(ctx, *this, crew_seconds, seconds);
  }

  /// Hours that fees and the subsidy pay for; what was worked too long yesterday is taken off.
  void begin_shift(State& state) const {
    const double paid = paid_day_ * state.standing.front().fees / whole_one;
    const double share = bought_day_ / static_cast<double>(crews_);
    const auto seconds = static_cast<std::int32_t>(std::min<double>(paid + share, day_seconds));
    for (Crew& crew : state.crews) crew = {crew.busy_until, 0, seconds + std::min(crew.left, 0)};
  }

  /// What has waited past the limit goes elsewhere, if anybody else may serve it.
  void send_overdue_on(Context& ctx) const {
    for (const RequestId r : waiting_in(ctx, *this)) {
      if (later(ctx.c.requests.dispatched[r.row], limit_) > ctx.now || !somebody_after(ctx, r)) continue;
      count(ctx, *this, overdue);
      keep_event(ctx, *this, misses_limit, r.row, ctx.c.requests.building[r.row].row);
      refuse(ctx, r);
    }
  }

  static bool is_booked(const State& state, RequestId r) {
    return std::find(state.booked.begin(), state.booked.end(), static_cast<std::int32_t>(r.row)) != state.booked.end();
  }

  static bool is_lying(const State& state, RequestId r) {
    return std::any_of(state.lying.begin(), state.lying.end(),
                       [&](const Lying& each) { return each.request == static_cast<std::int32_t>(r.row); });
  }

  /// Each case that waits, the longest first, gets the nearest crew that is free.
  void send_crews(Context& ctx) const {
    if (!is_working_day(day_of(ctx.now)) || second_of_day(ctx.now) < from_) return;
    State state = read(ctx);
    for (const RequestId r : waiting_in(ctx, *this)) {
      if (is_lying(state, r)) continue;
      const BuildingId to = ctx.c.requests.building[r.row];
      Crew* nearest = nullptr;
      Seconds way = never;
      for (Crew& crew : state.crews) {
        if (crew.left <= 0 || crew.busy_until > static_cast<std::int32_t>(ctx.now)) continue;
        const Seconds seconds = seconds_between(ctx, BuildingId(static_cast<std::uint32_t>(crew.at) - 1U), to);
        if (seconds >= way) continue;
        way = seconds;
        nearest = &crew;
      }
      if (nearest == nullptr) break;
      set_out(ctx, *nearest, r, way);
    }
    write(ctx, state);
  }

  void set_out(Context& ctx, Crew& crew, RequestId r, Seconds way) const {
    const Seconds work = std::min(whole_seconds(service_seconds(ctx, r, {})), 30 * day_seconds);
    crew.at = static_cast<std::int32_t>(ctx.c.requests.building[r.row].row) + 1;
    crew.left -= static_cast<std::int32_t>(way + work);
    crew.busy_until = static_cast<std::int32_t>(ctx.now + way + work);
    book_work(ctx, way);
    agree(ctx, r, ctx.now + way, work);
    schedule_mechanism(ctx, *this, ctx.now + way + work, look);
  }

  /// Chance that the firm says it isn't its business.
  double readiness_to_pass(const Context& ctx, const State& state) const {
    return buck_ * (1 - held(ctx, state.standing.front()));
  }
  double held(const Context& ctx, const Standing& standing) const {
    constexpr double log_2 = .6931471805599453;
    const double days = static_cast<double>(day_of(ctx.now)) - standing.since;
    return standing.held * exact_exp(-log_2 * days / half_life_) / whole_one;
  }

  void prepare_meeting(Context& ctx, std::uint32_t day) const {
    if (staff_seconds_ == 0 || !rounds_.on(day)) return;
    const std::int64_t dealt = deal_out_duties(ctx, staff_seconds_);
    count(ctx, *this, meeting_seconds, dealt);
    constexpr Seconds afternoon = 15 * hour_seconds;
    if (dealt > 0) schedule_mechanism(ctx, *this, ctx.now + afternoon, meeting);
  }

  /// If the manager comes, what the firm has called none of its business is taken up.
  void hold_meeting(Context& ctx) const {
    const std::uint32_t day = day_of(ctx.now);
    const Who firm{ctx.plan.number, EntityType::community, 0};
    if (ctx.luck.uniform(firm, day, own_luck(*this, 1)) >= attendance_) return;
    State state = read(ctx);
    Standing& standing = state.standing.front();
    const double now = held(ctx, standing);
    standing.held = static_cast<std::int32_t>((now + effect_ * (1 - now)) * whole_one + .5);
    standing.since = static_cast<std::int32_t>(day);
    keep_event(ctx, *this, meets, standing.held, static_cast<std::int64_t>(state.lying.size()));
    state.lying.clear();
    write(ctx, state);
    count(ctx, *this, meetings);
    count(ctx, *this, manager_seconds, meeting_);
    book_own(ctx, *this, managers_time, meeting_);
    schedule_mechanism(ctx, *this, ctx.now, look);
  }

  /// Faults of these kinds that have been open longer than the limit, by building.
  std::vector<std::uint8_t> open_faults(const Context& ctx) const {
    constexpr std::uint8_t most = 200;
    const RequestColumns& q = ctx.c.requests;
    std::vector<std::uint8_t> faults(ctx.plan.buildings(), 0);
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      if (terminal(q.state[row]) || q.fixed[row] != never || q.phantom[row] != 0 || !kinds_.test(q.kind[row])) continue;
      if (later(q.onset[row], limit_) > ctx.now) continue;
      std::uint8_t& here = faults[q.building[row].row];
      if (here < most) ++here;
    }
    return faults;
  }

  void collect_fees(Context& ctx, std::uint32_t quarter) const {
    const std::vector<std::uint8_t> faults = open_faults(ctx);
    const std::size_t households = ctx.plan.households();
    std::int64_t unpaid = 0;
    for (std::uint32_t home = 0; home < households; ++home) {
      double pays = 1;
      for (std::uint8_t i = 0; i < faults[ctx.plan.building_of_household[home].row]; ++i) pays *= 1 - withhold_;
      const Who who{ctx.plan.number, EntityType::household, home};
      if (ctx.luck.uniform(who, quarter, own_luck(*this, 2)) < pays) continue;
      ++unpaid;
      if (ctx.luck.uniform(who, quarter, own_luck(*this, 3)) >= quarrel_) continue;
      const double u = ctx.luck.uniform(who, quarter, own_luck(*this, 4));
      schedule_mechanism(ctx, *this, later(ctx.now, u * quarter_days * day_seconds), first_household + home);
    }
    count(ctx, *this, bills, static_cast<std::int64_t>(households));
    count(ctx, *this, withheld, unpaid);
    keep_event(ctx, *this, collects, unpaid, static_cast<std::int64_t>(households));
    State state = read(ctx);
    const double paid = households == 0 ? 1 : 1 - static_cast<double>(unpaid) / static_cast<double>(households);
    state.standing.front().fees = static_cast<std::int32_t>(paid * whole_one + .5);
    write(ctx, state);
  }

  /// A household that doesn't pay quarrels with the firm: a matter of fees.
  void quarrel(Context& ctx, std::uint32_t home) const {
    static const auto fees = static_cast<std::size_t>(
        std::find(kind_keys().begin(), kind_keys().end(), "shared_works") - kind_keys().begin());
    const BuildingId building = ctx.plan.building_of_household[home];
    const Who who{ctx.plan.number, EntityType::household, home};
    const Bits bits = ctx.luck.bits(who, day_of(ctx.now) / quarter_days, own_luck(*this, 5));
    arise(ctx, {.kind = fees,
                .of_place = true,
                .origin = building.row,
                .trial = static_cast<std::uint32_t>(bits.a >> 33) | 0x8000'0000U,
                .building = building,
                .reporter = ResidentId(ctx.plan.first_resident[home])});
    count(ctx, *this, fee_disputes);
    keep_event(ctx, *this, quarrels, home, building.row);
  }

  std::size_t crews_;
  std::bitset<kind_count> kinds_;
  Seconds from_;
  double paid_day_, bought_day_ = 0, limit_, subsidy_, buck_;
  std::int32_t lies_;
  Seconds meeting_;
  std::int64_t staff_seconds_;
  Rounds rounds_;
  double attendance_, effect_, half_life_, withhold_, quarrel_;
};

}  // namespace

std::unique_ptr<Mechanism> make_property_on_board(const Settings& settings) {
  return std::make_unique<PropertyOnBoard>(settings);
}

}  // namespace cogov
