/// Row 20: order, dispatch, accept 下单–派单–接单: services bought by the hour from a social organisation.
#include "models/mechanisms/contract.hpp"

#include <algorithm>

#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> bought_params() {
  return {
      as_size(
          real_param("hours_per_year", 1400, 0, 100000, "h/year",
                     "hours bought for each community, as the agency claims them; available evenly over the year",
                     "每社区每年购买工时（按申报计，全年均匀可用）",
                     "assumption: five projects a community (claim: Yangzhou, 322 in 63 communities) of 20,000 yuan", a,
                     400, 3000)),
      whole_param("staff", 2, 1, 20, "1", "of the agency at work in a community at the same time",
                  "同时在岗的机构人员数", "assumption", a),
      real_param("office_from", 9, 0, 24, "h", "hour at which its working days begin", "上班时刻", "assumption", a),
      real_param("office_to", 17, 0, 24, "h", "hour at which they end; what is begun is finished", "下班时刻",
                 "assumption", a),
      real_param("response_median", 1, 0, 365, "d", "from the order until it is accepted or refused, median",
                 "从下单到接单或拒单的天数（中位）", "assumption", a, .5, 5),
      real_param("response_p90", 4, 0, 365, "d", "what nine in ten orders stay under",
                 "从下单到接单或拒单的天数（第九十百分位）", "assumption", a, 2, 15),
      real_param("longest_wait", 10, 0, 3650, "d",
                 "an order accepted for which there are no hours goes to the next server after so many days",
                 "已接单而无工时可用的，多少天后转下一办理方", "assumption", a, 5, 30),
      whole_param("change_agency_every", 0, 0, 36500, "d", "the agency is changed so often; 0: never",
                  "更换机构的间隔（0：不换）", "assumption", a),
      whole_param("gap_days", 60, 0, 3650, "d", "without any service when the agency is changed",
                  "更换机构时的服务空档", "assumption", a),
  };
}

std::vector<Param> behaviour_params() {
  return {
      real_param("creaming", .5, 0, 1, "1",
                 "chance to refuse the hardest case; of others in proportion to their difficulty (0 to 1)",
                 "挑易避难：最难个案的拒单概率（其余按难度成比例）", "assumption; 0-0.9 swept", a, 0, .9),
      real_param("frailty_weight", .5, 0, 1, "1",
                 "how much of a case's difficulty lies in the resident (80 and over, disabled, living alone, a third "
                 "each), the rest in the time its kind takes among the kinds that the agency serves",
                 "个案难度中由居民状况决定的部分（80岁以上、残疾、独居各占三分之一），其余由服务类别用时决定",
                 "assumption", a, .2, .8),
      real_param("padding", .15, 0, .9, "1", "share of what is claimed that was never worked, if nothing is audited",
                 "虚报比例（无审计时）", "assumption; 0-0.4 swept", a, 0, .4),
      real_param("audit_share", .1, 0, 1, "1", "share of what is claimed that is audited, and so cannot be padded",
                 "审计比例（经审计的不能虚报）", "assumption", a, .02, .5),
  };
}

std::vector<Param> programme_params() {
  return {
      real_param("programme_share", .8, 0, 1, "1",
                 "share of the hours at hand on a day that may go into calls on listed residents (80 and over, of 60 "
                 "and over living alone, disabled) when no order waits",
                 "无单时可用于上门探访名单居民（80岁以上、60岁以上独居、残疾）的工时比例", "assumption", a, .3, 1),
      whole_param("call_every", 14, 1, 3650, "d", "between calls on the same resident", "对同一居民的探访间隔",
                  "claim: Yangzhou, paid staff visit nearly 500 people of 80 and over every two weeks", Tag::claim),
      real_param("call_minutes", 30, 1, 480, "min", "of a call, the way not included", "每次探访用时（不含路途）",
                 "assumption", a, 15, 60),
      real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption", a, .02,
                 .3),
      real_param("notice_chance", .5, 0, 1, "1",
                 "chance to learn of an unreported need, of a kind that it serves, at a door that the agency knows",
                 "在熟悉的家庭发现未上报需求的概率", "assumption", a, .2, .8),
      real_param("stranger_share", .5, 0, 1, "1", "the same at a door that it does not know yet, against that",
                 "在陌生家庭发现需求的概率（相对熟悉家庭）", "assumption", a, .2, 1),
  };
}

void append(std::vector<Param>& to, std::vector<Param> more) {
  for (Param& param : more) to.push_back(std::move(param));
}

}  // namespace

