/// Row 22: training studios 头雁工作室: a camp for a few, and practice beside the most skilled.
#include <algorithm>
#include <tuple>

#include "models/facilities/careers.hpp"
#include "models/facilities/duties.hpp"
#include "models/facilities/lending.hpp"
#include "models/facilities/rounds.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"

namespace cogov {

namespace {

enum Counter : std::size_t { trainees, graduates, before, after, compared, lead, camp_days, beside_seconds };
enum Cost : std::size_t { places_cost, instructors_cost };
enum Event : std::size_t { goes, graduates_event };
constexpr double counted_as = 10000;  ///< skill in counters

std::vector<Param> studio_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("cohorts_per_year", 2, 0, 12, "1/year", "camps a year; the first begins the next working day",
                         "每年集训期数（首期次日开始）", "assumption", a)),
      whole_param("camp_places", 30, 1, 10000, "1", "of a camp, for all communities that share it",
                  "每期名额（各社区共用）", "claim: Nanshan, 30 picked for a camp", Tag::claim),
      whole_param("camp_communities", 100, 1, 100000, "1",
                  "communities that share a camp; its places go round among them", "共用一期集训的社区数",
                  "assumption: a city district", a),
      choice_param("chosen", "best", {"random", "best", "weakest"}, "who is picked, by skill over all kinds",
                   "选拔方式（按总体技能）", "claim: Nanshan, picked; whether that is by skill is assumed", a),
      real_param("most_away", .5, 0, 1, "1", "largest share of those in post who are at a camp at a time",
                 "同时离岗集训的最大比例", "assumption", a, .2, 1),
      whole_param("days", 5, 1, 60, "d", "working days of a camp, away from the post", "每期天数（脱岗）", "assumption",
                  a),
      real_param("gamma", .02, 0, 1, "1", "share of what is lacking that a day teaches, at every kind",
                 "每天弥补的技能差距比例", "assumption; a whole course 0-0.2", a, 0, .04),
      whole_param("beside_days", 5, 0, 60, "d",
                  "working days after the camp on which a trainee works beside the most skilled at hand",
                  "集训后跟岗天数", "assumption", a),
      real_param("beside_hours", 2, 0, 8, "h", "of such a day, both busy", "跟岗每天小时数（双方）", "assumption", a, 1,
                 4),
      real_param("beside_share", .02, 0, 1, "1", "share of the other's lead that such a day hands over",
                 "跟岗每天学到对方领先部分的比例", "assumption", a, 0, .05),
      real_param("day_yuan", 500, 0, 100000, "yuan", "a training day of one person", "每人每天培训费",
                 "assumption: price", a, 200, 1000),
      whole_param("instructors", 2, 0, 100, "1", "of a camp", "每期导师人数",
                  "claim: Nanshan, one lead secretary and one theorist", Tag::claim),
      real_param("instructor_day_yuan", 800, 0, 100000, "yuan", "a day of an instructor, shared by the places",
                 "导师每天酬金（按名额分摊）", "assumption: price", a, 300, 3000),
  };
}

std::vector<OwnMeasure> studio_measures() {
  return {
      {"studio_trainees", "1", Better::neither, "Grid workers who were picked for a camp", "入选集训的网格员人次",
       trainees},
      {"studio_graduate_skill_before", "1", Better::neither, "Graduates' skill before their camp; mean, 0 to 1",
       "结业者集训前技能（平均）", before, graduates, 1 / counted_as},
      {"studio_graduate_skill_after", "1", Better::higher, "Graduates' skill when it ends; mean, 0 to 1",
       "结业者结业时技能（平均）", after, graduates, 1 / counted_as},
      {"studio_graduates_lead", "1", Better::neither,
       "What comparing graduates with others would show; mean skill ahead of colleagues not picked, when the camp "
       "ends: being taught and being picked together",
       "结业者领先未入选同事的技能（含选拔效应）", lead, compared, 1 / counted_as},
      {"studio_days", "d", Better::neither, "Days at camps, off the post", "集训脱岗人天", camp_days},
      {"studio_beside_hours", "h", Better::neither, "Hours beside the most skilled; of trainees, as many of the others",
       "跟岗小时数（学员一方）", beside_seconds, -1, 1.0 / hour_seconds},
  };
}

}  // namespace

