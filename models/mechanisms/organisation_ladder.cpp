/// Row 1: the organisation ladder 三级/四级架构: community, grid, building group, contact household.
///
/// What residents report comes first to the lowest level that their building has, and from the last level below the
/// grid to the ordinary dispatch, which is grid and community. Building leaders and contact households are not
/// residents of the model: there is one of each in a building, or none.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/levels.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/distributions.hpp"

namespace cogov {

namespace {

std::vector<Param> level_params() {
  constexpr Tag a = Tag::assumption;
  return {
      whole_param("levels", 3, 3, 4, "1",
                  "3: community, grid, building leader; 4: below them a contact household in each building",
                  "层级数（4级含中心户）", "claim: three levels; four in some places", Tag::claim),
      real_param("leaders_share", .8, 0, 1, "1", "share of buildings that have a building leader", "有楼长的楼栋比例",
                 "assumption; Yantai Dahaiyang tells of 160 leaders for 2,528 households", a, .4, 1),
      real_param("contacts_share", .5, 0, 1, "1", "share of buildings that have a contact household, with 4 levels",
                 "有中心户的楼栋比例", "assumption", a, .2, .9),
      real_param("leader_hours", 1, 0, 40, "h/week", "time of a building leader, unpaid", "楼长每周时间（无偿）",
                 "assumption: 160 leaders, 1 h a week", a, .25, 3),
      real_param("contact_hours", .5, 0, 40, "h/week", "time of a contact household, unpaid", "中心户每周时间（无偿）",
                 "assumption", a, .1, 2),
      real_param("settles_nuisance", .3, 0, 1, "1",
                 "chance that a building leader settles litter, a blocked fire lane, charging wires, noise or dogs",
                 "楼长就地解决垃圾、占道、飞线、噪音等的概率", "assumption", a, .1, .6),
      real_param("settles_dispute", .2, 0, 1, "1", "chance that a building leader settles a dispute of neighbours",
                 "楼长调解邻里纠纷的概率", "assumption", a, .05, .5),
      real_param("settles_small_help", .3, 0, 1, "1",
                 "chance that a building leader sees to an errand, or to somebody lonely", "楼长帮办跑腿、陪伴的概率",
                 "assumption", a, .1, .6),
      real_param("contact_settles", .5, 0, 1, "1", "a contact household's chances, over a leader's",
                 "中心户解决概率与楼长之比", "assumption", a, .2, 1),
      real_param("answer", 12, 0, 720, "h", "mean time until somebody sees to what they settle", "就地办理平均等待",
                 "assumption; leaders are said to be reachable for 24 h", a, 2, 48),
  };
}

std::vector<Param> relay_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("relay_delay", 1, 0, 365, "d", "mean time until what a level passes up arrives at the next",
                 "逐级上报平均延迟", "assumption: a hand-off, Exp(1 d)", a, .2, 3),
      real_param("referral_minutes", 5, 0, 600, "min", "a level's time to pass a request up", "上报一件用时",
                 "assumption", a, 2, 15),
      real_param("unowned_share", .1, 0, 1, "1", "chance that nobody at a level feels responsible", "无人认领的概率",
                 "assumption", a, 0, .3),
      real_param("unowned_delay", 3, 0, 365, "d", "mean time for which it then lies", "无人认领的平均搁置时间",
                 "assumption", a, 1, 7),
      real_param("notice_hazards", .03, 0, 1, "1/d",
                 "chance a day that a building leader notices a hazard of the building, indoors too",
                 "楼长每日发现本楼隐患的概率",
                 "assumption, set so that a plausible year of a place with leaders comes out", a, .01, .2),
      real_param("notice_needs", .005, 0, 1, "1/d",
                 "chance a day that a building leader notices an unreported need of a neighbour",
                 "楼长每日发现邻居未上报需求的概率", "assumption, set likewise", a, 0, .03),
      real_param("rounds", 40, 0, 2400, "min/week",
                 "of the leader's time that goes into looking round, where leaders notice at all", "楼长每周巡看用时",
                 "assumption", a, 10, 60),
      switch_param("one_owner", false, "the leader stays with what is passed up, to its end", "一办到底",
                   "assumption: 一办到底 as a rule of the office", a),
      real_param("wrong_owner_factor", .5, 0, 1, "1",
                 "where each request has one owner, the share of first dispatches that go to a wrong owner, over what "
                 "it is otherwise",
                 "一办到底时派错责任人的比例之倍数", "assumption: halves", a, .3, .9),
      real_param("chase_minutes", 5, 0, 600, "min/week",
                 "where each request has one owner, the leader's time on each open request",
                 "一办到底时每件每周跟办用时", "assumption", a, 2, 15),
  };
}

}  // namespace

