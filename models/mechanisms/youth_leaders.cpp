/// Row 31: youth building leaders "红领巾"楼栋长: children of 9 to 16 who look after their building.
#include <algorithm>
#include <array>

#include "models/harm.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

enum Counter : std::size_t { leader_months, rounds, reports, told, heard, alone, alone_in_reach };

std::vector<OwnMeasure> own_measures() {
  const Better neither = Better::neither;
  return {
      {"youth_leader_months", "month", neither, "Months of youth building leaders", "小楼长服务月数", leader_months},
      {"youth_rounds", "1", neither, "Rounds of youth building leaders", "小楼长巡楼次数", rounds},
      {"youth_reports", "1", neither, "Problems that children reported", "儿童上报问题数", reports},
      {"youth_told_on", "1", Better::lower, "Neighbours on whose conduct children reported: children as monitors",
       "被儿童举报行为的邻居人次", told},
      {"youth_heard", "1", neither, "Silent needs that children heard of and passed on", "儿童听到并转达的未上报需求数",
       heard},
      {"youth_alone_in_reach", "1", Better::higher,
       "Residents of 60 and over living alone who are tied to a youth leader's family; mean over months",
       "与小楼长家庭有联系的60岁以上独居者占比（各月平均）", alone_in_reach, static_cast<int>(alone)},
  };
}

}  // namespace

Section youth_leaders_section() {
  return {
      .key = "youth_leaders",
      .title = "Youth building leaders",
      .title_zh = "“红领巾”楼栋长",
      .rule =
          "children of 9 to 16 lead in their building, if their families agree: their families and those tied to them "
          "come to more and join more; on weekly rounds children notice misconduct and hear what neighbours need",
      .rule_zh =
          "9—16岁儿童经家长同意担任小楼长：家庭及有联系的邻居更多到会、更多参与；每周巡楼，发现不文明行为，听取邻居需"
          "求",
      .fails_by = "homes without children are missed, old people living alone among them; children as monitors",
      .fails_by_zh = "没有孩子的家庭（包括独居老人）被遗漏；儿童成为监督者",
      .rows = {31},
      .source =
          "claim: Yantai (Xianglong), 6,500 residents, a quarter of them young, leaders of 9 to 16; no effect size "
          "is known",
      .tag = a,
      .moves = {"found_first_share", "volunteers_joined", "belonging_mean"},
      .switchable = true,
      .lead_days = 30,
      .params =
          {
              as_size(real_param("share", .1, 0, 1, "1",
                                 "of children of 9 to 16, who would lead in their building at the start",
                                 "起始时愿任小楼长的9—16岁儿童比例", "assumption", a, .03, .3)),
              real_param("joins_per_month", .01, 0, 1, "1/month", "of the others, who would begin later",
                         "此后每月新加入比例", "assumption", a, 0, .03),
              real_param("consent_chance", .6, 0, 1, "1",
                         "chance that the family agrees, at a belonging of a half; times "
                         "twice its mean belonging",
                         "家长同意的概率（归属感为一半时；按家庭归属感成比例）", "assumption", a, .3, .9),
              real_param("tires_per_month", .08, 0, 5, "1/month", "rate at which children stop", "退出率（月）",
                         "assumption", a, .03, .2),
              whole_param("rounds_per_week", 1, 0, 5, "1/week", "of a leader through the building, after school",
                          "每周巡楼次数（放学后）", "assumption", a),
              real_param("round_minutes", 20, 1, 120, "min", "of a round, unpaid", "每次巡楼用时（无偿）", "assumption",
                         a, 10, 40),
              real_param("notice_chance", .3, 0, 1, "1",
                         "chance to report litter, a blocked fire lane, charging wires or noise that can be seen",
                         "发现可见不文明现象的概率", "assumption", a, .1, .6),
              real_param("told_on_step", .5, 0, 1, "1",
                         "belonging that a neighbour loses who is told on, in steps of one event",
                         "被举报邻居的归属感损失（以一次事件的变化量为单位）", "assumption", a, 0, 1),
              real_param("hears_chance", .1, 0, 1, "1",
                         "chance to hear of a silent need, on a round, in a home with children of the same building",
                         "巡楼时在有孩子的同楼家庭听到未上报需求的概率", "assumption", a, 0, .3),
              real_param("belonging_step", .5, 0, 1, "1", "belonging that the family gains each month, likewise",
                         "家庭每月归属感增量", "assumption", a, 0, 1),
              real_param("family_factor", 1.6, 1, 10, "1",
                         "times the chance of the family to come to meetings, to vote and to volunteer",
                         "家庭到会、表决与志愿参与概率倍数", "assumption", a, 1, 3),
              real_param("neighbour_factor", 1.15, 1, 10, "1",
                         "the same of neighbours of the building who are tied to the family", "同楼有联系邻居的倍数",
                         "assumption", a, 1, 1.5),
          },
      .measures = own_measures(),
      .costs = {{"children's hours", "儿童工时", "second", Payer::unpaid, "costs.unpaid_hour", 3600, Bearer::children}},
      .events = {"child leads: resident, building", "child stops: resident, building",
                 "misconduct reported: child, building, neighbour", "need heard of: child, household"}};
}

