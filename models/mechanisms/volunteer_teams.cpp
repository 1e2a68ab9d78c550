/// Row 28: volunteer teams 志愿服务队: who joins, who is asked, what teams do together, who leaves.
#include <algorithm>

#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "models/volunteers.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr const char* per_month = "1/month";

void add_joining(std::vector<Param>& params) {
  params.insert(
      params.end(),
      {
          real_param("start_share", .0215, 0, 1, "1", "share of residents of 16 to 79 who are volunteers at the start",
                     "起始志愿者占16—79岁居民的比例", "calculated: 105 of 4,900", Tag::calculated),
          choice_param("join_rule", "hazard", {"hazard", "threshold"},
                       "joins at a rate that grows with the share of ties who volunteer, or once that share passes an "
                       "own threshold",
                       "加入规则：随亲友志愿者占比升高的概率，或占比超过个人阈值", "assumption; a structural swap", a),
          real_param("spontaneous", .0003, 0, 1, per_month, "rate of joining unprompted (hazard rule)",
                     "自发加入率（月）", "assumption, set so that about 105 of 6,000 are active", a, .0001, .001),
          real_param("by_ties", .0035, 0, 5, per_month,
                     "rate of joining, added when all ties volunteer: times s / (s + the share that gives half of it) "
                     "(hazard rule)",
                     "亲友带动加入率（月）", "assumption, set likewise", a, .001, .01),
          real_param("half_share", .1, .001, 1, "1", "share s of ties at which half of it is reached",
                     "亲友占比半饱和点", "assumption", a, .03, .3),
          real_param("belonging_effect", 1, -10, 10, "1",
                     "the rate is multiplied by exp(effect·(belonging − 1/2)) (hazard rule)", "归属感对加入的影响",
                     "assumption", a, 0, 3),
          real_param("asks_per_week", .25, 0, 20, "1/week", "people whom an organiser asks to join",
                     "组织者每周邀请人数", "assumption", a, .1, 1),
          real_param("yes_chance", .1, 0, 1, "1", "chance that who is asked joins", "受邀加入的概率", "assumption", a,
                     .03, .3),
          real_param("threshold_mean", .25, -1, 2, "1", "mean of the own thresholds (threshold rule)", "个人阈值均值",
                     "evidence: 0.15-0.35", Tag::evidence, .15, .35),
          real_param("threshold_sd", .1, .001, 1, "1", "standard deviation of the own thresholds (threshold rule)",
                     "个人阈值标准差", "evidence: 0.05-0.2", Tag::evidence, .05, .2),
      });
}

void add_leaving(std::vector<Param>& params) {
  params.insert(params.end(),
                {
                    real_param("quits_per_month", .014, 0, 5, per_month, "rate of leaving", "退出率（月）",
                               "assumption, set so that a third leave in a year (evidence)", a, .01, .03),
                    real_param("load_effect", .015, 0, 5, per_month,
                               "rate of leaving, added per remembered hours given over hours meant",
                               "负荷对退出率的影响", "assumption, set likewise", a, 0, .04),
                    real_param("load_memory", 12, 1, 520, "week", "how long hours given are remembered", "负荷记忆时长",
                               "assumption", a, 4, 26),
                });
}

void add_sessions(std::vector<Param>& params) {
  params.insert(
      params.end(),
      {
          real_param("hours_per_week", .6, 0, 12, "h", "in sessions, mean over volunteers", "人均每周志愿工时",
                     "assumption, set so that 36 h a year are given, activities included", a, .4, 1.2),
          real_param("hours_spread", .9, 0, 3, "1", "standard deviation of the logarithm of hours, between volunteers",
                     "工时差异（对数标准差）", "assumption: most give little, a few much", a, .4, 1.3),
          real_param("session_hours", 1.5, .5, 3, "h", "of a session, mean; from half to one and a half times as long",
                     "每次服务时长", "assumption", a, 1, 2.5),
          real_param("overrun_hours", .5, 0, 2, "h", "how long a service may last beyond the session's end",
                     "可超时时长", "assumption", a, 0, 1),
          real_param("task_share", .5, 0, 1, "1", "chance that a volunteer takes a kind of request",
                     "志愿者愿接某类诉求的概率", "assumption", a, .25, .9),
          real_param("wait_days", 5, 0, 365, "d",
                     "a request that has waited so long for a volunteer goes on to the next server",
                     "等候志愿者的最长天数", "assumption", a, 2, 14),
          real_param("coordination_minutes", 5, 0, 600, "min", "of grid workers' paperwork, per volunteer and month",
                     "每名志愿者每月占用网格员分钟数", "assumption", a, 0, 20),
      });
}

