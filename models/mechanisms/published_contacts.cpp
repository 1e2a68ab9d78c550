/// Row 8: photo and telephone of the grid's worker on the wall, day and night 公示联系方式.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/lending.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

std::vector<Param> contact_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("boards_share", 1, 0, 1, "1", "share of buildings with a board at the entrance",
                         "设有公示牌的楼栋比例", "claim: Yantai Dahaiyang, photo on the wall", Tag::claim)),
      real_param("noticed_share", .6, 0, 1, "1", "share of a building's households that have kept the number",
                 "记住电话的住户比例", "assumption", a, .2, .9),
      real_param("effort_saved", .5, 0, 5, "logit",
                 "by how much a known number lowers the effort of reporting, for who has it", "知道电话省去的上报阻碍",
                 "assumption", a, .1, 1.5),
      real_param("calls_share", .7, 0, 1, "1",
                 "share of the reports of who has the number that go to the worker's telephone",
                 "知道电话者直接致电网格员的比例", "assumption", a, .3, .9),
      real_param("call_minutes", 6, 0, 120, "min", "of a call; unpaid when the worker is off duty",
                 "每通电话用时（下班后无偿）", "assumption", a, 2, 15),
      real_param("other_calls", 1, 0, 500, "1/year",
                 "calls about anything else, per household that has the number, between 7 and 23 o'clock",
                 "每户每年其他来电数（7—23时）", "assumption", a, 0, 6),
      real_param("board_year", 40, 0, 1e5, "yuan/year", "a board, kept up to date", "每块公示牌年成本",
                 "assumption: price", a, 10, 150),
      real_param("phone_month", 50, 0, 1e4, "yuan/month", "the telephone of each filled post", "每岗位每月话费",
                 "assumption: price", a, 20, 120),
  };
}

enum Counter : std::size_t { calls, after_hours, other, call_seconds, engaged_calls };

}  // namespace

Section published_contacts_section() {
  constexpr double per_hour = 1.0 / hour_seconds;
  return {
      .key = "published_contacts",
      .title = "Published contacts",
      .title_zh = "公示联系方式",
      .rule =
          "the photo and the telephone of the grid's worker hang at the entrance; who has kept the number reports with "
          "less effort, and their reports come straight to the worker, who is rung day and night",
      .rule_zh = "楼门张贴网格员照片和24小时电话；记住电话的住户上报更省事，诉求直达网格员，下班后也会来电",
      .fails_by = "overload: calls about anything, at any hour, are unpaid work that wears people out",
      .fails_by_zh = "不堪重负：什么事、什么时候都打电话，无偿加班令人疲惫",
      .rows = {8},
      .source = "claim: Yantai Dahaiyang, photo on the wall, telephone public, 24 h",
      .tag = Tag::claim,
      .moves = {"reported_requests", "response_hours_median", "burden_days_mean", "unpaid_hours", "paperwork_share",
                "burnt_out_share"},
      .switchable = true,
      .lead_days = 14,
      .params = contact_params(),
      .measures = {{"worker_calls", "1", Better::neither, "Calls to grid workers' telephones", "网格员接到的电话数",
                    calls},
                   {"worker_calls_after_hours", "1", Better::lower, "Calls to grid workers who were off duty",
                    "网格员下班后接到的电话数", after_hours},
                   {"worker_calls_other", "1", Better::neither, "Calls to grid workers about anything else",
                    "与诉求无关的来电数", other},
                   {"worker_call_hours", "h", Better::lower, "Hours of grid workers on the telephone",
                    "网格员接电话工时", call_seconds, -1, per_hour},
                   {"worker_calls_engaged", "1", Better::lower, "Calls that found a grid worker's telephone engaged",
                    "网格员电话占线次数", engaged_calls}},
      .costs = {{"contact boards", "公示牌", "board-day", Payer::budget, "board_year", 365},
                {"public telephones", "公开电话", "phone-day", Payer::budget, "phone_month", 365 / 12.0}},
      .events = {"reported by telephone", "rang a worker off duty"},
  };
}

namespace {

enum Decision : std::uint32_t { has_board, has_number, takes_phone, how_many, what_hour };
enum Item : std::size_t { boards, phones };
enum Event : std::size_t { reported_by_phone, rang_off_duty };

class PublishedContacts final : public Mechanism {
 public:
  explicit PublishedContacts(const Settings& s)
      : boards_share_(s.real("published_contacts.boards_share")),
        noticed_share_(s.real("published_contacts.noticed_share")),
        effort_saved_(s.real("published_contacts.effort_saved")),
        calls_share_(s.real("published_contacts.calls_share")),
        call_seconds_(whole_seconds(s.real("published_contacts.call_minutes") * minute_seconds)),
        other_calls_(s.real("published_contacts.other_calls")) {}

