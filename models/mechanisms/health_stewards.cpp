/// Row 12: health stewards 社区健康管家 and safety guards 平安守护员: the clinic's staff call on the vulnerable.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/crews.hpp"
#include "models/facilities/pools.hpp"
#include "models/harm.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr std::size_t medical_help = 14;

std::vector<Param> steward_params() {
  constexpr const char* per_year = "1/year";
  return {
      as_size(whole_param("stewards", 2, 0, 40, "1",
                          "of the clinic's staff on rounds at the same time, in each community",
                          "每社区同时外出的健康管家数", "assumption", a)),
      real_param("rounds_from", 14, 0, 24, "h", "hour at which rounds begin, on working days", "外出开始时刻",
                 "assumption", a),
      real_param("rounds_to", 17, 0, 24, "h", "hour at which they end", "外出结束时刻", "assumption", a),
      real_param("aged_80_plus", 12, 0, 365, per_year, "calls on residents of 80 and over", "80岁以上老人年探访次数",
                 "assumption: monthly", a, 4, 26),
      real_param("alone_60_plus", 12, 0, 365, per_year, "calls on residents of 60 and over living alone",
                 "60岁以上独居者年探访次数", "assumption: monthly", a, 4, 26),
      real_param("disabled", 6, 0, 365, per_year, "calls on disabled residents", "残疾居民年探访次数",
                 "assumption: every other month", a, 2, 12),
      real_param("call_minutes", 20, 1, 480, "min", "of a call, the way not included", "每次探访用时（不含路途）",
                 "assumption", a, 10, 40),
      real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption", a, .02,
                 .3),
      real_param("notice_chance", .7, 0, 1, "1", "chance to notice an unreported need of the household",
                 "发现未上报需求的概率", "assumption", a, .3, .95),
  };
}

std::vector<Param> clinic_params() {
  return {
      {.key = "finds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"medical_help", "loneliness", "emergency"},
       .unit = "",
       .meaning = "needs for which they have an eye",
       .meaning_zh = "留意的需求类别",
       .source = "assumption",
       .tag = a,
       .choices = {"medical_help", "loneliness", "emergency", "home_care", "home_repairs"}},
      real_param("minor_minutes", 60, 0, 1440, "min",
                 "medical help that takes no longer is given there and then; the rest is passed on",
                 "当场可提供的医疗帮助的最长用时（其余转办）", "assumption", a, 20, 120),
      real_param("clinic_hours", 200, 0, 100000, "h/week",
                 "of the clinic's staff for this community; rounds come out of them, a tenth stays behind",
                 "社区医院面向本社区的每周人员工时（外出占用其中，至少留一成）", "assumption: five people", a, 80, 400),
      real_param(
          "clinic_share", .5, 0, 1, "1",
          "share of the time which medical help takes that is the clinic's: it takes the longer the fewer are left",
          "医疗帮助用时中取决于医院人手的比例", "assumption", a, .2, .8),
      real_param("clinic_hour", 60, 0, 1000, "yuan/h", "an hour of the clinic's staff", "医院人员工时价格",
                 "assumption: price, as of a member unit's staff", a, 40, 100),
  };
}

}  // namespace

Section health_stewards_section() {
  std::vector<Param> params = steward_params();
  for (Param& param : clinic_params()) params.push_back(std::move(param));
  return {
      .key = "health_stewards",
      .title = "Health stewards",
      .title_zh = "社区健康管家（平安守护员）",
      .rule =
          "staff of the clinic call on residents of 80 and over, of 60 and over living alone and disabled, find "
          "needs that nobody has reported, and help there and then with what is minor; their hours are missing at "
          "the clinic, where all medical help takes longer",
      .rule_zh =
          "医院人员上门探访80岁以上、60岁以上独居和残疾居民，发现未上报的需求，小事当场办；医院人手减少，其他医疗帮助"
          "用时更长",
      .fails_by = "a drained clinic; shut doors",
      .fails_by_zh = "抽空医院人手；吃闭门羹",
      .rows = {12},
      .source = "claim: a commentary proposes stewards and guards; rates and drain are assumptions",
      .tag = Tag::claim,
      .moves = {"unmet_days_vulnerable", "visits", "burden_days_by_kind"},
      .switchable = true,
      .lead_days = 45,
      .params = std::move(params),
      .measures = {{.name = "steward_calls",
                    .better = Better::neither,
                    .meaning = "Calls of health stewards, shut doors included",
                    .meaning_zh = "健康管家探访次数",
                    .counter = 0},
                   {.name = "steward_finds",
                    .better = Better::neither,
                    .meaning = "Needs that health stewards found",
                    .meaning_zh = "健康管家发现的需求数",
                    .counter = 1},
                   {.name = "steward_help",
                    .better = Better::neither,
                    .meaning = "Medical help given there and then",
                    .meaning_zh = "当场提供的医疗帮助数",
                    .counter = 2},
                   {.name = "clinic_hours_drained",
                    .unit = "h",
                    .better = Better::lower,
                    .meaning = "Hours missing at the clinic",
                    .meaning_zh = "医院减少的工时",
                    .counter = 3,
                    .scale = 1.0 / 3600}},
      .costs = {{.word = "health stewards' hours",
                 .word_zh = "健康管家工时",
                 .unit = "second",
                 .payer = Payer::partners,
                 .price = "clinic_hour",
                 .per = 3600}},
      .events = {"a call (resident, 1: the door stayed shut)", "a need is found (request, resident)",
                 "help there and then (request, seconds of work)"}};
}