void add_teams(std::vector<Param>& params) {
  params.insert(
      params.end(),
      {
          whole_param("team_size", 12, 2, 1000, "1", "volunteers in a team, at most", "队伍人数上限", "assumption", a),
          real_param("organiser_after_months", 6, 0, 120, "month", "service after which somebody may lead a team",
                     "担任组织者所需服务月数", "assumption", a, 3, 12),
          real_param("organisers_per_month", .1, 0, 5, per_month,
                     "rate at which such a volunteer takes on a team that nobody leads", "成为组织者的比率（月）",
                     "assumption", a, .03, .3),
          whole_param("activity_every", 60, 0, 3650, "d", "a team with an organiser meets; 0: never",
                      "队伍活动间隔（0：不办）", "assumption", a),
          real_param("activity_hours", 2, .25, 4, "h", "of an activity", "活动时长", "assumption", a, 1, 3),
          real_param("attendance", .5, 0, 1, "1", "chance that a volunteer comes", "队员参加概率", "assumption", a, .3,
                     .8),
          whole_param("invites", 2, 0, 20, "1", "residents whom each who comes invites", "每人邀请居民数", "assumption",
                      a),
          real_param("guest_chance", .15, 0, 1, "1", "chance that who is invited comes", "受邀居民到场概率",
                     "assumption", a, .05, .4),
          real_param("belonging_step", 1, 0, 1, "1", "belonging gained by coming, in steps of one event",
                     "参加活动的归属感增量（以一次事件的变化量为单位）", "assumption", a, .2, 1),
          real_param("stage_months", 12, 0, 120, "month", "so long who took part remains a participant",
                     "参与者身份保留月数", "assumption", a, 6, 24),
      });
}

}  // namespace

Section volunteer_teams_section() {
  Section section{
      .key = "volunteer_teams",
      .title = "Volunteer teams",
      .title_zh = "志愿服务队",
      .rule = "residents join through ties or when asked, give hours in sessions, serve requests that fit, and leave",
      .rule_zh = "居民因亲友带动或受邀加入，分次服务，承接合适的诉求，也会退出",
      .fails_by = "fatigue; what volunteers do, paid staff no longer do; most hours fit no request",
      .fails_by_zh = "疲劳；志愿者做了，专职就不做了；多数时数没有合适的诉求",
      .rows = {28},
      .source =
          "claim: Shenyang Tiexi, 398 teams; Yantai, over 12,000 volunteers; evidence: elsewhere a third quit in a "
          "year",
      .tag = Tag::claim,
      .moves = {"volunteers_active", "volunteer_hours", "activities", "served_by_server", "unpaid_hours",
                "volunteers_left"},
      .switchable = true,
      .lead_days = 30,
      .params = {}};
  add_joining(section.params);
  add_leaving(section.params);
  add_sessions(section.params);
  add_teams(section.params);
  return section;
}

VolunteerRules VolunteerRules::read(const Settings& s) {
  VolunteerRules rules;
  rules.hours_per_week = s.real("volunteer_teams.hours_per_week");
  rules.hours_spread = s.real("volunteer_teams.hours_spread");
  rules.session_hours = s.real("volunteer_teams.session_hours");
  rules.overrun_hours = s.real("volunteer_teams.overrun_hours");
  rules.wait_days = s.real("volunteer_teams.wait_days");
  rules.task_share = s.real("volunteer_teams.task_share");
  rules.quits_per_month = s.real("volunteer_teams.quits_per_month");
  rules.load_effect = s.real("volunteer_teams.load_effect");
  rules.load_memory_weeks = s.real("volunteer_teams.load_memory");
  rules.team_size = static_cast<std::uint32_t>(s.integer("volunteer_teams.team_size"));
  rules.organiser_after_months = s.real("volunteer_teams.organiser_after_months");
  rules.organisers_per_month = s.real("volunteer_teams.organisers_per_month");
  rules.stage_months = s.real("volunteer_teams.stage_months");
  rules.coordination_minutes = s.real("volunteer_teams.coordination_minutes");
  rules.member_hours_per_year = s.real("double_check_in.hours_per_year");
  rules.member_session_hours = s.real("double_check_in.session_hours");
  return rules;
}