  // Column: how many boards there are; households that have the number, by grid; then of each worker the seconds from
  // and to which the telephone is engaged. A board that nobody reads hangs there and is paid for all the same.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.assign(1 + ctx.grids().grids(), 0);
    for (std::size_t b = 0; b < ctx.plan.buildings(); ++b) column[0] += board_at(ctx, BuildingId(b)) ? 1 : 0;
    for (std::size_t h = 0; h < ctx.plan.households(); ++h) {
      const BuildingId building = ctx.plan.building_of_household[h];
      column[1 + ctx.grids().grid_of_building[building.row].row] += knows(ctx, HouseholdId(h)) ? 1 : 0;
    }
  }

  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::int32_t hung = column[0];
    if (hung == 0) return;
    book_own(ctx, *this, boards, hung);
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) {
      if (ctx.c.workers.employed[w.row] != 0) book_own(ctx, *this, phones, 1, w.row);
    }
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid) foresee_calls(ctx, day, grid, column[1 + grid]);
  }

  void on_event(Context& ctx, std::uint32_t grid) const override {
    if (grid < ctx.grids().grids() && ring(ctx, GridId(std::size_t{grid}))) count(ctx, *this, other);
  }

  bool takes_call(Context& ctx, RequestId r) const override {
    const RequestColumns& q = ctx.c.requests;
    if (!q.reporter[r.row].exists() || !knows(ctx, ctx.plan.household[q.reporter[r.row].row])) return false;
    const double u = ctx.uniform(r, own_luck(*this, takes_phone), q.attempts[r.row]);
    if (u >= calls_share_ || !ring(ctx, ctx.grids().grid_of_building[q.building[r.row].row])) return false;
    keep_event(ctx, *this, reported_by_phone, q.building[r.row].row, q.kind[r.row]);
    return true;
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::report_chance); }

  /// One chance over another: with the effort that the number saves, and without.
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    if (!at.resident.exists() || !at.request.exists() || !knows(ctx, ctx.plan.household[at.resident.row])) return 1;
    const double logit = report_logit(ctx, at.request);
    const double before = exact_logistic(logit);
    return before > 0 ? exact_logistic(logit + effort_saved_) / before : 1;
  }

 private:
  static constexpr std::uint32_t most_calls = 10'000;  ///< of a grid and day

  [[nodiscard]] bool board_at(const Context& ctx, BuildingId b) const {
    return boards_share_ > 0 && ctx.luck.uniform(ctx.who(b), 0, own_luck(*this, has_board)) < boards_share_;
  }

  [[nodiscard]] bool knows(const Context& ctx, HouseholdId h) const {
    if (!board_at(ctx, ctx.plan.building_of_household[h.row])) return false;
    const Who first = ctx.who(ResidentId(ctx.plan.first_resident[h.row]));
    return ctx.luck.uniform(first, 0, own_luck(*this, has_number)) < noticed_share_;
  }

  void foresee_calls(Context& ctx, std::uint32_t day, std::size_t grid, std::int32_t households) const {
    const double mean = other_calls_ * households / 365;
    if (mean <= 0) return;
    const Who post{ctx.plan.number, EntityType::post, static_cast<std::uint32_t>(grid)};
    const std::uint32_t n = std::min(poisson(ctx.luck.uniform(post, day, own_luck(*this, how_many)), mean), most_calls);
    for (std::uint32_t i = 0; i < n; ++i) {
      const double u = ctx.luck.uniform(post, day, own_luck(*this, what_hour), i);
      const Seconds time = start_of_day(day) + 7 * hour_seconds + whole_seconds(u * 16 * hour_seconds);
      schedule_mechanism(ctx, *this, time, static_cast<std::uint32_t>(grid));
    }
  }

  /// Whether a worker is on the telephone; if not, they are now. Of calls in one second none is before the others.
  bool engaged(Context& ctx, WorkerId w) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::size_t at = 1 + ctx.grids().grids() + 2 * std::size_t{w.row};
    if (column.size() <= at + 1) column.resize(1 + ctx.grids().grids() + 2 * ctx.c.workers.size(), 0);
    const auto now = static_cast<std::int32_t>(ctx.now);
    if (column[at] < now && now < column[at + 1]) return true;
    column[at] = now;
    column[at + 1] = now + static_cast<std::int32_t>(call_seconds_);
    return false;
  }

  /// The telephone of the grid's own worker; false if there is nobody who could answer it, or the line is engaged.
  bool ring(Context& ctx, GridId grid) const {
    const WorkerId w = owner_of(ctx, grid);
    if (!w.exists() || ctx.c.workers.employed[w.row] == 0 || elsewhere(ctx, w, day_of(ctx.now))) return false;
    if (engaged(ctx, w)) {
      count(ctx, *this, engaged_calls);
      return false;
    }
    count(ctx, *this, calls);
    count(ctx, *this, call_seconds, call_seconds_);
    if (ctx.c.workers.activity[w.row] != Activity::off) {
      ctx.c.workers.paperwork_left[w.row] += call_seconds_;  // is taken from the rest of the day
      return true;
    }
    count(ctx, *this, after_hours);
    keep_event(ctx, *this, rang_off_duty, w.row, -1, call_seconds_);
    answer_off_duty(ctx, w, call_seconds_);
    return true;
  }

  double boards_share_, noticed_share_, effort_saved_, calls_share_;
  Seconds call_seconds_;
  double other_calls_;
};

}  // namespace

std::unique_ptr<Mechanism> make_published_contacts(const Settings& settings) {
  return std::make_unique<PublishedContacts>(settings);
}

}  // namespace cogov
