/// Row 9: all-round workers 全能社工, and errands done for residents 帮办代办.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/workers.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

std::vector<Param> all_round_params() {
  constexpr Tag a = Tag::assumption;
  Param kinds{.key = "agency_kinds",
              .type = Type::list,
              .fallback = std::vector<std::string>{"papers", "errands", "child_care"},
              .unit = "",
              .meaning = "kinds on the agency's list",
              .meaning_zh = "帮办代办清单所列类别",
              .source = "assumption",
              .tag = a,
              .choices = kind_keys()};
  return {
      switch_param("all_round", true,
                   "whether grid workers and clerks take each other's requests when none of their own waits",
                   "网格员与窗口人员空闲时是否互相办理", "claim: Yangzhou, all-round workers", Tag::claim),
      real_param("switch_minutes", 5, 0, 240, "min", "lost by going from one desk's kinds to the other's",
                 "切换业务条线损失的时间", "assumption", a, 2, 15),
      real_param("outside_skill", .6, 0, 1, "1", "of their skill that staff have at the other desk's kinds",
                 "办理非本条线业务时技能保留比例", "assumption", a, .3, .9),
      as_size(real_param("agency_share", .56, 0, 1, "1",
                         "share of cases of the listed kinds that staff of the community may do for the resident",
                         "可由社区代办的比例",
                         "claim: Yangzhou's list has 18 direct, 36 agency and 10 convenience items: 36 of 64",
                         Tag::claim, .2, .8)),
      std::move(kinds),
      real_param("office_minutes", 30, 0, 480, "min", "a worker's way to the office and back, for each case",
                 "每件代办往返及办理用时", "assumption", a, 10, 60),
      real_param("fare", 4, 0, 1000, "yuan", "of such a way", "每件代办路费", "assumption: price", a, 0, 15),
  };
}

enum Counter : std::size_t { other_desk, switches, done_for, saved_seconds };

}  // namespace

Section all_round_workers_section() {
  constexpr double per_hour = 1.0 / hour_seconds;
  return {
      .key = "all_round_workers",
      .title = "All-round workers and errand agency",
      .title_zh = "全能社工与帮办代办",
      .rule =
          "grid workers and window clerks serve at each other's desk when none of their own requests waits, which "
          "costs "
          "minutes and skill; of listed kinds a share of cases is taken to the office by staff, so that the resident "
          "is "
          "spared the way",
      .rule_zh =
          "网格员与窗口人员在本条线无诉求时互相办理，切换费时、技能打折；清单内部分事项由工作人员代跑，居民免跑腿",
      .fails_by = "diluted skill: who does everything does nothing well; clerks are out when somebody comes",
      .fails_by_zh = "技能稀释：样样都干、样样不精；窗口无人",
      .rows = {9},
      .source = "claim: Yangzhou, lists of 18 direct, 36 agency and 10 convenience items",
      .tag = Tag::claim,
      .moves = {"response_hours_median", "response_hours_p90", "reported_by_kind", "idle_share", "burden_days_mean",
                "repeats_share", "fixed_within_7_days_share"},
      .switchable = true,
      .lead_days = 30,
      .params = all_round_params(),
      .measures = {{"served_at_other_desk", "1", Better::neither, "Services at the other desk's kinds of request",
                    "跨条线办理次数", other_desk},
                   {"desk_switches", "1", Better::lower, "Changes between the desks' kinds of request", "条线切换次数",
                    switches},
                   {"cases_done_for_residents", "1", Better::higher,
                    "Services that spared residents a way to an office", "帮办代办件数", done_for},
                   {"resident_hours_saved", "h", Better::higher,
                    "Hours on foot to the window and back that residents were spared", "居民免跑腿节省的步行时间",
                    saved_seconds, -1, per_hour}},
      .costs = {{"errand fares", "代办路费", "way", Payer::budget, "fare", 1}},
      .events = {"served at the other desk", "done for a resident"},
  };
}

