/// Row 42: the community canteen 社区食堂, health records 健康档案, the health corner "健康三件套".
#include <algorithm>

#include "models/context.hpp"
#include "models/facilities/walk_ins.hpp"
#include "models/mechanism.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

std::vector<Param> canteen_params() {
  constexpr Tag a = Tag::assumption;
  return {
      as_size(whole_param("meals_per_day", 120, 0, 100000, "1",
                          "most that the canteen of each community serves on a working day; 0: there is none",
                          "食堂每个工作日最多供餐数（0：无食堂）", "assumption", a)),
      real_param("eats_chance", .35, 0, 1, "1",
                 "chance that somebody of 60 and over eats there this month, were it at the door and free",
                 "60岁以上者当月就餐概率（就在门口且免费时）", "assumption", a, .15, .6),
      real_param("meal_cost", 18, 0, 200, "yuan", "what a meal costs to make", "每餐成本", "assumption: price", a, 12,
                 25),
      real_param("subsidy", 8, 0, 200, "yuan",
                 "of it that is paid for them, no more than the meal costs; guests pay the rest", "每餐补贴",
                 "assumption: price", a, 3, 12),
      real_param("price_effect", .04, 0, 1, "1/yuan", "by which the chance falls with each yuan that a guest pays",
                 "每元餐费使就餐概率下降的比率", "assumption", a, .01, .1),
      real_param("kitchen_posts", 2, 0, 1000, "1", "staff of each canteen", "每食堂人员数", "assumption", a, 1, 5),
      real_param("kitchen_year", 55000, 0, 1e7, "yuan/year", "one of them, all in", "食堂人员年成本",
                 "assumption: price", a, 45000, 75000),
      real_param("errands_spared", .3, 0, 1, "1", "share of errands that don't arise for who eats there",
                 "就餐者减少的跑腿需求比例", "assumption", a, .1, .5),
      real_param("care_spared", .1, 0, 1, "1", "share of needs for home care that don't",
                 "就餐者减少的居家照护需求比例", "assumption", a, 0, .3),
      real_param("loneliness_spared", .3, 0, 1, "1", "share of needs out of loneliness that don't: there is company",
                 "就餐者减少的孤独求助比例", "assumption", a, .1, .5),
      real_param("company", .5, 0, 1, "1", "belonging gained in a month of meals, in steps of one event",
                 "每月就餐的归属感增量（以一次事件的变化量为单位）", "assumption", a, 0, 1),
  };
}

std::vector<Param> health_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("check_chance", .3, 0, 1, "1",
                 "chance that somebody of 60 and over comes to the health corner this month, were it at the door; 0: "
                 "there is none",
                 "60岁以上者当月到健康角检测的概率（就在门口时；0：无健康角）", "assumption", a, .1, .6),
      real_param("check_minutes", 8, 0, 240, "min", "of the nurse for each check", "每次检测护士用时", "assumption", a,
                 4, 15),
      real_param("record_minutes", 25, 0, 480, "min", "of the nurse to open somebody's record, at the first check",
                 "首次建档用时", "assumption", a, 10, 40),
      real_param("notice_chance", .7, 0, 1, "1",
                 "chance that a check finds an unreported need of medical help of somebody whose record is kept",
                 "有档案者检测时发现就医需求的概率", "assumption", a, .4, .9),
      real_param("first_time_share", .5, 0, 1, "1", "the same at the first check, against that",
                 "首次检测时的发现概率（相对有档案者）", "assumption", a, .2, 1),
      real_param(
          "prevented", .15, 0, 1, "1",
          "share of needs of medical help that don't arise in a month in which somebody with a record was checked",
          "有档案且当月检测者减少的就医需求比例", "assumption", a, 0, .3),
      real_param("corner_year", 12000, 0, 1e7, "yuan/year", "devices and room of the corner", "健康角年成本",
                 "assumption: price", a, 5000, 30000),
  };
}

std::vector<Param> reach_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("decay", .06, 0, 1, "1/min",
                 "by which both chances fall with each minute on foot to the service centre, exponentially",
                 "每分钟步行使概率下降的比率", "assumption", a, .02, .12),
      real_param("frail_share", .3, 0, 1, "1",
                 "both chances of somebody of 80 and over or disabled, against the others': stairs, no lift",
                 "80岁以上或残疾者的概率（相对他人）", "assumption", a, .1, .8),
  };
}

enum Counter : std::size_t {
  meals,
  checks,
  records,
  found,
  frail_eat,
  frail_months,
  other_eat,
  other_months,
  frail_checked,
  other_checked,
  refused
};

