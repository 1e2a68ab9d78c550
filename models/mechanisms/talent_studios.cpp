/// Row 30: talent studios 达人工作室, mutual-aid groups 互助团: well-connected residents brought together.
#include <algorithm>

#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "models/volunteers.hpp"

namespace cogov {

Section talent_studios_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "talent_studios",
      .title = "Talent studios",
      .title_zh = "达人工作室",
      .rule =
          "brings well-connected residents together as volunteers; a studio meets, ties its members to each other, "
          "and one of them leads it",
      .rule_zh = "把人缘广的居民聚成志愿团队；工作室定期聚会、成员之间建立联系，由一人带领",
      .fails_by = "cliques: members ask only their own circle",
      .fails_by_zh = "小圈子：成员只邀请自己人",
      .rows = {30},
      .source = "claim: a commentary, without figures",
      .tag = Tag::claim,
      .moves = {"volunteers_joined", "volunteer_hours", "activities"},
      .switchable = true,
      .lead_days = 45,
      .params = {
          whole_param("studios", 2, 0, 50, "1", "studios in each community", "每社区工作室数", "assumption", a),
          whole_param("members", 8, 2, 100, "1",
                      "of a studio at its start, drawn from three times as many of the best connected residents",
                      "每个工作室起始成员数", "assumption", a),
          whole_param("meets_every", 30, 1, 3650, "d", "between meetings", "聚会间隔", "assumption", a),
          real_param("meeting_hours", 2, .25, 4, "h", "of a meeting", "聚会时长", "assumption", a, 1, 3),
          real_param("attendance", .7, 0, 1, "1", "chance that a member comes", "成员到会概率", "assumption", a, .4,
                     .9),
          real_param("belonging_step", 1, 0, 1, "1", "belonging gained by coming, in steps of one event",
                     "参加聚会的归属感增量（以一次事件的变化量为单位）", "assumption", a, .2, 1),
          real_param("closed", .5, 0, 1, "1",
                     "share of what leading members ask that stays within the studio, where all have joined already",
                     "邀请局限于小圈子的比例", "assumption", a, 0, 1),
      }};
}

namespace {

constexpr std::uint32_t month_days = 30;

class TalentStudios final : public Mechanism {
 public:
  explicit TalentStudios(const Settings& s)
      : studios_(static_cast<std::size_t>(s.integer("talent_studios.studios"))),
        members_(static_cast<std::size_t>(s.integer("talent_studios.members"))),
        meets_every_(static_cast<std::uint32_t>(s.integer("talent_studios.meets_every"))),
        meeting_seconds_(whole_seconds(s.real("talent_studios.meeting_hours") * hour_seconds)),
        attendance_(s.real("talent_studios.attendance")),
        belonging_step_(s.real("talent_studios.belonging_step")) {}

  // Column: the studios' teams.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& teams = own_column(ctx, *this);
    while (teams.size() > studios_) {
      close_studio(ctx, static_cast<std::uint32_t>(teams.back()));
      teams.pop_back();
    }
    if (teams.size() == studios_) return;
    std::vector<ResidentId> connected = best_connected(ctx);
    while (teams.size() < studios_) teams.push_back(open_studio(ctx, teams.size(), connected));
    renew_ties(ctx, teams);
  }

  void on_drop(Context& ctx) const override {
    std::vector<std::int32_t>& teams = own_column(ctx, *this);
    for (const std::int32_t team : teams) close_studio(ctx, static_cast<std::uint32_t>(team));
    teams.clear();
    drop_ties(ctx, TieKind::team);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    const std::vector<std::int32_t>& teams = own_column(ctx, *this);
    if (teams.empty()) return;
    if (day % month_days == 0) renew_ties(ctx, teams);
    for (std::size_t i = 0; i < teams.size(); ++i) {
      if ((day + 3 * i) % meets_every_ != 0) continue;
      schedule_mechanism(ctx, *this, ctx.now + 19 * hour_seconds, static_cast<std::uint32_t>(teams[i]));
    }
  }

