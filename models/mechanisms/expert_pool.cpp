/// Row 17: expert pools 智囊团: doctors, teachers and lawyers who can be consulted, and a grant that they may win.
#include "models/mechanisms/expert_pool.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/pools.hpp"
#include "models/harm.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr std::size_t loneliness = 15;

Param kinds_param(const char* key, std::vector<std::string> fallback, const char* meaning, const char* meaning_zh) {
  return {.key = key,
          .type = Type::list,
          .fallback = std::move(fallback),
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = "assumption",
          .tag = a,
          .choices = kind_keys()};
}

std::vector<Param> pool_params() {
  return {
      as_size(whole_param("doctors", 2, 0, 20, "1", "in each community's pool", "每社区医生数",
                          "claim: Yantai Tashan names doctors and teachers; numbers are assumptions", a)),
      as_size(whole_param("teachers", 2, 0, 20, "1", "in each community's pool", "每社区教师数", "assumption", a)),
      as_size(whole_param("lawyers", 1, 0, 20, "1", "in each community's pool", "每社区律师数", "assumption", a)),
      as_size(real_param("hours_per_year", 72, 0, 2000, "h/year", "of each expert, in sessions spread over the year",
                         "每名专家每年工时（按场次均匀分布）", "assumption: two sessions a month", a, 24, 160)),
      whole_param("session_weekday", 6, 1, 7, "1", "of the weekly consultation, 1 for Monday", "每周坐诊日（1为周一）",
                  "assumption", a),
      real_param("session_from", 14, 0, 24, "h", "hour at which it begins", "坐诊开始时刻", "assumption", a),
      real_param("session_to", 17, 0, 24, "h", "hour at which it ends", "坐诊结束时刻", "assumption", a),
      kinds_param("doctors_serve", {"medical_help"}, "requests on which doctors are consulted", "医生接待的类别"),
      kinds_param("teachers_serve", {"child_care", "jobs"}, "requests on which teachers are consulted",
                  "教师接待的类别"),
      kinds_param("lawyers_serve", {"dispute", "papers", "shared_works"}, "requests on which lawyers are consulted",
                  "律师接待的类别"),
      real_param(
          "hard_minutes", 240, 0, 100000, "min",
          "work from which a case goes to an expert at once; otherwise only what others failed on, handed on, or "
          "do not exist for; 0: never",
          "用时达到多少即直接转专家（0：仅转他人未办成的）", "assumption", a, 120, 600),
      real_param("longest_wait", 60, 0, 3650, "d",
                 "ahead for which appointments are made; beyond, people are turned away",
                 "最长预约期（超出则不予预约）", "assumption", a, 14, 180),
      real_param("expert_hour", 150, 0, 10000, "yuan/h", "shadow price of an expert's hour", "专家工时影子价格",
                 "assumption: price", a, 60, 400),
  };
}

std::vector<Param> grant_params() {
  return {
      real_param("application_hours", 20, 0, 2000, "h",
                 "of one expert's sessions, for a year's application for a grant; 0: none is made",
                 "每年申请项目资金占用的专家工时（0：不申请）", "assumption", a, 8, 60),
      real_param("grant_chance", .15, 0, 1, "1", "chance that an application wins", "申请成功概率",
                 "assumption: one is told of, who applied in vain is not", a, .02, .4),
      whole_param("decision_days", 120, 1, 364, "d", "from an application to the decision", "从申请到批复的天数",
                  "assumption", a),
      real_param("grant_yuan", 50000, 0, 1e7, "yuan", "that a grant brings", "项目资金",
                 "claim: Yantai, a national grant for bereaved families; its size is an assumption", a, 10000, 200000),
      choice_param("grant_class", "alone_60_plus", {"alone_60_plus", "aged_80_plus", "disabled", "low_income"},
                   "who is visited from it: bereaved families are no class of the model", "项目服务对象", "assumption",
                   a),
      whole_param("companions", 1, 1, 20, "1", "people paid from it, in the sessions' hours on working days",
                  "项目陪伴人员数", "assumption", a),
      real_param("companion_hour", 50, 1, 10000, "yuan/h", "that an hour of theirs takes from it", "陪伴人员工时价格",
                 "assumption: price", a, 25, 100),
      whole_param("visit_every", 14, 1, 3650, "d", "between visits to the same resident", "对同一居民的探访间隔",
                  "assumption", a),
      real_param("visit_minutes", 45, 1, 480, "min", "of a visit, the way not included", "每次探访用时", "assumption",
                 a, 20, 90),
      real_param("notice_chance", .7, 0, 1, "1", "chance that a visit finds unreported loneliness; it is then seen to",
                 "探访发现孤独求助的概率", "assumption", a, .3, .9),
  };
}

