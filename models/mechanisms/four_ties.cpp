/// Row 35: "four-tie" groups 四缘 by ideals, work, interest and affection, of members only.
#include <algorithm>
#include <array>
#include <cmath>

#include "models/facilities/procedures.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

enum Counter : std::size_t { meetings, came, pairs, apart, across_ages, left_out, of_group, groups_seen, others_seen };

std::vector<OwnMeasure> own_measures() {
  const Better neither = Better::neither;
  const int per_pair = static_cast<int>(pairs);
  return {
      {"four_tie_meetings", "1", neither, "Meetings of four-tie groups", "四缘小组聚会次数", meetings},
      {"four_tie_attendances", "1", neither, "Attendances at meetings of four-tie groups", "四缘小组聚会人次", came},
      {"four_tie_pairs", "1", neither, "Pairs tied by four-tie groups, counted each month",
       "四缘小组成员对数（按月累计）", pairs},
      {"four_tie_distance", "index", neither,
       "How far apart in belonging those tied by four-tie groups are, mean; 0 to 1: little is an echo chamber",
       "四缘小组成员间归属感差距（越小越同质）", apart, per_pair, .001},
      {"four_tie_across_ages_share", "1", Better::higher,
       "Pairs tied by four-tie groups that are of two age groups, up to 59 and from 60 on", "跨年龄段的成员对占比",
       across_ages, per_pair},
      {"four_tie_group_belonging", "index", neither, "Belonging of members of four-tie groups, mean over months",
       "四缘小组成员归属感（各月平均）", of_group, static_cast<int>(groups_seen), .001},
      {"four_tie_other_belonging", "index", neither,
       "Belonging of residents of 18 and over who are in no group, likewise", "未入组成年居民归属感（各月平均）",
       left_out, static_cast<int>(others_seen), .001},
  };
}

}  // namespace

Section four_ties_section() {
  return {
      .key = "four_ties",
      .title = "Four-tie groups",
      .title_zh = "“四缘”小组",
      .rule =
          "residents who join find themselves in groups of their like, by ideals, work, interest or affection; groups "
          "meet, tie their members to each other, and who is in one joins more readily",
      .rule_zh = "愿意加入的居民按志缘、业缘、趣缘、情缘与相似者结组；小组聚会、成员之间建立联系，成员更愿参与志愿服务",
      .fails_by =
          "echo chambers: the like meet the like, who belongs already belongs more, and others hear nothing of it",
      .fails_by_zh = "回音室：同类相聚，本就有归属感者更甚，其余人无从知晓",
      .rows = {35},
      .source = "claim: Yangzhou, 1,200 groups and more, of members only; no effect size is known",
      .tag = a,
      .moves = {"belonging_mean", "volunteers_joined"},
      .switchable = true,
      .lead_days = 45,
      .params =
          {
              as_size(whole_param("groups", 8, 0, 400, "1", "in each community, of the four kinds in turn",
                                  "每社区小组数（四类轮流）", "assumption", a)),
              whole_param("members", 10, 2, 60, "1", "of a group at its founding", "小组成立时人数", "assumption", a),
              real_param("join_share", .2, 0, 1, "1", "share of residents of 18 and over who would join a group",
                         "愿意入组的18岁以上居民比例", "assumption", a, .05, .4),
              real_param("leaves_per_month", .03, 0, 5, "1/month",
                         "rate at which members leave; others take their places", "成员退出率（月），由他人补上",
                         "assumption: a third in a year", a, .01, .1),
              real_param("likeness", .8, 0, 1, "1",
                         "share of those taken in who are most like a group's founder in belonging and age; the "
                         "others are anybody who would join",
                         "成员中与发起人最相似者的占比（其余随机）", "assumption", a, .3, 1),
              real_param("age_weight", .1, 0, 1, "1",
                         "how much ten years of age count in likeness, against a difference of 1 in belonging",
                         "年龄差十岁在相似度中的权重", "assumption", a, 0, .3),
              whole_param("meets_every_days", 30, 1, 3650, "d", "between meetings", "聚会间隔", "assumption: monthly",
                          a),
              real_param("meeting_hours", 2, .25, 5, "h", "of a meeting, unpaid", "聚会时长（无偿）", "assumption", a,
                         1, 3),
              real_param("attendance", .6, 0, 1, "1", "chance that a member comes", "成员到会概率", "assumption", a, .3,
                         .9),
              real_param("belonging_step", .5, 0, 1, "1", "belonging gained by coming, in steps of one event",
                         "到会的归属感增量（以一次事件的变化量为单位）", "assumption", a, 0, 1),
              real_param("joining_factor", 2, 1, 20, "1", "times the chance of a member to become a volunteer",
                         "成员成为志愿者的概率倍数", "assumption", a, 1, 4),
              real_param("meeting_yuan", 150, 0, 10000, "yuan", "of the budget for a meeting", "每次聚会经费",
                         "assumption", a, 0, 500),
          },
      .measures = own_measures(),
      .costs = {{"four-tie meetings", "四缘小组聚会经费", "meeting", Payer::budget, "meeting_yuan", 1}},
      .events = {"group founded: group, founder, members", "meeting: group, present, of how many"}};
}

