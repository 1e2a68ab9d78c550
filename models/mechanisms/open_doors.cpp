/// Row 38: doors that don't close 不打烊, and services at home by paid staff ("1+4").
#include "models/mechanisms/open_doors.hpp"

#include <algorithm>

#include "models/facilities/pools.hpp"
#include "models/facilities/walk_ins.hpp"
#include "models/harm.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

std::vector<Param> hours_params() {
  constexpr Tag a = Tag::assumption;
  return {
      choice_param("staffed_by", "extra", {"extra", "same"},
                   "whether extra clerks work the late shift, or the clerks of [window] stay on as unpaid overtime",
                   "由增配人员值晚班，或由原窗口人员加班", "assumption", a),
      real_param("closes", 20, 0, 24, "h", "until when the window is open; not after the end of the shift: no later",
                 "窗口延长至", "assumption", a, 18, 22),
      switch_param("weekends", true, "whether it is open at weekends too", "周末是否开放", "assumption", a),
      as_size(whole_param("clerks", 1, 0, 100, "1", "extra clerks of the late shift", "晚班增配人数", "assumption", a)),
      real_param("late_from", 12, 0, 24, "h", "begin of the extra clerks' shift", "晚班开始时刻", "assumption", a, 11,
                 15),
      as_size(whole_param("night_clerks", 0, 0, 100, "1", "extra clerks from midnight until the window opens",
                          "夜班（零点至开门）增配人数", "assumption", a)),
      real_param("evening_use", .4, 0, 1, "1",
                 "chance that somebody whose request waits at the window would come outside its usual hours, on a day",
                 "诉求人愿在非工作时间前来的概率（每日）", "assumption", a, .2, .7),
      real_param("night_use", .05, 0, 1, "1", "the same between 22 and 7 h", "夜间（22时至7时）愿来的概率",
                 "assumption", a, .01, .15),
      real_param("late_hour_yuan", 15, 0, 1000, "yuan/h", "premium of an extra clerk for each hour outside usual hours",
                 "晚班补贴（每小时）", "assumption: price", a, 5, 40),
      real_param("open_hour_yuan", 25, 0, 10000, "yuan/h", "to keep the house open outside usual hours",
                 "延长开放每小时运行费用", "assumption: price", a, 10, 80),
  };
}

std::vector<Param> carer_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(whole_param("carers", 1, 0, 100, "1", "paid staff of each community who serve at home",
                          "上门服务专职人员数", "assumption", a)),
      whole_param("youngest", 80, 0, 120, "years", "from what age residents are visited", "上门服务起始年龄",
                  "claim: Yangzhou, Yuwanggong", Tag::claim),
      real_param("enrolled_share", .7, 0, 1, "1", "of those of that age who want it", "愿意接受的比例", "assumption", a,
                 .4, 1),
      whole_param("visit_every", 14, 1, 365, "d", "between visits to the same resident", "上门间隔",
                  "claim: Yangzhou, Yuwanggong, nearly 500 people of 80 and over every two weeks", Tag::claim),
      real_param("visit_minutes", 40, 1, 480, "min", "of a visit, the way not included", "每次上门用时（不含路途）",
                 "assumption", a, 20, 60),
      real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption", a, .02,
                 .3),
      {.key = "door_kinds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"home_care"},
       .unit = "",
       .meaning = "needs of the resident that are met at the door: hair and nails, by default",
       .meaning_zh = "上门可办理的需求（默认理发剪甲等）",
       .source = "claim: Yangzhou, Yuwanggong",
       .tag = Tag::claim,
       .choices = kinds_of_points()},
      real_param("carer_year", 60000, 0, 1e7, "yuan/year", "one of them, all in", "每人年成本", "assumption: price", a,
                 45000, 80000),
  };
}

enum Counter : std::size_t { late_cases, late_seconds, visits, refused, met };

}  // namespace