Section training_studios_section() {
  return {.key = "training_studios",
          .title = "Training studios",
          .title_zh = "头雁工作室",
          .rule =
              "grid workers are picked for camps, days away from the post that teach, and then work some hours beside "
              "the most skilled; what isn't practised fades",
          .rule_zh = "选拔网格员脱岗集训，随后跟岗学习；不用的技能会消退",
          .fails_by = "hours off the post; picking the good looks like teaching",
          .fails_by_zh = "占用在岗时间；掐尖看起来像是培养的成效",
          .rows = {22},
          .source =
              "claim: Nanshan, 2-3 studios a subdistrict, 30 picked for a camp, 1 lead and 1 theorist; Yantai 36; "
              "evidence: none for its effect",
          .tag = Tag::claim,
          .moves = {"repeats_share", "burden_days_mean", "budget_yuan_per_year", "response_hours_p90"},
          .switchable = true,
          .lead_days = 30,
          .params = studio_params(),
          .measures = studio_measures(),
          .costs = {{"training studio days", "头雁集训人天", "person-day", Payer::budget, "day_yuan", 1},
                    {"training studio instructors", "头雁集训导师", "1/1000 person-day", Payer::budget,
                     "instructor_day_yuan", 1000}},
          .ledgers = {{"studio_skill_by_ledger",
                       "1",
                       Better::higher,
                       "Skill of camps' graduates, in three ledgers; truth: gained at the camp, records and claims: "
                       "what they have when it ends, with what they brought along",
                       "三本账：培训结业者技能（真实：培训所得；记录和宣称：结业时水平，含原有水平）",
                       {after, before},
                       {after},
                       {after},
                       graduates,
                       1 / counted_as}},
          .events = {"subject: worker who is picked; amount: skill, in 1/10000",
                     "subject: worker whose camp ends; amount: skill, in 1/10000"}};
}

