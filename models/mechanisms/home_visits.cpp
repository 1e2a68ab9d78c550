/// Row 13: home visits 走访, 敲门 to those who may stay silent.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "models/sections.hpp"

namespace cogov {

Section home_visits_section() {
  constexpr Tag a = Tag::assumption;
  constexpr const char* per_year = "1/year";
  return {.key = "home_visits",
          .title = "Home visits",
          .title_zh = "走访敲门",
          .rule =
              "when no request waits, a grid worker visits whoever has waited longest beyond their interval, and may "
              "find needs that were not reported",
          .fails_by = "refusals and intrusion; visits yield to paperwork and requests",
          .rows = {13},
          .switchable = true,
          .lead_days = 14,
          .params = {
              real_param("alone_60_plus", 24, 0, 365, per_year, "visits to residents of 60 and over living alone",
                         "60岁以上独居者年走访次数", "assumption: 250 people, 24 visits each", a, 6, 52),
              real_param("aged_80_plus", 0, 0, 365, per_year, "visits to residents of 80 and over",
                         "80岁以上老人年走访次数", "assumption", a),
              real_param("disabled", 0, 0, 365, per_year, "visits to disabled residents", "残疾居民年走访次数",
                         "assumption", a),
              real_param("minutes", 25, 1, 480, "min", "of a visit, the way not included", "每次走访用时", "assumption",
                         a, 10, 45),
              real_param("notice_chance", .7, 0, 1, "1", "chance to notice an unreported need of the household",
                         "发现未上报需求的概率", "assumption", a, .3, .9),
              real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption",
                         a, .02, .3),
          }};
}

namespace {

class HomeVisits final : public Mechanism {
 public:
  explicit HomeVisits(const Settings& s)
      : alone_(s.real("home_visits.alone_60_plus")),
        aged_(s.real("home_visits.aged_80_plus")),
        disabled_(s.real("home_visits.disabled")),
        seconds_(whole_seconds(s.real("home_visits.minutes") * minute_seconds)),
        notice_chance_(s.real("home_visits.notice_chance")),
        refusal_chance_(s.real("home_visits.refusal_chance")) {}

  // Column: for each person to be visited, row of the resident and the day of the last visit.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    const std::vector<std::int32_t> before = std::move(list);
    list.clear();
    for (std::size_t row = 0; row < ctx.plan.residents(); ++row) {
      const ResidentId r(row);
      if (visits_a_year(ctx, r) <= 0) continue;
      list.push_back(static_cast<std::int32_t>(row));
      list.push_back(last_visit(before, r, ctx));
    }
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    if (rank != TaskRank::discretionary) return false;
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    std::size_t chosen = list.size();
    double longest = 0;
    for (std::size_t i = 0; i < list.size(); i += 2) {
      const ResidentId r(static_cast<std::size_t>(list[i]));
      const double interval = 365 / visits_a_year(ctx, r);
      const double overdue = today - list[i + 1] - interval;
      if (overdue < longest || (overdue == longest && chosen != list.size())) continue;
      if (!may_serve(ctx, w, ctx.grids().grid_of_building[ctx.plan.building_of(r).row])) continue;
      chosen = i;
      longest = overdue;
    }
    if (chosen == list.size()) return false;
    list[chosen + 1] = today;  // nobody else comes meanwhile
    const BuildingId building = ctx.plan.building_of(ResidentId(static_cast<std::size_t>(list[chosen])));
    const Seconds way = whole_seconds(seconds_between(ctx, ctx.c.workers.at[w.row], building));
    task = {.activity = Activity::visit,
            .duration = way + seconds_,
            .to = building,
            .subject = static_cast<std::uint32_t>(list[chosen])};
    return true;
  }

  void task_done(Context& ctx, WorkerId w, bool) const override {
    const ResidentId r(ctx.c.workers.subject[w.row]);
    const std::uint32_t slot = day_of(ctx.now);
    if (ctx.luck.uniform(ctx.who(r), slot, Why::visit_refusal) < refusal_chance_) {
      if (ctx.counting()) ++ctx.c.tally.visits_refused;
      return;
    }
    if (ctx.counting()) ++ctx.c.tally.visits;
    ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, w, r.row);
    find_needs(ctx, w, r, slot);
  }

 private:
  double visits_a_year(const Context& ctx, ResidentId r) const {
    const CommunityPlan& plan = ctx.plan;
    const bool old = plan.age[r.row] >= 60;
    double visits = 0;
    if (old && plan.is(r, ResidentClass::lives_alone)) visits = std::max(visits, alone_);
    if (plan.is(r, ResidentClass::aged)) visits = std::max(visits, aged_);
    if (plan.is(r, ResidentClass::disabled)) visits = std::max(visits, disabled_);
    return visits;
  }

  /// Who was on the list stays where they were; newcomers' turns are spread over their interval.
  std::int32_t last_visit(const std::vector<std::int32_t>& before, ResidentId r, const Context& ctx) const {
    for (std::size_t i = 0; i + 1 < before.size(); i += 2) {
      if (before[i] == static_cast<std::int32_t>(r.row)) return before[i + 1];
    }
    const double u = ctx.luck.uniform(ctx.who(r), 0, Why::visit_notice, 0xF'FFFFU);
    return static_cast<std::int32_t>(day_of(ctx.now)) - static_cast<std::int32_t>(u * 365 / visits_a_year(ctx, r));
  }

  void find_needs(Context& ctx, WorkerId w, ResidentId visited, std::uint32_t slot) const {
    const RequestColumns& q = ctx.c.requests;
    const HouseholdId home = ctx.plan.household[visited.row];
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestId r(row);
      if (q.of_place[row] != 0 || q.state[row] != RequestState::arisen) continue;
      if (ctx.plan.household[q.origin[row]] != home) continue;
      const double u = ctx.luck.uniform(ctx.who(visited), slot, Why::visit_notice, q.trial[row] & 0x7'FFFFU);
      if (u < notice_chance_) notice(ctx, r, Finder::visit, w);
    }
  }

  double alone_, aged_, disabled_;
  Seconds seconds_;
  double notice_chance_, refusal_chance_;
};

}  // namespace

std::unique_ptr<Mechanism> make_home_visits(const Settings& settings) { return std::make_unique<HomeVisits>(settings); }

}  // namespace cogov
