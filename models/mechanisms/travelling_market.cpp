/// Row 36: a market of services 服务集市 that tours the villages.
#include <algorithm>

#include "models/facilities/pools.hpp"
#include "models/facilities/walk_ins.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

std::vector<Param> tour_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(whole_param("stalls", 1, 0, 20, "1", "of each kind of service; each serves one visitor at a time",
                          "每类服务摊位数", "assumption", a)),
      {.key = "kinds",
       .type = Type::list,
       .fallback = kinds_of_points(),
       .unit = "",
       .meaning = "kinds of service that it brings; empty: it stays at home",
       .meaning_zh = "服务种类（空：不出摊）",
       .source = "claim: Xinchang, eight kinds of service; which of the model's they are is an assumption",
       .tag = Tag::claim,
       .choices = kinds_of_points()},
      whole_param("cycle_days", 28, 1, 365, "d",
                  "from one visit of a village to the next, at least; longer where the tour takes longer", "巡回周期",
                  "assumption", a),
      whole_param("per_day", 1, 0, 20, "1", "villages visited on a day, side by side; 0: the market never sets out",
                  "每日到访村数", "assumption", a),
      real_param("opens", 9, 0, 24, "h", "hour of the day", "开市时刻", "assumption", a, 8, 10),
      real_param("closes", 12, 0, 24, "h", "hour of the day; not after `opens`: it never opens", "收市时刻",
                 "assumption", a, 11, 16),
  };
}

std::vector<Param> visitor_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("announced", .7, 0, 1, "1", "chance that somebody with a need knows of the day", "事先得知的概率",
                 "assumption", a, .3, .95),
      real_param("interest", .8, 0, 1, "1", "chance that who knows and is at home would go, were it at the door",
                 "愿意前往的概率（就在门口时）", "assumption", a, .5, 1),
      real_param("decay", .03, 0, 1, "1/min", "by which that chance falls with each minute on foot, exponentially",
                 "每分钟步行使前往概率下降的比率", "assumption", a, .01, .08),
      real_param("at_home_17_59", .3, 0, 1, "1", "chance that somebody of 17 to 59 is in the village on a working day",
                 "17—59岁者工作日在村概率", "assumption", a, .1, .6),
      real_param("at_home_others", .9, 0, 1, "1", "the same of all others, and of everybody at the weekend",
                 "其他人（及周末）在村概率", "assumption", a, .7, 1),
  };
}

std::vector<Param> price_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("set_up_hours", 1, 0, 12, "h", "of everybody at the stalls, before and after each market",
                 "每次出摊收摊用时", "assumption", a, .5, 2),
      whole_param("vehicles", 2, 0, 20, "1", "that drive from the town to the village and back", "车辆数", "assumption",
                  a),
      real_param("drive_minutes_per_km", 1.5, 0, 30, "min/km", "of a vehicle", "车辆每公里用时", "assumption", a, 1, 3),
      real_param("km_yuan", 2, 0, 100, "yuan/km", "a vehicle", "每车每公里费用", "assumption: price", a, 1, 4),
      real_param("market_yuan", 300, 0, 1e5, "yuan", "material and announcement of each market",
                 "每次集市物料与宣传费用", "assumption: price", a, 100, 1000),
  };
}

std::vector<OwnMeasure> market_measures();

}  // namespace