namespace {

class HealthStewards final : public Mechanism {
 public:
  explicit HealthStewards(const Settings& s)
      : rounds_{whole_seconds(real(s, "rounds_from") * hour_seconds),
                whole_seconds(real(s, "rounds_to") * hour_seconds)},
        aged_(real(s, "aged_80_plus")),
        alone_(real(s, "alone_60_plus")),
        disabled_(real(s, "disabled")),
        call_seconds_(whole_seconds(real(s, "call_minutes") * minute_seconds)),
        refusal_chance_(real(s, "refusal_chance")),
        notice_chance_(real(s, "notice_chance")),
        minor_seconds_(real(s, "minor_minutes") * minute_seconds) {
    const std::vector<std::string>& words = s.words("health_stewards.finds");
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      finds_[kind] = std::find(words.begin(), words.end(), kind_keys()[kind]) != words.end();
    }
    if (rounds_.from >= rounds_.to) return;
    const double each = 5 * static_cast<double>(rounds_.to - rounds_.from);
    const double clinic = real(s, "clinic_hours") * hour_seconds;
    const double most = .9 * clinic / each;
    stewards_ = static_cast<std::size_t>(std::min(static_cast<double>(s.integer("health_stewards.stewards")), most));
    const double left = clinic - static_cast<double>(stewards_) * each;
    if (stewards_ > 0) drained_ = 1 + real(s, "clinic_share") * (clinic / left - 1);
  }

  // Column: how many numbers the list of calls has; the list; the crew.
  void on_adopt(Context& ctx) const override {
    if (stewards_ == 0) return on_drop(ctx);
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) column.push_back(0);
    const std::vector<std::int32_t> list =
        list_calls(ctx, calls(ctx), own_luck(*this, first_call), [&](ResidentId r) { return interval(ctx, r); });
    const auto old_end = column.begin() + 1 + column[0];
    std::vector<std::int32_t> anew{static_cast<std::int32_t>(list.size())};
    anew.insert(anew.end(), list.begin(), list.end());
    anew.insert(anew.end(), old_end, column.end());
    column = std::move(anew);
    crew(ctx).fit(stewards_);
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (pool_open(ctx, *this)) close_pool(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (stewards_ == 0 || !rounds_.on_day(day)) return;
    const auto seconds = static_cast<std::int64_t>(stewards_) * (rounds_.to - rounds_.from);
    book_own(ctx, *this, 0, seconds);
    count(ctx, *this, hours, seconds);
    schedule_mechanism(ctx, *this, start_of_day(day) + rounds_.from, opens);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    if (what < look) {
      std::size_t entry = 0;
      const Crew::Done did = crew(ctx).done(what, entry);
      if (did == Crew::Done::nothing) return;
      if (did == Crew::Done::called) end_call(ctx, ResidentId(entry));
    } else if (what == opens) {
      crew(ctx).open();
    }
    look_for_work(ctx);
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const bool over = stage == RequestState::lapsed || stage == RequestState::withdrawn;
    if (over && stewards_ > 0 && in_own_pool(ctx, *this, r)) crew(ctx).lose(r);
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds work) const override {
    count(ctx, *this, helped);
    keep_event(ctx, *this, 2, r.row, -1, work);
  }

  [[nodiscard]] LeverSet levers() const override {
    return stewards_ > 0 ? bit(Lever::service_time) | bit(Lever::outside_time) : 0;
  }