OwnMeasure whole_measure(const char* name, const char* meaning, const char* meaning_zh, std::size_t counter,
                         Better better = Better::neither) {
  return {.name = name, .better = better, .meaning = meaning, .meaning_zh = meaning_zh, .counter = counter};
}

std::vector<OwnMeasure> pool_measures() {
  return {
      whole_measure("expert_consultations", "Appointments made with experts", "专家预约数", ExpertPool::consultations),
      whole_measure("experts_turned_away", "Cases for which experts had no appointment in time", "约不上专家的件数",
                    ExpertPool::turned_away, Better::lower),
      {.name = "expert_wait_days",
       .unit = "d",
       .better = Better::lower,
       .meaning = "Days until an appointment with an expert, mean",
       .meaning_zh = "预约专家的平均等待天数",
       .counter = ExpertPool::waited,
       .per = ExpertPool::consultations,
       .scale = 1.0 / day_seconds},
      {.name = "expert_hours",
       .unit = "h",
       .better = Better::neither,
       .meaning = "Hours of experts' sessions, whether somebody came or not",
       .meaning_zh = "专家坐诊工时",
       .counter = ExpertPool::hours,
       .scale = 1.0 / hour_seconds},
      whole_measure("expert_appointments_missed", "Appointments with experts that nobody came to any more",
                    "失约的专家预约数", ExpertPool::missed, Better::lower),
      whole_measure("grant_applications", "Applications for grants", "项目申请数", ExpertPool::applications),
      whole_measure("grants_won", "Grants won", "获批项目数", ExpertPool::grants),
      whole_measure("grant_visits", "Visits paid from grants", "项目资助的探访数", ExpertPool::visits)};
}

}  // namespace

Section expert_pool_section() {
  std::vector<Param> params = pool_params();
  for (Param& param : grant_params()) params.push_back(std::move(param));
  return {.key = "expert_pool",
          .title = "Expert pool",
          .title_zh = "智囊团",
          .rule =
              "a few doctors, teachers and lawyers can be consulted by appointment at set weekly hours, on what others "
              "failed on, handed on or do not exist for; once a year they may apply for a grant that pays companions",
          .rule_zh = "少数医生、教师、律师每周定时预约接待他人未办成的事项；每年可申请项目资金，用于陪伴探访",
          .fails_by = "scarcity: long waits, people turned away, hours spent on applications that win nothing",
          .fails_by_zh = "稀缺：等待久、约不上；申请落空白费工时",
          .rows = {17},
          .source =
              "claim: Yantai Tashan, doctors and teachers as advisers, and a national grant for bereaved families; "
              "all sizes are assumptions",
          .tag = Tag::claim,
          .moves = {"burden_days_by_kind", "never_dealt_share"},
          .switchable = true,
          .lead_days = 45,
          .params = std::move(params),
          .measures = pool_measures(),
          .costs = {{.word = "experts' hours",
                     .word_zh = "专家工时",
                     .unit = "second",
                     .payer = Payer::partners,
                     .price = "expert_hour",
                     .per = hour_seconds},
                    {.word = "companions paid from grants",
                     .word_zh = "项目资助的陪伴工时",
                     .unit = "second",
                     .payer = Payer::partners,
                     .price = "companion_hour",
                     .per = hour_seconds}},
          .events = {"an appointment (request, expert, seconds ahead)", "an appointment is missed (request)",
                     "a grant is decided on (application, 1: won)", "a visit paid from a grant (resident)"}};
}