Section organisation_ladder_section() {
  std::vector<Param> params = level_params();
  for (Param& param : relay_params()) params.push_back(std::move(param));
  return {.key = "organisation_ladder",
          .title = "Organisation ladder",
          .title_zh = "组织架构（三级/四级）",
          .rule =
              "what is reported comes to the building's leader first, who settles it with a chance, else passes it up "
              "after a delay; leaders notice what is wrong in their own building",
          .rule_zh = "诉求先到楼长（或中心户），以一定概率就地解决，否则延迟后逐级上报；楼长能发现本楼问题",
          .fails_by = "relay delay, diffuse responsibility, and a week that is soon used up",
          .fails_by_zh = "逐级转办的延迟、责任分散、时间很快用完",
          .rows = {1},
          .source = "claim: a commentary, three levels; Yantai Dahaiyang, 160 building leaders for 2,528 households",
          .tag = Tag::claim,
          .moves = {"settled_by_leaders", "found_first_share", "served_by_server", "leader_hours", "burden_days_mean",
                    "lay_unowned"},
          .switchable = true,
          .lead_days = 30,
          .params = std::move(params)};
}

namespace {

constexpr std::uint32_t leader_post = 0;
constexpr std::uint32_t contact_post = 1;

double chance_of(const Settings& s, const std::string& kind) {
  const auto chance = [&](const char* key) { return s.real(std::string("organisation_ladder.") + key); };
  for (const char* each : {"litter", "fire_lane", "charging_wires", "noise_dogs"}) {
    if (kind == each) return chance("settles_nuisance");
  }
  if (kind == "dispute") return chance("settles_dispute");
  if (kind == "errands" || kind == "loneliness") return chance("settles_small_help");
  return 0;
}

class OrganisationLadder final : public Mechanism {
 public:
  explicit OrganisationLadder(const Settings& s)
      : notice_hazards_(real(s, "notice_hazards")),
        notice_needs_(real(s, "notice_needs")),
        one_owner_(s.boolean("organisation_ladder.one_owner")),
        wrong_owner_factor_(real(s, "wrong_owner_factor")),
        chase_(whole_seconds(real(s, "chase_minutes") * minute_seconds)) {
    rules_.answer_hours = real(s, "answer");
    rules_.relay_days = real(s, "relay_delay");
    rules_.referral = whole_seconds(real(s, "referral_minutes") * minute_seconds);
    rules_.unowned_share = real(s, "unowned_share");
    rules_.unowned_days = real(s, "unowned_delay");
    const Seconds week = whole_seconds(real(s, "leader_hours") * hour_seconds);
    if (notice_hazards_ > 0 || notice_needs_ > 0) {
      rounds_ = std::min(week, whole_seconds(real(s, "rounds") * minute_seconds));
    }
    if (s.integer("organisation_ladder.levels") == 4) add_contacts(s);
    Level& leader = rules_.levels.emplace_back();
    leader.post = leader_post;
    leader.filled = real(s, "leaders_share");
    leader.week = week - rounds_;
    for (std::size_t kind = 0; kind < kind_count; ++kind) leader.settles[kind] = chance_of(s, kind_keys()[kind]);
  }

  // Column: the levels' time (facilities/levels.hpp).
  void on_adopt(Context& ctx) const override {
    fit_level_time(ctx, rules_, own_column(ctx, *this));
    open_pool(ctx, Server::leader, *this);
  }

  void on_drop(Context& ctx) const override {
    own_column(ctx, *this).clear();
    close_pool(ctx, Server::leader);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    book_leaders(ctx, day);
    if (notice_hazards_ > 0 || notice_needs_ > 0) look_round(ctx, day);
    if (one_owner_ && day % 7 == 0) chase(ctx);
  }

  /// A leader comes upon something that was still unknown when the day began.
  void on_event(Context& ctx, std::uint32_t row) const override {
    RequestColumns& q = ctx.c.requests;
    const RequestId r(row);
    if (q.state[r.row] == RequestState::arisen) {
      if (ctx.counted(r)) ++ctx.c.tally.levels.found;
      if (is_new(ctx, r)) q.level[r.row] = at_the_leader();
      notice(ctx, r, Finder::leader, {});
    }
    release(ctx, r);
  }

  /// What is urgent nobody takes to a building leader.
  bool take_below(Context& ctx, RequestId r) const override {
    const RequestColumns& q = ctx.c.requests;
    if (q.level[r.row] >= past_all_levels || ctx.rules.kinds[q.kind[r.row]].priority == 0) return false;
    const bool under_way = q.level[r.row] > 0;
    const bool from_residents = q.reported[r.row] != never && q.acted[r.row] == 0;
    if (!under_way && !(from_residents && is_new(ctx, r))) return false;
    return route(ctx, r, rules_, own_column(ctx, *this));
  }