namespace {

enum Event : std::size_t { crossed, ran_errand };

/// The desk whose kind a request is: that of the first staff who may serve it; false if no staff may.
bool desk_of(const Context& ctx, std::size_t kind, Role& desk) {
  for (const Server server : ctx.rules.kinds[kind].served_by) {
    if (server != Server::grid_worker && server != Server::window) continue;
    desk = server == Server::window ? Role::window : Role::grid;
    return true;
  }
  return false;
}

class AllRoundWorkers final : public Mechanism {
 public:
  explicit AllRoundWorkers(const Settings& s)
      : all_round_(s.boolean("all_round_workers.all_round")),
        switch_seconds_(whole_seconds(s.real("all_round_workers.switch_minutes") * minute_seconds)),
        outside_skill_(s.real("all_round_workers.outside_skill")),
        agency_share_(s.real("all_round_workers.agency_share")),
        office_seconds_(whole_seconds(s.real("all_round_workers.office_minutes") * minute_seconds)) {
    for (const std::string& word : s.words("all_round_workers.agency_kinds")) {
      const auto at = std::find(kind_keys().begin(), kind_keys().end(), word);
      listed_ |= 1U << static_cast<std::uint32_t>(at - kind_keys().begin());
    }
  }

  void amend(Rules& rules) const override { rules.staff.all_round = rules.staff.all_round || all_round_; }

  [[nodiscard]] LeverSet levers() const override {
    return (all_round_ ? bit(Lever::skill) : 0) | (agency_share_ > 0 ? bit(Lever::report_chance) : 0);
  }

  [[nodiscard]] double factor(const Context& ctx, Lever lever, const LeverAt& at) const override {
    if (lever == Lever::skill) return is_outside(ctx, at.kind, at.worker) ? outside_skill_ : 1;
    if (!at.request.exists() || !is_done_for(ctx, at.request)) return 1;
    // One chance over another: without the way to the window, and with it.
    const double effort = report_effort(ctx, at.request);
    const double logit = report_logit(ctx, at.request);
    const double before = exact_logistic(logit);
    return effort > 0 && before > 0 ? exact_logistic(logit + effort) / before : 1;
  }

  [[nodiscard]] Seconds extra_service(const Context& ctx, RequestId r, WorkerId w) const override {
    return (switches_desk(ctx, r, w) ? switch_seconds_ : 0) + (is_done_for(ctx, r) ? office_seconds_ : 0);
  }

  [[nodiscard]] bool spares_way(const Context& ctx, RequestId r) const override { return is_done_for(ctx, r); }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const RequestColumns& q = ctx.c.requests;
    const WorkerId w = q.worker[r.row];
    const bool by_staff = q.server[r.row] == Server::grid_worker || q.server[r.row] == Server::window;
    if (stage != RequestState::in_service || !by_staff || !w.exists()) return;
    if (ctx.c.workers.role[w.row] != role_that_serves(ctx, r)) {
      count(ctx, *this, other_desk);
      keep_event(ctx, *this, crossed, w.row, q.kind[r.row]);
    }
    if (switches_desk(ctx, r, w)) count(ctx, *this, switches);
    if (is_done_for(ctx, r)) run_errand(ctx, r, w);
  }

 private:
  [[nodiscard]] bool is_done_for(const Context& ctx, RequestId r) const {
    const std::size_t kind = ctx.c.requests.kind[r.row];
    if ((listed_ >> kind & 1U) == 0 || agency_share_ <= 0) return false;
    return ctx.uniform(r, own_luck(*this, 0)) < agency_share_;
  }

  [[nodiscard]] bool is_outside(const Context& ctx, std::size_t kind, WorkerId w) const {
    Role desk{};
    return all_round_ && kind < kind_count && w.exists() && desk_of(ctx, kind, desk) &&
           desk != ctx.c.workers.role[w.row];
  }

  /// Whether a worker turns from one desk's kinds to the other's.
  [[nodiscard]] bool switches_desk(const Context& ctx, RequestId r, WorkerId w) const {
    const std::size_t last = ctx.c.workers.last_kind[w.row];
    Role before{};
    Role now{};
    return all_round_ && last < kind_count && desk_of(ctx, last, before) &&
           desk_of(ctx, ctx.c.requests.kind[r.row], now) && before != now;
  }

  void run_errand(Context& ctx, RequestId r, WorkerId w) const {
    const RequestColumns& q = ctx.c.requests;
    count(ctx, *this, done_for);
    book_own(ctx, *this, 0, 1, w.row);
    keep_event(ctx, *this, ran_errand, w.row, q.kind[r.row], office_seconds_);
    if (q.server[r.row] != Server::window) return;
    const double way = 2 * seconds_to_centre(ctx, q.building[r.row]);
    count(ctx, *this, saved_seconds, whole_seconds(way));
  }

  bool all_round_;
  Seconds switch_seconds_;
  double outside_skill_, agency_share_;
  Seconds office_seconds_;
  std::uint32_t listed_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_all_round_workers(const Settings& settings) {
  return std::make_unique<AllRoundWorkers>(settings);
}

}  // namespace cogov
