#include "tools/patterns.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "models/courier_zone.hpp"
#include "models/request_kinds.hpp"
#include "sim/quantiles.hpp"

namespace cogov {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double seconds_a_day = 86400;

double quantile(std::vector<double> values, double p) { return exact_quantile(values, p); }

double mean_of(const std::vector<double>& values) {
  return ratio_or_nothing(std::accumulate(values.begin(), values.end(), 0.), static_cast<double>(values.size()));
}

}  // namespace

std::map<std::size_t, std::vector<double>> reported_days(const Year& year) {
  std::map<std::size_t, std::vector<double>> days;
  const auto& reported = year.column("reported");
  const auto& resolved = year.column("resolved");
  const auto& kind = year.column("kind");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] < 0 || resolved[i] <= reported[i]) continue;
    days[static_cast<std::size_t>(kind[i])].push_back(static_cast<double>(resolved[i] - reported[i]) / seconds_a_day);
  }
  return days;
}

double squared_variation(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size()) / (mean * mean);
}

namespace {

/// Of the kinds with enough cases, the share whose squared coefficient of variation lies in the range seen elsewhere.
double kinds_as_varied(const Year& year) {
  double kinds = 0;
  double as_varied = 0;
  for (const auto& [kind, days] : reported_days(year)) {
    if (days.size() < enough_cases) continue;
    const double variation = squared_variation(days);
    ++kinds;
    as_varied += variation >= least_variation && variation <= most_variation ? 1 : 0;
  }
  return ratio_or_nothing(as_varied, kinds);
}

/// Days from report to closing, of all kinds together.
std::vector<double> pooled_days(const Year& year) {
  std::vector<double> pooled;
  for (const auto& [kind, days] : reported_days(year)) pooled.insert(pooled.end(), days.begin(), days.end());
  return pooled;
}

/// Days from when staff took it up to its closing, of what nobody had reported by then.
std::vector<double> found_days(const Year& year) {
  std::vector<double> days;
  const auto& noticed = year.column("noticed");
  const auto& reported = year.column("reported");
  const auto& resolved = year.column("resolved");
  const auto& acted = year.column("acted");
  for (std::size_t i = 0; i < noticed.size(); ++i) {
    const bool counts = acted[i] != 0 && noticed[i] >= 0 && reported[i] < 0 && resolved[i] >= noticed[i];
    if (counts) days.push_back(static_cast<double>(resolved[i] - noticed[i]) / seconds_a_day);
  }
  return days;
}

/// Found and reported together.
double pooled_median(const Year& year) {
  std::vector<double> both = pooled_days(year);
  const std::vector<double> found = found_days(year);
  both.insert(both.end(), found.begin(), found.end());
  return quantile(std::move(both), .5);
}

/// Of residents who reported at all, the share who did so once; over the days counted.
double report_once(const Year& year) {
  std::map<std::pair<std::int64_t, std::int64_t>, int> reports;
  const auto& reported = year.column("reported");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] >= 0) ++reports[{year.column("community")[i], year.column("reporter")[i]}];
  }
  const auto once = std::count_if(reports.begin(), reports.end(), [](const auto& each) { return each.second == 1; });
  return ratio_or_nothing(static_cast<double>(once), static_cast<double>(reports.size()));
}

/// Of all reports, those that follow another of the same building and kind within 62 hours.
double same_address(const Year& year) {
  constexpr std::int64_t window = 62 * 3600;
  const auto& reported = year.column("reported");
  const auto& community = year.column("community");
  const auto& building = year.column("building");
  const auto& kind = year.column("kind");
  std::map<std::array<std::int64_t, 3>, std::vector<std::int64_t>> times;
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] >= 0) times[{community[i], building[i], kind[i]}].push_back(reported[i]);
  }
  double all = 0;
  double again = 0;
  for (auto& [address, at] : times) {
    std::sort(at.begin(), at.end());
    all += static_cast<double>(at.size());
    for (std::size_t i = 1; i < at.size(); ++i) again += at[i] - at[i - 1] <= window ? 1 : 0;
  }
  return ratio_or_nothing(again, all);
}

/// Reports about the reporter's own building, of all.
double near_home(const Year& year) {
  const auto& reported = year.column("reported");
  double all = 0;
  double near = 0;
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] < 0 || year.column("reporter")[i] < 0) continue;
    const CommunityPlan& plan = year.population().communities[static_cast<std::size_t>(year.column("community")[i])];
    const ResidentId who(static_cast<std::uint32_t>(year.column("reporter")[i]));
    ++all;
    near += plan.building_of(who).row == year.column("building")[i] ? 1 : 0;
  }
  return ratio_or_nothing(near, all);
}