Section contract_section() {
  std::vector<Param> params = bought_params();
  append(params, behaviour_params());
  append(params, programme_params());
  return {
      .key = "contract",
      .title = "Service contract",
      .title_zh = "购买社会组织服务",
      .rule =
          "hours of an agency's staff are bought; it accepts or refuses what is ordered, serves it in office hours, "
          "calls on vulnerable residents with what is left, and claims hours and cases",
      .rule_zh = "向社会组织购买工时；机构接单或拒单，在上班时间服务，余下工时探访困难群体，并申报工时与件数",
      .fails_by =
          "easy cases first; hours and cases claimed that never were; calls that find nothing; a gap when the agency "
          "is changed",
      .fails_by_zh = "挑易避难；虚报工时与件数；探访无所获；更换机构造成服务空档",
      .rows = {20},
      .source =
          "claim: Yangzhou, 322 projects in 63 communities, one agency; evidence: Beijing 2010-14, some 35 yuan a "
          "claimed hour",
      .tag = Tag::claim,
      .moves = {"contract_cases", "found_first_share", "unmet_days_vulnerable", "contract_refused",
                "contract_ticked_off", "contract_hours_true"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params)};
}

Contract::Contract(const Settings& s) {
  const auto real = [&](const char* key) { return s.real(std::string("contract.") + key); };
  const auto whole = [&](const char* key) { return s.integer(std::string("contract.") + key); };
  hours_ = real("hours_per_year");
  staff_ = static_cast<std::size_t>(whole("staff"));
  office_ = {whole_seconds(real("office_from") * hour_seconds), whole_seconds(real("office_to") * hour_seconds)};
  const double median = std::max(real("response_median"), 1e-9);
  response_days_ = Lognormal::from_median_p90(median, std::max(median, real("response_p90")));
  longest_wait_ = real("longest_wait") * day_seconds;
  change_every_ = static_cast<std::uint32_t>(whole("change_agency_every"));
  gap_days_ = static_cast<std::uint32_t>(whole("gap_days"));
  creaming_ = real("creaming");
  frailty_weight_ = real("frailty_weight");
  audit_share_ = real("audit_share");
  true_share_ = 1 - real("padding") * (1 - audit_share_);
  programme_share_ = real("programme_share");
  call_every_ = static_cast<std::int32_t>(whole("call_every"));
  call_seconds_ = whole_seconds(real("call_minutes") * minute_seconds);
  refusal_chance_ = real("refusal_chance");
  notice_chance_ = real("notice_chance");
  stranger_share_ = real("stranger_share");
}

void Contract::on_adopt(Context& ctx) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (hours_ <= 0 || !column.empty()) return;
  column.assign(list_begin, 0);
  column[begun] = static_cast<std::int32_t>(day_of(ctx.now));
  for (std::size_t row = 0; row < ctx.plan.residents(); ++row) {
    const ResidentId r(row);
    if (frailty(ctx.plan, r) == 0) continue;
    const double u = ctx.luck.uniform(ctx.who(r), 0, Why::contract_call, 2);
    column.push_back(static_cast<std::int32_t>(row));
    column.push_back(column[begun] + static_cast<std::int32_t>(u * call_every_));
    column.push_back(0);
  }
}

/// Whether there is an agency on a day, and not a gap.
bool Contract::has_agency(Context& ctx, std::uint32_t day) const {
  const std::uint32_t since = day - static_cast<std::uint32_t>(of_agency(ctx, begun));
  const bool first = change_every_ == 0 || since < change_every_;
  return hours_ > 0 && (first || since % change_every_ >= gap_days_);
}

/// Whether another agency's first day is this.
bool Contract::begins(Context& ctx, std::uint32_t day) const {
  const std::uint32_t since = day - static_cast<std::uint32_t>(of_agency(ctx, begun));
  return change_every_ > 0 && since >= change_every_ && since % change_every_ == gap_days_;
}

void Contract::on_day(Context& ctx, std::uint32_t day) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (column.empty()) return;
  if (!has_agency(ctx, day)) return end_service(ctx);
  if (!pool_open(ctx, Server::contract)) open_pool(ctx, Server::contract, *this);
  const bool another = begins(ctx, day);
  if (another || (day - static_cast<std::uint32_t>(column[begun])) % 365 == 0) column[balance] = 0;
  if (another) {
    for (std::size_t i = list_begin; i < column.size(); i += entry_size) column[i + 2] = 0;
  }
  column[balance] = added(column[balance], evenly(hours_ * hour_seconds, day));
  hand_on_overdue(ctx);
  column[allowance] =
      static_cast<std::int32_t>(programme_share_ * static_cast<double>(std::max<std::int64_t>(0, at_hand(ctx))));
  if (office_.on_day(day)) schedule_mechanism(ctx, *this, start_of_day(day) + office_.from, opens);
}