Section travelling_market_section() {
  std::vector<Param> params = tour_params();
  for (Param& param : visitor_params()) params.push_back(std::move(param));
  for (Param& param : price_params()) params.push_back(std::move(param));
  return {
      .key = "travelling_market",
      .title = "Travelling service market",
      .title_zh = "服务集市",
      .rule =
          "a market with stalls of several kinds tours the villages; whoever has an open need of such a kind, reported "
          "or not, may walk there while it stands, one need a visit, and is served in the order of arrival; who comes "
          "in vain or not at all waits for the next round",
      .rule_zh =
          "服务集市巡回各村；有需求者（无论是否上报）可在集市期间步行前往，每次办一件，先到先办；没赶上者等下一轮",
      .fails_by = "the absent: who is at work, hasn't heard of it or can't walk there; queues at closing time",
      .fails_by_zh = "不在场者：外出务工、未得知、走不到的人；收市时仍在排队",
      .rows = {36},
      .source =
          "claim: Xinchang, 8 kinds of service in 17 villages of the township; in the whole county 18,000 services and "
          "450+ problems solved",
      .tag = Tag::claim,
      .moves = {"unmet_days_vulnerable", "unmet_days_others", "never_dealt_share", "burden_days_mean"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params),
      .measures = market_measures(),
      .costs = {{"market vehicles' ways", "集市车辆里程", "metre", Payer::budget, "km_yuan", 1000},
                {"markets held", "集市场次", "market", Payer::budget, "market_yuan", 1},
                {"market staff's hours", "集市人员工时", "second", Payer::partners, "costs.unit_hour", 3600},
                {"residents' time at markets", "居民赶集时间", "second", Payer::unpaid, "costs.unpaid_hour", 3600}},
      .events = {"the market arrives: community, kinds, metres driven to it", "who came: community, resident, kind",
                 "the market leaves: community, turned away, served"},
  };
}

