/// Row 24: career ladder and pay 三岗十八级: grades that pay more, and a secretary's assistant at the top.
#include <algorithm>
#include <array>
#include <tuple>

#include "models/facilities/careers.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/rounds.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { promotions, grade_days, assistant_days, called_up, assessment_seconds };
enum Event : std::size_t { rises, assists, leaves_event };

std::vector<Param> ladder_params() {
  constexpr Tag a = Tag::assumption;
  return {
      whole_param("grades", 18, 0, 18, "1", "to rise through, from none; 0: there is no ladder", "级数（0：无阶梯）",
                  "claim: Yantai, three posts and eighteen grades", Tag::claim),
      real_param("rounds_per_year", 1, 0, 12, "1/year", "of promotion, the first after half a period",
                 "每年晋升轮次（首轮在半个周期后）", "assumption", a, .5, 2),
      real_param("promoted_share", .3, 0, 1, "1", "of those below the top who rise in a round",
                 "每轮晋升比例（未到顶者中）", "assumption", a, .1, .5),
      choice_param("by", "seniority", {"seniority", "merit"},
                   "who rises first; merit is what the records say, cases closed within a year", "晋升依据",
                   "assumption", a),
      as_size(real_param("pay_step", .03, 0, .2, "1", "more pay with each grade, of the base wage",
                         "每级加薪（占基本工资）", "assumption", a)),
      switch_param("assistant", true, "whether the first at the top of each community is the secretary's assistant",
                   "是否设书记助理（每社区一名）", "claim: Yantai, one in each community", Tag::claim),
      real_param("assistant_pay", .1, 0, 1, "1", "more pay for the assistant, of the base wage",
                 "书记助理加薪（占基本工资）", "assumption", a, .05, .2),
      real_param("assistant_hours", 4, 0, 30, "h/week", "of the secretary's work that the assistant takes on",
                 "书记助理每周承担书记工作小时数", "assumption", a, 2, 10),
      real_param("kappa", 1, 0, 10, "1", "log hazard of quitting taken off by twice the base wage",
                 "薪酬对离职的影响（对数）", "assumption", a, .3, 2),
      real_param("eta", .3, 0, 10, "1", "log hazard of quitting taken off by a promotion", "晋升对离职的影响（对数）",
                 "assumption", a, 0, 1),
      real_param("eta_half_life", 365, 0, 36500, "d", "in which a promotion's effect halves; 0: it stays",
                 "晋升影响的半衰期（0：不消退）", "assumption", a, 180, 1000),
      real_param("upwards", .1, 0, 1, "1",
                 "chance, in each round, that the assistant or who is at the top grade is called to a higher office",
                 "每轮书记助理或到顶者被调往上级的概率", "assumption", a, 0, .3),
      real_param("assessment_hours", 4, 0, 8, "h", "that each grid worker spends on being assessed in a round",
                 "每轮考核每人用时", "assumption", a, 1, 8),
  };
}

}  // namespace

Section career_ladder_section() {
  return {.key = "career_ladder",
          .title = "Career ladder and pay",
          .title_zh = "三岗十八级",
          .rule =
              "in each round some grid workers rise by a grade that pays more; pay and promotion lower the hazard of "
              "quitting; one becomes the secretary's assistant, and may be called upwards",
          .rule_zh = "每轮有部分网格员晋级加薪；薪酬与晋升降低离职率；其中一人任书记助理，并可能被上调",
          .fails_by = "cost; the best leave upwards",
          .fails_by_zh = "成本高；优秀者上调离开",
          .rows = {24},
          .source =
              "claim: Yantai, 3 posts, 18 grades, one assistant a community; Shenzhen, 19,000 staff in one system; "
              "evidence: none for the size of its effect",
          .tag = Tag::claim,
          .moves = {"quits", "vacancy_days", "budget_yuan_per_year", "yearly_cost_yuan", "burden_days_mean",
                    "repeats_share"},
          .switchable = true,
          .lead_days = 90,
          .params = ladder_params(),
          .measures = {{"ladder_promotions", "1", Better::neither, "Grid workers promoted by a grade", "晋级人次",
                        promotions},
                       {"ladder_grade_days", "1", Better::neither, "Days in post times the grade held",
                        "在岗天数乘以级别之和", grade_days},
                       {"ladder_assistant_days", "1", Better::neither, "Days with a secretary's assistant",
                        "有书记助理的天数", assistant_days},
                       {"ladder_called_up", "1", Better::neither,
                        "Grid workers called to a higher office; not counted as quitting", "上调人数（不计入离职）",
                        called_up},
                       {"ladder_assessment_hours", "h", Better::lower, "Staff's hours spent on being assessed",
                        "考核占用工时", assessment_seconds, -1, 1.0 / hour_seconds}},
          .events = {"subject: worker who rises; amount: grade", "subject: worker who becomes assistant",
                     "subject: worker called to a higher office; amount: grade"}};
}

