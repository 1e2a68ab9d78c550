/// Row 25: role-play training 情景剧场: everyday topics are played through, with members and building leaders.
#include <algorithm>

#include "models/facilities/careers.hpp"
#include "models/facilities/scored_kinds.hpp"
#include "models/facilities/staff_sessions.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { sessions, attendances, heard_seconds };
enum Cost : std::size_t { session_cost, members_cost };
enum Event : std::size_t { played };

std::vector<Param> role_play_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(
          real_param("sessions_per_year", 12, 0, 52, "1/year", "rehearsals a year", "每年演练场次", "assumption", a)),
      kinds_param("kinds",
                  {"noise_dogs", "dispute", "litter", "fire_lane", "charging_wires", "loneliness", "papers", "errands"},
                  "everyday topics that are played, in turn", "演练的日常情景（轮流）",
                  "claim: Xingfu community, 20 everyday topics; which they were is assumed"),
      whole_param("topics", 2, 1, 20, "1", "played in a session", "每场情景数", "assumption", a),
      real_param("hour", 15, 0, 23.5, "h", "of the day at which it begins", "开始时刻", "assumption", a, 14, 16),
      real_param("hours", 2, 0, 4, "h", "of a session", "每场时长", "assumption", a, 1, 3),
      real_param("gamma", .08, 0, 1, "1", "share of what is lacking that a session teaches, at what is played",
                 "每场弥补的技能差距比例（所演类别）", "assumption; a course 0-0.2", a, 0, .2),
      real_param("transfer", .2, 0, 1, "1", "share of that at all other kinds", "迁移到其他类别的比例", "assumption", a,
                 0, .5),
      real_param("heart", .01, 0, 1, "1",
                 "taken off the load that a participant remembers (hours worked over hours paid)", "每场减轻的记忆负荷",
                 "claim: a worker who had lost heart stayed; the size is assumed", a, 0, .03),
      whole_param("members", 10, 0, 1000, "1", "residents who play along in a session: members and building leaders",
                  "每场参演居民（党员与楼长）", "assumption", a),
      real_param("session_yuan", 300, 0, 100000, "yuan", "a session: room, props, a coach", "每场费用",
                 "assumption: price", a, 100, 1000),
  };
}

}  // namespace

Section role_play_section() {
  return {
      .key = "role_play",
      .title = "Role-play training",
      .title_zh = "情景剧场",
      .rule =
          "grid workers rehearse everyday topics together with residents: they gain skill at the kinds played, less "
          "at others, and take heart, which counts as less remembered load",
      .rule_zh = "网格员与居民同台演练日常情景：所演类别技能提高，其他类别提高较少；参与者重拾信心，记忆负荷减轻",
      .fails_by = "doesn't transfer to kinds that are not played",
      .fails_by_zh = "难以迁移到未演练的类别",
      .rows = {25},
      .source =
          "claim: Yantai, Xingfu community, 20 everyday topics, a worker who had lost heart stayed; evidence: none "
          "for its effect",
      .tag = Tag::claim,
      .moves = {"repeats_share", "burnt_out_share", "grid_worker_hours", "unpaid_yuan_per_year", "budget_yuan_per_year",
                "quits"},
      .switchable = true,
      .lead_days = 30,
      .params = role_play_params(),
      .measures = {{"role_play_sessions", "1", Better::neither, "Rehearsals held", "演练场次", sessions},
                   {"role_play_attendances", "1", Better::neither, "Attendances of grid workers", "网格员参加人次",
                    attendances},
                   {"role_play_hours", "h", Better::neither, "Grid workers' hours at rehearsals", "网格员演练工时",
                    heard_seconds, -1, 1.0 / hour_seconds}},
      .costs = {{"role-play sessions", "情景剧场场次", "session", Payer::budget, "session_yuan", 1},
                {"residents' hours in role play", "居民参演工时", "second", Payer::unpaid, "costs.unpaid_hour", 3600}},
      .events = {"subject: worker who has rehearsed; other: the session's number; amount: seconds"}};
}

namespace {

class RolePlay final : public Mechanism {
 public:
  explicit RolePlay(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("role_play.") + key); };
    sessions_ = StaffSessions::of(real("sessions_per_year"), real("hour"), real("hours"));
    kinds_ = positions_of(s.words("role_play.kinds"));
    topics_ = static_cast<std::size_t>(s.integer("role_play.topics"));
    gamma_ = real("gamma");
    transfer_ = real("transfer");
    heart_ = real("heart");
    members_ = s.integer("role_play.members");
  }

  void on_adopt(Context& ctx) const override { sessions_.adopt(ctx, *this); }
  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (kinds_.empty() || !sessions_.on_day(ctx, *this, day)) return;
    count(ctx, *this, sessions);
    book_own(ctx, *this, session_cost, 1);
    book_own(ctx, *this, members_cost, members_ * sessions_.length);
  }

  void on_event(Context& ctx, std::uint32_t) const override {
    if (!own_column(ctx, *this).empty()) StaffSessions::call(ctx);
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    return sessions_.offer(ctx, *this, w, rank, task);
  }

  void task_done(Context& ctx, WorkerId w, bool) const override {
    const Seconds seconds = sessions_.heard(ctx, w);
    if (seconds == 0) return;
    const double share = seconds / static_cast<double>(sessions_.length);
    const std::int32_t session = own_column(ctx, *this)[StaffSessions::held];
    train(ctx, w, played_in(session), gamma_ * share, transfer_);
    double& load = ctx.c.workers.load[w.row];
    load = std::max(0.0, load - heart_ * share);
    count(ctx, *this, attendances);
    count(ctx, *this, heard_seconds, seconds);
    keep_event(ctx, *this, played, w.row, session, seconds);
  }

 private:
  std::vector<std::size_t> played_in(std::int32_t session) const {
    std::vector<std::size_t> kinds;
    for (std::size_t i = 0; i < std::min(topics_, kinds_.size()); ++i) {
      kinds.push_back(kinds_[(static_cast<std::size_t>(session - 1) * topics_ + i) % kinds_.size()]);
    }
    return kinds;
  }

  StaffSessions sessions_;
  std::vector<std::size_t> kinds_;
  std::size_t topics_;
  double gamma_, transfer_, heart_;
  std::int64_t members_;
};

}  // namespace

std::unique_ptr<Mechanism> make_role_play(const Settings& settings) { return std::make_unique<RolePlay>(settings); }

}  // namespace cogov
