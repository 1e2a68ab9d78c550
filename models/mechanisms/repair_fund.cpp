/// Rows 6 and 21: money for repairs of what has been found, where it would otherwise wait for a property firm or a
/// department.
#include <algorithm>
#include <bitset>

#include "models/dispatch.hpp"
#include "models/facilities/capacity.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"

namespace cogov {

Section repair_fund_section() {
  constexpr Tag a = Tag::assumption;
  const auto kinds = [](const char* key, std::vector<std::string> fallback) {
    return Param{.key = key,
                 .type = Type::list,
                 .fallback = std::move(fallback),
                 .unit = "",
                 .meaning = "kinds of request that it pays for",
                 .meaning_zh = "支付哪些诉求的维修",
                 .source = "assumption: what can be seen from the street and be mended",
                 .tag = Tag::assumption,
                 .choices = kind_keys()};
  };
  return {
      .key = "repair_fund",
      .title = "Repair fund",
      .title_zh = "维修资金",
      .rule =
          "buys a contractor's hours for problems that have been found, instead of leaving them to a property "
          "firm, a department or enforcement",
      .rule_zh = "对已发现的问题出资请维修承包方处理，不再等待物业、部门或执法",
      .fails_by = "the money runs out; only what is seen from the street gets it; firms and departments are spared",
      .fails_by_zh = "资金用尽；只惠及街面可见的问题；物业与部门乐得清闲",
      .rows = {6, 21},
      .source =
          "assumption: what riders report must be paid for by somebody; claim: Shenyang Tiexi, property firms on board",
      .tag = Tag::assumption,
      .moves = {"repairs_paid", "burden_days_mean", "served_by_server", "repairs_without_money"},
      .switchable = true,
      .lead_days = 14,
      .params = {
          as_size(real_param("yuan_per_year", 30000, 0, 1e6, "yuan/year",
                             "for repairs in each community, available evenly; what is not spent is carried over",
                             "每社区每年维修资金（全年均匀可用，结余结转）", "assumption", a, 5000, 100000)),
          kinds("kinds", {"street_fault", "litter", "fire_lane", "charging_wires", "building_fault", "leak"}),
          choice_param("finder", "riders", {"riders", "all found", "all"},
                       "for what it pays: found by riders, found by whomever before a complaint, or everything",
                       "支付范围：骑手发现的、任何人主动发现的、全部", "assumption", a),
          switch_param("spares_grid_workers", false,
                       "whether it also pays for what grid workers would do; what a rider reports they verify "
                       "first in any case",
                       "是否也支付本由网格员处理的（骑手上报的仍先核实）", "assumption", a),
          real_param("response_median", 2, 0, 365, "d", "until the contractor begins, median", "承包方到场天数（中位）",
                     "assumption", a, .5, 7),
          real_param("response_p90", 5, 0, 365, "d", "what nine in ten repairs begin within",
                     "承包方到场天数（第九十百分位）", "assumption", a, 2, 20),
      }};
}

namespace {

enum class PaysFor : std::uint8_t { riders, found, all };

class RepairFund final : public Mechanism {
 public:
  explicit RepairFund(const Settings& s) : spares_grid_workers_(s.boolean("repair_fund.spares_grid_workers")) {
    const double price = s.real("costs.repair_hour");
    const double yuan = s.real("repair_fund.yuan_per_year");
    seconds_a_year_ = yuan <= 0 ? 0 : price > 0 ? yuan / price * hour_seconds : 365.0 * most_held;
    for (const std::string& key : s.words("repair_fund.kinds")) {
      kinds_.set(
          static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), key) - kind_keys().begin()));
    }
    const std::string& finder = s.word("repair_fund.finder");
    pays_for_ = finder == "riders" ? PaysFor::riders : finder == "all" ? PaysFor::all : PaysFor::found;
    const double median = std::max(s.real("repair_fund.response_median"), 1e-9);
    response_days_ = Lognormal::from_median_p90(median, std::max(median, s.real("repair_fund.response_p90")));
  }

  // Column: the seconds of work that there is money for; then requests whose work was paid for when the fund was last
  // dropped.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& balance = own_column(ctx, *this);
    if (seconds_a_year_ <= 0) return on_drop(ctx);
    if (!balance.empty()) return;
    balance.push_back(0);
    for (const PoolService& service : ctx.c.pools[PoolId(Server::contractor).row].services) {
      balance.push_back(static_cast<std::int32_t>(service.request));
    }
    open_pool(ctx, Server::contractor, *this);
  }

  /// What is agreed on is still done, and paid now.
  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    std::int64_t owed = 0;
    for (const PoolService& service : ctx.c.pools[PoolId(Server::contractor).row].services) {
      if (!is_paid(ctx, RequestId(std::size_t{service.request}))) owed += service.work;
    }
    pay(ctx, owed);
    close_pool(ctx, Server::contractor);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& balance = own_column(ctx, *this);
    if (!balance.empty()) balance[0] = added(balance[0], evenly(seconds_a_year_, day));
  }

  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    const std::vector<std::int32_t>& balance = own_column(ctx, *this);
    if (balance.empty() || !is_for(ctx, r, planned)) return false;
    const Seconds work = whole_seconds(service_seconds(ctx, r, {}));
    if (work + agreed_seconds(ctx, Server::contractor) > balance[0]) {
      if (ctx.counting()) ++ctx.c.tally.repairs.not_taken;
      return false;
    }
    const double days = response_days_.at(ctx.uniform(r, Why::repair_lead, ctx.c.requests.attempts[r.row]));
    give_to_pool(ctx, r, Server::contractor);
    agree(ctx, r, later(ctx.now, days * day_seconds), work);
    return true;
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds work) const override {
    if (ctx.counting()) ++ctx.c.tally.repairs.paid;
    if (is_paid(ctx, r)) return forget(ctx, r);
    own_column(ctx, *this)[0] -= static_cast<std::int32_t>(work);
    pay(ctx, work);
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const bool over = stage == RequestState::lapsed || stage == RequestState::withdrawn;
    if (over && own_column(ctx, *this).size() > 1) forget(ctx, r);
  }

 private:
  bool is_paid(Context& ctx, RequestId r) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    return std::find(column.begin() + 1, column.end(), static_cast<std::int32_t>(r.row)) != column.end();
  }
  void forget(Context& ctx, RequestId r) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.erase(std::remove(column.begin() + 1, column.end(), static_cast<std::int32_t>(r.row)), column.end());
  }

  static void pay(Context& ctx, std::int64_t seconds) {
    book(ctx, CostItem::repairs, seconds);
    if (ctx.counting()) ctx.c.tally.repairs.seconds += seconds;
  }

  bool is_for(const Context& ctx, RequestId r, Server planned) const {
    const RequestColumns& q = ctx.c.requests;
    if (!kinds_.test(q.kind[r.row]) || q.to_verify[r.row] != 0) return false;
    if (pays_for_ == PaysFor::riders && q.finder[r.row] != Finder::courier) return false;
    if (pays_for_ == PaysFor::found && q.finder[r.row] == Finder::nobody) return false;
    switch (planned) {
      case Server::property:
      case Server::department:
      case Server::enforcement:
        return true;
      case Server::grid_worker:
        return spares_grid_workers_;
      default:
        return false;
    }
  }

  bool spares_grid_workers_;
  double seconds_a_year_ = 0;
  std::bitset<kind_count> kinds_;
  PaysFor pays_for_ = PaysFor::riders;
  Lognormal response_days_;
};

}  // namespace

std::unique_ptr<Mechanism> make_repair_fund(const Settings& settings) { return std::make_unique<RepairFund>(settings); }

}  // namespace cogov