Section open_doors_section() {
  std::vector<Param> params = hours_params();
  for (Param& param : carer_params()) params.push_back(std::move(param));
  return {
      .key = "open_doors",
      .title = "Doors that don't close",
      .title_zh = "不打烊与“1+4”服务",
      .rule =
          "the window stays open in the evening, at weekends, at night, with extra clerks or with the same as "
          "overtime; "
          "paid staff go round the homes of the aged and meet their needs at the door",
      .rule_zh = "窗口晚间、周末、夜间开放，由增配人员或原有人员加班；专职人员定期上门，为高龄老人就地办理需求",
      .fails_by = "the same staff: overtime wears them out and they quit; paid hours in which nobody comes",
      .fails_by_zh = "不增人只加班，人员过劳离职；无人前来的空耗时间",
      .rows = {38},
      .source =
          "claim: Yangzhou, all-day centres with four services; in Yuwanggong paid staff visit nearly 500 people of 80 "
          "and over every two weeks for hair and nails",
      .tag = Tag::claim,
      .moves = {"burden_days_by_kind", "unmet_days_by_class", "unmet_days_vulnerable", "response_hours_median",
                "response_hours_p90", "quits", "visits", "intrusions_per_person", "window_hours"},
      .switchable = true,
      .lead_days = 60,
      .params = std::move(params),
      .measures =
          {
              {"late_cases", "1", Better::neither, "Requests served at the window outside its usual hours",
               "非工作时间办理件数", late_cases},
              {"late_hours", "h", Better::neither, "Clerks' hours at the window outside its usual hours",
               "非工作时间值守工时", late_seconds, -1, 1.0 / hour_seconds},
              {"late_hours_per_case", "h", Better::lower, "Clerks' hours outside usual hours, for each request served",
               "非工作时间每办一件所耗工时", late_seconds, late_cases, 1.0 / hour_seconds},
              {"carers_visits", "1", Better::neither, "Visits of carers whose door opened", "上门服务次数", visits},
              {"carers_refused", "1", Better::lower, "Visits of carers to doors that stayed shut", "上门被拒次数",
               refused},
              {"carers_met", "1", Better::higher, "Needs that carers met at the door", "上门办理件数", met},
          },
      .costs = {{"late shifts' premium", "晚班补贴", "second", Payer::budget, "late_hour_yuan", 3600},
                {"house open after hours", "延长开放运行", "second", Payer::budget, "open_hour_yuan", 3600},
                {"carers' posts", "上门服务人员薪酬", "post-day", Payer::budget, "carer_year", 365}},
      .events = {"a carer comes to a door: resident, kind met or -1, carer",
                 "the window stays open: clerks, seconds, seconds of the house"},
  };
}

namespace {

enum Item : std::size_t { premium, house, carers_posts };
enum Event : std::size_t { at_door, stays_open };
enum Decision : std::uint32_t { late_use, enrols, first_turn, refuses };

constexpr Seconds carers_from = 8 * hour_seconds + 30 * minute_seconds;
constexpr Seconds carers_to = 17 * hour_seconds;

Shift without_break(Shift shift, Seconds from, Seconds to) {
  shift.from = from;
  shift.to = to;
  shift.break_from = shift.break_to = from;
  return shift;
}

/// Parts of a shift that lie outside the usual hours of a day.
std::vector<Epoch> parts_out_of_hours(const Shift& shift, const Shift& regular, std::uint32_t day) {
  if (!regular.weekends && !is_working_day(day)) return {{shift.from, shift.to}};
  std::vector<Epoch> parts;
  if (shift.from < regular.from) parts.push_back({shift.from, std::min(shift.to, regular.from)});
  if (shift.to > regular.to) parts.push_back({std::max(shift.from, regular.to), shift.to});
  return parts;
}

std::int64_t length_of(const std::vector<Epoch>& parts) {
  std::int64_t sum = 0;
  for (const Epoch part : parts) sum += part.to - part.from;
  return sum;
}

/// Seconds in at least one of them.
std::int64_t covered(std::vector<Epoch> parts) {
  std::sort(parts.begin(), parts.end(), [](Epoch a, Epoch b) { return a.from < b.from; });
  std::int64_t sum = 0;
  Seconds up_to = 0;
  for (const Epoch part : parts) {
    sum += std::max(part.to, up_to) - std::max(part.from, up_to);
    up_to = std::max(up_to, part.to);
  }
  return sum;
}

}  // namespace

OpenDoors::OpenDoors(const Settings& s) {
  const auto real = [&](const char* key) { return s.real(std::string("open_doors.") + key); };
  const auto whole = [&](const char* key) {
    return static_cast<std::uint32_t>(s.integer(std::string("open_doors.") + key));
  };
  same_staff_ = s.word("open_doors.staffed_by") == "same";
  closes_ = whole_seconds(real("closes") * hour_seconds);
  weekends_ = s.boolean("open_doors.weekends");
  clerks_ = whole("clerks");
  late_from_ = whole_seconds(real("late_from") * hour_seconds);
  night_clerks_ = whole("night_clerks");
  evening_use_ = real("evening_use");
  night_use_ = real("night_use");
  carers_ = whole("carers");
  youngest_ = whole("youngest");
  enrolled_share_ = real("enrolled_share");
  visit_every_ = static_cast<std::int32_t>(whole("visit_every"));
  visit_seconds_ = whole_seconds(real("visit_minutes") * minute_seconds);
  refusal_chance_ = real("refusal_chance");
  door_kinds_ = kind_bits(s, "open_doors.door_kinds");
}