namespace {

constexpr std::uint32_t month_days = 30;
constexpr std::uint8_t youngest_member = 18;
constexpr std::int32_t nobody = -1;

enum Decision : std::uint32_t { would_join, founds, leaves };

constexpr std::array<TieKind, wider_kinds> kinds{TieKind::ideals, TieKind::work, TieKind::interest, TieKind::affection};

class FourTies final : public Mechanism {
 public:
  explicit FourTies(const Settings& s)
      : groups_(static_cast<std::size_t>(s.integer("four_ties.groups"))),
        members_(static_cast<std::size_t>(s.integer("four_ties.members"))),
        join_share_(s.real("four_ties.join_share")),
        leaving_chance_(1 - exact_exp(-s.real("four_ties.leaves_per_month"))),
        likeness_(s.real("four_ties.likeness")),
        age_weight_(s.real("four_ties.age_weight")),
        meets_every_(static_cast<std::uint32_t>(s.integer("four_ties.meets_every_days"))),
        meeting_seconds_(whole_seconds(s.real("four_ties.meeting_hours") * hour_seconds)),
        attendance_(s.real("four_ties.attendance")),
        belonging_step_(s.real("four_ties.belonging_step")),
        joining_factor_(s.real("four_ties.joining_factor")) {}

  // Column: the group of each resident, or nobody's; empty as long as there is no group.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    if (group_of.empty() && groups_ == 0) return;
    group_of.resize(ctx.plan.residents(), nobody);
    for (std::int32_t& group : group_of) {
      if (group >= static_cast<std::int32_t>(groups_)) group = nobody;
    }
    const std::vector<std::vector<std::uint32_t>> standing = members_by_group(ctx);
    for (std::size_t group = 0; group < groups_; ++group) {
      if (standing[group].empty()) found(ctx, group);
    }
    renew_ties(ctx);
  }

  void on_drop(Context& ctx) const override {
    own_column(ctx, *this).clear();
    for (const TieKind kind : kinds) drop_ties(ctx, kind);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    if (day % month_days == 0) {
      change_members(ctx, day / month_days);
      count_month(ctx);
    }
    const double hour = is_working_day(day) ? 19 : 15;
    for (std::size_t group = 0; group < groups_; ++group) {
      if ((day + 3 * group) % meets_every_ != 0) continue;
      schedule_mechanism(ctx, *this, later(ctx.now, hour * hour_seconds), static_cast<std::uint32_t>(group));
    }
  }