namespace {

constexpr std::uint32_t month_days = 30;
constexpr std::uint8_t youngest = 9, oldest = 16;

enum Decision : std::uint32_t { begins, agrees, later_on, stops, sees, tells_on, hears };
enum Event : std::size_t { leads_event, stops_event, told_event, heard_event };
enum Reach : std::int32_t { none, tied, family };

bool is_misconduct(std::size_t kind) {
  const std::string& key = kind_keys()[kind];
  return key == "litter" || key == "fire_lane" || key == "charging_wires" || key == "noise_dogs";
}

class YouthLeaders final : public Mechanism {
 public:
  explicit YouthLeaders(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("youth_leaders.") + key); };
    share_ = real("share");
    joins_per_month_ = real("joins_per_month");
    consent_chance_ = real("consent_chance");
    stopping_chance_ = 1 - exact_exp(-real("tires_per_month"));
    rounds_per_week_ = static_cast<std::uint32_t>(s.integer("youth_leaders.rounds_per_week"));
    round_seconds_ = whole_seconds(real("round_minutes") * minute_seconds);
    notice_chance_ = real("notice_chance");
    told_on_step_ = real("told_on_step");
    hears_chance_ = real("hears_chance");
    belonging_step_ = real("belonging_step");
    family_factor_ = real("family_factor");
    neighbour_factor_ = real("neighbour_factor");
    for (std::size_t kind = 0; kind < kind_count; ++kind) misconduct_[kind] = is_misconduct(kind);
  }

  // Column: by resident, how a leader's family reaches them; then the children who lead, ascending.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (!column.empty() || share_ <= 0) return;
    column.assign(ctx.plan.residents(), none);
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (!may_lead(ctx, row)) continue;
      if (ctx.luck.uniform(ctx.who(ResidentId(row)), 0, own_luck(*this, begins)) < share_) begin(ctx, row);
    }
    reach(ctx);
  }

  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    if (day % month_days == 0) new_month(ctx, day / month_days);
    // Of five school days the first ones.
    if (weekday_of_day(day) >= rounds_per_week_) return;
    schedule_mechanism(ctx, *this, ctx.now + 17 * hour_seconds, 0);
  }

  void on_event(Context& ctx, std::uint32_t) const override {
    for (const std::uint32_t child : leaders(ctx)) go_round(ctx, child);
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::joining) | bit(Lever::turnout); }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (column.empty() || !at.resident.exists()) return 1;
    const std::int32_t reached = column[at.resident.row];
    return reached == family ? family_factor_ : reached == tied ? neighbour_factor_ : 1;
  }

 private:
  static bool may_lead(const Context& ctx, std::uint32_t row) {
    return ctx.plan.age[row] >= youngest && ctx.plan.age[row] <= oldest;
  }

  std::vector<std::uint32_t> leaders(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto first = static_cast<std::ptrdiff_t>(std::min(column.size(), ctx.plan.residents()));
    return {column.begin() + first, column.end()};
  }

  /// Begins, if the family agrees.
  void begin(Context& ctx, std::uint32_t child) const {
    const HouseholdId home = ctx.plan.household[child];
    double belonging = 0;
    const std::uint32_t from = ctx.plan.first_resident[home.row];
    const std::uint32_t to = ctx.plan.first_resident[home.row + 1];
    for (std::uint32_t row = from; row < to; ++row) belonging += belonging_of(ctx, ResidentId(row));
    const double chance = consent_chance_ * 2 * belonging / (to - from);
    if (ctx.luck.uniform(ctx.who(ResidentId(child)), 0, own_luck(*this, agrees)) >= chance) return;
    own_column(ctx, *this).push_back(static_cast<std::int32_t>(child));
    keep_event(ctx, *this, leads_event, child, ctx.plan.building_of(ResidentId(child)).row);
  }

  void new_month(Context& ctx, std::uint32_t month) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::vector<std::uint32_t> before = leaders(ctx);
    column.resize(ctx.plan.residents());
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (!may_lead(ctx, row)) continue;
      const Who who = ctx.who(ResidentId(row));
      if (!std::binary_search(before.begin(), before.end(), row)) {
        if (ctx.luck.uniform(who, month, own_luck(*this, later_on)) < joins_per_month_) begin(ctx, row);
      } else if (ctx.luck.uniform(who, month, own_luck(*this, stops)) >= stopping_chance_) {
        column.push_back(static_cast<std::int32_t>(row));
      } else {
        keep_event(ctx, *this, stops_event, row, ctx.plan.building_of(ResidentId(row)).row);
      }
    }
    reach(ctx);
    please_families(ctx);
    count_reach(ctx);
  }

  /// Families, and the neighbours of the building who are tied to them.
  void reach(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::vector<std::uint32_t> all = leaders(ctx);
    std::fill_n(column.begin(), ctx.plan.residents(), static_cast<std::int32_t>(none));
    for (const std::uint32_t child : all) {
      const HouseholdId home = ctx.plan.household[child];
      const BuildingId building = ctx.plan.building_of_household[home.row];
      for (std::uint32_t row = ctx.plan.first_resident[home.row]; row < ctx.plan.first_resident[home.row + 1]; ++row) {
        column[row] = family;
        for (const std::uint32_t other : ties_of(ctx, ResidentId(row))) {
          if (ctx.plan.building_of(ResidentId(other)) == building)
            column[other] = std::max<std::int32_t>(column[other], tied);
        }
      }
    }
  }

  void please_families(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (column[row] == family) touch_belonging(ctx, ResidentId(row), belonging_step_);
    }
  }

  void count_reach(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    count(ctx, *this, leader_months, static_cast<std::int64_t>(leaders(ctx).size()));
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (ctx.plan.age[row] < 60 || !ctx.plan.is(ResidentId(row), ResidentClass::lives_alone)) continue;
      count(ctx, *this, alone);
      if (column[row] != none) count(ctx, *this, alone_in_reach);
    }
  }

  void go_round(Context& ctx, std::uint32_t child) const {
    const ResidentId who(child);
    const BuildingId building = ctx.plan.building_of(who);
    count(ctx, *this, rounds);
    book_own(ctx, *this, 0, round_seconds_, child);
    const std::vector<RequestId> seen = ctx.c.in_sight;
    for (const RequestId r : seen) {
      if (ctx.c.requests.building[r.row] == building) look_at(ctx, who, r);
    }
    listen(ctx, who, building);
  }

  void look_at(Context& ctx, ResidentId child, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    if (q.state[r.row] != RequestState::arisen || !misconduct_[q.kind[r.row]]) return;
    const double u = ctx.luck.uniform(ctx.who(child), q.trial[r.row], own_luck(*this, sees), day_of(ctx.now));
    if (u >= notice_chance_ * notice_factor(ctx, r)) return;
    notice(ctx, r, Finder::child, {});
    count(ctx, *this, reports);
    tell_on(ctx, child, r);
  }

  /// Somebody of the building is behind it: not of the child's family.
  void tell_on(Context& ctx, ResidentId child, RequestId r) const {
    const BuildingId building = ctx.c.requests.building[r.row];
    const std::uint32_t first = ctx.plan.first_resident_of(building);
    const Bits bits = ctx.luck.bits(ctx.origin(r), ctx.c.requests.trial[r.row], own_luck(*this, tells_on));
    const ResidentId neighbour(first + below(bits.b, ctx.plan.end_resident_of(building) - first));
    if (ctx.plan.household[neighbour.row] == ctx.plan.household[child.row]) return;
    count(ctx, *this, told);
    look_at_resident(ctx, neighbour, Watcher::children);
    touch_belonging(ctx, neighbour, -told_on_step_);
    keep_event(ctx, *this, told_event, child.row, building.row, neighbour.row);
  }

  /// Children are let in where children are.
  void listen(Context& ctx, ResidentId child, BuildingId building) const {
    const std::uint32_t day = day_of(ctx.now);
    for (std::uint32_t home = ctx.plan.first_household[building.row]; home < ctx.plan.first_household[building.row + 1];
         ++home) {
      if (home == ctx.plan.household[child.row].row || !with_children(ctx, home)) continue;
      for (const RequestId r : silent_needs(ctx, HouseholdId(home))) {
        const std::uint32_t need = (31 * ctx.origin(r).ordinal + ctx.c.requests.trial[r.row]) & 0xF'FFFFU;
        if (ctx.luck.uniform(ctx.who(child), day, own_luck(*this, hears), need) >=
            hears_chance_ * notice_factor(ctx, r))
          continue;
        notice(ctx, r, Finder::child, {});
        count(ctx, *this, heard);
        keep_event(ctx, *this, heard_event, child.row, home);
      }
    }
  }

  static bool with_children(const Context& ctx, std::uint32_t home) {
    for (std::uint32_t row = ctx.plan.first_resident[home]; row < ctx.plan.first_resident[home + 1]; ++row) {
      if (ctx.plan.age[row] <= oldest) return true;
    }
    return false;
  }

  double share_ = 0, joins_per_month_ = 0, consent_chance_ = 0, stopping_chance_ = 0;
  std::uint32_t rounds_per_week_ = 0;
  Seconds round_seconds_ = 0;
  double notice_chance_ = 0, told_on_step_ = 0, hears_chance_ = 0, belonging_step_ = 0;
  double family_factor_ = 1, neighbour_factor_ = 1;
  std::array<bool, kind_count> misconduct_{};
};

}  // namespace

std::unique_ptr<Mechanism> make_youth_leaders(const Settings& settings) {
  return std::make_unique<YouthLeaders>(settings);
}

}  // namespace cogov
