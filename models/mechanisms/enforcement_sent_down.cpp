/// Row 11: enforcement staff sent down 综合执法下沉: officers of the city's pool at work in communities.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/crews.hpp"
#include "models/facilities/lending.hpp"
#include "models/facilities/pools.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "sim/distributions.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<std::string> violations() { return {"fire_lane", "charging_wires", "illegal_structure", "noise_dogs"}; }

std::vector<Param> officer_params() {
  return {
      as_size(whole_param("officers", 2, 0, 1000, "1",
                          "officers sent down, for all communities together; at least one of the city's stays behind",
                          "下沉执法人员数（全部社区合计，市级至少留一人）", "assumption", a)),
      whole_param("city_officers", 12, 1, 100000, "1",
                  "officers of the city's pool who would see to these communities' cases",
                  "市级执法力量中承办这些社区案件的人数", "assumption", a),
      whole_param("days_a_week", 5, 0, 5, "d/week", "working days on which they are sent down, from Monday on",
                  "每周下沉天数（自周一起）", "assumption", a),
      whole_param("turn_days", 30, 1, 3650, "d",
                  "officers who cannot be shared out evenly go to other communities after so many days",
                  "不能均分的人员轮换社区的间隔", "assumption", a),
      real_param("office_from", 9, 0, 24, "h", "hour at which their working days begin", "上班时刻", "assumption", a),
      real_param("office_to", 17, 0, 24, "h", "hour at which they end", "下班时刻", "assumption", a),
      real_param("officer_day", 400, 0, 10000, "yuan/d", "a day of an officer, all in", "执法人员日成本",
                 "assumption: price", a, 250, 700),
  };
}

std::vector<Param> case_params() {
  return {
      {.key = "kinds",
       .type = Type::list,
       .fallback = violations(),
       .unit = "",
       .meaning = "violations that they see to",
       .meaning_zh = "现场处置的违法类别",
       .source = "assumption",
       .tag = a,
       .choices = violations()},
      switch_param("compels", true,
                   "also what a grid worker has been at in vain, whoever would be next; else only what would go to the "
                   "city's office",
                   "网格员劝而无效的也由其处置", "assumption", a),
      real_param("longest_wait", 5, 0, 365, "d",
                 "working days ahead that they take cases on for; what is beyond goes to the city's office",
                 "最多排期的工作日数（超出的仍交市级）", "assumption", a, 2, 15),
      real_param("resentment", .5, 0, 1, "1",
                 "how much the household enforced against feels it, against a report of its own that came to nothing",
                 "被执法家庭的不满（相对于自己上报无果）", "assumption", a, .1, 1),
      real_param("dispute_chance", .05, 0, 1, "1",
                 "chance that a household enforced against quarrels with whom it thinks has complained",
                 "被执法者与邻里发生纠纷的概率", "assumption", a, 0, .2),
  };
}

}  // namespace

Section enforcement_sent_down_section() {
  std::vector<Param> params = officer_params();
  for (Param& param : case_params()) params.push_back(std::move(param));
  return {.key = "enforcement_sent_down",
          .title = "Enforcement staff sent down",
          .title_zh = "综合执法下沉",
          .rule =
              "officers of the city's pool work in the communities and see to violations on the spot, on foot and in "
              "office "
              "hours; the city's office has fewer left, so what still goes there takes longer",
          .rule_zh = "市级执法人员下沉社区，在上班时间步行到场处置违法行为；市级人手减少，仍交市级的事项用时更长",
          .fails_by = "coercion: households enforced against lose heart, and quarrel; a drained city office",
          .fails_by_zh = "强制引发不满与纠纷；抽空市级力量",
          .rows = {11},
          .source =
              "claim: Yantai tells of enforcement staff sent down; that they have authority there and are missed "
              "elsewhere is an assumption",
          .tag = Tag::claim,
          .moves = {"burden_days_by_kind", "satisfaction_mean", "arisen_by_kind"},
          .switchable = true,
          .lead_days = 60,
          .params = std::move(params),
          .measures = {{.name = "enforced_on_the_spot",
                        .meaning = "Violations seen to by officers sent down",
                        .meaning_zh = "下沉执法现场处置数",
                        .counter = 0},
                       {.name = "enforcement_beyond_hours",
                        .better = Better::lower,
                        .meaning = "Violations that officers sent down had no hours for",
                        .meaning_zh = "下沉人员无工时承接数",
                        .counter = 1},
                       {.name = "coerced",
                        .better = Better::lower,
                        .meaning = "Households enforced against by officers sent down; one may be so several times",
                        .meaning_zh = "被下沉执法的家庭次数",
                        .counter = 2},
                       {.name = "disputes_from_enforcement",
                        .better = Better::lower,
                        .meaning = "Disputes that arose from being enforced against",
                        .meaning_zh = "执法引发的纠纷数",
                        .counter = 3}},
          .costs = {{.word = "enforcement officers sent down",
                     .word_zh = "下沉执法人员",
                     .unit = "person-day",
                     .payer = Payer::budget,
                     .price = "officer_day"}},
          .events = {"a violation is enforced against (request, seconds of work)",
                     "a household is enforced against (resident, request)",
                     "a dispute arises from it (building, request)"}};
}

