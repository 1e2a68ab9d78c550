/// Row 18: pairing 结对, mutual aid 互助对子: a community with hours or skill to spare helps another.
#include <algorithm>

#include "models/facilities/duties.hpp"
#include "models/facilities/lending.hpp"
#include "models/facilities/posts.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> pair_params() {
  return {
      choice_param("gives", "hours", {"hours", "skill"},
                   "hours: workers of the helping community work in the other on some weekdays; skill: workers of the "
                   "helped community spend days there and learn",
                   "结对内容：派人帮工，或派人跟班学习", "claim: secretaries work along in model communities",
                   Tag::claim),
      choice_param("pairs_by", "workload", {"number", "workload"},
                   "who helps whom: the first of two by number; or the community with the fewest open requests a "
                   "worker the one with the most, the second the second last, and so on",
                   "结对方式：按编号，或按人均未结诉求（最闲帮最忙）", "assumption", a),
      whole_param("period_days", 90, 14, 3650, "d", "between pairings; the last two days of each are left free",
                  "结对周期", "assumption", a),
      as_size(whole_param("workers", 1, 0, 50, "1", "of the giving or learning community who travel, each period",
                          "每期派出人数", "assumption", a)),
      whole_param("days_a_week", 2, 0, 5, "d/week", "working days on which they are in the other, from Monday on",
                  "每周在对方社区的天数（自周一起）", "assumption", a),
      real_param("travel_minutes", 60, 0, 600, "min/d", "to the other community and back, of the working day",
                 "每日往返路途（计入工时）", "assumption", a, 20, 120),
      real_param("trip_yuan", 10, 0, 10000, "yuan/d", "fares of one person on one day", "每人每日交通费",
                 "assumption: price", a, 0, 50),
  };
}

std::vector<Param> fit_params() {
  return {
      real_param("fit_chance", .7, 0, 1, "1", "chance that what a person brings or brings home fits there",
                 "外来做法适用的概率", "assumption", a, .4, .95),
      real_param("misfit_days", 21, 0, 3650, "d",
                 "hours: days from the first on for which whoever doesn't fit gets nothing done there",
                 "做法不适用时，到岗初期无所成的天数", "assumption", a, 7, 60),
      real_param("local_share", .3, 0, 1, "1", "share of skill that is local knowledge and of no use elsewhere",
                 "仅适用于本地的技能比例", "assumption", a, .1, .6),
      whole_param("stay_days", 21, 1, 3650, "d", "skill: how long the weekly days of learning go on in a period",
                  "每期跟班学习的天数跨度", "assumption", a),
      real_param("taken_over", .3, 0, 1, "1",
                 "skill: share of the distance to the other community's mean skill that is made up in a stay",
                 "一期学习缩小的技能差距比例", "assumption", a, .05, .6),
      real_param("host_minutes", 60, 0, 480, "min/d", "skill: of the hosts' staff for each learner and day",
                 "接待方每名学员每日带教用时", "assumption", a, 20, 120),
  };
}

OwnMeasure whole_measure(const char* name, const char* meaning, const char* meaning_zh, std::size_t counter) {
  return {.name = name,
          .unit = "1",
          .better = Better::neither,
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .counter = counter};
}

}  // namespace

Section paired_communities_section() {
  std::vector<Param> params = pair_params();
  for (Param& param : fit_params()) params.push_back(std::move(param));
  return {
      .key = "paired_communities",
      .title = "Paired communities",
      .title_zh = "结对共建（互助对子）",
      .rule =
          "communities are paired anew each period; workers of one work in the other on some weekdays, or go there to "
          "learn from more skilled colleagues; what they bring fits with a chance",
      .rule_zh = "社区定期结对：一方每周派人帮工，或另一方派人跟班学习；外来做法以一定概率适用",
      .fails_by = "the helper loses hours; foreign habits don't fit, and days are lost",
      .fails_by_zh = "帮扶方损失工时；做法水土不服、白费时日",
      .rows = {18},
      .source =
          "claim: Tiexi tells of mutual-aid pairs of districts, a commentary of strong offices that help weak "
          "communities; what moves and what is lost are assumptions",
      .tag = Tag::claim,
      .moves = {"burden_days_mean", "grid_worker_hours"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params),
      .measures = {whole_measure("days_in_paired_communities", "Person-days that workers spent in the paired community",
                                 "结对社区人员在对方的人日", 0),
                   whole_measure("habits_fitted", "Terms or stays of which something fitted", "做法适用的人次", 1),
                   whole_measure("habits_misfitted", "Terms or stays of which nothing fitted", "做法不适用的人次", 2),
                   {.name = "open_in_helping_communities",
                    .better = Better::lower,
                    .meaning = "Open requests in a community that helps, mean at midnight",
                    .meaning_zh = "帮扶方未结诉求（日均）",
                    .counter = 3,
                    .per = 4},
                   {.name = "open_in_helped_communities",
                    .better = Better::lower,
                    .meaning = "Open requests in a community that is helped, mean at midnight",
                    .meaning_zh = "受帮方未结诉求（日均）",
                    .counter = 5,
                    .per = 6}},
      .costs = {{.word = "trips between paired communities",
                 .word_zh = "结对往返交通",
                 .unit = "person-day",
                 .payer = Payer::budget,
                 .price = "trip_yuan"}},
      .events = {"a pair is formed (community helped or helping, 1: helps)", "a worker is lent (worker, to community)",
                 "a stay ends (worker, 1: something fitted)"}};
}

