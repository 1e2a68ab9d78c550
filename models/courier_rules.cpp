#include "models/courier_rules.hpp"

#include <algorithm>
#include <cmath>

#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr Tag evidence = Tag::evidence;

std::vector<Param> day_params() {
  return {
      real_param("orders_per_resident_year", 30, 0, 1000, "1/year", "orders brought to a resident's door",
                 "居民人均年外卖单量", "assumption: 500 stops a day for 6,042 residents", a, 15, 60),
      whole_param("orders_per_shift", 25, 1, 60, "1", "orders that a rider brings on a day", "骑手每日单量",
                  "evidence: 21-30 a day", evidence),
      real_param("hours", 7, 1, 12, "h",
                 "a rider's hours on a day, half from noon and half from the evening's beginning on",
                 "骑手每日在线时长", "evidence: 5.2-6.2 (platform), 9.1 (survey, n = 824)", evidence, 5.2, 9.1),
      real_param("noon_from", 10.5, 0, 24, "h", "hour at which riders begin before noon, on average", "午高峰上线时刻",
                 "assumption", a),
      real_param("evening_from", 16.5, 0, 24, "h", "hour at which they begin again, on average", "晚高峰上线时刻",
                 "assumption: they rest at about 3 pm", a),
      real_param("start_spread", 1, 0, 6, "h", "riders' begins lie so far apart, evenly", "上线时刻相差", "assumption",
                 a, .5, 2),
      real_param("days_worked_share", .85, 0, 1, "1", "share of days on which a rider works", "骑手出勤率",
                 "assumption: one day off a week", a, .7, 1),
  };
}

std::vector<Param> place_params() {
  return {
      whole_param("riders", 0, 0, 100000, "1", "riders of each zone; 0: as many as its orders need",
                  "每片区骑手数（0：按单量计）", "convention", Tag::convention),
      whole_param("extra_riders", 0, 0, 100000, "1",
                  "riders added to the first zone; everybody else's luck stays as it is",
                  "第一片区增加的骑手数（不改变他人的随机事件）", "convention", Tag::convention),
      real_param("seconds_at_shop", 120, 0, 3600, "s", "until a rider has the order", "取餐用时", "assumption", a, 60,
                 300),
      real_param("seconds_at_stop", 90, 0, 3600, "s", "to hand it over", "交付用时", "assumption", a, 45, 180),
      real_param("crash_per_hour", .00034, 0, 1, "1/h", "crashes of a rider by hour on the road, however slight",
                 "每小时交通事故率",
                 "calculated: 76.5 % ever crashed = 1 - exp(-2 years x 2,100 h x rate); two years on the road is an "
                 "assumption",
                 Tag::calculated, .0001, .001),
      real_param("late_slack", 10, .1, 120, "min", "time to spare until an order is late, mean", "订单超时余量",
                 "assumption", a, 5, 20),
  };
}

}  // namespace

Section couriers_section() {
  std::vector<Param> params = day_params();
  for (Param& param : place_params()) params.push_back(std::move(param));
  return {.key = "couriers",
          .title = "Couriers and riders of the place",
          .title_zh = "快递员与骑手",
          .rule =
              "orders go from the shops of a zone of neighbouring communities to its doors; a rider's day depends "
              "on nothing but the rider and the date",
          .rule_zh = "每名骑手在相邻数个社区的片区内把订单从店铺送到住户门口；一天的行程只取决于骑手本人和日期",
          .policy_may_set = false,
          .params = std::move(params)};
}

CourierFacts CourierFacts::read(const Settings& s) {
  const auto milliseconds = [&](const char* key) {
    return static_cast<std::uint32_t>(std::lround(s.real(key) * 1000));
  };
  CourierFacts facts;
  facts.orders_per_resident_year = s.real("couriers.orders_per_resident_year");
  facts.orders_per_shift = static_cast<std::uint32_t>(s.integer("couriers.orders_per_shift"));
  facts.hours = s.real("couriers.hours");
  facts.noon_from = s.real("couriers.noon_from");
  facts.evening_from = s.real("couriers.evening_from");
  facts.start_spread = s.real("couriers.start_spread");
  facts.days_worked_share = s.real("couriers.days_worked_share");
  facts.riders = static_cast<std::uint32_t>(s.integer("couriers.riders"));
  facts.extra_riders = static_cast<std::uint32_t>(s.integer("couriers.extra_riders"));
  facts.shop_ms = milliseconds("couriers.seconds_at_shop");
  facts.handover_ms = milliseconds("couriers.seconds_at_stop");
  facts.crash_per_hour = s.real("couriers.crash_per_hour");
  facts.late_slack_seconds = s.real("couriers.late_slack") * minute_seconds;
  return facts;
}

std::uint32_t CourierFacts::riders_for(double residents) const {
  if (riders > 0) return riders;
  const double orders_a_day = residents * orders_per_resident_year / 365;
  const double of_a_rider = orders_per_shift * days_worked_share;
  constexpr double most = 1e6;  // a rider is numbered by 20 bits
  return of_a_rider > 0 ? static_cast<std::uint32_t>(std::lround(std::min(most, orders_a_day / of_a_rider))) : 0;
}

CourierRules CourierRules::read(const Settings& settings) {
  CourierRules rules;
  read_roaming_couriers(settings, rules);
  read_rest_stations(settings, rules);
  return rules;
}

}  // namespace cogov