namespace {

class EnforcementSentDown final : public Mechanism {
 public:
  explicit EnforcementSentDown(const Settings& s)
      : city_(static_cast<std::uint32_t>(whole(s, "city_officers"))),
        days_(static_cast<std::uint32_t>(whole(s, "days_a_week"))),
        turn_days_(static_cast<std::uint32_t>(whole(s, "turn_days"))),
        office_{whole_seconds(real(s, "office_from") * hour_seconds),
                whole_seconds(real(s, "office_to") * hour_seconds)},
        compels_(s.boolean("enforcement_sent_down.compels")),
        longest_wait_(real(s, "longest_wait")),
        resentment_(real(s, "resentment")),
        dispute_chance_(real(s, "dispute_chance")) {
    if (days_ > 0 && office_.from < office_.to) {
      officers_ = std::min(static_cast<std::uint32_t>(whole(s, "officers")), city_ - 1);
    }
    const std::vector<std::string>& words = s.words("enforcement_sent_down.kinds");
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      serves_[kind] = std::find(words.begin(), words.end(), kind_keys()[kind]) != words.end();
    }
  }

  // Column: the crew.
  void on_adopt(Context& ctx) const override {
    if (officers_ == 0) return on_drop(ctx);
    const auto communities = static_cast<std::uint32_t>(ctx.rules.grids.size());
    crew(ctx).fit((officers_ + communities - 1) / communities);
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (pool_open(ctx, *this)) close_pool(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (officers_ == 0) return;
    const std::uint32_t here = people_here(ctx, day);
    if (here == 0) {
      for (const RequestId r : waiting_in(ctx, *this)) send_back(ctx, r);
    }
    if (here == 0 || !sent_on(day)) return;
    book_own(ctx, *this, 0, here);
    schedule_mechanism(ctx, *this, start_of_day(day) + office_.from, opens);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    std::size_t entry = 0;
    if (what < look && crew(ctx).done(what, entry) == Crew::Done::nothing) return;
    if (what == opens) crew(ctx).open();
    look_for_work(ctx);
  }

  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    const RequestColumns& q = ctx.c.requests;
    if (officers_ == 0 || !serves_[q.kind[r.row]]) return false;
    const bool in_vain = q.attempts[r.row] > 0 && q.worker[r.row].exists();
    if (planned != Server::enforcement && !(compels_ && in_vain)) return false;
    if (!has_hours_for(ctx, r)) {
      count(ctx, *this, beyond_hours);
      return false;
    }
    give_to_pool(ctx, r, *this);
    return true;
  }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (officers_ == 0 || !in_own_pool(ctx, *this, r)) return;
    if (stage == RequestState::dispatched) schedule_mechanism(ctx, *this, ctx.now, look);
    if (stage == RequestState::lapsed || stage == RequestState::withdrawn) crew(ctx).lose(r);
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds work) const override {
    count(ctx, *this, on_the_spot);
    keep_event(ctx, *this, 0, r.row, -1, work);
    enforce_against(ctx, r);
  }

  [[nodiscard]] LeverSet levers() const override { return officers_ > 0 ? bit(Lever::outside_time) : 0; }

  /// Fewer officers are left for what goes to the city's office; its work is that of many communities.
  [[nodiscard]] double factor(const Context&, Lever, const LeverAt& at) const override {
    return at.server == Server::enforcement ? city_ / (city_ - officers_ * days_ / 5.0) : 1;
  }

 private:
  enum Counter : std::size_t { on_the_spot, beyond_hours, households, disputes };
  enum What : std::uint32_t { look = 1U << 20, opens };  // below: one of the crew is done
  enum Decides : std::uint32_t { who_feels_it, dispute_trial };

  static std::int64_t whole(const Settings& s, const char* key) {
    return s.integer(std::string("enforcement_sent_down.") + key);
  }
  static double real(const Settings& s, const char* key) { return s.real(std::string("enforcement_sent_down.") + key); }

  [[nodiscard]] Crew crew(Context& ctx) const { return {ctx, *this, 0, office_}; }
  [[nodiscard]] bool sent_on(std::uint32_t day) const { return office_.on_day(day) && weekday_of_day(day) < days_; }

  [[nodiscard]] std::uint32_t people_here(const Context& ctx, std::uint32_t day) const {
    const auto communities = static_cast<std::uint32_t>(ctx.rules.grids.size());
    return dealt_out(officers_, communities, ctx.plan.number, day / turn_days_);
  }

  /// Whether what waits leaves hours for one more.
  [[nodiscard]] bool has_hours_for(const Context& ctx, RequestId r) const {
    double seconds = service_seconds(ctx, r, {});
    for (const RequestId waiting : waiting_in(ctx, *this)) seconds += service_seconds(ctx, waiting, {});
    const double a_day = static_cast<double>(office_.to - office_.from) * people_here(ctx, day_of(ctx.now)) * days_ / 5;
    return seconds <= longest_wait_ * a_day;
  }

  void look_for_work(Context& ctx) const {
    const std::uint32_t today = day_of(ctx.now);
    if (!sent_on(today) || !office_.open(ctx.now)) return;
    Crew officers = crew(ctx);
    for (std::uint32_t who = 0; who < people_here(ctx, today); ++who) {
      if (!officers.idle(who)) continue;
      const std::vector<RequestId> waiting = waiting_in(ctx, *this);
      if (waiting.empty()) return;
      const RequestId r = waiting.front();
      (void)officers.serve(who, r, whole_seconds(service_seconds(ctx, r, {})));
    }
  }

  /// A household of the building, by the violation's own luck: enforcing means somebody.
  void enforce_against(Context& ctx, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    const BuildingId building = q.building[r.row];
    const std::uint32_t first = ctx.plan.first_resident_of(building);
    const std::uint32_t living = ctx.plan.end_resident_of(building) - first;
    if (living == 0) return;
    const std::uint32_t sub = q.attempts[r.row];
    const Bits bits = ctx.luck.bits(ctx.origin(r), q.trial[r.row], own_luck(*this, who_feels_it), sub);
    const ResidentId felt_by(first + below(bits.b, living));
    const HouseholdId home = ctx.plan.household[felt_by.row];
    for (std::uint32_t row = ctx.plan.first_resident[home.row]; row < ctx.plan.first_resident[home.row + 1]; ++row) {
      feel(ctx, ResidentId(row), 0, resentment_);
      touch_belonging(ctx, ResidentId(row), -resentment_);
    }
    count(ctx, *this, households);
    keep_event(ctx, *this, 1, felt_by.row, r.row);
    if (uniform_of(bits.a) >= dispute_chance_) return;
    const Bits trial = ctx.luck.bits(ctx.origin(r), q.trial[r.row], own_luck(*this, dispute_trial), sub);
    count(ctx, *this, disputes);
    keep_event(ctx, *this, 2, building.row, r.row);
    quarrel(ctx, building, felt_by, static_cast<std::uint32_t>(trial.a >> 33) | 0x8000'0000U);
  }

  static void quarrel(Context& ctx, BuildingId building, ResidentId who, std::uint32_t trial) {
    constexpr std::size_t dispute = 9;
    arise(ctx, {.kind = dispute,
                .of_place = true,
                .origin = building.row,
                .trial = trial,
                .building = building,
                .reporter = who});
  }

  std::uint32_t officers_ = 0;
  std::uint32_t city_, days_, turn_days_;
  OfficeHours office_;
  std::array<bool, kind_count> serves_{};
  bool compels_;
  double longest_wait_, resentment_, dispute_chance_;
};

}  // namespace

std::unique_ptr<Mechanism> make_enforcement_sent_down(const Settings& settings) {
  return std::make_unique<EnforcementSentDown>(settings);
}

}  // namespace cogov
