/// Row 26: academy, lectures, exchange of posts 学院与岗位交流.
#include <algorithm>
#include <utility>

#include "models/facilities/careers.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/staff_sessions.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { lectures, attendances, heard_seconds, exchanged, lost, handover };
enum Cost : std::size_t { lecturers_cost };
enum Event : std::size_t { attends, changes };
constexpr double counted_as = 10000;  ///< skill in counters

std::vector<Param> academy_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("lectures_per_year", 6, 0, 52, "1/year", "lectures a year that all grid workers attend",
                         "每年讲座次数（网格员全员参加）",
                         "assumption; claim: Yantai, 90,000+ attendances, of whom and over how long is not said", a)),
      real_param("hour", 9, 0, 23.5, "h", "of the day at which a lecture begins", "开始时刻", "assumption", a, 9, 15),
      real_param("hours", 3, 0, 8, "h", "of a lecture", "每次时长", "assumption", a, 2, 6),
      real_param("gamma", .01, 0, 1, "1", "share of what is lacking that a lecture teaches, at every kind",
                 "每次讲座弥补的技能差距比例", "assumption; a course 0-0.2", a, 0, .03),
      whole_param("communities_a_lecture", 20, 1, 10000, "1", "communities that share a lecturer", "每次讲座覆盖社区数",
                  "assumption", a),
      real_param("lecturer_hour_yuan", 500, 0, 100000, "yuan/h", "an hour of a lecturer", "讲师每小时酬金",
                 "assumption: price", a, 200, 1500),
      as_size(real_param("exchanges_per_year", 1, 0, 12, "1/year", "how often some grid workers change grids",
                         "每年岗位交流轮次", "assumption", a)),
      real_param("exchanged_share", .25, 0, 1, "1", "of a community's grid workers, who change grids in pairs",
                 "每轮交流的网格员比例（两两互换）", "assumption", a, .1, .5),
      real_param("local_share", .2, 0, 1, "1", "of skill that is knowledge of the own grid, and lost with it",
                 "技能中属于本网格情况、换岗即失的比例", "assumption", a, .05, .4),
      real_param("seen_share", .3, 0, 1, "1", "of the other's lead that is taken over in the other's grid",
                 "在对方网格学到其领先部分的比例", "assumption", a, 0, .6),
      real_param("handover_hours", 4, 0, 8, "h", "of each for handing the grid over", "每人交接用时", "assumption", a,
                 1, 8),
  };
}

}  // namespace

Section academy_section() {
  return {
      .key = "academy",
      .title = "Academy and exchange of posts",
      .title_zh = "学院与岗位交流",
      .rule =
          "grid workers attend lectures that teach a little of everything; in each round some change grids in pairs, "
          "lose their local knowledge and take over some of each other's lead",
      .rule_zh = "网格员听讲座，各类技能略有提高；每轮部分人两两互换网格，失去本地知识，学到对方部分长处",
      .fails_by = "lost local knowledge",
      .fails_by_zh = "丢失本地知识",
      .rows = {26},
      .source = "claim: Yantai, 18 partner schools, 100 lecturers, 90,000+ attendances; evidence: none for its effect",
      .tag = Tag::claim,
      .moves = {"repeats_share", "grid_worker_hours", "budget_yuan_per_year", "burden_days_mean"},
      .switchable = true,
      .lead_days = 60,
      .params = academy_params(),
      .measures = {{"academy_lectures", "1", Better::neither, "Lectures held", "讲座次数", lectures},
                   {"academy_attendances", "1", Better::neither, "Attendances of grid workers", "网格员听课人次",
                    attendances},
                   {"academy_hours", "h", Better::neither, "Grid workers' hours at lectures", "网格员听课工时",
                    heard_seconds, -1, 1.0 / hour_seconds},
                   {"academy_exchanged", "1", Better::neither, "Grid workers who changed grids", "岗位交流人次",
                    exchanged},
                   {"academy_skill_lost", "1", Better::lower,
                    "Skill lost in an exchange, what was taken over set against it; mean of those who changed, over "
                    "all kinds",
                    "岗位交流净损失技能（平均）", lost, exchanged, 1 / counted_as},
                   {"academy_handover_hours", "h", Better::lower, "Staff's hours for handing grids over",
                    "网格交接工时", handover, -1, 1.0 / hour_seconds}},
      .costs = {{"lecturers", "讲师酬金", "second", Payer::budget, "lecturer_hour_yuan", 3600}},
      .events = {"subject: worker who has attended a lecture; amount: seconds",
                 "subject: worker who changes grids; other: with whom; amount: skill lost, in 1/10000"}};
}