std::vector<OwnMeasure> canteen_measures() {
  return {
      {"canteen_meals", "1", Better::neither, "Meals served in canteens", "食堂供餐数", meals},
      {"canteen_use_frail", "1", Better::higher,
       "Residents of 60 and over who are 80 or disabled and eat in the canteen, of all such months",
       "80岁以上或残疾老人就餐比例", frail_eat, frail_months},
      {"canteen_use_others", "1", Better::higher, "The other residents of 60 and over who eat in the canteen",
       "其他60岁以上老人就餐比例", other_eat, other_months},
      {"canteen_turned_away", "1", Better::lower, "Months for which somebody found no place in the canteen",
       "食堂容量不足未能就餐人月", refused},
      {"health_checks", "1", Better::neither, "Checks at health corners", "健康角检测次数", checks},
      {"health_checks_frail_rate", "1/month", Better::higher,
       "Health checks a month and resident of 60 and over who is 80 or disabled", "80岁以上或残疾老人每月检测次数",
       frail_checked, frail_months},
      {"health_checks_others_rate", "1/month", Better::higher,
       "Health checks a month and resident of 60 and over of the others", "其他60岁以上老人每月检测次数", other_checked,
       other_months},
      {"health_records", "1", Better::neither, "Health records opened", "新建健康档案数", records},
      {"health_found", "1", Better::higher, "Needs of medical help that health checks found", "检测发现的就医需求数",
       found},
  };
}

}  // namespace

