/// Row 41: work and job desks 就业对接: an adviser, a list of vacancies, courses.
#include "models/mechanisms/job_desks.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/column_lists.hpp"
#include "models/facilities/crews.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"

namespace cogov {

Section job_desks_section() {
  return {.key = "job_desks",
          .title = "Job desks",
          .title_zh = "就业对接",
          .rule =
              "job seekers come to an adviser, are interviewed, trained if they are not fit, and referred to vacancies "
              "of their trade on a list that fills by luck and goes stale",
          .rule_zh = "求职者到顾问处面谈，不符合条件的先培训，再按技能推荐到岗位清单上的空缺；清单随机更新并会过期",
          .fails_by = "lists without jobs: seekers go from one paper vacancy to the next, and wait",
          .fails_by_zh = "有清单无岗位：求职者被一次次推荐到纸面岗位，空等",
          .rows = {41},
          .source = "claim: Songyuan, Shenyang Tiexi, Xinchang, without figures; evidence: none found",
          .moves = {"unmet_days_others", "burden_days_by_kind", "never_dealt_share", "served_by_server"},
          .switchable = true,
          .lead_days = 30,
          .params = job_desks::params(),
          .measures = job_desks::measures(),
          .costs = {{"job advisers", "职业顾问", "second", Payer::budget, "adviser_hour", 3600},
                    {"courses for job seekers", "求职培训", "person-day", Payer::budget, "course_day_yuan"},
                    {"employers' hours with applicants", "用人单位面试时间", "second", Payer::partners,
                     "costs.unit_hour", 3600}},
          .ledgers = {{"jobs_by_ledger",
                       "1",
                       Better::higher,
                       "Jobs in three ledgers; truth: seekers placed, records: referrals, claims: vacancies listed",
                       "三本账：就业（真实：成功就业；记录：推荐次数；宣称：登记岗位数）",
                       {job_desks::placed},
                       {job_desks::referrals},
                       {job_desks::listed}}},
          .events = {"an interview", "a referral to a paper vacancy", "an employer declines", "a seeker is placed",
                     "a seeker begins a course"}};
}

namespace {

using namespace job_desks;

class JobDesks final : public Mechanism {
 public:
  explicit JobDesks(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("job_desks.") + key); };
    const auto whole = [&](const char* key) {
      return static_cast<std::uint32_t>(s.integer(std::string("job_desks.") + key));
    };
    const auto minutes = [&](const char* key) { return whole_seconds(real(key) * minute_seconds); };
    day_ = static_cast<std::int32_t>(real("adviser_hours") * hour_seconds / 5 + .5);
    day_ = std::min<std::int32_t>(day_, day_seconds);
    opens_ = whole_seconds(real("opens") * hour_seconds);
    interview_ = static_cast<std::int32_t>(minutes("interview_minutes"));
    referral_ = static_cast<std::int32_t>(minutes("referral_minutes"));
    employer_ = minutes("employer_minutes");
    longest_wait_ = real("longest_wait") * day_seconds;
    vacancies_ = real("vacancies_per_month");
    trades_ = whole("trades");
    real_share_ = real("real_share");
    stale_ = static_cast<std::int32_t>(whole("stale_days"));
    outcome_ = whole("referral_days");
    hired_chance_ = real("hired_chance");
    fit_share_ = real("fit_share");
    places_ = whole("course_places");
    every_ = whole("course_every");
    course_ = whole("course_days");
    kind_ = static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), "jobs") - kind_keys().begin());
  }

  void on_adopt(Context& ctx) const override {
    if (day_ == 0) return on_drop(ctx);
    if (own_column(ctx, *this).empty()) write(ctx, {});
    open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    if (own_column(ctx, *this).empty()) return;
    own_column(ctx, *this).clear();
    close_pool(ctx, *this);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    send_on(ctx);
    State state = read(ctx);
    keep_list(ctx, state, day);
    write(ctx, state);
    if (is_working_day(day)) schedule_mechanism(ctx, *this, start_of_day(day) + opens_, 0);
  }

  /// What the desk has sent on it doesn't take again.
  bool take_over(Context& ctx, RequestId r, Server planned) const override {
    const RequestColumns& q = ctx.c.requests;
    if (q.kind[r.row] != kind_ || q.to_verify[r.row] != 0 || q.escalated[r.row] != 0) return false;
    if (own_column(ctx, *this).empty()) return false;
    State state = read(ctx);
    const auto request = static_cast<std::int32_t>(r.row);
    if (std::find(state.gone.begin(), state.gone.end(), request) != state.gone.end()) return false;
    state.seekers.push_back({.request = request, .others = planned == Server::none ? 0 : 1});
    write(ctx, state);
    give_to_pool(ctx, r, *this);
    return true;
  }

  /// Whoever is with the desk no longer is forgotten there.
  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const bool here = stage == RequestState::dispatched || stage == RequestState::in_service;
    if (here || ctx.c.requests.kind[r.row] != kind_ || own_column(ctx, *this).empty()) return;
    State state = read(ctx);
    const auto request = static_cast<std::int32_t>(r.row);
    std::size_t erased = std::erase_if(state.seekers, [&](const Seeker& each) { return each.request == request; });
    if (terminal(stage)) erased += std::erase(state.gone, request);
    if (erased > 0) write(ctx, state);
  }

  /// The desk's day: courses, interviews, referrals, as far as the adviser's time goes.
  void on_event(Context& ctx, std::uint32_t) const override {
    if (own_column(ctx, *this).empty()) return;
    book_own(ctx, *this, advisers, day_);
    count(ctx, *this, adviser_seconds, day_);
    State state = read(ctx);
    const std::vector<RequestId> waiting = waiting_in(ctx, *this);
    state.time.front() = day_ + std::min(state.time.front(), 0);
    learn_outcomes(state, day_of(ctx.now));
    begin_course(ctx, state, waiting);
    interview(ctx, state, waiting);
    std::vector<RequestId> hired;
    refer(ctx, state, waiting, hired);
    write(ctx, state);
    for (const RequestId r : hired) {
      agree(ctx, r, later(ctx.now, static_cast<double>(outcome_) * day_seconds), static_cast<Seconds>(referral_));
    }
  }

  void on_served(Context& ctx, RequestId r, Server, Seconds) const override {
    count(ctx, *this, placed);
    keep_event(ctx, *this, places, r.row);
  }

  /// Who has found work needs nobody else.
  [[nodiscard]] LeverSet levers() const override { return bit(Lever::settling); }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    constexpr double surely = 1e9;
    if (at.server != Server::partner || at.kind != kind_) return 1;
    return ctx.c.requests.pool[at.request.row] == PoolId(*this).row ? surely : 1;
  }

 private:
  enum Stage : std::int32_t { comes, unfit, in_course, fit, referred };
  struct Seeker {
    std::int32_t request;
    std::int32_t stage = comes;
    std::int32_t until = 0;   ///< day on which a course or a referral is over
    std::int32_t tried = 0;   ///< the latest vacancy tried, from 1 on
    std::int32_t others = 0;  ///< 1: somebody else would have had it
  };
  struct Vacancy {
    std::int32_t number;  ///< in the order in which they came, from 1 on
    std::int32_t trade, from, real;
  };
  struct State {
    std::vector<std::int32_t> time{0};  ///< of the adviser: seconds left; below 0 where it took longer
    std::vector<Seeker> seekers;
    std::vector<Vacancy> vacancies;
    std::vector<std::int32_t> gone;  ///< requests that the desk has sent on
  };

  State read(Context& ctx) const {
    ListReader reader(own_column(ctx, *this));
    State state;
    state.time = reader.next<std::int32_t>();
    state.seekers = reader.next<Seeker>();
    state.vacancies = reader.next<Vacancy>();
    state.gone = reader.next<std::int32_t>();
    return state;
  }
  void write(Context& ctx, const State& state) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.clear();
    append_list(column, state.time);
    append_list(column, state.seekers);
    append_list(column, state.vacancies);
    append_list(column, state.gone);
  }
  static Seeker* seeker_of(State& state, RequestId r) {
    for (Seeker& each : state.seekers) {
      if (each.request == static_cast<std::int32_t>(r.row)) return &each;
    }
    return nullptr;
  }
  static Who who(const Context& ctx) { return {ctx.plan.number, EntityType::community, 0}; }

  /// Who has waited too long goes to whoever would have had them without the desk, if anybody would.
  void send_on(Context& ctx) const {
    for (const RequestId r : waiting_in(ctx, *this)) {
      if (later(ctx.c.requests.dispatched[r.row], longest_wait_) > ctx.now) continue;
      State state = read(ctx);
      const Seeker* const seeker = seeker_of(state, r);
      if (seeker == nullptr || seeker->others == 0) continue;
      state.gone.push_back(static_cast<std::int32_t>(r.row));
      write(ctx, state);
      count(ctx, *this, sent_on);
      send_back(ctx, r);
    }
  }

  /// Takes off what has gone stale; every 30 days adds what will come in the next 30, in the order of days.
  void keep_list(Context& ctx, State& state, std::uint32_t day) const {
    constexpr std::uint32_t month_days = 30;
    constexpr std::int32_t most_a_month = 1 << 12;
    const auto today = static_cast<std::int32_t>(day);
    std::erase_if(state.vacancies, [&](const Vacancy& each) { return each.from + stale_ <= today; });
    if (day % month_days != 0) return;
    const std::uint32_t month = day / month_days;
    const double u = ctx.luck.uniform(who(ctx), month, own_luck(*this, 0));
    std::vector<Vacancy> fresh(std::min<std::uint32_t>(poisson(u, vacancies_), most_a_month - 1));
    for (std::uint32_t i = 0; i < fresh.size(); ++i) {
      const Bits marks = ctx.luck.bits(who(ctx), month, own_luck(*this, 1), i);
      const double v = ctx.luck.uniform(who(ctx), month, own_luck(*this, 2), i);
      fresh[i].from = today + static_cast<std::int32_t>(below(marks.a, month_days));
      fresh[i].trade = static_cast<std::int32_t>(below(marks.b, trades_));
      fresh[i].real = v < real_share_ ? 1 : 0;
      count(ctx, *this, listed_on_paper, 1 - fresh[i].real);
    }
    count(ctx, *this, listed, static_cast<std::int64_t>(fresh.size()));
    std::stable_sort(fresh.begin(), fresh.end(), [](const Vacancy& x, const Vacancy& y) { return x.from < y.from; });
    std::int32_t latest = static_cast<std::int32_t>(month) * most_a_month;
    for (Vacancy& each : fresh) each.number = ++latest;
    state.vacancies.insert(state.vacancies.end(), fresh.begin(), fresh.end());
  }

  static void learn_outcomes(State& state, std::uint32_t day) {
    for (Seeker& each : state.seekers) {
      const bool over =
          (each.stage == referred || each.stage == in_course) && each.until <= static_cast<std::int32_t>(day);
      if (over) each.stage = fit;
    }
  }

  /// Whether a course begins: on the day itself, or on the Monday after it.
  [[nodiscard]] bool begins_on(std::uint32_t day) const {
    const std::uint32_t back = weekday_of_day(day) == 0 ? std::min(day, 2U) : 0;
    for (std::uint32_t nominal = day - back; nominal <= day; ++nominal) {
      if (nominal % every_ == 0) return true;
    }
    return false;
  }

  void begin_course(Context& ctx, State& state, const std::vector<RequestId>& waiting) const {
    const std::uint32_t day = day_of(ctx.now);
    if (places_ == 0 || !begins_on(day)) return;
    std::uint32_t last = day;
    for (std::uint32_t days = 1; days < course_;) days += is_working_day(++last) ? 1 : 0;
    std::uint32_t taken = 0;
    for (const RequestId r : waiting) {
      Seeker* const seeker = seeker_of(state, r);
      if (taken == places_) break;
      if (seeker == nullptr || seeker->stage != unfit) continue;
      ++taken;
      seeker->stage = in_course;
      seeker->until = static_cast<std::int32_t>(last) + 1;
      keep_event(ctx, *this, begins_course, r.row, seeker->until);
    }
    book_own(ctx, *this, courses, std::int64_t{taken} * course_);
    count(ctx, *this, course_days, std::int64_t{taken} * course_);
  }

  void interview(Context& ctx, State& state, const std::vector<RequestId>& waiting) const {
    for (const RequestId r : waiting) {
      if (state.time.front() <= 0) return;
      Seeker* const seeker = seeker_of(state, r);
      if (seeker == nullptr || seeker->stage != comes) continue;
      state.time.front() -= interview_;
      seeker->stage = ctx.uniform(r, own_luck(*this, 3)) < fit_share_ ? fit : unfit;
      count(ctx, *this, interviews);
      keep_event(ctx, *this, talks, r.row, seeker->stage == fit ? 1 : 0);
    }
  }

  /// Each fit seeker, the longest waiting first, is referred to the earliest vacancy of their trade that they have not
  /// tried. A vacancy that turns out to be paper, or is filled, leaves the list.
  void refer(Context& ctx, State& state, const std::vector<RequestId>& waiting, std::vector<RequestId>& hired) const {
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    for (const RequestId r : waiting) {
      if (state.time.front() <= 0) return;
      Seeker* const seeker = seeker_of(state, r);
      if (seeker == nullptr || seeker->stage != fit) continue;
      const auto trade =
          static_cast<std::int32_t>(below(ctx.luck.bits(ctx.origin(r), 0, own_luck(*this, 4)).a, trades_));
      const auto vacancy = std::find_if(state.vacancies.begin(), state.vacancies.end(), [&](const Vacancy& each) {
        return each.trade == trade && each.from <= today && each.number > seeker->tried;
      });
      if (vacancy == state.vacancies.end()) continue;
      state.time.front() -= referral_;
      seeker->tried = vacancy->number;
      seeker->stage = referred;
      seeker->until = today + static_cast<std::int32_t>(outcome_);
      count(ctx, *this, referrals);
      if (!apply(ctx, r, *vacancy)) {
        if (vacancy->real == 0) state.vacancies.erase(vacancy);
        continue;
      }
      state.vacancies.erase(vacancy);
      hired.push_back(r);
    }
  }

  /// Whether an employer takes the seeker.
  bool apply(Context& ctx, RequestId r, const Vacancy& vacancy) const {
    if (vacancy.real == 0) {
      count(ctx, *this, paper_referrals);
      keep_event(ctx, *this, refers_in_vain, r.row, vacancy.number);
      return false;
    }
    book_own(ctx, *this, employers, employer_);
    count(ctx, *this, employer_seconds, employer_);
    const double u = ctx.luck.uniform(ctx.origin(r), static_cast<std::uint32_t>(vacancy.number), own_luck(*this, 5));
    if (u < hired_chance_) return true;
    keep_event(ctx, *this, refused, r.row, vacancy.number);
    return false;
  }

  std::int32_t day_;
  Seconds opens_;
  std::int32_t interview_, referral_;
  Seconds employer_;
  double longest_wait_, vacancies_;
  std::uint32_t trades_;
  double real_share_;
  std::int32_t stale_;
  std::uint32_t outcome_;
  double hired_chance_, fit_share_;
  std::uint32_t places_, every_, course_;
  std::size_t kind_;
};

}  // namespace

std::unique_ptr<Mechanism> make_job_desks(const Settings& settings) { return std::make_unique<JobDesks>(settings); }

}  // namespace cogov
