/// Row 19: caring merchants 爱心商户联盟: shops give some hours a week for as long as it pays them.
#include "models/mechanisms/caring_merchants.hpp"

#include <algorithm>
#include <tuple>

#include "models/dispatch.hpp"
#include "models/facilities/capacity.hpp"
#include "models/facilities/column_lists.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/offers.hpp"
#include "models/facilities/week_hours.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

Section caring_merchants_section() {
  return {.key = "caring_merchants",
          .title = "Caring merchants",
          .title_zh = "爱心商户联盟",
          .rule =
              "shops see to small needs in their slack hours, some hours a week each; what they win in customers among "
              "those served and those who live near is set against their hours, and who loses by it leaves",
          .rule_zh = "商户在闲时为居民办小事，每周若干小时；新顾客带来的毛利与投入工时相抵，长期亏损者退出",
          .fails_by = "churn: where it brings no customers the hours vanish, and staff go asking again",
          .fails_by_zh = "流失：带不来顾客时工时随之消失，工作人员又要重新动员",
          .rows = {19},
          .source = "claim: a commentary, without figures; evidence: none found",
          .moves = {"unmet_days_vulnerable", "unmet_days_others", "burden_days_by_kind", "served_by_server"},
          .switchable = true,
          .lead_days = 30,
          .params = caring_merchants::params(),
          .measures = caring_merchants::measures(),
          .costs = {{"merchants' hours", "商户工时", "second", Payer::partners, "wage", 3600}},
          .events = {"a merchant joins", "a merchant leaves", "a merchant serves"}};
}

