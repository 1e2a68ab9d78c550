/// Row 37: service centres near everybody, the fifteen-minute circle 15分钟服务圈.
#include <algorithm>

#include "models/facilities/pools.hpp"
#include "models/facilities/walk_ins.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

std::vector<Param> space_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(real_param("area_per_100_households", 13.6, 0, 1000, "m2",
                         "space added by the points of a community, for 100 households", "新增服务面积（每百户平方米）",
                         "claim: Yangzhou, from 33 to 46.6", Tag::claim)),
      whole_param("points", 2, 0, 50, "1", "places in each community over which the space is spread; 0: none",
                  "每社区服务点数（0：无）", "assumption", a),
      real_param("place_area", 15, 1, 1000, "m2", "that one place at which somebody is served takes up",
                 "每个服务席位占用面积", "assumption", a, 8, 40),
      as_size(whole_param("posts", 2, 0, 1000, "1", "staff of all points of a community together",
                          "各服务点人员岗位总数",
                          "claim: Yangzhou, 2,900+ posts in 414 centres; how they are spread is "
                          "an assumption",
                          Tag::claim)),
      real_param("leave_days", 20, 0, 260, "d", "days of leave and sickness a year, of each post", "年休病假天数",
                 "assumption", a, 10, 30),
      real_param("opens", 9, 0, 24, "h", "hour of the day", "开门时刻", "assumption", a, 8, 10),
      real_param("closes", 17, 0, 24, "h", "hour of the day; not after `opens`: they never open", "关门时刻",
                 "assumption", a, 16, 21),
      switch_param("weekends", false, "whether they are open at weekends too", "周末是否开放", "assumption", a),
  };
}

std::vector<Param> use_params() {
  constexpr Tag a = Tag::assumption;
  return {
      {.key = "kinds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"papers", "errands", "home_care", "jobs", "child_care"},
       .unit = "",
       .meaning = "needs that can be met there",
       .meaning_zh = "可办理的需求种类",
       .source = "assumption",
       .tag = a,
       .choices = kinds_of_points()},
      real_param("goes_per_day", .1, 0, 1, "1/d",
                 "chance that somebody with such a need goes on a day on which they are open, were one at the door",
                 "有需求者每个开放日前往的概率（就在门口时）", "assumption", a, .03, .3),
      real_param("decay", .08, 0, 1, "1/min", "by which it falls with each minute on foot, exponentially",
                 "每分钟步行使前往概率下降的比率", "assumption", a, .03, .15),
      real_param("free_17_59", .3, 0, 1, "1", "chance that somebody of 17 to 59 is free on a working day",
                 "17—59岁者工作日有空的概率", "assumption", a, .1, .6),
      real_param("reach_minutes", 15, 1, 120, "min", "on foot: what counts as within reach", "可达步行时间",
                 "claim: Yangzhou and Tiexi, the 15-minute circle", Tag::claim),
      real_param("square_metre_year", 600, 0, 1e5, "yuan/(m2 year)", "rent, energy, upkeep", "每平方米年成本",
                 "assumption: price", a, 300, 1000),
      real_param("post_year", 85000, 0, 1e7, "yuan/year", "one of the staff, all in", "每岗位年成本",
                 "assumption: price", a, 60000, 110000),
  };
}

std::vector<OwnMeasure> centre_measures();
std::vector<OwnLedger> centre_ledgers();

}  // namespace

