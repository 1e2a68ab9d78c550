/// Row 44: reporting upwards 提级述职, and promotion out 网格员→书记→机关.
#include <algorithm>

#include "models/facilities/careers.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/rounds.hpp"
#include "models/facilities/scored_kinds.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { reports, preparation_seconds, promoted_out, cases_of_promoted, skill_of_promoted };
enum Cost : std::size_t { panel_cost };
enum Event : std::size_t { hopes, leaves_event };
constexpr double counted_as = 10000;  ///< skill in counters

std::vector<Param> reporting_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("reports_per_year", 1, 0, 12, "1/year", "the first after half a period; 0: nobody reports",
                         "每年述职次数（0：无）", "assumption", a)),
      whole_param("preparation_days", 10, 0, 365, "d", "before a report on which staff prepare", "述职前准备天数",
                  "assumption", a),
      real_param("preparation_minutes", 60, 0, 480, "min", "of each grid worker on each working day of these",
                 "述职前每人每工作日准备用时", "assumption", a, 20, 150),
      whole_param("panel", 5, 0, 100, "1", "officials who hear a report", "听取述职的人数", "assumption", a),
      real_param("panel_minutes", 20, 0, 480, "min", "for each grid worker who reports", "每人述职用时", "assumption",
                 a, 10, 60),
      kinds_param("shown", {"litter", "fire_lane", "street_fault", "illegal_structure"},
                  "kinds of request that are shown", "展示的诉求类别", "assumption: what can be seen from the street"),
      real_param("visibility", .5, 0, 10, "1",
                 "more claim of a shown kind on staff's time at equal backlog, as a multiple of the others'",
                 "展示类别多占人员时间的倍数", "assumption", a, .1, 2),
      real_param("promoted_share", .05, 0, 1, "1",
                 "of a community's grid workers, first by the record, called to an office after each report",
                 "每次述职后按记录择优上调的比例", "assumption", a, .02, .15),
      real_param("aspirants_share", .3, 0, 1, "1", "who come next by the record, and hope until the next report",
                 "记录居次、寄望下次的比例", "assumption", a, .1, .5),
      real_param("eta", .3, 0, 10, "1", "log hazard of quitting taken off by that hope", "期望对离职的影响（对数）",
                 "assumption", a, 0, 1),
  };
}

}  // namespace

Section reporting_upwards_section() {
  return {
      .key = "reporting_upwards",
      .title = "Reporting upwards, promotion out",
      .title_zh = "提级述职与上调",
      .rule =
          "grid workers report to officials: they prepare, turn to what is shown first, and those with the best "
          "records are called to an office; who comes next stays in hope",
      .rule_zh = "网格员向上级述职：花时间准备，优先办理可展示的类别；记录最佳者上调，居次者怀有期望而留任",
      .fails_by = "the best leave upwards; what isn't shown waits; hours go into preparing",
      .fails_by_zh = "优秀者上调离开；不便展示的被搁置；准备占用工时",
      .rows = {44},
      .source = "claim: Yantai, reports a level up, grid worker to secretary to office; evidence: none for its effect",
      .tag = Tag::claim,
      .moves = {"vacancy_days", "quits", "burden_days_by_kind", "grid_worker_hours", "repeats_share",
                "off_budget_yuan_per_year", "burden_days_mean"},
      .switchable = true,
      .lead_days = 30,
      .params = reporting_params(),
      .measures = {{"upward_reports", "1", Better::neither, "Reports given by grid workers", "述职人次", reports},
                   {"upward_preparation_hours", "h", Better::lower, "Staff's hours spent on preparing reports",
                    "述职准备工时", preparation_seconds, -1, 1.0 / hour_seconds},
                   {"promoted_out", "1", Better::neither, "Grid workers called to an office; not counted as quitting",
                    "上调人数（不计入离职）", promoted_out},
                   {"promoted_out_cases", "1", Better::neither,
                    "Cases that they had closed in the records within a year; mean", "上调者一年内记录办结数（平均）",
                    cases_of_promoted, promoted_out},
                   {"promoted_out_skill", "1", Better::neither,
                    "Skill that the community lost with each of them; mean, 0 to 1", "上调者带走的技能（平均）",
                    skill_of_promoted, promoted_out, 1 / counted_as}},
      .costs = {{"panels that hear reports", "听取述职工时", "second", Payer::partners, "costs.unit_hour", 3600}},
      .events = {"subject: worker who is next in line; amount: closed cases",
                 "subject: worker called to an office; amount: closed cases"}};
}

