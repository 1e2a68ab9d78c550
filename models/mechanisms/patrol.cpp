/// Row 3: patrol twice a day at fixed times on a fixed route 定时定线巡查.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/movements.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"
#include "sim/errors.hpp"

namespace cogov {

Section patrol_section() {
  constexpr Tag a = Tag::assumption;
  return {.key = "patrol",
          .title = "Patrols",
          .title_zh = "定时定线巡查",
          .rule = "the grid's worker walks past every building; each pass sees a visible problem with a chance",
          .rule_zh = "网格员走过本网格每栋楼，每次经过以一定概率发现可见问题",
          .fails_by = "what is indoors stays unseen; its hours are taken from service",
          .fails_by_zh = "室内问题看不见；占用服务时间",
          .rows = {3},
          .source = "claim: Shenyang Tiexi, twice a day at fixed times on fixed routes, 2,457 full-time grid workers",
          .tag = Tag::claim,
          .moves = {"found_first_share", "burden_days_mean", "idle_share", "grid_worker_hours", "response_hours_median",
                    "unpaid_hours"},
          .switchable = true,
          .lead_days = 7,
          .params = {
              whole_param("rounds_per_day", 2, 0, 4, "1/d", "rounds on a working day", "每日巡查次数",
                          "claim: Shenyang Tiexi, twice a day", Tag::claim),
              real_param("first_round", 9, 0, 24, "h", "hour of the first round", "首次巡查时刻", "assumption", a),
              real_param("last_round", 15, 0, 24, "h", "hour of the last round; others lie evenly between",
                         "末次巡查时刻", "assumption", a),
              real_param("notice_chance", .6, 0, 1, "1", "chance that a pass sees a visible problem",
                         "每次经过发现可见问题的概率", "assumption; 0.2-0.9 swept", a, .2, .9),
              real_param("seconds_per_stop", 95, 0, 3600, "s", "at each building, besides the way", "每栋停留时间",
                         "assumption: fifty minutes for twenty buildings", a),
          }};
}

namespace {

class Patrol final : public Mechanism {
 public:
  explicit Patrol(const Settings& s)
      : rounds_(static_cast<std::uint32_t>(s.integer("patrol.rounds_per_day"))),
        first_(s.real("patrol.first_round")),
        last_(s.real("patrol.last_round")),
        notice_chance_(s.real("patrol.notice_chance")),
        seconds_per_stop_(s.real("patrol.seconds_per_stop")) {}

  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.size() != fields * ctx.grids().grids()) column.assign(fields * ctx.grids().grids(), 0);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid)
      at(ctx, grid, due) = 0;  // yesterday's is not made up
    if (!is_working_day(day) && !ctx.rules.staff.grid_shift.weekends) return;
    for (std::uint32_t round = 0; round < rounds_; ++round) {
      schedule_mechanism(ctx, *this, start_of_day(day) + time_of(round), call | round);
    }
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if ((what & call) != 0) {
      call_out(ctx, what & 3U);
    } else {
      pass(ctx, RequestId(what));
    }
  }

  /// Something can be seen from now on: a round under way may still come past.
  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (stage != RequestState::arisen || ctx.c.requests.visible[r.row] == 0) return;
    const std::size_t grid = grid_of(ctx, r);
    if (at(ctx, grid, under_way) != 0) foresee_pass(ctx, r, grid);
  }

  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override {
    if (rank != TaskRank::timed) return false;
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid) {
      if (column[grid * fields + due] == 0 || !walks_for(ctx, w, GridId(grid))) continue;
      const BuildingId first = ctx.grids().first_stop(grid);
      const BuildingId last = ctx.grids().last_stop(grid);
      begin_round(ctx, w, grid, ctx.now + seconds_between(ctx, ctx.c.workers.at[w.row], first));
      task = {.activity = Activity::patrol,
              .duration = passes_at(ctx, grid, last) - ctx.now,
              .to = last,
              .subject = static_cast<std::uint32_t>(grid)};
      return true;
    }
    return false;
  }

  void task_done(Context& ctx, WorkerId w, bool interrupted) const override {
    const std::size_t grid = ctx.c.workers.subject[w.row];
    if (grid >= ctx.grids().grids()) return;  // the grids were laid anew meanwhile
    at(ctx, grid, under_way) = 0;
    const BuildingId last = interrupted ? reached(ctx, grid) : ctx.grids().last_stop(grid);
    const bool arrived = ctx.now >= static_cast<Seconds>(at(ctx, grid, begun));
    ctx.c.workers.at[w.row] = arrived ? last : origin(ctx, grid);
    if (ctx.watched() && arrived) record_tour(ctx, w, grid, last);
  }

 private:
  // Own column, by grid: the round called for + 1 (0: none), the round under way + 1, when it began, when and from
  // which building + 1 (0: the service centre) its walker set out, and who that is.
  enum Field : std::size_t { due, under_way, begun, set_out, came_from, walker, fields };
  static constexpr std::uint32_t call = 1U << (mechanism_event_bits - 1);

  std::int32_t& at(Context& ctx, std::size_t grid, Field field) const {
    return own_column(ctx, *this)[grid * fields + field];
  }

  static std::size_t grid_of(const Context& ctx, RequestId r) {
    return ctx.grids().grid_of_building[ctx.c.requests.building[r.row].row].row;
  }

  Seconds time_of(std::uint32_t round) const {
    const double hour = rounds_ < 2 ? first_ : first_ + (last_ - first_) * round / (rounds_ - 1);
    return whole_seconds(hour * hour_seconds);
  }

  /// Whether the round under way meets locked gates, and so takes the ways that have none.
  bool walks_at_night(Context& ctx, std::size_t grid) const {
    const auto from = static_cast<Seconds>(at(ctx, grid, begun));
    const BuildingId last = ctx.grids().last_stop(grid);
    return ctx.plan.walks.meet_locked_gates(from, from + on_foot_to(ctx, last, false) + stopping_until(ctx, last));
  }

  static Seconds on_foot_to(const Context& ctx, BuildingId b, bool night) {
    if (!ctx.rules.staff.walks) return 0;
    return night ? ctx.grids().walk_to_at_night[b.row] : ctx.grids().walk_to[b.row];
  }

  /// Seconds spent at the buildings of a tour up to and with this one.
  Seconds stopping_until(const Context& ctx, BuildingId b) const {
    return whole_seconds((ctx.grids().stop[b.row] + 1) * seconds_per_stop_);
  }

  /// When the round under way ends its stop at a building.
  Seconds passes_at(Context& ctx, std::size_t grid, BuildingId b) const {
    const bool night = walks_at_night(ctx, grid);
    return static_cast<Seconds>(at(ctx, grid, begun)) + on_foot_to(ctx, b, night) + stopping_until(ctx, b);
  }

  /// A grid's own worker walks its round; one without a grid stands in when that post is not at work.
  static bool walks_for(const Context& ctx, WorkerId w, GridId grid) {
    const WorkerId owner = owner_of(ctx, grid);
    if (owner == w) return true;
    return ctx.c.workers.number[w.row] >= ctx.grids().grids() && ctx.c.workers.on_duty[owner.row] == 0;
  }

  /// The last building of a round that the walker has come past; the first while on the way to it.
  BuildingId reached(Context& ctx, std::size_t grid) const {
    const GridPlan& grids = ctx.grids();
    BuildingId last = grids.first_stop(grid);
    for (std::size_t i = grids.first_building[grid]; i < grids.first_building[grid + 1]; ++i) {
      if (passes_at(ctx, grid, grids.route[i]) > ctx.now) break;
      last = grids.route[i];
    }
    return last;
  }

  /// Keeps the walks between the buildings of a round, as far as it came.
  void record_tour(Context& ctx, WorkerId w, std::size_t grid, BuildingId last) const {
    const GridPlan& grids = ctx.grids();
    const bool night = walks_at_night(ctx, grid);
    const auto out = static_cast<Seconds>(at(ctx, grid, set_out));
    const Way first = ctx.plan.walks.way(origin(ctx, grid), grids.first_stop(grid), out);
    record_walk(ctx, Mover::grid_worker, Purpose::patrol, w.row, origin(ctx, grid), grids.first_stop(grid), out,
                first.at_night);
    for (std::size_t i = grids.first_building[grid]; grids.route[i] != last; ++i) {
      const Seconds leaves = passes_at(ctx, grid, grids.route[i]);
      record_walk(ctx, Mover::grid_worker, Purpose::patrol, w.row, grids.route[i], grids.route[i + 1], leaves, night);
    }
  }

  BuildingId origin(Context& ctx, std::size_t grid) const {
    return BuildingId(static_cast<std::uint32_t>(at(ctx, grid, came_from)) - 1U);
  }

  void call_out(Context& ctx, std::uint32_t round) const {
    for (std::size_t grid = 0; grid < ctx.grids().grids(); ++grid)
      at(ctx, grid, due) = static_cast<std::int32_t>(round) + 1;
    for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) call_to_task(ctx, w);
  }

  void begin_round(Context& ctx, WorkerId w, std::size_t grid, Seconds at_first_building) const {
    at(ctx, grid, under_way) = at(ctx, grid, due);
    at(ctx, grid, due) = 0;
    at(ctx, grid, begun) = static_cast<std::int32_t>(at_first_building);
    at(ctx, grid, set_out) = static_cast<std::int32_t>(ctx.now);
    at(ctx, grid, came_from) = static_cast<std::int32_t>(ctx.c.workers.at[w.row].row + 1);
    at(ctx, grid, walker) = static_cast<std::int32_t>(w.row);
    for (const RequestId r : ctx.c.in_sight) {
      if (grid_of(ctx, r) == grid) foresee_pass(ctx, r, grid);
    }
  }

  void foresee_pass(Context& ctx, RequestId r, std::size_t grid) const {
    const Seconds time = passes_at(ctx, grid, ctx.c.requests.building[r.row]);
    if (time < ctx.now || time >= ctx.end || ctx.c.requests.state[r.row] != RequestState::arisen) return;
    EXPECT(r.row < call);
    ++ctx.c.requests.pending[r.row];
    schedule_mechanism(ctx, *this, time, r.row);
  }

  void pass(Context& ctx, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    const std::size_t grid = grid_of(ctx, r);
    const Seconds foreseen = passes_at(ctx, grid, q.building[r.row]);
    const bool comes_past = at(ctx, grid, under_way) != 0 && foreseen == ctx.now;
    if (comes_past && q.state[r.row] == RequestState::arisen) {
      const std::uint32_t round = static_cast<std::uint32_t>(at(ctx, grid, under_way)) - 1;
      const Who route{ctx.plan.number, EntityType::route, q.building[r.row].row};
      // The route's luck, not the person's: day and round, and which of the building's problems.
      const double u =
          ctx.luck.uniform(route, day_of(ctx.now) * 4 + round, Why::patrol_notice, q.trial[r.row] & 0xF'FFFFU);
      if (ctx.counting()) ++ctx.c.tally.patrol_passes;
      if (u < notice_chance_ * notice_factor(ctx, r))
        notice(ctx, r, Finder::patrol, WorkerId(static_cast<std::size_t>(at(ctx, grid, walker))));
    }
    release(ctx, r);
  }

  std::uint32_t rounds_;
  double first_, last_, notice_chance_, seconds_per_stop_;
};

}  // namespace

std::unique_ptr<Mechanism> make_patrol(const Settings& settings) { return std::make_unique<Patrol>(settings); }

}  // namespace cogov