  /// Whoever else gives medical help waits at a clinic with fewer people.
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    return at.kind == medical_help && !in_own_pool(ctx, *this, at.request) ? drained_ : 1;
  }

 private:
  enum Counter : std::size_t { called, found, helped, hours };
  enum What : std::uint32_t { look = 1U << 20, opens };  // below: one of the crew is done
  enum Decides : std::uint32_t { first_call, refused, noticed };

  static double real(const Settings& s, const char* key) { return s.real(std::string("health_stewards.") + key); }

  [[nodiscard]] std::span<std::int32_t> calls(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    return std::span(column).subspan(1, static_cast<std::size_t>(column[0]));
  }
  [[nodiscard]] Crew crew(Context& ctx) const { return {ctx, *this, 1 + calls(ctx).size(), rounds_}; }

  /// Days between calls on a resident; 0: none.
  [[nodiscard]] std::int32_t interval(const Context& ctx, ResidentId r) const {
    const CommunityPlan& plan = ctx.plan;
    double a_year = 0;
    if (plan.age[r.row] >= 60 && plan.is(r, ResidentClass::lives_alone)) a_year = std::max(a_year, alone_);
    if (plan.is(r, ResidentClass::aged)) a_year = std::max(a_year, aged_);
    if (plan.is(r, ResidentClass::disabled)) a_year = std::max(a_year, disabled_);
    if (a_year <= 0) return 0;
    return std::max(1, static_cast<std::int32_t>(std::min(365 / a_year + .5, 1e6)));
  }

  void look_for_work(Context& ctx) const {
    if (!rounds_.open(ctx.now)) return;
    for (std::size_t who = 0; who < stewards_; ++who) {
      Crew stewards = crew(ctx);
      if (!stewards.idle(who)) continue;
      const RequestId r = next_case(ctx, stewards.place_of(who));
      if (r.exists()) {
        (void)stewards.serve(who, r, whole_seconds(service_seconds(ctx, r, {})));
      } else {
        set_out_on_a_call(ctx, who);
      }
    }
  }

  /// What was found at this door, else what was found first.
  [[nodiscard]] RequestId next_case(const Context& ctx, BuildingId here) const {
    const std::vector<RequestId> waiting = waiting_in(ctx, *this);
    for (const RequestId r : waiting) {
      if (here.exists() && ctx.c.requests.building[r.row] == here) return r;
    }
    return waiting.empty() ? RequestId{} : waiting.front();
  }

  void set_out_on_a_call(Context& ctx, std::size_t who) const {
    const std::span<std::int32_t> list = calls(ctx);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    const std::size_t at = most_overdue(list, today);
    if (at == list.size()) return;
    const ResidentId r(static_cast<std::size_t>(list[at]));
    if (crew(ctx).call(who, ctx.plan.building_of(r), r.row, call_seconds_) < 0) return;
    list[at + 1] = today + interval(ctx, r);
  }

  void end_call(Context& ctx, ResidentId r) const {
    count(ctx, *this, called);
    const std::uint32_t day = day_of(ctx.now);
    const bool shut = ctx.luck.uniform(ctx.who(r), day, own_luck(*this, refused)) < refusal_chance_;
    keep_event(ctx, *this, 0, r.row, shut ? 1 : 0);
    count_visit(ctx, r, Watcher::organisations, !shut);
    if (shut) return;
    ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, {}, r.row);
    tell_of_visit(ctx, r, {});
    find_needs(ctx, r, day);
  }

  void find_needs(Context& ctx, ResidentId visited, std::uint32_t day) const {
    const RequestColumns& q = ctx.c.requests;
    for (const RequestId r : silent_needs(ctx, ctx.plan.household[visited.row])) {
      if (!finds_[q.kind[r.row]]) continue;
      const Who who = ctx.who(ResidentId(q.origin[r.row]));
      const double u = ctx.luck.uniform(who, day, own_luck(*this, noticed), q.trial[r.row] & 0xF'FFFFU);
      if (u >= notice_chance_ * notice_factor(ctx, r)) continue;
      count(ctx, *this, found);
      keep_event(ctx, *this, 1, r.row, visited.row);
      if (q.kind[r.row] == medical_help && service_seconds(ctx, r, {}) / drained_ <= minor_seconds_) {
        take_up(ctx, r, Finder::steward, {});
        give_to_pool(ctx, r, *this);
      } else {
        notice(ctx, r, Finder::steward, {});
      }
    }
  }

  OfficeHours rounds_;
  double aged_, alone_, disabled_;
  Seconds call_seconds_;
  double refusal_chance_, notice_chance_, minor_seconds_;
  std::array<bool, kind_count> finds_{};
  std::size_t stewards_ = 0;
  double drained_ = 1;
};

}  // namespace

std::unique_ptr<Mechanism> make_health_stewards(const Settings& settings) {
  return std::make_unique<HealthStewards>(settings);
}

}  // namespace cogov