namespace {

enum class Chosen : std::uint8_t { random, best, weakest };

class TrainingStudios final : public Mechanism {
 public:
  explicit TrainingStudios(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("training_studios.") + key); };
    const auto whole = [&](const char* key) {
      return static_cast<std::uint32_t>(s.integer(std::string("training_studios.") + key));
    };
    cohorts_ = real("cohorts_per_year");
    places_ = whole("camp_places");
    communities_ = whole("camp_communities");
    const std::string& word = s.word("training_studios.chosen");
    chosen_ = word == "random" ? Chosen::random : word == "best" ? Chosen::best : Chosen::weakest;
    most_away_ = real("most_away");
    days_ = static_cast<std::int32_t>(whole("days"));
    gamma_ = real("gamma");
    beside_days_ = static_cast<std::int32_t>(whole("beside_days"));
    beside_seconds_ = whole_seconds(real("beside_hours") * hour_seconds);
    beside_share_ = real("beside_share");
    instructors_ = whole("instructors");
    for (std::size_t kind = 0; kind < kind_count; ++kind) all_kinds_.push_back(kind);
  }

  // Column: the first day, cohorts so far; then of each trainee of the last cohort the worker, which person in the
  // post, skill when picked, days of the camp and days beside somebody that are left.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto today = static_cast<std::int32_t>(day_of(ctx.now));
    if (column.empty()) {
      column = {today, 0};
    } else {
      column[held] = std::min(column[held], cohorts_due(column, day_of(ctx.now)));
    }
  }
  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    for (std::size_t at = first; at < column.size(); at += entry) {
      if (at_camp(ctx, at, day)) {
        spend_camp_day(ctx, at);
      } else if (column[at + camp_left] == 0 && column[at + beside_left] > 0 && is_working_day(day)) {
        work_beside(ctx, at);
      }
    }
    const std::int32_t due = cohorts_due(column, day);
    if (due > column[held] && !camp_is_on(ctx, column)) {
      pick(ctx, static_cast<std::uint32_t>(due));
      own_column(ctx, *this)[held] = due;
    }
  }

  bool keeps_away(const Context& ctx, WorkerId w, std::uint32_t day) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    for (std::size_t at = first; at < column.size(); at += entry) {
      if (column[at] == static_cast<std::int32_t>(w.row) && at_camp(ctx, at, day)) return true;
    }
    return false;
  }

 private:
  enum Field : std::size_t { begun, held, first };
  enum OfTrainee : std::size_t { worker, person, was, camp_left, beside_left, entry };

  std::int32_t cohorts_due(const std::vector<std::int32_t>& column, std::uint32_t day) const {
    return rounds_by(cohorts_, std::int64_t{day} - column[begun], 1);
  }

  static bool camp_is_on(const Context& ctx, const std::vector<std::int32_t>& column) {
    for (std::size_t at = first; at < column.size(); at += entry) {
      const bool goes_on = column[at + camp_left] > 0 && still_there(ctx, column, at);
      if (goes_on && !shift_of(ctx, worker_at(column, at)).round_the_clock()) return true;
    }
    return false;
  }

  static WorkerId worker_at(const std::vector<std::int32_t>& column, std::size_t at) {
    return WorkerId(static_cast<std::size_t>(column[at + worker]));
  }

  /// Whether who was picked is still in the post.
  static bool still_there(const Context& ctx, const std::vector<std::int32_t>& column, std::size_t at) {
    const WorkerId w = worker_at(column, at);
    return ctx.c.workers.employed[w.row] != 0 &&
           ctx.c.workers.person[w.row] == static_cast<std::uint32_t>(column[at + person]);
  }

  /// Whether a trainee spends the day at the camp.
  bool at_camp(const Context& ctx, std::size_t at, std::uint32_t day) const {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    return column[at + camp_left] > 0 && is_working_day(day) && still_there(ctx, column, at) &&
           !elsewhere(ctx, worker_at(column, at), day) && !is_kept_by_earlier(ctx, *this, worker_at(column, at), day) &&
           !shift_of(ctx, worker_at(column, at)).round_the_clock();
  }

  /// Who may be picked, those before others who are to be picked first.
  std::vector<WorkerId> candidates(const Context& ctx) const {
    std::vector<std::tuple<double, std::uint32_t, WorkerId>> line;
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      if (ctx.c.workers.employed[w.row] == 0 || promised(ctx, w) || shift_of(ctx, w).round_the_clock()) continue;
      double key = mean_skill(ctx, w);
      if (chosen_ == Chosen::best) key = -key;
      if (chosen_ == Chosen::random) key = ctx.luck.uniform(ctx.who(w), day_of(ctx.now), own_luck(*this, 0));
      line.emplace_back(key, ctx.c.workers.number[w.row], w);
    }
    std::sort(line.begin(), line.end());
    std::vector<WorkerId> workers;
    for (const auto& [key, post, w] : line) workers.push_back(w);
    return workers;
  }

  void pick(Context& ctx, std::uint32_t cohort) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    std::vector<WorkerId> line = candidates(ctx);
    const double most = most_away_ * static_cast<double>(line.size());
    const auto away = static_cast<std::size_t>(most + 1 - 1e-9);  // rounded up: a single worker can go
    const std::size_t places = dealt_out(places_, communities_, ctx.plan.number % communities_, cohort);
    line.resize(std::min({line.size(), away, places}));
    column.resize(first);
    for (const WorkerId w : line) {
      const auto skill = static_cast<std::int32_t>(mean_skill(ctx, w) * counted_as + .5);
      const auto who = static_cast<std::int32_t>(ctx.c.workers.person[w.row]);
      column.insert(column.end(), {static_cast<std::int32_t>(w.row), who, skill, days_, beside_days_});
      keep_event(ctx, *this, goes, w.row, -1, skill);
      count(ctx, *this, trainees);
    }
  }

  void spend_camp_day(Context& ctx, std::size_t at) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const WorkerId w = worker_at(column, at);
    train(ctx, w, all_kinds_, gamma_, 0);
    book_own(ctx, *this, places_cost, 1, w.row);
    const double share = instructors_ * 1000.0 / places_;
    book_own(ctx, *this, instructors_cost, static_cast<std::int64_t>(share + .5), w.row);
    count(ctx, *this, camp_days);
    if (--column[at + camp_left] == 0) graduate(ctx, at);
  }

  void graduate(Context& ctx, std::size_t at) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    const WorkerId w = worker_at(column, at);
    const auto skill = static_cast<std::int64_t>(mean_skill(ctx, w) * counted_as + .5);
    count(ctx, *this, graduates);
    count(ctx, *this, before, column[at + was]);
    count(ctx, *this, after, skill);
    keep_event(ctx, *this, graduates_event, w.row, -1, skill);
    double sum = 0;
    std::int64_t others = 0;
    for (const WorkerId other : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      if (ctx.c.workers.employed[other.row] == 0 || was_picked(column, other)) continue;
      sum += mean_skill(ctx, other);
      ++others;
    }
    if (others == 0) return;
    const double mean = sum / static_cast<double>(others);
    count(ctx, *this, compared);
    count(ctx, *this, lead, skill - static_cast<std::int64_t>(mean * counted_as + .5));
  }

  static bool was_picked(const std::vector<std::int32_t>& column, WorkerId w) {
    for (std::size_t at = first; at < column.size(); at += entry) {
      if (worker_at(column, at) == w) return true;
    }
    return false;
  }

  /// The most skilled other grid worker who is at work today; none who isn't ahead of the trainee.
  static WorkerId master_of(const Context& ctx, WorkerId trainee) {
    WorkerId best;
    double most = mean_skill(ctx, trainee);
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      if (w == trainee || ctx.c.workers.rostered[w.row] == 0 || mean_skill(ctx, w) <= most) continue;
      best = w;
      most = mean_skill(ctx, w);
    }
    return best;
  }

  void work_beside(Context& ctx, std::size_t at) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const WorkerId w = worker_at(column, at);
    if (!still_there(ctx, column, at) || ctx.c.workers.rostered[w.row] == 0) return;
    const WorkerId master = master_of(ctx, w);
    --column[at + beside_left];
    if (!master.exists() || beside_seconds_ == 0) return;
    const std::int64_t given = give_duties(ctx, master, beside_seconds_);
    const std::int64_t spent = give_duties(ctx, w, given);
    learn_from(ctx, w, skills_of(ctx, master),
               beside_share_ * static_cast<double>(spent) / static_cast<double>(beside_seconds_));
    count(ctx, *this, beside_seconds, spent);
  }

  double cohorts_, most_away_, gamma_, beside_share_;
  std::uint32_t places_, communities_, instructors_;
  std::int32_t days_, beside_days_;
  Seconds beside_seconds_;
  Chosen chosen_;
  std::vector<std::size_t> all_kinds_;
};

}  // namespace

std::unique_ptr<Mechanism> make_training_studios(const Settings& settings) {
  return std::make_unique<TrainingStudios>(settings);
}

}  // namespace cogov