  /// A kind may name building leaders among its servers: then they take it whatever it is, as soon as they have time.
  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    if (planned != Server::leader) return false;
    const BuildingId building = ctx.c.requests.building[r.row];
    if (!has_leader(ctx, building) || leader().week == 0) {
      if (!somebody_after(ctx, r)) return false;
      hand_on(ctx, r);
      return true;
    }
    give_to_pool(ctx, r, Server::leader);
    const Seconds begin = next_free(ctx, building);
    const Seconds work = whole_seconds(service_seconds(ctx, r, {}));
    reserve_level_time(ctx, leader(), building, work, own_column(ctx, *this));
    agree(ctx, r, begin, work);
    return true;
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds work) const override {
    book(ctx, CostItem::leader_hours, work, ctx.c.requests.building[r.row].row);
  }

  [[nodiscard]] LeverSet levers() const override { return one_owner_ ? bit(Lever::wrong_owner) : 0; }

  /// Who has come up through a leader has an owner who sees that it gets to the right place.
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    return ctx.c.requests.level[at.request.row] == past_all_levels && has_leader(ctx, at.building) ? wrong_owner_factor_
                                                                                                   : 1;
  }

 private:
  static double real(const Settings& s, const char* key) { return s.real(std::string("organisation_ladder.") + key); }

  void add_contacts(const Settings& s) {
    Level& contact = rules_.levels.emplace_back();
    contact.post = contact_post;
    contact.filled = real(s, "contacts_share");
    contact.week = whole_seconds(real(s, "contact_hours") * hour_seconds);
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      contact.settles[kind] = real(s, "contact_settles") * chance_of(s, kind_keys()[kind]);
    }
  }

  [[nodiscard]] const Level& leader() const { return rules_.levels.back(); }

  [[nodiscard]] bool has_leader(const Context& ctx, BuildingId b) const { return level_filled(ctx, leader(), b); }

  /// When the leader has time again: now, or in the first week that is not used up.
  Seconds next_free(Context& ctx, BuildingId b) const {
    const std::int64_t left = level_time_left(ctx, leader(), b, own_column(ctx, *this));
    if (left > 0) return ctx.now;
    const auto weeks = static_cast<double>(1 - left / leader().week);
    return later(ctx.now / week_seconds * week_seconds, weeks * week_seconds);
  }

  /// What a leader has found is at the leader's level, and is not left lying.
  [[nodiscard]] std::uint8_t at_the_leader() const {
    return static_cast<std::uint8_t>(2 * (rules_.levels.size() - 1) + 1);
  }

  /// Nobody has been asked to see to it yet.
  static bool is_new(const Context& ctx, RequestId r) {
    const RequestColumns& q = ctx.c.requests;
    return q.level[r.row] == 0 && q.dispatched[r.row] == never && q.hand_offs[r.row] == 0 && q.to_verify[r.row] == 0;
  }

  /// A day of stipends; on Mondays the time that leaders will spend looking round.
  void book_leaders(Context& ctx, std::uint32_t day) const {
    if (!ctx.counting()) return;
    std::int64_t leaders = 0;
    for (std::size_t row = 0; row < ctx.plan.buildings(); ++row) {
      const BuildingId b(row);
      if (!has_leader(ctx, b)) continue;
      ++leaders;
      if (day % 7 == 0) book(ctx, CostItem::leader_hours, rounds_, b.row);
    }
    book(ctx, CostItem::building_leaders, leaders);
  }

  /// Which of the open requests that nobody knows of are noticed today, and when between 7 and 21 h.
  void look_round(Context& ctx, std::uint32_t day) const {
    RequestColumns& q = ctx.c.requests;
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestId r(row);
      if (q.state[row] != RequestState::arisen) continue;
      const double chance = q.of_place[row] != 0 ? notice_hazards_ : notice_needs_;
      if (chance <= 0) continue;
      const Bits bits = ctx.luck.bits(ctx.origin(r), day, Why::level_notice, q.trial[row] & 0xF'FFFFU);
      if (uniform_of(bits.a) >= chance * notice_factor(ctx, r)) continue;
      if (!has_leader(ctx, q.building[row])) continue;
      const double hour = 7 + 14 * uniform_of(bits.b);
      const Seconds time = later(ctx.now, hour * hour_seconds);
      if (time >= ctx.end) continue;
      ++q.pending[row];
      schedule_mechanism(ctx, *this, time, row);
    }
  }

  /// Every Monday: a leader asks after what has been passed up and is still open.
  void chase(Context& ctx) const {
    const RequestColumns& q = ctx.c.requests;
    for (std::size_t row = 0; row < q.rows(); ++row) {
      const bool open = q.state[row] >= RequestState::reported && q.state[row] < RequestState::resolved;
      if (!open || q.level[row] != past_all_levels || !has_leader(ctx, q.building[row])) continue;
      spend_level_time(ctx, leader(), q.building[row], chase_, own_column(ctx, *this));
    }
  }

  LevelRules rules_;
  Seconds rounds_ = 0;
  double notice_hazards_, notice_needs_;
  bool one_owner_;
  double wrong_owner_factor_;
  Seconds chase_;
};

}  // namespace

std::unique_ptr<Mechanism> make_organisation_ladder(const Settings& settings) {
  return std::make_unique<OrganisationLadder>(settings);
}

}  // namespace cogov
