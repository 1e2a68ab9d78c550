/// Row 32: the deliberation council 议事会: a matter is raised, discussed, done and rated.
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "models/facilities/duties.hpp"
#include "models/facilities/pools.hpp"
#include "models/facilities/procedures.hpp"
#include "models/mechanisms/works.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/residents.hpp"
#include "models/sections.hpp"
#include "sim/distributions.hpp"
#include "sim/network/influence.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

enum Counter : std::size_t {
  meetings,
  quorate,
  came,
  raised,
  taken,
  of_active,
  passed,
  done,
  waiting,
  settled,
  prepared_seconds
};

std::vector<Param> meeting_params() {
  Param kinds{.key = "kinds",
              .type = Type::list,
              .fallback = std::vector<std::string>{"shared_works", "noise_dogs", "dispute", "street_fault", "litter"},
              .unit = "",
              .meaning = "kinds of problem of places that may be raised",
              .meaning_zh = "可提请议事的问题类别",
              .source = "assumption: what concerns many or comes again",
              .tag = a,
              .choices = place_kinds()};
  return {
      as_size(whole_param("meeting_every_days", 30, 0, 3650, "d",
                          "between meetings, on the next working day in the evening; 0: never",
                          "会议间隔（工作日晚间；0：不开会）", "assumption: monthly", a)),
      real_param("meeting_hours", 2, .25, 5, "h", "of a meeting, unpaid", "会议时长（无偿）", "assumption", a, 1, 3),
      real_param("preparing_hours", 6, 0, 100, "h", "of staff, on the day of a meeting", "每次会议工作人员筹备工时",
                 "assumption", a, 2, 12),
      std::move(kinds),
      real_param("raise_chance", .05, 0, 1, "1",
                 "chance that who lives with an open problem raises it by the next meeting",
                 "居民在下次会议前提出一件未解决问题的概率", "assumption", a, .01, .2),
      whole_param("of_office", 1, 0, 100, "1",
                  "matters that the office raises for a meeting: where most problems of a kind are open in a building",
                  "每次会议由居委会提出的议题数", "assumption", a),
      whole_param("items", 3, 0, 100, "1", "that a meeting can discuss", "每次会议可讨论议题数", "assumption", a),
      whole_param("invited", 24, 1, 1000, "1", "residents of 18 and over, drawn anew each time, besides the raisers",
                  "每次随机邀请的18岁以上居民数（另加提议人）", "assumption", a),
      real_param("come_17_59", .25, 0, 1, "1", "chance that who is invited comes, up to 59 years of age",
                 "59岁及以下受邀者到会概率", "assumption", a, .1, .4),
      real_param("come_60_plus", .5, 0, 1, "1", "the same from 60 on", "60岁及以上受邀者到会概率", "assumption", a, .25,
                 .7),
      real_param("come_active_factor", 1.5, 0, 10, "1", "times that for participants and organisers",
                 "积极参与者到会概率倍数", "assumption", a, 1, 2.5),
      real_param("quorum", .25, 0, 1, "1", "share of those invited who must come", "法定到会比例", "assumption", a, .1,
                 .5),
  };
}

std::vector<Param> decision_params() {
  return {
      real_param(
          "active_weight", 4, 0, 1000, "1",
          "weight of a matter that a participant or organiser raises, in the choice of items; a bystander's is 1",
          "积极参与者所提议题的入选权重（旁观者为1）", "assumption: 1 is a fair agenda", a, 1, 10),
      real_param("office_weight", 2, 0, 1000, "1", "the same of a matter of the office", "居委会议题的入选权重",
                 "assumption", a, 1, 6),
      real_param("yes_concerned", .8, 0, 1, "1", "chance of a yes of who lives in the building, before the discussion",
                 "本楼居民讨论前的赞成概率", "assumption", a, .6, .95),
      real_param("yes_others", .5, 0, 1, "1", "the same of the others", "其他居民讨论前的赞成概率", "assumption", a, .3,
                 .7),
      real_param("yes_spread", .2, 0, 1, "1", "standard deviation of it between residents", "赞成倾向的个体差异",
                 "assumption", a, .1, .3),
      whole_param("rounds", 2, 0, 50, "1", "of discussion", "讨论轮数", "assumption", a),
      real_param("susceptibility", .5, 0, 1, "1", "weight of what is heard against where one stands by oneself",
                 "易受影响程度", "assumption (Friedkin and Johnsen 1990)", a, .2, .9),
      real_param("pass_share", .5, 0, 1, "1", "of those present who must say yes", "通过所需赞成比例", "assumption", a,
                 .5, .75),
  };
}