  void on_event(Context& ctx, std::uint32_t team) const override {
    const std::vector<VolunteerId> present = gather_team(ctx, team, attendance_, ctx.now + meeting_seconds_, 1);
    if (present.empty()) return;
    if (ctx.counting()) ++ctx.c.tally.volunteers.activities;
    for (const VolunteerId v : present) {
      take_part(ctx, ctx.c.volunteers.resident[v.row]);
      touch_belonging(ctx, ctx.c.volunteers.resident[v.row], belonging_step_);
    }
  }

 private:
  /// Those who may volunteer, most ties first; equals by their place in the community.
  static std::vector<ResidentId> best_connected(const Context& ctx) {
    std::vector<ResidentId> residents;
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (may_volunteer(ctx, ResidentId(row))) residents.push_back(ResidentId(row));
    }
    std::sort(residents.begin(), residents.end(), [&](ResidentId one, ResidentId other) {
      const std::size_t ties = ties_of(ctx, one).size();
      const std::size_t others = ties_of(ctx, other).size();
      if (ties != others) return ties > others;
      return ctx.plan.resident_ordinal[one.row] < ctx.plan.resident_ordinal[other.row];
    });
    return residents;
  }

  static bool in_studio(const Context& ctx, ResidentId r) {
    const VolunteerId v = row_of(ctx, r);
    if (!v.exists() || ctx.c.volunteers.active[v.row] == 0) return false;
    return ctx.c.volunteers.team_of_studio[ctx.c.volunteers.team[v.row]] != 0;
  }

  /// The luckiest of the best connected who are in no studio yet; the first of them leads it.
  std::int32_t open_studio(Context& ctx, std::size_t place, const std::vector<ResidentId>& connected) const {
    constexpr std::size_t choice = 3;
    std::vector<std::pair<double, ResidentId>> pool;
    for (const ResidentId r : connected) {
      if (pool.size() == choice * members_) break;
      if (in_studio(ctx, r)) continue;
      pool.emplace_back(ctx.luck.uniform(ctx.who(r), static_cast<std::uint32_t>(place), Why::studio), r);
    }
    std::sort(pool.begin(), pool.end());
    pool.resize(std::min(pool.size(), members_));
    const std::uint32_t team = found_team(ctx, true);
    for (const auto& [u, r] : pool) {
      const VolunteerId v = join(ctx, r, JoinedBy::studio, static_cast<std::int32_t>(day_of(ctx.now)), team);
      if (r == pool.front().second) make_organiser(ctx, v);
    }
    return static_cast<std::int32_t>(team);
  }

  static std::vector<VolunteerId> members_of(const Context& ctx, std::uint32_t team) {
    std::vector<VolunteerId> members;
    for (std::uint32_t row = 0; row < ctx.c.volunteers.size(); ++row) {
      if (ctx.c.volunteers.team[row] == team) members.push_back(VolunteerId(row));
    }
    return members;
  }

  static void close_studio(Context& ctx, std::uint32_t team) {
    for (const VolunteerId v : members_of(ctx, team)) leave(ctx, v);
  }

  static void renew_ties(Context& ctx, const std::vector<std::int32_t>& teams) {
    drop_ties(ctx, TieKind::team);
    for (const std::int32_t team : teams) {
      const std::vector<VolunteerId> members = members_of(ctx, static_cast<std::uint32_t>(team));
      for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          add_tie(ctx, ctx.c.volunteers.resident[members[j].row], ctx.c.volunteers.resident[members[i].row],
                  TieKind::team);
        }
      }
    }
  }

  std::size_t studios_, members_;
  std::uint32_t meets_every_;
  Seconds meeting_seconds_;
  double attendance_, belonging_step_;
};

}  // namespace

std::unique_ptr<Mechanism> make_talent_studios(const Settings& settings) {
  return std::make_unique<TalentStudios>(settings);
}

}  // namespace cogov