/// Reports a resident of owners over those of tenants.
double owners_over_tenants(const Year& year) {
  double people[2]{};
  double reports[2]{};
  for (const CommunityPlan& plan : year.population().communities) {
    for (const HouseholdId home : plan.household) ++people[plan.rents[home.row]];
  }
  const auto& reported = year.column("reported");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] < 0 || year.column("reporter")[i] < 0) continue;
    const CommunityPlan& plan = year.population().communities[static_cast<std::size_t>(year.column("community")[i])];
    ++reports[plan.rents[plan.household[static_cast<std::size_t>(year.column("reporter")[i])].row]];
  }
  return ratio_or_nothing(ratio_or_nothing(reports[0], people[0]), ratio_or_nothing(reports[1], people[1]));
}

/// Reports by area of ten neighbouring buildings.
std::vector<double> reports_by_area(const Year& year) {
  constexpr std::int64_t buildings_an_area = 10;
  std::map<std::pair<std::int64_t, std::int64_t>, double> reports;
  for (const CommunityPlan& plan : year.population().communities) {  // areas that report nothing are areas too
    for (std::size_t b = 0; b < plan.buildings(); ++b) {
      reports[{plan.number, static_cast<std::int64_t>(b) / buildings_an_area}] = 0;
    }
  }
  const auto& reported = year.column("reported");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] >= 0) ++reports[{year.column("community")[i], year.column("building")[i] / buildings_an_area}];
  }
  std::vector<double> counts;
  for (const auto& [area, count] : reports) counts.push_back(count);
  return counts;
}

constexpr std::size_t least_areas = 10;

double between_areas(const Year& year) {
  const std::vector<double> counts = reports_by_area(year);
  return counts.size() < least_areas ? nothing : ratio_or_nothing(quantile(counts, .9), quantile(counts, .1));
}

double gini_of_areas(const Year& year) {
  const std::vector<double> counts = reports_by_area(year);
  return counts.size() < least_areas ? nothing : gini(counts);
}

double people_of(const Year& year, std::uint8_t from, std::uint8_t to) {
  double people = 0;
  for (const CommunityPlan& plan : year.population().communities) {
    people += static_cast<double>(
        std::count_if(plan.age.begin(), plan.age.end(), [&](std::uint8_t age) { return age >= from && age <= to; }));
  }
  return people;
}

double riders(const Year& year) {
  double riders = 0;
  for (const auto& zone : year.population().courier_zones) riders += zone->riders;
  return riders;
}

double orders(const Year& year) { return year.residents() * year.settings().real("couriers.orders_per_resident_year"); }

double orders_a_rider_and_day(const Year& year) {
  return ratio_or_nothing(orders(year), riders(year) * 365 * year.settings().real("couriers.days_worked_share"));
}

/// Reports of something real for each order that an enrolled rider brings.
double reports_an_order(const Year& year) {
  const double brought = orders(year) * year.years() * year.of("riders_enrolled_end");
  return year.if_on("roaming_couriers", ratio_or_nothing(year.of("courier_reports"), brought));
}

double staff_per_10000(const Year& year) {
  const double clerks =
      static_cast<double>(year.settings().integer("community.number") * year.settings().integer("window.staff"));
  return (year.grid_posts() + clerks) * 10000 / year.residents();
}

double households_a_grid_worker(const Year& year) {
  return ratio_or_nothing(static_cast<double>(year.population().households()), year.grid_posts());
}

double quits_a_post(const Year& year) {
  const double posts = year.sum("workers_at_post") / static_cast<double>(year.all("workers_at_post").size());
  return ratio_or_nothing(year.of("quits") / year.years(), posts);
}

constexpr const char* los_angeles = "Los Angeles 311, reported by citizens";
constexpr const char* los_angeles_zh = "洛杉矶311，市民上报";