Section service_centres_section() {
  std::vector<Param> params = space_params();
  for (Param& param : use_params()) params.push_back(std::move(param));
  return {
      .key = "service_centres",
      .title = "Service centres",
      .title_zh = "服务中心与15分钟服务圈",
      .rule =
          "service points are opened where ways have been longest; residents with an open need may walk to the nearest "
          "that is staffed, fewer the longer the way; at most so many are served at once as there are places and staff",
      .rule_zh =
          "在路程最远处开设服务点；有需求者可步行前往最近有人的服务点，路越远去得越少；同时办理数以席位和人员为限",
      .fails_by = "space without staff: rooms are paid for in which nobody is served",
      .fails_by_zh = "有场地无人员：付了场地费却无人服务",
      .rows = {37},
      .source =
          "claim: Yangzhou, 33 to 46.6 m2 per 100 households, 2,900+ posts, 414 centres; Tiexi, 15 built, 23 + 10 "
          "planned",
      .tag = Tag::claim,
      .moves = {"unmet_days_vulnerable", "unmet_days_others", "never_dealt_share", "burden_days_mean"},
      .switchable = true,
      .lead_days = 120,
      .params = std::move(params),
      .measures = centre_measures(),
      .costs = {{"service points' space", "服务点场地", "m2-day", Payer::budget, "square_metre_year", 365},
                {"service points' staff", "服务点人员", "post-day", Payer::budget, "post_year", 365},
                {"residents' time at service points", "居民到服务点办事时间", "second", Payer::unpaid,
                 "costs.unpaid_hour", 3600}},
      .ledgers = centre_ledgers(),
      .events = {"a point opens: its number, building, servers", "it serves: its number, served, turned away"},
  };
}