void OpenDoors::amend(Rules& rules) const {
  Shift& shift = rules.staff.window_shift;
  if (shift.round_the_clock()) return;
  LateWindow& late = rules.staff.late_window;
  late.regular = shift;
  if (same_staff_) {
    stay_on(shift);
  } else if (clerks_ > 0 && late_from_ < closes_ && (weekends_ || closes_ > shift.to)) {
    Shift evening = without_break(shift, late_from_, std::min(closes_, last_second));
    evening.weekends = weekends_ || shift.weekends;
    late.shifts.assign(clerks_, evening);
  }
  if (night_clerks_ > 0 && shift.from > 0) {
    Shift night = without_break(late.regular, 0, late.regular.from);  // paid, whoever stays on in the evening
    night.weekends = weekends_ || late.regular.weekends;
    late.shifts.insert(late.shifts.end(), night_clerks_, night);
  }
  rules.staff.window_posts += static_cast<std::uint32_t>(late.shifts.size());
  late.on = !late.shifts.empty() || shift.unpaid > 0 || shift.unpaid_weekends;
  late.evening_use = evening_use_;
  late.night_use = night_use_;
  late.luck = own_luck(*this, late_use);
}

/// The usual clerks' shift ends later, and comes at weekends too.
void OpenDoors::stay_on(Shift& shift) const {
  const Seconds closes = std::min(closes_, last_second);
  if (closes > shift.to) {
    shift.unpaid = closes - shift.to;
    shift.to = closes;
  }
  shift.unpaid_weekends = weekends_ && !shift.weekends;
  shift.weekends = shift.weekends || weekends_;
}

void OpenDoors::on_adopt(Context& ctx) const {
  if (carers_ == 0) {
    own_column(ctx, *this).clear();
    if (pool_open(ctx, *this)) close_pool(ctx, *this);
    return;
  }
  std::vector<std::int32_t>& list = own_column(ctx, *this);
  const std::vector<std::int32_t> before = std::move(list);
  list.clear();
  std::size_t known = 0;
  for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
    const ResidentId r(row);
    if (ctx.plan.age[row] < youngest_) continue;
    if (ctx.luck.uniform(ctx.who(r), 0, own_luck(*this, enrols)) >= enrolled_share_) continue;
    while (known < before.size() && before[known] < static_cast<std::int32_t>(row)) known += 2;
    const bool was_listed = known < before.size() && before[known] == static_cast<std::int32_t>(row);
    const double u = ctx.luck.uniform(ctx.who(r), 0, own_luck(*this, first_turn));
    const auto first = static_cast<std::int32_t>(day_of(ctx.now)) + static_cast<std::int32_t>(u * visit_every_);
    list.push_back(static_cast<std::int32_t>(row));
    list.push_back(was_listed ? before[known + 1] : first);
  }
  if (!pool_open(ctx, *this)) open_pool(ctx, *this, *this);
}

void OpenDoors::on_drop(Context& ctx) const {
  if (pool_open(ctx, *this)) close_pool(ctx, *this);
  own_column(ctx, *this).clear();
}

void OpenDoors::on_day(Context& ctx, std::uint32_t day) const {
  book_late_hours(ctx, day);
  if (carers_ == 0) return;
  book_own(ctx, *this, carers_posts, carers_);
  if (is_working_day(day) && !own_column(ctx, *this).empty()) {
    schedule_mechanism(ctx, *this, start_of_day(day) + carers_from, set_out);
  }
}