namespace {

using namespace caring_merchants;

class CaringMerchants final : public Mechanism {
 public:
  explicit CaringMerchants(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("caring_merchants.") + key); };
    const auto minutes = [&](const char* key) { return whole_seconds(real(key) * minute_seconds); };
    week_ = static_cast<std::int32_t>(real("hours_per_week") * hour_seconds + .5);
    for (const std::string& key : s.words("caring_merchants.kinds")) {
      kinds_.push_back(
          static_cast<std::int32_t>(std::find(kind_keys().begin(), kind_keys().end(), key) - kind_keys().begin()));
    }
    const bool nothing = week_ == 0 || kinds_.empty();
    places_ = nothing ? 0 : static_cast<std::size_t>(s.integer("caring_merchants.merchants"));
    slack_ = WeekHours::on(all_days, {.from = whole_seconds(real("slack_from") * hour_seconds),
                                      .to = whole_seconds(real("slack_to") * hour_seconds)});
    notice_ = real("notice") * hour_seconds;
    reach_ = minutes("reach");
    by_name_ = real("customers_by_name");
    by_service_ = real("customers_by_service");
    margin_ = real("margin");
    wage_ = real("wage");
    memory_ = real("memory");
    leaves_chance_ = 1 - exact_exp(-real("leaving_per_month"));
    asking_ = minutes("asking_minutes");
    joins_chance_ = real("joins_chance");
  }

  void on_adopt(Context& ctx) const override {
    if (places_ == 0 || ctx.plan.buildings() == 0) return on_drop(ctx);
    State state = read(ctx);
    const std::size_t before = state.merchants.size();
    state.merchants.resize(places_);
    for (std::size_t place = before; place < places_; ++place) settle(ctx, state, place, 0);
    write(ctx, state);
    open_pool(ctx, *this, *this);
  }

  /// What is promised is still done.
  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    for (const Promise& promise : read(ctx).promises) pay(ctx, promise);
    own_column(ctx, *this).clear();
    close_pool(ctx, *this);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    State state = read(ctx);
    if (weekday_of_day(day) == 0) {
      for (Merchant& merchant : state.merchants) merchant.left = week_ + std::min(merchant.left, 0);
    }
    std::uint32_t month = 0;
    if (Rounds{30}.on(day, month)) turn_month(ctx, state, month);
    write(ctx, state);
    for (const RequestId r : waiting_in(ctx, *this)) promise_service(ctx, r);
  }

  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    const RequestColumns& q = ctx.c.requests;
    if (own_column(ctx, *this).empty() || q.to_verify[r.row] != 0) return false;
    const std::int32_t kind = q.kind[r.row];
    if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) return false;
    const State state = read(ctx);
    const bool somebody = std::any_of(state.merchants.begin(), state.merchants.end(), [&](const Merchant& merchant) {
      return merchant.present != 0 && merchant.kind == kind;
    });
    if (!somebody || (planned != Server::none && !best_for(ctx, state, r).found)) return false;
    give_to_pool(ctx, r, *this);
    promise_service(ctx, r);
    return true;
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (stage != RequestState::lapsed && stage != RequestState::withdrawn) return;
    if (own_column(ctx, *this).empty() || ctx.c.requests.server[r.row] != Server::partner) return;
    State state = read(ctx);
    const auto promise = promise_of(state, r);
    if (promise == state.promises.end()) return;
    if (static_cast<std::size_t>(promise->place) >= state.merchants.size()) return;  // a place that is no more
    Merchant& merchant = state.merchants[static_cast<std::size_t>(promise->place)];
    if (merchant.since == promise->since) merchant.left = std::min(week_, merchant.left + promise->seconds);
    state.promises.erase(promise);
    write(ctx, state);
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds) const override {
    State state = read(ctx);
    const auto promise = promise_of(state, r);
    if (promise == state.promises.end()) return;
    pay(ctx, *promise);
    count(ctx, *this, services);
    keep_event(ctx, *this, serves, promise->place, r.row, promise->seconds);
    if (static_cast<std::size_t>(promise->place) >= state.merchants.size()) {  // a place that is no more
      state.promises.erase(promise);
      return write(ctx, state);
    }
    Merchant& merchant = state.merchants[static_cast<std::size_t>(promise->place)];
    const bool customer = ctx.uniform(r, own_luck(*this, 0), ctx.c.requests.attempts[r.row]) < by_service_;
    if (merchant.since == promise->since) {
      merchant.given += promise->seconds;
      merchant.customers += customer ? 1 : 0;
    }
    state.promises.erase(promise);
    write(ctx, state);
  }

 private:
  struct Merchant {
    std::int32_t present = 0, since = 0;  ///< `since`: a number that no other who held the place has
    std::int32_t building = 0, kind = 0;
    std::int32_t left = 0;                  ///< seconds of this week
    std::int32_t busy_until = 0;            ///< promised up to here
    std::int32_t given = 0, customers = 0;  ///< since the last balance: seconds, people
    std::int32_t balance = 0;               ///< smoothed, 1/100 yuan a month
  };
  struct Promise {
    std::int32_t request, place, since, seconds;
  };
  struct State {
    std::vector<Merchant> merchants;
    std::vector<Promise> promises;
  };
  struct Choice {
    bool found = false;
    std::size_t place = 0;
    Seconds sets_out = 0, way = 0, work = 0;
  };

  State read(Context& ctx) const {
    ListReader reader(own_column(ctx, *this));
    State state;
    state.merchants = reader.next<Merchant>();
    state.promises = reader.next<Promise>();
    return state;
  }
  void write(Context& ctx, const State& state) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.clear();
    append_list(column, state.merchants);
    append_list(column, state.promises);
  }
  static std::vector<Promise>::iterator promise_of(State& state, RequestId r) {
    return std::find_if(state.promises.begin(), state.promises.end(),
                        [&](const Promise& promise) { return promise.request == static_cast<std::int32_t>(r.row); });
  }
  static Who who(const Context& ctx, std::size_t place) {
    return {ctx.plan.number, EntityType::unit, static_cast<std::uint32_t>(place)};
  }

  void pay(Context& ctx, const Promise& promise) const {
    book_own(ctx, *this, 0, promise.seconds, static_cast<std::uint32_t>(promise.place));
    count(ctx, *this, given_seconds, promise.seconds);
  }

  /// A merchant takes a place: the shop stands where a household, drawn evenly, lives; so streets with many people
  /// have many shops.
  void settle(const Context& ctx, State& state, std::size_t place, std::uint32_t month) const {
    Merchant& merchant = state.merchants[place];
    const Bits luck = ctx.luck.bits(who(ctx, place), month, own_luck(*this, 1));
    const std::uint32_t home = below(luck.a, static_cast<std::uint32_t>(ctx.plan.households()));
    const std::uint32_t trade = below(luck.b, static_cast<std::uint32_t>(kinds_.size()));
    merchant = {.present = 1,
                .since = merchant.since + 1,
                .building = static_cast<std::int32_t>(ctx.plan.building_of_household[home].row),
                .kind = kinds_[trade],
                .left = week_};
  }

  Seconds way(const Context& ctx, const Merchant& merchant, BuildingId to) const {
    if (!ctx.rules.staff.walks) return 0;
    return ctx.plan.walks.way_by(BuildingId(static_cast<std::uint32_t>(merchant.building)), to, false).seconds;
  }

  /// The merchant of the trade who can be there first; of those the nearest.
  Choice best_for(const Context& ctx, const State& state, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    Choice best;
    for (std::size_t place = 0; place < state.merchants.size(); ++place) {
      const Merchant& merchant = state.merchants[place];
      if (merchant.present == 0 || merchant.kind != q.kind[r.row] || merchant.left <= 0) continue;
      const Seconds earliest = std::max(later(ctx.now, notice_), static_cast<Seconds>(merchant.busy_until));
      const Seconds sets_out = slack_.next_open(earliest, 1);
      if (sets_out == never) continue;
      const Seconds walk = way(ctx, merchant, q.building[r.row]);
      const bool better = std::tuple(sets_out + walk, walk) < std::tuple(best.sets_out + best.way, best.way);
      if (!best.found || better) best = {.found = true, .place = place, .sets_out = sets_out, .way = walk};
    }
    if (best.found) best.work = whole_seconds(service_seconds(ctx, r, {}));
    return best;
  }

  void promise_service(Context& ctx, RequestId r) const {
    State state = read(ctx);
    const Choice choice = best_for(ctx, state, r);
    if (!choice.found) return;
    constexpr Seconds longest = 30 * day_seconds;
    const Seconds work = std::min(choice.work, longest);
    const auto seconds = static_cast<std::int32_t>(2 * choice.way + work);
    Merchant& merchant = state.merchants[choice.place];
    merchant.left -= seconds;
    merchant.busy_until = static_cast<std::int32_t>(choice.sets_out) + seconds;
    state.promises.push_back(
        {static_cast<std::int32_t>(r.row), static_cast<std::int32_t>(choice.place), merchant.since, seconds});
    write(ctx, state);
    agree(ctx, r, choice.sets_out + choice.way, work);
  }

  void turn_month(Context& ctx, State& state, std::uint32_t month) const {
    for (std::size_t place = 0; place < state.merchants.size(); ++place) {
      if (state.merchants[place].present != 0) take_stock(ctx, state.merchants[place], place, month);
    }
    ask_others(ctx, state, month);
  }

  /// A merchant's month: what it brought, and whether to go on.
  void take_stock(Context& ctx, Merchant& merchant, std::size_t place, std::uint32_t month) const {
    const std::int32_t customers = merchant.customers + won_by_name(ctx, merchant, place, month);
    const double month_yuan = customers * margin_ - merchant.given * wage_ / hour_seconds;
    const double smoothed = merchant.balance / 100.0 + (month_yuan - merchant.balance / 100.0) / memory_;
    constexpr double most = most_held;
    merchant.balance = static_cast<std::int32_t>(std::clamp(smoothed * 100, -most, most));
    merchant.customers = merchant.given = 0;
    count(ctx, *this, merchant_months);
    count(ctx, *this, won, customers);
    count(ctx, *this, yuan, static_cast<std::int64_t>(month_yuan));
    const double u = ctx.luck.uniform(who(ctx, place), month, own_luck(*this, 2));
    if (merchant.balance >= 0 || u >= leaves_chance_) return;
    merchant.present = 0;
    count(ctx, *this, left_it);
    keep_event(ctx, *this, leaves, static_cast<std::int64_t>(place), merchant.kind, merchant.balance / 100);
  }

  /// Who lives near and belongs.
  std::int32_t won_by_name(const Context& ctx, const Merchant& merchant, std::size_t place, std::uint32_t month) const {
    constexpr int of_age = 17;
    if (by_name_ <= 0) return 0;
    std::int32_t customers = 0;
    for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
      const BuildingId building(row);
      if (way(ctx, merchant, building) > reach_) continue;
      const std::uint32_t end = ctx.plan.end_resident_of(building);
      for (std::uint32_t person = ctx.plan.first_resident_of(building); person < end; ++person) {
        const ResidentId resident(person);
        if (ctx.plan.age[person] < of_age) continue;
        const double u =
            ctx.luck.uniform(ctx.who(resident), month, own_luck(*this, 3), static_cast<std::uint32_t>(place));
        if (u < by_name_ * belonging_of(ctx, resident)) ++customers;
      }
    }
    return customers;
  }

  /// Staff ask for each empty place, as far as their day allows.
  void ask_others(Context& ctx, State& state, std::uint32_t month) const {
    std::int64_t empty = 0;
    for (const Merchant& merchant : state.merchants) empty += merchant.present == 0 ? 1 : 0;
    const std::int64_t dealt = deal_out_duties(ctx, empty * asking_);
    count(ctx, *this, asking_seconds, dealt);
    std::int64_t asks = asking_ > 0 ? dealt / asking_ : empty;
    for (std::size_t place = 0; place < state.merchants.size() && asks > 0; ++place) {
      if (state.merchants[place].present != 0) continue;
      --asks;
      const double u = ctx.luck.uniform(who(ctx, place), month, own_luck(*this, 4));
      if (u >= joins_chance_) continue;
      settle(ctx, state, place, month + 1);
      count(ctx, *this, joined);
      keep_event(ctx, *this, joins, static_cast<std::int64_t>(place), state.merchants[place].kind);
    }
  }

  std::size_t places_ = 0;
  std::int32_t week_;
  std::vector<std::int32_t> kinds_;
  WeekHours slack_;
  double notice_;
  Seconds reach_;
  double by_name_, by_service_, margin_, wage_, memory_, leaves_chance_;
  Seconds asking_;
  double joins_chance_;
};

}  // namespace

std::unique_ptr<Mechanism> make_caring_merchants(const Settings& settings) {
  return std::make_unique<CaringMerchants>(settings);
}

}  // namespace cogov
