/// Row 23: reserve pool 后备: people on the bench, who fill vacancies sooner and tire of waiting.
#include <algorithm>

#include "models/facilities/duties.hpp"
#include "models/facilities/posts.hpp"
#include "models/facilities/rounds.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "sim/distributions.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { taken_in, filled, frustrated, bench_days, wait_days, left_bench, tutoring_seconds };
enum Cost : std::size_t { bench_cost, candidates_cost };
enum Event : std::size_t { comes, fills, tires };

std::vector<Param> reserve_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(whole_param("places", 3, 0, 1000, "1", "on the bench of each community", "每社区后备人数",
                          "claim: Nanshan 326 and Tiexi 156 in all; three a community is assumed", a)),
      real_param("refills_per_year", 1, 0, 12, "1/year", "how often the bench is filled up again", "每年补充次数",
                 "assumption", a, .5, 2),
      real_param("days_share", .3, 0, 1, "1", "of the usual days to fill a vacancy, when somebody from the bench does",
                 "后备补缺所需时间占通常招聘时间的比例", "assumption", a, .1, .6),
      real_param("patience", 18, .1, 600, "months", "of candidates: mean wait after which they leave frustrated",
                 "后备人员平均等待多久后失望退出", "assumption", a, 6, 36),
      real_param("deterrence", .1, 0, 1, "1", "of those who would come, kept away by each who left frustrated since",
                 "每有一人失望退出，下次报名减少的比例", "assumption", a, 0, .3),
      real_param("tutoring_hours", 2, 0, 40, "h/month",
                 "of staff's time for each candidate, as much of the candidate's own",
                 "每名后备每月占用人员带教工时（本人同等投入）", "assumption", a, 1, 4),
      real_param("month_yuan", 500, 0, 100000, "yuan/month", "stipend and training of a candidate",
                 "每名后备每月补贴与培训费", "assumption: price", a, 200, 1000),
  };
}

}  // namespace

Section reserve_pool_section() {
  return {
      .key = "reserve_pool",
      .title = "Reserve pool",
      .title_zh = "后备队伍",
      .rule =
          "candidates for posts wait on a bench, which is filled up every year; one of them fills a vacancy in a "
          "share of the usual days; who waits too long leaves, and deters others",
      .rule_zh = "后备人员候补，每年补充；出缺时由其补上，用时较短；等待过久者退出，并使他人却步",
      .fails_by = "frustration on the bench",
      .fails_by_zh = "久候不用，人心涣散",
      .rows = {23},
      .source = "claim: Nanshan 326 in reserve, Tiexi 156; evidence: none for its effect",
      .tag = Tag::claim,
      .moves = {"vacancy_days", "budget_yuan_per_year", "burden_days_mean", "unpaid_yuan_per_year",
                "grid_worker_hours"},
      .switchable = true,
      .lead_days = 90,
      .params = reserve_params(),
      .measures = {{"reserve_taken_in", "1", Better::neither, "Candidates taken onto the bench", "进入后备人数",
                    taken_in},
                   {"reserve_filled", "1", Better::higher, "Vacancies filled from the bench", "后备补缺数", filled},
                   {"reserve_frustrated", "1", Better::lower, "Candidates who left frustrated", "失望退出的后备人数",
                    frustrated},
                   {"reserve_wait_days", "d", Better::lower, "Days on the bench of those who left it, either way; mean",
                    "离开后备者的平均等待天数", wait_days, left_bench},
                   {"reserve_person_days", "d", Better::neither, "Days of candidates on the bench", "后备人天",
                    bench_days},
                   {"reserve_tutoring_hours", "h", Better::neither, "Staff's hours spent on candidates", "带教后备工时",
                    tutoring_seconds, -1, 1.0 / hour_seconds}},
      .costs = {{"candidates in reserve", "后备人员补贴", "person-day", Payer::budget, "month_yuan", 365.0 / 12},
                {"candidates' unpaid hours", "后备人员无偿工时", "second", Payer::unpaid, "costs.unpaid_hour", 3600}},
      .events = {"subject: candidate who comes, by number",
                 "subject: candidate who fills a vacancy; amount: days waited",
                 "subject: candidate who leaves frustrated; amount: days waited"}};
}

