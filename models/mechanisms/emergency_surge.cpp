/// Row 40: surge in an emergency 平战结合下沉: people of offices are lent, ordinary work stops, shifts are lengthened.
#include <algorithm>

#include "models/emergency.hpp"
#include "models/facilities/lending.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"

namespace cogov {

namespace {

const std::vector<std::string>& works() {
  static const std::vector<std::string> words{"patrols and visits", "paperwork", "other requests"};
  return words;
}

std::vector<Param> surge_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("cadres", 10, 0, 100000, "1",
                         "people of offices who are lent to the whole place for the days of an emergency",
                         "突发事件期间下沉全地区的干部人数", "assumption", a)),
      real_param("cadre_skill", .3, 0, 1, "1", "their skill at what they are to do", "下沉干部技能", "assumption", a,
                 .1, .6),
      whole_param("mobilisation_days", 1, 1, 365, "d", "until they come", "动员天数", "assumption", a),
      whole_param("stay_days", 2, 0, 365, "d", "that they stay on after its last day", "结束后留守天数", "assumption",
                  a),
      real_param("longer_hours", 3, 0, 8, "h", "by which grid workers' shifts are lengthened, unpaid",
                 "网格员每班延长小时数（无偿）", "assumption", a, 0, 5),
      {.key = "stops",
       .type = Type::list,
       .fallback = works(),
       .unit = "",
       .meaning =
           "ordinary work of grid workers that waits meanwhile: patrols, visits and whatever else they do of their own "
           "accord; paperwork; requests of kinds that the emergency does not bring, urgent ones excepted",
       .meaning_zh = "期间暂停的日常工作：巡查走访；材料；与事件无关的（非紧急）诉求",
       .source = "assumption; a structural swap",
       .tag = a,
       .choices = works()},
  };
}

}  // namespace

Section emergency_surge_section() {
  return {.key = "emergency_surge",
          .title = "Surge in an emergency",
          .title_zh = "平战结合下沉",
          .rule =
              "while an emergency lasts (see emergency), people of offices are lent and serve what it brings, grid "
              "workers' ordinary work waits, and their shifts are lengthened",
          .rule_zh = "突发事件期间（见emergency），机关干部下沉办理相关诉求，网格员日常工作暂停、班次延长",
          .fails_by = "ordinary work stops, and its backlog outlasts the emergency; longer shifts burn people out",
          .fails_by_zh = "日常工作停摆，积压延续到事件之后；加班致人过劳",
          .rows = {40},
          .source = "claim: Yantai and Yangzhou, cadres sent down in emergencies and a natural disaster",
          .tag = Tag::claim,
          .moves = {"burden_days_by_kind", "unpaid_hours", "off_budget_yuan_per_year", "paperwork_share"},
          .switchable = true,
          .lead_days = 30,
          .params = surge_params(),
          .measures = {{.name = "surge_days",
                        .unit = "d",
                        .meaning = "Days of emergency in force, summed over communities",
                        .meaning_zh = "应急天数（各社区合计）",
                        .counter = 0},
                       {.name = "surge_cadre_days",
                        .unit = "d",
                        .meaning = "Days on which people of offices were lent",
                        .meaning_zh = "下沉干部人日",
                        .counter = 1},
                       {.name = "surge_longer_shifts",
                        .better = Better::lower,
                        .meaning = "Grid workers' shifts that were lengthened",
                        .meaning_zh = "延长的班次数",
                        .counter = 2}},
          .costs = {{.word = "lent cadres' time",
                     .word_zh = "下沉干部时间",
                     .unit = "second",
                     .payer = Payer::partners,
                     .price = "costs.unit_hour",
                     .per = 3600}},
          .events = {"cadres called", "ordinary work goes on"}};
}

namespace {

enum Counter : std::size_t { days_in_force, cadre_days, longer_shifts };
enum Event : std::size_t { cadres_called, work_goes_on };

class EmergencySurge final : public Mechanism {
 public:
  explicit EmergencySurge(const Settings& s)
      : cadres_(static_cast<std::uint32_t>(s.real("emergency_surge.cadres") + .5)),
        cadre_skill_(s.real("emergency_surge.cadre_skill")),
        mobilisation_days_(static_cast<std::uint32_t>(s.integer("emergency_surge.mobilisation_days"))),
        stay_days_(static_cast<std::uint32_t>(s.integer("emergency_surge.stay_days"))),
        longer_(whole_seconds(s.real("emergency_surge.longer_hours") * hour_seconds)) {
    for (const std::string& word : s.words("emergency_surge.stops")) {
      const auto at = std::find(works().begin(), works().end(), word) - works().begin();
      stops_ |= 1U << static_cast<unsigned>(at);
    }
  }