std::vector<Param> project_params() {
  return {
      as_size(real_param("yuan_per_year", 30000, 0, 1e6, "yuan/year",
                         "for what is decided, available evenly; what is not spent is carried over",
                         "每年项目资金（全年均匀可用，结余结转）", "assumption", a, 5000, 100000)),
      real_param("project_yuan", 3000, 0, 1e6, "yuan", "of a project", "每个项目费用", "assumption", a, 500, 10000),
      real_param("project_days", 45, 0, 3650, "d", "from the money to the end of the works", "从拨款到完工天数",
                 "assumption", a, 14, 120),
      real_param("effect", .4, 0, 1, "1", "share of the kind's hazards that no longer arise there, while it lasts",
                 "项目使该类问题减少的比例", "assumption: unmeasured", a, 0, .7),
      whole_param("effect_days", 365, 0, 36500, "d", "so long", "效果持续天数", "assumption: a year", a),
      choice_param("reach", "building", {"building", "grid"}, "where: in the building, or in its whole grid",
                   "作用范围：本楼或所在网格", "assumption", a),
  };
}

void append(std::vector<Param>& to, std::vector<Param> more) {
  for (Param& param : more) to.push_back(std::move(param));
}

std::vector<OwnMeasure> measures() {
  const auto neither = Better::neither;
  const int per_meeting = static_cast<int>(meetings);
  return {
      {"council_meetings", "1", neither, "Council meetings", "议事会次数", meetings},
      {"council_quorate_share", "1", Better::higher, "Council meetings to which enough came", "达到法定人数的会议占比",
       quorate, per_meeting},
      {"council_present", "index", neither, "Residents at a council meeting, mean", "议事会平均到会人数", came,
       per_meeting},
      {"council_raised", "1", neither, "Matters raised for the council", "提请议事的议题数", raised},
      {"council_passed", "1", neither, "Matters that the council passed", "议事会通过的议题数", passed},
      {"council_done", "1", Better::higher, "Projects of the council that are done", "议事会完成的项目数", done},
      {"council_settled", "1", neither, "Problems settled with the council's projects", "随项目解决的问题数", settled},
      {"council_waiting", "index", Better::lower, "Matters left waiting after a council meeting, mean",
       "会后积压议题数（平均）", waiting, per_meeting},
      {"council_active_share", "1", Better::lower,
       "Matters taken up by the council that participants or organisers had raised", "所议议题中由积极参与者提出的占比",
       of_active, static_cast<int>(taken)},
      {"council_preparing_hours", "h", Better::lower, "Hours of staff to prepare council meetings", "议事会筹备工时",
       prepared_seconds, -1, 1. / 3600},
  };
}

}  // namespace