ExpertPool::ExpertPool(const Settings& s) {
  const auto real = [&](const char* key) { return s.real(std::string("expert_pool.") + key); };
  const auto whole = [&](const char* key) { return s.integer(std::string("expert_pool.") + key); };
  session_ = {whole_seconds(real("session_from") * hour_seconds), whole_seconds(real("session_to") * hour_seconds)};
  weekday_ = static_cast<std::uint32_t>(whole("session_weekday") - 1);
  const double hours_of_session = (real("session_to") - real("session_from"));
  if (session_.from < session_.to)
    sessions_a_week_ = std::min(1.0, real("hours_per_year") * 7 / 365 / hours_of_session);
  constexpr std::array<const char*, professions> names{"doctors", "teachers", "lawyers"};
  for (std::size_t p = 0; p < professions; ++p) {
    if (sessions_a_week_ > 0) experts_[p] = static_cast<std::size_t>(whole(names[p]));
    const std::vector<std::string>& words = s.words(std::string("expert_pool.") + names[p] + "_serve");
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      serves_[p][kind] = std::find(words.begin(), words.end(), kind_keys()[kind]) != words.end();
    }
  }
  hard_seconds_ = real("hard_minutes") * minute_seconds;
  longest_wait_ = whole_seconds(real("longest_wait") * day_seconds);
  application_ = whole_seconds(real("application_hours") * hour_seconds);
  grant_chance_ = real("grant_chance");
  decision_days_ = static_cast<std::uint32_t>(whole("decision_days"));
  grant_seconds_ = std::min(real("grant_yuan") / real("companion_hour") * hour_seconds, double{most_held});
  grant_class_ = s.word("expert_pool.grant_class");
  companions_ = static_cast<std::size_t>(whole("companions"));
  visit_every_ = static_cast<std::int32_t>(whole("visit_every"));
  visit_ = whole_seconds(real("visit_minutes") * minute_seconds);
  notice_chance_ = real("notice_chance");
}

bool ExpertPool::is_visited(const Context& ctx, ResidentId r) const {
  const CommunityPlan& plan = ctx.plan;
  if (grant_class_ == "aged_80_plus") return plan.is(r, ResidentClass::aged);
  if (grant_class_ == "disabled") return plan.is(r, ResidentClass::disabled);
  if (grant_class_ == "low_income") return plan.is(r, ResidentClass::low_income);
  return plan.age[r.row] >= 60 && plan.is(r, ResidentClass::lives_alone);
}

void ExpertPool::on_adopt(Context& ctx) const {
  if (experts() == 0) return on_drop(ctx);
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (column.empty()) {
    column.assign(list_begin, 0);
    column[begun] = static_cast<std::int32_t>(day_of(ctx.now));
  }
  const std::vector<std::int32_t> visited = list_calls(ctx, list(ctx), own_luck(*this, first_visit), [&](ResidentId r) {
    return is_visited(ctx, r) ? visit_every_ : 0;
  });
  std::vector<std::int32_t> anew(column.begin(), column.begin() + list_begin);
  anew[list_size] = static_cast<std::int32_t>(visited.size());
  anew.insert(anew.end(), visited.begin(), visited.end());
  anew.insert(anew.end(), column.begin() + list_begin + column[list_size], column.end());
  column = std::move(anew);
  companions(ctx).fit(companions_);
  open_pool(ctx, *this, *this);
}

void ExpertPool::on_drop(Context& ctx) const {
  if (pool_open(ctx, *this)) close_pool(ctx, *this);
  own_column(ctx, *this).clear();
}

void ExpertPool::on_day(Context& ctx, std::uint32_t day) const {
  const std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (column.empty()) return;
  if (weekday_of_day(day) == weekday_) hold_session(ctx, day);
  if (application_ > 0) apply_for_grant(ctx, day);
  const bool companions_work = column[grant_left] > 0 || !waiting_in(ctx, *this).empty();
  if (companions_work && session_.on_day(day)) {
    schedule_mechanism(ctx, *this, start_of_day(day) + session_.from, opens);
  }
}