/// There is no agency from now on: what its staff have in hand is finished and claimed, what waits goes elsewhere.
void Contract::end_service(Context& ctx) const {
  if (!pool_open(ctx, Server::contract)) return;
  for (std::size_t who = 0; who < most_staff; ++who) {
    if (of_staff(ctx, who, subject) == idle) continue;
    claim(ctx, std::int64_t{of_staff(ctx, who, travel)} + of_staff(ctx, who, work));
    of_staff(ctx, who, subject) = idle;
  }
  close_pool(ctx, Server::contract);
}

/// Seconds that may still be claimed, those of what is in hand set aside.
std::int64_t Contract::at_hand(Context& ctx) const {
  std::int64_t seconds = of_agency(ctx, balance);
  for (std::size_t who = 0; who < most_staff; ++who) {
    if (of_staff(ctx, who, subject) == idle) continue;
    seconds -= claimed(std::int64_t{of_staff(ctx, who, travel)} + of_staff(ctx, who, work));
  }
  return seconds;
}

/// So many seconds were truly worked.
void Contract::claim(Context& ctx, std::int64_t seconds) const {
  const std::int32_t claims = claimed(seconds);
  of_agency(ctx, balance) -= claims;
  book(ctx, CostItem::contract, claims);
  book(ctx, CostItem::audits, whole_seconds(claims * audit_share_));
  if (!ctx.counting()) return;
  ctx.c.tally.contract.claimed_seconds += claims;
  ctx.c.tally.contract.true_seconds += seconds;
}

/// A case is done: by the same measure as hours, others are ticked off that never were.
void Contract::tick_off(Context& ctx, bool found_first) const {
  constexpr std::int32_t one = 1'000'000;
  std::int32_t& so_far = of_agency(ctx, unticked);
  so_far += static_cast<std::int32_t>((1 / true_share_ - 1) * one + .5);
  const std::int32_t cases = so_far / one;
  so_far %= one;
  if (!ctx.counting()) return;
  ++ctx.c.tally.contract.cases;
  ctx.c.tally.contract.ticked_off += cases;
  ctx.c.tally.claimed_resolved += cases;
  if (found_first) ctx.c.tally.claimed_found_first += cases;
}

void Contract::on_event(Context& ctx, std::uint32_t what) const {
  if (own_column(ctx, *this).empty()) return;
  if (what < most_staff) {
    const std::int32_t doing = of_staff(ctx, what, subject);
    if (doing >= idle || of_staff(ctx, what, until) != static_cast<std::int32_t>(ctx.now)) return;
    claim(ctx, std::int64_t{of_staff(ctx, what, travel)} + of_staff(ctx, what, work));
    of_staff(ctx, what, subject) = idle;
    if (doing <= calling) end_call(ctx, static_cast<std::size_t>(calling - doing));
  } else if (what == opens) {
    for (std::size_t who = 0; who < staff_; ++who) {
      if (of_staff(ctx, who, subject) == idle) of_staff(ctx, who, at) = 0;
    }
  }
  look_for_work(ctx);
}

void Contract::on_request(Context& ctx, RequestId r, RequestState stage) const {
  if (ctx.c.requests.server[r.row] != Server::contract || own_column(ctx, *this).empty()) return;
  if (stage == RequestState::dispatched) {
    schedule_mechanism(ctx, *this, later(ctx.now, response_seconds(ctx, r)), look);
  } else if (stage == RequestState::lapsed || stage == RequestState::withdrawn) {
    for (std::size_t who = 0; who < most_staff; ++who) {
      if (of_staff(ctx, who, subject) != static_cast<std::int32_t>(r.row + 1)) continue;
      of_staff(ctx, who, subject) = turned_back;  // the way has been for nothing
      of_staff(ctx, who, work) = 0;
      schedule_mechanism(ctx, *this, static_cast<Seconds>(of_staff(ctx, who, until)), static_cast<std::uint32_t>(who));
    }
  }
}

void Contract::on_served(Context& ctx, RequestId r, Server, Seconds) const {
  for (std::size_t who = 0; who < most_staff; ++who) {
    if (of_staff(ctx, who, subject) != static_cast<std::int32_t>(r.row + 1)) continue;
    claim(ctx, std::int64_t{of_staff(ctx, who, travel)} + of_staff(ctx, who, work));
    of_staff(ctx, who, subject) = idle;
    tick_off(ctx, is_own_find(ctx, r));
    schedule_mechanism(ctx, *this, ctx.now, look);  // once it is known whether it helped
  }
}

std::unique_ptr<Mechanism> make_contract(const Settings& settings) { return std::make_unique<Contract>(settings); }

}  // namespace cogov