Section deliberation_council_section() {
  std::vector<Param> params = meeting_params();
  append(params, decision_params());
  append(params, project_params());
  return {
      .key = "deliberation_council",
      .title = "Deliberation council",
      .title_zh = "议事会",
      .rule =
          "residents and the office raise problems of buildings; who comes discusses some and votes; what passes is "
          "done when there is money, settles what is open there and lowers that hazard's rate for a time",
      .rule_zh =
          "居民和居委会提出楼院问题；到会者讨论并表决；通过的事项有资金时实施，解决现存问题并在一段时间内降低其发生率",
      .fails_by = "capture: the active set the agenda; backlog: more is raised than meetings and money can do",
      .fails_by_zh = "被积极分子主导；议题积压，会多钱少",
      .rows = {32},
      .source =
          "claim: Tiexi, 204 bodies and 910 meetings; Yantai, every community has one; evidence: opinions by Friedkin "
          "and Johnsen 1990; no effect size is known",
      .tag = a,
      .moves = {"true_requests", "burden_days_mean", "arisen_by_kind"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params),
      .measures = measures(),
      .costs = {{"council projects", "议事会项目", "project", Payer::budget, "project_yuan", 1}},
      .events = {"meeting held: invited, present", "matter voted on: subject, present, yes",
                 "project done: subject, problems settled"}};
}