std::vector<Looked> of_durations() {
  return {
      {{"days_median", "Days from report to closing: median", "上报到办结天数：中位数", "d", 1.5, 6,
        std::string(los_angeles) + ": 3.00 d, within a factor of 2",
        std::string(los_angeles_zh) + "：3.00天，两倍之内"},
       [](const Year& y) { return quantile(pooled_days(y), .5); }},
      {{"days_mean", "Days from report to closing: mean", "上报到办结天数：均值", "d", 3.25, 13,
        std::string(los_angeles) + ": 6.49 d, within a factor of 2",
        std::string(los_angeles_zh) + "：6.49天，两倍之内"},
       [](const Year& y) { return mean_of(pooled_days(y)); }},
      {{"days_p90", "Days from report to closing: nine in ten within", "上报到办结天数：第90百分位", "d", 3.13, 12.5,
        std::string(los_angeles) + ": 6.26 d, within a factor of 2",
        std::string(los_angeles_zh) + "：6.26天，两倍之内"},
       [](const Year& y) { return quantile(pooled_days(y), .9); }},
      {{"mean_over_median", "Mean over median of these days: a heavy tail", "上述天数均值与中位数之比（重尾）", "1",
        1.5, 3, std::string(los_angeles) + ": 6.49 d over 3.00 d", std::string(los_angeles_zh) + "：6.49天比3.00天"},
       [](const Year& y) { return ratio_or_nothing(mean_of(pooled_days(y)), quantile(pooled_days(y), .5)); }},
      {{"kinds_as_varied",
        "Kinds of request whose durations vary as much as seen elsewhere: squared coefficient of variation from 0.1 to "
        "16, of kinds with 20 cases",
        "各类办理时长的离散程度符合观察的种类占比（变异系数平方0.1—16，至少20件）", "1", .9, 1,
        "Los Angeles 311, by type of request", "洛杉矶311，按类别"},
       kinds_as_varied},
      {{"found_over_reported", "Median days to close what staff found, over that of what residents reported",
        "工作人员发现事项与居民上报事项办结天数中位数之比", "1", 0, .5, "Los Angeles: 4 minutes against 3.00 d",
        "洛杉矶：4分钟比3.00天"},
       [](const Year& y) { return ratio_or_nothing(quantile(found_days(y), .5), quantile(pooled_days(y), .5)); }},
      {{"pooled_over_reported",
        "Median days of both together over that of reported ones: by how much a pooled median flatters",
        "两者合并的中位数与上报事项中位数之比（合并会美化多少）", "1", .4, .9, "Los Angeles: 1.94 d over 3.00 d",
        "洛杉矶：1.94天比3.00天"},
       [](const Year& y) { return ratio_or_nothing(pooled_median(y), quantile(pooled_days(y), .5)); }},
  };
}

std::vector<Looked> of_reports() {
  return {
      {{"repeats", "Problems that come back: reported again or recurring", "重复诉求占比", "1", .08, .13,
        "9.6 % in Daying", "大英9.6%"},
       [](const Year& y) { return y.of("repeats_share"); }},
      {{"same_address", "Reports that follow another of the same building and kind within 62 hours",
        "62小时内同楼同类再次上报占比", "1", .08, .15,
        "11.4 % in Los Angeles, same address and type; in the model one problem has one who would report it",
        "洛杉矶同地址同类11.4%；模型中每个问题只有一名可能的上报人"},
       same_address},
      {{"report_once", "Of those who report within a year, who do so once", "一年内只上报一次者占比", "1", .66, .86,
        "76 % in Boston", "波士顿76%"},
       report_once},
      {{"near_home", "Reports about the reporter's own building", "上报本楼事项的占比", "1", .7, .9,
        "80 % within two blocks in Boston; witnesses of the model live in the building",
        "波士顿80%在两个街区以内；模型中见证人即本楼居民", "", true},
       near_home},
      {{"owners_over_tenants", "Reports a resident: owners' over tenants'", "人均上报：有房户与租房户之比", "1", 2, 4,
        "owners 3 times as often as renters in Boston", "波士顿：有房户是租房户的3倍", "society.owner_odds"},
       owners_over_tenants},
      {{"between_areas", "Reports of the busiest tenth of areas over the quietest: areas of ten buildings",
        "片区上报量：最高一成与最低一成之比（每片区十栋）", "1", 2, 4.5,
        "factor 3 between areas of whole cities, New York and Chicago", "纽约、芝加哥：全市片区间约3倍"},
       between_areas},
      {{"gini_of_areas", "Inequality of reports between areas of ten buildings: Gini", "片区上报量的基尼系数", "1", .15,
        .3, "0.214 over areas of Los Angeles", "洛杉矶各片区0.214"},
       gini_of_areas},
      {{"found_first_records", "Found before a complaint, as the records tell", "台账中的主动发现占比", "1", .25, .45,
        "Hai'an 2024: 25-30 % weekly, 40 % over the year", "海安2024：每周25—30%，全年40%"},
       [](const Year& y) { return y.of("found_first_by_ledger", 1); }},
      {{"reports_per_1000", "Reports of residents, per 1,000 and year", "居民上报（每千人每年）", "1/year", 60, 350,
        "dispatched to communities: Beijing about 204, Xuzhou about 106", "派到社区：北京约204，徐州约106",
        "request_kinds"},
       [](const Year& y) { return y.per_1000(y.of("reported_requests")); }},
  };
}