namespace {

class PairedCommunities final : public Mechanism {
 public:
  explicit PairedCommunities(const Settings& s)
      : gives_hours_(s.word("paired_communities.gives") == "hours"),
        by_workload_(s.word("paired_communities.pairs_by") == "workload"),
        period_(static_cast<std::uint32_t>(whole(s, "period_days"))),
        workers_(static_cast<std::uint32_t>(whole(s, "workers"))),
        days_(static_cast<std::uint32_t>(whole(s, "days_a_week"))),
        travel_(whole_seconds(real(s, "travel_minutes") * minute_seconds)),
        fit_chance_(real(s, "fit_chance")),
        misfit_days_(real(s, "misfit_days")),
        local_share_(real(s, "local_share")),
        stay_(std::min(static_cast<std::uint32_t>(whole(s, "stay_days")), period_ - last_step - 2)),
        taken_over_(real(s, "taken_over")),
        host_(whole_seconds(real(s, "host_minutes") * minute_seconds)) {}

  // Column: the fields, the hosts' skill by kind, and in community 0 everybody's workload.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (!acts(ctx)) {
      if (!column.empty()) on_drop(ctx);
      return;
    }
    if (!column.empty()) return;
    column.assign(levels_begin + kind_count + (ctx.plan.number == 0 ? communities(ctx) : 0), 0);
    column[begun] = static_cast<std::int32_t>(day_of(ctx.now));
  }

  void on_drop(Context& ctx) const override {
    recall_loans(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) return;
    const std::uint32_t step = step_of(column, day);
    if (step == 0) find_partner(ctx);
    if (step == 2 && by_workload_ && ctx.plan.number == 0) pair_all(ctx);
    if (step == last_step) begin_period(ctx, day);
    if (column[role] != nobody) watch(ctx);
    if (gives_hours_) {
      receive_guests(ctx, day);
    } else {
      learn_from_each_other(ctx, day);
    }
  }

  void on_mail(Context& ctx, const Mail& mail) const override {
    if (read_loan(ctx, *this, mail) || mail.kind >> 8 != number) return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) return;
    const std::uint32_t what = mail.kind & 0xFFU;
    if (what == workload_mail && ctx.plan.number == 0) {
      column[levels_begin + kind_count + mail.from] = static_cast<std::int32_t>(mail.a);
    } else if (what == partner_mail) {
      be_paired(ctx, static_cast<std::uint32_t>(mail.a), static_cast<std::int32_t>(mail.b));
    } else if (what >= level_mail && what < level_mail + kind_count) {
      column[levels_begin + what - level_mail] = static_cast<std::int32_t>(mail.a);
    }
  }

  [[nodiscard]] bool keeps_away(const Context& ctx, WorkerId w, std::uint32_t day) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (gives_hours_ || column.empty() || column[role] != helped || !is_stay(column, day)) return false;
    return goes_this_period(ctx, column, w, day);
  }

 private:
  enum Field : std::size_t { begun, partner, role, levels_begin };  // day; community; see below
  enum Part : std::int32_t { nobody, helps, helped };
  enum Counter : std::size_t { days_there, fits, misfits, helping_open, helping_days, helped_open, helped_days };
  enum What : std::uint32_t { workload_mail, partner_mail, level_mail };
  enum Decides : std::uint32_t { guest_fits, learner_fits };
  static constexpr std::uint32_t last_step = 4;  ///< days from a period's begin until people are sent

  static std::int64_t whole(const Settings& s, const char* key) {
    return s.integer(std::string("paired_communities.") + key);
  }
  static double real(const Settings& s, const char* key) { return s.real(std::string("paired_communities.") + key); }

  static std::uint32_t communities(const Context& ctx) { return static_cast<std::uint32_t>(ctx.rules.grids.size()); }
  [[nodiscard]] bool acts(const Context& ctx) const { return workers_ > 0 && days_ > 0 && communities(ctx) > 1; }

  static std::uint32_t since(const std::vector<std::int32_t>& column, std::uint32_t day) {
    return day - static_cast<std::uint32_t>(column[begun]);
  }
  [[nodiscard]] std::uint32_t step_of(const std::vector<std::int32_t>& column, std::uint32_t day) const {
    return since(column, day) % period_;
  }
  [[nodiscard]] std::uint32_t number_of_period(const std::vector<std::int32_t>& column, std::uint32_t day) const {
    return since(column, day) / period_;
  }

  // Pairs.

  void send(Context& ctx, std::uint32_t to, std::uint32_t what, std::int64_t says, std::int64_t also = 0) const {
    ctx.c.post.send(ctx.now, {.due = ctx.now + least_mail_delay,
                              .kind = mail_kind(*this, what),
                              .from = ctx.plan.number,
                              .to = to,
                              .a = says,
                              .b = also});
  }

  void be_paired(Context& ctx, std::uint32_t with, std::int32_t as) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column[partner] = static_cast<std::int32_t>(with);
    column[role] = as;
    if (as != nobody) keep_event(ctx, *this, 0, with, as == helps ? 1 : 0);
  }

  static std::int64_t open_requests(const Context& ctx) {
    std::int64_t open = 0;
    for (std::size_t state = 0; state < static_cast<std::size_t>(RequestState::resolved); ++state) {
      open += ctx.c.in_state[state];
    }
    return open;
  }

  /// Thousandths of an open request for each grid worker in post.
  static std::int64_t workload(const Context& ctx) {
    std::int64_t people = 0;
    for (const WorkerId w : ctx.c.posts[0]) people += ctx.c.workers.employed[w.row];
    return std::min<std::int64_t>(1000 * open_requests(ctx) / std::max<std::int64_t>(people, 1), most_held);
  }
  static constexpr std::int64_t most_held = 2'000'000'000;

  void find_partner(Context& ctx) const {
    if (by_workload_) return send(ctx, 0, workload_mail, workload(ctx));
    const std::uint32_t me = ctx.plan.number;
    const std::uint32_t other = me % 2 == 0 ? me + 1 : me - 1;
    const bool alone = other >= communities(ctx);
    be_paired(ctx, other, alone ? nobody : (me % 2 == 0 ? helps : helped));
  }

  /// Community 0 knows all workloads by now; everybody hears tomorrow, itself too.
  void pair_all(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    std::vector<std::pair<std::int32_t, std::uint32_t>> order;
    for (std::uint32_t c = 0; c < communities(ctx); ++c) order.emplace_back(column[levels_begin + kind_count + c], c);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t other = order.size() - 1 - i;
      const Part part = i == other ? nobody : (i < other ? helps : helped);
      send(ctx, order[i].second, partner_mail, order[other].second, part);
    }
  }

  void watch(Context& ctx) const {
    const bool gives = own_column(ctx, *this)[role] == helps;
    count(ctx, *this, gives ? helping_open : helped_open, open_requests(ctx));
    count(ctx, *this, gives ? helping_days : helped_days);
  }

  // People.

  /// The worker whose turn it is: every period the next ones by number of the post.
  [[nodiscard]] WorkerId traveller(const Context& ctx, std::uint32_t period, std::uint32_t i) const {
    const std::vector<WorkerId>& posts = ctx.c.posts[0];
    return posts[(period * workers_ + i) % posts.size()];
  }
  [[nodiscard]] std::uint32_t travellers(const Context& ctx) const {
    return std::min(workers_, static_cast<std::uint32_t>(ctx.c.posts[0].size()));
  }

  void begin_period(Context& ctx, std::uint32_t day) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column[role] != helps) return;
    const auto to = static_cast<std::uint32_t>(column[partner]);
    if (!gives_hours_) return send_levels(ctx, to);
    const LoanTerms terms{.from_day = first_loan_day(ctx.now),
                          .days = period_ - 2,
                          .weekdays = (1U << days_) - 1,
                          .local_share = local_share_};
    for (std::uint32_t i = 0; i < travellers(ctx); ++i) {
      const WorkerId w = traveller(ctx, number_of_period(column, day), i);
      if (lend(ctx, *this, w, to, terms)) keep_event(ctx, *this, 1, w.row, to);
    }
  }

  /// A day away: the ways are of the working day, and days that don't fit are lost.
  void receive_guests(Context& ctx, std::uint32_t day) const {
    const std::int64_t shift = ctx.rules.staff.grid_shift.length();
    for (const Loan& loan : ctx.c.lending.guests) {
      if (loan.mechanism != number || !loan.worker.exists()) continue;
      const Who who{ctx.plan.number, EntityType::community, loan.other};
      const double u = ctx.luck.uniform(who, loan.terms.from_day, own_luck(*this, guest_fits), post_at_home(loan));
      if (day == loan.terms.from_day) count(ctx, *this, u < fit_chance_ ? fits : misfits);
      if (ctx.c.workers.rostered[loan.worker.row] == 0) continue;
      count(ctx, *this, days_there);
      book_own(ctx, *this, 0, 1, loan.worker.row);
      const bool lost = u >= fit_chance_ && day - loan.terms.from_day < misfit_days_;
      (void)give_duties(ctx, loan.worker, lost ? shift : std::int64_t{travel_});
    }
  }

  // Learning.

  /// Whether the learners of this period are away on a day.
  [[nodiscard]] bool is_stay(const std::vector<std::int32_t>& column, std::uint32_t day) const {
    const std::uint32_t step = step_of(column, day);
    return step > last_step && step <= last_step + stay_ && is_working_day(day) && weekday_of_day(day) < days_;
  }

  [[nodiscard]] bool goes_this_period(const Context& ctx, const std::vector<std::int32_t>& column, WorkerId w,
                                      std::uint32_t day) const {
    for (std::uint32_t i = 0; i < travellers(ctx); ++i) {
      if (traveller(ctx, number_of_period(column, day), i) == w) return true;
    }
    return false;
  }

  /// The mean skill of a community's workers, kind by kind.
  void send_levels(Context& ctx, std::uint32_t to) const {
    const WorkerColumns& workers = ctx.c.workers;
    for (std::uint32_t kind = 0; kind < kind_count; ++kind) {
      std::int64_t sum = 0;
      std::int64_t people = 0;
      for (const WorkerId w : ctx.c.posts[0]) {
        if (workers.employed[w.row] == 0) continue;
        sum += workers.skill[w.row * kind_count + kind];
        ++people;
      }
      send(ctx, to, level_mail + kind, people > 0 ? sum / people : 0);
    }
  }

  void learn_from_each_other(Context& ctx, std::uint32_t day) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column[role] == nobody) return;
    if (is_stay(column, day)) {
      if (column[role] == helps) {
        (void)deal_out_duties(ctx, std::int64_t{host_} * travellers(ctx));
      } else {
        spend_day(ctx, day);
      }
    }
    if (column[role] == helped && step_of(column, day) == last_step + stay_ + 1) come_home(ctx, day);
  }

  void spend_day(Context& ctx, std::uint32_t day) const {
    const std::uint32_t period = number_of_period(own_column(ctx, *this), day);
    for (std::uint32_t i = 0; i < travellers(ctx); ++i) {
      const WorkerId w = traveller(ctx, period, i);
      if (ctx.c.workers.employed[w.row] == 0 || elsewhere(ctx, w, day)) continue;
      count(ctx, *this, days_there);
      book_own(ctx, *this, 0, 1, w.row);
    }
  }

  void come_home(Context& ctx, std::uint32_t day) const {
    const std::uint32_t period = number_of_period(own_column(ctx, *this), day);
    for (std::uint32_t i = 0; i < travellers(ctx); ++i) {
      const WorkerId w = traveller(ctx, period, i);
      if (ctx.c.workers.employed[w.row] == 0) continue;
      const bool fitted = ctx.luck.uniform(ctx.who(w), period, own_luck(*this, learner_fits)) < fit_chance_;
      count(ctx, *this, fitted ? fits : misfits);
      keep_event(ctx, *this, 2, w.row, fitted ? 1 : 0);
      if (fitted) take_over_habits(ctx, w);
    }
  }

  /// A part of the way to the hosts' skill, of which what is local there is of no use here.
  void take_over_habits(Context& ctx, WorkerId w) const {
    constexpr double full = 65535;
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      const double theirs = (1 - local_share_) * column[levels_begin + kind];
      const double mine = ctx.c.workers.skill[w.row * kind_count + kind];
      if (theirs > mine) train(ctx, w, std::span(&kind, 1), taken_over_ * (theirs - mine) / (full - mine), 0);
    }
  }

  bool gives_hours_, by_workload_;
  std::uint32_t period_, workers_, days_;
  Seconds travel_;
  double fit_chance_, misfit_days_, local_share_;
  std::uint32_t stay_;
  double taken_over_;
  Seconds host_;
};

}  // namespace

std::unique_ptr<Mechanism> make_paired_communities(const Settings& settings) {
  return std::make_unique<PairedCommunities>(settings);
}

}  // namespace cogov