namespace {

enum Counter : std::size_t { held, needs, unaware, absent, came, served, turned_away, metres };

std::vector<OwnMeasure> market_measures() {
  return {
      {"markets_held", "1", Better::neither, "Markets held in villages", "集市场次", held},
      {"market_served", "1", Better::higher, "Needs served at the market", "集市办理件数", served},
      {"market_turned_away", "1", Better::lower, "Residents who came to the market in vain", "集市白跑人次",
       turned_away},
      {"market_absent_share", "1", Better::lower, "Residents with an open need who were away when the market came",
       "集市当日不在场者占比", absent, needs},
      {"market_unaware_share", "1", Better::lower, "Residents with an open need who hadn't heard of the market",
       "不知有集市者占比", unaware, needs},
      {"market_came_share", "1", Better::higher, "Residents with an open need who came to the market", "赶集者占比",
       came, needs},
      {"market_km", "km", Better::neither,
       "Kilometres driven by the market's vehicles, from the town to each village and back",
       "集市车辆行驶里程（城镇往返各村）", metres, -1, .001},
  };
}

enum Item : std::size_t { ways, markets, staff_hours, visitors_time };
enum Event : std::size_t { arrives, comes, leaves };
enum Decision : std::uint32_t { knows, at_home, goes, when };

class TravellingMarket final : public Mechanism {
 public:
  explicit TravellingMarket(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("travelling_market.") + key); };
    const auto whole = [&](const char* key) {
      return static_cast<std::uint32_t>(s.integer(std::string("travelling_market.") + key));
    };
    stalls_ = whole("stalls");
    kinds_ = kind_bits(s, "travelling_market.kinds");
    const Seconds opens = whole_seconds(real("opens") * hour_seconds);
    const Seconds closes = whole_seconds(real("closes") * hour_seconds);
    const auto villages = static_cast<std::uint32_t>(s.integer("community.number"));
    if (opens < closes) tour_ = tour_of_villages(villages, whole("per_day"), whole("cycle_days"), opens, closes);
    announced_ = real("announced");
    interest_ = real("interest");
    decay_ = real("decay");
    at_home_17_59_ = real("at_home_17_59");
    at_home_others_ = real("at_home_others");
    set_up_seconds_ = real("set_up_hours") * hour_seconds;
    vehicles_ = whole("vehicles");
    drive_seconds_per_km_ = real("drive_minutes_per_km") * minute_seconds;
  }

  // Column: today's served and turned away, while the market stands; then by kind and stall when it is free.
  void on_adopt(Context& ctx) const override {
    std::vector<ServicePoint> points = stops(ctx.plan);
    if (points.empty()) return on_drop(ctx);
    set_points(ctx, *this, std::move(points));
    if (!pool_open(ctx, *this)) open_pool(ctx, *this, *this);
    own_column(ctx, *this).resize(stalls_begin + kind_count * stalls_, 0);
  }

  void on_drop(Context& ctx) const override {
    set_points(ctx, *this, {});
    if (pool_open(ctx, *this)) close_pool(ctx, *this);
    own_column(ctx, *this).clear();
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    const Epoch open = hours_on(ctx, day);
    if (open.from >= open.to) return;
    schedule_mechanism(ctx, *this, open.from, arrives);
    schedule_mechanism(ctx, *this, open.to + 1, leaves);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    std::vector<std::int32_t>& today = own_column(ctx, *this);
    if (today.empty()) return;
    if (what >= first_visitor) return come(ctx, ResidentId(what - first_visitor));
    if (what == arrives) {
      std::fill(today.begin(), today.end(), 0);
      arrive(ctx);
      announce(ctx);
    } else {
      keep_event(ctx, *this, leaves, ctx.plan.number, today[1], today[0]);
    }
  }

  void on_served(Context& ctx, RequestId, Server, Seconds) const override {
    count(ctx, *this, served);
    if (!own_column(ctx, *this).empty()) ++own_column(ctx, *this)[0];
  }

 private:
  static constexpr std::size_t stalls_begin = 2;     ///< in the column
  static constexpr std::uint32_t first_visitor = 8;  ///< of events: from there on a resident who comes

  /// A point for each kind at each stop of the tour in this village.
  std::vector<ServicePoint> stops(const CommunityPlan& plan) const {
    std::vector<ServicePoint> points;
    if (stalls_ == 0) return points;
    for (std::uint32_t kind = 0; kind < kind_count; ++kind) {
      if ((kinds_ >> kind & 1U) == 0) continue;
      ServicePoint like;
      like.number = kind;
      like.servers = stalls_;
      like.kinds = 1U << kind;
      add_stops(plan, tour_, like, points);
    }
    return points;
  }

  /// When the market is open on a day here; nothing on most days.
  Epoch hours_on(const Context& ctx, std::uint32_t day) const {
    for (const ServicePoint& point : ctx.c.service_points.points) {
      if (point.mechanism != number) continue;
      const Seconds opens = next_opening(point, start_of_day(day));
      if (opens == never || day_of(opens) != day) return {};
      return {opens, opens + open_for(point, opens)};
    }
    return {};
  }

  void arrive(Context& ctx) const {
    const double km = 2 * ctx.plan.town_km;  // from the town and back: teams of one day go side by side
    const auto driven = static_cast<std::int64_t>(km * 1000 * vehicles_ + .5);
    const Epoch open = hours_on(ctx, day_of(ctx.now));
    const double each = set_up_seconds_ + km * drive_seconds_per_km_ + (open.to - open.from);
    const double people = stalls_ * static_cast<double>(kinds_here());
    count(ctx, *this, held);
    count(ctx, *this, metres, driven);
    book_own(ctx, *this, ways, driven, ctx.plan.number);
    book_own(ctx, *this, markets, 1, ctx.plan.number);
    book_own(ctx, *this, staff_hours, static_cast<std::int64_t>(each * people + .5), ctx.plan.number);
    keep_event(ctx, *this, arrives, ctx.plan.number, kinds_here(), driven);
  }

  std::int64_t kinds_here() const {
    std::int64_t sum = 0;
    for (std::uint32_t kind = 0; kind < kind_count; ++kind) sum += kinds_ >> kind & 1U;
    return sum;
  }

  double uniform(const Context& ctx, ResidentId r, Decision decision) const {
    return ctx.luck.uniform(ctx.who(r), day_of(ctx.now), own_luck(*this, decision));
  }

  double at_home_chance(const Context& ctx, ResidentId r) const {
    const std::uint8_t age = ctx.plan.age[r.row];
    const bool may_be_at_work = age >= 17 && age < 60 && is_working_day(day_of(ctx.now));
    return may_be_at_work ? at_home_17_59_ : at_home_others_;
  }

  /// Whether a resident with a need comes today; counts why not.
  bool turns_up(Context& ctx, ResidentId r, const ServicePoint& point) const {
    count(ctx, *this, needs);
    if (uniform(ctx, r, knows) >= announced_) {
      count(ctx, *this, unaware);
      return false;
    }
    if (uniform(ctx, r, at_home) >= at_home_chance(ctx, r)) {
      count(ctx, *this, absent);
      return false;
    }
    const Seconds walk = walk_to_point(ctx, ctx.plan.building_of(r), point, ctx.now);
    return uniform(ctx, r, goes) < use_chance(interest_, decay_, walk);
  }

  /// Who comes today, each at a time of their own, early enough to be done by closing time where nobody else waits.
  void announce(Context& ctx) const {
    const Epoch open = hours_on(ctx, day_of(ctx.now));
    for (const RequestId r : open_needs(ctx, kinds_)) {
      const ServicePoint* const stall = stall_of(ctx, ctx.c.requests.kind[r.row]);
      const ResidentId resident(ctx.c.requests.origin[r.row]);
      if (stall == nullptr || !turns_up(ctx, resident, *stall)) continue;
      const Seconds takes = std::min(visitor_with(ctx, r, open.from).takes, open.to - open.from);
      const double u = uniform(ctx, resident, when);
      const auto comes_at = open.from + static_cast<Seconds>(u * (open.to - open.from - takes));
      schedule_mechanism(ctx, *this, comes_at, first_visitor + resident.row);
    }
  }

  /// A resident arrives with the need that presses most by now; nobody comes whose needs somebody else has seen to.
  void come(Context& ctx, ResidentId resident) const {
    const RequestId r = open_need_of(ctx, resident, kinds_);
    if (!r.exists()) return;
    const ServicePoint* const stall = stall_of(ctx, ctx.c.requests.kind[r.row]);
    if (stall == nullptr) return;
    count(ctx, *this, came);
    keep_event(ctx, *this, comes, ctx.plan.number, resident.row, ctx.c.requests.kind[r.row]);
    const Seconds takes = visitor_with(ctx, r, ctx.now).takes;
    const std::int64_t ways_seconds =
        2 * std::int64_t{walk_to_point(ctx, ctx.plan.building_of(resident), *stall, ctx.now)};
    std::int32_t& free = first_free(ctx, stall->number);
    const Seconds begins = std::max(ctx.now, static_cast<Seconds>(free));
    const Seconds closes = hours_on(ctx, day_of(ctx.now)).to;
    if (begins > ctx.now && (begins > closes || takes > closes - begins)) {
      count(ctx, *this, turned_away);
      ++own_column(ctx, *this)[1];
      book_own(ctx, *this, visitors_time, ways_seconds, ctx.plan.number);
      return record_visit(ctx, resident, *stall, Purpose::service_point, ctx.now, 0);
    }
    // Staff stay on for a case that lasts longer than the market; later(): a case may last as long as the clock.
    const Seconds ends = later(begins, takes);
    if (ends > closes) book_own(ctx, *this, staff_hours, ends - closes, ctx.plan.number);
    free = static_cast<std::int32_t>(std::min<Seconds>(ends, start_of_day(day_of(ctx.now) + 1)));
    const Seconds stay = ends - ctx.now;
    book_own(ctx, *this, visitors_time, ways_seconds + stay, ctx.plan.number);
    record_visit(ctx, resident, *stall, Purpose::service_point, ctx.now, stay);
    bring(ctx, *this, r, Finder::meeting, begins, takes);
  }

  const ServicePoint* stall_of(const Context& ctx, std::size_t kind) const {
    for (const ServicePoint& point : ctx.c.service_points.points) {
      if (point.mechanism == number && point.number == kind) return &point;
    }
    return nullptr;
  }

  /// When the stall of a kind that is free first is free.
  std::int32_t& first_free(Context& ctx, std::size_t kind) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const auto first = column.begin() + static_cast<std::ptrdiff_t>(stalls_begin + kind * stalls_);
    return *std::min_element(first, first + static_cast<std::ptrdiff_t>(stalls_));
  }

  std::uint32_t stalls_ = 0;
  std::uint32_t kinds_ = 0;
  Tour tour_;
  double announced_ = 0, interest_ = 0, decay_ = 0, at_home_17_59_ = 0, at_home_others_ = 0;
  double set_up_seconds_ = 0;
  std::uint32_t vehicles_ = 0;
  double drive_seconds_per_km_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_travelling_market(const Settings& settings) {
  return std::make_unique<TravellingMarket>(settings);
}

}  // namespace cogov
