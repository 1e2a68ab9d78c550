/// Row 27: contests and brands 比武、品牌: effort goes to what is scored, and the records are made to fit.
#include <algorithm>
#include <cmath>

#include "models/facilities/duties.hpp"
#include "models/facilities/padding.hpp"
#include "models/facilities/rounds.hpp"
#include "models/facilities/scored_kinds.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { held_contests, preparation_seconds, scored_cases, padded };
enum Cost : std::size_t { prize_cost };
enum Event : std::size_t { contest, padding_event };
constexpr std::uint32_t month_days = 30;

std::vector<Param> contest_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("contests_per_year", 1, 0, 12, "1/year", "the first after half a period; 0: nothing is scored",
                         "每年比武次数（0：不计分）", "assumption", a)),
      kinds_param("scored", {"litter", "fire_lane", "street_fault"}, "kinds of request that are scored",
                  "计分的诉求类别", "assumption: what can be seen"),
      real_param("gain", 1, 0, 10, "1",
                 "more claim of a scored kind on staff's time at equal backlog, as a multiple of the others'",
                 "计分类别多占人员时间的倍数", "assumption", a, .3, 3),
      whole_param("preparation_days", 20, 0, 365, "d", "before a contest on which staff prepare", "赛前准备天数",
                  "assumption", a),
      real_param("preparation_minutes", 45, 0, 480, "min", "of each grid worker on each working day of these",
                 "赛前每人每工作日准备用时", "assumption", a, 15, 120),
      real_param("target_cases", 6, 0, 1000, "1/month", "scored cases in the records asked of each grid worker",
                 "每名网格员每月计分件数目标", "assumption", a, 2, 12),
      real_param("padding", .2, 0, 1, "1", "share of the gap to the target that is filled with trivial finds",
                 "以琐碎发现填补差距的比例", "assumption", a, 0, .5),
      real_param("minutes_per_trivial_find", 4, 0, 60, "min", "of paperwork for each", "每条琐碎发现用时", "assumption",
                 a, 2, 10),
      real_param("prize_yuan", 3000, 0, 1e6, "yuan", "prizes and staging of a contest, for each community",
                 "每社区每次比武的奖金与组织费", "assumption: price", a, 1000, 10000),
  };
}

}  // namespace

Section contests_section() {
  return {
      .key = "contests",
      .title = "Contests and brands",
      .title_zh = "比武与品牌",
      .rule =
          "staff turn to scored kinds of request first, prepare for contests, and fill part of the gap to a target "
          "with trivial finds",
      .rule_zh = "工作人员优先办理计分类别，为比武做准备，并以琐碎发现填补与目标的部分差距",
      .fails_by = "what isn't scored decays; records move, the truth doesn't",
      .fails_by_zh = "不计分的被搁置；记录好看，实情不变",
      .rows = {27},
      .source = "claim: Tiexi, 10 secretaries compete; Yantai, 1 + 14 + 525 brands; evidence: none for its effect",
      .tag = Tag::claim,
      .moves = {"burden_days_by_kind", "cases_by_ledger", "found_first_by_ledger", "paperwork_share",
                "budget_yuan_per_year", "grid_worker_hours", "time_with_residents_share"},
      .switchable = true,
      .lead_days = 30,
      .params = contest_params(),
      .measures = {{"contests_held", "1", Better::neither, "Contests held", "比武次数", held_contests},
                   {"contest_preparation_hours", "h", Better::lower, "Staff's hours spent on preparing for contests",
                    "比武准备工时", preparation_seconds, -1, 1.0 / hour_seconds},
                   {"contest_scored_cases", "1", Better::neither, "Scored cases that staff closed in the records",
                    "计分类别的记录办结数", scored_cases},
                   {"contest_padding", "1", Better::lower, "Trivial finds logged for a contest", "为比武登记的琐碎发现",
                    padded}},
      .costs = {{"contests", "比武", "contest", Payer::budget, "prize_yuan", 1}},
      .events = {"a contest is held; amount: its number", "trivial finds are logged; amount: how many"}};
}