namespace {

class ReservePool final : public Mechanism {
 public:
  explicit ReservePool(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("reserve_pool.") + key); };
    places_ = static_cast<std::size_t>(s.integer("reserve_pool.places"));
    refills_ = {.per_year = real("refills_per_year")};
    days_share_ = real("days_share");
    patience_days_ = real("patience") * 365 / 12;
    deterrence_ = real("deterrence");
    tutoring_seconds_a_month_ = real("tutoring_hours") * hour_seconds;
  }

  // Column: the first day, refills so far, vacancies filled from the bench as last seen, who left frustrated since the
  // last refill, candidates ever; then of each candidate, longest waiting first, the number, the day on which they came
  // and that on which they would leave.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    const bool anew = column.empty();
    if (anew) column = {today, 0, static_cast<std::int32_t>(ctx.c.careers.filled_from_reserve), 0, 0};
    see_who_left(ctx);
    column[held] = still_held(column[held], rounds_by(refills_.per_year, today - column[begun]));
    while (on_bench(column) > places_) leave_bench(ctx, column.size() - entry);
    add_to_reserve(ctx, 0, days_share_);
    if (anew) fill_up(ctx);
  }

  void on_drop(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    see_who_left(ctx);
    leave_reserve(ctx, static_cast<std::uint32_t>(on_bench(column)));
    column.clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    see_who_left(ctx);
    tire(ctx, day);
    if (refills_.turn(column[begun], column[held], day)) fill_up(ctx);
    const auto people = static_cast<std::int64_t>(on_bench(column));
    if (people == 0) return;
    count(ctx, *this, bench_days, people);
    book_own(ctx, *this, bench_cost, people);
    if (is_working_day(day)) tutor(ctx, people);
  }

 private:
  enum Field : std::size_t { begun, held, filled_before, left_frustrated, ever, first };
  static constexpr std::size_t who = 0, came = 1, until = 2, entry = 3;  ///< of each candidate

  static std::size_t on_bench(const std::vector<std::int32_t>& column) { return (column.size() - first) / entry; }

  static std::int64_t waited(const Context& ctx, const std::vector<std::int32_t>& column, std::size_t at) {
    return std::int64_t{day_of(ctx.now)} - column[at + came];
  }

  /// Whoever has waited longest fills the first vacancy.
  void see_who_left(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto now = static_cast<std::int32_t>(ctx.c.careers.filled_from_reserve);
    for (; column[filled_before] < now; ++column[filled_before]) {
      if (on_bench(column) == 0) continue;
      count(ctx, *this, filled);
      count(ctx, *this, left_bench);
      count(ctx, *this, wait_days, waited(ctx, column, first));
      keep_event(ctx, *this, fills, column[first + who], -1, waited(ctx, column, first));
      column.erase(column.begin() + first, column.begin() + first + entry);
    }
  }

  void leave_bench(Context& ctx, std::size_t at) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    leave_reserve(ctx, 1);
    column.erase(column.begin() + static_cast<std::ptrdiff_t>(at),
                 column.begin() + static_cast<std::ptrdiff_t>(at + entry));
  }

  void tire(Context& ctx, std::uint32_t day) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    for (std::size_t at = first; at < column.size();) {
      if (column[at + until] > static_cast<std::int32_t>(day)) {
        at += entry;
        continue;
      }
      ++column[left_frustrated];
      count(ctx, *this, frustrated);
      count(ctx, *this, left_bench);
      count(ctx, *this, wait_days, waited(ctx, column, at));
      keep_event(ctx, *this, tires, column[at + who], -1, waited(ctx, column, at));
      leave_bench(ctx, at);
    }
  }

  Who community(const Context& ctx) const { return {ctx.plan.number, EntityType::community, 0}; }

  /// Of those whom the empty places would bring, fewer come for each who left frustrated.
  void fill_up(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    double coming = static_cast<double>(places_ - on_bench(column));
    for (std::int32_t i = 0; i < column[left_frustrated]; ++i) coming *= 1 - deterrence_;
    column[left_frustrated] = 0;
    const double u = ctx.luck.uniform(community(ctx), static_cast<std::uint32_t>(column[held]), own_luck(*this, 0));
    const auto people = static_cast<std::uint32_t>(coming + u);
    for (std::uint32_t i = 0; i < people && on_bench(column) < places_; ++i) take_in(ctx, i);
  }

  /// How long they are patient is drawn by the day and their place among those who come on it: whoever came before
  /// changes nothing for them.
  void take_in(Context& ctx, std::uint32_t nth) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::int32_t candidate = column[ever]++;
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    const double u = ctx.luck.uniform(community(ctx), day_of(ctx.now), own_luck(*this, 1), nth);
    const double days = std::min(exponential(u, patience_days_), 1e6);
    column.insert(column.end(), {candidate, today, today + 1 + static_cast<std::int32_t>(days)});
    add_to_reserve(ctx, 1, days_share_);
    count(ctx, *this, taken_in);
    keep_event(ctx, *this, comes, candidate);
  }

  /// A working day's part of the month's tutoring, dealt out among those at work.
  void tutor(Context& ctx, std::int64_t people) const {
    constexpr double working_days_a_month = 260 / 12.;
    const auto wanted =
        static_cast<std::int64_t>(static_cast<double>(people) * tutoring_seconds_a_month_ / working_days_a_month + .5);
    const std::int64_t given = deal_out_duties(ctx, wanted);
    count(ctx, *this, tutoring_seconds, given);
    book_own(ctx, *this, candidates_cost, given);
  }

  std::size_t places_;
  YearlyRounds refills_;
  double days_share_, patience_days_, deterrence_, tutoring_seconds_a_month_;
};

}  // namespace

std::unique_ptr<Mechanism> make_reserve_pool(const Settings& settings) {
  return std::make_unique<ReservePool>(settings);
}

}  // namespace cogov