namespace {

class Academy final : public Mechanism {
 public:
  explicit Academy(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("academy.") + key); };
    sessions_ = StaffSessions::of(real("lectures_per_year"), real("hour"), real("hours"));
    gamma_ = real("gamma");
    communities_ = static_cast<double>(s.integer("academy.communities_a_lecture"));
    exchanges_ = {.per_year = real("exchanges_per_year")};
    exchanged_share_ = real("exchanged_share");
    local_share_ = real("local_share");
    seen_share_ = real("seen_share");
    handover_ = whole_seconds(real("handover_hours") * hour_seconds);
    for (std::size_t kind = 0; kind < kind_count; ++kind) all_kinds_.push_back(kind);
  }

  void on_adopt(Context& ctx) const override { sessions_.adopt(ctx, *this); }
  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (sessions_.on_day(ctx, *this, day)) {
      count(ctx, *this, lectures);
      book_own(ctx, *this, lecturers_cost, whole_seconds(sessions_.length / communities_));
    }
    const std::int64_t since = std::int64_t{day} - own_column(ctx, *this)[StaffSessions::begun];
    if (since <= 0 || !is_working_day(day)) return;
    const std::int64_t last = std::max<std::int64_t>(0, since - days_since_last_working_day(day));
    const std::int32_t round = rounds_by(exchanges_.per_year, since);
    if (round > rounds_by(exchanges_.per_year, last)) exchange(ctx, static_cast<std::uint32_t>(round));
  }

  void on_event(Context& ctx, std::uint32_t) const override {
    if (!own_column(ctx, *this).empty()) StaffSessions::call(ctx);
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    return sessions_.offer(ctx, *this, w, rank, task);
  }

  void task_done(Context& ctx, WorkerId w, bool) const override {
    const Seconds seconds = sessions_.heard(ctx, w);
    if (seconds == 0) return;
    train(ctx, w, all_kinds_, gamma_ * seconds / static_cast<double>(sessions_.length), 0);
    count(ctx, *this, attendances);
    count(ctx, *this, heard_seconds, seconds);
    keep_event(ctx, *this, attends, w.row, -1, seconds);
  }

 private:
  static std::int64_t days_since_last_working_day(std::uint32_t day) { return weekday_of_day(day) == 0 ? 3 : 1; }

  /// By lot among those at work today, who can hand their grids over; so many that they make whole pairs.
  void exchange(Context& ctx, std::uint32_t round) const {
    std::vector<std::pair<double, WorkerId>> lots;
    std::size_t people = 0;
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      people += ctx.c.workers.employed[w.row];
      if (ctx.c.workers.rostered[w.row] == 0) continue;
      lots.emplace_back(ctx.luck.uniform(ctx.who(w), round, own_luck(*this, 0)), w);
    }
    std::sort(lots.begin(), lots.end());
    const auto pairs = static_cast<std::size_t>(exchanged_share_ * static_cast<double>(people) / 2 + .5);
    for (std::size_t i = 0; i < pairs && 2 * i + 1 < lots.size(); ++i) {
      const WorkerId one = lots[2 * i].second;
      const WorkerId other = lots[2 * i + 1].second;
      const SkillByKind of_one = skills_of(ctx, one);
      const SkillByKind of_other = skills_of(ctx, other);
      move_to(ctx, one, other, of_other);
      move_to(ctx, other, one, of_one);
    }
  }

  void move_to(Context& ctx, WorkerId w, WorkerId whose, const SkillByKind& ways) const {
    const double before = mean_skill(ctx, w);
    forget(ctx, w, local_share_);
    learn_from(ctx, w, ways, seen_share_);
    const double difference = before - mean_skill(ctx, w);
    const auto less = static_cast<std::int64_t>(difference * counted_as + (difference < 0 ? -.5 : .5));
    count(ctx, *this, exchanged);
    count(ctx, *this, lost, less);
    count(ctx, *this, handover, give_duties(ctx, w, handover_));
    keep_event(ctx, *this, changes, w.row, whose.row, less);
  }

  StaffSessions sessions_;
  double gamma_, communities_;
  YearlyRounds exchanges_;
  double exchanged_share_, local_share_, seen_share_;
  Seconds handover_;
  std::vector<std::size_t> all_kinds_;
};

}  // namespace

std::unique_ptr<Mechanism> make_academy(const Settings& settings) { return std::make_unique<Academy>(settings); }

}  // namespace cogov