namespace {

class Contests final : public Mechanism {
 public:
  explicit Contests(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("contests.") + key); };
    rounds_ = {.per_year = real("contests_per_year")};
    const bool on = rounds_.per_year > 0;
    scored_ = ScoredKinds::of(s.words("contests.scored"), on ? real("gain") : 0);
    preparation_days_ = s.integer("contests.preparation_days");
    preparation_ = whole_seconds(real("preparation_minutes") * minute_seconds);
    target_ = real("target_cases");
    padding_ = on ? real("padding") : 0;
    minutes_ = real("minutes_per_trivial_find");
  }

  // Column: the first day, contests so far; trivial finds still to be logged, and how many a working day.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    if (column.empty()) column = {today, 0, 0, 0};
    column[held] = still_held(column[held], rounds_by(rounds_.per_year, today - column[begun]));
  }
  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (rounds_.per_year <= 0) return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (rounds_.turn(column[begun], column[held], day)) {
      count(ctx, *this, held_contests);
      book_own(ctx, *this, prize_cost, 1);
      keep_event(ctx, *this, contest, -1, -1, column[held]);
    } else if (is_working_day(day) && rounds_.near(column[begun], column[held], day, preparation_days_)) {
      count(ctx, *this, preparation_seconds, give_each_duties(ctx, preparation_));
    }
    if (day % month_days == 0) close_month(ctx);
    if (is_working_day(day)) pad(ctx);
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::effort); }
  [[nodiscard]] double factor(const Context&, Lever, const LeverAt& at) const override {
    return scored_.claim(at.kind);
  }
  [[nodiscard]] double largest_factor(Lever) const override { return scored_.largest(); }

 private:
  enum Field : std::size_t { begun, held, to_log, a_day };

  /// Scored cases that grid workers have closed in the records in the last month.
  std::int64_t recorded(const Context& ctx) const {
    const RecordColumns& records = ctx.c.records;
    const Seconds month = month_days * day_seconds;
    const Seconds from = std::max(ctx.now > month ? ctx.now - month : 0,
                                  start_of_day(static_cast<std::uint32_t>(ctx.c.columns[number][begun])));
    std::int64_t cases = 0;
    for (std::size_t i = records.time.size(); i-- > 0 && records.time[i] >= from;) {
      const std::size_t author = records.author[i];
      const bool by_grid = author < ctx.c.workers.size() && ctx.c.workers.role[author] == Role::grid;
      const bool closed = records.what[i] == RecordColumns::What::resolved;
      cases += by_grid && closed && scored_.scored[records.kind[i]] ? 1 : 0;
    }
    return cases;
  }

  void close_month(Context& ctx) const {
    const std::int64_t cases = recorded(ctx);
    count(ctx, *this, scored_cases, cases);
    std::int64_t people = 0;
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) people += ctx.c.workers.employed[w.row];
    const double gap = target_ * static_cast<double>(people) - static_cast<double>(cases);
    const auto finds = static_cast<std::int32_t>(std::max(0.0, std::floor(padding_ * gap + .5)));
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    constexpr std::int32_t working_days = 20;
    column[to_log] = finds;
    column[a_day] = (finds + working_days - 1) / working_days;
  }

  /// A day's part of the month's trivial finds.
  void pad(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::int32_t finds = std::min(column[to_log], column[a_day]);
    if (finds == 0) return;
    column[to_log] -= finds;
    const std::uint32_t logged = log_trivial_finds(ctx, static_cast<std::uint32_t>(finds), minutes_);
    count(ctx, *this, padded, logged);
    keep_event(ctx, *this, padding_event, -1, -1, logged);
  }

  YearlyRounds rounds_;
  ScoredKinds scored_;
  std::int64_t preparation_days_;
  Seconds preparation_;
  double target_, padding_, minutes_;
};

}  // namespace

std::unique_ptr<Mechanism> make_contests(const Settings& settings) { return std::make_unique<Contests>(settings); }

}  // namespace cogov