Section canteen_and_health_section() {
  std::vector<Param> params = canteen_params();
  for (Param& param : health_params()) params.push_back(std::move(param));
  for (Param& param : reach_params()) params.push_back(std::move(param));
  return {
      .key = "canteen_and_health",
      .title = "Community canteen and health corner",
      .title_zh = "社区食堂与健康角",
      .rule =
          "residents of 60 and over come, month by month, to a canteen that has so many meals a day and to a health "
          "corner, fewer the longer the way; guests have fewer errands and company, checks find needs of medical help "
          "early, and who has a record and is checked has fewer",
      .rule_zh =
          "60岁以上居民按月到食堂就餐、到健康角检测，路越远去得越少；就餐者跑腿与孤独需求减少，检测及早发现就医需求，"
          "有档案并检测者就医需求减少",
      .fails_by = "it reaches the mobile: who is frail or lives far away doesn't come",
      .fails_by_zh = "只惠及走得动的人：体弱、路远者不来",
      .rows = {42},
      .source = "claim: Tiexi, Songyuan and Yangzhou have canteens, health records, health corners; without figures",
      .tag = Tag::claim,
      .moves = {"unmet_days_by_class", "unmet_days_vulnerable", "unmet_days_others", "unmet_days_gap", "arisen_by_kind",
                "found_first_by_kind", "found_first_share", "belonging_mean"},
      .switchable = true,
      .lead_days = 60,
      .params = std::move(params),
      .measures = canteen_measures(),
      .costs = {{"meals' subsidies", "餐费补贴", "meal", Payer::budget, "subsidy", 1},
                {"kitchen posts", "食堂人员", "1/1000 post-day", Payer::budget, "kitchen_year", 365'000},
                {"health corner", "健康角", "corner-day", Payer::budget, "corner_year", 365},
                {"nurses' hours", "护士工时", "second", Payer::partners, "costs.unit_hour", 3600}},
      .events = {"a month begins: guests, frail guests, no place for", "a check finds a need: resident, first check"},
  };
}

namespace {

enum Item : std::size_t { subsidies, kitchen, corner, nurses };
enum Event : std::size_t { month_begins, check_finds };
enum Decision : std::uint32_t { eats, queue_place, checked, check_day, check_hour, notices, lunch_time };

constexpr std::uint32_t month_days = 30;
constexpr std::uint8_t old_age = 60;
constexpr std::uint32_t lunch = (1U << mechanism_event_bits) - 1;  // an event: all others are checks

class CanteenAndHealth final : public Mechanism {
 public:
  explicit CanteenAndHealth(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("canteen_and_health.") + key); };
    meals_per_day_ = static_cast<std::size_t>(s.integer("canteen_and_health.meals_per_day"));
    const double price = std::max(0.0, real("meal_cost") - real("subsidy"));
    eats_chance_ = real("eats_chance") * exact_exp(-real("price_effect") * price);
    paid_share_ = real("subsidy") > 0 ? std::min(1.0, real("meal_cost") / real("subsidy")) : 1;
    kitchen_posts_ = real("kitchen_posts");
    kept_.fill(1);
    kept_[kind("errands")] = 1 - real("errands_spared");
    kept_[kind("home_care")] = 1 - real("care_spared");
    kept_[kind("loneliness")] = 1 - real("loneliness_spared");
    company_ = real("company");
    check_chance_ = real("check_chance");
    check_seconds_ = real("check_minutes") * minute_seconds;
    record_seconds_ = real("record_minutes") * minute_seconds;
    notice_chance_ = real("notice_chance");
    first_time_share_ = real("first_time_share");
    prevented_ = real("prevented");
    decay_ = real("decay");
    frail_share_ = real("frail_share");
  }

  // Column: by resident, marks of this month and of whether a record is kept; then this month's guests.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& marks = own_column(ctx, *this);
    if (!has_canteen() && !has_corner()) return marks.clear();
    if (!marks.empty()) return keep_what_fits(marks);
    marks.assign(ctx.plan.residents() + 1, 0);
    if (day_of(ctx.now) % month_days != 0) begin_month(ctx);  // otherwise the day will
  }

  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& marks = own_column(ctx, *this);
    if (marks.empty()) return;
    if (day % month_days == 0) begin_month(ctx);
    if (has_corner()) book_own(ctx, *this, corner, 1);
    if (!has_canteen()) return;
    book_own(ctx, *this, kitchen, static_cast<std::int64_t>(kitchen_posts_ * 1000 + .5));
    if (is_working_day(day)) schedule_mechanism(ctx, *this, start_of_day(day) + 11 * hour_seconds, lunch);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (own_column(ctx, *this).empty()) return;
    if (what == lunch) return serve_lunch(ctx);
    check(ctx, ResidentId(what));
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::need_rate); }

  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    const std::vector<std::int32_t>& marks = ctx.c.columns[number];
    if (marks.empty()) return 1;
    const std::int32_t mark = marks[at.resident.row];
    const double with_meals = (mark & guest) != 0 ? kept_[at.kind] : 1;
    const bool is_looked_after = (mark & has_record) != 0 && (mark & was_checked) != 0;
    return is_looked_after && at.kind == medical_help_ ? with_meals * (1 - prevented_) : with_meals;
  }

 private:
  enum Mark : std::int32_t { guest = 1, to_be_checked = 2, was_checked = 4, has_record = 8 };

  static std::size_t kind(const char* key) {
    return static_cast<std::size_t>(std::find(kind_keys().begin(), kind_keys().end(), key) - kind_keys().begin());
  }

  void keep_what_fits(std::vector<std::int32_t>& marks) const {
    for (std::size_t row = 0; row + 1 < marks.size(); ++row) {
      if (!has_canteen()) marks[row] &= ~guest;
      if (!has_corner()) marks[row] &= ~(to_be_checked | was_checked);
    }
    if (!has_canteen()) marks.back() = 0;
  }

  bool has_canteen() const { return meals_per_day_ > 0; }
  bool has_corner() const { return check_chance_ > 0; }

  static bool frail(const Context& ctx, ResidentId r) {
    return ctx.plan.is(r, ResidentClass::aged) || ctx.plan.is(r, ResidentClass::disabled);
  }

  double uniform(const Context& ctx, ResidentId r, Decision decision, std::uint32_t index) const {
    return ctx.luck.uniform(ctx.who(r), index, own_luck(*this, decision));
  }

  /// How much of a chance is left by the way and by who walks it.
  double reach(const Context& ctx, ResidentId r) const {
    const ServicePoint at_centre;
    const Seconds by_day = start_of_day(day_of(ctx.now)) + 11 * hour_seconds;
    const Seconds walk = walk_to_point(ctx, ctx.plan.building_of(r), at_centre, by_day);
    return use_chance(frail(ctx, r) ? frail_share_ : 1, decay_, walk);
  }

  /// Who eats there this month, and who comes to be checked and when.
  void begin_month(Context& ctx) const {
    std::vector<std::int32_t>& marks = own_column(ctx, *this);
    const std::uint32_t day = day_of(ctx.now);
    const std::uint32_t month = day / month_days;
    std::vector<std::pair<double, ResidentId>> guests;
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if (ctx.plan.age[row] < old_age) continue;
      const ResidentId r(row);
      const double chance = reach(ctx, r);
      marks[row] &= has_record;
      if (uniform(ctx, r, eats, month) < eats_chance_ * chance) {
        guests.emplace_back(uniform(ctx, r, queue_place, month), r);
      }
      count(ctx, *this, frail(ctx, r) ? frail_months : other_months);
      if (has_corner() && uniform(ctx, r, checked, month) < check_chance_ * chance) invite(ctx, r, month);
    }
    seat(ctx, guests);
  }

  /// As many as there are meals, in the order in which they ask for a place.
  void seat(Context& ctx, std::vector<std::pair<double, ResidentId>>& guests) const {
    std::sort(guests.begin(), guests.end());
    const std::size_t seats = std::min(guests.size(), meals_per_day_);
    std::int64_t frail_guests = 0;
    for (std::size_t i = 0; i < seats; ++i) {
      const ResidentId r = guests[i].second;
      own_column(ctx, *this)[r.row] |= guest;
      touch_belonging(ctx, r, company_);
      count(ctx, *this, frail(ctx, r) ? frail_eat : other_eat);
      frail_guests += frail(ctx, r) ? 1 : 0;
    }
    own_column(ctx, *this).back() = static_cast<std::int32_t>(seats);
    const auto without = static_cast<std::int64_t>(guests.size() - seats);
    if (has_canteen()) count(ctx, *this, refused, without);
    keep_event(ctx, *this, month_begins, static_cast<std::int64_t>(seats), frail_guests, without);
  }

  /// On some day of what is left of the month.
  void invite(Context& ctx, ResidentId r, std::uint32_t month) const {
    const std::uint32_t today = day_of(ctx.now);
    const std::uint32_t left = (month + 1) * month_days - today;
    const double u = uniform(ctx, r, check_day, month);
    const double v = uniform(ctx, r, check_hour, month);
    const Seconds at = start_of_day(today + static_cast<std::uint32_t>(u * left)) + 8 * hour_seconds;
    own_column(ctx, *this)[r.row] |= to_be_checked;
    schedule_mechanism(ctx, *this, at + static_cast<Seconds>(v * 3 * hour_seconds), r.row);
  }

  void check(Context& ctx, ResidentId r) const {
    std::int32_t& mark = own_column(ctx, *this)[r.row];
    if ((mark & to_be_checked) == 0) return;  // asked for under another policy
    const bool is_known = (mark & has_record) != 0;
    mark = (mark & ~to_be_checked) | was_checked | has_record;
    count(ctx, *this, checks);
    count(ctx, *this, frail(ctx, r) ? frail_checked : other_checked);
    if (!is_known) count(ctx, *this, records);
    const double seconds = check_seconds_ + (is_known ? 0 : record_seconds_);
    book_own(ctx, *this, nurses, whole_seconds(seconds), r.row);
    record_visit(ctx, r, {}, Purpose::service_point, ctx.now, whole_seconds(seconds));
    find_need(ctx, r, is_known);
  }

  void find_need(Context& ctx, ResidentId resident, bool is_known) const {
    const RequestColumns& q = ctx.c.requests;
    const RequestId r = open_need_of(ctx, resident, 1U << medical_help_);
    if (!r.exists() || q.state[r.row] != RequestState::arisen) return;
    const double chance = notice_chance_ * (is_known ? 1 : first_time_share_) * notice_factor(ctx, r);
    if (uniform(ctx, resident, notices, day_of(ctx.now)) >= chance) return;
    count(ctx, *this, found);
    keep_event(ctx, *this, check_finds, resident.row, is_known ? 0 : 1);
    notice(ctx, r, Finder::steward, {});
  }

  void serve_lunch(Context& ctx) const {
    const std::int64_t guests = own_column(ctx, *this).back();
    count(ctx, *this, meals, guests);
    book_own(ctx, *this, subsidies, static_cast<std::int64_t>(static_cast<double>(guests) * paid_share_ + .5));
    if (ctx.watched()) show_guests(ctx);
  }

  void show_guests(Context& ctx) const {
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      if ((own_column(ctx, *this)[row] & guest) == 0) continue;
      const ResidentId r(row);
      const double u = uniform(ctx, r, lunch_time, day_of(ctx.now));
      record_visit(ctx, r, {}, Purpose::service_point, ctx.now + static_cast<Seconds>(u * hour_seconds),
                   30 * minute_seconds);
    }
  }

  std::size_t meals_per_day_ = 0;
  double eats_chance_ = 0, paid_share_ = 1, kitchen_posts_ = 0, company_ = 0;
  std::array<double, kind_count> kept_{};  ///< of a guest's needs, the share that still arises
  std::size_t medical_help_ = kind("medical_help");
  double check_chance_ = 0, check_seconds_ = 0, record_seconds_ = 0;
  double notice_chance_ = 0, first_time_share_ = 0, prevented_ = 0;
  double decay_ = 0, frail_share_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_canteen_and_health(const Settings& settings) {
  return std::make_unique<CanteenAndHealth>(settings);
}

}  // namespace cogov