/// What today's late hours cost, by who is on the roster.
void OpenDoors::book_late_hours(Context& ctx, std::uint32_t day) const {
  const LateWindow& late = ctx.rules.staff.late_window;
  if (!late.on) return;
  const std::vector<WorkerId>& posts = ctx.c.posts[static_cast<std::size_t>(Role::window)];
  const std::size_t first_late = posts.size() - std::min(posts.size(), late.shifts.size());
  std::vector<Epoch> open;
  std::int64_t of_extra = 0;
  std::int64_t of_all = 0;
  std::int64_t there = 0;
  for (std::size_t post = 0; post < posts.size(); ++post) {
    if (ctx.c.workers.rostered[posts[post].row] == 0) continue;
    const std::vector<Epoch> parts = parts_out_of_hours(shift_of(ctx, posts[post]), late.regular, day);
    if (length_of(parts) == 0) continue;
    open.insert(open.end(), parts.begin(), parts.end());
    of_all += length_of(parts);
    of_extra += post >= first_late ? length_of(parts) : 0;
    ++there;
  }
  const std::int64_t of_house = covered(std::move(open));
  count(ctx, *this, late_seconds, of_all);
  book_own(ctx, *this, premium, of_extra);
  book_own(ctx, *this, house, of_house);
  if (there > 0) keep_event(ctx, *this, stays_open, there, of_all, of_house);
}

void OpenDoors::on_request(Context& ctx, RequestId r, RequestState stage) const {
  const LateWindow& late = ctx.rules.staff.late_window;
  if (stage != RequestState::in_service || !late.on || ctx.c.requests.server[r.row] != Server::window) return;
  if (late.out_of_hours(ctx.now)) count(ctx, *this, late_cases);
}

void OpenDoors::on_event(Context& ctx, std::uint32_t what) const {
  if (own_column(ctx, *this).empty()) return;
  if (what == set_out) return go_round(ctx);
  come_to_door(ctx, what - first_entry);
}

/// Who is due, the longest overdue first.
std::vector<std::size_t> OpenDoors::due_today(Context& ctx) const {
  const std::vector<std::int32_t>& list = own_column(ctx, *this);
  const auto today = static_cast<std::int32_t>(day_of(ctx.now));
  std::vector<std::size_t> due;
  for (std::size_t i = 0; i < list.size(); i += 2) {
    if (list[i + 1] <= today) due.push_back(i);
  }
  std::stable_sort(due.begin(), due.end(), [&](std::size_t a, std::size_t b) { return list[a + 1] < list[b + 1]; });
  return due;
}

/// Each carer walks from door to door until the day is full; who is not reached stays due.
void OpenDoors::go_round(Context& ctx) const {
  std::vector<std::int32_t>& list = own_column(ctx, *this);
  const std::vector<std::size_t> due = due_today(ctx);
  const Seconds ends = start_of_day(day_of(ctx.now)) + carers_to;
  std::size_t next = 0;
  for (std::uint32_t carer = 0; carer < carers_; ++carer) {
    BuildingId at;
    Seconds t = ctx.now;
    for (; next < due.size(); ++next) {
      const BuildingId to = ctx.plan.building_of(ResidentId(static_cast<std::size_t>(list[due[next]])));
      const Way way = ctx.rules.staff.walks ? ctx.plan.walks.way(at, to, t) : Way{};
      if (t + way.seconds + visit_seconds_ > ends) break;
      record_walk(ctx, Mover::partner, Purpose::visit, std::uint32_t{number} << 16 | carer, at, to, t, way.at_night);
      schedule_mechanism(ctx, *this, t + way.seconds, first_entry + static_cast<std::uint32_t>(due[next] / 2));
      list[due[next] + 1] = static_cast<std::int32_t>(day_of(ctx.now)) + visit_every_;
      t += way.seconds + visit_seconds_;
      at = to;
    }
    if (next == due.size()) return;
  }
}

void OpenDoors::come_to_door(Context& ctx, std::size_t entry) const {
  const ResidentId resident(static_cast<std::size_t>(own_column(ctx, *this).at(2 * entry)));
  if (ctx.luck.uniform(ctx.who(resident), day_of(ctx.now), own_luck(*this, refuses)) < refusal_chance_) {
    count(ctx, *this, refused);
    count_visit(ctx, resident, Watcher::staff, false);
    return;
  }
  count(ctx, *this, visits);
  count_visit(ctx, resident, Watcher::staff, true);
  tell_of_visit(ctx, resident, {});
  const RequestId r = open_need_of(ctx, resident, door_kinds_);
  keep_event(ctx, *this, at_door, resident.row, r.exists() ? ctx.c.requests.kind[r.row] : -1);
  if (r.exists()) bring(ctx, *this, r, Finder::visit, ctx.now, visit_seconds_);
}

void OpenDoors::on_served(Context& ctx, RequestId, Server, Seconds) const { count(ctx, *this, met); }

std::unique_ptr<Mechanism> make_open_doors(const Settings& settings) { return std::make_unique<OpenDoors>(settings); }

}  // namespace cogov