namespace {

enum Counter : std::size_t {
  arrivals,
  turned_away,
  served,
  work,
  offered,
  places,
  places_staffed,
  reach_sum,
  reach_open_sum,
  reach_samples
};

constexpr double reach_one = 1e6;  // fixed point of shares

std::vector<OwnMeasure> centre_measures() {
  return {
      {"centres_served", "1", Better::higher, "Needs served at service points", "服务点办理件数", served},
      {"centres_turned_away_share", "1", Better::lower,
       "Residents who came to a service point in vain, of all who came", "到服务点白跑者占比", turned_away, arrivals},
      {"centres_use", "1", Better::neither, "Time in which service points served, of the time of those at work there",
       "服务点人员忙碌时间占比", work, offered},
      {"centres_staffed_share", "1", Better::higher, "Places of service points with somebody to serve, when open",
       "有人值守席位占比", places_staffed, places},
      {"residents_in_reach", "1", Better::higher,
       "Residents within reach of an open service point on foot, mean over the hours of the week",
       "可达开放服务点的居民占比（全周各小时平均）", reach_sum, reach_samples, 1 / reach_one},
      {"residents_in_reach_when_open", "1", Better::higher,
       "Residents within reach of an open service point on foot, halfway through a day on which they are open",
       "开放时段可达服务点的居民占比", reach_open_sum, reach_samples, 1 / reach_one},
  };
}

std::vector<OwnLedger> centre_ledgers() {
  return {{"reach_by_ledger",
           "1",
           Better::higher,
           "Residents within reach of a service point, in three ledgers; truth: of an open one, mean over the hours of "
           "the week; records and claims: when all are open",
           "三本账：可达服务点的居民占比（真实：全周各小时平均；记录和宣称：开放时段）",
           {reach_sum},
           {reach_open_sum},
           {reach_open_sum},
           reach_samples,
           1 / reach_one}};
}

enum Item : std::size_t { space, staff_posts, visitors_time };
enum Event : std::size_t { point_opens, point_serves };
enum Decision : std::uint32_t { goes, is_free, when, on_leave };

constexpr double working_days_a_year = 260;
constexpr std::uint32_t month_days = 30;

/// Buildings for points: each next where the way to the nearest so far, the service centre included, is longest.
std::vector<BuildingId> spread_over(const CommunityPlan& plan, std::uint32_t points) {
  std::vector<BuildingId> chosen;
  std::vector<std::uint32_t> nearest(plan.buildings());
  for (std::uint32_t b = 0; b < plan.buildings(); ++b) {
    nearest[b] = plan.walks.by_day.milliseconds(b, plan.walks.centre);
  }
  while (chosen.size() < std::min<std::size_t>(points, plan.buildings())) {
    const auto farthest = std::max_element(nearest.begin(), nearest.end());
    const auto at = static_cast<std::uint32_t>(farthest - nearest.begin());
    chosen.emplace_back(at);
    for (std::uint32_t b = 0; b < plan.buildings(); ++b) {
      nearest[b] = std::min(nearest[b], plan.walks.by_day.milliseconds(b, at));
    }
  }
  return chosen;
}

/// What falls to the i-th of n when a number is dealt out.
std::uint32_t dealt(std::uint32_t number, std::size_t i, std::size_t n) {
  return static_cast<std::uint32_t>(number / n + (i < number % n ? 1 : 0));
}

class ServiceCentres final : public Mechanism {
 public:
  explicit ServiceCentres(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("service_centres.") + key); };
    area_per_household_ = real("area_per_100_households") / 100;
    points_ = static_cast<std::uint32_t>(s.integer("service_centres.points"));
    place_area_ = real("place_area");
    posts_ = static_cast<std::uint32_t>(s.integer("service_centres.posts"));
    leave_chance_ = real("leave_days") / working_days_a_year;
    const Seconds opens = whole_seconds(real("opens") * hour_seconds);
    const Seconds closes = whole_seconds(real("closes") * hour_seconds);
    hours_ = WeekHours::on(s.boolean("service_centres.weekends") ? all_days : working_days, {opens, closes});
    kinds_ = kind_bits(s, "service_centres.kinds");
    goes_ = real("goes_per_day");
    decay_ = real("decay");
    free_17_59_ = real("free_17_59");
    longest_ = whole_seconds(real("reach_minutes") * minute_seconds);
  }

  // Column: by point, its places and the posts that belong to it.
  void on_adopt(Context& ctx) const override {
    const std::vector<BuildingId> buildings = spread_over(ctx.plan, points_);
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.clear();
    if (buildings.empty()) return on_drop(ctx);
    const double each = area(ctx) / static_cast<double>(buildings.size());
    std::vector<ServicePoint> points;
    for (std::size_t i = 0; i < buildings.size(); ++i) {
      ServicePoint point;
      point.number = static_cast<std::uint32_t>(i);
      point.at = buildings[i];
      point.hours = hours_;
      point.kinds = kinds_;
      const auto places = static_cast<std::uint32_t>(each / place_area_);
      const std::uint32_t posts = dealt(posts_, i, buildings.size());
      point.servers = std::min(places, posts);
      points.push_back(point);
      column.push_back(static_cast<std::int32_t>(places));
      column.push_back(static_cast<std::int32_t>(posts));
    }
    set_points(ctx, *this, std::move(points));
    if (!pool_open(ctx, *this)) open_pool(ctx, *this, *this);
  }

  void on_drop(Context& ctx) const override {
    set_points(ctx, *this, {});
    if (pool_open(ctx, *this)) close_pool(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) return;
    book_own(ctx, *this, space, static_cast<std::int64_t>(area(ctx) + .5));
    book_own(ctx, *this, staff_posts, posts_);
    const Seconds opens = hours_.next_open(start_of_day(day), 1);
    if (opens != never && day_of(opens) == day) schedule_mechanism(ctx, *this, opens, 0);
    if (ctx.counting() && (day - day_of(ctx.day0)) % month_days == 0) look_who_is_in_reach(ctx);
  }

  void on_event(Context& ctx, std::uint32_t) const override {
    if (own_column(ctx, *this).empty()) return;
    const std::vector<ServicePoint> points = staffed_points(ctx);
    const Epoch open{ctx.now, ctx.now + hours_.open_for(ctx.now)};
    std::vector<std::vector<Visitor>> visitors(points.size());
    for (const RequestId r : open_needs(ctx, kinds_)) {
      const ResidentId resident(ctx.c.requests.origin[r.row]);
      const std::size_t at = nearest(ctx, ctx.plan.building_of(resident), points);
      if (at == points.size() || !goes_today(ctx, resident, points[at])) continue;
      const double u = uniform(ctx, resident, when);
      visitors[at].push_back(visitor_with(ctx, r, open.from + static_cast<Seconds>(u * (open.to - open.from))));
    }
    for (std::size_t i = 0; i < points.size(); ++i) serve(ctx, points[i], open, visitors[i]);
  }

  void on_served(Context& ctx, RequestId, Server, Seconds) const override { count(ctx, *this, served); }

 private:
  double area(const Context& ctx) const { return area_per_household_ * static_cast<double>(ctx.plan.households()); }

  double uniform(const Context& ctx, ResidentId r, Decision decision) const {
    return ctx.luck.uniform(ctx.who(r), day_of(ctx.now), own_luck(*this, decision));
  }

  /// The points as they are today: those on leave don't serve.
  std::vector<ServicePoint> staffed_points(Context& ctx) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    std::vector<ServicePoint> points;
    for (const ServicePoint& point : ctx.c.service_points.points) {
      if (point.mechanism != number) continue;
      ServicePoint today = point;
      const auto all_places = static_cast<std::uint32_t>(column[2 * point.number]);
      today.servers = std::min(all_places, at_work(ctx, point.number));
      count(ctx, *this, places, all_places);
      count(ctx, *this, places_staffed, today.servers);
      count(ctx, *this, offered, std::int64_t{today.servers} * hours_.open_for(ctx.now));
      keep_event(ctx, *this, point_opens, point.number, point.at.row, today.servers);
      points.push_back(today);
    }
    return points;
  }

  std::uint32_t at_work(Context& ctx, std::uint32_t point) const {
    const auto posts = static_cast<std::uint32_t>(own_column(ctx, *this)[2 * point + 1]);
    std::uint32_t there = 0;
    for (std::uint32_t post = 0; post < posts; ++post) {
      const Who who{ctx.plan.number, EntityType::post, point << 16 | post};
      if (ctx.luck.uniform(who, day_of(ctx.now), own_luck(*this, on_leave)) >= leave_chance_) ++there;
    }
    return there;
  }

  /// The nearest of the points that somebody serves at; the end if there is none.
  std::size_t nearest(const Context& ctx, BuildingId from, const std::vector<ServicePoint>& points) const {
    std::size_t best = points.size();
    Seconds shortest = never;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Seconds walk = walk_to_point(ctx, from, points[i], ctx.now);
      if (points[i].servers == 0 || walk >= shortest) continue;
      best = i;
      shortest = walk;
    }
    return best;
  }

  bool goes_today(const Context& ctx, ResidentId r, const ServicePoint& point) const {
    const std::uint8_t age = ctx.plan.age[r.row];
    const bool may_be_at_work = age >= 17 && age < 60 && is_working_day(day_of(ctx.now));
    if (may_be_at_work && uniform(ctx, r, is_free) >= free_17_59_) return false;
    const Seconds walk = walk_to_point(ctx, ctx.plan.building_of(r), point, ctx.now);
    return uniform(ctx, r, goes) < use_chance(goes_, decay_, walk);
  }

  void serve(Context& ctx, const ServicePoint& point, Epoch open, std::vector<Visitor>& visitors) const {
    if (visitors.empty()) return;
    const OpeningResult result = hold_opening(ctx, *this, point, open, visitors, Finder::meeting);
    count(ctx, *this, arrivals, result.served + result.turned_away);
    count(ctx, *this, turned_away, result.turned_away);
    count(ctx, *this, work, result.work_seconds);
    book_own(ctx, *this, visitors_time, result.residents_seconds);
    keep_event(ctx, *this, point_serves, point.number, result.served, result.turned_away);
  }

  void look_who_is_in_reach(Context& ctx) const {
    const double mean = share_in_reach(ctx, *this, longest_, ctx.now);
    count(ctx, *this, reach_sum, static_cast<std::int64_t>(mean * reach_one + .5));
    const Seconds opens = hours_.next_open(ctx.now, 1);
    const double open_share =
        opens == never ? 0 : share_in_reach_at(ctx, *this, longest_, opens + hours_.open_for(opens) / 2);
    count(ctx, *this, reach_open_sum, static_cast<std::int64_t>(open_share * reach_one + .5));
    count(ctx, *this, reach_samples);
  }

  double area_per_household_ = 0;
  std::uint32_t points_ = 0;
  double place_area_ = 1;
  std::uint32_t posts_ = 0;
  double leave_chance_ = 0;
  WeekHours hours_;
  std::uint32_t kinds_ = 0;
  double goes_ = 0, decay_ = 0, free_17_59_ = 0;
  Seconds longest_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_service_centres(const Settings& settings) {
  return std::make_unique<ServiceCentres>(settings);
}

}  // namespace cogov