namespace {

constexpr std::uint32_t meets = (1U << mechanism_event_bits) - 1;  ///< what an event is about; else a matter's row
constexpr std::uint32_t youngest_invited = 18;

enum Decision : std::uint32_t { who_is_invited, who_raises, stands };

class DeliberationCouncil final : public Mechanism {
 public:
  explicit DeliberationCouncil(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("deliberation_council.") + key); };
    const auto whole = [&](const char* key) {
      return static_cast<std::uint32_t>(s.integer(std::string("deliberation_council.") + key));
    };
    every_ = whole("meeting_every_days");
    meeting_seconds_ = whole_seconds(real("meeting_hours") * hour_seconds);
    preparing_seconds_ = whole_seconds(real("preparing_hours") * hour_seconds);
    for (const std::size_t kind : kinds_of(s.words("deliberation_council.kinds"))) kinds_[kind] = true;
    raise_chance_ = real("raise_chance");
    of_office_ = whole("of_office");
    items_ = whole("items");
    invited_ = whole("invited");
    come_ = {real("come_17_59"), real("come_60_plus")};
    come_active_factor_ = real("come_active_factor");
    quorum_ = real("quorum");
    weights_ = {.of_stage = {1, real("active_weight"), real("active_weight")}, .of_office = real("office_weight")};
    yes_concerned_ = real("yes_concerned");
    yes_others_ = real("yes_others");
    yes_spread_ = real("yes_spread");
    rounds_ = whole("rounds");
    susceptibility_ = real("susceptibility");
    pass_share_ = real("pass_share");
    yuan_per_year_ = real("yuan_per_year");
    project_yuan_ = real("project_yuan");
    project_days_ = real("project_days");
    effect_ = real("effect");
    effect_days_ = whole("effect_days");
    whole_grid_ = s.word("deliberation_council.reach") == "grid";
  }

  // Column: what Held says, then for each building and kind the day up to which its hazards are rarer.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (every_ == 0) return on_drop(ctx);
    if (!column.empty()) return;
    column.assign(held_size + ctx.plan.buildings() * kind_count, 0);
    column[next_day] = static_cast<std::int32_t>(day_of(ctx.now));
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    drop_procedures(ctx, *this);
    close_pool(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) return;
    const double a_day = yuan_per_year_ / 365;
    column[hundredths] = static_cast<std::int32_t>(std::min(2e9, column[hundredths] + a_day * 100 + .5));
    if (column[next_day] > static_cast<std::int32_t>(day) || !is_working_day(day)) return;
    column[next_day] = static_cast<std::int32_t>(day + every_);
    count(ctx, *this, prepared_seconds, deal_out_duties(ctx, preparing_seconds_));
    schedule_mechanism(ctx, *this, ctx.now + 19 * hour_seconds, meets);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    if (what == meets) return meet(ctx);
    if (is_due(ctx, *this, ProcedureId(what))) finish(ctx, ProcedureId(what));
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::hazard_rate); }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (column.empty() || !kinds_[at.kind] || !at.building.exists()) return 1;
    const std::int32_t until = column[place_of(at.building, at.kind)];
    return until > static_cast<std::int32_t>(day_of(ctx.now)) ? 1 - effect_ : 1;
  }

 private:
  enum Held : std::size_t { next_day, meeting, hundredths, held_size };  ///< of a yuan

  static std::size_t place_of(BuildingId building, std::size_t kind) {
    return held_size + building.row * kind_count + kind;
  }
  static std::uint32_t subject_of(BuildingId building, std::size_t kind) {
    return static_cast<std::uint32_t>(building.row * kind_count + kind);
  }

  void meet(Context& ctx) const {
    const auto nth = static_cast<std::uint32_t>(own_column(ctx, *this)[meeting]++);
    raise(ctx, nth);
    const std::vector<std::uint32_t> asked = whom_to_invite(ctx, nth);
    const std::vector<std::uint32_t> present = who_comes(
        ctx, asked, [&](ResidentId r) { return come_chance(ctx, r); }, nth, number);
    for (const std::uint32_t row : present) attend(ctx, ResidentId(row));
    count(ctx, *this, meetings);
    count(ctx, *this, came, static_cast<std::int64_t>(present.size()));
    keep_event(ctx, *this, 0, static_cast<std::int64_t>(asked.size()), static_cast<std::int64_t>(present.size()));
    const auto all = static_cast<std::uint32_t>(asked.size());
    if (!present.empty() && present.size() >= least_share(quorum_, all)) {
      count(ctx, *this, quorate);
      for (const ProcedureId p : pick_agenda(ctx, *this, weights_, items_, nth)) decide(ctx, p, present);
    }
    fund(ctx);
    count(ctx, *this, waiting, left_waiting(ctx));
  }

  std::int64_t left_waiting(const Context& ctx) const {
    return std::count_if(ctx.c.procedures.rows.begin(), ctx.c.procedures.rows.end(), [&](const Procedure& p) {
      return p.mechanism == number && p.stage == ProcedureStage::raised;
    });
  }

  /// Subjects on which the council has something under way, or has done something that lasts.
  std::vector<std::uint8_t> settled_subjects(const Context& ctx) const {
    std::vector<std::uint8_t> taken_care(ctx.plan.buildings() * kind_count, 0);
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    for (std::size_t i = 0; i < taken_care.size(); ++i) {
      if (column[held_size + i] > static_cast<std::int32_t>(day_of(ctx.now))) taken_care[i] = 1;
    }
    for (const Procedure& p : ctx.c.procedures.rows) {
      if (p.mechanism == number && p.stage < ProcedureStage::rated) taken_care[p.subject] = 1;
    }
    return taken_care;
  }

  /// What residents and the office bring to this meeting: one matter of a subject, by the luckiest of those who would
  /// raise it.
  void raise(Context& ctx, std::uint32_t nth) const {
    std::vector<std::uint8_t> taken_care = settled_subjects(ctx);
    std::vector<std::tuple<std::uint32_t, double, std::uint32_t>> wishes;  // subject, luck, resident
    std::vector<std::uint32_t> open(taken_care.size(), 0);
    const RequestColumns& q = ctx.c.requests;
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestId r(row);
      if (!kinds_[q.kind[row]] || !is_open_hazard(ctx, r)) continue;
      const std::uint32_t subject = subject_of(q.building[row], q.kind[row]);
      ++open[subject];
      if (taken_care[subject] != 0 || !q.reporter[row].exists()) continue;
      const double u = ctx.luck.uniform(ctx.origin(r), q.trial[row], own_luck(*this, who_raises), nth & 0xF'FFFFU);
      if (u < raise_chance_) wishes.emplace_back(subject, u, q.reporter[row].row);
    }
    std::sort(wishes.begin(), wishes.end());
    for (const auto& [subject, u, resident] : wishes) {
      if (std::exchange(taken_care[subject], std::uint8_t{1}) == 0) enter(ctx, subject, ResidentId(resident), nth);
    }
    for (std::uint32_t i = 0; i < of_office_; ++i) {
      std::size_t most = open.size();
      for (std::size_t subject = 0; subject < open.size(); ++subject) {
        if (taken_care[subject] != 0 || open[subject] == 0) continue;
        if (most == open.size() || open[subject] > open[most]) most = subject;
      }
      if (most == open.size()) break;
      taken_care[most] = 1;
      enter(ctx, static_cast<std::uint32_t>(most), {}, nth);
    }
  }

  /// Who decides is known at the meeting only; until then somebody of the building stands for them.
  void enter(Context& ctx, std::uint32_t subject, ResidentId raiser, std::uint32_t nth) const {
    const std::uint64_t project = subject + std::uint64_t{nth} * ctx.plan.buildings() * kind_count;
    const Procedure matter{.project = static_cast<std::uint32_t>(project % (1U << 20)),
                           .subject = subject,
                           .raiser = raiser,
                           .voters = {raiser.exists() ? raiser.row : 0}};
    raise_matter(ctx, *this, matter, std::vector<double>{1});
    count(ctx, *this, raised);
  }

  std::vector<std::uint32_t> whom_to_invite(const Context& ctx, std::uint32_t nth) const {
    std::vector<std::uint32_t> rows;
    const Who who{ctx.plan.number, EntityType::community, 0};
    const auto residents = static_cast<std::uint32_t>(ctx.plan.residents());
    for (std::uint32_t slot = 0; residents > 0 && slot < invited_; ++slot) {
      const std::uint32_t row = below(ctx.luck.bits(who, nth, own_luck(*this, who_is_invited), slot).b, residents);
      if (ctx.plan.age[row] >= youngest_invited) rows.push_back(row);
    }
    for (const Procedure& p : ctx.c.procedures.rows) {
      const bool waits = p.mechanism == number && p.stage == ProcedureStage::raised && p.raiser.exists();
      if (waits && ctx.plan.age[p.raiser.row] >= youngest_invited) rows.push_back(p.raiser.row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
  }

  double come_chance(const Context& ctx, ResidentId r) const {
    const double by_age = come_[ctx.plan.age[r.row] >= 60 ? 1 : 0];
    return stage_of(ctx, r) == Stage::bystander ? by_age : by_age * come_active_factor_;
  }

  void attend(Context& ctx, ResidentId r) const {
    book(ctx, CostItem::resident_hours, meeting_seconds_, r.row);
    take_part(ctx, r);
    record_outing(ctx, Mover::resident, Purpose::gathering, r, {}, ctx.now, meeting_seconds_);
  }

  double stands_for(const Context& ctx, const Procedure& matter, ResidentId r) const {
    const bool concerned = ctx.plan.building_of(r).row == matter.subject / kind_count;
    const double u = ctx.luck.uniform(ctx.who(r), matter.project, own_luck(*this, stands));
    return std::clamp(normal(u, concerned ? yes_concerned_ : yes_others_, yes_spread_), 0.0, 1.0);
  }

  void decide(Context& ctx, ProcedureId p, const std::vector<std::uint32_t>& present) const {
    Procedure& matter = procedure(ctx, p);
    count(ctx, *this, taken);
    if (matter.raiser.exists() && stage_of(ctx, matter.raiser) != Stage::bystander) count(ctx, *this, of_active);
    matter.voters = present;
    matter.opinion.clear();
    for (const std::uint32_t row : present) {
      matter.opinion.push_back(level_of(stands_for(ctx, matter, ResidentId(row))));
    }
    matter.anchor = matter.opinion;
    enter_stage(ctx, p, ProcedureStage::discussed);
    for (std::uint32_t round = 0; round < rounds_; ++round) {
      discuss(ctx, p, {.self_weight = .5, .susceptibility = susceptibility_});
      next_round(ctx, p);
    }
    std::int64_t yes = 0;
    for (const std::uint32_t row : present) yes += says_yes(ctx, p, row) ? 1 : 0;
    const VoteCount votes{.voters = static_cast<std::uint32_t>(present.size()),
                          .voting = static_cast<std::uint32_t>(present.size()),
                          .yes = static_cast<std::uint32_t>(yes)};
    keep_event(ctx, *this, 1, matter.subject, static_cast<std::int64_t>(present.size()), yes);
    if (votes.passes({.quorum = 0, .threshold = pass_share_})) {
      count(ctx, *this, passed);
      enter_stage(ctx, p, ProcedureStage::passed);
    } else {
      if (matter.raiser.exists()) learn(ctx, matter.raiser, 0, false);
      enter_stage(ctx, p, ProcedureStage::stalled);
    }
  }

  /// Nobody waits for money between meetings.
  void fund(Context& ctx) const {
    std::int32_t& purse = own_column(ctx, *this)[hundredths];
    double yuan = purse / 100.;
    const double before = yuan;
    fund_matters(
        ctx, *this, yuan, [&](const Procedure&) { return project_yuan_; },
        [&](const Procedure&) { return later(ctx.now, project_days_ * day_seconds); });
    purse -= static_cast<std::int32_t>((before - yuan) * 100 + .5);
    for (std::uint32_t row = 0; row < ctx.c.procedures.rows.size(); ++row) {
      const Procedure& matter = ctx.c.procedures.rows[row];
      const bool new_one = matter.stage == ProcedureStage::funded &&
                           matter.reached[static_cast<std::size_t>(ProcedureStage::funded)] == ctx.now;
      if (matter.mechanism != number || !new_one) continue;
      schedule_mechanism(ctx, *this, matter.due, row);
    }
  }

  void finish(Context& ctx, ProcedureId p) const {
    const Procedure matter = procedure(ctx, p);
    enter_stage(ctx, p, ProcedureStage::done);
    const BuildingId building(matter.subject / kind_count);
    const std::size_t kind = matter.subject % kind_count;
    const auto until = static_cast<std::int32_t>(std::min<std::int64_t>(day_of(ctx.now) + effect_days_, 1 << 30));
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::vector<GridId>& grid = ctx.grids().grid_of_building;
    for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
      const bool reached = row == building.row || (whole_grid_ && grid[row] == grid[building.row]);
      if (reached) column[place_of(BuildingId(row), kind)] = until;
    }
    const std::int64_t problems = settle_with_works(ctx, *this, building, kind);
    book_own(ctx, *this, 0, 1);
    count(ctx, *this, done);
    count(ctx, *this, settled, problems);
    keep_event(ctx, *this, 2, matter.subject, problems);
    enter_stage(ctx, p, ProcedureStage::rated);
    if (!matter.raiser.exists()) return;
    const double days = static_cast<double>(ctx.now - matter.reached[0]) / day_seconds;
    learn(ctx, matter.raiser, performance(ctx, days), true);
  }

  std::uint32_t every_ = 0;
  Seconds meeting_seconds_ = 0, preparing_seconds_ = 0;
  std::array<bool, kind_count + 1> kinds_{};
  double raise_chance_ = 0;
  std::uint32_t of_office_ = 0, items_ = 0, invited_ = 0;
  std::array<double, 2> come_{};
  double come_active_factor_ = 1, quorum_ = 0;
  AgendaWeights weights_;
  double yes_concerned_ = 0, yes_others_ = 0, yes_spread_ = 0;
  std::uint32_t rounds_ = 0;
  double susceptibility_ = 0, pass_share_ = 0;
  double yuan_per_year_ = 0, project_yuan_ = 0, project_days_ = 0, effect_ = 0;
  std::uint32_t effect_days_ = 0;
  bool whole_grid_ = false;
};

}  // namespace

std::unique_ptr<Mechanism> make_deliberation_council(const Settings& settings) {
  return std::make_unique<DeliberationCouncil>(settings);
}

}  // namespace cogov