namespace {

// Words of a resident's luck in one week or on one day.
enum JoiningWord : std::uint32_t { joins = 0, at_start = 2, how_long = 3, threshold = 4, leads = 5 };
enum AskingWord : std::uint32_t { says_yes = 0, how_many = 1, whom = 16, in_the_circle = 64 };
enum AttendanceWord : std::uint32_t { as_volunteer = 0, as_guest = 16, invited = 32 };

class VolunteerTeams final : public Mechanism {
 public:
  explicit VolunteerTeams(const Settings& s)
      : start_share_(s.real("volunteer_teams.start_share")),
        by_threshold_(s.word("volunteer_teams.join_rule") == "threshold"),
        spontaneous_(s.real("volunteer_teams.spontaneous")),
        by_ties_(s.real("volunteer_teams.by_ties")),
        half_share_(s.real("volunteer_teams.half_share")),
        belonging_effect_(s.real("volunteer_teams.belonging_effect")),
        asks_(s.real("volunteer_teams.asks_per_week")),
        yes_chance_(s.real("volunteer_teams.yes_chance")),
        threshold_mean_(s.real("volunteer_teams.threshold_mean")),
        threshold_sd_(s.real("volunteer_teams.threshold_sd")),
        crowding_out_(s.on("double_check_in") ? s.real("double_check_in.crowding_out") : 0),
        closed_(s.on("talent_studios") ? s.real("talent_studios.closed") : 0),
        activity_every_(static_cast<std::uint32_t>(s.integer("volunteer_teams.activity_every"))),
        activity_seconds_(whole_seconds(s.real("volunteer_teams.activity_hours") * hour_seconds)),
        attendance_(s.real("volunteer_teams.attendance")),
        invites_(static_cast<std::uint32_t>(s.integer("volunteer_teams.invites"))),
        guest_chance_(s.real("volunteer_teams.guest_chance")),
        belonging_step_(s.real("volunteer_teams.belonging_step")) {}

  // Column: 1 once the first volunteers are there.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& begun = own_column(ctx, *this);
    if (!begun.empty()) return;
    begun.push_back(1);
    if (start_share_ > 0) bring_first(ctx);
  }

  /// Who has come through a studio stays with it.
  void on_drop(Context& ctx) const override {
    own_column(ctx, *this).clear();
    const VolunteerColumns& all = ctx.c.volunteers;
    for (std::uint32_t row = 0; row < all.size(); ++row) {
      if (all.active[row] != 0 && all.team_of_studio[all.team[row]] == 0) leave(ctx, VolunteerId(row));
    }
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (day % 7 == 0) {
      const std::vector<ResidentId> asked = ask(ctx, day / 7);
      join_by_themselves(ctx, day / 7);
      for (const ResidentId r : asked) {
        if (!is_volunteer(ctx, r)) cogov::join(ctx, r, JoinedBy::being_asked, today(ctx));
      }
    }
    announce_activities(ctx, day);
  }

  /// The evening of a team's activity.
  void on_event(Context& ctx, std::uint32_t team) const override {
    const std::vector<VolunteerId> present =
        gather_team(ctx, team, attendance_, ctx.now + activity_seconds_, as_volunteer);
    if (present.empty()) return;
    if (ctx.counting()) ++ctx.c.tally.volunteers.activities;
    std::vector<ResidentId> there;
    for (const VolunteerId v : present) there.push_back(ctx.c.volunteers.resident[v.row]);
    const std::size_t own = there.size();
    for (std::size_t i = 0; i < own; ++i) invite(ctx, there[i], there);
    for (const ResidentId r : there) {
      take_part(ctx, r);
      touch_belonging(ctx, r, belonging_step_);
    }
    if (ctx.counting()) ctx.c.tally.volunteers.guests += static_cast<std::int64_t>(there.size() - own);
  }

 private:
  static std::int32_t today(const Context& ctx) { return static_cast<std::int32_t>(day_of(ctx.now)); }