/// Once a year from the pool's first day on; whoever writes it has no time for anybody else.
void ExpertPool::apply_for_grant(Context& ctx, std::uint32_t day) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  const std::uint32_t since = day - static_cast<std::uint32_t>(column[begun]);
  const std::uint32_t application = since / 365;
  if (since % 365 == 0) {
    const std::size_t writer = application % experts();
    const Seconds from = std::max(ctx.now, static_cast<Seconds>(diary(ctx, writer)));
    const Slot slot = slot_of(writer, from, never, application_);
    if (slot.end != never) diary(ctx, writer) = static_cast<std::int32_t>(slot.end);
    count(ctx, *this, applications);
  }
  if (since % 365 != decision_days_) return;
  const Who who{ctx.plan.number, EntityType::community, 0};
  const bool won = ctx.luck.uniform(who, application, own_luck(*this, wins)) < grant_chance_;
  keep_event(ctx, *this, 2, application, won ? 1 : 0);
  if (!won) return;
  count(ctx, *this, grants);
  column[grant_left] = added(column[grant_left], static_cast<std::int32_t>(grant_seconds_));
}

void ExpertPool::on_event(Context& ctx, std::uint32_t what) const {
  if (own_column(ctx, *this).empty()) return;
  std::size_t entry = 0;
  if (what < look) {
    const Crew::Done did = companions(ctx).done(what, entry);
    if (did == Crew::Done::nothing) return;
    if (did == Crew::Done::called) end_visit(ctx, ResidentId(entry));
  } else if (what == opens) {
    companions(ctx).open();
  }
  look_for_work(ctx);
}

/// Companions see to what they have found, then visit whoever has waited longest, while the grant lasts.
void ExpertPool::look_for_work(Context& ctx) const {
  if (!session_.open(ctx.now)) return;
  const auto today = static_cast<std::int32_t>(day_of(ctx.now));
  Crew crew = companions(ctx);
  for (std::size_t who = 0; who < companions_; ++who) {
    if (!crew.idle(who)) continue;
    const std::vector<RequestId> found = waiting_in(ctx, *this);
    if (!found.empty()) {
      const RequestId r = found.front();
      spend(ctx, crew.serve(who, r, whole_seconds(service_seconds(ctx, r, {}))));
      continue;
    }
    const std::span<std::int32_t> visited = list(ctx);
    const std::size_t at = most_overdue(visited, today);
    if (at == visited.size() || own_column(ctx, *this)[grant_left] <= 0) continue;
    const ResidentId r(static_cast<std::size_t>(visited[at]));
    const std::int64_t seconds = crew.call(who, ctx.plan.building_of(r), r.row, visit_);
    if (seconds >= 0) visited[at + 1] = today + visit_every_;
    spend(ctx, seconds);
  }
}

/// What was begun is paid for, if need be beyond the grant.
void ExpertPool::spend(Context& ctx, std::int64_t seconds) const {
  if (seconds <= 0) return;
  std::int32_t& left = own_column(ctx, *this)[grant_left];
  left = static_cast<std::int32_t>(std::max<std::int64_t>(0, left - seconds));
  book_own(ctx, *this, 1, seconds);
}

void ExpertPool::end_visit(Context& ctx, ResidentId r) const {
  count(ctx, *this, visits);
  keep_event(ctx, *this, 3, r.row);
  count_visit(ctx, r, Watcher::organisations, true);
  ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, {}, r.row);
  tell_of_visit(ctx, r, {});
  const RequestColumns& q = ctx.c.requests;
  for (const RequestId need : silent_needs(ctx, ctx.plan.household[r.row])) {
    if (q.kind[need.row] != loneliness) continue;
    const Who who = ctx.who(ResidentId(q.origin[need.row]));
    const double u = ctx.luck.uniform(who, day_of(ctx.now), own_luck(*this, noticed), q.trial[need.row] & 0xF'FFFFU);
    if (u >= notice_chance_ * notice_factor(ctx, need)) continue;
    take_up(ctx, need, Finder::visit, {});
    give_to_pool(ctx, need, *this);
  }
}

std::unique_ptr<Mechanism> make_expert_pool(const Settings& settings) { return std::make_unique<ExpertPool>(settings); }

}  // namespace cogov