namespace {

class CareerLadder final : public Mechanism {
 public:
  explicit CareerLadder(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("career_ladder.") + key); };
    top_ = static_cast<std::uint8_t>(s.integer("career_ladder.grades"));
    rounds_ = {.per_year = top_ > 0 ? real("rounds_per_year") : 0};
    promoted_share_ = real("promoted_share");
    by_merit_ = s.word("career_ladder.by") == "merit";
    for (std::size_t grade = 0; grade < pay_.size(); ++grade) {
      pay_[grade] = thousandths(1 + real("pay_step") * static_cast<double>(grade));
    }
    has_assistant_ = s.boolean("career_ladder.assistant");
    supplement_ = static_cast<std::uint16_t>(thousandths(real("assistant_pay")));
    assistant_seconds_ = whole_seconds(real("assistant_hours") * hour_seconds / 5);
    effects_ = {.pay = real("kappa"), .promotion = real("eta"), .half_life_days = real("eta_half_life")};
    upwards_ = real("upwards");
    assessment_ = whole_seconds(real("assessment_hours") * hour_seconds);
  }

  // Column: the first day, rounds so far, the assistant's post + 1 (0: none) and which person in it.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    if (column.empty()) column = {today, 0, 0, 0};
    column[held] = still_held(column[held], rounds_by(rounds_.per_year, today - column[begun]));
    if (!has_assistant_) column[assistant] = 0;
    for (const WorkerId w : grid_posts(ctx)) {
      if (!called_upwards(ctx, w)) give_grade(ctx, w, std::min(grade_of(ctx, w), top_));
    }
  }

  void on_drop(Context& ctx) const override {
    for (const WorkerId w : grid_posts(ctx)) {
      if (!called_upwards(ctx, w)) set_grade(ctx, w, 0, pay_[0]);
    }
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const WorkerId first = assistant_of(ctx);
    tally_grades(ctx, first);
    if (first.exists() && is_working_day(day)) give_duties(ctx, first, assistant_seconds_);
    if (rounds_.turn(column[begun], column[held], day)) hold_round(ctx, static_cast<std::uint32_t>(column[held]));
    if (has_assistant_ && !first.exists()) appoint(ctx);
  }

  [[nodiscard]] LeverSet levers() const override { return top_ > 0 ? bit(Lever::quitting) : 0; }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    return quit_factor(ctx, at.worker, effects_);
  }

 private:
  enum Field : std::size_t { begun, held, assistant, person };

  static std::uint16_t thousandths(double share) { return static_cast<std::uint16_t>(share * 1000 + .5); }

  static const std::vector<WorkerId>& grid_posts(const Context& ctx) {
    return ctx.c.posts[static_cast<std::size_t>(Role::grid)];
  }

  /// Who is the assistant; none when there is nobody, or they have left the post.
  WorkerId assistant_of(const Context& ctx) const {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (column.empty() || column[assistant] == 0) return {};
    const WorkerId w(static_cast<std::size_t>(column[assistant] - 1));
    const bool there =
        ctx.c.workers.employed[w.row] != 0 && ctx.c.workers.person[w.row] == static_cast<std::uint32_t>(column[person]);
    return there ? w : WorkerId{};
  }

  void give_grade(Context& ctx, WorkerId w, std::uint8_t grade) const {
    const int pay = pay_[grade] + (assistant_of(ctx) == w ? supplement_ : 0);
    set_grade(ctx, w, grade, static_cast<std::uint16_t>(pay));
  }

  void tally_grades(Context& ctx, WorkerId first) const {
    if (!ctx.counting()) return;
    for (const WorkerId w : grid_posts(ctx)) {
      if (ctx.c.workers.employed[w.row] != 0) count(ctx, *this, grade_days, grade_of(ctx, w));
    }
    if (first.exists()) count(ctx, *this, assistant_days);
  }

  /// What the records say of each; nothing where it is by seniority.
  std::vector<std::int64_t> merit(const Context& ctx) const {
    constexpr Seconds year = 365 * day_seconds;
    return by_merit_ ? closed_cases(ctx, ctx.now > year ? ctx.now - year : 0) : std::vector<std::int64_t>{};
  }

  void hold_round(Context& ctx, std::uint32_t round) const {
    const std::vector<std::int64_t> record = merit(ctx);
    count(ctx, *this, assessment_seconds, give_each_duties(ctx, assessment_));
    call_up(ctx, round);
    const std::size_t waiting = in_line(ctx, 0, top_, record).size();
    const double u = ctx.luck.uniform({ctx.plan.number, EntityType::community, 0}, round, own_luck(*this, 0));
    const auto places = static_cast<std::size_t>(promoted_share_ * static_cast<double>(waiting) + u);
    for (const WorkerId w : promote(ctx, 0, places, top_, pay_, record)) {
      give_grade(ctx, w, grade_of(ctx, w));
      count(ctx, *this, promotions);
      keep_event(ctx, *this, rises, w.row, -1, grade_of(ctx, w));
    }
  }

  /// Who is at the top may be called to a higher office.
  void call_up(Context& ctx, std::uint32_t round) const {
    const WorkerId first = assistant_of(ctx);
    for (const WorkerId w : grid_posts(ctx)) {
      const bool at_top = w == first || grade_of(ctx, w) == top_;
      if (!at_top || ctx.luck.uniform(ctx.who(w), round, own_luck(*this, 1)) >= upwards_) continue;
      if (!call_upwards(ctx, w)) continue;
      count(ctx, *this, called_up);
      keep_event(ctx, *this, leaves_event, w.row, -1, grade_of(ctx, w));
    }
  }

  /// The first of those of the highest grade, above none, becomes the secretary's assistant: a promotion.
  void appoint(Context& ctx) const {
    const auto graded = [&](WorkerId w) {
      return ctx.c.workers.employed[w.row] != 0 && grade_of(ctx, w) > 0 && !called_upwards(ctx, w);
    };
    if (std::none_of(grid_posts(ctx).begin(), grid_posts(ctx).end(), graded)) return;
    std::vector<WorkerId> line = in_line(ctx, 0, top_grade + 1, merit(ctx));
    std::erase_if(line, [&](WorkerId w) { return !graded(w); });
    const WorkerId w = *std::max_element(line.begin(), line.end(), [&](WorkerId one, WorkerId other) {
      return grade_of(ctx, one) < grade_of(ctx, other);
    });
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column[assistant] = static_cast<std::int32_t>(w.row) + 1;
    column[person] = static_cast<std::int32_t>(ctx.c.workers.person[w.row]);
    give_grade(ctx, w, grade_of(ctx, w));
    ctx.c.careers.promoted[w.row] = ctx.now;
    keep_event(ctx, *this, assists, w.row);
  }

  std::uint8_t top_;
  YearlyRounds rounds_;
  double promoted_share_, upwards_;
  bool by_merit_, has_assistant_;
  std::array<std::uint16_t, top_grade + 1> pay_{};
  std::uint16_t supplement_;
  Seconds assistant_seconds_, assessment_;
  QuitEffects effects_;
};

}  // namespace

std::unique_ptr<Mechanism> make_career_ladder(const Settings& settings) {
  return std::make_unique<CareerLadder>(settings);
}

}  // namespace cogov