  /// The first volunteers have been with it for some time, if it begins with the run; one in each team leads it.
  void bring_first(Context& ctx) const {
    const VolunteerRules& rules = ctx.rules.volunteers;
    const double hazard = rules.quits_per_month + rules.load_effect;
    const bool of_old = ctx.c.arisen_ever == 0;
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      const ResidentId r(row);
      if (!may_volunteer(ctx, r) || is_volunteer(ctx, r)) continue;
      if (ctx.luck.uniform(ctx.who(r), 0, Why::joining, at_start) >= start_share_) continue;
      const double u = ctx.luck.uniform(ctx.who(r), 0, Why::joining, how_long);
      const double days = of_old && hazard > 0 ? exponential(u, days_a_month / hazard) : 0;
      cogov::join(ctx, r, JoinedBy::themselves, today(ctx) - static_cast<std::int32_t>(std::min(days, 1e6)));
    }
    choose_first_organisers(ctx);
  }

  static void choose_first_organisers(Context& ctx) {
    const VolunteerColumns& all = ctx.c.volunteers;
    std::vector<VolunteerId> best(all.team_members.size());
    std::vector<double> luck(all.team_members.size(), 1);
    for (std::uint32_t row = 0; row < all.size(); ++row) {
      if (all.active[row] == 0 || all.team_organisers[all.team[row]] != 0) continue;
      const double u = ctx.luck.uniform(ctx.who(all.resident[row]), 0, Why::joining, leads);
      if (u >= luck[all.team[row]]) continue;
      luck[all.team[row]] = u;
      best[all.team[row]] = VolunteerId(row);
    }
    for (const VolunteerId v : best) {
      if (v.exists()) make_organiser(ctx, v);
    }
  }

  /// Reads who volunteers this Monday, then all join at once.
  void join_by_themselves(Context& ctx, std::uint32_t week) const {
    if (!by_threshold_ && spontaneous_ <= 0 && by_ties_ <= 0) return;
    const bool pulled = ctx.rules.levers.pulled(Lever::joining);
    const double cap = by_threshold_ || pulled ? 1 : greatest_chance(ctx);
    std::vector<ResidentId> joining;
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      const ResidentId r(row);
      if (!may_volunteer(ctx, r)) continue;
      const double u = by_threshold_ ? ctx.luck.uniform(ctx.who(r), 0, Why::joining, threshold)
                                     : ctx.luck.uniform(ctx.who(r), week, Why::joining, joins);
      if (u >= cap || is_volunteer(ctx, r) || left_today(ctx, r)) continue;
      const double ease = readiness(ctx, r);
      const bool does = by_threshold_ ? normal(u, threshold_mean_, threshold_sd_) <= ease * share_of_ties(ctx, r)
                                      : u < ease * chance(ctx, r);
      if (does) joining.push_back(r);
    }
    for (const ResidentId r : joining) cogov::join(ctx, r, JoinedBy::themselves, today(ctx));
  }

  static bool left_today(const Context& ctx, ResidentId r) {
    const VolunteerId v = row_of(ctx, r);
    return v.exists() && ctx.c.volunteers.source[v.row] != JoinedBy::nobody &&
           ctx.c.volunteers.since_day[v.row] == today(ctx);
  }

  /// By what mechanisms multiply the chance to join; under thresholds, the share of ties that counts.
  static double readiness(const Context& ctx, ResidentId r) {
    return ctx.rules.levers.factor(ctx, Lever::joining, {.building = ctx.plan.building_of(r), .resident = r});
  }

  static double weekly(double per_month_rate) { return 1 - exact_exp(-per_month_rate * 7 / days_a_month); }

  /// 1 − crowding_out times the share of members' hours in all hours given lately.
  double not_crowded_out(const Context& ctx) const {
    const VolunteerColumns& all = ctx.c.volunteers;
    const double hours = all.member_hours + all.volunteer_hours;
    return hours > 0 ? std::max(0.0, 1 - crowding_out_ * all.member_hours / hours) : 1;
  }

  double chance(const Context& ctx, ResidentId r) const {
    const double s = share_of_ties(ctx, r);
    const double rate = spontaneous_ + by_ties_ * s / (s + half_share_);
    const double belonging = exact_exp(belonging_effect_ * (belonging_of(ctx, r) - .5));
    return weekly(rate * belonging * not_crowded_out(ctx));
  }

  double greatest_chance(const Context& ctx) const {
    const double rate = spontaneous_ + by_ties_ / (1 + half_share_);
    return weekly(rate * exact_exp(std::abs(belonging_effect_) / 2) * not_crowded_out(ctx)) * (1 + 1e-9);
  }

  /// Whom organisers win over this week.
  std::vector<ResidentId> ask(const Context& ctx, std::uint32_t week) const {
    std::vector<ResidentId> won;
    const VolunteerColumns& all = ctx.c.volunteers;
    for (std::uint32_t row = 0; asks_ > 0 && row < all.size(); ++row) {
      const ResidentId organiser = all.resident[row];
      if (all.active[row] == 0 || all.stage[organiser.row] != Stage::organiser) continue;
      const bool in_studio = all.team_of_studio[all.team[row]] != 0;
      const std::uint32_t asks =
          std::min(poisson(ctx.luck.uniform(ctx.who(organiser), week, Why::asking, how_many), asks_), 40U);
      for (std::uint32_t i = 0; i < asks; ++i) {
        // A clique keeps to its own circle, where everybody has joined already.
        if (in_studio && ctx.luck.uniform(ctx.who(organiser), week, Why::asking, in_the_circle + i) < closed_) continue;
        const ResidentId r =
            somebody_known(ctx, organiser, ctx.luck.bits(ctx.who(organiser), week, Why::asking, whom + i));
        if (!r.exists() || !may_volunteer(ctx, r) || is_volunteer(ctx, r) || left_today(ctx, r)) continue;
        const double u = ctx.luck.uniform(ctx.who(r), week, Why::asking, says_yes);
        if (u < yes_chance_ * readiness(ctx, r)) won.push_back(r);
      }
    }
    return won;
  }

  /// A tie, or a neighbour of the building: each half the time; a neighbour for who has no ties.
  static ResidentId somebody_known(const Context& ctx, ResidentId r, Bits bits) {
    const std::span<const std::uint32_t> ties = ties_of(ctx, r);
    if (!ties.empty() && uniform_of(bits.a) < .5)
      return ResidentId(ties[below(bits.b, static_cast<std::uint32_t>(ties.size()))]);
    const BuildingId building = ctx.plan.building_of(r);
    const std::uint32_t first = ctx.plan.first_resident_of(building);
    const ResidentId other(first + below(bits.b, ctx.plan.end_resident_of(building) - first));
    return other == r ? ResidentId{} : other;
  }

  /// Teams take turns; weekends in the afternoon, other days in the evening.
  void announce_activities(Context& ctx, std::uint32_t day) const {
    if (activity_every_ == 0) return;
    const VolunteerColumns& all = ctx.c.volunteers;
    const double hour = is_working_day(day) ? 19 : 15;
    for (std::uint32_t team = 0; team < all.team_members.size(); ++team) {
      const bool due = (day + 7 * team) % activity_every_ == 0;
      if (!due || all.team_organisers[team] == 0 || all.team_of_studio[team] != 0) continue;
      schedule_mechanism(ctx, *this, later(ctx.now, hour * hour_seconds), team);
    }
  }

  void invite(Context& ctx, ResidentId host, std::vector<ResidentId>& there) const {
    const std::uint32_t day = day_of(ctx.now);
    for (std::uint32_t i = 0; i < invites_; ++i) {
      const ResidentId r = somebody_known(ctx, host, ctx.luck.bits(ctx.who(host), day, Why::attendance, invited + i));
      if (!r.exists() || ctx.plan.age[r.row] < youngest_volunteer || is_volunteer(ctx, r)) continue;
      if (std::find(there.begin(), there.end(), r) != there.end()) continue;
      if (ctx.luck.uniform(ctx.who(r), day, Why::attendance, as_guest) < guest_chance_) there.push_back(r);
    }
  }

  double start_share_;
  bool by_threshold_;
  double spontaneous_, by_ties_, half_share_, belonging_effect_, asks_, yes_chance_, threshold_mean_, threshold_sd_;
  double crowding_out_, closed_;
  std::uint32_t activity_every_;
  Seconds activity_seconds_;
  double attendance_;
  std::uint32_t invites_;
  double guest_chance_, belonging_step_;
};

}  // namespace

std::unique_ptr<Mechanism> make_volunteer_teams(const Settings& settings) {
  return std::make_unique<VolunteerTeams>(settings);
}

}  // namespace cogov