namespace {

class ReportingUpwards final : public Mechanism {
 public:
  explicit ReportingUpwards(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("reporting_upwards.") + key); };
    rounds_ = {.per_year = real("reports_per_year")};
    preparation_days_ = s.integer("reporting_upwards.preparation_days");
    preparation_ = whole_seconds(real("preparation_minutes") * minute_seconds);
    panel_seconds_ = static_cast<double>(s.integer("reporting_upwards.panel")) * real("panel_minutes") * minute_seconds;
    shown_ = ScoredKinds::of(s.words("reporting_upwards.shown"), rounds_.per_year > 0 ? real("visibility") : 0);
    promoted_share_ = real("promoted_share");
    aspirants_share_ = real("aspirants_share");
    hope_ = exact_exp(-real("eta"));
  }

  // Column: the first day, reports so far; then of each who is next in line the worker and which person in the post.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    if (column.empty()) column = {today, 0};
    column[held] = still_held(column[held], rounds_by(rounds_.per_year, today - column[begun]));
  }
  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (rounds_.per_year <= 0) return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (rounds_.turn(column[begun], column[held], day)) {
      report(ctx, static_cast<std::uint32_t>(column[held]));
    } else if (is_working_day(day) && rounds_.near(column[begun], column[held], day, preparation_days_)) {
      count(ctx, *this, preparation_seconds, give_each_duties(ctx, preparation_));
    }
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::effort) | bit(Lever::quitting); }
  [[nodiscard]] double factor(const Context& ctx, Lever lever, const LeverAt& at) const override {
    if (lever == Lever::effort) return shown_.claim(at.kind);
    return hopes_now(ctx, at.worker) ? hope_ : 1;
  }
  [[nodiscard]] double largest_factor(Lever lever) const override {
    return lever == Lever::effort ? shown_.largest() : 1;
  }

 private:
  enum Field : std::size_t { begun, held, first };

  bool hopes_now(const Context& ctx, WorkerId w) const {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    for (std::size_t at = first; at + 1 < column.size(); at += 2) {
      const bool same = column[at] == static_cast<std::int32_t>(w.row);
      if (same && ctx.c.workers.person[w.row] == static_cast<std::uint32_t>(column[at + 1])) return true;
    }
    return false;
  }

  void report(Context& ctx, std::uint32_t round) const {
    const Seconds year = 365 * day_seconds;
    const std::vector<std::int64_t> merit = closed_cases(ctx, ctx.now > year ? ctx.now - year : 0);
    const std::vector<WorkerId> line = in_line(ctx, static_cast<std::size_t>(Role::grid), top_grade + 1, merit);
    count(ctx, *this, reports, static_cast<std::int64_t>(line.size()));
    book_own(ctx, *this, panel_cost, whole_seconds(panel_seconds_ * static_cast<double>(line.size())));
    const double u = ctx.luck.uniform({ctx.plan.number, EntityType::community, 0}, round, own_luck(*this, 0));
    const double people = static_cast<double>(line.size());
    const auto up = std::min(line.size(), static_cast<std::size_t>(promoted_share_ * people + u));
    const auto hopeful = static_cast<std::size_t>(aspirants_share_ * people + .5);
    for (std::size_t i = 0; i < up; ++i) call_up(ctx, line[i], merit[line[i].row]);
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.resize(first);
    for (std::size_t i = up; i < std::min(line.size(), up + hopeful); ++i) {
      column.push_back(static_cast<std::int32_t>(line[i].row));
      column.push_back(static_cast<std::int32_t>(ctx.c.workers.person[line[i].row]));
      keep_event(ctx, *this, hopes, line[i].row, -1, merit[line[i].row]);
    }
  }

  void call_up(Context& ctx, WorkerId w, std::int64_t cases) const {
    const double skill = mean_skill(ctx, w);
    if (!call_upwards(ctx, w)) return;
    count(ctx, *this, promoted_out);
    count(ctx, *this, cases_of_promoted, cases);
    count(ctx, *this, skill_of_promoted, static_cast<std::int64_t>(skill * counted_as + .5));
    keep_event(ctx, *this, leaves_event, w.row, -1, cases);
  }

  YearlyRounds rounds_;
  std::int64_t preparation_days_;
  Seconds preparation_;
  double panel_seconds_;
  ScoredKinds shown_;
  double promoted_share_, aspirants_share_, hope_;
};

}  // namespace

std::unique_ptr<Mechanism> make_reporting_upwards(const Settings& settings) {
  return std::make_unique<ReportingUpwards>(settings);
}

}  // namespace cogov