std::vector<Looked> of_people() {
  return {
      {{"staff_per_10000", "Community workers per 10,000 residents", "每万人社区工作者", "1", 14, 22,
        "18, Hubei's target", "湖北目标18人", "grid_workers.full_time"},
       staff_per_10000},
      {{"households_a_grid_worker", "Households a grid worker", "每名网格员户数", "1", 150, 400,
        "one grid per 258 households in Rizhao", "日照：每258户一个网格", "grid_workers.full_time"},
       households_a_grid_worker},
      {{"burnt_out", "Grid workers burnt out", "网格员过劳占比", "1", .35, .49, "41.9 % in Liaoning, n = 1,491",
        "辽宁41.9%（n=1491）", "staffing.burnt_out_above"},
       [](const Year& y) { return y.of("burnt_out_share"); }},
      {{"severely_burnt_out", "Grid workers severely burnt out", "网格员严重过劳占比", "1", .09, .18,
        "13.2 % in Liaoning, n = 1,491", "辽宁13.2%（n=1491）", "staffing.severely_above"},
       [](const Year& y) { return y.of("severely_burnt_out_share"); }},
      {{"turnover", "Staff who quit, a post and year", "人员年离职率", "1/year", .05, .35,
        "Chinese social workers: about 20 % a year", "中国社工约20%/年", "staffing.quits_per_year"},
       quits_a_post},
      {{"volunteers", "Volunteers, of residents of 18 to 69", "志愿者占18—69岁居民", "1", .2, .4,
        "about 30 % say so in China 2021; the model counts those who serve their community",
        "2021年全国调查约30%自称；模型只计为本社区服务者"},
       [](const Year& y) {
         return y.if_on("volunteer_teams", ratio_or_nothing(y.of("volunteers_active"), people_of(y, 18, 69)));
       }},
      {{"volunteer_hours", "Hours a volunteer and year", "志愿者人均年工时", "h", 26, 104,
        "median 52 h elsewhere, within a factor of 2; 88 h in China 2021",
        "别处中位数52小时，两倍之内；2021年全国88小时"},
       [](const Year& y) {
         return y.if_on("volunteer_teams",
                        ratio_or_nothing(y.of("volunteer_hours") / y.years(), y.of("volunteers_active")));
       }},
      {{"volunteers_lost", "Volunteers lost in a year", "志愿者年流失率", "1", .25, .45, "a third quit in a year",
        "一年流失三分之一", "volunteer_teams.quits_per_month"},
       [](const Year& y) { return y.if_on("volunteer_teams", 1 - y.of("volunteer_retention_share")); }},
  };
}

std::vector<Looked> of_couriers_and_ties() {
  return {
      {{"orders_a_rider", "Orders a rider and working day", "骑手每工作日单量", "1/d", 21, 30, "21-30 a day",
        "每天21—30单", "couriers.orders_per_shift"},
       orders_a_rider_and_day},
      {{"rider_hours", "Hours of a rider on a working day", "骑手每工作日在线小时", "h", 5.2, 9.1,
        "5.2-6.2 (platform), 9.1 (survey, n = 824)", "平台5.2—6.2，调查9.1（n=824）", "couriers.hours"},
       [](const Year& y) { return y.settings().real("couriers.hours"); }},
      {{"reports_an_order", "Reports for each order that an enrolled rider brings", "参与骑手每单上报数", "1", .001,
        .004, "about 0.002 per delivery; Xuan'en, 65 couriers, over 400 reports in 5 months",
        "每单约0.002；宣恩65名骑手5个月400余件", "roaming_couriers.notice_chance"},
       reports_an_order},
      {{"degree", "Ties a resident, mean", "人均联系数", "1", 6.1, 12.8, "38 villages in Karnataka", "卡纳塔克邦38个村",
        "social_ties"},
       [](const Year& y) { return y.of("ties_mean_degree"); }},
      {{"clustering", "Friends of friends who are friends", "聚类系数", "1", .15, .36, "38 villages in Karnataka",
        "卡纳塔克邦38个村"},
       [](const Year& y) { return y.of("ties_clustering"); }},
      {{"giant_part", "Residents in the largest connected part", "最大连通部分占比", "1", .85, .99,
        "38 villages in Karnataka", "卡纳塔克邦38个村"},
       [](const Year& y) { return y.of("ties_giant_share"); }},
  };
}

}  // namespace

std::vector<Looked> known_patterns() {
  std::vector<Looked> all;
  for (const auto& part : {of_durations(), of_reports(), of_people(), of_couriers_and_ties()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace cogov