  // Column: the emergency to which cadres were last called, + 1; whether ordinary work waits.
  void on_adopt(Context& ctx) const override { own_column(ctx, *this).resize(2, 0); }

  void on_drop(Context& ctx) const override {
    recall_loans(ctx, *this);
    go_on(ctx);
    own_column(ctx, *this).clear();
  }

  void on_mail(Context& ctx, const Mail& mail) const override { read_loan(ctx, *this, mail); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    book_cadres(ctx);
    const Emergency emergency = emergency_of(ctx, day);
    if (!emergency.holds) return go_on(ctx);
    if (stops_ == 0 && longer_ == 0 && cadres_ == 0) return;
    own_column(ctx, *this)[1] = stops_ != 0 ? 1 : 0;
    count(ctx, *this, days_in_force);
    if (own_column(ctx, *this)[0] != static_cast<std::int32_t>(emergency.number) + 1) call_cadres(ctx, emergency, day);
    if (longer_ == 0) return;
    const StaffRules& staff = ctx.rules.staff;
    const Seconds first = staff.grid_shift.from;
    schedule_mechanism(ctx, *this, ctx.now + first, 0);
    if (staff.part_time > 0 && staff.part_time_shift.from != first)
      schedule_mechanism(ctx, *this, ctx.now + staff.part_time_shift.from, 0);
  }

  /// Shifts have begun in this second: they end later today.
  void on_event(Context& ctx, std::uint32_t) const override {
    WorkerColumns& workers = ctx.c.workers;
    const Seconds midnight = start_of_day(day_of(ctx.now) + 1);
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      const Shift& shift = shift_of(ctx, w);
      const bool begins = workers.rostered[w.row] != 0 && workers.on_duty[w.row] != 0 && !shift.round_the_clock() &&
                          shift.from == second_of_day(ctx.now);
      if (!begins) continue;
      const Seconds end = std::min(workers.shift_end[w.row] + longer_, midnight - 1);
      if (end <= workers.shift_end[w.row]) continue;
      workers.shift_end[w.row] = end;
      ctx.schedule(end, EventKind::shift, w.row * 4 + static_cast<std::uint32_t>(ShiftStep::end));
      count(ctx, *this, longer_shifts);
    }
  }

  [[nodiscard]] bool sets_work_aside() const override { return stops_ != 0; }

  [[nodiscard]] bool sets_aside(const Context& ctx, WorkerId, Work work, std::size_t kind) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (column.size() < 2 || column[1] == 0 || (stops_ >> static_cast<unsigned>(work) & 1U) == 0) return false;
    return work != Work::request || (ctx.rules.emergency.kinds >> kind & 1U) == 0;
  }

 private:
  /// Ordinary work waits no longer; whoever is at work round the clock looks at the queue.
  void go_on(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.size() < 2 || column[1] == 0) return;
    column[1] = 0;
    keep_event(ctx, *this, work_goes_on, ctx.plan.number);
    ctx.schedule(ctx.now, EventKind::wake, static_cast<std::uint32_t>(Role::grid));
  }

  /// They come for what it brings, and stay for a few days; each community in its turn gets one more.
  void call_cadres(Context& ctx, const Emergency& emergency, std::uint32_t day) const {
    own_column(ctx, *this)[0] = static_cast<std::int32_t>(emergency.number) + 1;
    const std::uint32_t from = day + mobilisation_days_;
    const std::uint32_t until = emergency.until + stay_days_;
    const auto communities = static_cast<std::uint32_t>(ctx.rules.grids.size());
    const std::uint32_t here = dealt_out(cadres_, communities, ctx.plan.number, emergency.number);
    if (from >= until || here == 0) return;
    LoanTerms terms{.from_day = from, .days = until - from};
    terms.kinds = ctx.rules.emergency.kinds;
    terms.general = false;
    for (std::uint32_t i = 0; i < here; ++i) welcome_from_pool(ctx, *this, cadre_skill_, terms);
    keep_event(ctx, *this, cadres_called, ctx.plan.number, -1, here);
  }

  /// The shifts for which offices do without their people today.
  void book_cadres(Context& ctx) const {
    for (const Loan& loan : ctx.c.lending.guests) {
      const bool here =
          loan.mechanism == number && loan.worker.exists() && ctx.c.workers.rostered[loan.worker.row] != 0;
      if (!here) continue;
      count(ctx, *this, cadre_days);
      book_own(ctx, *this, 0, shift_of(ctx, loan.worker).length());
    }
  }

  std::uint32_t cadres_;
  double cadre_skill_;
  std::uint32_t mobilisation_days_, stay_days_;
  Seconds longer_;
  std::uint32_t stops_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_emergency_surge(const Settings& settings) {
  return std::make_unique<EmergencySurge>(settings);
}

}  // namespace cogov