  void on_event(Context& ctx, std::uint32_t group) const override {
    if (own_column(ctx, *this).empty()) return;
    const std::vector<std::uint32_t> members = members_of(ctx, group);
    const std::vector<std::uint32_t> present = who_comes(
        ctx, members, [&](ResidentId) { return attendance_; }, day_of(ctx.now), 1000U * (number + 1U));
    if (present.empty()) return;
    count(ctx, *this, meetings);
    count(ctx, *this, came, static_cast<std::int64_t>(present.size()));
    book_own(ctx, *this, 0, 1, group);
    keep_event(ctx, *this, 1, group, static_cast<std::int64_t>(present.size()),
               static_cast<std::int64_t>(members.size()));
    for (const std::uint32_t row : present) {
      const ResidentId r(row);
      book(ctx, CostItem::resident_hours, meeting_seconds_, row);
      take_part(ctx, r);
      touch_belonging(ctx, r, belonging_step_);
      record_outing(ctx, Mover::resident, Purpose::gathering, r, {}, ctx.now, meeting_seconds_);
    }
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::joining); }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    const std::vector<std::int32_t>& group_of = ctx.c.columns[number];
    if (group_of.empty() || !at.resident.exists()) return 1;
    return group_of[at.resident.row] == nobody ? 1 : joining_factor_;
  }

 private:
  std::vector<std::uint32_t> members_of(Context& ctx, std::size_t group) const {
    const std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    std::vector<std::uint32_t> members;
    for (std::uint32_t row = 0; row < group_of.size(); ++row) {
      if (group_of[row] == static_cast<std::int32_t>(group)) members.push_back(row);
    }
    return members;
  }

  std::vector<std::vector<std::uint32_t>> members_by_group(Context& ctx) const {
    const std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    std::vector<std::vector<std::uint32_t>> members(groups_);
    for (std::uint32_t row = 0; row < group_of.size(); ++row) {
      if (group_of[row] != nobody) members[static_cast<std::size_t>(group_of[row])].push_back(row);
    }
    return members;
  }

  double distance(const Context& ctx, std::uint32_t one, std::uint32_t other) const {
    const double years = std::abs(static_cast<double>(ctx.plan.age[one]) - static_cast<double>(ctx.plan.age[other]));
    return std::abs(belonging_of(ctx, ResidentId(one)) - belonging_of(ctx, ResidentId(other))) +
           age_weight_ * years / 10;
  }

  /// Whoever would join and is in no group yet, the founder first: the luckiest at this group.
  std::vector<std::uint32_t> open_to(Context& ctx, std::size_t group) const {
    const std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    std::vector<std::pair<double, std::uint32_t>> by_luck;
    for (std::uint32_t row = 0; row < group_of.size(); ++row) {
      if (group_of[row] != nobody || ctx.plan.age[row] < youngest_member) continue;
      const Who who = ctx.who(ResidentId(row));
      if (ctx.luck.uniform(who, 0, own_luck(*this, would_join)) >= join_share_) continue;
      by_luck.emplace_back(ctx.luck.uniform(who, static_cast<std::uint32_t>(group), own_luck(*this, founds)), row);
    }
    std::sort(by_luck.begin(), by_luck.end());
    std::vector<std::uint32_t> rows;
    for (const auto& [u, row] : by_luck) rows.push_back(row);
    return rows;
  }

  void found(Context& ctx, std::size_t group) const {
    const std::vector<std::uint32_t> open = open_to(ctx, group);
    if (open.size() < 2) return;
    own_column(ctx, *this)[open.front()] = static_cast<std::int32_t>(group);
    fill_up(ctx, group, open.front(), members_ - 1);
    keep_event(ctx, *this, 0, static_cast<std::int64_t>(group), open.front(),
               static_cast<std::int64_t>(members_of(ctx, group).size()));
  }

  /// Takes so many in: some are anybody, the next in luck; the rest are those most like the one who is followed.
  void fill_up(Context& ctx, std::size_t group, std::uint32_t followed, std::size_t places) const {
    std::vector<std::uint32_t> open = open_to(ctx, group);
    const std::size_t size = std::min(places, open.size());
    const auto others = static_cast<std::ptrdiff_t>((1 - likeness_) * static_cast<double>(size) + .5);
    std::sort(open.begin() + others, open.end(), [&](std::uint32_t one, std::uint32_t other) {
      return std::pair(distance(ctx, followed, one), one) < std::pair(distance(ctx, followed, other), other);
    });
    open.resize(size);
    for (const std::uint32_t row : open) own_column(ctx, *this)[row] = static_cast<std::int32_t>(group);
  }

  /// Some members leave; others come in their place.
  void change_members(Context& ctx, std::uint32_t month) const {
    std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    for (std::uint32_t row = 0; row < group_of.size(); ++row) {
      if (group_of[row] == nobody) continue;
      if (ctx.luck.uniform(ctx.who(ResidentId(row)), month, own_luck(*this, leaves)) < leaving_chance_) {
        group_of[row] = nobody;
      }
    }
    const std::vector<std::vector<std::uint32_t>> staying = members_by_group(ctx);
    for (std::size_t group = 0; group < groups_; ++group) {
      if (staying[group].empty()) {
        found(ctx, group);
      } else if (staying[group].size() < members_) {
        fill_up(ctx, group, staying[group].front(), members_ - staying[group].size());
      }
    }
    renew_ties(ctx);
  }

  void renew_ties(Context& ctx) const {
    for (const TieKind kind : kinds) drop_ties(ctx, kind);
    const std::vector<std::vector<std::uint32_t>> groups = members_by_group(ctx);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (const std::uint32_t one : groups[group]) {
        for (const std::uint32_t other : groups[group]) {
          if (one < other) add_tie(ctx, ResidentId(one), ResidentId(other), kinds[group % kinds.size()]);
        }
      }
    }
  }

  /// How alike those are who are tied, and who belongs how much.
  void count_month(Context& ctx) const {
    const auto thousandths = [](double share) { return static_cast<std::int64_t>(share * 1000 + .5); };
    for (const std::vector<std::uint32_t>& group : members_by_group(ctx)) {
      for (const std::uint32_t one : group) {
        for (const std::uint32_t other : group) {
          if (one >= other) continue;
          const double far = std::abs(belonging_of(ctx, ResidentId(one)) - belonging_of(ctx, ResidentId(other)));
          const bool two_ages = (ctx.plan.age[one] >= 60) != (ctx.plan.age[other] >= 60);
          count(ctx, *this, pairs);
          count(ctx, *this, apart, thousandths(far));
          count(ctx, *this, across_ages, two_ages ? 1 : 0);
        }
      }
    }
    const std::vector<std::int32_t>& group_of = own_column(ctx, *this);
    for (std::uint32_t row = 0; row < group_of.size(); ++row) {
      if (ctx.plan.age[row] < youngest_member) continue;
      const bool in_group = group_of[row] != nobody;
      count(ctx, *this, in_group ? groups_seen : others_seen);
      count(ctx, *this, in_group ? of_group : left_out, thousandths(belonging_of(ctx, ResidentId(row))));
    }
  }

  std::size_t groups_, members_;
  double join_share_, leaving_chance_, likeness_, age_weight_;
  std::uint32_t meets_every_;
  Seconds meeting_seconds_;
  double attendance_, belonging_step_, joining_factor_;
};

}  // namespace

std::unique_ptr<Mechanism> make_four_ties(const Settings& settings) { return std::make_unique<FourTies>(settings); }

}  // namespace cogov
