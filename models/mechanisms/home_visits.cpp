/// Row 13: home visits 走访, 敲门 to those who may stay silent.
#include <algorithm>
#include <limits>

#include "models/dispatch.hpp"
#include "models/harm.hpp"
#include "models/movements.hpp"
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
          .rule_zh = "没有诉求等候时，网格员走访最久未访者，可能发现未上报的需求",
          .fails_by = "refusals and intrusion; visits yield to paperwork and requests, or are a formality",
          .fails_by_zh = "拒访与打扰；走访让位于材料和诉求，或走过场",
          .rows = {13},
          .source = "claim: Yangzhou, a woman of 93 living alone; Shenyang Tiexi, 2,146 problems gathered at doors",
          .tag = Tag::claim,
          .moves = {"found_first_share", "unmet_days_vulnerable", "visits", "intrusions_per_person", "idle_share"},
          .switchable = true,
          .lead_days = 14,
          .params = {
              real_param("alone_60_plus", 24, 0, 365, per_year, "visits to residents of 60 and over living alone",
                         "60岁以上独居者年走访次数", "assumption: 250 people, 24 visits each", a, 6, 52),
              real_param("aged_80_plus", 0, 0, 365, per_year, "visits to residents of 80 and over",
                         "80岁以上老人年走访次数", "assumption", a),
              real_param("disabled", 0, 0, 365, per_year, "visits to disabled residents", "残疾居民年走访次数",
                         "assumption", a),
              real_param("minutes", 22, 1, 480, "min", "of a visit, the way not included", "每次走访用时（不含路途）",
                         "assumption: 25 with the way", a, 10, 45),
              real_param("notice_chance", .7, 0, 1, "1", "chance to notice an unreported need of the household",
                         "发现未上报需求的概率", "assumption", a, .3, .9),
              real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption",
                         a, .02, .3),
              real_param("formality", 0, 0, 1, "1",
                         "share of visits that are signed for at the door and no more: they stand in the records, and "
                         "nobody is looked after",
                         "走过场的走访比例：只在门口签字，记入台账而未真正探望", "assumption", a, 0, .3),
              real_param("formal_minutes", 3, 0, 60, "min", "of such a visit, the way not included",
                         "走过场的走访每次用时（不含路途）", "assumption", a, 1, 8),
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
        refusal_chance_(s.real("home_visits.refusal_chance")),
        formality_(s.real("home_visits.formality")),
        formal_seconds_(whole_seconds(s.real("home_visits.formal_minutes") * minute_seconds)) {}

  // Column: for each person to be visited, in the order of residents, their row and the day on which a visit is due;
  // then by grid a day before which none of its visits is due, so that nobody looks for them in vain; last how many
  // grids there are.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    const std::vector<std::int32_t> before = std::move(list);
    list.clear();
    for (std::size_t row = 0; row < ctx.plan.residents(); ++row) {
      const ResidentId r(row);
      if (visits_a_year(ctx, r) <= 0) continue;
      list.push_back(static_cast<std::int32_t>(row));
      list.push_back(due_day(before, r, ctx));
    }
    list.resize(list.size() + ctx.grids().grids(), 0);
    list.push_back(static_cast<std::int32_t>(ctx.grids().grids()));
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    if (rank != TaskRank::discretionary) return false;
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    const std::size_t end = end_of_entries(list);
    std::size_t chosen = end;
    std::int32_t earliest = today + 1;
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid) {
      if (list[end + grid] > today || !may_serve(ctx, w, GridId(grid))) continue;
      list[end + grid] = find_earliest(ctx, list, grid, chosen, earliest);
    }
    if (chosen == end) return false;
    const ResidentId r(static_cast<std::size_t>(list[chosen]));
    list[chosen + 1] = today + interval(ctx, r);  // nobody else comes meanwhile
    const BuildingId building = ctx.plan.building_of(r);
    const BuildingId at = ctx.c.workers.at[w.row];
    const Way way = way_between(ctx, at, building);
    record_walk(ctx, Mover::grid_worker, Purpose::visit, w.row, at, building, ctx.now, way.at_night);
    task = {.activity = Activity::visit,
            .duration = way.seconds + (is_formal(ctx, r) ? formal_seconds_ : seconds_),
            .to = building,
            .subject = r.row};
    return true;
  }

  void task_done(Context& ctx, WorkerId w, bool) const override {
    const ResidentId r(ctx.c.workers.subject[w.row]);
    const std::uint32_t slot = day_of(ctx.now);
    if (ctx.luck.uniform(ctx.who(r), slot, Why::visit_refusal) < refusal_chance_) {
      count_visit(ctx, r, Watcher::staff, false);
      return;
    }
    if (is_formal(ctx, r)) {
      if (ctx.counting()) ++ctx.c.tally.ledgers.visits_ticked_off;
      ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, w, r.row);
      return;
    }
    count_visit(ctx, r, Watcher::staff, true);
    ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, w, r.row);
    tell_of_visit(ctx, r, w);
    find_needs(ctx, w, r, slot);
  }

 private:
  /// Whether today's visit is one for the records only.
  bool is_formal(const Context& ctx, ResidentId r) const {
    return formality_ > 0 && ctx.luck.uniform(ctx.who(r), day_of(ctx.now), own_luck(*this, 0)) < formality_;
  }

  double visits_a_year(const Context& ctx, ResidentId r) const {
    const CommunityPlan& plan = ctx.plan;
    const bool old = plan.age[r.row] >= 60;
    double visits = 0;
    if (old && plan.is(r, ResidentClass::lives_alone)) visits = std::max(visits, alone_);
    if (plan.is(r, ResidentClass::aged)) visits = std::max(visits, aged_);
    if (plan.is(r, ResidentClass::disabled)) visits = std::max(visits, disabled_);
    return visits;
  }

  std::int32_t interval(const Context& ctx, ResidentId r) const {
    return std::max(1, static_cast<std::int32_t>(365 / visits_a_year(ctx, r) + .5));
  }

  static std::size_t end_of_entries(const std::vector<std::int32_t>& list) {
    return list.empty() ? 0 : list.size() - 1 - static_cast<std::size_t>(list.back());
  }

  /// Chooses the earliest due in a grid if it is due before `earliest`; its residents stand together in the list, as
  /// buildings do in grids. Returns the day on which it is due.
  static std::int32_t find_earliest(const Context& ctx, const std::vector<std::int32_t>& list, std::size_t grid,
                                    std::size_t& chosen, std::int32_t& earliest) {
    std::int32_t first_due = std::numeric_limits<std::int32_t>::max();
    const std::size_t end = end_of_entries(list);
    const std::vector<std::uint32_t>& first = ctx.grids().first_building;
    const std::uint32_t from = ctx.plan.first_resident_of(BuildingId(first[grid]));
    const std::uint32_t to = ctx.plan.end_resident_of(BuildingId(first[grid + 1] - 1));
    for (std::size_t i = first_entry(list, from); i < end && static_cast<std::uint32_t>(list[i]) < to; i += 2) {
      first_due = std::min(first_due, list[i + 1]);
      if (list[i + 1] < earliest) {
        earliest = list[i + 1];
        chosen = i;
      }
    }
    return first_due;
  }

  /// The first entry whose resident's row is at least `row`.
  static std::size_t first_entry(const std::vector<std::int32_t>& list, std::uint32_t row) {
    std::size_t low = 0;
    std::size_t high = end_of_entries(list) / 2;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (static_cast<std::uint32_t>(list[2 * middle]) < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  /// Who was on the list keeps their turn; newcomers' turns are spread over their interval.
  std::int32_t due_day(const std::vector<std::int32_t>& before, ResidentId r, const Context& ctx) const {
    const std::size_t at = first_entry(before, r.row);
    if (at < end_of_entries(before) && before[at] == static_cast<std::int32_t>(r.row)) return before[at + 1];
    const double u = ctx.luck.uniform(ctx.who(r), 0, Why::visit_notice, 0xF'FFFFU);
    return static_cast<std::int32_t>(day_of(ctx.now)) + static_cast<std::int32_t>(u * interval(ctx, r));
  }

  void find_needs(Context& ctx, WorkerId w, ResidentId visited, std::uint32_t slot) const {
    const RequestColumns& q = ctx.c.requests;
    for (const RequestId r : silent_needs(ctx, ctx.plan.household[visited.row])) {
      const Who who = ctx.who(ResidentId(q.origin[r.row]));
      const double u = ctx.luck.uniform(who, slot, Why::visit_notice, q.trial[r.row] & 0x7'FFFFU);
      if (u < notice_chance_ * notice_factor(ctx, r)) notice(ctx, r, Finder::visit, w);
    }
  }

  double alone_, aged_, disabled_;
  Seconds seconds_;
  double notice_chance_, refusal_chance_, formality_;
  Seconds formal_seconds_;
};

}  // namespace

std::unique_ptr<Mechanism> make_home_visits(const Settings& settings) { return std::make_unique<HomeVisits>(settings); }

}  // namespace cogov
